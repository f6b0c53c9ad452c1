"""The charts of the menu analysis: a bar, a column or a point for each day."""

from __future__ import annotations

from typing import Final

from canteen.i18n import _
from canteen.measures import show
from nutrition import nutrients as n
from pos.reports.aims import Aim
from pos.reports.analysis import Analysis
from pos.reports.food_groups import KCAL_PER_G, energy_shares
from pos.reports.words import nutrient_figure, short_day
from receipts.report_documents import Chart, Section, Stack

MOST_DAYS: Final = 16
"""Days side by side; more go on in a chart below."""


def energy_chart(found: Analysis) -> Section:
    """Energy a day over the range of a lunch."""
    aim = _aim(found, n.ENERGY_KCAL)
    note = _("浅绿为建议范围 {span}").format(span=aim.text)
    return Section(_("每天能量（千卡）"), _daily(found, aim, line=False), note)


def sodium_chart(found: Analysis) -> Section:
    """Sodium a day under the most of a lunch."""
    aim = _aim(found, n.SODIUM)
    salt = _aim(found, n.SALT)
    note = _("一顿午餐不超过 {sodium} 毫克，合盐 {salt} 克").format(
        sodium=show(aim.high, 0), salt=show(salt.high, 1)
    )
    return Section(_("每天钠（毫克）"), _daily(found, aim, line=True), note)


def _aim(found: Analysis, nutrient: str) -> Aim:
    return next(aim for aim in found.aims if aim.nutrient == nutrient)


def _daily(found: Analysis, aim: Aim, *, line: bool) -> tuple[Chart, ...]:
    charts = []
    for start in range(0, len(found.days), MOST_DAYS):
        days = found.days[start : start + MOST_DAYS]
        amounts = [each.tray.amount(aim.nutrient) for each in days]
        values = tuple(each.known if each.complete or each.known else None for each in amounts)
        charts.append(
            Chart(
                labels=tuple(short_day(each.day.on) for each in days),
                values=values,
                texts=tuple(nutrient_figure(each, aim.nutrient) for each in amounts),
                flagged=tuple(
                    (aim.high is not None and each.known > aim.high)
                    or (each.complete and aim.low is not None and each.known < aim.low)
                    for each in amounts
                ),
                low=aim.low,
                high=aim.high,
                line=line,
            )
        )
    return tuple(charts)


def shares_chart(found: Analysis) -> Section:
    """Per cent of energy from protein, fat and carbohydrate, a day."""
    stacks = []
    for start in range(0, len(found.days), MOST_DAYS):
        days = found.days[start : start + MOST_DAYS]
        stacks.append(
            Stack(
                parts=tuple(n.BY_CODE[code].name for code in KCAL_PER_G),
                labels=tuple(short_day(each.day.on) for each in days),
                shares=tuple(
                    energy_shares({code: each.tray[code] for code in KCAL_PER_G}) for each in days
                ),
                upright=True,
            )
        )
    return Section(_("每天能量来源（%）"), tuple(stacks))
