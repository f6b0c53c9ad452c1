"""What goes into one portion: raw edible grams of each food, and how much of them is eaten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from menus.dishes import Dish, Sundry
from nutrition import Food, RecipeLine, RecipeVersion
from nutrition.amounts import UNKNOWN, ZERO, Amount
from nutrition.parts import MARK
from pos.reports.book import Book

HUNDRED: Final = Decimal(100)
ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One food of one portion, in raw edible grams: what goes into the pot, and what is eaten.

    `measure` is how an amount without a weight was written: a pinch, to taste.
    """

    food: Food
    raw: Amount
    eaten: Amount
    measure: str = ""

    def holds(self, nutrient: str) -> Amount:
        """What the eaten grams hold of one nutrient, in its unit."""
        figure = self.food.per_100g(nutrient)
        if figure is None:
            return Amount(ZERO, complete=self.eaten == Amount(ZERO))
        return self.eaten.ratio(figure, HUNDRED)


def ingredients(dish: Dish | Sundry, book: Book) -> tuple[Ingredient, ...]:
    """The foods of one portion of `dish`, each once, in the order of its recipe.

    A recipe within the recipe counts by its own foods. Without a number of portions every weight
    is unknown.
    """
    recipe = dish.recipe_id or ""
    if recipe not in book.parts:
        book.parts[recipe] = _ingredients(book.recipes.get(recipe), book)
    return book.parts[recipe]


def _ingredients(version: RecipeVersion | None, book: Book) -> tuple[Ingredient, ...]:
    if version is None:
        return ()
    portions = version.recipe.portions
    found: dict[str, Ingredient] = {}
    for line in version.recipe.lines:
        for each in _of_line(line, book, ONE / portions if portions else None, ONE):
            before = found.get(each.food.code)
            if before is not None:
                each = Ingredient(  # noqa: PLW2901 - the sum takes the place of its last part
                    each.food,
                    before.raw + each.raw,
                    before.eaten + each.eaten,
                    before.measure or each.measure,
                )
            found[each.food.code] = each
    return tuple(found.values())


def _of_line(
    line: RecipeLine, book: Book, times: Decimal | None, consumed: Decimal
) -> Iterator[Ingredient]:
    """The foods of a line, `times` its weight (None: nobody knows), `consumed` of it eaten."""
    eaten = consumed * line.consumed_fraction
    if line.food.startswith(MARK):
        inner = line.food.removeprefix(MARK)
        whole = book.results[inner].cooked_total_g if inner in book.results else None
        share = times * line.grams / whole if times is not None and whole else None
        for each in book.recipes[inner].recipe.lines if inner in book.recipes else ():
            yield from _of_line(each, book, share, eaten)
        return
    food = book.foods.get(line.food)
    if food is not None:
        raw = _raw(line, food, times)
        yield Ingredient(food, raw, raw.ratio(eaten, ONE), line.measure)


def _raw(line: RecipeLine, food: Food, times: Decimal | None) -> Amount:
    edible = food.edible_pct if line.edible_pct is None else line.edible_pct
    if times is None or edible is None or line.unweighed:
        return UNKNOWN
    return Amount(line.grams * edible / HUNDRED * times)
