"""A canteen's own food table: foreign headings to ours, and a report of what is doubtful.

A table comes as rows of cells, whatever file they were in. Its headings are matched by name where
they are usual ones, else by a mapping that is given. `Tr` and its like are traces and count as
zero; `—`, `-`, `…` and an empty cell are unknown, never zero. A row whose figures do not fit each
other is doubtful: it is reported and left out, since one slip of a decimal point spoils every dish.
What the table does not tell of a food that is known already stays as it is; a new food must name
its group and its allergens, for unknown is not free of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from canteen.errors import BadInput
from canteen.i18n import N_, _
from nutrition import nutrients as n
from nutrition.errors import (
    DuplicateCode,
    EnergyImplausible,
    FoodTableError,
    MassBalance,
    UnknownColumn,
    nearest,
)
from nutrition.food_table import OPTIONAL, REQUIRED, check_food, read_food
from nutrition.foods import ALLERGENS, GROUPS, Food, Status, write_pieces
from nutrition.headings import converted, factor, read_heading
from nutrition.sheets import SheetRow

TRACES: Final = frozenset({"tr", "trace", "微量", "痕量", "(tr)"})
UNKNOWN: Final = frozenset({"", "—", "–", "-", "--", "…", "...", "n/a", "na", "未检出", "*"})
DEFAULTS: Final[Mapping[str, str]] = {
    "name_en": "",
    "edible_source": "imported table",
    "carb_basis": "total",
}
OURS: Final = (*REQUIRED, *OPTIONAL)
STATUSES: Final = tuple(each.value for each in Status if each not in (Status.TRACE, Status.MISSING))
"""How the figures of a table can have been come by."""

NEEDED: Final = ("name_zh", "group", "allergens")
"""What nobody can guess of a new food."""

PAGODA_OF: Final[Mapping[str, str]] = {
    "meat": "meat",
    "poultry": "meat",
    "fish": "fish",
    "egg": "egg",
    "milk": "dairy",
    "soy": "soy",
    "vegetable": "vegetable",
    "mushroom": "vegetable",
    "tuber": "tuber",
    "fruit": "fruit",
    "grain": "cereal",
    "nut": "nut",
    "oil": "oil",
    "sugar": "sugar",
}
"""The group of the food pagoda that most foods of a group stand in; the table may say another."""


class NotTold(FoodTableError):
    """A new food without what nobody can guess; facts: file, line, column, word, allowed."""

    code = "E-NUT-008"
    sentence = N_("{file} 第 {line} 行没有写{word}，这种食材没有读入。")
    mend = N_("在「{column}」一列填上{allowed}。")


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
        if ours not in OURS:
            hint = nearest(ours, OURS)
            raise UnknownColumn(file=file, line=1, column=ours, hint=hint)
        places[ours] = headings.index(theirs)
    taken = set(places.values())
    for place, heading in enumerate(headings):
        usual = read_heading(heading, OURS).ours
        if usual and usual not in places and place not in taken:
            places[usual] = place
    for needed in ("name_zh", n.ENERGY_KCAL):
        if needed not in places and (needed != n.ENERGY_KCAL or n.ENERGY_KJ not in places):
            raise UnknownColumn(file=file, line=1, column=needed, hint="")
    return places


def read_import(
    rows: Iterable[Sequence[str]],
    file: str,
    source: str,
    given: Mapping[str, str] | None = None,
    known: Mapping[str, Food] | None = None,
    status: Status = Status.ESTIMATED,
) -> ImportReading:
    """Foods of a table whose first row holds the headings; `source` is cited with every figure.

    A row without a code has its name for one. `known` are the foods there are, by code. `status` is
    how the figures were come by where the table does not say; the name of a source shows that of
    none, so it claims least unless somebody says more. Raises `UnknownColumn` and `UnitUnfit`.
    """
    lines = iter(rows)
    headings = [cell.strip() for cell in next(lines, ())]
    places = match_headings(headings, given or {}, file)
    columns = _columns(headings, places, file)
    fixed = {**DEFAULTS, "source": source, "status": status.value}
    reading = ImportReading()
    first: dict[str, int] = {}
    for line, cells in enumerate(lines, start=2):
        if any(cell.strip() for cell in cells):
            row = _cells(cells, columns, fixed, known or {})
            _take(SheetRow(file, line, row), reading, first)
    return reading


def _columns(
    headings: Sequence[str], places: Mapping[str, int], file: str
) -> dict[str, tuple[int, Fraction]]:
    """The place of each of our columns, and what turns its figures into our unit."""
    return {
        ours: (place, factor(read_heading(headings[place], OURS), ours, file))
        for ours, place in places.items()
    }


def _cells(
    cells: Sequence[str],
    columns: Mapping[str, tuple[int, Fraction]],
    fixed: Mapping[str, str],
    known: Mapping[str, Food],
) -> dict[str, str]:
    found = {
        ours: cells[place].strip() if place < len(cells) else ""
        for ours, (place, _times) in columns.items()
    }
    for ours, text in found.items():
        if ours in n.STORED or ours == "edible_pct":
            found[ours] = converted(_figure(text), columns[ours][1])
    code = found.get("code") or found["name_zh"]
    row = dict(fixed) | dict.fromkeys((*NEEDED, "edible_pct", *n.STORED), "")
    if code in known:
        row |= _kept(known[code], columns)
    row |= {ours: text for ours, text in found.items() if text or ours in n.STORED}
    row["code"] = code
    row["name_en"] = row["name_en"] or code
    row["pagoda"] = row.get("pagoda") or PAGODA_OF.get(row["group"], "")
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
        _check_told(row)
        food = read_food(row)
        if food.code in first:
            known = first[food.code]
            raise DuplicateCode(file=row.file, line=row.line, food=food.code, first=known)
        first[food.code] = row.line
        check_food(row, food)
    except (MassBalance, EnergyImplausible) as doubt:
        reading.troubles.append(RowTrouble(row.line, name, doubtful=True, error=doubt))
    except ArithmeticError:
        error = FoodTableError(file=row.file, line=row.line, what=_("数字大得没法算"))
        reading.troubles.append(RowTrouble(row.line, name, doubtful=False, error=error))
    except BadInput as error:
        reading.troubles.append(RowTrouble(row.line, name, doubtful=False, error=error))
    else:
        reading.foods[food.code] = food


def _check_told(row: SheetRow) -> None:
    """Raise `NotTold` for the first of `NEEDED` that is empty."""
    words = {
        "name_zh": (_("名称"), _("食材的名称")),
        "group": (_("类别"), _("其中一个：{words}").format(words="、".join(GROUPS))),
        "allergens": (
            _("过敏原"),
            _("含有的那些（{words}），中间用空格隔开；确实都没有才写 none").format(
                words="、".join(ALLERGENS)
            ),
        ),
    }
    for column in NEEDED:
        if not row.optional(column):
            word, allowed = words[column]
            raise NotTold(file=row.file, line=row.line, column=column, word=word, allowed=allowed)
