"""Kitchen measures in grams, or a reason why not. Nothing is guessed.

A millilitre needs the food's density, a piece or spoon its own weight; without it the quantity is
unknown and says so. `少许` has no weight at all, and is still what the cook does.
"""

from __future__ import annotations

import re
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

NUMERALS: Final[Mapping[str, Decimal]] = {"半": Decimal("0.5"), "两": Decimal(2)} | {
    sign: Decimal(value) for value, sign in enumerate("一二三四五六七八九十", 1)
}
"""Numbers as a cook writes them before a measure; `两个` are two, `三两` are a weight."""

ENGLISH: Final = frozenset(
    (
        "pinch",
        "dash",
        "drop",
        "drizzle",
        "handful",
        "sprinkle",
        "spoon",
        "tablespoon",
        "tbsp",
        "teaspoon",
        "tsp",
        "cup",
        "bowl",
        "piece",
        "slice",
        "clove",
        "bunch",
        "leaf",
        "leaves",
        "stick",
        "some",
        "a little",
        "to taste",
    )
)
"""English measures without a weight of their own. Other Latin letters are a slip of the finger."""
LONGEST: Final = 32
"""Signs in a measure; a longer text is a note that went into the wrong field."""

_NUMBERED: Final = re.compile(r"(?P<number>\d{1,9}(?:\.\d{1,20})?)\s*(?P<unit>\D*)")
_IN_WORDS: Final = re.compile(rf"(?P<number>[{''.join(NUMERALS)}])\s*(?P<unit>\D+)")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]+")


def read_amount(food: Food, text: str) -> Decimal | Reason | None:
    """The bought grams of an amount as somebody wrote it, or why its measure has no weight.

    "120" is grams, "1.5 kg" and "半斤" are weights, "2 个" and "100 ml" are what the food knows of
    them, "少许" has no weight. None for a text that is no amount.
    """
    written = text.strip()
    if not written or len(written) > LONGEST:
        return None
    found = _NUMBERED.fullmatch(written) or _IN_WORDS.fullmatch(written)
    if found is None:
        return Reason.NO_PIECE_WEIGHT if _is_measure(written) else None
    number, unit = found["number"], found["unit"].strip()
    quantity = NUMERALS[number] if number in NUMERALS else Decimal(number)
    if not unit:
        return quantity
    weight = grams(food, quantity, unit)
    if weight is Reason.NO_PIECE_WEIGHT and not _is_measure(unit):
        return None
    return weight


def _is_measure(word: str) -> bool:
    plain = word.strip().lower().removeprefix("a ").removesuffix(" of")
    return bool(_CHINESE.fullmatch(plain)) or plain in ENGLISH or plain.removesuffix("s") in ENGLISH


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
