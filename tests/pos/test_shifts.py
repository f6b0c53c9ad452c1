import pytest
import sqlalchemy as sa
from support.tampering import rewrite
from support.till import (
    CASHIER,
    LUNCH,
    LUNCH_TIME,
    Interrupted,
    Till,
    at_once,
    chip,
    counts,
    interrupted,
    rows,
)

from accounts import ledger
from accounts.chain import check_anchors, head
from accounts.errors import ChainCutShort
from accounts.tables import chain_anchors, chain_entries, transfers
from canteen.money import ZERO, Money
from pos import audit, shifts
from pos.errors import NoShift, ShiftOpenAlready
from pos.shifts import closing_digest, opening_digest


@pytest.fixture
def till(demo_database):
    return Till(demo_database)


def moves(till, *reasons):
    found = rows(till.database, transfers, transfers.c.reason.in_(reasons))
    return [(row["reason"], row["debit"], row["credit"], row["amount"].fen) for row in found]


def current(till):
    with till.database.read() as session:
        return shifts.current(session, till.terminal)


def test_a_shift_opens_with_its_float_in_the_drawer(till):
    shift = till.open_shift(20_000)
    assert current(till) == shift
    assert (shift.staff_id, shift.business_date) == (CASHIER, LUNCH.business_date)
    assert (shift.opened_at, shift.closed_at, shift.difference) == (LUNCH_TIME, None, None)
    assert till.drawer == 20_000
    assert moves(till, "float") == [("float", "cash:T1", ledger.SAFE, 20_000)]


def test_without_a_float_no_money_moves(till):
    till.open_shift(0)
    assert rows(till.database, transfers) == []
    assert till.drawer == 0


def test_a_second_shift_does_not_open_over_the_first(till):
    till.open_shift()
    before = counts(till.database)
    with pytest.raises(ShiftOpenAlready) as refused:
        till.open_shift()
    assert refused.value.facts == {"staff": CASHIER}
    assert counts(till.database) == before


def test_each_terminal_has_its_own_shift_and_drawer(till):
    other = till.beside("T2")
    till.open_shift(5_000)
    till.serve(1)
    assert (till.drawer, other.drawer) == (6_200, 20_000)
    assert current(other).terminal == "T2"
    other.database.close()


@pytest.mark.parametrize(
    ("counted", "difference", "posted"),
    [
        (21_200, 0, []),
        (21_150, -50, [("short", ledger.OVER_SHORT, "cash:T1", 50)]),
        (21_201, 1, [("over", "cash:T1", ledger.OVER_SHORT, 1)]),
        (0, -21_200, [("short", ledger.OVER_SHORT, "cash:T1", 21_200)]),
    ],
)
def test_any_count_is_taken_and_the_difference_is_posted(till, counted, difference, posted):
    till.open_shift()
    till.serve(1)
    till.clock.advance(3600)
    shift = till.close_shift(counted)
    assert (shift.expected, shift.counted) == (Money(21_200), Money(counted))
    assert shift.difference == Money(difference)
    assert moves(till, "over", "short") == posted
    assert till.balance(ledger.OVER_SHORT) == -difference
    assert (till.drawer, till.balance(ledger.SAFE)) == (0, counted - 20_000)
    assert current(till) is None
    assert audit.run(till.database).ok


def test_the_next_shift_begins_with_its_own_float_only(till):
    till.open_shift(20_000)
    till.serve(1)
    till.close_shift(20_000)
    till.open_shift(3_000)
    till.serve(2)
    assert till.close_shift(4_200).difference == ZERO
    assert audit.run(till.database).ok


def test_without_an_open_shift_nothing_closes(till):
    before = counts(till.database)
    with pytest.raises(NoShift):
        till.close_shift(0)
    assert counts(till.database) == before


def test_open_and_close_are_signed_and_the_close_is_an_anchor(till):
    till.open_shift()
    till.serve(1)
    shift = till.close_shift(21_100)
    entries = rows(till.database, chain_entries)
    assert [(row["seq"], row["kind"]) for row in entries] == [
        (1, "shift-open"),
        (2, "sale"),
        (3, "shift-close"),
    ]
    (row,) = rows(till.database, shifts.shifts)
    moved = rows(till.database, transfers, transfers.c.subject == shift.id)
    assert {move["reason"] for move in moved} == {"float", "short", "to-safe"}
    assert [entries[0]["digest"], entries[2]["digest"]] == [
        opening_digest(row, moved),
        closing_digest(row, moved),
    ]
    assert {entries[0]["subject"], entries[2]["subject"]} == {shift.id}
    (anchor,) = rows(till.database, chain_anchors)
    with till.database.read() as session:
        last = head(session, "T1")
        check_anchors(session)
    assert (anchor["seq"], anchor["mac"], anchor["reason"]) == (3, last.mac, "shift-close")


def test_a_close_that_fails_leaves_the_shift_open(till):
    till.open_shift()
    before = counts(till.database)

    def work(session):
        shifts.close_shift(session, till.chain, Money(1), till.now)

    with pytest.raises(Interrupted):
        interrupted(till.database, work)

    assert counts(till.database) == before
    assert current(till).closed_at is None
    assert till.drawer == 20_000


def test_the_newest_shift_is_found_open_or_closed(till):
    with till.database.read() as session:
        assert shifts.latest(session, "T1") is None
    first = till.open_shift()
    till.clock.advance(60)
    closed = till.close_shift(20_000)
    with till.database.read() as session:
        assert shifts.latest(session, "T1") == closed
    till.clock.advance(60)
    second = till.open_shift()
    with till.database.read() as session:
        assert shifts.latest(session, "T1") == second
        assert shifts.latest(session, "T2") is None
    assert first.id == closed.id != second.id


def test_takings_count_the_sales_of_one_shift(till):
    first = till.open_shift()
    till.serve(1)
    till.serve(2, code="ermifan")
    till.close_shift(0)
    second = till.open_shift()
    with till.database.read() as session:
        assert shifts.takings(session, first) == [("cash", 2, Money(1300))]
        assert shifts.takings(session, second) == []


def test_a_cut_below_the_anchor_is_seen_without_the_key(till):
    till.open_shift()
    till.close_shift(20_000)
    rewrite(till.database, sa.delete(chain_entries).where(chain_entries.c.seq == 2))
    with till.database.read() as session, pytest.raises(ChainCutShort) as seen:
        check_anchors(session)
    assert seen.value.facts == {"terminal": "T1", "seq": 2}


def test_a_sale_and_a_close_at_once_leave_the_books_whole(till):
    till.bind("hongshaorou", *(chip(n) for n in range(1, 9)))
    other = till.beside(till.terminal)
    try:
        for n in range(1, 9):
            order = till.order(chip(n))
            sold, closed = at_once(
                lambda order=order: till.settle(order), lambda: other.close_shift(0)
            )
            assert isinstance(closed, shifts.Shift)
            assert isinstance(sold, NoShift) or sold.created
            till.open_shift(0)
        assert [check.name for check in audit.run(till.database).checks if not check.ok] == []
    finally:
        other.database.close()
