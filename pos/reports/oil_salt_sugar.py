"""Cooking oil, salt and sugar of one person and meal: day by day, week by week, and of what.

Oil and added sugar at most: 30 g and, at best, 25 g a day (中国居民膳食指南 2022), of which a lunch
is up to 40 % (DB4403/T 578-2025). Salt at most: that of the reference range. Oil and table salt are
raw grams that are eaten; salt is reckoned from all sodium, soy sauce and the food itself included;
sugar is what the sugars in sugar, honey and sweet fillings weigh.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from canteen.i18n import _
from canteen.measures import show
from menus.dishes import Dish, Sundry
from nutrition import nutrients as n
from nutrition.amounts import Amount
from pos.reports.analysis import Analysis, DayFigures
from pos.reports.book import Book
from pos.reports.food_groups import LUNCH_HIGH, WEEK
from pos.reports.ingredients import ingredients
from pos.reports.menu_charts import daily_charts
from pos.reports.sold_trays import daily_shares
from pos.reports.trays import ONE, Shares, summed
from pos.reports.words import dishes_named, figure
from receipts.report_documents import Block, Cell, Column, Paragraph, Section, Table

DAY_OIL_G: Final = Decimal(30)
DAY_SUGAR_G: Final = Decimal(25)
NAMED: Final = 5
"""Dishes that are named as those that give most."""

PLACES: Final = 1


@dataclass(frozen=True, slots=True)
class Used:
    """One of the things that are to be saved: grams of a portion, of a lunch at most, and why.

    What has no limit of its own is a part of the one before it.
    """

    word: str
    of_dish: Callable[[Dish | Sundry, Book], Amount]
    most: Decimal | None = None
    chart: str = ""
    source: str = ""

    def grams(self, tray: Shares, book: Book) -> Amount:
        """Grams on the average tray of a day."""
        return summed(self.of_dish(each.dish, book).ratio(each.portions, ONE) for each in tray)


def _oil(dish: Dish | Sundry, book: Book) -> Amount:
    return summed(each.eaten for each in ingredients(dish, book) if each.food.pagoda == "oil")


def _salt(dish: Dish | Sundry, _book: Book) -> Amount:
    return dish.per_portion.amount(n.SALT)


def _table_salt(dish: Dish | Sundry, book: Book) -> Amount:
    return summed(each.eaten for each in ingredients(dish, book) if each.food.pagoda == "salt")


def _sugar(dish: Dish | Sundry, book: Book) -> Amount:
    return summed(
        each.holds(n.SUGARS) for each in ingredients(dish, book) if each.food.pagoda == "sugar"
    )


def used(found: Analysis) -> tuple[Used, ...]:
    """Oil, salt, the part of it that is table salt, and sugar, in the language in force."""
    return (
        Used(
            _("烹调油"),
            _oil,
            DAY_OIL_G * LUNCH_HIGH,
            _("每天烹调油（克）"),
            _("上限来自中国居民膳食指南（2022）：每天烹调油 25–30 克，午餐至多占 40%。"),
        ),
        Used(
            _("盐（由钠折算，含酱油等）"),
            _salt,
            found.aim(n.SALT).high,
            _("每天盐（克）"),
            _("上限是午餐参考的盐；膳食指南（2022）每天不超过 5 克。食材本身的钠也折算在内。"),
        ),
        Used(_("其中放的食盐"), _table_salt),
        Used(
            _("糖（放的糖和甜馅里的糖）"),
            _sugar,
            DAY_SUGAR_G * LUNCH_HIGH,
            _("每天放的糖（克）"),
            _("上限来自中国居民膳食指南（2022）：添加糖最好每天不到 25 克，午餐至多占 40%。"),
        ),
    )


def used_sections(found: Analysis, before: Book | None) -> Iterator[Section]:
    """How much of each in all, by weeks and against the days `before`; then each day by day.

    Days before are told where they and these are weighed by sales: else it would be no comparison.
    """
    every = used(found)
    daily = {
        each.word: [each.grams(day.shares, found.book) for day in found.days] for each in every
    }
    yield _trend(found, before, daily)
    for each in every:
        if each.most is not None:
            yield _daily(each, each.most, found, daily[each.word])


def _trend(found: Analysis, before: Book | None, daily: dict[str, list[Amount]]) -> Section:
    old = daily_shares(before) if before is not None and found.sold is not None else ()
    weeks = range(0, len(found.days) - WEEK + 1, WEEK)
    columns = [
        Column("", 50),
        Column(_("不超过"), 20, "right"),
        Column(_("{days} 天平均").format(days=len(found.days)), 24, "right"),
        *(Column(_week(found.days[start : start + WEEK]), 30, "right") for start in weeks),
    ]
    if old:
        columns.append(Column(_("上期平均"), 24, "right"))
    rows = []
    for each in used(found):
        amounts = daily[each.word]
        row = [
            Cell(each.word if each.most is not None else f"\u3000{each.word}"),
            Cell("" if each.most is None else show(each.most, PLACES)),
            Cell(figure(average(amounts), PLACES), bold=True),
            *(Cell(figure(average(amounts[start : start + WEEK]), PLACES)) for start in weeks),
        ]
        if before is not None and old:
            amounts = [each.grams(tray, before) for tray in old]
            row.append(Cell(figure(average(amounts), PLACES)))
        rows.append(tuple(row))
    return Section(
        _("油、盐、糖（每人次）"), (Table(tuple(columns), tuple(rows)),), _("一顿午餐，克")
    )


def _week(days: tuple[DayFigures, ...]) -> str:
    first, last = (f"{each.day.on.month}-{each.day.on.day}" for each in (days[0], days[-1]))
    return _("{first} 至 {last}").format(first=first, last=last)


def average(amounts: list[Amount]) -> Amount:
    """The mean of a few days; one that is partly unknown leaves it so."""
    return summed(amounts).ratio(ONE, Decimal(len(amounts) or 1))


def _daily(each: Used, most: Decimal, found: Analysis, amounts: list[Amount]) -> Section:
    charts = daily_charts(found, amounts, PLACES, None, most)
    note = _("一顿午餐不超过 {most} 克，带三角的超过").format(most=show(most, PLACES))
    said = _advice(each, most, found, amounts)
    blocks: tuple[Block, ...] = (
        *charts,
        Paragraph(said, 9.0),
        Paragraph(each.source, 8.2, "soft"),
    )
    return Section(each.chart, blocks, note)


def _advice(each: Used, most: Decimal, found: Analysis, amounts: list[Amount]) -> str:
    """How many days are above the limit, and which dishes give most."""
    over = sum(1 for amount in amounts if amount.known > most)
    unsure = sum(1 for amount in amounts if not amount.complete and amount.known <= most)
    words = {"most": show(most, PLACES), "days": over, "unsure": unsure}
    if over:
        said = _("有 {days} 天超过 {most} 克。").format(**words)
    elif unsure:
        said = _("已知的部分没有超过 {most} 克，{unsure} 天有未知的部分。").format(**words)
    else:
        said = _("没有一天超过 {most} 克。").format(**words)
    if givers := main_givers(each, found):
        said += _("一盘里来自这几道的最多（括号里是每份的量）：{dishes}。").format(
            dishes=dishes_named(givers)
        )
    return said


def main_givers(each: Used, found: Analysis) -> list[str]:
    """The dishes that give most to the trays of all days, each with its grams of a portion."""
    given: dict[str, Decimal] = defaultdict(Decimal)
    dishes = {share.dish.code: share.dish for day in found.days for share in day.shares}
    for day in found.days:
        for share in day.shares:
            given[share.dish.code] += each.of_dish(share.dish, found.book).known * share.portions
    most = sorted((code for code in given if given[code]), key=lambda code: (-given[code], code))
    return [
        _("{name}（{grams} 克）").format(
            name=dishes[code].name, grams=figure(each.of_dish(dishes[code], found.book), PLACES)
        )
        for code in most[:NAMED]
    ]
