"""The slip as one page of 80 mm paper, to look at, to send, or to print on an office printer."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from canteen.i18n import _
from receipts import qr
from receipts.columns import wrap
from receipts.documents import ReceiptDocument
from receipts.layout import WIDE, Block, QrCode, Rule, Text, layout
from receipts.pdf.typeface import BASELINE, NAMES, draw_cells, register
from receipts.profiles import CELL_DOTS
from receipts.report_documents import TraySlip
from receipts.tray_layout import tray_layout

DOT: Final = 72 / 203.2
"""Points in one dot of a 203 dpi printer (8 dots a millimetre): the page is laid out in dots."""
PAGE_WIDE: Final = 640
MARGIN: Final = 32
LINE_HIGH: Final = 34
LARGE_HIGH: Final = 60
RULE_HIGH: Final = 18
QR_SPACE: Final = 14
DASHES: Final = (6 * DOT, 4 * DOT)


def render_pdf(document: ReceiptDocument) -> bytes:
    """One page, fonts embedded, text extractable; the same document gives the same bytes."""
    title = _("小票 {number}").format(number=document.receipt_no)
    return render_blocks(layout(document, WIDE), title, document.canteen_name)


def render_tray(document: TraySlip) -> bytes:
    """The nutrition slip of a tray as one page; the same document gives the same bytes."""
    title = _("营养单 {number}").format(number=document.receipt_no)
    return render_blocks(tray_layout(document, WIDE), title, document.canteen_name)


def render_blocks(given: Iterable[Block], title: str, author: str) -> bytes:
    """Blocks of a slip of `WIDE` columns as one page as long as they need."""
    blocks = [piece for block in given for piece in _readable(block)]
    high = 2 * MARGIN + sum(map(_height, blocks))
    out = io.BytesIO()
    register()
    # reportlab puts its first font into every page, so that one too must be ours.
    canvas = Canvas(
        out,
        pagesize=(PAGE_WIDE * DOT, high * DOT),
        invariant=1,
        initialFontName=NAMES["Regular"],  # type: ignore[arg-type]  # the stubs say float
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    top = MARGIN
    for block in blocks:
        tall = _height(block)
        _draw(canvas, block, (high - top - tall / 2) * DOT)
        top += tall
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _readable(block: Block) -> list[Block]:
    """The block itself; a code too long for any QR symbol becomes lines of text."""
    if isinstance(block, QrCode) and qr.matrix(block.data) is None:
        return [Text(line) for line in wrap(block.data, WIDE)]
    return [block]


def _height(block: Block) -> int:
    match block:
        case Text():
            return LARGE_HIGH if block.double else LINE_HIGH
        case Rule():
            return RULE_HIGH
        case QrCode():
            return _side(_matrix(block)) + 2 * QR_SPACE


def _draw(canvas: Canvas, block: Block, middle: float) -> None:
    """Draw the block with its middle at `middle` points above the page's foot."""
    match block:
        case Text():
            _draw_text(canvas, block, middle)
        case Rule():
            canvas.setLineWidth(2 * DOT)
            canvas.setDash(*DASHES)
            canvas.line(MARGIN * DOT, middle, (PAGE_WIDE - MARGIN) * DOT, middle)
        case QrCode():
            _draw_code(canvas, _matrix(block), middle)


def _draw_text(canvas: Canvas, line: Text, middle: float) -> None:
    cell = CELL_DOTS * DOT * (2 if line.double else 1)
    baseline = middle - BASELINE * 2 * cell
    draw_cells(canvas, line.text, MARGIN * DOT, baseline, cell, "Bold" if line.bold else "Regular")


def _matrix(block: QrCode) -> qr.Matrix:
    return qr.matrix(block.data) or ()


def _side(code: qr.Matrix) -> int:
    return len(code) * qr.module_dots(len(code))


def _draw_code(canvas: Canvas, code: qr.Matrix, middle: float) -> None:
    """Dark modules as one filled path of vector squares, a row's neighbours in one rectangle."""
    module = qr.module_dots(len(code)) * DOT
    side = _side(code) * DOT
    path = canvas.beginPath()
    for index, line in enumerate(code):
        y = middle + side / 2 - (index + 1) * module
        for start, length in dark_runs(line):
            x = PAGE_WIDE * DOT / 2 - side / 2 + start * module
            path.rect(x, y, length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def dark_runs(line: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules in one row."""
    runs: list[tuple[int, int]] = []
    for index, dark in enumerate(line):
        if dark and index and line[index - 1]:
            start, length = runs[-1]
            runs[-1] = (start, length + 1)
        elif dark:
            runs.append((index, 1))
    return runs
