"""A dish as it is sold: names, price, drawing, and what one portion holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from canteen.i18n import N_, _, language
from canteen.money import Money
from menus.errors import NameTooLong
from nutrition import Food, Grade, Nutrients, RecipeVersion, Result, compute
from nutrition.amounts import halved

ZH_LIMIT: Final = 8
"""Chinese characters that fit a row of the idle screen."""

EN_LIMIT: Final = 24


class Category(StrEnum):
    """What kind of plate a dish is sold on; in the order of the menu."""

    BIG = "big"
    HALF = "half"
    VEG = "veg"
    SOUP = "soup"
    STAPLE = "staple"
    SNACK = "snack"

    @property
    def word(self) -> str:
        """Its heading, in the language in force."""
        return _(_CATEGORY_WORDS[self.value])


_CATEGORY_WORDS: Final = {
    "big": N_("大荤"),
    "half": N_("小荤"),
    "veg": N_("素菜"),
    "soup": N_("汤"),
    "staple": N_("主食"),
    "snack": N_("点心"),
}

PER_DAY: Final = {
    Category.BIG: 6,
    Category.HALF: 6,
    Category.VEG: 6,
    Category.SOUP: 2,
    Category.STAPLE: 2,
    Category.SNACK: 2,
}
"""Dishes of each category on one day's menu."""


@dataclass(frozen=True, slots=True)
class Portion:
    """What one portion holds and how far that can be trusted; `portion_g` None if unknown."""

    per_portion: Nutrients = field(default_factory=Nutrients, hash=False)
    portion_g: Decimal | None = None
    grade: Grade = Grade.NONE
    allergens: tuple[str, ...] = ()

    def half(self) -> Portion:
        """Exactly half the figures and grams, as well known, with the same allergens."""
        grams = None if self.portion_g is None else halved(self.portion_g)
        return replace(self, per_portion=self.per_portion.half(), portion_g=grams)


@dataclass(frozen=True, slots=True)
class Dish:
    """One dish; `drawing` names a plate drawing, `recipe_id` the recipe version it is cooked by.

    `half_price` is that of a half portion, None where none is sold.
    """

    code: str
    name_zh: str
    name_en: str
    category: Category
    price: Money
    drawing: str
    recipe_id: str
    portion: Portion = Portion()
    half_price: Money | None = None

    @property
    def name(self) -> str:
        """Its name in the language in force."""
        return self.name_en if language() == "en" else self.name_zh

    @property
    def per_portion(self) -> Nutrients:
        """What one portion holds."""
        return self.portion.per_portion

    @property
    def allergens(self) -> tuple[str, ...]:
        """Codes of what it contains; what is not named may still be there as a trace."""
        return self.portion.allergens


@dataclass(frozen=True, slots=True)
class Sundry:
    """A thing sold without a plate; `recipe_id` is None for what is no food."""

    code: str
    name_zh: str
    name_en: str
    price: Money
    is_food: bool
    recipe_id: str | None = None
    portion: Portion = Portion()

    @property
    def name(self) -> str:
        """Its name in the language in force."""
        return self.name_en if language() == "en" else self.name_zh

    @property
    def per_portion(self) -> Nutrients:
        """What one portion holds; nothing named for what is no food."""
        return self.portion.per_portion


def portion_of(version: RecipeVersion | None, foods: Mapping[str, Food]) -> Portion:
    """What one portion of a recipe holds; all unknown without a recipe or without portions.

    Raises `UnknownFood`.
    """
    return Portion() if version is None else portion_from(compute(version.recipe, foods))


def portion_from(result: Result) -> Portion:
    """The portion of a computed recipe."""
    return Portion(
        per_portion=result.per_portion or Nutrients(),
        portion_g=result.portion_g,
        grade=result.grade,
        allergens=result.allergens,
    )


def check_names(name_zh: str, name_en: str, *, file: str, line: int) -> None:
    """Raise `NameTooLong` for a name that a row of the screen cannot hold."""
    for name, limit in ((name_zh, ZH_LIMIT), (name_en, EN_LIMIT)):
        if len(name) > limit:
            raise NameTooLong(file=file, line=line, name=name, length=len(name), limit=limit)
