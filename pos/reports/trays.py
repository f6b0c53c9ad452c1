"""The tray by which a menu is reckoned: so many portions of each category, of the average dish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from canteen.i18n import N_, _
from menus.dishes import Category, Dish
from nutrition.amounts import Amount, Nutrients
from pos.reports.book import Day

ONE: Final = Decimal(1)


class TrayKind(StrEnum):
    """Which tray: with whole portions of the dishes, or with half portions of them."""

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


_SIDE: Final = {
    Category.SOUP: Decimal("0.5"),
    Category.STAPLE: ONE,
    Category.SNACK: Decimal("0.25"),
}
_PORTIONS: Final[Mapping[TrayKind, Mapping[Category, Decimal]]] = {
    TrayKind.FULL: {Category.BIG: ONE, Category.HALF: ONE, Category.VEG: ONE, **_SIDE},
    TrayKind.HALF: {
        Category.BIG: Decimal("0.5"),
        Category.HALF: Decimal("0.5"),
        Category.VEG: Decimal("0.5"),
        **_SIDE,
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
    """A dish and how many portions of it lie on the average tray."""

    dish: Dish
    portions: Decimal


def shares(day: Day, kind: TrayKind) -> tuple[Share, ...]:
    """The average tray of one day; a category without a dish adds nothing."""
    return tuple(
        Share(dish, portions / len(found))
        for category, portions in kind.portions.items()
        if (found := day.of(category))
        for dish in found
    )


def lacking(day: Day, kind: TrayKind) -> tuple[Category, ...]:
    """The categories of the tray that the day does not offer."""
    return tuple(category for category in kind.portions if not day.of(category))


def served(day: Day, kind: TrayKind) -> Nutrients:
    """What the average tray of one day holds; nothing known for a day without dishes."""
    return Nutrients.sum(
        share.dish.per_portion.ratio(share.portions, ONE) for share in shares(day, kind)
    )


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
