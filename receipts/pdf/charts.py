"""Charts: a bar a day from zero, with its figure in words; shares of a whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from receipts.pdf.pen import BAND, CELADON, INK, PERSIMMON, PINE, SOFT, TRACK, WHITE, Pen
from receipts.pdf.pieces import Piece, space
from receipts.pdf.typeface import text_width
from receipts.pdf.wrapping import shrunk
from receipts.report_documents import Chart, Stack

MARGIN: Final = 36.0
"""Room at the left for the edges of the range and the labels of rows."""

PLOT: Final = 84.0
FOOT: Final = 17.0
TEXT: Final = 8.2
AMBER_BAR: Final = "#A8781F"
BAR_SHARE: Final = 0.68
HEADROOM: Final = Decimal("1.28")
INSIDE: Final = 13.0
"""A bar lower than this has its figure above it."""

ROW: Final = 17.0
UPRIGHT: Final = 92.0
PART_INKS: Final = ((PINE, WHITE), (BAND, INK), (TRACK, INK), ("#D9B98C", INK), ("#B9C7D1", INK))
WHOLE: Final = Decimal(100)
LEAST_SHARE: Final = 12.0
"""Points below which a part of a stack has no room for its figure."""


@dataclass(frozen=True)
class _Plot:
    """Where a chart lies on its page: left end and width of the plot, its base, its scale."""

    left: float
    wide: float
    base: float
    end: Decimal

    def up(self, value: Decimal) -> float:
        """The distance from the top of the page at which `value` lies."""
        return self.base - PLOT * float(value / self.end)

    def centre(self, number: int, count: int) -> float:
        """The middle of one of `count` places, from the left."""
        return self.left + self.wide * (number + 0.5) / count


def chart_piece(chart: Chart, wide: float) -> Piece:
    """The whole chart, `wide` points across."""
    known = [value for value in (*chart.values, chart.low, chart.high) if value is not None]
    end = max([*known, Decimal(0)]) * HEADROOM or Decimal(1)

    def draw(pen: Pen, left: float, top: float) -> None:
        plot = _Plot(left + MARGIN, wide - MARGIN, top + 6 + PLOT, end)
        _draw_range(pen, chart, plot)
        _draw_bars(pen, chart, plot)
        pen.line((plot.left, plot.base), (left + wide, plot.base), INK, 0.8)
        _draw_labels(pen, chart.labels, plot)

    return Piece(6 + PLOT + FOOT + 4, draw)


def _draw_labels(pen: Pen, labels: tuple[str, ...], plot: _Plot) -> None:
    room = plot.wide / max(1, len(labels)) - 2
    for number, label in enumerate(labels):
        size = shrunk(label, "Regular", TEXT, room)
        x = plot.centre(number, len(labels))
        pen.text(x, plot.base + FOOT / 2, label, size, ink=SOFT, side="centre")


def _draw_range(pen: Pen, chart: Chart, plot: _Plot) -> None:
    edges = [edge for edge in (chart.low, chart.high) if edge is not None]
    if not edges:
        return
    bottom = plot.base if chart.low is None else plot.up(chart.low)
    upper = plot.base - PLOT if chart.high is None else plot.up(chart.high)
    pen.box(plot.left, upper, plot.wide, max(bottom - upper, 0.5), CELADON)
    above = plot.base + TEXT
    for edge in sorted(edges):
        y = plot.up(edge)
        pen.line((plot.left, y), (plot.left + plot.wide, y), "#8FAE9C", 0.6)
        # Two edges close together must not print their figures over one another.
        middle = min(y, above - TEXT * 1.1)
        above = middle
        shown = f"{edge.normalize():f}"
        size = shrunk(shown, "Regular", TEXT, MARGIN - 6)
        pen.text(plot.left - 5, middle, shown, size, ink=SOFT, side="right")


def _ink(chart: Chart, number: int) -> str:
    value = chart.values[number]
    if not chart.flagged[number] or value is None:
        return PINE
    return AMBER_BAR if chart.low is not None and value < chart.low else PERSIMMON


def _draw_bars(pen: Pen, chart: Chart, plot: _Plot) -> None:
    count = len(chart.labels)
    bar = plot.wide / max(1, count) * BAR_SHARE
    for number, (value, text) in enumerate(zip(chart.values, chart.texts, strict=True)):
        x, ink = plot.centre(number, count), _ink(chart, number)
        upper = plot.base if value is None else plot.up(value)
        tall = plot.base - upper
        inside = tall >= INSIDE
        if value is not None:
            pen.box(x - bar / 2, upper, bar, tall, ink)
        size = shrunk(text, "Bold", 9, bar - 2 if inside else plot.wide / count - 2)
        middle = upper + 7 if inside else upper - 6
        pen.text(x, middle, text, size, bold=True, ink=WHITE if inside else INK, side="centre")
        if chart.flagged[number]:
            pen.triangle(x, upper - (2.5 if inside else 12), 6, ink)


def stack_pieces(stack: Stack, wide: float) -> list[Piece]:
    """The names of the parts, then the stack."""
    body = [_upright(stack, wide)] if stack.upright else _rows(stack, wide)
    return [_key(stack.parts), *body, space(4)]


def _key(parts: tuple[str, ...]) -> Piece:
    def draw(pen: Pen, left: float, top: float) -> None:
        x = left + MARGIN
        for (ink, _text), part in zip(PART_INKS, parts, strict=False):
            pen.box(x, top + 4, 8, 8, ink)
            pen.text(x + 11, top + 8, part, TEXT)
            x += 11 + text_width(part, "Regular", TEXT) + 12

    return Piece(17, draw, glued=True)


def _rows(stack: Stack, wide: float) -> list[Piece]:
    return [
        _row(label, shares, wide) for label, shares in zip(stack.labels, stack.shares, strict=True)
    ]


def _row(label: str, shares: tuple[Decimal, ...], wide: float) -> Piece:
    def draw(pen: Pen, left: float, top: float) -> None:
        size = shrunk(label, "Regular", 9, MARGIN - 4)
        pen.text(left, top + ROW / 2, label, size)
        x, room = left + MARGIN, wide - MARGIN
        for (ink, text_ink), share in zip(PART_INKS, shares, strict=False):
            part = room * float(share / WHOLE)
            pen.box(x, top + 1, part, ROW - 2, ink)
            if part > LEAST_SHARE * 1.6:
                shown = f"{share:.0f}%"
                middle = x + part / 2
                pen.text(middle, top + ROW / 2, shown, TEXT, bold=True, ink=text_ink, side="centre")
            x += part

    return Piece(ROW + 2, draw)


def _upright(stack: Stack, wide: float) -> Piece:
    def draw(pen: Pen, left: float, top: float) -> None:
        plot = _Plot(left + MARGIN, wide - MARGIN, top + UPRIGHT, WHOLE)
        for number, shares in enumerate(stack.shares):
            _column(pen, plot, plot.centre(number, len(stack.labels)), shares, len(stack.labels))
        pen.line((plot.left, plot.base), (left + wide, plot.base), INK, 0.8)
        _draw_labels(pen, stack.labels, plot)

    return Piece(UPRIGHT + FOOT, draw)


def _column(pen: Pen, plot: _Plot, centre: float, shares: tuple[Decimal, ...], count: int) -> None:
    bar = plot.wide / max(1, count) * BAR_SHARE
    if not shares:
        pen.text(centre, plot.base - 6, "—", TEXT, side="centre")
    bottom = plot.base
    for (ink, text_ink), share in zip(PART_INKS, shares, strict=False):
        tall = UPRIGHT * float(share / WHOLE)
        pen.box(centre - bar / 2, bottom - tall, bar, tall, ink)
        if tall > LEAST_SHARE:
            shown = f"{share:.0f}"
            size = shrunk(shown, "Bold", TEXT, bar - 2)
            middle = bottom - tall / 2
            pen.text(centre, middle, shown, size, bold=True, ink=text_ink, side="centre")
        bottom -= tall
