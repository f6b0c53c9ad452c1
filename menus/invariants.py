"""What must hold of dishes and menus at all times: name → query of the rows that break it."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from menus import tables as t
from menus.dishes import EN_LIMIT, ZH_LIMIT
from menus.menu import SLOTS

_items: Final = t.menu_items
_cycles: Final = t.menu_cycles
_filled: Final = (
    sa.select(sa.func.count())
    .where(_items.c.cycle_id == _cycles.c.id)
    .correlate(_cycles)
    .scalar_subquery()
)

INVARIANTS: Final[dict[str, sa.Select[Any]]] = {
    "menus.every-cycle-day-full": sa.select(_cycles.c.id).where(_filled != _cycles.c.days * SLOTS),
    "menus.days-within-cycle": sa.select(_items.c.cycle_id, _items.c.day, _items.c.slot)
    .join(_cycles, _cycles.c.id == _items.c.cycle_id)
    .where(sa.or_(_items.c.day < 1, _items.c.day > _cycles.c.days)),
    "menus.no-dish-twice-a-day": sa.select(_items.c.cycle_id, _items.c.day, _items.c.dish_code)
    .group_by(_items.c.cycle_id, _items.c.day, _items.c.dish_code)
    .having(sa.func.count() > 1),
    "menus.names-fit": sa.select(t.dishes.c.code).where(
        sa.or_(
            sa.func.length(t.dishes.c.name_zh) > ZH_LIMIT,
            sa.func.length(t.dishes.c.name_en) > EN_LIMIT,
        )
    ),
    "menus.prices-not-negative": sa.union_all(
        sa.select(t.dishes.c.code).where(t.dishes.c.price_fen < sa.literal(0, sa.BigInteger)),
        sa.select(t.sundries.c.code).where(t.sundries.c.price_fen < sa.literal(0, sa.BigInteger)),
    )
    .subquery()
    .select(),
    "menus.only-food-has-a-recipe": sa.select(t.sundries.c.code).where(
        t.sundries.c.is_food.is_(False), t.sundries.c.recipe_id.is_not(None)
    ),
}
