"""The rows that break what must hold, found on both databases. `test_audit` has every check."""

import pytest
import sqlalchemy as sa
from support.busy_day import busy_day
from support.tampering import rewrite
from support.till import chip

from accounts.chain import KEY_VARIABLE
from accounts.tables import accounts, chain_entries, transfers
from canteen.db import Database, invariant_rows
from pos import audit
from pos.invariants import INVARIANTS, lost
from pos.tables import (
    audit_events,
    documents,
    payments,
    print_jobs,
    receipt_counters,
    sale_lines,
    sales,
    servings,
    shifts,
)

OF_T2 = sa.select(sales.c.id).where(sales.c.terminal == "T2").scalar_subquery()


@pytest.fixture
def day(demo_database: Database) -> Database:
    busy_day(demo_database)
    return demo_database


def raw(column):
    return sa.type_coerce(column, sa.BigInteger)


EDITS = [
    ("accounts.balances", sa.update(accounts).where(accounts.c.id == "safe"), accounts, "balance"),
    ("pos.sale-totals", sa.update(sales).where(sales.c.terminal == "T2"), sales, "total"),
    (
        "pos.sale-payments",
        sa.update(payments).where(payments.c.sale_id == OF_T2),
        payments,
        "tendered",
    ),
    (
        "pos.receipt-numbers",
        sa.update(receipt_counters).where(receipt_counters.c.terminal == "T2"),
        receipt_counters,
        "last",
    ),
    (
        "pos.shift-cash",
        sa.update(shifts).where(shifts.c.closed_at.is_not(None)),
        shifts,
        "expected",
    ),
]


@pytest.mark.parametrize(("name", "edit", "table", "column"), EDITS, ids=[e[0] for e in EDITS])
def test_a_figure_that_grew_by_one_is_found(day, name, edit, table, column):
    with day.read() as session:
        assert set(invariant_rows(session, INVARIANTS).values()) == {0}
    rewrite(day, edit.values({column: raw(table.c[column]) + 1}))
    report = audit.run(day)
    found = {check.name: check.rows for check in report.checks if not check.ok}
    signed = {"chain": 1} if table in (sales, payments, shifts) else {}
    assert found == {name: 1} | signed


def test_rows_that_are_gone_are_found(day):
    rewrite(
        day,
        sa.delete(transfers).where(transfers.c.subject == OF_T2),
        sa.delete(print_jobs).where(print_jobs.c.state == "sent"),
        sa.delete(chain_entries).where(
            chain_entries.c.subject.in_(
                sa.select(audit_events.c.id).where(audit_events.c.action == "ignore-chip")
            )
        ),
    )
    found = {check.name: check.rows for check in audit.run(day).checks if not check.ok}
    assert found == {
        "accounts.balances": 2,
        "pos.sale-postings": 1,
        "pos.print-jobs": 1,
        "chain": 2,
    }


def test_a_plate_that_was_sold_stands_on_a_line_of_its_own(day):
    rewrite(day, sa.update(servings).where(servings.c.uid == chip(90).text).values(status="sold"))
    rewrite(day, sa.update(sale_lines).where(sale_lines.c.n == 1).values(item_code="youbaoxia"))
    with day.read() as session:
        found = {name: rows for name, rows in invariant_rows(session, INVARIANTS).items() if rows}
    # Of the lines of number 1, both of plates.
    assert found == {"pos.servings-sold": 1, "pos.line-plates": 2}


def test_a_half_that_became_a_whole_is_found(day):
    rewrite(day, sa.update(sale_lines).where(sale_lines.c.sale_id == OF_T2).values(half=True))
    rewrite(day, sa.update(servings).where(servings.c.uid == chip(90).text).values(half=True))
    found = {check.name: check.rows for check in audit.run(day).checks if not check.ok}
    sold = found.pop("pos.line-plates")
    assert sold >= 1
    assert found == {"pos.serving-bindings": 1, "pos.slip-content": 1, "chain": 1}


def test_what_has_no_sale_is_counted_as_lost(day):
    with day.read() as session:
        assert lost(session) == 0
    rewrite(
        day,
        sa.update(receipt_counters)
        .where(receipt_counters.c.terminal == "T2")
        .values(last=receipt_counters.c.last + 2),
    )
    with day.read() as session:
        assert lost(session) == 2
    report = audit.run(day)
    assert (report.lost, report.ok) == (2, False)


def test_slips_that_cannot_be_read_are_found(day):
    rewrite(day, sa.update(documents).where(documents.c.sale_id == OF_T2).values(body="{}"))
    found = {check.name: check.rows for check in audit.run(day).checks if not check.ok}
    assert found == {"pos.slip-content": 1}


def test_the_key_of_a_server_comes_from_the_environment(day, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, "00" * 32)
    wrong = {check.name for check in audit.run(day).checks if not check.ok}
    monkeypatch.delenv(KEY_VARIABLE)
    missing = [check for check in audit.run(day).checks if not check.ok]
    if day.is_sqlite:  # its key lies beside the file
        assert (wrong, missing) == (set(), [])
    else:
        assert wrong == {"chain"} == {check.name for check in missing}
        assert KEY_VARIABLE in missing[0].why
