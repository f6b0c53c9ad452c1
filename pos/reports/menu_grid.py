"""The menu of all days as one grid, and which dishes come more than once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from canteen.i18n import _, language
from menus.dishes import Category, Dish
from pos.reports.book import Book, Day
from pos.reports.words import DAYS_ACROSS, joined, short_day
from receipts.report_documents import Cell, Column, Paragraph, Section, Table

LETTERS: Final = 7.8
LETTERS_EN: Final = 7.2
"""Points."""

DAYS_ACROSS_EN: Final = 8
"""English words are long and do not break."""


def repeats(days: Iterable[Day]) -> dict[str, tuple[date, ...]]:
    """The dates of each dish that comes more than once, by code."""
    found: dict[str, list[date]] = defaultdict(list)
    for day in days:
        for dish in day.dishes:
            found[dish.code].append(day.on)
    return {code: tuple(dates) for code, dates in found.items() if len(dates) > 1}


def grid_sections(book: Book) -> tuple[Section, ...]:
    """The grid, a page for as many days as fit side by side, then the repeats by name."""
    again = repeats(book.days)
    note = _("带三角的菜在这些天里不止一次") if again else _("没有重样的菜")
    most = DAYS_ACROSS_EN if language() == "en" else DAYS_ACROSS
    strips = [book.days[start : start + most] for start in range(0, len(book.days), most)]
    across = len(strips[0]) if strips else 0
    sections = [
        Section(_("菜单"), (_grid(strip, again, across),), note, new_page=True) for strip in strips
    ]
    if again:
        sections.append(_repeats_section(book, again))
    return tuple(sections)


def _grid(days: tuple[Day, ...], again: dict[str, tuple[date, ...]], across: int) -> Table:
    """One strip; `across` columns of days keep those of several strips alike."""
    columns = (
        Column("", 30, "centre"),
        *(Column(short_day(day.on), 32, "centre") for day in days),
        *(Column("", 32) for _missing in range(across - len(days))),
    )
    rows = []
    for category in Category:
        for place in range(max((len(day.of(category)) for day in days), default=0)):
            cells = [Cell(category.word if place == 0 else "", bold=True, tone="soft")]
            cells += [_grid_cell(day.of(category), place, again) for day in days]
            cells += [Cell() for _missing in range(len(columns) - len(cells))]
            rows.append(tuple(cells))
    size = LETTERS_EN if language() == "en" else LETTERS
    return Table(columns, tuple(rows), size, grid=True)


def _grid_cell(dishes: tuple[Dish, ...], place: int, again: dict[str, tuple[date, ...]]) -> Cell:
    if place >= len(dishes):
        return Cell("—", tone="soft")
    dish = dishes[place]
    return Cell(f"▲{dish.name}", wash=True) if dish.code in again else Cell(dish.name)


def _repeats_section(book: Book, again: dict[str, tuple[date, ...]]) -> Section:
    """Which dishes come on which days, those of the same days together; most days first."""
    names = {dish.code: dish.name for dish in book.dishes}
    together: dict[tuple[date, ...], list[str]] = defaultdict(list)
    for code, dates in again.items():
        together[dates].append(names[code])
    columns = (
        Column(_("日期"), 60),
        Column(_("次数"), 14, "right"),
        Column(_("菜"), 100),
    )
    rows = tuple(
        (
            Cell(joined(f"{on.month}-{on.day}" for on in dates)),
            Cell(str(len(dates)), bold=True),
            Cell(joined(together[dates])),
        )
        for dates in sorted(together, key=lambda each: (-len(each), each))
    )
    count = Paragraph(_("{count} 道菜重样。").format(count=len(again)), 9.0)
    return Section(_("重样的菜"), (count, Table(columns, rows, 8.4)))
