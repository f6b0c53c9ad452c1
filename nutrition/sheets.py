"""Data files: UTF-8 CSV with a header, read into cells that know their file and line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from canteen.i18n import N_, _
from nutrition.errors import BadCell, FoodTableError, UnknownColumn, nearest

NUMBER = N_("0 以上的数字")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of a data file; `line` counts from 1, the header."""

    file: str
    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """The cell, stripped; raises `BadCell` when it is empty."""
        value = self.optional(column)
        if not value:
            raise self.bad(column, _("内容，不能空着"))
        return value

    def optional(self, column: str) -> str:
        """The cell, stripped; empty when the column is absent."""
        return (self.cells.get(column) or "").strip()

    def number(self, column: str) -> Decimal | None:
        """The cell as a figure ≥ 0, None when empty; raises `BadCell`."""
        text = self.optional(column)
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise self.bad(column, _(NUMBER)) from None
        if not value.is_finite() or value < 0:
            raise self.bad(column, _(NUMBER))
        return value

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        """The cell, which must be one of `allowed`; raises `BadCell`."""
        value = self.optional(column)
        if value not in allowed:
            raise self.bad(column, "、".join(allowed))
        return value

    def bad(self, column: str, allowed: str) -> BadCell:
        """The error for one cell of this row."""
        return BadCell(
            file=self.file,
            line=self.line,
            column=column,
            value=self.optional(column),
            allowed=allowed,
        )


def read_sheet(
    text: str, file: str, required: Sequence[str], optional: Sequence[str] = ()
) -> list[SheetRow]:
    """The rows of a CSV `text`; raises `UnknownColumn` or `FoodTableError` with `file` and line.

    A column outside `required` and `optional` is refused: a mistyped heading would otherwise turn
    every figure under it into an unknown one.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    header = [cell.strip() for cell in next(reader, [])]
    known = [*required, *optional]
    for column in header:
        if column not in known or header.count(column) > 1:
            raise UnknownColumn(file=file, line=1, column=column, hint=nearest(column, known))
    for column in required:
        if column not in header:
            raise UnknownColumn(file=file, line=1, column=column, hint=_("缺少这一列，"))
    rows = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise FoodTableError(file=file, line=reader.line_num, what=_("格数与表头不同"))
        rows.append(SheetRow(file, reader.line_num, dict(zip(header, cells, strict=True))))
    return rows
