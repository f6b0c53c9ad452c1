"""A report on A4: running head, page of pages, foot with sources and a line to sign on."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from canteen.i18n import _
from receipts.pdf.charts import chart_piece, stack_pieces
from receipts.pdf.pen import INK, PX, SOFT, TONES, Pen
from receipts.pdf.pieces import Page, Piece, paginate, space
from receipts.pdf.tables import rule, section_head, table_pieces
from receipts.pdf.typeface import NAMES, register, text_width
from receipts.pdf.wrapping import shrunk, wrap
from receipts.report_documents import (
    Beside,
    Block,
    Chart,
    Paragraph,
    Report,
    Section,
    Stack,
    Table,
)

A4: Final = (595.28, 841.89)
MARGIN: Final = 84 * PX
HEAD_MIDDLE: Final = 70 * PX
HEAD_RULE: Final = 90 * PX
TOP: Final = 112 * PX
FOOT_BELOW: Final = 93 * PX
"""From the foot's line to the lower edge of the page."""

FOOT_ROOM: Final = 20.0
FOOT_GAP: Final = 8.0
SMALL: Final = 8.6
TITLE: Final = 22.0
FACT: Final = 9.6
BLANK: Final = "＿"
NAME_BLANKS: Final = 8
DAY_BLANKS: Final = 6
AFTER: Final = 11.0
"""Points between two sections."""

BETWEEN: Final = 20.0


