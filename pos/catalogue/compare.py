"""Two versions of a recipe side by side: lines paired by food, figures by nutrient. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from nutrition import Amount, Food, Nutrients, Recipe, RecipeLine, RecipeVersion, compute
from nutrition import nutrients as n
from nutrition.errors import NutritionError


class Mark(StrEnum):
    """How the right side stands to the left one."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class LinePair:
    """One food on both sides; a side without it is None."""

    food: str
    left: RecipeLine | None
    right: RecipeLine | None

    @property
    def mark(self) -> Mark:
        """How they differ; the source of a weight is no difference of the dish."""
        if self.left is None:
            return Mark.ADDED
        if self.right is None:
            return Mark.REMOVED
        same = replace(self.left, source="") == replace(self.right, source="")
        return Mark.SAME if same else Mark.CHANGED


@dataclass(frozen=True, slots=True)
class FigurePair:
    """One nutrient of a portion, as far as it is known."""

    nutrient: str
    left: Amount
    right: Amount

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return self.left != self.right


@dataclass(frozen=True, slots=True)
class Comparison:
    """`heads` are the facts of the batch that differ: portions, cooked, moisture, source, salt."""

    lines: tuple[LinePair, ...]
    figures: tuple[FigurePair, ...]
    heads: tuple[str, ...]


def compare(left: RecipeVersion, right: RecipeVersion, foods: Mapping[str, Food]) -> Comparison:
    """What `right` has other than `left`; a food of several lines is paired in their order."""
    lines = _pairs(left.recipe, right.recipe)
    one, other = _portion(left.recipe, foods), _portion(right.recipe, foods)
    figures = tuple(FigurePair(code, one.amount(code), other.amount(code)) for code in n.REPORTED)
    return Comparison(lines, figures, _heads(left, right))


def _portion(recipe: Recipe, foods: Mapping[str, Food]) -> Nutrients:
    try:
        return compute(recipe, foods).per_portion or Nutrients()
    except NutritionError:
        return Nutrients()


def _pairs(left: Recipe, right: Recipe) -> tuple[LinePair, ...]:
    rest: dict[str, list[RecipeLine]] = defaultdict(list)
    for line in right.lines:
        rest[line.food].append(line)
    pairs = []
    for line in left.lines:
        match = rest[line.food].pop(0) if rest[line.food] else None
        pairs.append(LinePair(line.food, line, match))
    left_over = [line for line in right.lines if any(line is each for each in rest[line.food])]
    return (*pairs, *(LinePair(line.food, None, line) for line in left_over))


def _heads(left: RecipeVersion, right: RecipeVersion) -> tuple[str, ...]:
    one, other = left.recipe, right.recipe
    differs = {
        "portions": one.portions != other.portions,
        "cooked": one.cooked_total_g != other.cooked_total_g,
        "moisture": one.moisture_change_pct != other.moisture_change_pct,
        "yield_source": one.yield_source != other.yield_source,
        "yield_reason": left.yield_reason != right.yield_reason,
        "unsalted": one.unsalted != other.unsalted,
        "steps": left.method != right.method,
    }
    return tuple(name for name, other_one in differs.items() if other_one)
