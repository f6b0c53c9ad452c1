"""The tables of the menu analysis that speak of foods: groups, sources of protein, kinds."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from canteen.i18n import N_, _
from canteen.measures import UNKNOWN, show
from nutrition import Verdict
from nutrition import nutrients as n
from nutrition.amounts import Amount
from pos.reports.aims import LEAST, MOST
from pos.reports.analysis import Analysis
from pos.reports.food_groups import (
    GROUPS,
    KINDS_A_DAY,
    KINDS_A_WEEK,
    WEEK,
    FoodGroup,
    kinds,
    kinds_of_one,
    protein_by_source,
)
from pos.reports.trays import summed
from pos.reports.verdicts import LOOKS, verdict_cell
from pos.reports.words import daily, figure, per_cent, span
from receipts.report_documents import Block, Cell, Column, Gauge, Paragraph, Section, Table

GOOD_PROTEIN: Final = Decimal(50)
"""Per cent from animal foods and soy at least, DB4403/T 578-2025."""


def groups_section(found: Analysis) -> Section:
    """T3: food groups in raw edible grams against the lunch's part of a day."""
    columns = (
        Column(_("食物"), 32),
        Column(_("建议"), 22, "right"),
        Column(_("实际"), 18, "right"),
        Column("", 34),
        Column(_("占能量"), 18, "right"),
        Column(_("评价"), 22),
    )
    energy = summed(part.holds(n.ENERGY_KCAL) for part in found.parts)
    rows = tuple(_group_row(group, found, energy) for group in GROUPS)
    note = _("克，生重可食部；建议为膳食宝塔一天量的 35%–40%，浅绿为它的 80%–120%")
    said = _(
        "豆制品按蛋白质折成干大豆（每 100 克含 35 克）。水果和奶多在早餐和加餐里，"
        "午餐少不等于一天少。"
    )
    blocks = (Table(columns, rows), Paragraph(said, 8.6, "soft"))
    return Section(_("食物种类"), blocks, note)


def _group_row(group: FoodGroup, found: Analysis, energy: Amount) -> tuple[Cell, ...]:
    grams = found.per_day(group.grams(found.parts))
    held = summed(
        part.holds(n.ENERGY_KCAL) for part in found.parts if group.holds(part.ingredient.food)
    )
    verdict = group_verdict(group, grams)
    low, high = _accepted(group)
    end = group.high * 2
    return (
        Cell(f"\u3000{group.name}" if group.within else group.name),
        Cell(span(group.low, group.high)),
        Cell(figure(grams, 0), bold=True),
        Cell(gauge=Gauge(grams.known, low, high, end, LOOKS[verdict][1])),
        Cell(per_cent(held, energy.known) if energy.known else UNKNOWN),
        verdict_cell(verdict),
    )


def group_verdict(group: FoodGroup, grams: Amount) -> Verdict:
    """Where a lunch's grams of a group lie against what is accepted."""
    low, high = _accepted(group)
    if grams.known > high:
        return Verdict.HIGH
    if not grams.complete:
        return Verdict.UNKNOWN
    return Verdict.LOW if grams.known < low else Verdict.OK


def _accepted(group: FoodGroup) -> tuple[Decimal, Decimal]:
    return group.low * LEAST / 100, group.high * MOST / 100


def protein_section(found: Analysis) -> Section:
    """T4: protein by where it comes from."""
    by_source = protein_by_source(found.parts)
    total = summed(by_source.values())
    columns = (
        Column(_("来源"), 30),
        Column(_("克"), 20, "right"),
        Column("%", 20, "right"),
    )
    rows = tuple(
        (
            Cell(_(word)),
            Cell(figure(found.per_day(amount), 1), bold=True),
            Cell(per_cent(amount, total.known) if total.known else UNKNOWN),
        )
        for word, amount in by_source.items()
    )
    good = summed(by_source[word] for word in (N_("豆类"), N_("动物性食物")))
    share = per_cent(good, total.known) if total.known else UNKNOWN
    sentence = _("优质蛋白（动物性食物和豆类）占 {share}，要求不少于 {least}%").format(
        share=share, least=GOOD_PROTEIN
    )
    return Section(_("蛋白质来源"), (Table(columns, rows), Paragraph(sentence, 8.6, "soft")))


def kinds_section(found: Analysis) -> Section:
    """Kinds of food on the menu of each day and of each whole week."""
    book = found.book
    counts = [(each.day, len(kinds((each.day,), book))) for each in found.days]
    least = min((count for _day, count in counts), default=0)
    rows = [_kinds_row(_("每天最少"), least, KINDS_A_DAY)]
    for start in range(0, len(found.days) - WEEK + 1, WEEK):
        week = found.days[start : start + WEEK]
        ends = (f"{each.day.on.month}-{each.day.on.day}" for each in (week[0], week[-1]))
        word = _("{first} 至 {last}").format(**dict(zip(("first", "last"), ends, strict=True)))
        rows.append(_kinds_row(word, len(kinds((each.day for each in week), book)), KINDS_A_WEEK))
    columns = (
        Column("", 46),
        Column(_("种"), 14, "right"),
        Column(_("要求"), 16, "right"),
        Column(_("评价"), 24),
    )
    rows.append(_kinds_of_one(found))
    note = _("菜单上的食材，不算油、糖、调料和饮料")
    listed = daily((day.on, str(count)) for day, count in counts)
    said = _("要求说的是一个人一天、一周吃到的；上面数的是菜单上可选的，最后一行是每类各选一道。")
    blocks: tuple[Block, ...] = (
        *listed,
        Table(columns, tuple(rows)),
        Paragraph(said, 8.6, "soft"),
    )
    return Section(_("食物的种数"), blocks, note)


def _kinds_of_one(found: Analysis) -> tuple[Cell, ...]:
    """The kinds that one tray with a dish of each category has, on average; a part of a day's."""
    each = [kinds_of_one(day.day, found.book) for day in found.days]
    mean = sum(each, Decimal(0)) / len(each)
    word = _("一顿各类选一道，平均")
    return (Cell(word), Cell(show(mean, 0), bold=True), Cell(UNKNOWN), Cell())


def _kinds_row(word: str, count: int, least: int) -> tuple[Cell, ...]:
    verdict = Verdict.ENOUGH if count >= least else Verdict.LOW
    return (Cell(word), Cell(str(count), bold=True), Cell(f"≥ {least}"), verdict_cell(verdict))
