"""One day's menu, and which day of a cycle a date is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from canteen.money import Money
from menus.dishes import PER_DAY, Category, Dish

SLOTS: Final = sum(PER_DAY.values())
"""Places on the menu, 1 to 24."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One place of the menu."""

    slot: int
    dish: Dish
    sold_out: bool = False

    @property
    def price(self) -> Money:
        """What one portion costs."""
        return self.dish.price


@dataclass(frozen=True, slots=True)
class Menu:
    """The menu of one date, in the order of its slots; `items` is empty where none is published.

    `version` names the cycle and its day, for records that must tell by which menu they were made.
    """

    day: date
    version: str
    items: tuple[MenuItem, ...]

    def at(self, slot: int) -> MenuItem | None:
        """The item on `slot`, or None."""
        return next((item for item in self.items if item.slot == slot), None)

    def of(self, category: Category) -> tuple[MenuItem, ...]:
        """The items of one category, in the order of their slots."""
        return tuple(item for item in self.items if item.dish.category is category)


def cycle_day(on: date, starts_on: date, days: int) -> int:
    """The day (1 to `days`) of a cycle that began on `starts_on`; dates before it count back."""
    return (on - starts_on).days % days + 1


def menu_version(cycle: str, day: int) -> str:
    """The name of one day of one cycle."""
    return f"{cycle}/{day}"
