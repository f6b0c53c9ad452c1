"""Drawing on a page from its top left corner, in points, with the colours of the house."""

from __future__ import annotations

from functools import cache
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from canteen.fonts import Weight, drawable
from receipts.columns import clean
from receipts.pdf.drawings import Drawing
from receipts.pdf.typeface import BASELINE, NAMES, register, text_width
from receipts.report_documents import Side, Tone

PX: Final = 72 / 150
"""Points in one pixel of a page of 150 dots an inch, in which the sheets are designed."""

INK: Final = "#241F1A"
SOFT: Final = "#574F45"
LINE: Final = "#DED7C9"
PINE: Final = "#1E5A47"
OK: Final = "#1E6B45"
CELADON: Final = "#DFEAE2"
BAND: Final = "#C3D6C9"
TRACK: Final = "#E8E2D6"
PERSIMMON: Final = "#B4431A"
AMBER: Final = "#6B4500"
PALE: Final = "#FBE7DB"
WHITE: Final = "#FFFFFF"

TONES: Final[dict[Tone, str]] = {
    "ink": INK,
    "soft": SOFT,
    "good": OK,
    "low": AMBER,
    "high": PERSIMMON,
}
BARS: Final[dict[Tone, str]] = {**TONES, "ink": PINE, "good": PINE}
SHARES: Final = {"left": 0.0, "centre": 0.5, "right": 1.0}


@cache
def colour(value: str) -> Color:
    """The colour of #RRGGBB."""
    return HexColor(value)


class Pen:
    """A canvas seen from the top left; `high` is the page's height in points."""

    def __init__(self, canvas: Canvas, high: float) -> None:
        register()
        self.canvas = canvas
        self.high = high

    def text(
        self,
        x: float,
        middle: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        ink: str = INK,
        side: Side = "left",
    ) -> None:
        """One line at `x`, which is its left end, its centre or its right end; `middle` from top.

        A character that the typeface lacks becomes 〓.
        """
        shown = drawable(text)
        weight: Weight = "Bold" if bold else "Regular"
        left = x - SHARES[side] * text_width(shown, weight, size) if side != "left" else x
        self.canvas.setFillColor(colour(ink))
        self.canvas.setFont(NAMES[weight], size)
        self.canvas.drawString(left, self.high - middle - BASELINE * size, shown)

    def box(self, x: float, top: float, wide: float, tall: float, ink: str) -> None:
        """A filled rectangle."""
        self.canvas.setFillColor(colour(ink))
        self.canvas.rect(x, self.high - top - tall, wide, tall, stroke=0, fill=1)

    def frame(self, x: float, top: float, wide: float, tall: float, ink: str = LINE) -> None:
        """The outline of a rectangle, half a point thick."""
        self._stroke(ink, 0.5)
        self.canvas.rect(x, self.high - top - tall, wide, tall, stroke=1, fill=0)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        ink: str = LINE,
        thick: float = 0.5,
    ) -> None:
        """A line between two points, each from the left and from the top."""
        self._stroke(ink, thick)
        self.canvas.line(start[0], self.high - start[1], end[0], self.high - end[1])

    def triangle(self, centre: float, bottom: float, size: float, ink: str) -> None:
        """A filled triangle that points up, `size` wide."""
        path = self.canvas.beginPath()
        path.moveTo(centre - size / 2, self.high - bottom)
        path.lineTo(centre + size / 2, self.high - bottom)
        path.lineTo(centre, self.high - bottom + size * 0.75)
        path.close()
        self.canvas.setFillColor(colour(ink))
        self.canvas.drawPath(path, stroke=0, fill=1)

    def arrow(self, left: float, middle: float, size: float, ink: str) -> None:
        """A filled triangle that points to the right, `size` wide and half as much again high."""
        path = self.canvas.beginPath()
        path.moveTo(left, self.high - middle + size * 0.75)
        path.lineTo(left, self.high - middle - size * 0.75)
        path.lineTo(left + size, self.high - middle)
        path.close()
        self.canvas.setFillColor(colour(ink))
        self.canvas.drawPath(path, stroke=0, fill=1)

    def drawing(self, x: float, top: float, side: float, drawing: Drawing) -> None:
        """A drawing with its top left corner at `x` and `top`, `side` points wide and high."""
        scale = side / drawing.side
        self.canvas.saveState()
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)

        def at(point: complex) -> tuple[float, float]:
            return x + point.real * scale, self.high - top - point.imag * scale

        for shape in drawing.shapes:
            path = self.canvas.beginPath()
            for stretch in shape.stretches:
                path.moveTo(*at(stretch.start))
                for first, second, end in stretch.curves:
                    path.curveTo(*at(first), *at(second), *at(end))
                if stretch.closed:
                    path.close()
            if shape.fill:
                self.canvas.setFillColor(colour(shape.fill))
            if shape.stroke:
                self._stroke(shape.stroke, shape.thick * scale)
            self.canvas.drawPath(path, stroke=bool(shape.stroke), fill=bool(shape.fill))
        self.canvas.restoreState()

    def _stroke(self, ink: str, thick: float) -> None:
        self.canvas.setStrokeColor(colour(ink))
        self.canvas.setLineWidth(thick)


def clean_text(text: str) -> str:
    """`text` without control characters, its line ends kept."""
    return "\n".join(map(clean, text.splitlines()))
