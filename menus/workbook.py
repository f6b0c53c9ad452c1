"""The catalogue as a workbook (XLSX): one sheet of dishes, one of recipe lines.

What a row says is checked row by row and against the catalogue that is there, so that somebody who
typed fifty dishes learns of every slip at once, and nothing is refused later. A slip is told once:
what only follows from it is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from canteen.errors import BadInput
from canteen.i18n import _
from menus import field_rules as rules
from menus import rows
from menus import workbook_cells as cells
from menus.catalogue_files import COLUMNS, CatalogueDish, read_dish
from menus.dishes import Category, portion_of
from menus.errors import WithoutLines
from menus.workbook_sheets import (
    DISH_HEADINGS,
    DISHES,
    LINE_HEADINGS,
    LINES,
    BookRow,
    read_sheets,
)
from nutrition import Food, RecipeLine
from nutrition.errors import DuplicateCode
from nutrition.sheets import SheetRow


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row of a sheet; `dish` its code where it has one."""

    sheet: str
    row: int
    dish: str
    error: BadInput


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """What a workbook holds: the dishes that can be used, and every row that cannot.

    `places` has the row of each code.
    """

    dishes: list[CatalogueDish] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)


def problem(sheet: str, row: int, dish: str, error: BadInput) -> RowProblem:
    """What is wrong with a row; a column is called by its heading."""
    column = str(error.facts.get("column", ""))
    headings = DISH_HEADINGS if sheet == DISHES else LINE_HEADINGS
    if column in headings:
        error.facts["column"] = headings[column]
    return RowProblem(sheet, row, dish, error)


def read_workbook(
    path: Path, foods: Mapping[str, Food], old: Mapping[str, CatalogueDish]
) -> WorkbookReading:
    """Every dish of a workbook, and what is wrong with the others; `old` are those stored now.

    Raises `WorkbookUnusable` where the file, a sheet or a heading cannot be used at all.
    """
    dish_rows, line_rows = read_sheets(path)
    reading = WorkbookReading()
    lines, broken = _read_lines(line_rows, dish_rows, foods, old, reading)
    for row in dish_rows:
        code = row.optional("code")
        try:
            row.check_formulas()
            _check_code(row, code, old, reading.places)
            reading.places[code] = row.line
            cells.check_cells(row)
            cells.check_dish(row)
            if code not in broken:
                reading.dishes.append(_dish(row, lines[code], foods, old.get(code)))
        except BadInput as error:
            reading.problems.append(problem(DISHES, row.line, code, error))
    return reading


def _check_code(row: SheetRow, code: str, old: Collection[str], places: Mapping[str, int]) -> None:
    if _is_odd(code, old):
        raise row.bad("code", _("拼音小写字母、数字和 -，如 hongshaorou"))
    if code in places:
        raise DuplicateCode(file=row.file, line=row.line, food=code, first=places[code])


def _is_odd(code: str, old: Collection[str]) -> bool:
    """Whether no dish can have this code; one that is stored keeps what it has."""
    return code not in old and not rules.is_code(code)


def _dish(
    row: SheetRow,
    lines: list[RecipeLine],
    foods: Mapping[str, Food],
    old: CatalogueDish | None,
) -> CatalogueDish:
    if not lines:
        raise WithoutLines(file=row.file, line=row.line, dish=row.optional("code"))
    category = Category(row.choice("category", [each.value for each in Category]))
    plain = SheetRow(row.file, row.line, {column: row.optional(column) for column in COLUMNS})
    made = read_dish(plain, category, lines, foods)
    recipe = made.recipe.recipe
    if "moisture" in row.cells:
        moisture = cells.moisture_of(row)
    else:  # a workbook that was written before there was the column says nothing of it
        moisture = None if old is None else old.recipe.recipe.moisture_change_pct
    version = replace(made.recipe, recipe=replace(recipe, moisture_change_pct=moisture))
    dish = replace(made.dish, portion=portion_of(version, foods))
    return replace(made, dish=dish, recipe=version)


def _read_lines(
    line_rows: Sequence[BookRow],
    dish_rows: Sequence[BookRow],
    foods: Mapping[str, Food],
    old: Collection[str],
    reading: WorkbookReading,
) -> tuple[dict[str, list[RecipeLine]], set[str]]:
    """Lines by dish, and the dishes of which a line cannot be used."""
    lines: dict[str, list[RecipeLine]] = defaultdict(list)
    codes = [row.optional("code") for row in dish_rows]
    # Lines that name no dish are told once a name.
    broken = _unnamed(line_rows, codes, old)
    for row in line_rows:
        dish = row.optional("recipe")
        if dish in broken and dish not in codes:
            continue
        try:
            row.check_formulas()
            cells.check_cells(row)
            rows.refer(row, "recipe", codes)
            rows.refer(row, "food", foods)
            lines[dish].append(cells.recipe_line(row, foods))
        except BadInput as error:
            broken.add(dish)
            reading.problems.append(problem(LINES, row.line, dish, error))
    return lines, broken


def _unnamed(line_rows: Sequence[SheetRow], codes: Sequence[str], old: Collection[str]) -> set[str]:
    """What lines are called whose dish only has an odd code, which is told by itself."""
    names = {row.optional("recipe") for row in line_rows}
    strays = names - {*codes, ""}
    odd = {code for code in codes if code not in names and _is_odd(code, old)}
    return strays if len(strays) <= len(odd) else set()
