"""Foreign headings of a food table: which of our columns one is, and the unit its figures are in.

The unit stands in brackets, behind a slash or at the end: `钠(mg)`, `钠/mg`, `钠 毫克`. A heading
without one is taken to be in our own unit. Figures are of 100 g: another basis is refused, as is a
unit that does not fit the nutrient.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from canteen.i18n import N_
from canteen.measures import KJ_PER_KCAL
from nutrition import nutrients as n
from nutrition.errors import FoodTableError

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("编码", "食物编码", "代码", "code"),
    "name_zh": ("食物名称", "名称", "中文名", "食材", "name"),
    "name_en": ("英文名", "name_en"),
    "aliases": ("别名",),
    "group": ("类别", "食物类别", "group"),
    "edible_pct": ("可食部", "可食部分", "食部", "edible"),
    n.ENERGY_KCAL: ("能量kcal", "热量", "能量千卡", "千卡", "energykcal", "energy"),
    n.ENERGY_KJ: ("能量kj", "千焦", "energykj"),
    n.PROTEIN: ("蛋白质", "protein"),
    n.FAT: ("脂肪", "fat"),
    n.SATURATED: ("饱和脂肪", "饱和脂肪酸"),
    n.CARBOHYDRATE: ("碳水化合物", "糖类", "cho", "carbohydrate"),
    n.SUGARS: ("糖", "sugars"),
    n.FIBRE: ("膳食纤维", "不溶性膳食纤维", "纤维", "fibre", "fiber"),
    n.SODIUM: ("钠", "na", "sodium"),
    "potassium_mg": ("钾", "k"),
    "calcium_mg": ("钙", "ca"),
    "iron_mg": ("铁", "fe"),
    n.WATER: ("水分", "水", "water"),
    n.ASH: ("灰分", "ash"),
    "allergens": ("过敏原", "致敏物质"),
}
"""Usual headings, without spaces, units and brackets, in lower case."""

UNITS: Final[Mapping[str, tuple[str, Decimal]]] = {
    "kg": ("mass", Decimal(1000)),
    "千克": ("mass", Decimal(1000)),
    "g": ("mass", Decimal(1)),
    "克": ("mass", Decimal(1)),
    "%": ("mass", Decimal(1)),
    "mg": ("mass", Decimal("0.001")),
    "毫克": ("mass", Decimal("0.001")),
    "μg": ("mass", Decimal("0.000001")),
    "ug": ("mass", Decimal("0.000001")),
    "mcg": ("mass", Decimal("0.000001")),
    "微克": ("mass", Decimal("0.000001")),
    "kj": ("energy", Decimal(1)),
    "千焦": ("energy", Decimal(1)),
    "kcal": ("energy", KJ_PER_KCAL),
    "千卡": ("energy", KJ_PER_KCAL),
    "大卡": ("energy", KJ_PER_KCAL),
}
"""What each unit measures, in grams or in kJ; a per cent is a gram of 100 g."""

NO_UNITS: Final = frozenset({
    "iu", "ml", "l", "cal", "j", "oz", "lb", "mmol", "mol", "serving", "portion", "cup", "piece",
    "国际单位", "毫升", "升", "卡", "焦", "焦耳", "卡路里", "斤", "公斤", "两", "份", "每份", "杯",
    "个", "每个", "毫摩尔",
})  # fmt: skip
"""Units and bases from which nothing follows for 100 g, and those that are easily confused."""

ONE: Final = Fraction(1)
KJ_MARKS: Final = ("kj", "千焦")
EXACT: Final = Context(prec=28, traps=[])
"""A figure beyond reckoning becomes infinite and is refused with its cell."""

_BASIS: Final = re.compile(r"(?:/|每|per)?\s*(?:100|百)\s*(?:克|g(?![a-z]))(?:可食部分?)?计?")
_WORD: Final = re.compile(r"[a-zμ]+|%|[\u4e00-\u9fff]+")
_TAIL: Final = re.compile(rf"(?<=[^a-zμ])(?:{'|'.join(UNITS)})$")


class UnitUnfit(FoodTableError):
    """A unit in a heading that does not fit the column; facts: file, line, column, unit, wanted."""

    code = "E-NUT-007"
    sentence = N_(
        "{file} 第 {line} 行的列「{column}」用的单位「{unit}」换不成每 100 克的{wanted}。"
    )
    mend = N_("把这一列换算成每 100 克的{wanted}，表头写成「{name}({wanted})」再试。")


@dataclass(frozen=True, slots=True)
class Heading:
    """One foreign heading; `ours` None where nobody knows it, `units` in the order written."""

    text: str
    ours: str | None
    units: tuple[str, ...]


def read_heading(text: str, known: tuple[str, ...]) -> Heading:
    """What `text` says; `known` are our own column names."""
    plain = unicodedata.normalize("NFKC", text).lower().strip()
    if plain in known:
        return Heading(text, plain, ())
    plain = _BASIS.sub("", plain).strip()
    name, rest = _parted(plain)
    units = tuple(word for word in _WORD.findall(rest) if word in UNITS or word in NO_UNITS)
    bare = "".join(name.split())
    if not _named(bare) and (tail := _TAIL.search(name)):
        units, bare = (tail.group(), *units), "".join(name[: tail.start()].split())
    return Heading(text, _ours(bare, units), units)


def _parted(plain: str) -> tuple[str, str]:
    """The name and what follows in brackets or behind a slash."""
    edge = re.search(r"[(\[/]", plain)
    return (plain, "") if edge is None else (plain[: edge.start()], plain[edge.start() :])


def _named(bare: str) -> str | None:
    return next((ours for ours, names in HEADINGS.items() if bare in names), None)


def _ours(bare: str, units: tuple[str, ...]) -> str | None:
    ours = _named(bare)
    if ours is None and bare.startswith("能量"):
        ours = n.ENERGY_KJ if any(mark in bare for mark in KJ_MARKS) else n.ENERGY_KCAL
    if ours == n.ENERGY_KCAL and units and units[0] in KJ_MARKS:
        return n.ENERGY_KJ
    return ours


def factor(heading: Heading, ours: str, file: str) -> Fraction:
    """What a figure under `heading` is multiplied by to be in the unit of our column `ours`.

    Raises `UnitUnfit`.
    """
    nutrient = n.BY_CODE.get(ours)
    wanted = "%" if nutrient is None else nutrient.unit
    if not heading.units or (nutrient is None and ours != "edible_pct"):
        return ONE
    kind, size = UNITS[wanted.lower()]
    found, own = UNITS.get(heading.units[0], ("", size))
    if len(heading.units) > 1 or found != kind:
        name = heading.text.strip()
        unit = "/".join(heading.units)
        short = re.split(r"[（(\[/]", name)[0].removesuffix(unit).strip() or ours
        raise UnitUnfit(file=file, line=1, column=name, unit=unit, wanted=wanted, name=short)
    return Fraction(own) / Fraction(size)


def converted(text: str, times: Fraction) -> str:
    """The figure `text` in our unit; what is no figure stays as it is, to be refused there."""
    if times == ONE:
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    whole = EXACT.multiply(number, Decimal(times.numerator))
    return f"{EXACT.divide(whole, Decimal(times.denominator)).normalize(EXACT):f}"
