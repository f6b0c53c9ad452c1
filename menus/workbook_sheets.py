"""The two sheets of a workbook of dishes, and their rows as texts.

Headings are Chinese; a column's own code is understood too.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl

from canteen.i18n import N_, _
from menus.errors import FormulaWithoutValue, WorkbookUnusable
from menus.workbook_cells import text_of
from nutrition.errors import nearest
from nutrition.sheets import SheetRow

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
    "moisture": "水分变化（%）",
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

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, struct.error)
_ODD_INSIDE: Final = (
    ParseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
)
"""What openpyxl lets through where the parts of a file miss, or hold what they should not."""
_WORDS: Final[Sequence[tuple[tuple[type[Exception], ...], str]]] = (
    (_BROKEN, N_("它不是 XLSX 文件，或者坏了、加了密")),
    ((OSError,), N_("文件读不出来")),
    (_ODD_INSIDE, N_("它里面的内容坏了")),
)
_UNREADABLE: Final = tuple(error for errors, _words in _WORDS for error in errors)

Grid = list[list[tuple[str, str]]]
"""Rows of cells, each its text and, where its formula has no value, the formula."""


@dataclass(frozen=True, slots=True)
class BookRow(SheetRow):
    """One row of a sheet; `formulas` has the columns whose formula has no value in the file."""

    formulas: Mapping[str, str]

    def check_formulas(self) -> None:
        """Raise `FormulaWithoutValue` for the first of them."""
        for column, formula in self.formulas.items():
            raise FormulaWithoutValue(
                file=self.file, line=self.line, column=column, formula=formula
            )


def read_sheets(path: Path) -> tuple[list[BookRow], list[BookRow]]:
    """The rows of dishes and those of recipe lines.

    Raises `WorkbookUnusable` where the file, a sheet or a heading cannot be used at all.
    """
    grids = _grids(path)
    return (
        list(_rows(path.name, grids, DISHES, DISH_HEADINGS)),
        list(_rows(path.name, grids, LINES, LINE_HEADINGS)),
    )


def _grids(path: Path) -> dict[str, Grid]:
    """The cells of each of our sheets that is there."""
    try:
        data = path.read_bytes()
        # A workbook tells either its formulas or the values they had when it was saved.
        with (
            _quiet(),
            closing(openpyxl.load_workbook(io.BytesIO(data), read_only=True)) as typed,
            closing(
                openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            ) as values,
        ):
            return {
                name: _grid(typed[name], values[name])
                for name in (DISHES, LINES)
                if name in typed.sheetnames
            }
    except _UNREADABLE as error:
        words = next(words for errors, words in _WORDS if isinstance(error, errors))
        raise WorkbookUnusable(file=path.name, what=_(words), hint="") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """openpyxl warns of what it leaves out: colours, lists to choose from. No cell is among it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        yield


def _grid(typed: Any, values: Any) -> Grid:
    return [
        [_cell(cell, value) for cell, value in zip(row, its, strict=True)]
        for row, its in zip(typed.iter_rows(), values.iter_rows(), strict=True)
    ]


def _cell(typed: Any, value: Any) -> tuple[str, str]:
    formula = typed.data_type == "f" and (value.value is None or value.data_type == "e")
    return text_of(value.value), text_of(typed.value) if formula else ""


def _rows(
    file: str, grids: Mapping[str, Grid], name: str, headings: Mapping[str, str]
) -> Iterator[BookRow]:
    if name not in grids:
        what = _("没有「{sheet}」这一页").format(sheet=name)
        raise WorkbookUnusable(file=file, what=what, hint="")
    grid = grids[name]
    columns = _columns(file, name, [text for text, _formula in grid[0]] if grid else [], headings)
    for number, row in enumerate(grid[1:], start=FIRST_ROW):
        cells = {column: cell for column, cell in zip(columns, row, strict=False) if column}
        formulas = {column: formula for column, (_text, formula) in cells.items() if formula}
        texts = {column: text for column, (text, _formula) in cells.items()}
        if formulas or any(texts.values()):
            yield BookRow(name, number, texts, formulas)


def _columns(file: str, name: str, head: Sequence[str], headings: Mapping[str, str]) -> list[str]:
    codes = {heading: code for code, heading in headings.items()}
    columns = [codes.get(cell, cell) for cell in head]
    for cell, column in zip(head, columns, strict=True):
        if cell and column not in headings:
            what = _("「{sheet}」的表头「{heading}」不认得").format(sheet=name, heading=cell)
            hint = nearest(cell, [*headings, *codes])
            raise WorkbookUnusable(file=file, what=what, hint=hint)
        if cell and columns.count(column) > 1:
            what = _("「{sheet}」的表头「{heading}」有两列").format(sheet=name, heading=cell)
            raise WorkbookUnusable(file=file, what=what, hint="")
    return columns
