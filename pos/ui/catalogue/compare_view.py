"""Two versions of a recipe as they are shown side by side. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from canteen.i18n import _
from nutrition import RecipeLine, RecipeVersion
from nutrition import nutrients as n
from pos.catalogue.book import DishPast, food_name
from pos.catalogue.compare import Comparison, Mark, compare
from pos.catalogue.edit import HUNDRED, number_text
from pos.catalogue.fields import NAMES
from pos.ui.catalogue.props import Button
from pos.ui.catalogue.state import DRAFT, ComparePage, DeskState
from pos.ui.catalogue.words import choice_word, day_text, dish_name, person
from pos.ui.figures import known_part

MARKS: Final = {Mark.SAME: "", Mark.CHANGED: "≠", Mark.ADDED: "+", Mark.REMOVED: "−"}
MOST_VERSIONS: Final = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: what both sides say, and a mark where they differ."""

    name: str
    left: str
    right: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class CompareShown:
    """`DeskCompare.qml`."""

    kind: str
    title: str
    back: str
    lefts: tuple[Button, ...]
    rights: tuple[Button, ...]
    left_line: str
    right_line: str
    verdict: str
    heads: tuple[str, ...]
    lines: tuple[Pair, ...]
    figures: tuple[Pair, ...]


def compare_page(state: DeskState, page: ComparePage) -> CompareShown:
    """The comparison page."""
    past = state.pasts.get(state.key, DishPast())
    left, right = _version(state, past, page.left), _version(state, past, page.right)
    if left is None or right is None or state.book is None or state.draft is None:
        raise ValueError(page)  # only versions that were read can be chosen
    found = compare(left, right, state.book.foods)
    return CompareShown(
        kind="compare",
        title=_("比较版本：{dish}").format(dish=dish_name(state.draft.now)),
        back=_("返回"),
        lefts=_choices(state, past, "left", page.left),
        rights=_choices(state, past, "right", page.right),
        left_line=_who(state, past, page.left),
        right_line=_who(state, past, page.right),
        verdict=_verdict(found),
        heads=(_("食材"), _("左边 克"), _("右边 克"), _("每份"), _("左边"), _("右边")),
        lines=_lines(state, found, left, right),
        figures=_figures(found),
    )


def _version(state: DeskState, past: DishPast, number: int) -> RecipeVersion | None:
    if number == DRAFT:
        figures = state.figures
        return None if figures is None or figures.dish is None else figures.dish.recipe
    found = (each.version for each in past.versions if each.version.version == number)
    return next(found, None)


def _choices(state: DeskState, past: DishPast, side: str, now: int) -> tuple[Button, ...]:
    numbers = [each.version.version for each in past.versions[-MOST_VERSIONS:]]
    if state.draft is not None and state.draft.changed and _version(state, past, DRAFT):
        numbers.append(DRAFT)
    return tuple(
        Button(
            side,
            _("没存的") if number == DRAFT else _("第 {number} 版").format(number=number),
            str(number),
            tone="on" if number == now else "plain",
        )
        for number in numbers
    )


def _who(state: DeskState, past: DishPast, number: int) -> str:
    if number == DRAFT:
        return _("现在改着的，还没存")
    kept = next((each for each in past.versions if each.version.version == number), None)
    if kept is None or not kept.by:
        return _("随程序来的")
    return f"{person(state.book, kept.by)} {day_text(kept.at)} {kept.note}".strip()


def _verdict(found: Comparison) -> str:
    lines = sum(each.mark is not Mark.SAME for each in found.lines)
    if not lines and not found.heads:
        return _("两边的配方一样")
    heads = _("、").join(_(NAMES[name]) for name in found.heads)
    if not heads:
        return _("{count} 项食材不同").format(count=lines)
    return _("{count} 项食材不同；还有：{heads}").format(count=lines, heads=heads)


def _amount(line: RecipeLine | None) -> str:
    if line is None:
        return "—"
    text = line.measure if line.unweighed else number_text(line.grams)
    if line.consumed_fraction != 1:
        text += _(" 吃到 {share}%").format(share=number_text(line.consumed_fraction * HUNDRED))
    if line.edible_pct is not None:
        text += _(" 可食 {share}%").format(share=number_text(line.edible_pct))
    return text


def _lines(
    state: DeskState, found: Comparison, left: RecipeVersion, right: RecipeVersion
) -> tuple[Pair, ...]:
    foods = {} if state.book is None else state.book.foods
    heads = []
    for name, one, other in (
        ("portions", left.recipe.portions, right.recipe.portions),
        ("cooked", left.recipe.cooked_total_g, right.recipe.cooked_total_g),
    ):
        mark = MARKS[Mark.CHANGED if name in found.heads else Mark.SAME]
        heads.append(Pair(_(NAMES[name]), number_text(one) or "—", number_text(other) or "—", mark))
    source = "yield_source"
    words = [choice_word(source, each.recipe.yield_source.value) for each in (left, right)]
    mark = MARKS[Mark.CHANGED if source in found.heads else Mark.SAME]
    heads.append(Pair(_(NAMES[source]), words[0], words[1], mark))
    lines = (
        Pair(
            food_name(foods.get(each.food), each.food),
            _amount(each.left),
            _amount(each.right),
            MARKS[each.mark],
        )
        for each in found.lines
    )
    return (*heads, *lines)


def _figures(found: Comparison) -> tuple[Pair, ...]:
    pairs = []
    for each in found.figures:
        nutrient = n.BY_CODE[each.nutrient]
        left, right = (known_part(amount, nutrient.decimals) for amount in (each.left, each.right))
        mark = MARKS[Mark.CHANGED] if left != right else ""
        pairs.append(Pair(f"{nutrient.name} {nutrient.unit}", left, right, mark))
    return tuple(pairs)
