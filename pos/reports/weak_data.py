"""What the figures of a report rest on: recipes that are not fully known, foods, sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from canteen.i18n import N_, _
from canteen.measures import UNKNOWN
from menus.dishes import Dish
from nutrition import Food, Grade, RecipeVersion, Result, YieldSource
from nutrition import nutrients as n
from nutrition.parts import MARK
from nutrition.results import Missing, Reason
from pos.reports.aims import CALCIUM
from pos.reports.book import Book
from pos.reports.ingredients import ingredients
from pos.reports.words import dishes_named, food_name, joined
from receipts.report_documents import Cell, Column, Paragraph, Section, Table

WATCHED: Final = (*n.CORE, n.SODIUM, n.FIBRE, CALCIUM, n.SUGARS, n.SATURATED)
"""Nutrients whose lack is told; salt goes with sodium."""

YIELDS: Final = {
    YieldSource.WEIGHED: N_("熟重称过"),
    YieldSource.FACTOR: N_("熟重按出成率推算"),
    YieldSource.ASSUMED: N_("熟重是估计的"),
}
NO_YIELD: Final = N_("没有熟重，按生重算")
NO_PORTIONS: Final = N_("没有份数")
NO_RESULT: Final = N_("还没有算过营养")
NO_FIGURE: Final = N_("不足九成已知")
GRADES: Final = {
    "A": N_("A 级 {count} 道"),
    "B": N_("B 级 {count} 道"),
    "C": N_("C 级 {count} 道"),
    "none": N_("不足九成已知 {count} 道"),
}
NUMBERED: Final = re.compile(r"([A-Z][A-Za-z0-9 ]*) (\d+)")
"""A source that is a table's name and a number in it."""

WATER: Final = "pure water"
STAND_IN: Final = re.compile(
    r"estimated: proxy (?P<share>(?:[\d.]+ × )?(?P<table>[A-Z][A-Za-z0-9 ]*?) \d[^()]*) \(.*\)"
)
"""A source that names other entries of a table, or shares of them, and the reason in brackets."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a dish's figures are not of grade A: its grade and what is missing, in words.

    `lacks` counts the watched nutrients that are missing.
    """

    grade: str
    what: str
    lacks: int = 0


def grades(book: Book) -> str:
    """How many dishes there are of each grade, best first, in the language in force."""
    counts = Counter(
        result.grade if (result := book.results.get(dish.recipe_id)) else Grade.NONE
        for dish in book.dishes
    )
    return joined(
        _(GRADES[grade.value]).format(count=counts[grade]) for grade in Grade if counts[grade]
    )


def weak_dishes(book: Book) -> dict[Lack, tuple[Dish, ...]]:
    """The dishes whose figures are not of grade A, by what they lack; the worst first."""
    found: dict[Lack, list[Dish]] = defaultdict(list)
    for dish in book.dishes:
        result = book.results.get(dish.recipe_id)
        if result is None or result.grade is not Grade.A:
            found[_lack(book.recipes.get(dish.recipe_id), result)].append(dish)
    order = {grade.value: place for place, grade in enumerate(reversed(Grade))}
    ranked = sorted(found, key=lambda lack: (order.get(lack.grade, -1), -lack.lacks, lack.what))
    return {lack: tuple(found[lack]) for lack in ranked}


def _lack(version: RecipeVersion | None, result: Result | None) -> Lack:
    if version is None or result is None:
        return Lack("—", _(NO_RESULT))
    recipe = version.recipe
    said = recipe.cooked_total_g is not None or recipe.moisture_change_pct is not None
    words = [_(YIELDS[recipe.yield_source]) if said else _(NO_YIELD)]
    if recipe.portions is None:
        words.append(_(NO_PORTIONS))
    missing = list(dict.fromkeys(each.nutrient for each in result.missing))
    names = [n.BY_CODE[code].name for code in WATCHED if code in missing]
    if names:
        words.append(_("缺{names}").format(names=joined(names)))
    grade = _(NO_FIGURE) if result.grade is Grade.NONE else result.grade.value
    return Lack(grade, _("；").join(words), len(names))


def weak_section(book: Book) -> Section:
    """Dishes of grade B and C and what is missing, then the foods that lack a figure."""
    weak = weak_dishes(book)
    title = _("数据不足的菜")
    if not weak:
        return Section(title, (Paragraph(_("没有：每道菜的熟重都称过，数值齐全。")),))
    columns = (
        Column(_("等级"), 14),
        Column(_("缺什么"), 48),
        Column(_("道数"), 12, "right"),
        Column(_("菜"), 110),
    )
    rows = tuple(
        (
            Cell(lack.grade, bold=True),
            Cell(lack.what),
            Cell(str(len(dishes))),
            Cell(dishes_named(dish.name for dish in dishes)),
        )
        for lack, dishes in weak.items()
    )
    summary = _("{grades}。缺得多的在前；只差称熟重的在最后。").format(grades=grades(book))
    blocks: tuple[Table | Paragraph, ...] = (Paragraph(summary, 9.0), Table(columns, rows, 8.2))
    foods = tuple(_food_rows(book))
    if foods:
        heads = (
            Column(_("缺的数值"), 36),
            Column(_("原因"), 46),
            Column(_("食材和用到的菜数"), 102),
        )
        blocks += (Table(heads, foods, 8.2),)
    note = _("A 熟重称过且齐全，B 熟重推算或估计，C 已知的不足 95%")
    return Section(title, blocks, note, new_page=True)


