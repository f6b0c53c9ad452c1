"""One lunch against its reference range, and the sum of a tray.

The default range is that of an adult in `nutrition.lunch_targets`: 35–40 % of a day of 2,000 kcal
and 60 g protein, fat 20–30 % and carbohydrate 50–65 % of that energy, salt up to 2.0 g
(GB 28050-2025, WS/T 554, DB4403/T 578-2025). A canteen may set another group or its own figures.
It is a reference, not advice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from canteen.i18n import N_, _
from nutrition import nutrients as n
from nutrition.amounts import NOTHING, Nutrients

NutrientTotals: TypeAlias = Nutrients
"""The sum of a tray; a nutrient that is partly unknown has only an `at_least`."""

GENERAL: Final = "adult"
"""The group of a diner nobody knows, unless the canteen says otherwise."""

JUDGED: Final = (n.ENERGY_KCAL, n.PROTEIN, n.FAT, n.CARBOHYDRATE, n.SALT)
"""The five bars, in their order on the screen."""


class Verdict(StrEnum):
    """Where an amount lies against its reference range."""

    LOW = "low"
    OK = "ok"
    ENOUGH = "enough"
    HIGH = "high"
    VERY_HIGH = "very_high"
    UNKNOWN = "unknown"

    @property
    def word(self) -> str:
        """The word on the screen, in the language in force."""
        return _(_WORDS[self.value])


_WORDS: Final = {
    "low": N_("偏少"),
    "ok": N_("适中"),
    "enough": N_("充足"),
    "high": N_("偏高"),
    "very_high": N_("很高"),
    "unknown": N_("部分未知"),
}


@dataclass(frozen=True, slots=True)
class Band:
    """A closed range; None where an edge does not exist."""

    lower: Decimal | None
    upper: Decimal | None


@dataclass(frozen=True, slots=True)
class LunchReference:
    """The reference range of one lunch; a settings table, in kcal and grams.

    `group` is the code of the diners it is for, one of `nutrition.lunch_targets`. Above
    `very_high_factor` times an upper edge an amount is very high. Raises `ValueError` when edges
    are negative or crossed.
    """

    group: str = GENERAL
    energy_kcal_low: Decimal = Decimal(700)
    energy_kcal_high: Decimal = Decimal(800)
    protein_g_low: Decimal = Decimal(21)
    fat_g_low: Decimal = Decimal(16)
    fat_g_high: Decimal = Decimal(27)
    carbohydrate_g_low: Decimal = Decimal(88)
    carbohydrate_g_high: Decimal = Decimal(130)
    salt_g_high: Decimal = Decimal("2.0")
    very_high_factor: Decimal = Decimal("1.3")

    def __post_init__(self) -> None:
        for field in fields(self):
            value: Decimal | str = getattr(self, field.name)
            if isinstance(value, Decimal) and not (value.is_finite() and value >= 0):
                raise ValueError(_("{name} 要 0 以上的数字").format(name=field.name))
        if self.very_high_factor < 1:
            raise ValueError(_("very_high_factor 不能小于 1"))
        for code in JUDGED:
            band = self.band(code)
            if band.lower is not None and band.upper is not None and band.lower > band.upper:
                raise ValueError(_("{name} 的下限高过上限").format(name=code))

    def band(self, nutrient: str) -> Band:
        """The range of one of `JUDGED`; raises `KeyError` for another nutrient."""
        match nutrient:
            case n.ENERGY_KCAL:
                return Band(self.energy_kcal_low, self.energy_kcal_high)
            case n.PROTEIN:
                return Band(self.protein_g_low, None)
            case n.FAT:
                return Band(self.fat_g_low, self.fat_g_high)
            case n.CARBOHYDRATE:
                return Band(self.carbohydrate_g_low, self.carbohydrate_g_high)
            case n.SALT:
                return Band(None, self.salt_g_high)
        raise KeyError(nutrient)


def judge(
    nutrient: str,
    value: Decimal | None,
    reference: LunchReference,
    *,
    at_least: Decimal | None = None,
) -> Verdict:
    """Where `value` lies; edges belong to the range.

    An unknown value (None) is UNKNOWN, except where its known part `at_least` settles the matter
    already: above the upper edge, or at a lower edge that has no upper one.
    """
    band = reference.band(nutrient)
    known = value if value is not None else at_least
    if known is not None and band.upper is not None and known > band.upper:
        very = known > band.upper * reference.very_high_factor
        return Verdict.VERY_HIGH if very else Verdict.HIGH
    if known is not None and band.upper is None and band.lower is not None and known >= band.lower:
        return Verdict.ENOUGH
    if value is None:
        return Verdict.UNKNOWN
    return Verdict.LOW if band.lower is not None and value < band.lower else Verdict.OK


def judge_all(totals: NutrientTotals, reference: LunchReference) -> dict[str, Verdict]:
    """The verdicts of the five bars, in their order."""
    return {
        code: judge(code, totals[code], reference, at_least=totals.at_least(code))
        for code in JUDGED
    }


def total(portions: Iterable[Nutrients]) -> NutrientTotals:
    """The sum of portions, exact; of none it is zero of everything, and whole."""
    parts = list(portions)
    if not parts:
        return Nutrients(dict.fromkeys(n.REPORTED, NOTHING))
    return Nutrients.sum(parts)
