"""What an edit comes to: the dish it would save, what stands in the way, and its figures. Pure.

Figures are reckoned from whatever can be read; a line that cannot be read is unknown, never 0.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from canteen.i18n import _
from canteen.money import Money
from menus import dish_facts as f
from menus.catalogue_check import check_catalogue
from menus.catalogue_files import CatalogueDish
from menus.dish_facts import DishFacts
from menus.dishes import Category, Dish, Portion, portion_from
from nutrition import Food, Recipe, RecipeLine, RecipeVersion, Result, YieldSource, compute
from nutrition.errors import BadRecipe, UnknownFood
from nutrition.labels import LabelRow, Standard, label_of
from pos.catalogue.edit import YES, EditState
from pos.catalogue.fields import Problem, read_fields
from pos.catalogue.lines import read_line

GRAMS_A_KG: Final = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Cost:
    """What the bought food of one portion costs, as far as prices are known; `without` are foods
    that have no price or no weight.
    """

    known: Money
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What an edit comes to. `dish` is None while there are `problems`; `cautions` are sentences
    about figures out of the usual, which stop nothing. `grams` has each line's bought weight, None
    where it is not known.
    """

    problems: tuple[Problem, ...]
    cautions: tuple[str, ...]
    grams: tuple[Decimal | None, ...]
    result: Result | None
    cost: Cost | None
    label: tuple[LabelRow, ...]
    dish: CatalogueDish | None


def figures_of(
    state: EditState,
    foods: Mapping[str, Food],
    taken: Collection[str] = (),
    standard: Standard = Standard.GB2025,
) -> Figures:
    """Everything that follows from the fields; `taken` are the codes of other dishes."""
    fields = read_fields(state, foods, taken)
    problems = list(fields.problems)
    lines = tuple(read_line(state, number, foods, problems) for number in range(len(state.lines)))
    recipe = _recipe(state, lines, fields.numbers, problems)
    result = _result(recipe, foods, problems)
    dish = None
    if recipe is not None and result is not None and not problems:
        dish = _dish(state, recipe, portion_from(result), fields.whole)
    return Figures(
        problems=tuple(problems),
        cautions=() if dish is None else _cautions(dish, foods),
        grams=tuple(None if line.unweighed else line.grams for line in lines),
        result=result,
        cost=_cost(lines, fields.numbers["portions"], foods),
        label=() if result is None else label_of(result, standard),
        dish=dish,
    )


def _recipe(
    state: EditState,
    lines: tuple[RecipeLine, ...],
    numbers: Mapping[str, Decimal | None],
    problems: list[Problem],
) -> Recipe | None:
    if not lines:
        what = _("配方里一项食材都没有，算不出数值；按「加食材」加上。")
        problems.append(Problem("lines", what))
        return None
    return Recipe(
        name=state.name_zh.strip(),
        lines=lines,
        cooked_total_g=numbers["cooked"],
        moisture_change_pct=numbers["moisture"],
        portions=numbers["portions"],
        yield_source=YieldSource(state.yield_source),
        unsalted=state.unsalted == YES,
    )


def _result(
    recipe: Recipe | None, foods: Mapping[str, Food], problems: list[Problem]
) -> Result | None:
    if recipe is None:
        return None
    try:
        return compute(recipe, foods)
    except UnknownFood:
        return None  # the line has its problem already
    except BadRecipe:
        if not any(each.field.startswith("line.") for each in problems):
            what = _("全部食材合计是 0 克，算不出数值；写上克数。")
            problems.append(Problem("lines", what))
        return None


def _cost(
    lines: tuple[RecipeLine, ...], portions: Decimal | None, foods: Mapping[str, Food]
) -> Cost | None:
    """Bought grams count whole: what is peeled off or left behind was paid for."""
    if portions is None or not lines:
        return None
    fen, without = Decimal(0), []
    for line in lines:
        food = foods.get(line.food)
        price = None if food is None else food.price_kg
        if price is None or line.unweighed:
            without.append(line.food)
        else:
            fen += line.grams * price.fen / GRAMS_A_KG
    each = (fen / portions).quantize(Decimal(1), ROUND_HALF_UP)
    return Cost(Money(int(each)), tuple(without))


def _dish(
    state: EditState, recipe: Recipe, portion: Portion, whole: Mapping[str, int]
) -> CatalogueDish:
    base = state.base
    version = RecipeVersion(
        code=base.recipe.code if base else state.code,
        version=base.recipe.version if base else 1,
        recipe=recipe,
        yield_reason=state.yield_reason.strip(),
        method=state.steps.strip(),
    )
    half = state.half_price.strip()
    dish = Dish(
        code=state.code,
        name_zh=state.name_zh.strip(),
        name_en=state.name_en.strip(),
        category=Category(state.category),
        price=base.dish.price if base else Money.parse(state.price),
        drawing=state.drawing,
        recipe_id=version.id,
        portion=portion,
        half_price=base.dish.half_price if base else (Money.parse(half) if half else None),
    )
    return CatalogueDish(dish, _facts(state, whole), version)


def _facts(state: EditState, whole: Mapping[str, int]) -> DishFacts:
    return DishFacts(
        main=state.main,
        group=state.group,
        method=state.method,
        equipment=state.equipment,
        flavour=state.flavour,
        colour=state.colour,
        texture=state.texture,
        bones=state.bones,
        seasons=tuple(each for each in f.SEASONS if each in state.seasons.split()),
        prep_minutes=whole["prep_minutes"],
        popularity=whole["popularity"],
        variant_of=state.variant_of.strip(),
        salt_note=state.salt_note.strip(),
        oil_note=state.oil_note.strip(),
        energy_note=state.energy_note.strip(),
    )


def _cautions(dish: CatalogueDish, foods: Mapping[str, Food]) -> tuple[str, ...]:
    found = check_catalogue([dish], foods)
    return tuple(each.what for each in found if each.dish == dish.dish.code)
