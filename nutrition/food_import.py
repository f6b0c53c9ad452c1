"""A canteen's own food table: foreign headings to ours, and a report of what is doubtful.

A table comes as rows of cells, whatever file they were in. Its headings are matched by name where
they are usual ones, else by a mapping that is given. `Tr` and its like are traces and count as
zero; `—`, `-`, `…` and an empty cell are unknown, never zero. A row whose figures do not fit each
other is doubtful: it is reported and left out, since one slip of a decimal point spoils every dish.
What the table does not tell of a food that is known already stays as it is; a new food must name
its allergens, for unknown is not free of.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from canteen.errors import BadInput
from nutrition import nutrients as n
from nutrition.errors import (
    DuplicateCode,
    EnergyImplausible,
    MassBalance,
    UnknownColumn,
    nearest,
)
from nutrition.food_table import OPTIONAL, REQUIRED, check_food, read_food
from nutrition.foods import Food, Status, write_pieces
from nutrition.sheets import SheetRow

TRACES: Final = frozenset({"tr", "trace", "微量", "痕量", "(tr)"})
UNKNOWN: Final = frozenset({"", "—", "–", "-", "--", "…", "...", "n/a", "na", "未检出", "*"})
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("编码", "食物编码", "代码", "code"),
    "name_zh": ("食物名称", "名称", "中文名", "食材", "name"),
    "name_en": ("英文名", "name_en"),
    "aliases": ("别名",),
    "group": ("类别", "食物类别", "group"),
    "edible_pct": ("可食部", "可食部分", "食部", "edible"),
    n.ENERGY_KCAL: ("能量kcal", "热量", "能量千卡", "千卡", "energykcal"),
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

DEFAULTS: Final[Mapping[str, str]] = {
    "name_en": "",
    "group": "seasoning",
    "edible_source": "imported table",
    "carb_basis": "total",
    "status": "measured",
}
_UNIT: Final = re.compile(r"[（(\[/].*$|[\s　]+|(?<=.)(mg|g|％|%)$")


@dataclass(frozen=True, slots=True)
class RowTrouble:
    """A row that is left out; `doubtful` where it can be read and its figures do not fit."""

    line: int
    name: str
    doubtful: bool
    error: BadInput


@dataclass(frozen=True, slots=True)
class ImportReading:
    """The foods that can be used, and every row that is left out."""

    foods: dict[str, Food] = field(default_factory=dict)
    troubles: list[RowTrouble] = field(default_factory=list)


def match_headings(headings: Sequence[str], given: Mapping[str, str], file: str) -> dict[str, int]:
    """The place of each of our columns among foreign `headings`; `given` names ours by theirs.

    Raises `UnknownColumn` for a given heading or column that is not there, and where neither a
    name nor energy can be found.
    """
    places: dict[str, int] = {}
    for theirs, ours in given.items():
        if theirs not in headings:
            hint = nearest(theirs, headings)
            raise UnknownColumn(file=file, line=1, column=theirs, hint=hint)
        if ours not in (*REQUIRED, *OPTIONAL):
            hint = nearest(ours, (*REQUIRED, *OPTIONAL))
            raise UnknownColumn(file=file, line=1, column=ours, hint=hint)
        places[ours] = headings.index(theirs)
    taken = set(places.values())
    for place, heading in enumerate(headings):
        usual = _ours(heading)
        if usual and usual not in places and place not in taken:
            places[usual] = place
    for needed in ("name_zh", n.ENERGY_KCAL):
        if needed not in places and (needed != n.ENERGY_KCAL or n.ENERGY_KJ not in places):
            raise UnknownColumn(file=file, line=1, column=needed, hint="")
    return places


def _ours(heading: str) -> str | None:
    lowered = heading.strip().lower()
    if lowered in (*REQUIRED, *OPTIONAL):
        return lowered
    if re.fullmatch(r"能量.*(kj|千焦).*", lowered):
        return n.ENERGY_KJ
    if re.fullmatch(r"能量.*", lowered):
        return n.ENERGY_KCAL
    bare = _UNIT.sub("", lowered)
    return next((ours for ours, names in HEADINGS.items() if bare in names), None)


def read_import(
    rows: Iterable[Sequence[str]],
    file: str,
    source: str,
    given: Mapping[str, str] | None = None,
    known: Mapping[str, Food] | None = None,
) -> ImportReading:
    """Foods of a table whose first row holds the headings; `source` is cited with every figure.

    A row without a code has its name for one. `known` are the foods there are, by code. Raises
    `UnknownColumn`.
    """
    lines = iter(rows)
    headings = [cell.strip() for cell in next(lines, ())]
    places = match_headings(headings, given or {}, file)
    fixed = {**DEFAULTS, "source": source}
    reading = ImportReading()
    first: dict[str, int] = {}
    for line, cells in enumerate(lines, start=2):
        if any(cell.strip() for cell in cells):
            row = _cells(cells, places, fixed, known or {})
            _take(SheetRow(file, line, row), reading, first)
    return reading


def _cells(
    cells: Sequence[str],
    places: Mapping[str, int],
    fixed: Mapping[str, str],
    known: Mapping[str, Food],
) -> dict[str, str]:
    found = {
        ours: cells[place].strip() if place < len(cells) else "" for ours, place in places.items()
    }
    for ours, text in found.items():
        if ours in n.STORED or ours == "edible_pct":
            found[ours] = _figure(text)
    code = found.get("code") or found["name_zh"]
    row = dict(fixed) | dict.fromkeys(("allergens", "edible_pct", *n.STORED), "")
    if code in known:
        row |= _kept(known[code], places)
    row |= {ours: text for ours, text in found.items() if text or ours in n.STORED}
    row["code"] = code
    row["name_en"] = row["name_en"] or code
    return row


def _kept(food: Food, places: Collection[str]) -> dict[str, str]:
    """What is known of a food and its table does not tell."""
    row = {
        "name_zh": food.name_zh,
        "name_en": food.name_en,
        "group": food.group,
        "edible_pct": "" if food.edible_pct is None else str(food.edible_pct),
        "edible_source": food.edible_source,
        "allergens": " ".join(food.allergens) or "none",
        "carb_basis": food.carb_basis,
        "aliases": " ".join(food.aliases),
        "pagoda": food.pagoda,
        "dark_vegetable": {True: "yes", False: "no", None: ""}[food.dark_vegetable],
        "density_g_ml": "" if food.density is None else str(food.density),
        "pieces": write_pieces(food.pieces),
        "price_fen_kg": "" if food.price_kg is None else str(food.price_kg.fen),
    }
    for code, value in food.values.items():
        if code not in places and value.value is not None:
            row[code] = "Tr" if value.status is Status.TRACE else str(value.value)
            row[f"{code}_source"] = value.source
            if value.status is not Status.TRACE:
                row[f"{code}_status"] = value.status.value
    return row


def _figure(text: str) -> str:
    lowered = text.lower()
    if lowered in UNKNOWN:
        return ""
    return "Tr" if lowered in TRACES else text.replace(",", "")


def _take(row: SheetRow, reading: ImportReading, first: dict[str, int]) -> None:
    name = row.optional("name_zh")
    try:
        food = read_food(row)
        if food.code in first:
            known = first[food.code]
            raise DuplicateCode(file=row.file, line=row.line, food=food.code, first=known)
        first[food.code] = row.line
        check_food(row, food)
    except (MassBalance, EnergyImplausible) as doubt:
        reading.troubles.append(RowTrouble(row.line, name, doubtful=True, error=doubt))
    except BadInput as error:
        reading.troubles.append(RowTrouble(row.line, name, doubtful=False, error=error))
    else:
        reading.foods[food.code] = food
