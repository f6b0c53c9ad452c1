"""A strict reader of ESC/POS slips: bytes in, text, codes and a picture out.

It shares nothing with the encoder it checks. The rules are those of Epson's command reference;
bytes that a printer would ignore, wrap, cut off or misprint, or that makes of printers print
differently, are errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, NoReturn

import segno
from PIL import Image, ImageDraw, ImageFont

CELL: Final = 12  # dots; width of a half-width character, half of its height (font A, 203 dpi)
SPACING: Final = 34  # dots from line to line after ESC @ and ESC 2: 1/6 inch at 203 dpi
MARGIN: Final = 32  # white dots that `draw` leaves around the printable area
PLACEHOLDER: Final = "\ufffc"  # stands in the text for a raster image
BASELINE: Final = 21  # of the 24 dots of a cell: room for the descent of an ideograph
ALIGNS: Final = ("left", "center", "right")
NATIONAL: Final = frozenset(b"#$@[\\]^`{|}~")  # codes whose sign depends on ESC R
# Model 2, module 1 to 16 dots, level L M Q H, store 1 to 7089 bytes, print (functions 165 to 181).
QR: Final = re.compile(rb"1(?:A2\0|C[\x01-\x10]|E[0-3]|P0.{1,7089}|Q0)", re.DOTALL)
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


class DecodeError(ValueError):
    """A rule is broken by the command or character that starts at byte `offset`."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(f"byte {offset}: {reason}")
        self.offset = offset


@dataclass(frozen=True)
class Run:
    """Neighbouring characters of one look; `column` counts from the start of the line's text."""

    text: str
    width_mult: int
    height_mult: int
    bold: bool
    column: int
    columns: int


@dataclass(frozen=True)
class Line:
    """A printed line, or a raster image in place of one; `advance` is in dots of paper."""

    runs: tuple[Run, ...]
    align: str
    advance: int
    image: Image.Image | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).rstrip(" ")

    @property
    def columns_used(self) -> int:
        return sum(run.columns for run in self.runs)


@dataclass(frozen=True)
class Mark:
    """What is no line: `qr`, or `feed` by `advance` dots, `cut`, `kick` of the drawer."""

    kind: str
    advance: int = 0
    align: str = "left"
    image: Image.Image | None = None
    payload: bytes = b""


@dataclass(frozen=True)
class Slip:
    """What the bytes print; `parts` are in the order of the paper, QR symbols are no `lines`."""

    parts: tuple[Line | Mark, ...]
    dots: int
    lines: tuple[Line, ...]
    text: str
    columns_used: tuple[int, ...]
    rasters: tuple[Image.Image, ...]
    qr: tuple[bytes, ...]
    cuts: int
    drawer_kicks: int


@dataclass(frozen=True)
class _State:  # all that ESC @ puts back
    align: str = "left"
    bold: bool = False
    kanji: bool = False
    ascii_size: tuple[int, int] = (1, 1)
    kanji_size: tuple[int, int] = (1, 1)
    unsure_size: tuple[int, int] | None = None  # of ESC !, which not all makes apply to Kanji
    spacing: int = SPACING
    national: int = 0
    qr_module: int = 3
    qr_level: str = "L"
    qr_data: bytes | None = None


