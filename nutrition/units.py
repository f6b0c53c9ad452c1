"""Kitchen measures in grams, or a reason why not. Nothing is guessed.

A millilitre needs the food's density, a piece or spoon its own weight; without it the quantity is
unknown and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from nutrition.foods import Food
from nutrition.results import Reason

GRAMS: Final[Mapping[str, Decimal]] = {
    "g": Decimal(1),
    "克": Decimal(1),
    "kg": Decimal(1000),
    "千克": Decimal(1000),
    "公斤": Decimal(1000),
    "斤": Decimal(500),
    "两": Decimal(50),
}
"""Weights; 斤 and 两 are those in use since 1959."""

MILLILITRES: Final[Mapping[str, Decimal]] = {
    "ml": Decimal(1),
    "毫升": Decimal(1),
    "l": Decimal(1000),
    "升": Decimal(1000),
}


def grams(food: Food, quantity: Decimal, unit: str) -> Decimal | Reason:
    """What `quantity` of `unit` weighs as bought, in grams, or why that is not known."""
    word = unit.strip().lower()
    if word in GRAMS:
        return quantity * GRAMS[word]
    if word in MILLILITRES:
        if food.density is None:
            return Reason.NO_DENSITY
        return quantity * MILLILITRES[word] * food.density
    each = food.pieces.get(unit.strip())
    return Reason.NO_PIECE_WEIGHT if each is None else quantity * each
