"""Whether a catalogue can be cooked, counted on and rotated: what a reader of one row cannot see.

Bands are limits of plausibility, wide on purpose: a figure outside is either a slip of the pen or
has a reason, and the reason has a column of its own.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from canteen.i18n import _
from menus import dish_facts as f
from menus.catalogue_files import CatalogueDish
from menus.dishes import PER_DAY, Category
from nutrition import Food, Grade, Result, compute
from nutrition import nutrients as n
from nutrition.recipes import eaten_grams

Band = tuple[Decimal, Decimal]


def _band(low: str, high: str) -> Band:
    return Decimal(low), Decimal(high)


YIELDS: Final[Mapping[str, Band]] = {
    "stir-fry": _band("0.65", "1.00"),
    "quick-fry": _band("0.65", "1.00"),
    "slip-fry": _band("0.75", "1.02"),
    "braise": _band("0.65", "1.02"),
    "red-braise": _band("0.60", "1.00"),
    "stew": _band("0.60", "1.00"),
    "simmer": _band("0.65", "1.06"),
    "casserole": _band("0.65", "1.02"),
    "steam": _band("0.70", "1.10"),
    "deep-fry": _band("0.60", "0.95"),
    "pan-fry": _band("0.65", "1.00"),
    "roast": _band("0.55", "0.95"),
    "bake": _band("0.75", "1.00"),
    "thicken": _band("0.80", "1.05"),
    "dress": _band("0.75", "1.05"),
    "cold-mix": _band("0.75", "1.05"),
    "soy-cook": _band("0.60", "1.02"),
    "sweet-sour": _band("0.70", "1.02"),
    "poach": _band("0.65", "1.05"),
    "boil": _band("0.70", "2.80"),
    "rice-cook": _band("0.90", "2.90"),
}
"""Cooked over eaten raw weight, water in the recipe counted as raw, by method."""

ENERGY: Final[Mapping[Category, Band]] = {
    Category.BIG: _band("70", "380"),
    Category.HALF: _band("50", "260"),
    Category.VEG: _band("20", "220"),
    Category.SOUP: _band("6", "110"),
    Category.STAPLE: _band("40", "350"),
    Category.SNACK: _band("30", "420"),
}
"""kcal in 100 g as served."""

SALT: Final = _band("0.2", "1.5")
"""Grams in 100 g as served."""
MOST_OIL: Final = Decimal("0.15")
SIMILAR: Final = 0.95
MOST_VARIANTS: Final = 0.10
LEAST_MAINS: Final = 60
LEAST_METHODS: Final = 12
CYCLE_DAYS: Final = 15
RESERVE: Final = Decimal("1.25")
"""A season's dishes over what a cycle needs; below it single dishes cannot be replaced."""
WATER: Final = "water"


@dataclass(frozen=True, slots=True)
class CatalogueProblem:
    """What is wrong with a dish, or with the catalogue where `dish` is empty."""

    dish: str
    what: str


def check_catalogue(
    dishes: Sequence[CatalogueDish], foods: Mapping[str, Food]
) -> list[CatalogueProblem]:
    """Every problem of `dishes`; empty where the catalogue can be used."""
    found: list[CatalogueProblem] = []
    for each in dishes:
        result = compute(each.recipe.recipe, foods)
        said = dish_problems(each, result, foods)
        found += [CatalogueProblem(each.dish.code, what) for what in said]
    for category in Category:
        found += _alike([each for each in dishes if each.dish.category is category])
    return found + [CatalogueProblem("", what) for what in _of_all(dishes)]


