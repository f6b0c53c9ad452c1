"""The bundled typeface inside a PDF, and text set on the columns of a slip."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from canteen.fonts import Weight, drawable, font_path
from receipts.columns import width

NAMES: Final[dict[Weight, str]] = {"Regular": "NotoSansSC", "Bold": "NotoSansSC-Bold"}
BASELINE: Final = 0.436
"""Baseline below the middle of a line, in em."""
MOST_STRETCH: Final = 1.2
"""A word narrower than its columns is widened to them by no more than this."""


@cache
def register() -> None:
    """Make both weights known to reportlab; costs nothing after the first call."""
    for weight, name in NAMES.items():
        pdfmetrics.registerFont(TTFont(name, str(font_path(weight))))


def text_width(text: str, weight: Weight, size: float) -> float:
    """Width in points of `text` as it will be drawn at `size` points."""
    register()
    return float(pdfmetrics.stringWidth(drawable(text), NAMES[weight], size))


def draw_cells(canvas: Canvas, text: str, x: float, y: float, cell: float, weight: Weight) -> None:
    """Draw a cleaned `text` from `x` on baseline `y`: ASCII `cell` points wide, all else twice.

    Letters are `2 * cell` points high. A word keeps its own spacing and is fitted to its columns
    as a whole: letters placed one by one would come out of the PDF as "1 2 . 5 0". A character
    without a glyph becomes 〓, since reportlab would show nothing for it.
    """
    register()
    pen = canvas.beginText()
    pen.setFont(NAMES[weight], 2 * cell)
    column = 0
    for run in _runs(drawable(text), weight):
        if run != " ":
            _draw_run(pen, run, (x + column * cell, y), width(run) * cell, weight)
        column += width(run)
    canvas.drawText(pen)


def _draw_run(
    pen: PDFTextObject, run: str, at: tuple[float, float], room: float, weight: Weight
) -> None:
    natural = text_width(run, weight, room / width(run) * 2)
    drawn = min(room, natural * MOST_STRETCH)
    pen.setHorizScale(100 * drawn / natural)
    pen.setTextOrigin(at[0] + (room - drawn) / 2, at[1])
    pen.textOut(run)


def _runs(text: str, weight: Weight) -> Iterator[str]:
    """The pieces of `text` that are drawn in one go; they join to `text`.

    A piece is an ASCII word, a row of letters that fill their cells exactly, or one other letter.
    """
    for kind, run in groupby(text, lambda char: _kind(char, weight)):
        letters = "".join(run)
        yield from letters if kind == "alone" else [letters]


def _kind(char: str, weight: Weight) -> str:
    if char.isascii():
        return "alone" if char == " " else "word"
    return "full" if round(text_width(char, weight, 1000)) == 1000 else "alone"  # noqa: PLR2004
