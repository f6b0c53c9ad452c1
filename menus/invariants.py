"""What must hold of dishes and menus at all times: name → query of the rows that break it.

What a constraint of the tables refuses by itself is not asked again.
"""

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
    .where(_items.c.day > _cycles.c.days),
    "menus.names-fit": sa.select(t.dishes.c.code).where(
        sa.or_(
            sa.func.length(t.dishes.c.name_zh) > ZH_LIMIT,
            sa.func.length(t.dishes.c.name_en) > EN_LIMIT,
        )
    ),
}
