"""What scenes are made of: the demo's dishes, trays of them, and the demo canteen at 11:26."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Final
from uuid import UUID

from menus import Dish, Meal, Sundry
from menus.demo import demo_canteen
from pos.pricing import quote
from pos.state import Occasion, Phase, StationState
from pos.tray import HoldReason, Item, PlateStatus, Tray, TrayPlate
from pos.ui.inputs import Device, Inputs, MenuEntry
from readers import TagUid

NOW: Final = datetime(2026, 11, 23, 3, 26, tzinfo=UTC)
"""A Monday, 11:26 in Shanghai."""
DAY: Final = date(2026, 11, 23)
MONOTONIC: Final = 1000.0
SURE: Final = 1.0 - 3.2e-7
"""A reading's confidence as it is after the first settled cycles."""
USUAL: Final = (
    "qingzhengluyu",
    "fanqiechaodan",
    "qingchaojimaocai",
    "congyouyunai",
    "jicaidoufugeng",
    "ermifan",
)
"""Dishes of the usual tray; the rest of the menu follows when more plates are asked for."""

Scene = Callable[[int | None], Inputs]
"""A state of the screen, from how many plates lie there (None: the usual)."""


def _item(dish: Dish | Sundry) -> Item:
    return Item(
        code=dish.code,
        name=dish.name_zh,
        name_en=dish.name_en,
        category=dish.category.value if isinstance(dish, Dish) else "",
        drawing=dish.drawing if isinstance(dish, Dish) else "",
        price=dish.price,
        nutrients=dish.portion.per_portion,
        is_food=dish.is_food if isinstance(dish, Sundry) else True,
        half_price=dish.half_price if isinstance(dish, Dish) else None,
    )


@cache
def demo_menu() -> tuple[MenuEntry, ...]:
    """The demo's dishes, in the order of the menu."""
    return tuple(MenuEntry(_item(each.dish)) for each in demo_canteen().menu(DAY).items)


@cache
def demo_sundries() -> tuple[Item, ...]:
    """What the demo sells without plates."""
    return tuple(_item(each) for each in demo_canteen().sundries)


def _uid(number: int) -> TagUid:
    return TagUid(f"E0040150{0x3A7C0000 + number * 0x1F35:08X}")


def dishes(count: int) -> list[Item]:
    """`count` dishes: the usual tray first, then the rest of the menu, over and over."""
    menu = [entry.item for entry in demo_menu()]
    usual = [item for code in USUAL for item in menu if item.code == code]
    order = usual + [item for item in menu if item not in usual]
    return [order[place % len(order)] for place in range(count)]


def with_halves(items: Sequence[Item], every: int = 2) -> list[Item]:
    """The same, of each so many the first as half a portion where one is sold."""
    return [
        (item.halved() or item) if place % every == 0 else item for place, item in enumerate(items)
    ]


def tray_of(
    items: Sequence[Item],
    *,
    unknown: int = 0,
    sold: Sequence[int] = (),
    reasons: Sequence[HoldReason] = (),
    at: int | None = None,
) -> Tray:
    """A tray of `items`, with so many unknown chips, and the plates at `sold` already paid.

    The unknown ones were seen after `at` of the others, None: after all.
    """
    plates = tuple(
        TrayPlate(
            _uid(place),
            item,
            UUID(int=place + 1),
            PlateStatus.SOLD if place in sold else PlateStatus.OPEN,
        )
        for place, item in enumerate(items)
    )
    strange = tuple(_uid(900 + place) for place in range(unknown))
    known = tuple(plate.uid for plate in plates)
    seen = (*known, *strange) if at is None else (*known[:at], *strange, *known[at:])
    return Tray(plates, strange, tuple(reasons), seen=seen)


def base(state: StationState | None = None) -> Inputs:
    """The demo canteen at 11:26 on a Monday."""
    return Inputs(
        state=state or StationState(),
        menu=demo_menu(),
        sundries=demo_sundries(),
        now=NOW,
        monotonic=MONOTONIC,
        canteen_name="康乐食府",
        terminal="T1",
        shift="07",
        devices=(Device("读盘器", "98.6%", well=True),),
    )


def with_tray(phase: Phase, tray: Tray, **more: object) -> Inputs:
    """The demo canteen with `tray` in `phase`; `more` are fields of the state."""
    state = StationState(
        phase=phase,
        occasion=Occasion(DAY, Meal.LUNCH),
        tray=tray,
        quote=quote(tray),
        certainty=1.0,
        confidence=SURE if phase in {Phase.SETTLED, Phase.PAYING, Phase.DONE} else None,
        first_seen=MONOTONIC - 5,
    )
    return base(replace(state, **more))  # type: ignore[arg-type]
