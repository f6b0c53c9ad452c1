"""The nutrition slip of one tray: what its dishes held when they were sold, against a lunch."""

from __future__ import annotations

from canteen.i18n import _
from menus.meals import SHANGHAI, Meal
from nutrition import total
from nutrition.nutrients import ENERGY_KCAL
from nutrition.targets import JUDGED
from pos.documents import SlipStyle, nutrition_row, salt_notes, shown
from pos.reports.food_groups import LUNCH_HIGH, LUNCH_LOW
from pos.reports.reading import SoldTray
from pos.reports.words import percent
from receipts.report_documents import TraySlip


def tray_slip(tray: SoldTray, style: SlipStyle) -> TraySlip:
    """The slip of `tray`; a figure that was unknown at the sale stays unknown."""
    whole = total(nutrients for _name, nutrients in tray.lines)
    ranges = []
    for code in JUDGED:
        band = style.reference.band(code)
        edges = (band.lower, band.upper)
        ranges.append("-".join(f"{edge.normalize():f}" for edge in edges if edge is not None))
    return TraySlip(
        canteen_name=style.canteen_name,
        subtitle=style.subtitle,
        meal_name=tray.meal.word,
        terminal=tray.terminal,
        receipt_no=tray.receipt_no,
        printed_at=tray.sold_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        lines=tuple((name, shown(held, ENERGY_KCAL)) for name, held in tray.lines),
        nutrition=tuple(nutrition_row(code, whole, style.reference) for code in JUDGED),
        notes=(*salt_notes(whole), _ranges(*ranges), *_other_meal(tray.meal)),
    )


def _other_meal(meal: Meal) -> tuple[str, ...]:
    """That the range is not the meal's own, where it is not."""
    if meal is Meal.LUNCH:
        return ()
    return (_("这一顿是{meal}，没有自己的参考，借用午餐的。").format(meal=meal.word),)


def _ranges(energy: str, protein: str, fat: str, carbohydrate: str, salt: str) -> str:
    return _(
        "午餐参考（一天的 {low}%-{high}%）：能量 {energy} 千卡，蛋白质不少于 {protein} 克，"
        "脂肪 {fat} 克，碳水化合物 {carbohydrate} 克，盐不超过 {salt} 克"
    ).format(
        low=percent(LUNCH_LOW),
        high=percent(LUNCH_HIGH),
        energy=energy,
        protein=protein,
        fat=fat,
        carbohydrate=carbohydrate,
        salt=salt,
    )
