"""The figures of a run of days, reckoned once for all tables and charts of the analysis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from menus.dishes import Category
from nutrition import LunchReference, Nutrients, Verdict
from nutrition.amounts import Amount
from pos.reports.aims import Aim, aims
from pos.reports.book import Book, Day
from pos.reports.food_groups import Part, tray_parts
from pos.reports.sold_trays import SoldTrays, sold_shares, sold_trays
from pos.reports.trays import Shares, TrayKind, halved, held, mean, shares

AMISS: Final = frozenset({Verdict.LOW, Verdict.HIGH})


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day with a menu: what its average tray holds, and of which foods."""

    day: Day
    shares: Shares
    tray: Nutrients
    parts: tuple[Part, ...]

    def outside(self, wanted: tuple[Aim, ...]) -> tuple[Aim, ...]:
        """The aims that the tray misses by more than is accepted."""
        return tuple(aim for aim in wanted if aim.verdict(self.tray.amount(aim.nutrient)) in AMISS)


@dataclass(frozen=True)
class Analysis:
    """A book as it is judged; `days` are those with a menu, `tray` is their average.

    The days are weighed by what was `sold`; where it is None, by the tray `kind`, which somebody
    asked for or, not `asked`, which had to be assumed.
    """

    book: Book
    kind: TrayKind
    asked: bool
    sold: SoldTrays | None
    reference: LunchReference
    group: str
    aims: tuple[Aim, ...]
    days: tuple[DayFigures, ...]
    tray: Nutrients

    @property
    def parts(self) -> tuple[Part, ...]:
        """The foods of every day's tray; their sums are of all days together."""
        return tuple(part for each in self.days for part in each.parts)

    @property
    def portions(self) -> Mapping[Category, Decimal]:
        """Portions of each category on the average tray."""
        return self.kind.portions if self.sold is None else self.sold.portions

    @cached_property
    def half_tray(self) -> Nutrients:
        """What the average tray would hold with half portions of its dishes."""
        return mean(held(halved(each.shares)) for each in self.days)

    def aim(self, nutrient: str) -> Aim:
        """What a lunch should hold of a nutrient that stands in the first table."""
        return next(aim for aim in self.aims if aim.nutrient == nutrient)

    def per_day(self, amount: Amount) -> Amount:
        """An average day's part of a sum over all days."""
        return amount.ratio(Decimal(1), Decimal(len(self.days) or 1))


def analyse(book: Book, asked: TrayKind | None, reference: LunchReference, group: str) -> Analysis:
    """Reckon `book` by the tray `asked` for; `group` names whom the reference is for.

    Where none is asked for, the days are weighed by what was sold; where too little was, by whole
    portions.
    """
    kind = asked or TrayKind.FULL
    sold = sold_trays(book) if asked is None else None
    days = tuple(
        _figures(day, sold_shares(day, sold, book) if sold else shares(day, kind.portions), book)
        for day in book.days
        if day.dishes
    )
    return Analysis(
        book=book,
        kind=kind,
        asked=asked is not None,
        sold=sold,
        reference=reference,
        group=group,
        aims=aims(reference),
        days=days,
        tray=mean(each.tray for each in days),
    )


def _figures(day: Day, tray: Shares, book: Book) -> DayFigures:
    return DayFigures(day, tray, held(tray), tray_parts(tray, book))
