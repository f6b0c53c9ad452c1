"""The figures beside the edit: what a portion holds and costs, its label, what is amiss. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from canteen.i18n import N_, _
from canteen.measures import show
from menus.costs import PortionCost
from nutrition import Grade, Result
from nutrition import nutrients as n
from nutrition.labels import LabelRow
from pos.catalogue.book import food_name
from pos.catalogue.fields import NAMES
from pos.catalogue.figures import Figures
from pos.ui.catalogue.props import Button, Figure, Remark, Side
from pos.ui.catalogue.state import DeskState
from pos.ui.catalogue.words import ALLERGEN_WORDS, GRADE_WORDS, when
from pos.ui.figures import known_part

SHOWN: Final = (
    n.ENERGY_KCAL,
    n.PROTEIN,
    n.FAT,
    n.SATURATED,
    n.CARBOHYDRATE,
    n.SUGARS,
    n.FIBRE,
    n.SODIUM,
    n.SALT,
)
MOST_REMARKS: Final = 8
LINES: Final = N_("食材")


def side(state: DeskState) -> Side:
    """The right side of the screen; nothing while no dish is open."""
    figures = state.figures
    if figures is None or state.draft is None or state.book is None:
        return Side()
    result = figures.result
    grade = Grade.NONE if result is None else result.grade
    remarks = tuple(_remarks(state, figures))
    label = state.side == "label"
    return Side(
        shown=True,
        title=_("数值（估算）"),
        grade="?" if grade is Grade.NONE else grade.value,
        grade_word=_grade_word(grade, figures),
        good=grade in {Grade.A, Grade.B},
        tabs=tuple(
            Button("side", word, value, tone="on" if state.side == value else "plain")
            for value, word in (("figures", _("营养")), ("label", _("标签")))
        ),
        heads=(_("每 100 克"), _("每份"), "NRV%") if label else (_("每份"), _("每 100 克")),
        figures=_label(figures.label) if label else _figures(result),
        nothing=_no_label(figures) if label else "",
        facts=_facts(result, figures.cost),
        remarks_title=_title(state, figures, result),
        remarks=_shortened(remarks),
    )


def _grade_word(grade: Grade, figures: Figures) -> str:
    if grade is Grade.C and figures.unweighed:
        return _("勉强，有 {count} 行不知道多重").format(count=len(figures.unweighed))
    return _(GRADE_WORDS[grade])


def _no_label(figures: Figures) -> str:
    if figures.label:
        return ""
    return _("标签只印知道的数值，这道菜还没有；看下面的提示补上。")


def _figures(result: Result | None) -> tuple[Figure, ...]:
    found = []
    for code in SHOWN:
        nutrient = n.BY_CODE[code]
        name = f"{nutrient.name} {nutrient.unit}"
        if result is None:
            found.append(Figure(name, ("—", "—"), sure=False))
            continue
        portion = "—"
        if result.per_portion is not None:
            portion = known_part(result.per_portion.amount(code), nutrient.decimals)
        whole = result.per_100g.amount(code)
        cells = (portion, known_part(whole, nutrient.decimals))
        found.append(Figure(name, cells, sure=whole.complete))
    return tuple(found)


def _label(rows: tuple[LabelRow, ...]) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            f"{_(row.rule.name_zh)} {row.rule.unit}",
            (
                str(row.value),
                "—" if row.portion is None else str(row.portion),
                "" if row.nrv_pct is None else f"{row.nrv_pct}%",
            ),
        )
        for row in rows
    )


def _facts(result: Result | None, cost: PortionCost | None) -> tuple[Figure, ...]:
    weight = None if result is None else result.portion_g
    allergens: tuple[str, ...] = () if result is None else result.allergens
    known = _("、").join(_(ALLERGEN_WORDS[code]) for code in allergens)
    none = "—" if result is None else _("没有")
    return (
        Figure(_("一份重 克"), (show(weight, 0),), sure=weight is not None),
        Figure(_("一份成本 元"), (_cost(cost),), sure=cost is not None and not cost.without),
        Figure(_("过敏原"), (known or none,)),
    )


def _cost(cost: PortionCost | None) -> str:
    if cost is None:
        return "—"
    return f"≥ {cost.known}" if cost.without else str(cost.known)


def _title(state: DeskState, figures: Figures, result: Result | None) -> str:
    if state.problems:
        return _("{count} 处要改，才能保存").format(count=len(figures.problems))
    if state.blanks:
        return _("还差 {count} 项，填好就能保存").format(count=len(state.blanks))
    if figures.cautions or figures.unweighed or (result is not None and result.missing):
        return _("可以保存，有几处留意")
    return _("可以保存")


def _remarks(state: DeskState, figures: Figures) -> Iterator[Remark]:
    for problem in state.problems:
        yield Remark("bad", problem.what, problem.field)
    if state.blanks:
        yield Remark("plain", _to_fill(state), state.blanks[0].field)
    yield from _around(state)
    for each in figures.unweighed:
        yield Remark("caution", each.what, each.field)
    unknown = tuple(_unknown(state, figures))
    yield from unknown
    if not unknown and not figures.unweighed:  # the cautions would only repeat what is not known
        for caution in figures.cautions:
            yield Remark("caution", _("留意：{what}。").format(what=caution))


def _to_fill(state: DeskState) -> str:
    names = [_(NAMES.get(each.field, LINES)) for each in state.blanks]
    return _("还空着：{names}。").format(names=_("、").join(names))


def _around(state: DeskState) -> Iterator[Remark]:
    """What others do to the same dish."""
    draft = state.draft
    if state.is_behind and draft is not None and draft.start.base is not None:
        said = _("这份改动改自第 {version} 版，之后有人存过；先按「比较版本」看区别，保存时再定。")
        yield Remark("caution", said.format(version=draft.start.base.recipe.version))
    for each in state.others_at(state.key):
        said = _("{who} 正在改这道菜（{when}），还没有存；先说一声，免得两边都改。")
        yield Remark("plain", said.format(who=each.who, when=when(each.saved_at, state.now)))


def _unknown(state: DeskState, figures: Figures) -> Iterator[Remark]:
    """What is not known of a portion, a line at a time; a line with a problem has spoken."""
    if figures.result is None or state.draft is None or state.book is None:
        return
    told = (*figures.problems, *figures.unweighed)
    spoken = {each.field.split(".")[1] for each in told if "." in each.field}
    by_line: dict[int | None, list[str]] = {}
    reasons = {}
    for each in figures.result.missing:
        if each.nutrient in SHOWN and str(each.line) not in spoken:
            by_line.setdefault(each.line, []).append(n.BY_CODE[each.nutrient].name)
            reasons[each.line] = each.reason
    for line, names in by_line.items():
        said = reasons[line].sentence()
        what = _("、").join(dict.fromkeys(names))
        if line is None:
            yield Remark("caution", _("不知道{names}：{reason}。").format(names=what, reason=said))
        else:
            code = state.draft.now.lines[line].food
            food = food_name(state.book.foods.get(code), code)
            text = _("第 {line} 行{food}不知道{names}：{reason}。")
            if len(set(names)) == len(SHOWN):
                text = _("第 {line} 行{food}的数值都不知道：{reason}。")
            said = text.format(line=line + 1, food=food, names=what, reason=said)
            yield Remark("caution", said, f"line.{line}.amount")


def _shortened(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    if len(remarks) <= MOST_REMARKS:
        return remarks
    rest = len(remarks) - MOST_REMARKS + 1
    more = Remark("plain", _("还有 {count} 处，改好上面的再看。").format(count=rest))
    return (*remarks[: MOST_REMARKS - 1], more)
