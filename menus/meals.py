"""Meals and business dates, in Shanghai time.

A business day runs from the cut-off (04:00) to the next, so a sale after midnight belongs to the
evening before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from itertools import pairwise
from typing import Final

from canteen.i18n import N_, _

# Asia/Shanghai has kept +08:00 since 1991; a fixed offset needs no zone database on the till.
SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
MINUTES_A_DAY: Final = 24 * 60


class Meal(StrEnum):
    """The meals of a day, in their order."""

    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"

    @property
    def word(self) -> str:
        """Its name, in the language in force."""
        return _(_MEAL_WORDS[self.value])


_MEAL_WORDS: Final = {"breakfast": N_("早餐"), "lunch": N_("午餐"), "dinner": N_("晚餐")}


@dataclass(frozen=True, slots=True)
class MealHours:
    """When meals are served and when the business day begins; a settings table, Shanghai time.

    Raises `ValueError` unless the meals follow one another within one business day.
    """

    cut_off: time = time(4, 0)
    breakfast_from: time = time(6, 30)
    breakfast_to: time = time(9, 0)
    lunch_from: time = time(10, 45)
    lunch_to: time = time(13, 0)
    dinner_from: time = time(16, 30)
    dinner_to: time = time(18, 30)

    def __post_init__(self) -> None:
        edges = [edge for meal in Meal for edge in self.span(meal)]
        if any(later <= earlier for earlier, later in pairwise(edges)):
            raise ValueError(
                _("三餐的时间要依次排开，不能重叠，也不能跨过 {cut_off}").format(
                    cut_off=self.cut_off.isoformat("minutes")
                )
            )

    def of(self, meal: Meal) -> tuple[time, time]:
        """The hours of one meal, Shanghai time."""
        return {
            Meal.BREAKFAST: (self.breakfast_from, self.breakfast_to),
            Meal.LUNCH: (self.lunch_from, self.lunch_to),
            Meal.DINNER: (self.dinner_from, self.dinner_to),
        }[meal]

    def span(self, meal: Meal) -> tuple[float, float]:
        """The hours of one meal in minutes since the cut-off."""
        begin, end = self.of(meal)
        return self.minutes(begin), self.minutes(end)

    def minutes(self, at: time) -> float:
        """Minutes of the business day that have passed at `at` (0 to 1440)."""
        return (_minutes(at) - _minutes(self.cut_off)) % MINUTES_A_DAY


def _minutes(at: time) -> float:
    return at.hour * 60 + at.minute + at.second / 60 + at.microsecond / 60e6


DEFAULT_HOURS: Final = MealHours()


def business_date(now: datetime, hours: MealHours = DEFAULT_HOURS) -> date:
    """The business date of an aware instant."""
    local = now.astimezone(SHANGHAI)
    before_cut_off = local.time() < hours.cut_off
    return local.date() - timedelta(days=1) if before_cut_off else local.date()


def business_day(day: date, hours: MealHours = DEFAULT_HOURS) -> tuple[datetime, datetime]:
    """The instants (UTC) at which a business date begins and at which the next one does."""
    begin = datetime.combine(day, hours.cut_off, SHANGHAI).astimezone(UTC)
    return begin, begin + timedelta(days=1)


def meal_at(now: datetime, hours: MealHours = DEFAULT_HOURS) -> Meal:
    """The meal of an aware instant; outside the hours the nearest one of its business day.

    Half way between two meals it is the coming one.
    """
    at = hours.minutes(now.astimezone(SHANGHAI).time())
    return min(reversed(Meal), key=lambda meal: _distance(at, *hours.span(meal)))


def _distance(at: float, begin: float, end: float) -> float:
    return max(begin - at, at - end, 0.0)
