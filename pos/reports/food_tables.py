"""The tables of the menu analysis that speak of foods: groups, protein, oil and salt, kinds."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from canteen.i18n import N_, _
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
    grams_of,
    kinds,
    protein_by_source,
)
from pos.reports.trays import summed
from pos.reports.verdicts import LOOKS, verdict_cell
from pos.reports.words import daily, figure, per_cent, span
from receipts.report_documents import Cell, Column, Gauge, Paragraph, Section, Table

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
    note = _("克，生重可食部；建议为膳食宝塔一天量的 35%–40%")
    blocks = (
        Table(columns, rows),
        Paragraph(_("豆制品按蛋白质折成干大豆（每 100 克含 35 克）。"), 8.6, "soft"),
    )
    return Section(_("食物种类"), blocks, note)


def _group_row(group: FoodGroup, found: Analysis, energy: Amount) -> tuple[Cell, ...]:
    grams = found.per_day(group.grams(found.parts))
    held = summed(
        part.holds(n.ENERGY_KCAL) for part in found.parts if group.holds(part.ingredient.food)
    )
    low, high = group.low * LEAST / 100, group.high * MOST / 100
    verdict = Verdict.OK
    if grams.known > high:
        verdict = Verdict.HIGH
    elif not grams.complete:
        verdict = Verdict.UNKNOWN
    elif grams.known < low:
        verdict = Verdict.LOW
    end = group.high * 2
    return (
        Cell(f"\u3000{group.name}" if group.within else group.name),
        Cell(span(group.low, group.high)),
        Cell(figure(grams, 0), bold=True),
        Cell(gauge=Gauge(grams.known, group.low, group.high, end, LOOKS[verdict][1])),
        Cell(per_cent(held, energy.known) if energy.known else "—"),
        verdict_cell(verdict),
    )


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
            Cell(per_cent(amount, total.known) if total.known else "—"),
        )
        for word, amount in by_source.items()
    )
    good = summed(by_source[word] for word in (N_("豆类"), N_("动物性食物")))
    share = per_cent(good, total.known) if total.known else "—"
    sentence = _("优质蛋白（动物性食物和豆类）占 {share}，要求不少于 {least}%").format(
        share=share, least=GOOD_PROTEIN
    )
    return Section(_("蛋白质来源"), (Table(columns, rows), Paragraph(sentence, 8.6, "soft")))


def used_section(found: Analysis) -> Section:
    """Oil, salt and sugar of one person and meal."""
    rows = (
        (_("烹调油"), found.per_day(grams_of(found.parts, "oil"))),
        (_("盐（由钠折算，含酱油等）"), found.tray.amount(n.SALT)),
        (_("其中放的食盐"), found.per_day(grams_of(found.parts, "salt"))),
        (_("糖（放的糖和甜馅）"), found.per_day(grams_of(found.parts, "sugar"))),
    )
    columns = (Column("", 50), Column("", 20, "right"))
    cells = tuple(
        (Cell(word), Cell(_("{grams} 克").format(grams=figure(amount, 1)), bold=True))
        for word, amount in rows
    )
    return Section(_("油、盐、糖（每人次）"), (Table(columns, cells, head=False),))


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
    note = _("菜单上的食材，不算油、糖、调料和饮料")
    listed = daily((day.on, str(count)) for day, count in counts)
    blocks = (*listed, Table(columns, tuple(rows)))
    return Section(_("食物的种数"), blocks, note)


def _kinds_row(word: str, count: int, least: int) -> tuple[Cell, ...]:
    verdict = Verdict.ENOUGH if count >= least else Verdict.LOW
    return (Cell(word), Cell(str(count), bold=True), Cell(f"≥ {least}"), verdict_cell(verdict))
