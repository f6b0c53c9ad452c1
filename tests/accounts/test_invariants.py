from datetime import UTC, datetime
from uuid import UUID

import pytest
import sqlalchemy as sa
from support.tampering import rewrite

from accounts.chain import Chain
from accounts.invariants import INVARIANTS
from accounts.ledger import SALES, Transfer, post
from accounts.tables import accounts, chain_anchors, chain_entries, transfers
from canteen.db import invariant_rows
from canteen.money import Money

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
BALANCES, ANCHORS = "accounts.balances", "accounts.chain-anchors"


@pytest.fixture
def books(database):
    """Two accounts with one transfer, and a chain with an anchor."""
    move = Transfer(UUID(int=1), "cash:T1", SALES, Money(500), "sale", UUID(int=2), NOON)
    with database.write() as session:
        post(session, [move])
        signer = Chain(b"k" * 32, "T1")
        signer.append(session, "sale", UUID(int=2), "0" * 64)
        signer.anchor(session, NOON, "close")
    return database


def broken(database):
    with database.read() as session:
        return {name: rows for name, rows in invariant_rows(session, INVARIANTS).items() if rows}


def test_sound_books_break_nothing(books):
    assert broken(books) == {}
    with books.read() as session:
        assert set(invariant_rows(session, INVARIANTS)) == {BALANCES, ANCHORS}


def test_a_balance_that_is_not_the_fold_is_found(books):
    with books.write() as session:
        session.execute(
            sa.update(accounts).where(accounts.c.id == SALES).values(balance=Money(-499))
        )
    assert broken(books) == {BALANCES: 1}


def test_a_transfer_that_was_edited_or_removed_breaks_both_its_accounts(books):
    rewrite(books, sa.update(transfers).values(amount=Money(501)))
    assert broken(books) == {BALANCES: 2}
    rewrite(books, sa.delete(transfers))
    assert broken(books) == {BALANCES: 2}


def test_an_account_that_never_moved_holds_nothing(books):
    with books.write() as session:
        session.execute(sa.insert(accounts), {"id": "safe", "kind": "safe", "balance": Money(1)})
    assert broken(books) == {BALANCES: 1}


def test_an_anchor_without_its_entry_is_found(books):
    rewrite(books, sa.update(chain_anchors).values(mac="f" * 64))
    assert broken(books) == {ANCHORS: 1}
    rewrite(books, sa.delete(chain_entries))
    assert broken(books) == {ANCHORS: 1}
