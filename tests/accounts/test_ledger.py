import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.errors import TransferConflict
from accounts.invariants import INVARIANTS
from accounts.ledger import (
    SALES,
    Posted,
    Transfer,
    balance,
    cash_drawer,
    post,
    row_of,
    write,
)
from accounts.tables import accounts, transfers
from canteen.db import Database, DatabaseError, invariant_rows
from canteen.money import ZERO, Money

NOON = datetime(2026, 11, 23, 4, 0, 0, 123_456, tzinfo=UTC)
NAMES = ("sales", "float", "safe", "over-short", "cash:T1", "cash:T2")
numbers = count(1)

pairs = st.permutations(NAMES).map(lambda names: tuple(names[:2]))
movements = st.lists(st.tuples(pairs, st.integers(1, 10_000_000)), min_size=1, max_size=12)


def transfer(debit="cash:T1", credit=SALES, fen=1_000, **other):
    return Transfer(
        **{
            "id": UUID(int=next(numbers)),
            "debit": debit,
            "credit": credit,
            "amount": Money(fen),
            "reason": "sale",
            "subject": UUID(int=7),
            "at": NOON,
            **other,
        }
    )


def balances(session):
    return {row.id: row.balance for row in session.execute(sa.select(accounts))}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(movements)
def test_balances_add_up_to_zero_and_are_the_fold_of_the_transfers(database, moved):
    with database.write() as session:
        moves = [transfer(debit, credit, fen) for (debit, credit), fen in moved]
        assert post(session, moves) == (Posted.CREATED,) * len(moves)
    with database.read() as session:
        fold = Counter()
        for row in session.execute(sa.select(transfers)):
            fold[row.debit] += row.amount.fen
            fold[row.credit] -= row.amount.fen
        assert balances(session) == {name: Money(fen) for name, fen in fold.items()}
        assert Money.total(balances(session).values()) == ZERO
        assert invariant_rows(session, INVARIANTS) == dict.fromkeys(INVARIANTS, 0)


def test_debit_raises_and_credit_lowers_a_balance(database):
    with database.write() as session:
        post(session, [transfer(cash_drawer("T1"), SALES, 2_725)])
    with database.read() as session:
        assert balance(session, "cash:T1") == Money(2_725)
        assert balance(session, SALES) == Money(-2_725)
        assert balance(session, "safe") == ZERO
        kinds = dict(session.execute(sa.select(accounts.c.id, accounts.c.kind)).all())
    assert kinds == {"cash:T1": "cash", "sales": "sales"}


def test_the_same_id_again_exists_and_moves_nothing(database):
    move, fresh = transfer(), transfer(fen=5)
    with database.write() as session:
        post(session, [move])
    with database.write() as session:
        assert post(session, [move, fresh]) == (Posted.EXISTS, Posted.CREATED)
        assert post(session, [fresh, move]) == (Posted.EXISTS, Posted.EXISTS)
    with database.read() as session:
        assert balance(session, "cash:T1") == Money(1_005)
        assert invariant_rows(session, INVARIANTS)["accounts.balances"] == 0


@pytest.mark.parametrize(
    "change",
    [
        {"amount": Money(1_001)},
        {"debit": "cash:T2"},
        {"credit": "safe"},
        {"reason": "float"},
        {"subject": UUID(int=8)},
        {"at": NOON + timedelta(microseconds=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_same_id_with_other_content_is_a_conflict_and_nothing_of_the_call_stands(
    database, change
):
    move = transfer()
    with database.write() as session:
        post(session, [move])
    with pytest.raises(TransferConflict) as refused, database.write() as session:
        post(session, [transfer(fen=7), replace(move, **change)])
    assert str(move.id) in str(refused.value)
    with database.read() as session:
        assert balance(session, "cash:T1") == Money(1_000)
        assert session.execute(sa.select(sa.func.count()).select_from(transfers)).scalar() == 1


def test_an_exception_after_posting_takes_the_balances_back(database):
    def interrupted():
        with database.write() as session:
            post(session, [transfer()])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    with database.read() as session:
        assert balances(session) == {}


@pytest.mark.parametrize(
    "bad", [transfer(fen=0), transfer(fen=-5), transfer(SALES, SALES)], ids=["zero", "less", "self"]
)
def test_the_schema_refuses_a_transfer_that_moves_nothing(database, bad):
    with pytest.raises(DatabaseError), database.write() as session:
        post(session, [bad])
    with database.read() as session:
        assert balances(session) == {}


def test_writing_a_known_id_as_new_is_refused_by_the_key(database):
    move = transfer()
    with database.write() as session:
        write(session, [move])
    with pytest.raises(DatabaseError), database.write() as session:
        write(session, [move])
    with database.read() as session:
        assert balance(session, SALES) == Money(-1_000)


def test_writing_nothing_writes_nothing(database):
    with database.write() as session:
        write(session, [])
        assert post(session, []) == ()
    with database.read() as session:
        assert balances(session) == {}


def test_a_row_is_the_transfer_field_by_field(database):
    move = transfer()
    with database.write() as session:
        post(session, [move])
    with database.read() as session:
        row = session.execute(sa.select(transfers)).one()
    assert dict(row._mapping) == row_of(move)


def test_two_writers_who_open_an_account_at_once_both_get_through(database):
    inside, go = threading.Event(), threading.Event()
    other = Database.open(database.engine.url.render_as_string(hide_password=False))

    def first():
        with database.write() as session:
            post(session, [transfer(fen=100)])
            inside.set()
            go.wait(10)

    def second():
        with other.write() as session:
            post(session, [transfer(fen=10)])

    with ThreadPoolExecutor() as pool, closing(other):
        one = pool.submit(first)
        assert inside.wait(10)
        two = pool.submit(second)
        # The second waits for the row that the first has not committed yet.
        assert not wait([two], timeout=0.2).done
        go.set()
        one.result(10)
        two.result(10)
    with database.read() as session:
        assert balance(session, SALES) == Money(-110)
        assert balance(session, "cash:T1") == Money(110)


def test_terminals_that_sell_at_the_same_time_lose_nothing(database):
    url = database.engine.url.render_as_string(hide_password=False)
    rounds = 40

    def terminal(number):
        with closing(Database.open(url)) as own:
            for _ in range(rounds):
                with own.write() as session:
                    post(session, [transfer(f"cash:T{number}", SALES, 100)])

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(terminal, range(3)))
    with database.read() as session:
        assert balance(session, SALES) == Money(-100 * rounds * 3)
        assert invariant_rows(session, INVARIANTS) == dict.fromkeys(INVARIANTS, 0)
