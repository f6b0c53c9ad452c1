"""Nutrition labels in the form of GB 28050, of 2011 and of 2025: rows, rounding, NRV per cent.

Both standards are for prepackaged food and a canteen uses their form of its own will. Values round
half to even (GB/T 8170) at each row's step; at or below a row's limit a label says 0, judged by the
unrounded value of 100 g for every column. The energy of a computed recipe is that of the label's
own figures, 17 kJ a gram of protein and carbohydrate, 37 of fat, 8 of fibre, so that the label adds
up; carbohydrate excludes fibre where fibre is declared (GB 28050-2025, 2.3). Steps, limits and
reference values stand in `data/label_rows.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

from canteen.measures import KJ_PER_KCAL
from nutrition import nutrients as n
from nutrition.results import Result
from nutrition.sheets import read_sheet

COLUMNS: Final = (
    "nutrient",
    "key",
    "name_zh",
    "unit",
    "step",
    "zero_2025",
    "zero_2011",
    "nrv_2025",
    "nrv_2011",
)
KJ_PER_G: Final = {
    n.PROTEIN: Decimal(17),
    n.FAT: Decimal(37),
    n.CARBOHYDRATE: Decimal(17),
    n.FIBRE: Decimal(8),
}
HUNDRED: Final = Decimal(100)


class Standard(StrEnum):
    """Which edition a label follows; that of 2025 is in force from 2027-03-16."""

    GB2011 = "gb28050-2011"
    GB2025 = "gb28050-2025"


@dataclass(frozen=True, slots=True)
class RowRule:
    """How one nutrient is printed: its step, the limit of 0, its reference value if it has one."""

    nutrient: str
    key: str
    name_zh: str
    unit: str
    step: Decimal
    zero: Decimal
    nrv: Decimal | None


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One printed row; `value` is that of 100 g as printed, `portion` that of one portion.

    `nrv_pct` is the whole per cent of the reference value that the printed 100 g make, None where
    the standard has none.
    """

    rule: RowRule
    value: Decimal
    portion: Decimal | None
    nrv_pct: int | None

    @property
    def text(self) -> str:
        """Figure and unit, as printed."""
        return f"{self.value} {self.rule.unit}"


@cache
def row_rules(standard: Standard) -> tuple[RowRule, ...]:
    """The rows of `standard` in the order of a label."""
    text = resources.files("nutrition").joinpath("data", "label_rows.csv").read_text("utf-8")
    year = standard.value[-4:]
    return tuple(
        RowRule(
            nutrient=row.text("nutrient"),
            key=row.text("key"),
            name_zh=row.text("name_zh"),
            unit=row.text("unit"),
            step=row.number("step") or Decimal(1),
            zero=row.number(f"zero_{year}") or Decimal(0),
            nrv=row.number(f"nrv_{year}"),
        )
        for row in read_sheet(text, "nutrition/data/label_rows.csv", COLUMNS)
    )


def label(
    per_100g: Mapping[str, Decimal],
    standard: Standard,
    portion_g: Decimal | None = None,
) -> tuple[LabelRow, ...]:
    """Rows of what is known of 100 g, by nutrient code; energy from kJ, else from kcal.

    What is not given has no row. With `portion_g` each row has the figure of a portion too.
    """
    given = dict(per_100g)
    if n.ENERGY_KJ not in given and n.ENERGY_KCAL in given:
        given[n.ENERGY_KJ] = given[n.ENERGY_KCAL] * KJ_PER_KCAL
    return tuple(
        _row(rule, given[rule.key], portion_g) for rule in row_rules(standard) if rule.key in given
    )


def label_of(result: Result, standard: Standard) -> tuple[LabelRow, ...]:
    """The label of a computed recipe; a nutrient that is not wholly known has no row."""
    return label(declared(result, standard), standard, result.portion_g)


def declared(result: Result, standard: Standard) -> dict[str, Decimal]:
    """What a label of `result` declares of 100 g, unrounded but for energy."""
    values = {
        code: value for code in result.per_100g if (value := result.per_100g[code]) is not None
    }
    values.pop(n.ENERGY_KCAL, None)
    values.pop(n.ENERGY_KJ, None)
    if n.CARBOHYDRATE in values and n.FIBRE in values:
        values[n.CARBOHYDRATE] = max(Decimal(0), values[n.CARBOHYDRATE] - values[n.FIBRE])
    printed = {row.rule.key: row.value for row in label(values, standard)}
    if all(code in printed for code in (n.PROTEIN, n.FAT, n.CARBOHYDRATE)):
        values[n.ENERGY_KJ] = sum(
            (printed[code] * factor for code, factor in KJ_PER_G.items() if code in printed),
            Decimal(0),
        )
    return values


def _row(rule: RowRule, value: Decimal, portion_g: Decimal | None) -> LabelRow:
    nothing = value <= rule.zero
    printed = _rounded(Decimal(0) if nothing else value, rule.step)
    portion = None
    if portion_g is not None:
        portion = _rounded(Decimal(0) if nothing else value * portion_g / HUNDRED, rule.step)
    return LabelRow(rule, printed, portion, _per_cent(rule, printed))


def _per_cent(rule: RowRule, printed: Decimal) -> int | None:
    if rule.nrv is None:
        return None
    return int((printed / rule.nrv * HUNDRED).quantize(Decimal(1), ROUND_HALF_EVEN))


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, ROUND_HALF_EVEN)
