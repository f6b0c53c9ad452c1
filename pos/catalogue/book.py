"""What the dietitian's desk has read: every dish and food, and of an opened dish its past. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from canteen.i18n import language
from menus.catalogue_files import CatalogueDish
from nutrition import Food, RecipeVersion

if TYPE_CHECKING:
    from menus.prices import PriceChange


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version of a recipe; who wrote it, when and why, None and empty for what was shipped."""

    version: RecipeVersion
    by: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DishPast:
    """The versions of a dish's recipe, oldest first, and its price changes as they were said."""

    versions: tuple[KeptVersion, ...] = ()
    prices: tuple[PriceChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the list and the fields need; `foods` holds the parts of recipes too.

    `retired` has the date from which a dish is out of planning. `names` are members of staff.
    """

    today: date = date(2026, 1, 1)
    foods: Mapping[str, Food] = field(default_factory=dict, hash=False)
    dishes: Mapping[str, CatalogueDish] = field(default_factory=dict, hash=False)
    retired: Mapping[str, date] = field(default_factory=dict, hash=False)
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    def with_dish(self, dish: CatalogueDish, retired: date | None) -> Book:
        """The book after one dish was read again."""
        code = dish.dish.code
        gone = {key: day for key, day in self.retired.items() if key != code}
        if retired is not None:
            gone[code] = retired
        return replace(self, dishes={**self.dishes, code: dish}, retired=gone)

    def is_retired(self, code: str) -> bool:
        """Whether a dish is out of planning today."""
        return code in self.retired and self.retired[code] <= self.today


def food_name(food: Food | None, code: str) -> str:
    """A food's name in the language in force; its code where it is not in the table."""
    if food is None:
        return code
    return food.name_en if language() == "en" and food.name_en else food.name_zh
