"""The chain, checked by a reader that computes every MAC for itself from the words of the module:
HMAC-SHA-256 over terminal, number, kind, subject, digest and the MAC before, joined by bars.
"""

import hashlib
import hmac
import os
import stat
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from support.tampering import rewrite

from accounts import chain as chains
from accounts.chain import Chain, ChainHead, check_anchors, digest, head
from accounts.errors import ChainCutShort, ChainKeyMissing, ChainKeyUnreadable
from accounts.tables import chain_anchors, chain_entries
from canteen.db import DatabaseError
from canteen.money import Money

KEY = bytes.fromhex("a5" * 32)
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
entries = chain_entries.c


def mac_of(key, row, before):
    text = f"{row.terminal}|{row.seq}|{row.kind}|{row.subject}|{row.digest}|{before}"
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def broken(database, terminal="T1", key=KEY):
    """Numbers of the entries that do not follow from the ones before."""
    query = sa.select(chain_entries).where(entries.terminal == terminal).order_by(entries.seq)
    with database.read() as session:
        rows = session.execute(query).all()
    before, bad = "0" * 64, []
    for wanted, row in enumerate(rows, 1):
        if row.seq != wanted or row.mac != mac_of(key, row, before):
            bad.append(row.seq)
        before = row.mac
    return bad


def fill(database, count=6, terminal="T1", start=0):
    signer = Chain(KEY, terminal)
    with database.write() as session:
        return [
            signer.append(session, "sale", UUID(int=start + n), f"{n:064x}")
            for n in range(1, count + 1)
        ]


@pytest.fixture
def chained(database):
    fill(database)
    return database


def test_a_chain_that_nobody_touched_is_whole(chained):
    assert broken(chained) == []
    with chained.read() as session:
        assert head(session, "T1").seq == 6
        assert head(session, "T9") == ChainHead("T9", 0, "0" * 64)


def test_each_terminal_has_a_chain_of_its_own(database):
    heads = fill(database, 2, "T1"), fill(database, 3, "T2", start=50)
    assert [last[-1].seq for last in heads] == [2, 3]
    assert broken(database, "T1") == broken(database, "T2") == []


def test_the_same_subject_is_signed_once(chained):
    with pytest.raises(DatabaseError), chained.write() as session:
        Chain(KEY, "T2").append(session, "sale", UUID(int=1), "0" * 64)
    assert broken(chained) == []


