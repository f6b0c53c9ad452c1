"""Words and figures that several reports share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from canteen.i18n import N_, _, language
from canteen.measures import UNKNOWN, show
from nutrition import Food
from nutrition.amounts import Amount
from nutrition.nutrients import BY_CODE
from receipts.report_documents import Cell, Column, Table

ALLERGENS: Final = {
    "gluten": N_("麸质"),
    "crustacean": N_("虾蟹"),
    "fish": N_("鱼"),
    "egg": N_("蛋"),
    "peanut": N_("花生"),
    "soy": N_("大豆"),
    "milk": N_("奶"),
    "nut": N_("坚果"),
}
WEEKDAYS: Final = (N_("一"), N_("二"), N_("三"), N_("四"), N_("五"), N_("六"), N_("日"))
UNITS: Final = {"kcal": N_("千卡"), "g": N_("克"), "mg": N_("毫克")}
DAYS_ACROSS: Final = 15
LIST: Final = N_("、")


def joined(words: Iterable[str]) -> str:
    """Words as a list in the language in force."""
    return _(LIST).join(words)


def dishes_named(words: Iterable[str]) -> str:
    """Names of dishes or foods as a list; where names have commas of their own, by semicolons."""
    every = list(words)
    return _("；").join(every) if any("," in word for word in every) else joined(every)


def food_name(food: Food) -> str:
    """The name of a food in the language in force."""
    return food.name_en if language() == "en" else food.name_zh


def allergens(codes: Iterable[str], *, known: bool) -> str:
    """Names of allergens; of none, that none is listed, or a dash where no recipe is `known`.

    Nothing is ever said to be free of one: a trace, or what a food table leaves out, may be there.
    """
    none = _("没有列出") if known else UNKNOWN
    return joined(_(ALLERGENS[code]) for code in codes) or none


def unit(nutrient: str) -> str:
    """The unit of a nutrient as people read it."""
    return _(UNITS[BY_CODE[nutrient].unit])


def weekday(on: date) -> str:
    """The weekday of a date, as short as it can be."""
    return _(WEEKDAYS[on.weekday()])


def short_day(on: date) -> str:
    """A date under a chart: the day of the month and the weekday."""
    return _("{day}{weekday}").format(day=on.day, weekday=weekday(on))


def daily(days: Iterable[tuple[date, str]]) -> tuple[Table, ...]:
    """A text under each day, side by side, fifteen days at most in a table."""
    kept = list(days)
    tables = []
    for start in range(0, len(kept), DAYS_ACROSS):
        strip = kept[start : start + DAYS_ACROSS]
        heads = [short_day(on) for on, _text in strip] + [""] * (DAYS_ACROSS - len(strip))
        row = [Cell(text, bold=True) for _on, text in strip]
        row += [Cell()] * (DAYS_ACROSS - len(strip))
        columns = tuple(Column(head, 10, "centre") for head in heads)
        tables.append(Table(columns, (tuple(row),), 8.4, grid=True))
    return tuple(tables)


def figure(amount: Amount, places: int) -> str:
    """An amount as people see it: `≥` where only a part is known, a dash for nothing."""
    if amount.complete:
        return show(amount.known, places)
    return f"≥ {show(amount.known, places)}" if amount.known else UNKNOWN


def nutrient_figure(amount: Amount, nutrient: str) -> str:
    """The same with the places of that nutrient."""
    return figure(amount, BY_CODE[nutrient].decimals)


def per_cent(amount: Amount, reference: Decimal) -> str:
    """A share of a reference in whole per cent."""
    return f"{shown}%" if (shown := figure(share(amount, reference), 0)) != UNKNOWN else UNKNOWN


def share(amount: Amount, reference: Decimal) -> Amount:
    """Per cent of a reference, unrounded."""
    return amount.ratio(Decimal(100), reference)


def span(low: Decimal, high: Decimal, places: int = 0) -> str:
    """A range as text."""
    return f"{show(low, places)}–{show(high, places)}"


def percent(part: Decimal) -> str:
    """A part of 1 in whole per cent, without the sign."""
    return f"{part * 100:.0f}"
