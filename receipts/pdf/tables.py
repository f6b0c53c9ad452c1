"""Tables: columns by share, cells of as many lines as they need, heads repeated on every page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from typing import Final

from canteen.fonts import Weight
from receipts.pdf.pen import BAND, BARS, INK, LINE, PALE, SHARES, SOFT, TONES, TRACK, Pen
from receipts.pdf.pieces import Piece, space
from receipts.pdf.wrapping import wrap
from receipts.report_documents import Cell, Column, Gauge, Table

LEADING: Final = 1.32
PADDING: Final = 2.6
GAP: Final = 8.0
"""Points between two columns."""

TIGHT: Final = 2.0
"""The same in a grid, where a line parts them."""

MOST_LINES: Final = 30
"""A cell longer than this goes on in a row of its own, so that any row fits any page."""


@dataclass(frozen=True)
class _Set:
    """A cell as it is drawn: its lines, where it begins and how wide it is."""

    cell: Cell
    lines: tuple[str, ...]
    left: float
    wide: float
    column: Column


def table_pieces(table: Table, wide: float) -> list[Piece]:
    """The rows of `table`, `wide` points across, under its head."""
    head = _head(table, wide) if table.head else ()
    rows = [piece for row in table.rows for piece in _row_pieces(table, row, wide)]
    glued_head = tuple(replace(piece, glued=True) for piece in head)
    return [*glued_head, *(replace(piece, repeat=head) for piece in rows), space(PADDING)]


def _head(table: Table, wide: float) -> tuple[Piece, ...]:
    cells = tuple(Cell(column.head, tone="soft") for column in table.columns)
    return tuple(_row_pieces(replace(table, size=table.size * 0.94), cells, wide))


def _row_pieces(table: Table, row: tuple[Cell, ...], wide: float) -> list[Piece]:
    heading = len(row) < len(table.columns)
    sets = _heading_sets(table, row, wide) if heading else _sets(table, row, wide)
    tallest = max(len(each.lines) for each in sets)
    pieces = []
    for start in range(0, tallest, MOST_LINES):
        part = [replace(each, lines=each.lines[start : start + MOST_LINES]) for each in sets]
        last = start + MOST_LINES >= tallest
        pieces.append(_piece(table, part, wide, ruled=last, first=start == 0))
    return [replace(piece, glued=heading) for piece in pieces]


def _heading_sets(table: Table, row: tuple[Cell, ...], wide: float) -> list[_Set]:
    cell = row[0]
    lines = wrap(cell.text, "Bold" if cell.bold else "Regular", table.size, wide)
    return [_Set(cell, lines, 0.0, wide, Column("", 1))]


def _sets(table: Table, row: tuple[Cell, ...], wide: float) -> list[_Set]:
    gap = TIGHT if table.grid else GAP
    shares = [column.share for column in table.columns]
    room = wide - gap * (len(shares) - 1)
    widths = [room * share / sum(shares) for share in shares]
    lefts = [0.0, *accumulate(each + gap for each in widths)]
    return [
        _Set(cell, _lines(cell, table.size, each), left, each, column)
        for cell, each, left, column in zip(row, widths, lefts, table.columns, strict=False)
    ]


def _lines(cell: Cell, size: float, wide: float) -> tuple[str, ...]:
    weight: Weight = "Bold" if cell.bold else "Regular"
    return wrap(cell.text, weight, size, wide)


def _piece(table: Table, sets: list[_Set], wide: float, *, ruled: bool, first: bool) -> Piece:
    step = table.size * LEADING
    padding = PADDING / 2 if table.grid else PADDING
    high = max(len(each.lines) for each in sets) * step + 2 * padding

    def draw(pen: Pen, left: float, top: float) -> None:
        for each in sets:
            if each.cell.wash:
                edge = TIGHT / 2
                pen.box(left + each.left - edge, top, each.wide + 2 * edge, high, PALE)
            if each.cell.gauge is not None and first:
                middle = top + padding + step / 2
                _draw_gauge(pen, each.cell.gauge, left + each.left, middle, each.wide)
            _draw_lines(pen, each, table.size, left, top + padding)
        if table.grid:
            for each in sets[1:]:
                x = left + each.left - TIGHT / 2
                pen.line((x, top), (x, top + high))
        if ruled:
            pen.line((left, top + high), (left + wide, top + high))

    return Piece(high, draw)


def _draw_lines(pen: Pen, each: _Set, size: float, left: float, top: float) -> None:
    x = left + each.left + SHARES[each.column.side] * each.wide
    for number, line in enumerate(each.lines):
        if line:
            middle = top + (number + 0.5) * size * LEADING
            ink = TONES[each.cell.tone]
            side = each.column.side
            pen.text(x, middle, line, size, bold=each.cell.bold, ink=ink, side=side)


def _draw_gauge(pen: Pen, gauge: Gauge, left: float, middle: float, wide: float) -> None:
    """Track, range and bar; what goes past the scale is drawn to its end."""

    def at(value: Decimal) -> float:
        return wide * min(1.0, max(0.0, float(value / gauge.end)))

    pen.box(left, middle - 2.2, wide, 4.4, TRACK)
    low, high = at(gauge.low), at(gauge.high)
    pen.box(left + low, middle - 4.2, max(high - low, 1.0), 8.4, BAND)
    if gauge.value is not None:
        pen.box(left, middle - 2.2, at(gauge.value), 4.4, BARS[gauge.tone])


def section_head(title: str, note: str, wide: float) -> Piece:
    """A heading over a dark rule, with a note at the right end; both may take several lines."""
    note_lines = wrap(note, "Regular", 8.6, wide * 0.6) if note else ()
    taken = wide * 0.6 + GAP if note else 0.0
    lines = wrap(title, "Bold", 11.5, wide - taken)
    high = max(len(lines) * 16.0, len(note_lines) * 11.5) + 5

    def draw(pen: Pen, left: float, top: float) -> None:
        for number, line in enumerate(lines):
            pen.text(left, top + 8 + number * 16, line, 11.5, bold=True)
        for number, line in enumerate(note_lines):
            middle = top + high - 5 - (len(note_lines) - number - 0.5) * 11.5
            pen.text(left + wide, middle, line, 8.6, ink=SOFT, side="right")
        pen.line((left, top + high - 2), (left + wide, top + high - 2), INK, 1.0)

    return Piece(high, draw, glued=True)


def rule(pen: Pen, left: float, top: float, wide: float) -> None:
    """A light line across."""
    pen.line((left, top), (left + wide, top), LINE, 0.7)
