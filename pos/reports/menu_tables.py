"""The tables of the menu analysis that speak of nutrients: aims, energy, days amiss."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from canteen.i18n import _
from canteen.measures import show
from nutrition import Verdict
from nutrition import nutrients as n
from nutrition.amounts import ZERO, Amount
from pos.reports.aims import CALCIUM, LEAST, MOST, Aim
from pos.reports.analysis import Analysis, DayFigures
from pos.reports.food_groups import (
    KCAL_PER_G,
    animal_fat,
    energy_shares,
)
from pos.reports.trays import summed
from pos.reports.verdicts import LOOKS, verdict_cell
from pos.reports.words import nutrient_figure, per_cent, span, unit, weekday
from receipts.report_documents import Cell, Column, Gauge, Paragraph, Section, Stack, Table

GAUGE_END: Final = Decimal(200)
"""Per cent of what is advised at which a gauge ends."""

FAT_SPAN: Final = (Decimal(20), Decimal(30))
CARBOHYDRATE_SPAN: Final = (Decimal(50), Decimal(65))
"""Per cent of energy, WS/T 556-2017 and DB4403/T 578-2025."""


def nutrients_section(found: Analysis) -> Section:
    """T1: recommended, served, per cent required and reached."""
    columns = (
        Column(_("项目"), 30),
        Column(_("午餐建议"), 24, "right"),
        Column(_("实际供给"), 20, "right"),
        Column(_("应达到 %"), 18, "right"),
        Column(_("实际达到"), 18, "right"),
        Column("", 42),
        Column(_("评价"), 22),
    )
    rows = tuple(_aim_row(aim, found.tray.amount(aim.nutrient)) for aim in found.aims)
    note = _("浅绿为接受的范围，建议量的 {low}%–{high}%").format(low=LEAST, high=MOST)
    return Section(_("营养素　供给与建议"), (Table(columns, rows, 9.4),), note)


def _aim_row(aim: Aim, amount: Amount) -> tuple[Cell, ...]:
    verdict = aim.verdict(amount)
    name = _("{name}（{unit}）").format(name=n.BY_CODE[aim.nutrient].name, unit=unit(aim.nutrient))
    reached = aim.reached(amount)
    value = reached.known if amount.complete or amount.known else None
    return (
        Cell(name),
        Cell(aim.text),
        Cell(nutrient_figure(amount, aim.nutrient), bold=True),
        Cell(aim.required),
        Cell(per_cent(amount, aim.point)),
        Cell(gauge=_gauge(aim, value, verdict)),
        verdict_cell(verdict),
    )


def _gauge(aim: Aim, value: Decimal | None, verdict: Verdict) -> Gauge:
    """A least has no upper edge and a most no lower one."""
    low = ZERO if aim.low is None else LEAST
    high = GAUGE_END if aim.high is None else MOST
    return Gauge(value, low, high, GAUGE_END, LOOKS[verdict][1])


def energy_section(found: Analysis) -> Section:
    """T2: energy by protein, fat and carbohydrate."""
    actual = energy_shares({code: found.tray[code] for code in KCAL_PER_G})
    advised = energy_shares({code: found.aim(code).point for code in KCAL_PER_G})
    middle = found.aims[0].point
    protein = found.reference.protein_g_low * 4 * 100 / middle if middle else ZERO
    wanted = (
        f"≥ {show(protein, 0)}",
        span(*FAT_SPAN),
        span(*CARBOHYDRATE_SPAN),
    )
    columns = (
        Column(_("来源"), 30),
        Column(_("要求 %"), 22, "right"),
        Column(_("实际 %"), 20, "right"),
    )
    rows = tuple(
        (
            Cell(n.BY_CODE[code].name),
            Cell(text),
            Cell(show(actual[number], 1) if actual else "—", bold=True),
        )
        for number, (code, text) in enumerate(zip(KCAL_PER_G, wanted, strict=True))
    )
    fat = per_cent(animal_fat(found.parts), total) if (total := _fat(found)) else "—"
    blocks = (
        Stack(
            tuple(n.BY_CODE[code].name for code in KCAL_PER_G),
            (_("建议"), _("实际")),
            (advised, actual),
        ),
        Table(columns, rows),
        Paragraph(_("脂肪里来自动物性食物的占 {share}").format(share=fat), 8.6, "soft"),
    )
    return Section(_("能量来源"), blocks)


def _fat(found: Analysis) -> Decimal:
    """Grams of fat of all days' foods, as far as they are known."""
    return summed(part.holds(n.FAT) for part in found.parts).known


def outside_section(found: Analysis) -> Section:
    """The days on which a nutrient lies outside what is accepted."""
    watched = tuple(aim for aim in found.aims if aim.nutrient not in {n.SALT, n.FIBRE, CALCIUM})
    columns = (
        Column(_("日期"), 20),
        *(Column(n.BY_CODE[aim.nutrient].name, 20, "right") for aim in watched),
    )
    rows = tuple(_outside_rows(found.days, watched))
    title = _("超出 {low}%–{high}% 的日子").format(low=LEAST, high=MOST)
    if not rows:
        return Section(title, (Paragraph(_("没有。"), 9.6),))
    return Section(title, (Table(columns, rows),), _("达到建议量的百分比；带三角的超出"))


def _outside_rows(
    days: tuple[DayFigures, ...], watched: tuple[Aim, ...]
) -> Iterator[tuple[Cell, ...]]:
    for each in days:
        amiss = each.outside(watched)
        if amiss:
            cells = [Cell(f"{each.day.on.isoformat()} {weekday(each.day.on)}")]
            for aim in watched:
                amount = each.tray.amount(aim.nutrient)
                text, verdict = per_cent(amount, aim.point), aim.verdict(amount)
                sign, tone = LOOKS[verdict]
                bad = aim in amiss
                cells.append(
                    Cell(f"{sign} {text}" if bad else text, bold=bad, tone=tone if bad else "ink")
                )
            yield tuple(cells)
