"""The tray by which a menu is reckoned, and the shares of dishes that lie on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from canteen.i18n import N_, _
from menus.dishes import Category, Dish, Sundry
from nutrition.amounts import Amount, Nutrients
from pos.reports.book import Day

ONE: Final = Decimal(1)
HALF: Final = Decimal("0.5")


class TrayKind(StrEnum):
    """Which tray is assumed: with whole portions of the dishes, or with half portions of them."""

    FULL = "full"
    HALF = "half"

    @property
    def portions(self) -> Mapping[Category, Decimal]:
        """Portions of each category."""
        return _PORTIONS[self]

    @property
    def sentence(self) -> str:
        """What lies on it, in the language in force."""
        return _(_SENTENCES[self.value])


HALVED: Final = frozenset({Category.BIG, Category.HALF, Category.VEG})
"""The categories of which a half portion is half as much of a tray."""

_FULL: Final = {
    Category.BIG: ONE,
    Category.HALF: ONE,
    Category.VEG: ONE,
    Category.SOUP: HALF,
    Category.STAPLE: ONE,
    Category.SNACK: Decimal("0.25"),
}
_PORTIONS: Final[Mapping[TrayKind, Mapping[Category, Decimal]]] = {
    TrayKind.FULL: _FULL,
    TrayKind.HALF: {
        category: portions * (HALF if category in HALVED else ONE)
        for category, portions in _FULL.items()
    },
}
_SENTENCES: Final = {
    "full": N_(
        "一盘按 1 份大荤、1 份小荤、1 份素菜、半份汤、1 份主食、四分之一份点心算，"
        "每类取当天各道菜的平均值"
    ),
    "half": N_(
        "一盘按半份大荤、半份小荤、半份素菜、半份汤、1 份主食、四分之一份点心算，"
        "每类取当天各道菜的平均值"
    ),
}


@dataclass(frozen=True, slots=True)
class Share:
    """A dish, or a thing without a plate, and how many portions of it lie on the average tray."""

    dish: Dish | Sundry
    portions: Decimal


Shares = tuple[Share, ...]


def shares(day: Day, portions: Mapping[Category, Decimal]) -> Shares:
    """The average tray of one day by portions of each category, equally of its dishes.

    A category without a dish adds nothing.
    """
    return tuple(
        Share(dish, wanted / len(found))
        for category, wanted in portions.items()
        if (found := day.of(category))
        for dish in found
    )


def halved(tray: Shares) -> Shares:
    """The same tray with half portions of main meat, half-meat and vegetable dishes."""
    return tuple(
        Share(each.dish, each.portions * HALF)
        if isinstance(each.dish, Dish) and each.dish.category in HALVED
        else each
        for each in tray
    )


def lacking(day: Day, portions: Mapping[Category, Decimal]) -> tuple[Category, ...]:
    """The categories of the tray that the day does not offer."""
    return tuple(category for category in portions if not day.of(category))


def held(tray: Shares) -> Nutrients:
    """What an average tray holds; nothing known of one without dishes."""
    return Nutrients.sum(share.dish.per_portion.ratio(share.portions, ONE) for share in tray)


def mean(trays: Iterable[Nutrients]) -> Nutrients:
    """The average of trays; nothing known of none."""
    parts = list(trays)
    return Nutrients.sum(parts).ratio(ONE, Decimal(len(parts) or 1))


def summed(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts; of none it is 0 and whole."""
    result = Amount(Decimal(0))
    for amount in amounts:
        result += amount
    return result
