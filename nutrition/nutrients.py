"""The nutrients this house counts: stable codes, units and the decimals people see.

Codes are keys in files, rows and JSON and never change; names are translations, never keys.
Food tables hold the stored ones per 100 g of edible portion. Salt follows from sodium and is never
stored; energy in kJ is stored where a source gives it and follows from kcal otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from canteen.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Nutrient:
    """One nutrient; `decimals` are the places shown to people, `unit` is an SI symbol or kcal."""

    code: str
    unit: str
    decimals: int
    name_zh: str

    @property
    def name(self) -> str:
        """Its name in the language in force."""
        return _(self.name_zh)


ENERGY_KCAL: Final = "energy_kcal"
ENERGY_KJ: Final = "energy_kj"
PROTEIN: Final = "protein_g"
FAT: Final = "fat_g"
CARBOHYDRATE: Final = "carbohydrate_g"
SODIUM: Final = "sodium_mg"
SALT: Final = "salt_g"
FIBRE: Final = "fibre_g"
SUGARS: Final = "sugars_g"
SATURATED: Final = "saturated_fat_g"
WATER: Final = "water_g"
ASH: Final = "ash_g"
OTHER: Final = "other_g"

NUTRIENTS: Final = (
    Nutrient(ENERGY_KCAL, "kcal", 0, N_("能量")),
    Nutrient(ENERGY_KJ, "kJ", 0, N_("能量")),
    Nutrient(PROTEIN, "g", 1, N_("蛋白质")),
    Nutrient(FAT, "g", 1, N_("脂肪")),
    Nutrient(SATURATED, "g", 1, N_("饱和脂肪")),
    Nutrient(CARBOHYDRATE, "g", 1, N_("碳水化合物")),
    Nutrient(SUGARS, "g", 1, N_("糖")),
    Nutrient(FIBRE, "g", 1, N_("膳食纤维")),
    Nutrient(SODIUM, "mg", 0, N_("钠")),
    Nutrient(SALT, "g", 1, N_("盐")),
    Nutrient("potassium_mg", "mg", 0, N_("钾")),
    Nutrient("calcium_mg", "mg", 0, N_("钙")),
    Nutrient("iron_mg", "mg", 1, N_("铁")),
    Nutrient(WATER, "g", 1, N_("水分")),
    Nutrient(ASH, "g", 1, N_("灰分")),
    # Alcohol and organic acids: they close the mass balance of wine and vinegar.
    Nutrient(OTHER, "g", 1, N_("其他成分")),
)
BY_CODE: Final = {nutrient.code: nutrient for nutrient in NUTRIENTS}

STORED: Final = tuple(code for code in BY_CODE if code != SALT)
"""What a food row may hold."""

REPORTED: Final = tuple(code for code in BY_CODE if code not in (WATER, ASH, OTHER))
"""What a computed recipe tells. Water is left out: it is what cooking changes."""

CORE: Final = (ENERGY_KCAL, PROTEIN, FAT, CARBOHYDRATE)
"""What the grade of a recipe rests on."""

ALWAYS: Final = (ENERGY_KCAL, ENERGY_KJ, PROTEIN, FAT, CARBOHYDRATE, SODIUM, SALT)
"""Answered for every recipe, known or not; the others only where a food has a figure."""

DERIVED_FROM: Final = {ENERGY_KJ: ENERGY_KCAL, SALT: SODIUM}
