"""The catalogue as a workbook (XLSX): one sheet of dishes, one of recipe lines.

Headings are Chinese; a column's own code is understood too. What a row says is checked row by row,
so that somebody who typed fifty dishes learns of every slip at once.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from canteen.errors import BadInput
from menus import rows
from menus.catalogue_files import COLUMNS, CatalogueDish, read_dish
from menus.dishes import Category
from menus.errors import WorkbookUnusable
from nutrition import Food, RecipeLine
from nutrition.errors import DuplicateCode, nearest
from nutrition.sheets import SheetRow

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

DISHES: Final = "菜品"
LINES: Final = "配方"
DISH_HEADINGS: Final[Mapping[str, str]] = {
    "category": "类别",
    "code": "编码",
    "name_zh": "中文名",
    "name_en": "英文名",
    "price_fen": "价格（分）",
    "half_price_fen": "半份价格（分）",
    "drawing": "图样",
    "main": "主料编码",
    "group": "主料类别",
    "method": "做法",
    "equipment": "设备",
    "flavour": "口味",
    "colour": "颜色",
    "iddsi": "软硬（IDDSI）",
    "bones": "骨刺",
    "seasons": "季节",
    "prep_min": "准备（分钟）",
    "popularity": "受欢迎度",
    "portions": "份数",
    "cooked_total_g": "熟重（克）",
    "yield_source": "熟重来源",
    "yield_reason": "熟重依据",
    "unsalted": "本就不放盐",
    "variant_of": "变化自",
    "salt_note": "盐的说明",
    "oil_note": "油的说明",
    "energy_note": "能量的说明",
    "steps": "步骤",
}
LINE_HEADINGS: Final[Mapping[str, str]] = {
    "recipe": "菜品编码",
    "food": "食材编码",
    "food_name": "食材",
    "grams": "毛重（克）",
    "edible_pct": "可食部（%）",
    "consumed_fraction": "吃掉的比例",
    "source": "来源",
    "note": "备注",
}
FIRST_ROW: Final = 2


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row of a sheet; `dish` its code where it has one."""

    sheet: str
    row: int
    dish: str
    error: BadInput


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """What a workbook holds: the dishes that can be used, and every row that cannot."""

    dishes: list[CatalogueDish] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)


