"""A meal's nutrients against the reference range of one lunch."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from canteen.i18n import N_, _
from canteen.measures import UNKNOWN
from nutrition import Amount, LunchReference, Nutrients, Verdict, judge
from nutrition.nutrients import BY_CODE, ENERGY_KCAL
from nutrition.targets import JUDGED
from pos.ui.figures import PARTLY, figure
from pos.ui.props import Bar

PROTEIN_SCALE_G: Final = Decimal(60)
"""Protein has no upper edge; its track ends here."""

_LABELS: Final = {
    "energy_kcal": (N_("能量"), N_("能量"), N_("能量")),
    "protein_g": (N_("蛋白质"), N_("蛋白质"), N_("蛋白")),
    "fat_g": (N_("脂肪"), N_("脂肪"), N_("脂肪")),
    "carbohydrate_g": (N_("碳水化合物"), N_("碳水"), N_("碳水")),
    "salt_g": (N_("盐"), N_("盐"), N_("盐")),
}

_LOOKS: Final = {
    Verdict.LOW: ("down", "amberInk"),
    Verdict.OK: ("dot", "ok"),
    Verdict.ENOUGH: ("dot", "ok"),
    Verdict.HIGH: ("up", "persimmon"),
    Verdict.VERY_HIGH: ("up", "red"),
    Verdict.UNKNOWN: ("", "inkSoft"),
}


def bars(sums: Nutrients, reference: LunchReference) -> tuple[Bar, ...]:
    """The five bars in their order."""
    return tuple(bar(code, sums.amount(code), reference) for code in JUDGED)


def bar(code: str, amount: Amount, reference: LunchReference) -> Bar:
    """One bar; of a sum that is not whole it shows the known part."""
    band = reference.band(code)
    end = _end(code, band.upper)
    verdict = judge(code, amount.value, reference, at_least=amount.known)
    mark, colour = _LOOKS[verdict]
    value = figure(amount, BY_CODE[code].decimals)
    label, short, tiny = _LABELS[code]
    below = band.lower is not None and amount.known < band.lower
    return Bar(
        label=_(label),
        short=_(short),
        tiny=_(tiny),
        value=value,
        unit="" if value in {PARTLY, UNKNOWN} else _unit(code),
        share=_share(amount.known, end),
        low=_share(band.lower or Decimal(0), end),
        high=_share(band.upper, end) if band.upper is not None else 1.0,
        low_tick=band.lower is not None,
        high_tick=band.upper is not None,
        fill="amberBar" if below else "pine",
        over="red" if verdict is Verdict.VERY_HIGH else "persimmon",
        verdict=verdict.word,
        mark=mark,
        colour=colour,
    )


def _unit(code: str) -> str:
    return _("千卡") if code == ENERGY_KCAL else _("克")


def _end(code: str, upper: Decimal | None) -> Decimal:
    if upper is None:
        return PROTEIN_SCALE_G
    return max(upper, Decimal("0.1")) * (2 if code == "salt_g" else Decimal("1.5"))


def _share(value: Decimal, end: Decimal) -> float:
    return float(min(value / end, Decimal(1)))