@pytest.mark.parametrize(
    "change",
    [
        {"digest": "f" * 64},
        {"kind": "event"},
        {"subject": UUID(int=99)},
        {"mac": "f" * 64},
        {"terminal": "T2"},
        {"seq": 7},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_edited_entry_is_seen(chained, change):
    rewrite(chained, sa.update(chain_entries).where(entries.seq == 3).values(**change))
    assert broken(chained) != []


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_removed_entry_is_seen(chained, seq):
    rewrite(chained, sa.delete(chain_entries).where(entries.seq == seq))
    assert broken(chained) != []


def test_entries_that_changed_places_are_seen(chained):
    swap = [
        sa.update(chain_entries).where(entries.seq == old).values(seq=new)
        for old, new in ((2, 99), (3, 2), (99, 3))
    ]
    rewrite(chained, *swap)
    assert broken(chained) == [2, 3, 4]


def test_a_chain_rebuilt_without_the_key_is_seen(chained):
    with chained.read() as session:
        rows = session.execute(sa.select(chain_entries).order_by(entries.seq)).all()
    forged, before = [], "0" * 64
    for row in rows:
        changed = SimpleNamespace(**row._mapping)
        if row.seq == 2:
            changed.digest = "f" * 64
        before = mac_of(b"guess" * 8, changed, before)
        values = {"digest": changed.digest, "mac": before}
        forged.append(sa.update(chain_entries).where(entries.seq == row.seq).values(**values))
    rewrite(chained, *forged)
    assert broken(chained, key=b"guess" * 8) == []
    assert broken(chained) == [1, 2, 3, 4, 5, 6]


def test_a_cut_at_the_end_is_seen_by_the_anchor_alone(chained):
    signer = Chain(KEY, "T1")
    with chained.write() as session:
        assert signer.anchor(session, NOON, "close").seq == 6
        check_anchors(session)
    rewrite(chained, sa.delete(chain_entries).where(entries.seq > 4))
    assert broken(chained) == []
    with chained.read() as session, pytest.raises(ChainCutShort) as seen:
        check_anchors(session)
    assert seen.value.facts == {"terminal": "T1", "seq": 6}


def test_a_chain_grown_again_over_a_cut_is_seen_by_the_anchor(chained):
    with chained.write() as session:
        Chain(KEY, "T1").anchor(session, NOON, "close")
    rewrite(chained, sa.delete(chain_entries).where(entries.seq > 4))
    fill(chained, 3, start=70)
    assert broken(chained) == []
    with chained.read() as session, pytest.raises(ChainCutShort):
        check_anchors(session)


def test_an_anchor_is_written_once_for_a_head_and_never_for_an_empty_chain(chained):
    with chained.write() as session:
        for terminal in ("T1", "T1", "T9"):
            Chain(KEY, terminal).anchor(session, NOON, "close")
        found = session.execute(sa.select(chain_anchors)).all()
    assert [(row.terminal, row.seq, row.at, row.reason) for row in found] == [
        ("T1", 6, NOON, "close")
    ]


values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.integers().map(Money), st.uuids()
)
rows = st.lists(
    st.tuples(st.sampled_from(["sales", "payments"]), st.dictionaries(st.text(), values)),
    max_size=5,
)


@given(rows)
def test_the_order_of_columns_does_not_matter(parts):
    again = [(name, dict(reversed(row.items()))) for name, row in parts]
    assert digest(parts) == digest(again)


def test_a_digest_tells_every_kind_of_value_apart_from_its_neighbour():
    base = {
        "at": NOON,
        "day": date(2026, 11, 23),
        "due": Money(1),
        "grams": Decimal("1.0"),
        "id": UUID(int=1),
        "note": None,
    }
    changes = {
        "at": NOON + timedelta(microseconds=1),
        "day": date(2026, 11, 24),
        "due": Money(2),
        "grams": Decimal("1.00"),
        "id": UUID(int=2),
        "note": "",
    }
    seen = {digest([("sales", base)]), digest([("sale_lines", base)])}
    seen |= {digest([("sales", {**base, key: value})]) for key, value in changes.items()}
    assert len(seen) == 8


def test_a_digest_does_not_depend_on_the_zone_an_instant_is_told_in():
    shanghai = NOON.astimezone(timezone(timedelta(hours=8)))
    assert digest([("sales", {"at": NOON})]) == digest([("sales", {"at": shanghai})])


def test_the_key_of_a_file_lies_beside_it_and_only_its_owner_reads_it(sqlite_database):
    file = chains.key_file(sqlite_database)
    assert file.name == sqlite_database.file.name + ".key"
    file.unlink()
    old = os.umask(0)
    try:
        chains.make_key(sqlite_database)
    finally:
        os.umask(old)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    made = chains.load_key(sqlite_database)
    assert len(made) == 32
    chains.make_key(sqlite_database)
    assert chains.load_key(sqlite_database) == made


def test_two_files_have_two_keys(sqlite_database):
    first = chains.load_key(sqlite_database)
    chains.key_file(sqlite_database).unlink()
    chains.make_key(sqlite_database)
    assert chains.load_key(sqlite_database) != first


def test_a_missing_key_file_is_named(sqlite_database):
    file = chains.key_file(sqlite_database)
    file.unlink()
    with pytest.raises(ChainKeyMissing) as refused:
        chains.load_key(sqlite_database)
    assert str(file) in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"no key", b"ab" * 31, b"\xff" * 64, b"abc"])
def test_a_file_that_holds_no_key_is_named_and_its_content_is_not(sqlite_database, content):
    file = chains.key_file(sqlite_database)
    file.write_bytes(content)
    with pytest.raises(ChainKeyUnreadable) as refused:
        chains.load_key(sqlite_database)
    assert str(file) in str(refused.value)
    assert "abab" not in str(refused.value)


def test_a_key_file_that_is_a_folder_is_unreadable(sqlite_database):
    file = chains.key_file(sqlite_database)
    file.unlink()
    file.mkdir()
    with pytest.raises(ChainKeyUnreadable):
        chains.load_key(sqlite_database)


def test_the_key_of_a_server_comes_from_the_environment(postgres_database, monkeypatch):
    assert chains.key_file(postgres_database) is None
    chains.make_key(postgres_database)
    monkeypatch.setenv("CANTEEN_KEY", "a5" * 32)
    assert chains.load_key(postgres_database) == KEY


@pytest.mark.parametrize(
    ("text", "error"),
    [("", ChainKeyMissing), ("no key", ChainKeyUnreadable), ("ab" * 31, ChainKeyUnreadable)],
)
def test_a_bad_key_in_the_environment_is_named_and_not_shown(
    postgres_database, monkeypatch, text, error
):
    monkeypatch.setenv("CANTEEN_KEY", text)
    with pytest.raises(error) as refused:
        chains.load_key(postgres_database)
    assert "CANTEEN_KEY" in str(refused.value)
    assert "abab" not in str(refused.value)
