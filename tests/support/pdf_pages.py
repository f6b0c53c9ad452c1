"""A PDF as a reader sees it: its words, and where each of them stands."""

import io
from dataclasses import dataclass

import pypdf

from canteen.fonts import Weight
from receipts.pdf.typeface import text_width


@dataclass(frozen=True)
class Placed:
    """A text that was drawn in one go: its page, its left end and baseline, how wide it is."""

    page: int
    text: str
    x: float
    y: float
    wide: float
    size: float


def pages(data: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def sizes(data: bytes) -> set[tuple[int, int]]:
    """Widths and heights of the pages in whole millimetres."""
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    return {(round(float(b.width) / 72 * 25.4), round(float(b.height) / 72 * 25.4)) for b in boxes}


def placed(data: bytes) -> list[Placed]:
    """Every text of every page with its place, in points from the lower left corner."""
    found: list[Placed] = []
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(data)).pages):

        def see(text, _outer, matrix, font, size, number=number):
            weight: Weight = "Bold" if font and "Bold" in str(font.get("/BaseFont")) else "Regular"
            for said in filter(str.strip, text.split("\n")):
                wide = text_width(said, weight, size)
                found.append(Placed(number, said, matrix[4], matrix[5], wide, size))

        page.extract_text(visitor_text=see)
    return found


def outside(data: bytes, margin: float = 0.0) -> list[Placed]:
    """The texts that are not wholly on their page, `margin` points from its sides."""
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    return [
        each
        for each in placed(data)
        if each.x < margin - 0.1
        or each.x + each.wide > float(boxes[each.page].width) - margin + 0.6
        or each.y < 0
        or each.y + each.size > float(boxes[each.page].height) + 1
    ]
