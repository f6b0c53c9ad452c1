"""What the bought food of one portion costs, as far as prices are known. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from canteen.money import Money
from nutrition import Food, Recipe, RecipeLine, RecipeVersion
from nutrition.parts import MARK

GRAMS_A_KG: Final = Decimal(1000)
WHOLE: Final = Decimal(1)
ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class PortionCost:
    """`known` is the sum over the foods that have a price; `without` are codes of those that have
    none, or no weight. A cost with any of them is only "at least" what is known.
    """

    known: Money
    without: tuple[str, ...] = ()

    @property
    def whole(self) -> Money | None:
        """The cost, or None where a part of it is unknown."""
        return None if self.without else self.known


def portion_cost(
    recipe: Recipe, foods: Mapping[str, Food], parts: Mapping[str, RecipeVersion] | None = None
) -> PortionCost | None:
    """The cost of a portion, rounded half up to the fen; None where the portions are not known.

    Bought grams count whole: what is peeled off or left behind was paid for. `parts` are the recipe
    versions that stand in lines, by id; of one without a cooked weight the cost is unknown.
    """
    if recipe.portions is None:
        return None
    fen, without = _batch(recipe, foods, parts or {})
    each = (fen / recipe.portions).quantize(WHOLE, ROUND_HALF_UP)
    return PortionCost(Money(int(each)), tuple(dict.fromkeys(without)))


def _batch(
    recipe: Recipe, foods: Mapping[str, Food], parts: Mapping[str, RecipeVersion]
) -> tuple[Decimal, list[str]]:
    """Fen of a whole batch, unrounded, and what could not be counted."""
    fen, without = ZERO, []
    for line in recipe.lines:
        if line.food.startswith(MARK):
            cost, unknown = _part(line, foods, parts)
        else:
            cost, unknown = _food(line, foods)
        fen += cost
        without += unknown
    return fen, without


def _food(line: RecipeLine, foods: Mapping[str, Food]) -> tuple[Decimal, list[str]]:
    food = foods.get(line.food)
    price = None if food is None else food.price_kg
    if price is None or line.unweighed:
        return ZERO, [line.food]
    return line.grams * price.fen / GRAMS_A_KG, []


def _part(
    line: RecipeLine, foods: Mapping[str, Food], parts: Mapping[str, RecipeVersion]
) -> tuple[Decimal, list[str]]:
    """The share of a part's batch that goes in; of a part within itself the cost is unknown."""
    own = line.food.removeprefix(MARK)
    part = parts.get(own)
    if part is None or part.recipe.cooked_total_g is None or line.unweighed:
        return ZERO, [line.food]
    others = {each: version for each, version in parts.items() if each != own}
    batch, without = _batch(part.recipe, foods, others)
    return batch * line.grams / part.recipe.cooked_total_g, without
