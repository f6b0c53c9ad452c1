"""What can be said of a dish beside its figures: traffic lights and the claims it may carry.

Fat and salt have lights after the UK's front-of-pack scheme (Food Standards Agency, limits per
100 g and per portion); saturates and sugars have them where they are known. Claims are the terms of
GB 28050-2025, per 100 g of solid food. Nothing here is advice, and nothing is said of what is not
wholly known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from canteen.i18n import N_, _
from nutrition import nutrients as n
from nutrition.amounts import Nutrients

BIG_PORTION_G: Final = Decimal(100)
"""Above this weight of a portion the limits per portion count too."""


class Light(StrEnum):
    """How much there is of something; the word always stands beside the colour."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def word(self) -> str:
        """The word on the card, in the language in force."""
        return _(_LIGHT_WORDS[self.value])


_LIGHT_WORDS: Final = {"low": N_("低"), "medium": N_("中"), "high": N_("高")}


@dataclass(frozen=True, slots=True)
class LightRule:
    """Grams in 100 g up to which it is low, above which it is high; and in one portion."""

    low: Decimal
    high: Decimal
    portion_high: Decimal


LIGHTS: Final[Mapping[str, LightRule]] = {
    n.FAT: LightRule(Decimal("3.0"), Decimal("17.5"), Decimal(21)),
    n.SATURATED: LightRule(Decimal("1.5"), Decimal("5.0"), Decimal("6.0")),
    n.SUGARS: LightRule(Decimal("5.0"), Decimal("22.5"), Decimal(27)),
    n.SALT: LightRule(Decimal("0.3"), Decimal("1.5"), Decimal("1.8")),
}


def light(nutrient: str, per_100g: Decimal, portion_g: Decimal | None = None) -> Light:
    """The light of one of `LIGHTS`; raises `KeyError` for another nutrient."""
    rule = LIGHTS[nutrient]
    if per_100g > rule.high:
        return Light.HIGH
    big = portion_g if portion_g is not None and portion_g > BIG_PORTION_G else Decimal(0)
    if per_100g * big / 100 > rule.portion_high:
        return Light.HIGH
    return Light.LOW if per_100g <= rule.low else Light.MEDIUM


def lights(per_100g: Nutrients, portion_g: Decimal | None = None) -> dict[str, Light]:
    """The lights of what is wholly known."""
    return {
        code: light(code, value, portion_g)
        for code in LIGHTS
        if (value := per_100g[code]) is not None
    }


@dataclass(frozen=True, slots=True)
class Claim:
    """A term that a dish may carry; `limit` of 100 g in the nutrient's unit, at most or least."""

    code: str
    nutrient: str
    limit: Decimal
    at_most: bool
    word: str

    def holds(self, per_100g: Nutrients) -> bool:
        """Whether what is wholly known allows the term."""
        value = per_100g[self.nutrient]
        if value is None:
            return False
        return value <= self.limit if self.at_most else value >= self.limit

    @property
    def text(self) -> str:
        """The term, in the language in force."""
        return _(self.word)


CLAIMS: Final = (
    Claim("low-energy", n.ENERGY_KJ, Decimal(170), True, N_("低能量")),
    Claim("low-fat", n.FAT, Decimal(3), True, N_("低脂肪")),
    Claim("low-saturated-fat", n.SATURATED, Decimal("1.5"), True, N_("低饱和脂肪")),
    Claim("low-sugar", n.SUGARS, Decimal(5), True, N_("低糖")),
    Claim("very-low-sodium", n.SODIUM, Decimal(40), True, N_("极低钠")),
    Claim("low-sodium", n.SODIUM, Decimal(120), True, N_("低钠")),
    Claim("high-protein", n.PROTEIN, Decimal(12), False, N_("高蛋白")),
    Claim("protein-source", n.PROTEIN, Decimal(6), False, N_("含蛋白质")),
    Claim("high-fibre", n.FIBRE, Decimal(6), False, N_("高膳食纤维")),
    Claim("fibre-source", n.FIBRE, Decimal(3), False, N_("含膳食纤维")),
)
"""The stronger of two terms on one nutrient stands first; protein by 20 and 10 % of 60 g a day."""


def claims(per_100g: Nutrients) -> tuple[Claim, ...]:
    """The terms that hold, the strongest for each nutrient."""
    found: dict[str, Claim] = {}
    for claim in CLAIMS:
        if claim.nutrient not in found and claim.holds(per_100g):
            found[claim.nutrient] = claim
    return tuple(found.values())
