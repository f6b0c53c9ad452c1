"""What an edit comes to: the dish it would save, what stands in the way, and its figures. Pure.

Figures are reckoned from whatever can be read; a line that cannot be read is unknown, never 0.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from canteen.i18n import _
from canteen.money import Money
from menus.catalogue_check import dish_problems
from menus.catalogue_files import CatalogueDish
from menus.costs import PortionCost, portion_cost
from menus.dishes import Category, Dish, Portion, portion_from
from nutrition import (
    Food,
    Grade,
    Recipe,
    RecipeLine,
    RecipeVersion,
    Result,
    YieldSource,
    compute,
)
from nutrition.errors import BadRecipe, UnknownFood
from nutrition.labels import LabelRow, Standard, label_of
from pos.catalogue.edit import YES, EditState
from pos.catalogue.facts import facts_of
from pos.catalogue.fields import Problem, read_fields
from pos.catalogue.lines import is_measure, read_line, without_weight


@dataclass(frozen=True, slots=True)
class Figures:
    """What an edit comes to. `dish` is None while there are `problems`; `cautions` are sentences
    about figures out of the usual, which stop nothing; `unweighed` are lines whose measure has no
    weight, which stop nothing either. `grams` has each line's bought weight, None where it is not
    known.
    """

    problems: tuple[Problem, ...]
    cautions: tuple[str, ...]
    unweighed: tuple[Problem, ...]
    grams: tuple[Decimal | None, ...]
    result: Result | None
    cost: PortionCost | None
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
    unweighed = _unweighed(lines, foods)
    if result is not None and sum(line.unweighed is not None for line in lines) > len(unweighed):
        # An amount that cannot be read may be all of the dish.
        result = replace(result, grade=Grade.NONE)
    dish, cautions = None, tuple[str, ...]()
    if recipe is not None and result is not None and not problems:
        dish = _dish(state, recipe, portion_from(result), fields.whole)
        cautions = tuple(dish_problems(dish, result, foods))
    return Figures(
        problems=tuple(problems),
        cautions=cautions,
        unweighed=unweighed,
        grams=tuple(None if line.unweighed else line.grams for line in lines),
        result=result,
        cost=None if recipe is None else portion_cost(recipe, foods),
        label=() if result is None else label_of(result, standard),
        dish=dish,
    )


def _unweighed(lines: tuple[RecipeLine, ...], foods: Mapping[str, Food]) -> tuple[Problem, ...]:
    return tuple(
        Problem(f"line.{number}.amount", without_weight(number, line, foods[line.food]))
        for number, line in enumerate(lines)
        if line.food in foods and is_measure(foods[line.food], line)
    )


def _recipe(
    state: EditState,
    lines: tuple[RecipeLine, ...],
    numbers: Mapping[str, Decimal | None],
    problems: list[Problem],
) -> Recipe | None:
    if not lines:
        what = _("配方里一项食材都没有，算不出数值；按「加食材」加上。")
        problems.append(Problem("lines", what, blank=True))
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
    return CatalogueDish(dish, facts_of(state, whole), version)
