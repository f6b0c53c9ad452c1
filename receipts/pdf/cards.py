"""Dish cards in A6, four to a sheet of A4, and narrow labels, twelve to a sheet; to be cut."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from canteen.i18n import _
from receipts.pdf.card_facts import SMALLEST, draw_facts
from receipts.pdf.drawings import read_drawing
from receipts.pdf.pen import INK, LINE, SOFT, Pen
from receipts.pdf.report import A4, new_canvas
from receipts.pdf.typeface import text_width
from receipts.pdf.wrapping import shrunk, wrap
from receipts.report_documents import CardFigure, CardSheets, DishCard

SHEET: Final = (A4[1], A4[0])
ACROSS: Final = 2
CARD_ROWS: Final = 2
LABEL_ROWS: Final = 6
WIDE: Final = SHEET[0] / ACROSS
CARD_TALL: Final = SHEET[1] / CARD_ROWS
LABEL_SIDE: Final = 14.0
LABEL_FOOT: Final = 24.0
"""Office printers leave about 12 points of each side blank: labels keep clear of them, and so does
every text of the cards, which are A6 to the edge."""

LABEL_WIDE: Final = WIDE - LABEL_SIDE
LABEL_TALL: Final = (SHEET[1] - LABEL_SIDE - LABEL_FOOT) / LABEL_ROWS
EDGE: Final = 7.7
"""The coloured border at the left: 16 pixels of a card 874 wide."""

LEFT: Final = 25.0
RIGHT: Final = WIDE - 22.0
INNER: Final = RIGHT - LEFT
PLATE: Final = 92.0
BESIDE_PLATE: Final = LEFT + PLATE + 14.0
LABEL_PLATE: Final = 62.0
FACTS_TOP: Final = 195.0
FACTS_END: Final = 258.0
BETWEEN: Final = 16.0
LABEL_FACTS: Final = 14.0
"""Points of height that the facts of a label have."""

COUNT: Final = 6.0
COUNT_FOOT: Final = 15.5
"""How far the page count stands above the lower edge of the sheet."""

DrawCard = Callable[[Pen, DishCard, float, float], None]


@dataclass(frozen=True)
class _Grid:
    """How one kind of card lies on its sheets."""

    rows: int
    wide: float
    tall: float
    margin: float
    draw: DrawCard

    @property
    def count(self) -> int:
        """Cards of one sheet."""
        return self.rows * ACROSS


def render_cards(sheets: CardSheets) -> bytes:
    """The PDF: sheets of cards, then sheets of labels; the same document gives the same bytes."""
    cards = _Grid(CARD_ROWS, WIDE, CARD_TALL, 0.0, _card)
    labels = _Grid(LABEL_ROWS, LABEL_WIDE, LABEL_TALL, LABEL_SIDE, _label)
    pages = [
        *((chunk, cards) for chunk in _chunks(sheets.cards, cards.count)),
        *((chunk, labels) for chunk in _chunks(sheets.labels, labels.count)),
    ]
    out = io.BytesIO()
    canvas = new_canvas(out, SHEET, sheets.title, sheets.author)
    pen = Pen(canvas, SHEET[1])
    for number, (chunk, grid) in enumerate(pages, start=1):
        _sheet(pen, chunk, grid)
        count = _("第 {page} 页，共 {pages} 页").format(page=number, pages=len(pages))
        pen.text(WIDE - 22, SHEET[1] - COUNT_FOOT, count, COUNT, ink=SOFT, side="right")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _chunks(cards: Sequence[DishCard], size: int) -> Iterator[Sequence[DishCard]]:
    for start in range(0, len(cards), size):
        yield cards[start : start + size]


def _sheet(pen: Pen, cards: Sequence[DishCard], grid: _Grid) -> None:
    for place, card in enumerate(cards):
        left = grid.margin + place % ACROSS * grid.wide
        top = grid.margin + place // ACROSS * grid.tall
        pen.box(left, top, EDGE, grid.tall, card.edge)
        pen.frame(left, top, grid.wide, grid.tall)
        grid.draw(pen, card, left, top)


def _card(pen: Pen, card: DishCard, left: float, top: float) -> None:
    x, end, beside = left + LEFT, left + RIGHT, left + BESIDE_PLATE
    _pictures(pen, card, x, top + 22, PLATE)
    pen.text(beside, top + 31, card.category, 14, bold=True, ink=card.edge)
    pen.text(end, top + 31, card.when, 11, ink=SOFT, side="right")
    _fitted(pen, (beside, top + 64), card.name, 34, end - beside, bold=True)
    room = end - beside - _price(pen, card.price, end, top + 103, 28) - BETWEEN
    _fitted(pen, (beside, top + 104), card.name_en, 13, room, ink=SOFT)
    pen.line((x, top + 123), (end, top + 123), INK, 1.0)
    step = INNER / max(1, len(card.figures))
    for number, figure in enumerate(card.figures):
        at = x + number * step
        if number:
            pen.line((at - 5, top + 130), (at - 5, top + 184))
        _figure(pen, figure, at, top, step - 9)
    pen.line((x, top + 189), (end, top + 189))
    draw_facts(pen, card.facts, (x, top + FACTS_TOP), INNER, FACTS_END - FACTS_TOP)
    pen.line((x, top + 262), (end, top + 262))
    _foot(pen, card, x, top + 271)


def _pictures(pen: Pen, card: DishCard, left: float, top: float, side: float) -> None:
    for svg in card.pictures:
        pen.drawing(left, top, side, read_drawing(svg))


def _fitted(
    pen: Pen,
    at: tuple[float, float],
    text: str,
    size: float,
    wide: float,
    *,
    bold: bool = False,
    ink: str = INK,
) -> None:
    """One line that is made smaller until it fits."""
    shown = shrunk(text, "Bold" if bold else "Regular", size, wide)
    pen.text(at[0], at[1], text, shown, bold=bold, ink=ink)


def _price(pen: Pen, price: str, end: float, middle: float, size: float) -> float:
    """Draw the price, its sign smaller on the same baseline; the width that they take."""
    pen.text(end, middle, price, size, bold=True, side="right")
    small = size * 0.62
    wide = text_width(price, "Bold", size)
    pen.text(end - wide, middle + (size - small) * 0.436, "￥", small, bold=True, side="right")
    return wide + text_width("￥", "Bold", small)


def _figure(pen: Pen, figure: CardFigure, x: float, top: float, wide: float) -> None:
    _fitted(pen, (x, top + 137), figure.label, 9, wide, ink=SOFT)
    _amount(pen, figure, (x, top + 153), 16, wide)
    per_100g = _("100 克 {amount}").format(amount=figure.per_100g)
    _fitted(pen, (x, top + 168), per_100g, 8.4, wide, ink=SOFT)
    _fitted(pen, (x, top + 180), f"NRV {figure.nrv}", 8.4, wide, ink=SOFT)


def _amount(
    pen: Pen, figure: CardFigure, at: tuple[float, float], size: float, wide: float
) -> None:
    """A figure with its unit behind it, both made smaller together where they must be."""
    natural = text_width(figure.portion, "Bold", size)
    natural += 2 + text_width(figure.unit, "Regular", size / 2)
    scale = min(1.0, wide / natural)
    size *= scale
    pen.text(at[0], at[1], figure.portion, size, bold=True)
    x = at[0] + text_width(figure.portion, "Bold", size) + 2 * scale
    pen.text(x, at[1] + size * 0.218, figure.unit, size / 2)


def _foot(pen: Pen, card: DishCard, x: float, middle: float) -> None:
    left = f"{card.author}\u3000{card.portion}"
    _fitted(pen, (x, middle), left, 8, INNER * 0.4, ink=SOFT)
    size = shrunk(card.sentence, "Regular", 8, INNER * 0.58)
    pen.text(x + INNER, middle, card.sentence, size, ink=SOFT, side="right")


def _label(pen: Pen, card: DishCard, left: float, top: float) -> None:
    _pictures(pen, card, left + EDGE + 6, top + (LABEL_TALL - LABEL_PLATE) / 2, LABEL_PLATE)
    x, end = left + EDGE + LABEL_PLATE + 16, left + LABEL_WIDE - 12
    wide = end - x
    taken = _price(pen, card.price, end, top + 17, 18)
    _fitted(pen, (x, top + 17), card.name, 20, wide - taken - 8, bold=True)
    pen.line((x, top + 32), (end, top + 32), LINE)
    step = wide / max(1, len(card.figures))
    for number, figure in enumerate(card.figures):
        at = x + number * step
        _fitted(pen, (at, top + 40), figure.label, 8, step - 6, ink=SOFT)
        _amount(pen, figure, (at, top + 53), 13, step - 6)
    text = "\u3000".join(f"{head} {said}" for head, said in card.facts[:2])
    size, lines = 10.0, wrap(text, "Regular", 10.0, wide)
    while len(lines) * size * 1.3 > LABEL_FACTS and size > SMALLEST:
        size *= 0.94
        lines = wrap(text, "Regular", size, wide)
    for number, line in enumerate(lines):
        pen.text(x, top + 63 + (number + 0.5) * size * 1.3, line, size)
    _fitted(pen, (x, top + 84), card.portion, 7.4, wide * 0.34, ink=SOFT)
    small = shrunk(card.sentence, "Regular", 7.4, wide * 0.64)
    pen.text(end, top + 84, card.sentence, small, ink=SOFT, side="right")
