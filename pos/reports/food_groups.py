"""Foods of a tray by the groups of the food pagoda, sources of energy and protein, kinds of food.

Day's amounts are those of 中国居民膳食指南 (2022): raw edible grams. A lunch is 35 to 40 % of a day
(DB4403/T 578-2025). Soy products count as dry soybeans by their protein, 35 g in 100 g, as that
guide exchanges them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from canteen.i18n import N_, _
from menus.dishes import Category, Dish
from nutrition import Food
from nutrition import nutrients as n
from nutrition.amounts import ZERO, Amount
from pos.reports.book import Book, Day
from pos.reports.ingredients import Ingredient, ingredients
from pos.reports.trays import Shares, summed

LUNCH_LOW: Final = Decimal("0.35")
LUNCH_HIGH: Final = Decimal("0.40")
SOYBEAN_PROTEIN: Final = Decimal(35)
KCAL_PER_G: Final = {n.PROTEIN: Decimal(4), n.FAT: Decimal(9), n.CARBOHYDRATE: Decimal(4)}
NO_KIND: Final = frozenset({"oil", "seasoning", "sugar", "drink"})
"""Groups of foods that the guide does not count among the kinds of a day."""

KINDS_A_DAY: Final = 12
KINDS_A_WEEK: Final = 25
WEEK: Final = 7
ANIMAL: Final = frozenset({"meat", "poultry", "fish", "egg", "milk"})
ANIMAL_FATS: Final = frozenset({"lard", "chicken-fat", "beef-tallow", "butter"})


@dataclass(frozen=True, slots=True)
class Part:
    """A food of the average tray of one day and the share of a portion that lies there."""

    ingredient: Ingredient
    portions: Decimal

    @property
    def grams(self) -> Amount:
        """Raw edible grams that are eaten."""
        return self.ingredient.eaten.ratio(self.portions, Decimal(1))

    def holds(self, nutrient: str) -> Amount:
        """What they hold of a nutrient, in its unit."""
        return self.ingredient.holds(nutrient).ratio(self.portions, Decimal(1))


@dataclass(frozen=True, slots=True)
class FoodGroup:
    """A row of the pagoda; `day_low` and `day_high` in raw grams. `within` is part of the above."""

    word: str
    holds: Callable[[Food], bool]
    day_low: Decimal
    day_high: Decimal
    within: bool = False
    as_soybeans: bool = False

    @property
    def name(self) -> str:
        """Its name, in the language in force."""
        return _(self.word)

    @property
    def low(self) -> Decimal:
        """The least of a lunch, in grams."""
        return self.day_low * LUNCH_LOW

    @property
    def high(self) -> Decimal:
        """The most of a lunch, in grams."""
        return self.day_high * LUNCH_HIGH

    def grams(self, parts: Iterable[Part]) -> Amount:
        """The grams of this group among `parts`."""
        return summed(self._weight(part) for part in parts if self.holds(part.ingredient.food))

    def _weight(self, part: Part) -> Amount:
        if self.as_soybeans and part.ingredient.food.pagoda == "soy":
            return part.holds(n.PROTEIN).ratio(Decimal(100), SOYBEAN_PROTEIN)
        return part.grams


def _pagoda(*names: str) -> Callable[[Food], bool]:
    return lambda food: food.pagoda in names


GROUPS: Final = (
    FoodGroup(N_("谷类"), _pagoda("cereal", "whole-grain"), Decimal(200), Decimal(300)),
    FoodGroup(
        N_("其中全谷物和杂豆"), _pagoda("whole-grain"), Decimal(50), Decimal(150), within=True
    ),
    FoodGroup(N_("薯类"), _pagoda("tuber"), Decimal(50), Decimal(100)),
    FoodGroup(N_("蔬菜"), _pagoda("vegetable"), Decimal(300), Decimal(500)),
    FoodGroup(
        N_("其中深色蔬菜"),
        lambda food: food.pagoda == "vegetable" and food.dark_vegetable is True,
        Decimal(150),
        Decimal(250),
        within=True,
    ),
    FoodGroup(N_("水果"), _pagoda("fruit"), Decimal(200), Decimal(350)),
    FoodGroup(N_("畜禽肉"), _pagoda("meat"), Decimal(40), Decimal(75)),
    FoodGroup(N_("水产"), _pagoda("fish"), Decimal(40), Decimal(75)),
    FoodGroup(N_("禽蛋"), _pagoda("egg"), Decimal(40), Decimal(50)),
    FoodGroup(N_("奶和奶制品"), _pagoda("dairy"), Decimal(300), Decimal(500)),
    FoodGroup(N_("大豆和坚果"), _pagoda("soy", "nut"), Decimal(25), Decimal(35), as_soybeans=True),
    FoodGroup(N_("烹调油"), _pagoda("oil"), Decimal(25), Decimal(30)),
)

SOURCES: Final[Mapping[str, Callable[[Food], bool]]] = {
    N_("谷薯"): lambda food: food.group in {"grain", "tuber"},
    N_("豆类"): lambda food: food.group == "soy",
    N_("动物性食物"): lambda food: food.group in ANIMAL,
    N_("其他"): lambda food: food.group not in {*ANIMAL, "grain", "tuber", "soy"},
}
"""Where protein comes from; every food belongs to exactly one."""


def tray_parts(tray: Shares, book: Book) -> tuple[Part, ...]:
    """The foods of an average tray, dish by dish."""
    return tuple(
        Part(ingredient, share.portions)
        for share in tray
        for ingredient in ingredients(share.dish, book)
    )


def protein_by_source(parts: Iterable[Part]) -> dict[str, Amount]:
    """Grams of protein by the words of `SOURCES`."""
    kept = list(parts)
    return {
        word: summed(part.holds(n.PROTEIN) for part in kept if holds(part.ingredient.food))
        for word, holds in SOURCES.items()
    }


def animal_fat(parts: Iterable[Part]) -> Amount:
    """Grams of fat from animal foods and animal cooking fats."""
    return summed(
        part.holds(n.FAT)
        for part in parts
        if part.ingredient.food.group in ANIMAL or part.ingredient.food.code in ANIMAL_FATS
    )


def energy_shares(figures: Mapping[str, Decimal | None]) -> tuple[Decimal, ...]:
    """Per cent of energy from protein, fat and carbohydrate, at 4, 9 and 4 kcal a gram.

    They are shares of their own sum, so they make 100. Empty where a figure is unknown.
    """
    energies = []
    for code, factor in KCAL_PER_G.items():
        grams = figures.get(code)
        if grams is None:
            return ()
        energies.append(grams * factor)
    whole = sum(energies, ZERO)
    return tuple(each * 100 / whole for each in energies) if whole else ()


def kinds(days: Iterable[Day], book: Book) -> frozenset[str]:
    """Codes of the foods on the menus of `days`, without oil, sugar, seasoning and drinks."""
    return frozenset(
        code for day in days for dish in day.dishes for code in _dish_kinds(dish, book)
    )


def kinds_of_one(day: Day, book: Book) -> Decimal:
    """The kinds on a tray with one dish of each category, on average over all such trays."""
    absent: dict[str, Decimal] = defaultdict(lambda: Decimal(1))
    for category in Category:
        dishes = day.of(category)
        used = Counter(code for dish in dishes for code in _dish_kinds(dish, book))
        for code, count in used.items():
            absent[code] *= 1 - Decimal(count) / len(dishes)
    return sum((1 - chance for chance in absent.values()), ZERO)


def _dish_kinds(dish: Dish, book: Book) -> frozenset[str]:
    return frozenset(
        each.food.code for each in ingredients(dish, book) if each.food.group not in NO_KIND
    )
