"""One dish on the wall screen: its row, and the signs that stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from canteen.i18n import N_, _, language
from canteen.measures import UNKNOWN
from menus import Dish, MenuItem
from nutrition.nutrients import BY_CODE, CARBOHYDRATE, ENERGY_KCAL, FAT, PROTEIN, SALT
from pos.ui.board.props import Figure, Mark, Row
from pos.ui.figures import AT_LEAST, PARTLY, figure, partly_words
from pos.ui.inputs import drawn

FIGURES: Final = (ENERGY_KCAL, PROTEIN, FAT, CARBOHYDRATE, SALT)
"""The figures of a row, in their order."""
MARKS_ACROSS: Final = 3
"""So many marks fit beside the figures; the rest stand beside the name, half portions last."""
MARKS_ACROSS_LATIN: Final = 4
"""A Latin name needs its line for itself, so that the figures are smaller there."""

ALLERGENS: Final = {
    "gluten": ("麸", "G", N_("麸质")),
    "egg": ("蛋", "E", N_("蛋类")),
    "milk": ("奶", "M", N_("奶类")),
    "crustacean": ("虾", "C", N_("虾蟹")),
    "fish": ("鱼", "F", N_("鱼类")),
    "soy": ("豆", "S", N_("大豆")),
    "peanut": ("花", "P", N_("花生")),
    "nut": ("坚", "N", N_("坚果")),
}
"""Mark in Chinese and in English and name of each allergen, in the order of every row."""
HALF: Final = ("半", "½")
ASK: Final = "?"
"""The mark of a dish whose recipe nobody wrote down: what it contains is not known."""


def allergen_mark(code: str) -> Mark:
    """The mark of an allergen, in the language in force."""
    zh, en, _word = ALLERGENS[code]
    return _mark(zh, en)


def half_mark() -> Mark:
    """The mark of half portions, in the language in force."""
    return replace(_mark(*HALF), half=True)


def _mark(zh: str, en: str) -> Mark:
    return Mark(en if language() == "en" else zh)


def row_of(item: MenuItem) -> Row:
    """What is shown of `item`."""
    dish = item.dish
    row = Row(dish.name, dish.category.value, drawn(dish.drawing), "", (), ())
    if item.sold_out:
        return replace(row, sold_out=_("售罄"), gone=_("今天已经卖完"))
    marks, raised = _marks(dish)
    figures = tuple(_figure(dish, code) for code in FIGURES)
    return replace(row, price=str(item.price), figures=figures, marks=marks, raised=raised)


def _marks(dish: Dish) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """What it contains and whether half of it is sold: beside the figures, and beside the name."""
    contains = [allergen_mark(code) for code in ALLERGENS if code in dish.allergens]
    if not contains and not dish.per_portion.amounts:
        contains = [Mark(ASK)]
    half = [half_mark()] if dish.half_price is not None else []
    across = MARKS_ACROSS_LATIN if language() == "en" else MARKS_ACROSS
    if len(contains) + len(half) <= across:
        return (*contains, *half), ()
    return tuple(contains[:across]), (*contains[across:], *half)


def _figure(dish: Dish, code: str) -> Figure:
    text = figure(dish.per_portion.amount(code), BY_CODE[code].decimals)
    return Figure(text.removeprefix(AT_LEAST).strip(), partly=text.startswith(AT_LEAST))


def signs_in(rows: Sequence[Row]) -> list[str]:
    """What the signs in these rows mean."""
    figures = [each for row in rows for each in row.figures]
    words = []
    if any(each.partly for each in figures):
        words.append(_("≥ 是至少这么多"))
    if any(each.text == PARTLY for each in figures):
        words.append(partly_words())
    if any(Mark(ASK) in row.marks for row in rows):
        words.append(_("— 和 ? 是还不知道"))
    elif any(each.text == UNKNOWN for each in figures):
        words.append(_("— 是还不知道"))
    return words
