"""Dish cards in A6, four to a sheet of A4, and narrow labels, twelve to a sheet; to be cut."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from canteen.i18n import _
from receipts.pdf.pen import INK, LINE, SOFT, Pen
from receipts.pdf.report import A4, new_canvas
from receipts.pdf.typeface import text_width
from receipts.pdf.wrapping import shrunk, wrap
from receipts.report_documents import CardFigure, CardSheets, DishCard

SHEET: Final = (A4[1], A4[0])
ACROSS: Final = 2
WIDE: Final = SHEET[0] / ACROSS
CARD_ROWS: Final = 2
LABEL_ROWS: Final = 6
EDGE: Final = 7.7
"""The coloured border at the left: 16 pixels of a card 874 wide."""

LEFT: Final = 25.0
RIGHT: Final = WIDE - 22.0
INNER: Final = RIGHT - LEFT
FACTS_TOP: Final = 178.0
FACTS_END: Final = 264.0
FACT_SIZE: Final = 12.0
LEADING: Final = 1.45
BETWEEN: Final = 16.0
SMALLEST: Final = 1.0
LABEL_FACTS: Final = 15.0
"""Points of height that the facts of a label have."""


DrawCard = Callable[[Pen, DishCard, float, float], None]


def render_cards(sheets: CardSheets) -> bytes:
    """The PDF: sheets of cards, then sheets of labels; the same document gives the same bytes."""
    pages = [
        *((chunk, CARD_ROWS, _card) for chunk in _chunks(sheets.cards, ACROSS * CARD_ROWS)),
        *((chunk, LABEL_ROWS, _label) for chunk in _chunks(sheets.labels, ACROSS * LABEL_ROWS)),
    ]
    out = io.BytesIO()
    canvas = new_canvas(out, SHEET, sheets.title, sheets.author)
    pen = Pen(canvas, SHEET[1])
    for number, (cards, rows, draw) in enumerate(pages, start=1):
        _sheet(pen, cards, rows, draw)
        count = _("第 {page} 页，共 {pages} 页").format(page=number, pages=len(pages))
        pen.text(WIDE - 5, SHEET[1] - 4.5, count, 5.5, ink=SOFT, side="right")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _chunks(cards: Sequence[DishCard], size: int) -> Iterator[Sequence[DishCard]]:
    for start in range(0, len(cards), size):
        yield cards[start : start + size]


def _sheet(pen: Pen, cards: Sequence[DishCard], rows: int, draw: DrawCard) -> None:
    tall = SHEET[1] / rows
    for place, card in enumerate(cards):
        left, top = place % ACROSS * WIDE, place // ACROSS * tall
        pen.box(left, top, EDGE, tall, card.edge)
        pen.frame(left, top, WIDE, tall)
        draw(pen, card, left, top)


def _card(pen: Pen, card: DishCard, left: float, top: float) -> None:
    x, end = left + LEFT, left + RIGHT
    pen.text(x, top + 27, card.category, 14, bold=True, ink=card.edge)
    _fitted(pen, (x, top + 59), card.name, 33, INNER - 120, bold=True)
    _fitted(pen, (x, top + 88), card.name_en, 13, INNER - 120, ink=SOFT)
    _price(pen, card.price, end, top + 84, 26)
    pen.line((x, top + 104), (end, top + 104), INK, 1.0)
    step = INNER / max(1, len(card.figures))
    for number, figure in enumerate(card.figures):
        at = x + number * step
        if number:
            pen.line((at - 5, top + 111), (at - 5, top + 166))
        _figure(pen, figure, at, top, step - 9)
    pen.line((x, top + 171), (end, top + 171))
    _facts(pen, card.facts, x, top)
    pen.line((x, top + 268), (end, top + 268))
    _foot(pen, card, x, top + 280)


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


def _price(pen: Pen, price: str, end: float, middle: float, size: float) -> None:
    """The price, its sign smaller on the same baseline."""
    pen.text(end, middle, price, size, bold=True, side="right")
    small = size * 0.62
    x = end - text_width(price, "Bold", size)
    pen.text(x, middle + (size - small) * 0.436, "￥", small, bold=True, side="right")


def _figure(pen: Pen, figure: CardFigure, x: float, top: float, wide: float) -> None:
    _fitted(pen, (x, top + 118), figure.label, 9, wide, ink=SOFT)
    _amount(pen, figure, (x, top + 134), 16, wide)
    per_100g = _("100 克 {amount}").format(amount=figure.per_100g)
    _fitted(pen, (x, top + 149), per_100g, 7.8, wide, ink=SOFT)
    _fitted(pen, (x, top + 161), f"NRV {figure.nrv}", 7.8, wide, ink=SOFT)


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


@dataclass(frozen=True)
class _Run:
    """A piece of a line of facts."""

    x: float
    line: int
    text: str
    bold: bool


def _facts(pen: Pen, facts: tuple[tuple[str, str], ...], x: float, top: float) -> None:
    """Headings with their texts, run on; made smaller until all of them stand on the card."""
    size = FACT_SIZE
    runs = _set_facts(facts, size)
    room = FACTS_END - FACTS_TOP
    while _lines(runs) * size * LEADING > room and size > SMALLEST:
        size *= 0.94
        runs = _set_facts(facts, size)
    for run in runs:
        middle = top + FACTS_TOP + (run.line + 0.5) * size * LEADING
        pen.text(x + run.x, middle, run.text, size, bold=run.bold)


def _lines(runs: list[_Run]) -> int:
    return max((run.line for run in runs), default=-1) + 1


def _set_facts(facts: tuple[tuple[str, str], ...], size: float) -> list[_Run]:
    """Two facts share a line where both fit it whole; a long one goes on below its own start."""
    runs: list[_Run] = []
    x, line = 0.0, 0
    for head, text in facts:
        indent = text_width(head, "Bold", size) + size
        natural = indent + text_width(text, "Regular", size)
        if x and x + natural > INNER:
            x, line = 0.0, line + 1
        runs.append(_Run(x, line, head, bold=True))
        lines = wrap(text, "Regular", size, INNER - x - indent)
        runs += [_Run(x + indent, line + at, each, bold=False) for at, each in enumerate(lines)]
        if len(lines) > 1:
            x, line = 0.0, line + len(lines)
        else:
            x += natural + BETWEEN
    return runs


def _foot(pen: Pen, card: DishCard, x: float, middle: float) -> None:
    left = f"{card.author}\u3000{card.portion}"
    _fitted(pen, (x, middle), left, 8, INNER * 0.4, ink=SOFT)
    size = shrunk(card.sentence, "Regular", 8, INNER * 0.58)
    pen.text(x + INNER, middle, card.sentence, size, ink=SOFT, side="right")


def _label(pen: Pen, card: DishCard, left: float, top: float) -> None:
    x, end = left + LEFT - 7, left + RIGHT + 7
    wide = end - x
    _fitted(pen, (x, top + 20), card.name, 20, wide - 90, bold=True)
    _price(pen, card.price, end, top + 20, 17)
    pen.line((x, top + 36), (end, top + 36), LINE)
    step = wide / max(1, len(card.figures))
    for number, figure in enumerate(card.figures):
        at = x + number * step
        _fitted(pen, (at, top + 44), figure.label, 7.4, step - 6, ink=SOFT)
        _amount(pen, figure, (at, top + 57), 13, step - 6)
    text = "\u3000".join(f"{head} {said}" for head, said in card.facts[:2])
    size, lines = 8.0, wrap(text, "Regular", 8.0, wide)
    while len(lines) * size * 1.3 > LABEL_FACTS and size > SMALLEST:
        size *= 0.94
        lines = wrap(text, "Regular", size, wide)
    for number, line in enumerate(lines):
        pen.text(x, top + 68 + (number + 0.5) * size * 1.3, line, size)
    small = shrunk(card.sentence, "Regular", 6.6, wide * 0.6)
    pen.text(end, top + 88, card.sentence, small, ink=SOFT, side="right")
    _fitted(pen, (x, top + 88), card.portion, 6.6, wide * 0.38, ink=SOFT)