def _food_rows(book: Book) -> Iterator[tuple[Cell, ...]]:
    """The foods that lack watched figures, by figures and reason, with the dishes they are in."""
    lacks: dict[tuple[str, Reason], dict[str, None]] = defaultdict(dict)
    used: dict[tuple[str, Reason], set[str]] = defaultdict(set)
    for dish in book.dishes:
        version, result = book.recipes.get(dish.recipe_id), book.results.get(dish.recipe_id)
        for each in result.missing if version and result else ():
            if each.nutrient in WATCHED and version is not None:
                key = _name(each, version, book), each.reason
                lacks[key][each.nutrient] = None
                used[key].add(dish.code)
    alike: dict[tuple[str, Reason], list[str]] = defaultdict(list)
    for key in sorted(lacks, key=lambda each: (-len(used[each]), each[0])):
        names = joined(n.BY_CODE[code].name for code in WATCHED if code in lacks[key])
        alike[names, key[1]].append(f"{key[0]} {len(used[key])}")
    for (names, reason), foods in alike.items():
        yield Cell(names, bold=True), Cell(reason.sentence()), Cell(dishes_named(foods))


def _name(missing: Missing, version: RecipeVersion, book: Book) -> str:
    if missing.line is None:
        return _("整道菜")
    code = version.recipe.lines[missing.line].food
    if code.startswith(MARK):
        inner = book.recipes.get(code.removeprefix(MARK))
        return inner.recipe.name if inner else code
    food = book.foods.get(code)
    return food_name(food) if food else code


def foods_of(book: Book) -> tuple[Food, ...]:
    """Every food of the book's dishes, once, by code."""
    found = {each.food.code: each.food for dish in book.dishes for each in ingredients(dish, book)}
    return tuple(found[code] for code in sorted(found))


def sources_section(book: Book) -> Section:
    """The standards behind the ranges, and where each food's energy comes from."""
    columns = (Column("", 60), Column("", 114))
    standards = tuple((Cell(_(name)), Cell(_(text))) for name, text in STANDARDS.items())
    return Section(
        _("来源"),
        (
            Paragraph(_("数值都由配方和食材的数值算出，没有化验；未知的写 —，部分未知的写 ≥。")),
            Table(columns, standards, 8.2, head=False),
            Paragraph(_("食材数值的来源（按能量）")),
            *(Paragraph(each, 7.4, "soft") for each in _food_sources(book)),
        ),
    )


def _food_sources(book: Book) -> Iterator[str]:
    """Foods with the number of their entry, by table; then stand-ins for others; then the rest."""
    numbered: dict[str, list[str]] = defaultdict(list)
    stand_ins: dict[str, list[str]] = defaultdict(list)
    told: list[str] = []
    for food in foods_of(book):
        value = food.values.get(n.ENERGY_KCAL) or food.values.get(n.ENERGY_KJ)
        source = value.source if value else UNKNOWN
        if entry := NUMBERED.fullmatch(source):
            numbered[entry[1]].append(f"{food_name(food)} {entry[2]}")
        elif entry := STAND_IN.fullmatch(source):
            table, share = entry["table"], entry["share"]
            shares = share.replace(f"{table} ", "").replace(WATER, _("水"))
            stand_ins[table].append(f"{food_name(food)} {shares}")
        else:
            told.append(f"{food_name(food)}（{source}）")
    for source, foods in sorted(numbered.items()):
        yield _("{source}，名后是编号：{foods}").format(source=source, foods=dishes_named(foods))
    for source, foods in sorted(stand_ins.items()):
        yield _("估算，没有自己的数值，由 {source} 里相近的食材拼成，× 前是份额：{foods}").format(
            source=source, foods=dishes_named(foods)
        )
    if told:
        yield _("其他：{foods}").format(foods=dishes_named(told))


STANDARDS: Final = {
    N_("午餐占一天 35%–40%，接受 80%–120%"): N_("DB4403/T 578-2025 老年人营养配餐指南；WS/T 554"),
    N_("脂肪、碳水化合物占能量"): N_("WS/T 556-2017 老年人膳食指导；DB4403/T 578-2025"),
    N_("食物种类和种数"): N_("中国居民膳食指南（2022），膳食宝塔，按生重可食部"),
    N_("烹调油、添加糖的上限"): N_("中国居民膳食指南（2022），每天 30 克、25 克，午餐至多占 40%"),
    N_("钠换算成盐"): N_("餐饮食品营养标识指南（2020），钠（毫克）× 2.5 ÷ 1000"),
    N_("膳食纤维、钙"): N_("GB 28050-2025，每天 25 克；WS/T 556-2017，每天 1000 毫克"),
    N_("蛋白质、脂肪、碳水化合物折成能量"): N_(
        "每克 4、9、4 千卡，只用来算占比；能量本身取食材的数值"
    ),
}
"""What the analysis rests on, and where it stands."""
