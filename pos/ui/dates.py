"""Dates as the screens write them."""

from __future__ import annotations

from datetime import date
from typing import Final

from canteen.i18n import N_, _

_WEEKDAYS: Final = (
    N_("星期一"),
    N_("星期二"),
    N_("星期三"),
    N_("星期四"),
    N_("星期五"),
    N_("星期六"),
    N_("星期日"),
)
# Not from strftime: Qt puts the machine's locale in force, which need not be ours.
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def day_words(day: date) -> str:
    """A day with its weekday, in the language in force."""
    return _("{month}月{day}日 {weekday}").format(
        month=day.month,
        day=day.day,
        weekday=_(_WEEKDAYS[day.weekday()]),
        month_name=_MONTHS[day.month - 1],
    )
