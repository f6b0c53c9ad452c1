"""What a recipe gives: figures with their completeness, a grade, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from canteen.i18n import N_, _
from nutrition.amounts import Nutrients


class Grade(StrEnum):
    """How far the figures of a recipe can be trusted, judged on energy and the macronutrients."""

    A = "A"
    """Complete, and the cooked weight was weighed."""
    B = "B"
    """At least 95 % of the mass known; the yield may be estimated."""
    C = "C"
    """At least 90 % of the mass known, or of what was weighed where a line has no weight."""
    NONE = "none"
    """Less: show no figure."""


class Reason(StrEnum):
    """Why a figure is missing."""

    NO_VALUE = "no-value"
    EDIBLE_UNKNOWN = "edible-share-unknown"
    NO_SALTED_LINE = "no-salted-line"
    NO_DENSITY = "no-density"
    NO_PIECE_WEIGHT = "no-piece-weight"

    def sentence(self) -> str:
        """The reason for a person, in the language in force."""
        return _(_REASONS[self.value])


_REASONS: Final = {
    "no-value": N_("食材没有这一项的数值"),
    "edible-share-unknown": N_("不知道食材的可食部分是多少"),
    "no-salted-line": N_("配方里没有写盐、酱油或别的咸味料"),
    "no-density": N_("食材没有写密度，毫升换不成克"),
    "no-piece-weight": N_("食材没有写这个单位有多重，换不成克"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """One figure that is not known; `line` counts from 0, None for the recipe as a whole."""

    nutrient: str
    line: int | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Result:
    """What a recipe gives. `per_100g` and `per_portion` carry whole and partly known amounts.

    `known_share` is the share (0–1) of the eaten mass whose figure is known, by nutrient; a line
    without a weight is none of that mass, and is named in `missing`.
    `per_portion` and `portion_g` are None where the portions are not known.
    """

    per_100g: Nutrients
    per_portion: Nutrients | None
    portion_g: Decimal | None
    cooked_total_g: Decimal | None
    known_share: Mapping[str, Decimal]
    grade: Grade
    missing: tuple[Missing, ...]
    allergens: tuple[str, ...]

    def snapshot(self) -> dict[str, Any]:
        """Plain values for a stored record; exact."""
        return {
            "per_100g": self.per_100g.snapshot(),
            "per_portion": None if self.per_portion is None else self.per_portion.snapshot(),
            "portion_g": None if self.portion_g is None else str(self.portion_g),
            "cooked_total_g": None if self.cooked_total_g is None else str(self.cooked_total_g),
            "known_share": {code: str(share) for code, share in self.known_share.items()},
            "grade": self.grade.value,
            "missing": [[each.nutrient, each.line, each.reason.value] for each in self.missing],
            "allergens": list(self.allergens),
        }

    @classmethod
    def from_snapshot(cls, record: Mapping[str, Any]) -> Result:
        """The inverse of `snapshot`."""
        portion, grams, cooked = (
            record[key] for key in ("per_portion", "portion_g", "cooked_total_g")
        )
        shares = {code: Decimal(share) for code, share in record["known_share"].items()}
        return cls(
            per_100g=Nutrients.from_snapshot(record["per_100g"]).with_shares(shares),
            per_portion=(
                None if portion is None else Nutrients.from_snapshot(portion).with_shares(shares)
            ),
            portion_g=None if grams is None else Decimal(grams),
            cooked_total_g=None if cooked is None else Decimal(cooked),
            known_share=shares,
            grade=Grade(record["grade"]),
            missing=tuple(
                Missing(nutrient, line, Reason(reason))
                for nutrient, line, reason in record["missing"]
            ),
            allergens=tuple(record["allergens"]),
        )

    @property
    def at_least(self) -> dict[str, Decimal]:
        """The known part per 100 g of every nutrient that is not wholly known."""
        codes = [code for code in self.per_100g if not self.per_100g.complete(code)]
        return {code: self.per_100g.at_least(code) for code in codes}
