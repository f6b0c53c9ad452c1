"""Cells of a workbook: what a person may have put there, as texts and figures that can be stored.

What no database takes (a control sign, a number of thirty digits) is told with its row before
anything is written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from canteen.i18n import N_, _
from menus import field_rules as rules
from nutrition import Food, RecipeLine
from nutrition.sheets import NUMBER, SheetRow
from nutrition.units import read_amount

WHOLE: Final = ("price_fen", "half_price_fen", "prep_min", "popularity")
FIGURES: Final = ("portions", "cooked_total_g", "moisture", "edible_pct", "consumed_fraction")
MOST_DIGITS: Final = 9
"""Of a whole number; a price stays below 10,000,000 yuan."""
MOST_FLOAT: Final = 1e15
"""From here on a float is no figure of a dish, and is told as it stands."""
PARAGRAPHS: Final = ("yield_reason", "salt_note", "oil_note", "energy_note", "steps", "note")
"""Columns in which a text may have several lines."""
AMOUNT: Final = N_("克数，或 2 个、少许这样的量")


def text_of(cell: object) -> str:
    """What a cell says; a figure without an exponent, nothing for an empty one."""
    if isinstance(cell, float) and abs(cell) < MOST_FLOAT:
        return figure_text(Decimal(repr(cell)))
    return "" if cell is None else str(cell).strip()


def figure_text(value: Decimal) -> str:
    """A figure as somebody would type it."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def cell_of(value: object) -> object:
    """A value as it goes into a cell; a figure that a spreadsheet would round goes as text."""
    if not isinstance(value, Decimal):
        return None if value == "" else value
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else figure_text(value)


def check_cells(row: SheetRow) -> None:
    """Raise `BadCell` for the first cell of a row that nobody could store."""
    for column, text in row.cells.items():
        if any(_is_strange(sign, column) for sign in text):
            raise row.bad(column, _("看得见的字，写在一行里"))
        if column in WHOLE and text.isdigit() and len(text) > MOST_DIGITS:
            raise row.bad(column, _("整数，最多 {digits} 位").format(digits=MOST_DIGITS))
        if column in FIGURES and text and not rules.is_figure(text):
            raise row.bad(column, _(NUMBER))


def check_dish(row: SheetRow) -> None:
    """Raise `BadCell` for the first figure of a dish that the dietitian's desk would not take."""
    if rules.portions(row.optional("portions")) is None:
        allowed = _("{least} 以上的数字，不能空着").format(least=rules.LEAST_PORTIONS)
        raise row.bad("portions", allowed)
    cooked = row.optional("cooked_total_g")
    if cooked and rules.figure(cooked, 0) is None:
        raise row.bad("cooked_total_g", _("大于 0 的数字"))
    if rules.whole(row.optional("prep_min"), rules.MOST_MINUTES) is None:
        raise row.bad("prep_min", f"0–{rules.MOST_MINUTES}")


def _is_strange(sign: str, column: str) -> bool:
    if sign in "\n\t" and column in PARAGRAPHS:
        return False
    return unicodedata.category(sign) in {"Cc", "Cs"}


def moisture_of(row: SheetRow) -> Decimal | None:
    """The change of moisture in per cent, None where it is empty; raises `BadCell`."""
    text = row.optional("moisture")
    if not text:
        return None
    value = rules.figure(text, rules.LOWEST_MOISTURE)
    if value is None:
        raise row.bad("moisture", _("大于 −100 的数字"))
    return value


def recipe_line(row: SheetRow, foods: Mapping[str, Food]) -> RecipeLine:
    """One line, whose food is one of `foods`; a measure without a weight stays a measure.

    Raises `BadCell`.
    """
    written, food = row.text("grams"), row.text("food")
    amount = read_amount(foods[food], written)
    if amount is None:
        raise row.bad("grams", _(AMOUNT))
    edible, fraction = row.number("edible_pct"), row.number("consumed_fraction")
    if edible is not None and not 0 < edible <= rules.HUNDRED:
        raise row.bad("edible_pct", _("大于 0、不超过 100 的数字，或空着"))
    if fraction is not None and fraction > 1:
        raise row.bad("consumed_fraction", _("0 到 1 的数字"))
    weighed = isinstance(amount, Decimal)
    return RecipeLine(
        food=food,
        grams=amount if isinstance(amount, Decimal) else Decimal(0),
        edible_pct=edible,
        consumed_fraction=Decimal(1) if fraction is None else fraction,
        source=row.text("source"),
        note=row.optional("note"),
        unweighed=None if isinstance(amount, Decimal) else amount,
        measure="" if weighed else written,
    )
