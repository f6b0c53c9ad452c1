"""Figures of 100 g that somebody wrote down himself, held against what 100 g can hold.

What cannot be is refused; what only seems unlikely is said. The food table is held more strictly
(`nutrition.food_table`): a figure here may come from a label, which is rounded and has no water.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from canteen.i18n import _
from canteen.measures import KJ_PER_KCAL, SALT_PER_SODIUM, show
from nutrition import nutrients as n
from nutrition.food_table import ENERGY_SLACK_KCAL, ENERGY_TOLERANCE
from nutrition.foods import Food, FoodValue

Figures = Mapping[str, Decimal]
"""Known figures of 100 g by nutrient code, in the units of the codes."""

WHOLE_G: Final = Decimal(100)
OWN: Final = "\n"
"""Parts the name of a food from the line that brought its figures; no code holds it."""

MOST_G: Final = Decimal(105)
"""What the parts of 100 g may add up to: each is rounded, and protein is reckoned from nitrogen."""

MOST_KCAL: Final = Decimal(930)
"""Pure fat holds 884 to 902 kcal by the tables; nothing that is eaten holds more."""

PER_GRAM: Final = {"g": Decimal(1), "mg": Decimal(1_000), "ug": Decimal(1_000_000)}
"""By the unit at the end of a code."""

PARTS: Final = (n.PROTEIN, n.FAT, n.CARBOHYDRATE, n.WATER, n.ASH, n.OTHER)
KJ_BAND: Final = (Decimal(4), Decimal("4.25"))
"""kJ over kcal of one label: 8/2 of fibre to 17/4 of protein; 4.184 lies between."""

ROUNDED: Final = Decimal("0.5")
NAUGHT_KJ: Final = Decimal(17)
"""Up to here a label may say 0."""

SALT_ROUNDED_G: Final = Decimal("0.05")
SALT_SHARE: Final = Decimal("0.02")
"""Some reckon salt at 2.54 times the sodium, as chemistry has it."""


def trouble(figures: Figures) -> tuple[str, str] | None:
    """The code of a figure that cannot be and why, None where all can be of one food."""
    return next(_troubles(figures), None)


def _troubles(figures: Figures) -> Iterator[tuple[str, str]]:
    for code, value in figures.items():
        unit = code.rpartition("_")[2]
        if unit in PER_GRAM and value > WHOLE_G * PER_GRAM[unit]:
            yield code, _("每 100 克里不会有 {value} {unit}").format(value=value, unit=unit)
    total = sum((figures.get(code, Decimal(0)) for code in PARTS), Decimal(0))
    if total > MOST_G:
        yield (
            n.PROTEIN,
            _("蛋白质、脂肪、碳水化合物和水分等每 100 克加起来是 {total} 克").format(total=total),
        )
    yield from _energy_troubles(figures)
    yield from _salt_troubles(figures)


def _energy_troubles(figures: Figures) -> Iterator[tuple[str, str]]:
    kcal, kj = figures.get(n.ENERGY_KCAL), figures.get(n.ENERGY_KJ)
    for code, value, factor in ((n.ENERGY_KCAL, kcal, Decimal(1)), (n.ENERGY_KJ, kj, KJ_PER_KCAL)):
        if value is not None and value > MOST_KCAL * factor:
            yield (
                code,
                _("每 100 克里不会有 {value} {unit}").format(
                    value=value, unit=n.BY_CODE[code].unit
                ),
            )
    if kcal is None or kj is None:
        return
    low, high = (edge * kcal for edge in KJ_BAND)
    slack = ROUNDED * (1 + KJ_PER_KCAL) + (0 if kcal and kj else NAUGHT_KJ)
    if not low - slack <= kj <= high + slack:
        yield (
            n.ENERGY_KJ,
            _("{kj} 千焦和 {kcal} 千卡对不上，1 千卡是 4.184 千焦").format(kj=kj, kcal=kcal),
        )


def _salt_troubles(figures: Figures) -> Iterator[tuple[str, str]]:
    sodium, salt = figures.get(n.SODIUM), figures.get(n.SALT)
    if sodium is None or salt is None:
        return
    slack = sodium_mg(SALT_ROUNDED_G) + ROUNDED + SALT_SHARE * sodium
    if abs(sodium_mg(salt) - sodium) > slack:
        yield (
            n.SALT,
            _("{salt} 克盐和 {sodium} 毫克钠对不上，钠乘以 2.5 是盐").format(
                salt=salt, sodium=sodium
            ),
        )


def sodium_mg(salt_g: Decimal) -> Decimal:
    """Milligrams of sodium declared as `salt_g` grams of salt."""
    return salt_g * 1000 / SALT_PER_SODIUM


def caution(figures: Figures) -> str | None:
    """What is unlikely about `figures`: energy far from what the macronutrients give.

    Alcohol and organic acids stand in no figure here, so that this is no proof of a mistake.
    """
    if any(code not in figures for code in n.CORE[1:]):
        return None
    energy = figures.get(n.ENERGY_KCAL)
    if energy is None:
        if n.ENERGY_KJ not in figures:
            return None
        energy = figures[n.ENERGY_KJ] / KJ_PER_KCAL
    expected = 4 * figures[n.PROTEIN] + 9 * figures[n.FAT] + 4 * figures[n.CARBOHYDRATE]
    if abs(energy - expected) <= expected * ENERGY_TOLERANCE + ENERGY_SLACK_KCAL:
        return None
    return _(
        "能量 {energy} 千卡与三大营养素（约 {expected} 千卡）不符，核对单位和小数点；"
        "含酒精的可以不管"
    ).format(energy=show(energy, 0), expected=show(expected, 0))


def known(values: Mapping[str, FoodValue]) -> dict[str, Decimal]:
    """The figures of `values` that are not missing."""
    return {code: each.value for code, each in values.items() if each.value is not None}


def own_food(name: str, values: dict[str, FoodValue]) -> Food:
    """A food of which nothing is known but its name and the figures written down for it."""
    return Food(
        code=name,
        name_zh=name,
        name_en=name,
        group="",
        edible_pct=WHOLE_G,
        edible_source="",
        allergens=(),
        carb_basis="total",
        values=values,
    )
