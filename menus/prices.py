"""What a dish costs from which date on, and who said so.

What came with the program has the price it came with, until somebody sets one. Each price that is
set, the first one of a new dish too, names its first date, who set it and which manager approved
it; of those that have begun the one said last is in force. Nothing is ever taken back: a slip made
by an old price stays explained.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from canteen.db import Session
from canteen.money import Money
from menus.tables import dish_prices


@dataclass(frozen=True, slots=True)
class PriceChange:
    """One dated price; `number` counts the changes of a dish from 1. `half` is that of a half
    portion, None where none is sold. `changed_by` and `approved_by` are members of staff.
    """

    dish: str
    number: int
    from_date: date
    price: Money
    half: Money | None
    changed_by: str
    approved_by: str
    changed_at: datetime


def add_price(
    session: Session,
    dish: str,
    from_date: date,
    price: Money,
    half: Money | None,
    *,
    changed_by: str,
    approved_by: str,
    now: datetime,
) -> PriceChange:
    """Write a change down, inside the caller's transaction; raises `ValueError` below 0 fen."""
    if price.fen < 0 or (half is not None and half.fen < 0):
        raise ValueError(price)
    last = session.execute(
        sa.select(sa.func.max(dish_prices.c.number)).where(dish_prices.c.dish_code == dish)
    ).scalar()
    change = PriceChange(
        dish, (last or 0) + 1, from_date, price, half, changed_by, approved_by, now
    )
    session.execute(
        dish_prices.insert(),
        [
            {
                "dish_code": dish,
                "number": change.number,
                "from_date": from_date,
                "price_fen": price,
                "half_price_fen": half,
                "changed_by": changed_by,
                "approved_by": approved_by,
                "changed_at": now,
            }
        ],
    )
    return change


def price_changes(session: Session, dish: str) -> tuple[PriceChange, ...]:
    """Every change of one dish, in the order they were said."""
    query = (
        sa.select(dish_prices).where(dish_prices.c.dish_code == dish).order_by(dish_prices.c.number)
    )
    return tuple(_change(row) for row in session.execute(query))


def prices_on(
    session: Session, on: date, dishes: Iterable[str] | None = None
) -> dict[str, PriceChange]:
    """The change in force on a date, by dish; a dish without one has the price it came with."""
    query = (
        sa.select(dish_prices)
        .where(dish_prices.c.from_date <= on)
        .order_by(dish_prices.c.dish_code, dish_prices.c.number)
    )
    if dishes is not None:
        query = query.where(dish_prices.c.dish_code.in_(sorted(set(dishes))))
    return {row.dish_code: _change(row) for row in session.execute(query)}


def _change(row: sa.Row[tuple[object, ...]]) -> PriceChange:
    return PriceChange(
        dish=row.dish_code,
        number=row.number,
        from_date=row.from_date,
        price=row.price_fen,
        half=row.half_price_fen,
        changed_by=row.changed_by,
        approved_by=row.approved_by,
        changed_at=row.changed_at,
    )
