"""The figures of a run of days, reckoned once for all tables and charts of the analysis."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from nutrition import LunchReference, Nutrients, Verdict
from nutrition.amounts import Amount
from pos.reports.aims import Aim, aims
from pos.reports.book import Book, Day
from pos.reports.food_groups import Part, tray_parts
from pos.reports.trays import TrayKind, mean, served

AMISS: Final = frozenset({Verdict.LOW, Verdict.HIGH})


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day with a menu: what its average tray holds, and of which foods."""

    day: Day
    tray: Nutrients
    parts: tuple[Part, ...]

    def outside(self, wanted: tuple[Aim, ...]) -> tuple[Aim, ...]:
        """The aims that the tray misses by more than is accepted."""
        return tuple(aim for aim in wanted if aim.verdict(self.tray.amount(aim.nutrient)) in AMISS)


@dataclass(frozen=True, slots=True)
class Analysis:
    """A book as it is judged; `days` are those with a menu, `tray` is their average."""

    book: Book
    kind: TrayKind
    reference: LunchReference
    group: str
    aims: tuple[Aim, ...]
    days: tuple[DayFigures, ...]
    tray: Nutrients

    @property
    def parts(self) -> tuple[Part, ...]:
        """The foods of every day's tray; their sums are of all days together."""
        return tuple(part for each in self.days for part in each.parts)

    def per_day(self, amount: Amount) -> Amount:
        """An average day's part of a sum over all days."""
        return amount.ratio(Decimal(1), Decimal(len(self.days) or 1))


def analyse(book: Book, kind: TrayKind, reference: LunchReference, group: str) -> Analysis:
    """Reckon `book` for one kind of tray; `group` names whom the reference is for."""
    days = tuple(
        DayFigures(day, served(day, kind), tray_parts(day, kind, book))
        for day in book.days
        if day.dishes
    )
    return Analysis(
        book=book,
        kind=kind,
        reference=reference,
        group=group,
        aims=aims(reference),
        days=days,
        tray=mean(each.tray for each in days),
    )