def new_canvas(out: io.BytesIO, size: tuple[float, float], title: str, author: str) -> Canvas:
    """A canvas whose bytes depend on nothing but what is drawn, with our font as its first."""
    register()
    canvas = Canvas(
        out,
        pagesize=size,
        invariant=1,
        initialFontName=NAMES["Regular"],  # type: ignore[arg-type]  # the stubs say float
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    return canvas


def render_report(report: Report) -> bytes:
    """The PDF, fonts embedded, text extractable; the same report gives the same bytes."""
    wide, high = (A4[1], A4[0]) if report.landscape else A4
    inner = wide - 2 * MARGIN
    title = _title(report, inner)
    room = high - TOP - FOOT_BELOW - FOOT_GAP
    pages = paginate([title, *_pieces(report.sections, inner)], room, room)
    out = io.BytesIO()
    canvas = new_canvas(out, (wide, high), report.title, report.author)
    pen = Pen(canvas, high)
    for number, page in enumerate(pages, start=1):
        _frame(pen, report, wide, (number, len(pages)))
        _draw(pen, page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(pen: Pen, page: Page) -> None:
    for placed in page:
        placed.piece.draw(pen, MARGIN, TOP + placed.top)


def _title(report: Report, wide: float) -> Piece:
    lines = wrap(report.title, "Bold", TITLE, wide)
    facts = _fact_lines(report.facts, wide)
    high = len(lines) * TITLE * 1.3 + len(facts) * 14 + AFTER

    def draw(pen: Pen, left: float, top: float) -> None:
        for number, line in enumerate(lines):
            pen.text(left, top + (number + 0.5) * TITLE * 1.3, line, TITLE, bold=True)
        begin = top + len(lines) * TITLE * 1.3
        for number, line in enumerate(facts):
            pen.text(left, begin + 7 + number * 14, line, FACT, ink=SOFT)

    return Piece(high, draw)


def _fact_lines(facts: tuple[str, ...], wide: float) -> list[str]:
    """The facts side by side, on as many lines as they need; one is broken only if it must be."""
    lines: list[str] = []
    for fact in facts:
        longer = f"{lines[-1]}\u3000\u3000{fact}" if lines else fact
        if lines and text_width(longer, "Regular", FACT) <= wide:
            lines[-1] = longer
        else:
            lines += wrap(fact, "Regular", FACT, wide)
    return lines or [""]


def _frame(pen: Pen, report: Report, wide: float, page: tuple[int, int]) -> None:
    """What stands on every page around its content."""
    left, right = MARGIN, wide - MARGIN
    inner = right - left
    ends = ((left, report.head_left, "left"), (right, report.head_right, "right"))
    for x, text, side in ends:
        size = shrunk(text, "Regular", SMALL, inner * 0.48)
        pen.text(x, HEAD_MIDDLE, text, size, ink=SOFT, side="left" if side == "left" else "right")
    rule(pen, left, HEAD_RULE, inner)
    foot = pen.high - FOOT_BELOW
    rule(pen, left, foot, inner)
    size, lines = _foot_lines(report.foot, inner * 0.44)
    for number, line in enumerate(lines):
        pen.text(left, foot + 11 + number * size * 1.28, line, size, ink=SOFT)
    count = _("第 {page} 页，共 {pages} 页").format(page=page[0], pages=page[1])
    pen.text(right, foot + 11, count, SMALL, ink=SOFT, side="right")
    room = inner * 0.54 - text_width(count, "Regular", SMALL) - BETWEEN / 2
    sign = _signature(report)
    pen.text(left + inner * 0.46, foot + 11, sign, shrunk(sign, "Regular", SMALL, room), ink=INK)


def _signature(report: Report) -> str:
    """The line to sign on and to date; nothing where nobody signs."""
    if not report.signature:
        return ""
    day = _("日期：")
    return f"{report.signature}{BLANK * NAME_BLANKS}\u3000{day}{BLANK * DAY_BLANKS}"


def _foot_lines(text: str, wide: float) -> tuple[float, tuple[str, ...]]:
    """The foot's text and its size, made smaller until it fits above the edge of the page."""
    size = SMALL
    lines = wrap(text, "Regular", size, wide)
    while len(lines) * size > FOOT_ROOM and size > 1:
        size *= 0.9
        lines = wrap(text, "Regular", size, wide)
    return size, lines


def _pieces(sections: Iterable[Section | Beside], wide: float) -> Iterator[Piece]:
    for each in sections:
        if isinstance(each, Beside):
            yield _beside(each, wide)
        else:
            yield from _section(each, wide)
        yield space(AFTER)


def _section(section: Section, wide: float) -> Iterator[Piece]:
    head = section_head(section.title, section.note, wide)
    yield replace(head, new_page=section.new_page)
    again = section_head(_("{title}（续）").format(title=section.title), "", wide)
    for number, block in enumerate(section.blocks):
        # What is said of a chart stands under it, on its page.
        told = isinstance(block, Chart) and number + 1 < len(section.blocks)
        for piece in _block(block, wide):
            yield replace(piece, repeat=(again, *piece.repeat), glued=piece.glued or told)


def _block(block: Block, wide: float) -> list[Piece]:
    match block:
        case Table():
            return table_pieces(block, wide)
        case Chart():
            return [chart_piece(block, wide)]
        case Stack():
            return stack_pieces(block, wide)
        case Paragraph():
            return _paragraph(block, wide)


def _paragraph(block: Paragraph, wide: float) -> list[Piece]:
    lines = wrap(block.text, "Regular", block.size, wide)
    step = block.size * 1.5
    last = len(lines) - 2
    return [
        space(3, glued=True),
        # Neither the first line nor the last one stands alone on a page.
        *(
            _text_line(line, block, step, glued=number in {0, last} and number < len(lines) - 1)
            for number, line in enumerate(lines)
        ),
    ]


def _text_line(line: str, block: Paragraph, step: float, *, glued: bool) -> Piece:
    def draw(pen: Pen, left: float, top: float) -> None:
        pen.text(left, top + step / 2, line, block.size, ink=TONES[block.tone])

    return Piece(step, draw, glued=glued)


def _beside(pair: Beside, wide: float) -> Piece:
    half = (wide - BETWEEN) / 2
    left, right = (list(_section(each, half)) for each in (pair.left, pair.right))

    def draw(pen: Pen, x: float, top: float) -> None:
        for pieces, begin in ((left, x), (right, x + half + BETWEEN)):
            used = top
            for piece in pieces:
                piece.draw(pen, begin, used)
                used += piece.high

    return Piece(max(sum(piece.high for piece in pieces) for pieces in (left, right)), draw)
