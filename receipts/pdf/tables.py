"""Tables: columns by share, cells of as many lines as they need, heads repeated on every page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from typing import Final

from canteen.fonts import Weight
from receipts.pdf.pen import BAND, BARS, INK, LINE, PALE, SHARES, SOFT, TONES, TRACK, Pen
from receipts.pdf.pieces import Piece, space
from receipts.pdf.wrapping import balanced, longest_word, wrap
from receipts.report_documents import Cell, Column, Gauge, Table

LEADING: Final = 1.32
PADDING: Final = 2.6
GAP: Final = 8.0
"""Points between two columns."""

TIGHT: Final = 2.0
"""The same in a grid, where a line parts them."""

MOST_LINES: Final = 10
"""A cell longer than this may go on upon the next page, so that any row fits any page."""

KEPT: Final = 300.0
"""Points of height up to which a table stays on one page, so that it is read at one glance."""

LEAST_LETTERS: Final = 0.7
"""Letters of a cell are made smaller by no more than this to keep its longest word whole."""

ARROW: Final = 6.0
"""Points at the end of a gauge's track for the sign of what goes past it."""


@dataclass(frozen=True)
class _Set:
    """A cell as it is drawn: its lines in letters of a size, where it begins, how wide it is."""

    cell: Cell
    size: float
    lines: tuple[str, ...]
    left: float
    wide: float
    column: Column


def table_pieces(table: Table, wide: float) -> list[Piece]:
    """The rows of `table`, `wide` points across, under its head and their own heading.

    A short table stays together; a long one may go on wherever a row ends.
    """
    head = _head(table, wide) if table.head else ()
    pieces = [replace(piece, glued=True) for piece in head]
    above = head
    for row in table.rows:
        found = _row_pieces(table, row, wide)
        if _is_heading(table, row):
            pieces += [replace(piece, repeat=head) for piece in found]
            above = (*head, *found)
        else:
            pieces += [replace(piece, repeat=above) for piece in found]
    if sum(piece.high for piece in pieces) <= KEPT:
        pieces = [*(replace(piece, glued=True) for piece in pieces[:-1]), *pieces[-1:]]
    return [*pieces, space(PADDING)]


def _is_heading(table: Table, row: tuple[Cell, ...]) -> bool:
    return len(row) < len(table.columns)


def _head(table: Table, wide: float) -> tuple[Piece, ...]:
    cells = tuple(Cell(column.head, tone="soft") for column in table.columns)
    return tuple(_row_pieces(replace(table, size=table.size * 0.94), cells, wide))


def _row_pieces(table: Table, row: tuple[Cell, ...], wide: float) -> list[Piece]:
    heading = _is_heading(table, row)
    sets = _heading_sets(table, row, wide) if heading else _sets(table, row, wide)
    tallest = max(len(each.lines) for each in sets)
    pieces = []
    for start in range(0, tallest, MOST_LINES):
        part = [replace(each, lines=each.lines[start : start + MOST_LINES]) for each in sets]
        last = start + MOST_LINES >= tallest
        pieces.append(_piece(table, part, wide, last=last, first=start == 0))
    return [replace(piece, glued=heading) for piece in pieces]


def _heading_sets(table: Table, row: tuple[Cell, ...], wide: float) -> list[_Set]:
    cell = row[0]
    lines = wrap(cell.text, _weight(cell), table.size, wide)
    return [_Set(cell, table.size, lines, 0.0, wide, Column("", 1))]


def _sets(table: Table, row: tuple[Cell, ...], wide: float) -> list[_Set]:
    gap = TIGHT if table.grid else GAP
    shares = [column.share for column in table.columns]
    room = wide - gap * (len(shares) - 1)
    widths = [room * share / sum(shares) for share in shares]
    lefts = [0.0, *accumulate(each + gap for each in widths)]
    cut = balanced if table.grid else wrap
    sets = []
    for cell, each, left, column in zip(row, widths, lefts, table.columns, strict=False):
        size = _letters(cell, table.size, each)
        sets.append(_Set(cell, size, cut(cell.text, _weight(cell), size, each), left, each, column))
    return sets


def _weight(cell: Cell) -> Weight:
    return "Bold" if cell.bold else "Regular"


def _letters(cell: Cell, size: float, wide: float) -> float:
    """The size of a cell's letters: smaller where a word would have to be broken otherwise."""
    longest = longest_word(cell.text, _weight(cell), size)
    return size if longest <= wide else size * max(LEAST_LETTERS, wide / longest)


def _piece(table: Table, sets: list[_Set], wide: float, *, last: bool, first: bool) -> Piece:
    step = table.size * LEADING
    padding = PADDING / 2 if table.grid else PADDING
    above, below = padding if first else 0.0, padding if last else 0.0
    high = max(len(each.lines) for each in sets) * step + above + below

    def draw(pen: Pen, left: float, top: float) -> None:
        for each in sets:
            if each.cell.wash:
                edge = TIGHT / 2
                pen.box(left + each.left - edge, top, each.wide + 2 * edge, high, PALE)
            if each.cell.gauge is not None and first:
                middle = top + above + step / 2
                _draw_gauge(pen, each.cell.gauge, left + each.left, middle, each.wide)
            _draw_lines(pen, each, step, left, top + above)
        if table.grid:
            for each in sets[1:]:
                x = left + each.left - TIGHT / 2
                pen.line((x, top), (x, top + high))
        if last:
            pen.line((left, top + high), (left + wide, top + high))

    return Piece(high, draw)


def _draw_lines(pen: Pen, each: _Set, step: float, left: float, top: float) -> None:
    x = left + each.left + SHARES[each.column.side] * each.wide
    for number, line in enumerate(each.lines):
        if line:
            middle = top + (number + 0.5) * step
            ink = TONES[each.cell.tone]
            side = each.column.side
            pen.text(x, middle, line, each.size, bold=each.cell.bold, ink=ink, side=side)


def _draw_gauge(pen: Pen, gauge: Gauge, left: float, middle: float, wide: float) -> None:
    """Track, range and bar; what goes past the scale ends in an arrow, so that it is not read."""
    track = wide - ARROW

    def at(value: Decimal) -> float:
        return track * min(1.0, max(0.0, float(value / gauge.end)))

    pen.box(left, middle - 2.2, track, 4.4, TRACK)
    low, high = at(gauge.low), at(gauge.high)
    pen.box(left + low, middle - 4.2, max(high - low, 1.0), 8.4, BAND)
    if gauge.value is not None:
        pen.box(left, middle - 2.2, at(gauge.value), 4.4, BARS[gauge.tone])
        if gauge.value > gauge.end:
            pen.arrow(left + track, middle, ARROW, BARS[gauge.tone])


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
