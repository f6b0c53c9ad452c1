"""ESC/POS: the bytes that a receipt printer prints a slip from.

Chinese goes out as two-byte GBK between `FS &` and `FS .`. Only what both GBK and GB 18030 code
alike in two bytes is sent so: firmware of either kind then prints the same. A line that holds
any other character is drawn as dots. Commands follow the Epson ESC/POS command reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from PIL import Image

from receipts import qr, raster
from receipts.columns import wrap
from receipts.documents import ReceiptDocument
from receipts.layout import Block, QrCode, Rule, Text, layout
from receipts.profiles import PAPER_80, PrinterProfile

INITIALISE: Final = b"\x1b@"
KANJI_ON: Final = b"\x1c&"
KANJI_OFF: Final = b"\x1c."
DOUBLE_ON: Final = b"\x1d!\x11"  # twice as wide and high; holds for ASCII and Chinese
DOUBLE_OFF: Final = b"\x1d!\x00"
BOLD_ON: Final = b"\x1bE\x01"
BOLD_OFF: Final = b"\x1bE\x00"
CENTRE: Final = b"\x1ba\x01"
LEFT: Final = b"\x1ba\x00"
CUT: Final = b"\x1dV\x01"  # leaves one point, so the slip does not fall
LINE_END: Final = b"\n"


def render(document: ReceiptDocument, profile: PrinterProfile = PAPER_80) -> bytes:
    """The whole slip, from initialising to the cut."""
    blocks = layout(document, profile.columns)
    body = b"".join(_block(block, profile) for block in blocks)
    feed = b"\x1bd" + bytes((profile.feed_lines,))
    return INITIALISE + body + feed + (CUT if profile.cut else b"")


def gbk_code(char: str) -> bytes | None:
    """The two bytes that GBK and GB 18030 both give `char`; None when there are none such.

    GB 18030 alone gives two bytes to user-defined places and later additions (the euro sign),
    which older firmware prints as blanks.
    """
    try:
        code = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return code if len(code) == 2 and char.encode("gb18030") == code else None  # noqa: PLR2004


def printable(text: str) -> bool:
    """Whether the printer's own letters can show a cleaned text."""
    return all(char.isascii() or gbk_code(char) is not None for char in text)


def encoded(text: str) -> bytes:
    """A cleaned, printable text with each run of Chinese in two-byte mode."""
    return b"".join(_run("".join(run), ascii_run=kind) for kind, run in groupby(text, str.isascii))


def _run(text: str, *, ascii_run: bool) -> bytes:
    if ascii_run:
        return text.encode("ascii")
    return KANJI_ON + b"".join(gbk_code(char) or b"" for char in text) + KANJI_OFF


def _block(block: Block, profile: PrinterProfile) -> bytes:
    match block:
        case Text():
            return _text(block, profile)
        case Rule():
            return b"-" * profile.columns + LINE_END
        case QrCode():
            return _qr(block.data, profile)


def _text(line: Text, profile: PrinterProfile) -> bytes:
    if not printable(line.text):
        return dots(
            raster.line_image(line.text, profile.columns, double=line.double, bold=line.bold)
        )
    before = (DOUBLE_ON if line.double else b"") + (BOLD_ON if line.bold else b"")
    after = (DOUBLE_OFF if line.double else b"") + (BOLD_OFF if line.bold else b"")
    # The styles end after the line feed, so that a double line is fed at its full height.
    return before + encoded(line.text) + LINE_END + after


def dots(image: Image.Image) -> bytes:
    """`GS v 0`: a black-and-white image, its width a multiple of 8, printed at the left edge."""
    wide = image.width // 8
    size = wide.to_bytes(2, "little") + image.height.to_bytes(2, "little")
    return b"\x1dv0\x00" + size + image.tobytes()


def _qr(data: str, profile: PrinterProfile) -> bytes:
    code = qr.matrix(data)
    if code is None:  # nothing scans a text of that length; it is printed to be read
        return b"".join(_text(Text(line), profile) for line in wrap(data, profile.columns))
    module = qr.module_dots(len(code))
    if profile.native_qr:
        body = CENTRE + b"".join(_native_qr(data.encode(), module)) + LEFT
    else:
        body = dots(raster.qr_image(code, module, profile.columns))
    # White above and below: a code needs four modules of it all round to be found.
    return LINE_END + body + LINE_END


def _native_qr(data: bytes, module: int) -> Iterator[bytes]:
    """Model 2, module size, error correction M, store, print."""
    yield _qr_function(65, b"2\x00")
    yield _qr_function(67, bytes((module,)))
    yield _qr_function(69, b"1")
    yield _qr_function(80, b"0" + data)
    yield _qr_function(81, b"0")


def _qr_function(function: int, parameters: bytes) -> bytes:
    body = b"1" + bytes((function,)) + parameters
    return b"\x1d(k" + len(body).to_bytes(2, "little") + body
