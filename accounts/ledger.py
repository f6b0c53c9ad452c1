"""The double-entry ledger: append only, ids made by the caller before the first write.

A transfer moves `amount` from the credit account to the debit account. Writing the same id again
answers `exists`; the same id with other content is a conflict and raises. A correction is a new
transfer the other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from accounts.errors import TransferConflict
from accounts.tables import accounts, transfers
from canteen.db import Session
from canteen.money import ZERO, Money
from canteen.prepared import Prepared, upserting

SALES: Final = "sales"
FLOAT: Final = "float"
OVER_SHORT: Final = "over-short"
SAFE: Final = "safe"


class Posted(StrEnum):
    """What came of posting an id."""

    CREATED = "created"
    EXISTS = "exists"


@dataclass(frozen=True, slots=True)
class Transfer:
    """One movement of money; `subject` is the sale or the shift that caused it."""

    id: UUID
    debit: str
    credit: str
    amount: Money
    reason: str
    subject: UUID
    at: datetime


def cash_drawer(terminal: str) -> str:
    """The account of the drawer at `terminal`."""
    return f"cash:{terminal}"


def post(session: Session, moves: Sequence[Transfer]) -> tuple[Posted, ...]:
    """Write `moves` and their balances inside the caller's transaction.

    Raises `TransferConflict` when an id stands with other content.
    """
    known = _existing(session, [move.id for move in moves])
    fresh = [move for move in moves if move.id not in known]
    for move in moves:
        if move.id in known and known[move.id] != move:
            raise TransferConflict(id=move.id)
    write(session, fresh)
    return tuple(Posted.EXISTS if move.id in known else Posted.CREATED for move in moves)


def write(session: Session, moves: Sequence[Transfer]) -> None:
    """Write `moves` that are known to be new; the primary key still refuses a second one."""
    if not moves:
        return
    changes: dict[str, int] = {}
    for move in moves:
        changes[move.debit] = changes.get(move.debit, 0) + move.amount.fen
        changes[move.credit] = changes.get(move.credit, 0) - move.amount.fen
    # In one order everywhere, so that two terminals never wait for each other.
    rows = [
        {"id": account, "kind": account.partition(":")[0], "balance": Money(changes[account])}
        for account in sorted(changes)
    ]
    _ADD.run_many(session, rows)
    _INSERT.run_many(session, [row_of(move) for move in moves])


def row_of(move: Transfer) -> dict[str, Any]:
    """The row of `move`."""
    return {name: getattr(move, name) for name in Transfer.__dataclass_fields__}


def balance(session: Session, account: str) -> Money:
    """Debits minus credits of `account`; zero where it never moved."""
    row = session.execute(sa.select(accounts.c.balance).where(accounts.c.id == account)).first()
    return row.balance if row else ZERO


def _adding(dialect: str) -> Any:
    insert = upserting(accounts, dialect)
    return insert.on_conflict_do_update(
        index_elements=["id"], set_={"balance": accounts.c.balance + insert.excluded.balance}
    )


_ADD: Final = Prepared(_adding, ["id", "kind", "balance"])
_INSERT: Final = Prepared.insert(transfers)


def _existing(session: Session, ids: list[UUID]) -> dict[UUID, Transfer]:
    rows = session.execute(sa.select(transfers).where(transfers.c.id.in_(ids)))
    return {row.id: Transfer(**row._mapping) for row in rows}
