"""By which tray an analysis was reckoned and for which meal, in words for its pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from canteen.i18n import _
from canteen.measures import show
from nutrition.lunch_targets import basis_of
from pos.reports.analysis import Analysis
from pos.reports.food_groups import LUNCH_HIGH, LUNCH_LOW
from pos.reports.sold_trays import LEAST_TRAYS, SoldTrays, counted
from pos.reports.trays import lacking
from pos.reports.words import joined, percent
from receipts.report_documents import Paragraph, Section

PLACES: Final = 2
"""Decimals of portions on a tray."""


def basis_fact(found: Analysis) -> str:
    """In a few words, for the head of the report."""
    if found.sold is not None:
        return _("按实际销售加权（{trays} 盘）").format(trays=found.sold.trays)
    return _("按假定的一盘，不按销售")


def basis_section(found: Analysis) -> Section:
    """In full: the tray, the meal, and what some days lack."""
    lines = (*_lines(found), *_meal(found), *_lacking(found))
    return Section(_("怎样算的"), tuple(Paragraph(line, 9.0) for line in lines))


def _lines(found: Analysis) -> Iterator[str]:
    if found.sold is not None:
        yield from _sold_lines(found, found.sold)
        return
    yield found.kind.sentence + _("；各天再取平均，不按销量加权。")
    if not found.asked:
        yield _(
            "没有按实际销售加权：午餐卖出 {least} 盘以上的有 {days} 天，不到 {all} 天的一半。"
        ).format(least=LEAST_TRAYS, days=len(counted(found.book)), all=len(found.days))


def _sold_lines(found: Analysis, sold: SoldTrays) -> Iterator[str]:
    words = [
        _("{portions} 份{name}").format(portions=show(portions, PLACES), name=category.word)
        for category, portions in sold.portions.items()
    ]
    words += [
        _("{portions} 份{name}").format(portions=show(each.portions, PLACES), name=each.dish.name)
        for each in sold.sundries
    ]
    yield _(
        "按午餐实际卖出的份数加权：{days} 天共 {trays} 盘，一张托盘算一人次，半份算 0.5 份；"
        "平均一盘 {words}。各天再取平均；每份按现在的配方算。"
    ).format(days=len(sold.days), trays=sold.trays, words=joined(words))
    others = [each.day.on for each in found.days if each.day not in sold.days]
    if others:
        yield _("{days} 不足 {least} 盘，按其他天每类卖出的份数算，当天各道菜平分。").format(
            days=joined(f"{on.month}-{on.day}" for on in others), least=LEAST_TRAYS
        )


def _meal(found: Analysis) -> Iterator[str]:
    yield _(
        "全部按午餐算：一顿午餐占一天的 {low}%–{high}%，建议量都是这一顿的；早餐和晚餐没有算进来。"
    ).format(low=percent(LUNCH_LOW), high=percent(LUNCH_HIGH))
    basis = basis_of(found.reference)
    if basis == found.group:
        yield _("对照：{group}。").format(group=found.group)
    else:
        yield _("对照：{group}（{basis}）。").format(group=found.group, basis=basis)


def _lacking(found: Analysis) -> Iterator[str]:
    """Days whose menu lacks a category of the tray, unless they count by their own sales."""
    own = found.sold.days if found.sold else ()
    for each in found.days:
        missing = () if each.day in own else lacking(each.day, found.portions)
        if missing:
            yield _("{day} 的菜单没有{missing}，那天的数少了这一份。").format(
                day=each.day.on.isoformat(), missing=joined(category.word for category in missing)
            )
