"""The tray as it was sold: portions of each dish on the paid lunch trays of a day, by tray.

A day counts by its own sales from `LEAST_TRAYS` trays on. The energy of single trays scatters by
about 200 kcal, so the mean of 30 of them is known to 200 / √30 ≈ 37 kcal, a twentieth of a lunch
and well inside the 80 to 120 % that are accepted. Other days take what the counted days sold of
each category, equally of their own dishes. Where fewer than half of the days count, nothing is
weighed by sales: most of the figures would rest on other days than their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from menus.dishes import Category, Dish, Sundry
from pos.reports.book import Book, Day
from pos.reports.trays import Share, Shares, shares

LEAST_TRAYS: Final = 30


@dataclass(frozen=True, slots=True)
class SoldTrays:
    """What the counted days sold, for each tray: portions by category, and things without a plate.

    `days` are the counted ones, `trays` the number of their trays.
    """

    days: tuple[Day, ...]
    trays: int
    portions: Mapping[Category, Decimal]
    sundries: Shares


def counted(book: Book) -> tuple[Day, ...]:
    """The days with a menu and enough lunch trays to be weighed by their own sales."""
    return tuple(
        day for day in book.days if day.dishes and book.diners.get(day.on, 0) >= LEAST_TRAYS
    )


def sold_trays(book: Book) -> SoldTrays | None:
    """What was sold for each tray; None where too few days have enough sales."""
    days = counted(book)
    if not days or 2 * len(days) < sum(1 for day in book.days if day.dishes):
        return None
    trays = sum(book.diners[day.on] for day in days)
    sold = _together(_sold(day, book) for day in days)
    portions = dict.fromkeys(Category, Decimal(0))
    for dish, count in sold.items():
        if isinstance(dish, Dish):
            portions[dish.category] += count / trays
    return SoldTrays(
        days=days,
        trays=trays,
        portions=portions,
        sundries=tuple(
            Share(each, count / trays) for each, count in sold.items() if isinstance(each, Sundry)
        ),
    )


def sold_shares(day: Day, sold: SoldTrays, book: Book) -> Shares:
    """The average tray of a day by its own sales, or by what the counted days sold."""
    if day not in sold.days:
        return (*shares(day, sold.portions), *sold.sundries)
    trays = book.diners[day.on]
    return tuple(Share(dish, count / trays) for dish, count in _sold(day, book).items())


def daily_shares(book: Book) -> tuple[Shares, ...]:
    """The average trays of the days with a menu; empty where too few days have enough sales."""
    sold = sold_trays(book)
    if sold is None:
        return ()
    return tuple(sold_shares(day, sold, book) for day in book.days if day.dishes)


def _sold(day: Day, book: Book) -> dict[Dish | Sundry, Decimal]:
    """Portions of each food on the day's lunch trays."""
    known: dict[str, Dish | Sundry] = {**book.others, **{dish.code: dish for dish in book.dishes}}
    sold = book.sold.get(day.on, {})
    return {known[code]: count for code, count in sold.items()}


def _together(
    days: Iterable[Mapping[Dish | Sundry, Decimal]],
) -> dict[Dish | Sundry, Decimal]:
    whole: dict[Dish | Sundry, Decimal] = defaultdict(Decimal)
    for day in days:
        for dish, count in day.items():
            whole[dish] += count
    return dict(whole)
