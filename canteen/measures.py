"""Physical quantities: exact decimals inside, rounding only where a figure is shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from canteen.i18n import _

KJ_PER_KCAL: Final = Decimal("4.184")
"""Thermochemical calorie; the factor the USDA tables use."""

SALT_PER_SODIUM: Final = Decimal("2.5")
"""Grams of salt declared per gram of sodium, 餐饮食品营养标识指南 (2020): Na mg × 2.5 / 1000."""

UNKNOWN: Final = "—"


def salt_g_from_sodium_mg(sodium_mg: Decimal) -> Decimal:
    """Salt equivalent in grams of `sodium_mg` milligrams of sodium."""
    return sodium_mg * SALT_PER_SODIUM / 1000


def named(name: str, *, half: bool) -> str:
    """What a portion of `name`, or half a portion of it, is called; in the language in force."""
    return _("{dish}（半份）").format(dish=name) if half else name


def json_number(value: Decimal | None) -> float | None:
    """A figure as JSON has it; null where it is unknown, never 0."""
    return None if value is None else float(value)


def show(value: Decimal | None, places: int) -> str:
    """`value` with `places` decimals, half up; an unknown value is a dash, never 0."""
    if value is None:
        return UNKNOWN
    step = Decimal(1).scaleb(-places)
    shown = value.quantize(step, rounding=ROUND_HALF_UP)
    return f"{shown or abs(shown):.{places}f}"
