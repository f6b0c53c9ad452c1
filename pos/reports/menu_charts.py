"""The charts of the menu analysis: a bar or a column for each day."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from canteen.i18n import _
from nutrition import nutrients as n
from nutrition.amounts import Amount
from pos.reports.analysis import Analysis
from pos.reports.food_groups import KCAL_PER_G, energy_shares
from pos.reports.words import figure, short_day
from receipts.report_documents import Chart, Section, Stack

MOST_DAYS: Final = 16
"""Days side by side; more go on in a chart below."""


def energy_chart(found: Analysis) -> Section:
    """Energy a day over the range of a lunch."""
    aim = found.aim(n.ENERGY_KCAL)
    note = _("浅绿为建议范围 {span}，带三角的在范围外").format(span=aim.text)
    amounts = [each.tray.amount(aim.nutrient) for each in found.days]
    places = n.BY_CODE[aim.nutrient].decimals
    return Section(
        _("每天能量（千卡）"), daily_charts(found, amounts, places, aim.low, aim.high), note
    )


def daily_charts(
    found: Analysis,
    amounts: Sequence[Amount],
    places: int,
    low: Decimal | None,
    high: Decimal | None,
) -> tuple[Chart, ...]:
    """An amount for each day over its range; more than `MOST_DAYS` go on in a chart below."""
    charts = []
    for start in range(0, len(found.days), MOST_DAYS):
        part = slice(start, start + MOST_DAYS)
        charts.append(
            Chart(
                labels=tuple(short_day(each.day.on) for each in found.days[part]),
                values=tuple(
                    each.known if each.complete or each.known else None for each in amounts[part]
                ),
                texts=tuple(figure(each, places) for each in amounts[part]),
                flagged=tuple(_outside(each, low, high) for each in amounts[part]),
                low=low,
                high=high,
            )
        )
    return tuple(charts)


def _outside(amount: Amount, low: Decimal | None, high: Decimal | None) -> bool:
    """Whether an amount lies outside a range for certain, whatever of it is unknown."""
    if high is not None and amount.known > high:
        return True
    return low is not None and amount.complete and amount.known < low


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