def workbook_bytes(dishes: Iterable[CatalogueDish], foods: Mapping[str, Food]) -> bytes:
    """A workbook that `read_workbook` takes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = DISHES
    lines = book.create_sheet(LINES)
    _head(sheet, DISH_HEADINGS)
    _head(lines, LINE_HEADINGS)
    for each in dishes:
        _append(sheet, [_dish_cells(each)[column] for column in DISH_HEADINGS])
        for line in each.recipe.recipe.lines:
            _append(lines, list(_line_cells(each.dish.code, line, foods)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Worksheet, headings: Mapping[str, str]) -> None:
    sheet.append(list(headings.values()))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "D2" if sheet.title == DISHES else "C2"


def _append(sheet: Worksheet, cells: Sequence[object]) -> None:
    sheet.append([_cell(value) for value in cells])
    for cell in sheet[sheet.max_row]:
        # A text that begins like a formula is still a text.
        if cell.data_type == "f":
            cell.data_type = "s"


def _cell(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return None if value == "" else value


def _dish_cells(each: CatalogueDish) -> dict[str, object]:
    dish, facts, version = each.dish, each.facts, each.recipe
    return {
        "category": dish.category.value,
        "code": dish.code,
        "name_zh": dish.name_zh,
        "name_en": dish.name_en,
        "price_fen": dish.price.fen,
        "half_price_fen": dish.half_price.fen if dish.half_price else "",
        "drawing": dish.drawing,
        "main": facts.main,
        "group": facts.group,
        "method": facts.method,
        "equipment": facts.equipment,
        "flavour": facts.flavour,
        "colour": facts.colour,
        "iddsi": facts.texture,
        "bones": facts.bones,
        "seasons": " ".join(facts.seasons),
        "prep_min": facts.prep_minutes,
        "popularity": facts.popularity,
        "portions": version.recipe.portions or "",
        "cooked_total_g": version.recipe.cooked_total_g or "",
        "yield_source": version.recipe.yield_source.value,
        "yield_reason": version.yield_reason,
        "unsalted": "yes" if version.recipe.unsalted else "no",
        "variant_of": facts.variant_of,
        "salt_note": facts.salt_note,
        "oil_note": facts.oil_note,
        "energy_note": facts.energy_note,
        "steps": version.method,
    }


def _line_cells(dish: str, line: RecipeLine, foods: Mapping[str, Food]) -> Iterable[object]:
    name = foods[line.food].name_zh if line.food in foods else ""
    yield from (dish, line.food, name, line.grams)
    yield "" if line.edible_pct is None else line.edible_pct
    yield from (line.consumed_fraction, line.source, line.note)


def read_workbook(path: Path, foods: Mapping[str, Food]) -> WorkbookReading:
    """Every dish of a workbook, and what is wrong with the others.

    Raises `WorkbookUnusable` where the file, a sheet or a heading cannot be used at all.
    """
    try:
        book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise WorkbookUnusable(file=path.name, what=type(error).__name__) from error
    dish_rows = list(_rows(path.name, book, DISHES, DISH_HEADINGS))
    line_rows = list(_rows(path.name, book, LINES, LINE_HEADINGS))
    book.close()
    return _read(dish_rows, line_rows, foods)


def _rows(file: str, book: Any, name: str, headings: Mapping[str, str]) -> Iterable[SheetRow]:
    if name not in book.sheetnames:
        raise WorkbookUnusable(file=file, what=f"{name}?")
    values = book[name].iter_rows(values_only=True)
    codes = {heading: code for code, heading in headings.items()}
    head = [_text(cell) for cell in next(values, ())]
    columns = [codes.get(cell, cell) for cell in head]
    for cell, column in zip(head, columns, strict=True):
        if cell and (column not in headings or columns.count(column) > 1):
            near = nearest(cell, [*headings, *codes])
            raise WorkbookUnusable(file=file, what=f"{name}：{cell}（{near.rstrip('，')}）")
    for number, cells in enumerate(values, start=FIRST_ROW):
        found = {column: _text(cell) for column, cell in zip(columns, cells, strict=False)}
        if any(found.values()):
            yield SheetRow(name, number, found)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _read(
    dish_rows: Sequence[SheetRow], line_rows: Sequence[SheetRow], foods: Mapping[str, Food]
) -> WorkbookReading:
    reading = WorkbookReading()
    codes = [row.optional("code") for row in dish_rows]
    lines, broken = _read_lines(line_rows, codes, foods, reading)
    for row in dish_rows:
        code = row.optional("code")
        try:
            if code in reading.places:
                raise DuplicateCode(
                    file=row.file, line=row.line, food=code, first=reading.places[code]
                )
            reading.places[code] = row.line
            category = Category(row.choice("category", [each.value for each in Category]))
            cells = SheetRow(row.file, row.line, {c: row.optional(c) for c in COLUMNS})
            if code not in broken:
                reading.dishes.append(read_dish(cells, category, lines[code], foods))
        except BadInput as error:
            reading.problems.append(RowProblem(DISHES, row.line, code, error))
    return reading


def _read_lines(
    line_rows: Sequence[SheetRow],
    codes: Sequence[str],
    foods: Mapping[str, Food],
    reading: WorkbookReading,
) -> tuple[dict[str, list[RecipeLine]], set[str]]:
    """Lines by dish, and the dishes of which a line cannot be used."""
    lines: dict[str, list[RecipeLine]] = defaultdict(list)
    broken: set[str] = set()
    for row in line_rows:
        dish = row.optional("recipe")
        try:
            rows.refer(row, "recipe", codes)
            rows.refer(row, "food", foods)
            lines[dish].append(rows.recipe_line(row))
        except BadInput as error:
            broken.add(dish)
            reading.problems.append(RowProblem(LINES, row.line, dish, error))
    return lines, broken
