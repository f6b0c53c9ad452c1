"""Shifts in their simplest form: a float, what the drawer should hold, a blind count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from accounts import ledger
from accounts.chain import Chain, digest
from accounts.staff import Staff
from canteen.db import MoneyColumn, Session
from canteen.ids import new_id
from canteen.money import ZERO, Money
from canteen.prepared import Prepared
from pos.errors import NoShift, ShiftOpenAlready
from pos.tables import payments, sales, shifts

HEADLESS: Final = "headless"
FLOAT: Final = "float"


@dataclass(frozen=True, slots=True)
class Shift:
    """One person's turn at one terminal."""

    id: UUID
    terminal: str
    staff_id: str
    business_date: date
    opened_at: datetime
    float: Money
    closed_at: datetime | None = None
    expected: Money | None = None
    counted: Money | None = None

    @property
    def difference(self) -> Money | None:
        """Counted minus expected: below zero is short."""
        if self.counted is None or self.expected is None:
            return None
        return self.counted - self.expected


def _open_shift() -> sa.Select[Any]:
    return sa.select(*(shifts.c[name] for name in Shift.__dataclass_fields__)).where(
        shifts.c.terminal == sa.bindparam("terminal"), shifts.c.closed_at.is_(None)
    )


_OPEN: Final = Prepared(lambda _dialect: _open_shift())
# Where several programs write (PostgreSQL), a sale keeps its shift from closing under it, and a
# closing waits for the sales under way. SQLite has one writer and ignores both.
_SELLING: Final = Prepared(lambda _dialect: _open_shift().with_for_update(read=True))
_CLOSING: Final = Prepared(lambda _dialect: _open_shift().with_for_update())


def current(session: Session, terminal: str) -> Shift | None:
    """The open shift of `terminal`, or None."""
    row = _OPEN.first(session, {"terminal": terminal})
    return Shift(*row) if row else None


def require(session: Session, terminal: str, *, closing: bool = False) -> Shift:
    """The open shift, held open for this write, or for `closing` it; raises `NoShift`."""
    row = (_CLOSING if closing else _SELLING).first(session, {"terminal": terminal})
    if row is None:
        raise NoShift
    return Shift(*row)


def latest(session: Session, terminal: str) -> Shift | None:
    """The newest shift of `terminal`, open or closed."""
    row = session.execute(
        sa.select(shifts)
        .where(shifts.c.terminal == terminal)
        .order_by(shifts.c.opened_at.desc(), shifts.c.id.desc())
        .limit(1)
    ).first()
    return Shift(**row._mapping) if row else None


def open_shift(
    session: Session, chain: Chain, staff: Staff, drawer: Money, business_date: date, now: datetime
) -> Shift:
    """Begin a shift with `drawer` in the drawer; raises `ShiftOpenAlready`."""
    running = current(session, chain.terminal)
    if running is not None:
        raise ShiftOpenAlready(staff=running.staff_id)
    shift = Shift(new_id(now), chain.terminal, staff.id, business_date, now, drawer)
    session.execute(sa.insert(shifts), _row(shift))
    moves = _opening_moves(shift, now)
    ledger.post(session, moves)
    signed = opening_digest(_row(shift), [ledger.row_of(move) for move in moves])
    chain.append(session, "shift-open", shift.id, signed)
    return shift


def close_shift(session: Session, chain: Chain, counted: Money, now: datetime) -> Shift:
    """End the open shift with a blind count; any count is taken, the difference is kept.

    The drawer goes to the safe, short or over to its own account, and the chain is anchored.
    """
    shift = require(session, chain.terminal, closing=True)
    drawer = ledger.cash_drawer(chain.terminal)
    expected = ledger.balance(session, drawer)
    closed = Shift(
        shift.id,
        shift.terminal,
        shift.staff_id,
        shift.business_date,
        shift.opened_at,
        shift.float,
        now,
        expected,
        counted,
    )
    moves = _closing_moves(drawer, closed, now)
    ledger.post(session, moves)
    session.execute(
        sa.update(shifts)
        .where(shifts.c.id == shift.id)
        .values(closed_at=now, expected=expected, counted=counted)
    )
    signed = closing_digest(_row(closed), [ledger.row_of(move) for move in moves])
    chain.append(session, "shift-close", shift.id, signed)
    chain.anchor(session, now, "shift-close")
    return closed


def _opening_moves(shift: Shift, now: datetime) -> list[ledger.Transfer]:
    if not shift.float:
        return []
    drawer = ledger.cash_drawer(shift.terminal)
    return [
        ledger.Transfer(new_id(now), drawer, ledger.SAFE, shift.float, FLOAT, shift.id, now),
    ]


def _closing_moves(drawer: str, shift: Shift, now: datetime) -> list[ledger.Transfer]:
    moves = []
    difference = shift.difference or ZERO
    if difference:
        over = difference > ZERO
        moves.append(
            ledger.Transfer(
                new_id(now),
                drawer if over else ledger.OVER_SHORT,
                ledger.OVER_SHORT if over else drawer,
                difference if over else -difference,
                "over" if over else "short",
                shift.id,
                now,
            )
        )
    if shift.counted:
        moves.append(
            ledger.Transfer(
                new_id(now), ledger.SAFE, drawer, shift.counted, "to-safe", shift.id, now
            )
        )
    return moves


def opening_digest(row: Any, moves: Sequence[Any]) -> str:
    """What the chain signs of a shift's opening: the columns that never change, and the float.

    `moves` are all transfers of the shift, of which each end signs its own.
    """
    names = ("id", "terminal", "staff_id", "business_date", "opened_at", "float")
    own = [move for move in moves if move["reason"] == FLOAT]
    return digest([("shifts", {name: row[name] for name in names}), *_in_order(own)])


def closing_digest(row: Any, moves: Sequence[Any]) -> str:
    """What the chain signs of a shift's close: the whole row, and how the drawer was emptied."""
    own = [move for move in moves if move["reason"] != FLOAT]
    return digest([("shifts", dict(row)), *_in_order(own)])


def _in_order(moves: Sequence[Any]) -> list[tuple[str, Any]]:
    return [("transfers", move) for move in sorted(moves, key=lambda move: move["id"])]


def _row(shift: Shift) -> dict[str, Any]:
    return {name: getattr(shift, name) for name in Shift.__dataclass_fields__}


def takings(session: Session, shift: Shift) -> list[tuple[str, int, Money]]:
    """What the shift took by kind of tender: the kind, the number of sales, the sum."""
    amount = sa.type_coerce(sa.func.sum(payments.c.amount), MoneyColumn)
    query = (
        sa.select(payments.c.kind, sa.func.count(), amount)
        .join(sales, sales.c.id == payments.c.sale_id)
        .where(sales.c.shift_id == shift.id)
        .group_by(payments.c.kind)
        .order_by(payments.c.kind)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]