@dataclass
class _Decoder:
    data: bytes
    dots: int
    at: int = 0
    start: int = 0  # of the command or character under way
    name: str = "the first command"
    state: _State = _State()
    line: list[Run] = field(default_factory=list)
    parts: list[Line | Mark] = field(default_factory=list)

    def run(self) -> Slip:
        if self.data[:2] != b"\x1b@":
            self.fail("is not ESC @")
        while self.at < len(self.data):
            self.start, self.name = self.at, "a character"
            first = self.one()
            if first >= 0x20:
                self.character(first)
            else:
                code = b"\n" if first == 0x0A else bytes((first, self.one()))
                self.name = f"command {code!r}"
                if code not in COMMANDS:
                    self.fail("is no command of a slip")
                COMMANDS[code](self)
        self.start, self.name = self.at, "the end of the slip"
        self.at_line_start()
        lines = tuple(part for part in self.parts if isinstance(part, Line))
        marks = [part for part in self.parts if isinstance(part, Mark)]
        return Slip(
            parts=tuple(self.parts),
            dots=self.dots,
            lines=lines,
            text="\n".join(line.text for line in lines),
            columns_used=tuple(line.columns_used for line in lines),
            rasters=tuple(line.image for line in lines if line.image),
            qr=tuple(mark.payload for mark in marks if mark.kind == "qr"),
            cuts=sum(mark.kind == "cut" for mark in marks),
            drawer_kicks=sum(mark.kind == "kick" for mark in marks),
        )

    def fail(self, reason: str) -> NoReturn:
        raise DecodeError(self.start, f"{self.name} {reason}")

    def take(self, count: int) -> bytes:
        taken = self.data[self.at : self.at + count]
        if len(taken) < count:
            self.fail(f"is cut short: {len(taken)} of {count} bytes")
        self.at += count
        return taken

    def one(self, allowed: Container[int] = range(256)) -> int:
        value = self.take(1)[0]
        if value not in allowed:
            self.fail(f"does not allow {value}")
        return value

    def set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)

    def at_line_start(self) -> _Decoder:
        if self.line:
            self.fail("comes inside a line that no LF has ended")
        return self

    def character(self, first: int) -> None:
        if first <= 0x7E:
            if self.state.national and first in NATIONAL:
                self.fail(f"{chr(first)!r} is another sign in character set {self.state.national}")
            self.put(chr(first), 1, self.state.ascii_size)
            return
        if not self.state.kanji:
            self.fail(f"{first:02x} outside Kanji mode")
        trail = self.one()
        if not 0x81 <= first <= 0xFE or not 0x40 <= trail <= 0xFE or trail == 0x7F:
            self.fail(f"{first:02x} {trail:02x} is no pair of GBK")  # GB18030 of four bytes too
        char = bytes((first, trail)).decode("gb18030")
        if "\ue000" <= char <= "\uf8ff":
            self.fail("of the user-defined area has no sign")
        if self.state.unsure_size not in (None, self.state.kanji_size):
            self.fail("of two bytes is sized by ESC ! on some printers only; use GS ! or FS !")
        self.put(char, 2, self.state.kanji_size)

    def put(self, char: str, cells: int, size: tuple[int, int]) -> None:
        used, wide = sum(run.columns for run in self.line), cells * size[0]
        if used + wide > self.dots // CELL:
            self.fail(f"reaches column {used + wide} of {self.dots // CELL}")
        run = Run(char, size[0], size[1], self.state.bold, used, wide)
        if self.line and replace(self.line[-1], text=char, column=used, columns=wide) == run:
            last = self.line.pop()
            run = replace(last, text=last.text + char, columns=last.columns + wide)
        self.line.append(run)

    def end_line(self, feed: int) -> None:
        advance = max([feed, *(2 * CELL * run.height_mult for run in self.line)])
        self.parts.append(Line(tuple(self.line), self.state.align, advance))
        self.line = []

    def feed(self, dots: int) -> None:
        if self.line:
            self.end_line(dots)
        else:
            self.parts.append(Mark("feed", dots))

    def print_mode(self) -> None:
        mode = self.one([bits for bits in range(0x40) if not bits & ~0x38])
        size = (2 if mode & 0x20 else 1, 2 if mode & 0x10 else 1)
        self.set(bold=bool(mode & 0x08), ascii_size=size, unsure_size=size)

    def size(self) -> None:
        mode = self.one([bits for bits in range(0x80) if not bits & 0x88])
        size = ((mode >> 4) + 1, (mode & 7) + 1)
        self.set(ascii_size=size, kanji_size=size, unsure_size=None)

    def kanji(self, mode: int) -> None:
        self.set(kanji_size=(2 if mode & 4 else 1, 2 if mode & 8 else 1), unsure_size=None)

    def cut(self) -> None:
        self.at_line_start()
        if self.one((0, 1, 48, 49, 65, 66)) >= 65:
            self.feed(self.one())
        self.parts.append(Mark("cut"))

    def kick(self) -> None:
        self.one((0, 1, 48, 49))  # the connector's pin
        self.take(2)  # on and off, in units of 2 ms
        self.parts.append(Mark("kick"))

    def raster(self) -> None:
        self.one(b"0")
        self.at_line_start()
        mode = self.one((0, 1, 2, 3, 48, 49, 50, 51))
        row, rows = (self.one() + 256 * self.one() for _ in "xy")
        width, height = 8 * row * (2 if mode & 1 else 1), rows * (2 if mode & 2 else 1)
        if not row or not 0 < rows < 9 * 256 or width > self.dots:
            self.fail(f"prints {width} dots by {rows} rows on {self.dots} dots")
        raw = Image.frombytes("1", (8 * row, rows), self.take(row * rows), "raw", "1;I")  # 1: black
        image = raw.resize((width, height), Image.Resampling.NEAREST)
        run = Run(PLACEHOLDER, 1, 1, False, 0, -(-width // CELL))
        self.parts.append(Line((run,), self.state.align, height, image))

    def symbol(self) -> None:
        self.one(b"k")
        body = self.take(self.one() + 256 * self.one())
        if not QR.fullmatch(body):
            self.fail(f"is no QR function: {len(body)} bytes, {body[:8].hex(' ')}")
        function, value = body[1:2], body[2:]
        if function == b"C":
            self.set(qr_module=value[0])
        elif function == b"E":
            self.set(qr_level="LMQH"[value[0] - 48])
        elif function == b"P":
            self.set(qr_data=value[1:])
        elif function == b"Q":
            self.print_symbol(self.state.qr_data)

    def print_symbol(self, payload: bytes | None) -> None:
        self.at_line_start()
        if payload is None:
            self.fail("prints a QR symbol before its data are stored")
        level = self.state.qr_level
        try:  # byte mode always: the widest symbol that any printer may choose
            matrix = segno.make_qr(payload, level, mode="byte", boost_error=False).matrix
        except segno.DataOverflowError:
            self.fail(f"has {len(payload)} bytes, too many for a symbol of level {level}")
        side = len(matrix) * self.state.qr_module
        if side > self.dots:
            self.fail(f"prints a symbol {side} dots wide on {self.dots} dots")
        dots = bytes(0 if dark else 255 for row in matrix for dark in row)
        symbol = Image.frombytes("L", (len(matrix), len(matrix)), dots)
        image = symbol.resize((side, side), Image.Resampling.NEAREST)
        self.parts.append(Mark("qr", side, self.state.align, image, payload))


COMMANDS: Final[dict[bytes, Callable[[_Decoder], object]]] = {
    b"\n": lambda slip: slip.end_line(slip.state.spacing),
    b"\x1b@": lambda slip: slip.at_line_start().set(**vars(_State())),
    b"\x1ba": lambda slip: slip.at_line_start().set(align=ALIGNS[slip.one(b"012\0\1\2") % 48]),
    b"\x1bE": lambda slip: slip.set(bold=bool(slip.one() & 1)),
    b"\x1b!": _Decoder.print_mode,
    b"\x1d!": _Decoder.size,
    b"\x1c&": lambda slip: slip.set(kanji=True),
    b"\x1c.": lambda slip: slip.set(kanji=False),
    b"\x1c!": lambda slip: slip.kanji(slip.one((0, 4, 8, 12))),
    b"\x1cW": lambda slip: slip.kanji(12 * (slip.one() & 1)),
    b"\x1bd": lambda slip: slip.feed(slip.one() * slip.state.spacing),
    b"\x1bJ": lambda slip: slip.feed(slip.one()),
    b"\x1b2": lambda slip: slip.set(spacing=SPACING),
    b"\x1b3": lambda slip: slip.set(spacing=slip.one()),
    b"\x1bt": _Decoder.one,
    b"\x1bR": lambda slip: slip.set(national=slip.one(range(18))),
    b"\x1dV": _Decoder.cut,
    b"\x1dv": _Decoder.raster,
    b"\x1d(": _Decoder.symbol,
    b"\x1bp": _Decoder.kick,
}


def decode(data: bytes, *, dots: int = 576) -> Slip:
    """What `data` prints on paper `dots` wide; DecodeError at the first byte that breaks a rule."""
    return _Decoder(data, dots).run()


def draw(slip: Slip, font_path: Path | None = None) -> Image.Image:
    """The slip in grey, one pixel a dot; without a font that has them, ideographs are boxes."""
    font = ImageFont.truetype(font_path, 24) if font_path else ImageFont.load_default(24)
    height, y = sum(part.advance for part in slip.parts) + 2 * MARGIN, MARGIN
    picture = Image.new("L", (slip.dots + 2 * MARGIN, height), 255)
    for part in slip.parts:
        image = part.image or (_drawn(part, font) if isinstance(part, Line) else None)
        if image:
            x = MARGIN + (slip.dots - image.width) * ALIGNS.index(part.align) // 2
            picture.paste(image, (x, y))
        elif part == Mark("cut"):
            ImageDraw.Draw(picture).line((0, y, picture.width, y), fill=128)
        y += part.advance
    return picture


def _drawn(part: Line, font: Font) -> Image.Image:
    height = max((2 * CELL * run.height_mult for run in part.runs), default=1)
    line = Image.new("L", (CELL * part.columns_used or 1, height), 255)
    for run in part.runs:
        x = CELL * run.column
        for char in run.text:
            cell = _cell(char, run, font)
            line.paste(cell, (x, height - cell.height))
            x += cell.width
    return line


def _cell(char: str, run: Run, font: Font) -> Image.Image:
    wide, tall = CELL if char.isascii() else 2 * CELL, 2 * CELL
    natural = max(wide, round(font.getlength(char)))
    cell = Image.new("L", (natural, tall), 255)
    for shift in (0, 1) if run.bold else (0,):  # emphasis is a second strike one dot aside
        spot = ((natural - font.getlength(char)) // 2 + shift, BASELINE)
        ImageDraw.Draw(cell).text(spot, char, 0, font, anchor="ls")
    enlarged = (wide * run.width_mult, tall * run.height_mult)
    return cell.resize((wide, tall)).resize(enlarged, Image.Resampling.NEAREST)