def counts(dishes: Iterable[CatalogueDish]) -> dict[str, dict[str, int]]:
    """Dishes of each category: in all, by season, by texture."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for each in dishes:
        row = table[each.dish.category.value]
        row["all"] += 1
        row.update(each.facts.seasons)
        row[f"iddsi-{each.facts.texture}"] += 1
    return {category.value: dict(table[category.value]) for category in Category}


def dish_problems(each: CatalogueDish, result: Result, foods: Mapping[str, Food]) -> Iterator[str]:
    """What is out of the usual with one dish; `result` is what its recipe gives."""
    if result.grade not in {Grade.A, Grade.B}:
        yield _("营养等级是 {grade}，要 A 或 B").format(grade=result.grade.value)
    for code in (*n.CORE, n.SODIUM):
        if not result.per_100g.complete(code):
            yield _("缺 {nutrient}").format(nutrient=n.BY_CODE[code].name)
    yield from _yield_trouble(each, foods)
    yield from _outliers(each, result, foods)


def _yield_trouble(each: CatalogueDish, foods: Mapping[str, Food]) -> Iterator[str]:
    cooked = each.recipe.recipe.cooked_total_g
    eaten = _eaten(each, foods)
    raw = sum((grams or 0 for _food, grams in eaten), Decimal(0))
    if cooked is None or not raw:
        yield _("没有熟重")
        return
    low, high = YIELDS[each.facts.method]
    # What has no weight can only lower the ratio.
    whole = all(grams is not None for _food, grams in eaten)
    if cooked / raw < low or (whole and cooked / raw > high):
        method = _(f.METHODS[each.facts.method])
        yield _("熟重是生重的 {ratio:.2f} 倍，{method}应在 {low} 到 {high} 之间").format(
            ratio=cooked / raw, method=method, low=low, high=high
        )


def _outliers(each: CatalogueDish, result: Result, foods: Mapping[str, Food]) -> Iterator[str]:
    """Figures out of their band that no note justifies."""
    salt = result.per_100g[n.SALT]
    if salt is not None and not SALT[0] <= salt <= SALT[1] and not each.facts.salt_note:
        yield _("每 100 克含盐 {salt:.2f} 克，salt_note 没有说明").format(salt=salt)
    cooked = each.recipe.recipe.cooked_total_g
    oils = (grams or 0 for food, grams in _eaten(each, foods) if food.group == "oil")
    oil = sum(oils, Decimal(0))
    if cooked and oil / cooked > MOST_OIL and not each.facts.oil_note:
        yield _("油占 {share:.0%}，oil_note 没有说明").format(share=oil / cooked)
    energy = result.per_100g[n.ENERGY_KCAL]
    low, high = ENERGY[each.dish.category]
    if energy is not None and not low <= energy <= high and not each.facts.energy_note:
        yield _("每 100 克 {energy:.0f} 千卡，energy_note 没有说明").format(energy=energy)


def _eaten(each: CatalogueDish, foods: Mapping[str, Food]) -> list[tuple[Food, Decimal | None]]:
    """Edible raw grams that end on the plates, by line; None where nobody knows them."""
    lines = each.recipe.recipe.lines
    return [(foods[line.food], eaten_grams(line, foods[line.food])) for line in lines]


def _alike(dishes: Sequence[CatalogueDish]) -> list[CatalogueProblem]:
    """Pairs of one category with nearly the same ingredients that are not listed as variants."""
    found = []
    vectors = [_vector(each) for each in dishes]
    for place, (each, vector) in enumerate(zip(dishes, vectors, strict=True)):
        for other, its in zip(dishes[:place], vectors[:place], strict=True):
            likeness = _cosine(vector, its)
            if likeness > SIMILAR and not _variants(each, other):
                what = _("和{other}的食材几乎一样（{likeness:.3f}），没有写 variant_of").format(
                    other=other.dish.name_zh, likeness=likeness
                )
                found.append(CatalogueProblem(each.dish.code, what))
    return found


def _vector(each: CatalogueDish) -> dict[str, float]:
    """Grams as bought by food; water is no ingredient. Of unit length."""
    grams: dict[str, float] = defaultdict(float)
    for line in each.recipe.recipe.lines:
        if line.food != WATER:
            grams[line.food] += float(line.grams)
    length = math.hypot(*grams.values()) or 1.0
    return {food: value / length for food, value in grams.items()}


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    return math.fsum(value * b[food] for food, value in a.items() if food in b)


def _variants(a: CatalogueDish, b: CatalogueDish) -> bool:
    first, second = (each.facts.variant_of or each.dish.code for each in (a, b))
    return first == second


def _of_all(dishes: Sequence[CatalogueDish]) -> Iterator[str]:
    mains = {each.facts.main for each in dishes}
    methods = {each.facts.method for each in dishes}
    if len(mains) < LEAST_MAINS:
        yield _("只有 {count} 种主料，至少要 {least} 种").format(
            count=len(mains), least=LEAST_MAINS
        )
    if len(methods) < LEAST_METHODS:
        yield _("只有 {count} 种做法，至少要 {least} 种").format(
            count=len(methods), least=LEAST_METHODS
        )
    for category in Category:
        own = [each for each in dishes if each.dish.category is category]
        variants = sum(bool(each.facts.variant_of) for each in own)
        if variants > MOST_VARIANTS * len(own):
            yield _("{category}里有 {count} 道是别的菜的变化，最多一成").format(
                category=category.word, count=variants
            )
        needed = math.ceil(PER_DAY[category] * CYCLE_DAYS * RESERVE)
        for season, word in f.SEASONS.items():
            count = sum(season in each.facts.seasons for each in own)
            if count < needed:
                yield _("{season}季只有 {count} 道{category}，至少要 {needed} 道").format(
                    season=_(word), count=count, category=category.word, needed=needed
                )
