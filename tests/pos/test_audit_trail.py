from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.till import CASHIER, LUNCH_TIME, Interrupted, Till, interrupted, rows

from accounts.tables import chain_entries
from pos import audit_trail
from pos.audit_trail import event_digest
from pos.tables import audit_events

EVENT = {
    "id": UUID(int=1),
    "terminal": "T1",
    "at": LUNCH_TIME,
    "actor": None,
    "action": "bind",
    "subject": "3",
    "detail": "{}",
}


def test_an_event_is_written_and_signed_together(demo_database):
    till = Till(demo_database)
    with demo_database.write() as session:
        made = audit_trail.record(
            session, till.chain, CASHIER, "bind", "盘", {"dish": "红烧肉", "a": "1"}, till.now
        )
    (row,) = rows(demo_database, audit_events)
    assert row == EVENT | {
        "id": made,
        "actor": CASHIER,
        "subject": "盘",
        "detail": '{"a": "1", "dish": "红烧肉"}',
    }
    (entry,) = rows(demo_database, chain_entries)
    assert (entry["kind"], entry["subject"], entry["digest"]) == ("event", made, event_digest(row))


def test_an_event_goes_with_its_transaction(demo_database):
    till = Till(demo_database)

    def work(session):
        audit_trail.record(session, till.chain, None, "release", "1", {}, till.now)

    with pytest.raises(Interrupted):
        interrupted(demo_database, work)
    assert rows(demo_database, audit_events) == rows(demo_database, chain_entries) == []


@given(st.sampled_from(sorted(EVENT)), st.text())
def test_the_digest_covers_every_column(column, text):
    changed = event_digest(EVENT | {column: text})
    assert (changed == event_digest(EVENT)) == (EVENT[column] == text)
