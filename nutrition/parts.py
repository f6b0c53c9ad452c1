"""Recipes within recipes: a stock, a sauce or a dough that goes into a dish by the gram.

What such a part makes is treated as a food whose figures per 100 g are those of its recipe, so that
everything else need not know of parts. A figure that is not wholly known there is unknown here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from canteen.i18n import _
from nutrition import nutrients as n
from nutrition.errors import BadRecipe
from nutrition.foods import Food, FoodValue, Status
from nutrition.recipes import Recipe, RecipeVersion, compute
from nutrition.results import Result

MARK: Final = "@"
"""Begins the code of a line that names a recipe version and not a food: `@gaotang/1`."""


def part_ids(recipe: Recipe) -> tuple[str, ...]:
    """The recipe versions that stand in the lines of `recipe`, by id."""
    return tuple(line.food[1:] for line in recipe.lines if line.food.startswith(MARK))


def with_parts(
    foods: Mapping[str, Food],
    versions: Mapping[str, RecipeVersion],
    recipes: Iterable[Recipe],
) -> dict[str, Food]:
    """`foods` and beside them every part that `recipes` call for, under its marked id.

    `versions` are known recipe versions by id; one that is not there is left to `compute`, which
    names it as an unknown food. Raises `BadRecipe` where a recipe contains itself.
    """
    table = dict(foods)
    for recipe in recipes:
        for part in part_ids(recipe):
            _add(table, part, versions, ())
    return table


def _add(
    table: dict[str, Food], part: str, versions: Mapping[str, RecipeVersion], above: tuple[str, ...]
) -> None:
    if MARK + part in table or part not in versions:
        return
    recipe = versions[part].recipe
    if part in above:
        what = _("配方套着自己：{chain}").format(chain=" → ".join((*above, part)))
        raise BadRecipe(recipe=recipe.name, where="lines", what=what)
    for inner in part_ids(recipe):
        _add(table, inner, versions, (*above, part))
    table[MARK + part] = _as_food(part, recipe, compute(recipe, table))


def _as_food(part: str, recipe: Recipe, result: Result) -> Food:
    source = f"recipe {part}"
    return Food(
        code=MARK + part,
        name_zh=recipe.name,
        name_en=part,
        group="seasoning",
        edible_pct=Decimal(100),
        edible_source=source,
        allergens=result.allergens,
        carb_basis="total",
        values={code: _value(result.per_100g[code], source) for code in n.REPORTED},
    )


def _value(figure: Decimal | None, source: str) -> FoodValue:
    status = Status.MISSING if figure is None else Status.CALCULATED
    return FoodValue(figure, status, source)
