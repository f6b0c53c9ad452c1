"""A nutrient as people read it: whole, at least so much, partly unknown, or not known at all."""

from __future__ import annotations

from typing import Final

from canteen.i18n import _
from canteen.measures import show
from nutrition import Amount
from nutrition.nutrients import BY_CODE, CARBOHYDRATE, ENERGY_KCAL, FAT, PROTEIN, SALT
from nutrition.recipes import LEAST_SHARE
from pos.tray import Item

AT_LEAST: Final = "≥"
PARTLY: Final = "◐"
"""Stands for an amount of which too little is known to tell it: half a disc is full."""

COLUMNS: Final = {
    "kcal": ENERGY_KCAL,
    "protein": PROTEIN,
    "fat": FAT,
    "carbohydrate": CARBOHYDRATE,
    "salt": SALT,
}
"""The nutrient of each figure of a plate."""


def figure(amount: Amount, places: int) -> str:
    """`amount` with `places` decimals, in the unit of its nutrient.

    One that is not whole is at least its known part where nine tenths of the mass are known, and
    else partly unknown, for its known part says too little. Of what nobody knows it is a dash,
    never 0.
    """
    return PARTLY if _sign(amount) == PARTLY else known_part(amount, places)


def known_part(amount: Amount, places: int) -> str:
    """An amount as the dietitian reads it: what is known of it, however little, after its sign."""
    if not amount.complete and not amount.known:
        return show(None, places)
    return f"{_sign(amount)} {show(amount.known, places)}".strip()


def _sign(amount: Amount) -> str:
    """What stands for an unknown part; nothing where none is, or where nothing else is there."""
    if amount.complete or not amount.known:
        return ""
    return PARTLY if amount.share < LEAST_SHARE else AT_LEAST


def portion_figures(item: Item) -> dict[str, str]:
    """The figures of what is sold, by the names of `COLUMNS`; empty for what is no food."""
    return {
        name: figure(item.nutrients.amount(code), BY_CODE[code].decimals) if item.is_food else ""
        for name, code in COLUMNS.items()
    }


def partly_words() -> str:
    """What `PARTLY` means."""
    return _("{mark} 部分未知").format(mark=PARTLY)
