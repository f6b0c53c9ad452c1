"""A food: what 100 g of its edible portion hold, where each figure comes from, how it is bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from canteen.measures import KJ_PER_KCAL, salt_g_from_sodium_mg
from canteen.money import Money
from nutrition import nutrients as n

ALLERGENS: Final = ("gluten", "crustacean", "fish", "egg", "peanut", "soy", "milk", "nut")
"""The eight classes of GB 7718-2025."""

GROUPS: Final = (
    "meat",
    "poultry",
    "fish",
    "egg",
    "milk",
    "soy",
    "vegetable",
    "mushroom",
    "tuber",
    "fruit",
    "grain",
    "nut",
    "oil",
    "seasoning",
    "sugar",
    "drink",
)

PAGODA: Final = (
    "cereal",
    "whole-grain",
    "tuber",
    "vegetable",
    "fruit",
    "meat",
    "fish",
    "egg",
    "dairy",
    "soy",
    "nut",
    "oil",
    "salt",
    "sugar",
    "none",
)
"""Groups of the Chinese food pagoda of 2022, by raw edible grams; mixed beans are whole grain."""

WHOLE_PCT: Final = 100


class Status(StrEnum):
    """How a figure was come by."""

    MEASURED = "measured"
    CALCULATED = "calculated"
    LABEL = "label"
    TRACE = "trace"
    ESTIMATED = "estimated"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FoodValue:
    """One figure per 100 g edible portion; None exactly when the status is missing."""

    value: Decimal | None
    status: Status
    source: str

    def __post_init__(self) -> None:
        if (self.value is None) != (self.status is Status.MISSING):
            raise ValueError("a figure is None exactly when it is missing")


@dataclass(frozen=True, slots=True)
class Food:
    """One food; `edible_pct` is the share of the bought weight that is eaten, None if unknown.

    `allergens` holds codes of `ALLERGENS`; `carb_basis` is `total` (fibre included) or `available`.
    `pagoda` is one of `PAGODA`; `dark_vegetable` is None for what is no vegetable. `density` is in
    g/ml, `pieces` the bought grams of a piece, spoon or pack by its word, `price_kg` what a bought
    kilogram costs; where nobody said so they are None or empty.
    """

    code: str
    name_zh: str
    name_en: str
    group: str
    edible_pct: Decimal | None
    edible_source: str
    allergens: tuple[str, ...]
    carb_basis: str
    values: Mapping[str, FoodValue]
    aliases: tuple[str, ...] = ()
    pagoda: str = "none"
    dark_vegetable: bool | None = None
    density: Decimal | None = None
    pieces: Mapping[str, Decimal] = field(default_factory=dict)
    price_kg: Money | None = None

    def per_100g(self, nutrient: str) -> Decimal | None:
        """The figure by nutrient code; salt from sodium, kJ and kcal from each other at 4.184."""
        stored = self.values.get(nutrient)
        if stored is not None and stored.value is not None:
            return stored.value
        if nutrient == n.SALT:
            sodium = self.per_100g(n.SODIUM)
            return None if sodium is None else salt_g_from_sodium_mg(sodium)
        return self._energy_in(nutrient)

    def _energy_in(self, nutrient: str) -> Decimal | None:
        other = {n.ENERGY_KJ: n.ENERGY_KCAL, n.ENERGY_KCAL: n.ENERGY_KJ}.get(nutrient)
        stored = self.values.get(other) if other else None
        if stored is None or stored.value is None:
            return None
        if nutrient == n.ENERGY_KJ:
            return stored.value * KJ_PER_KCAL
        return stored.value / KJ_PER_KCAL


def read_pieces(text: str) -> dict[str, Decimal]:
    """`个=55;勺=10`: bought grams by the word of the piece; raises `ValueError`."""
    pieces: dict[str, Decimal] = {}
    for part in filter(None, text.split(";")):
        word, equals, number = part.partition("=")
        grams = Decimal(number.strip()) if number.strip().replace(".", "", 1).isdigit() else None
        if not equals or not word.strip() or not grams:
            raise ValueError(text)
        pieces[word.strip()] = grams
    return pieces


def write_pieces(pieces: Mapping[str, Decimal]) -> str:
    """The inverse of `read_pieces`."""
    return ";".join(f"{word}={grams}" for word, grams in pieces.items())
