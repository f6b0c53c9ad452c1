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
            for piece in filter(str.strip, text.split("\n")):
                at = (number, matrix[4], matrix[5])
                # A font is embedded in parts: where the next one begins the text goes on.
                goes_on = found and (found[-1].page, found[-1].x, found[-1].y) == at
                said = found.pop().text + piece if goes_on else piece
                wide = text_width(said, weight, size)
                found.append(Placed(number, said, matrix[4], matrix[5], wide, size))

        page.extract_text(visitor_text=see)
    return found


def overlapping(data: bytes) -> list[tuple[Placed, Placed]]:
    """The pairs of texts of one page whose letters run into one another."""
    found, near = [], list[Placed]()
    for each in sorted(placed(data), key=lambda one: (one.page, -one.y)):
        near = [one for one in near if one.page == each.page and one.y - each.y < each.size]
        for one in near:
            # Between the line of small letters and their baseline no other text may stand.
            high = min(one.y + 0.5 * one.size, each.y + 0.5 * each.size) - max(one.y, each.y)
            wide = min(one.x + one.wide, each.x + each.wide) - max(one.x, each.x)
            if high > 0.5 and wide > 0.5:
                found.append((one, each))
        near.append(each)
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
