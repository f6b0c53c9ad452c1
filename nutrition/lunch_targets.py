"""What a lunch should hold, by age and sex: shares of a day's reference values.

The day's energy and protein stand in `data/lunch_targets.csv` with their source. A lunch is 35 to
40 % of them; fat gives 20 to 30 % and carbohydrate 50 to 65 % of its energy (9 and 4 kcal a gram);
salt is the same share of 5 g a day (WS/T 556-2017, DB4403/T 578-2025). References, not advice.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Final

from canteen.i18n import _, language
from nutrition.sheets import SheetRow, read_sheet
from nutrition.targets import LunchReference

FILE: Final = "nutrition/data/lunch_targets.csv"
COLUMNS: Final = (
    "group",
    "name_zh",
    "name_en",
    "sex",
    "age_from",
    "age_to",
    "day_kcal",
    "day_protein_g",
    "share_low_pct",
    "share_high_pct",
    "standards",
    "source",
)
SEXES: Final = ("any", "female", "male")
FAT_SHARE: Final = (Decimal("0.20"), Decimal("0.30"))
CARBOHYDRATE_SHARE: Final = (Decimal("0.50"), Decimal("0.65"))
KCAL_PER_G_FAT: Final = Decimal(9)
KCAL_PER_G_CARBOHYDRATE: Final = Decimal(4)
DAY_SALT_G: Final = Decimal(5)
WHOLE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class LunchTarget:
    """One group of diners and the range of its lunch; ages in whole years, both included.

    Of a day's `day_kcal` a lunch is `share_low_pct` to `share_high_pct`; `standards` are where that
    is written, as diners may read it, `source` says it in full.
    """

    group: str
    name_zh: str
    name_en: str
    sex: str
    age_from: int
    age_to: int
    day_kcal: Decimal
    share_low_pct: Decimal
    share_high_pct: Decimal
    reference: LunchReference
    standards: tuple[str, ...]
    source: str

    @property
    def name(self) -> str:
        """Its name in the language in force."""
        return self.name_en if language() == "en" else self.name_zh

    @property
    def lunch(self) -> str:
        """Its lunch in the language in force."""
        return _("{group}午餐").format(group=self.name)

    @property
    def basis(self) -> str:
        """Where its range comes from, in one line and in the language in force."""
        return _("{standards}：每天 {kcal} 千卡，午餐占 {low}–{high}%").format(
            standards=_("、").join(self.standards),
            kcal=self.day_kcal,
            low=self.share_low_pct,
            high=self.share_high_pct,
        )


@cache
def lunch_targets() -> tuple[LunchTarget, ...]:
    """Every group, adults first."""
    text = resources.files("nutrition").joinpath("data", "lunch_targets.csv").read_text("utf-8")
    return read_targets(text, FILE)


def read_targets(text: str, file: str) -> tuple[LunchTarget, ...]:
    """Groups of a CSV `text`; raises `FoodTableError` with file and line."""
    return tuple(_target(row) for row in read_sheet(text, file, COLUMNS))


def target_for(age: int | None, sex: str | None) -> LunchTarget:
    """The group of a diner; adults where age or sex is not known."""
    groups = lunch_targets()
    for target in groups:
        if (
            age is not None
            and target.age_from <= age <= target.age_to
            and target.sex in {sex, "any"}
        ):
            return target
    return groups[0]


def find_target(group: str) -> LunchTarget | None:
    """The group with this code, or None."""
    return next((target for target in lunch_targets() if target.group == group), None)


def basis_of(reference: LunchReference) -> str:
    """Where a range comes from, in one line: a group's standards, or the canteen's own settings."""
    target = find_target(reference.group)
    if target is None or target.reference != reference:
        return _("本食堂设置的午餐参考")
    return target.basis


def _target(row: SheetRow) -> LunchTarget:
    return LunchTarget(
        group=row.text("group"),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        sex=row.choice("sex", SEXES),
        age_from=int(_figure(row, "age_from")),
        age_to=int(_figure(row, "age_to")),
        day_kcal=_figure(row, "day_kcal"),
        share_low_pct=_figure(row, "share_low_pct"),
        share_high_pct=_figure(row, "share_high_pct"),
        reference=_reference(row),
        standards=tuple(each.strip() for each in row.text("standards").split(",")),
        source=row.text("source"),
    )


def _reference(row: SheetRow) -> LunchReference:
    low, high = (_figure(row, column) / 100 for column in ("share_low_pct", "share_high_pct"))
    kcal, protein = _figure(row, "day_kcal"), _figure(row, "day_protein_g")
    least, most = kcal * low, kcal * high
    return LunchReference(
        group=row.text("group"),
        energy_kcal_low=_whole(least),
        energy_kcal_high=_whole(most),
        protein_g_low=_whole(protein * low),
        fat_g_low=_whole(least * FAT_SHARE[0] / KCAL_PER_G_FAT),
        fat_g_high=_whole(most * FAT_SHARE[1] / KCAL_PER_G_FAT),
        carbohydrate_g_low=_whole(least * CARBOHYDRATE_SHARE[0] / KCAL_PER_G_CARBOHYDRATE),
        carbohydrate_g_high=_whole(most * CARBOHYDRATE_SHARE[1] / KCAL_PER_G_CARBOHYDRATE),
        salt_g_high=DAY_SALT_G * high,
    )


def _figure(row: SheetRow, column: str) -> Decimal:
    value = row.number(column)
    if value is None:
        raise row.bad(column, _("数字，不能空着"))
    return value


def _whole(value: Decimal) -> Decimal:
    return value.quantize(WHOLE)
