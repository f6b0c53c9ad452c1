"""The bytes are read back by a small reader that knows the commands we send and no others."""

import io
from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from receipts.columns import clean, width, wrap
from receipts.escpos import encoded, gbk_code, printable, render
from receipts.layout import plain_text
from receipts.profiles import PAPER_58, PAPER_80, PAPER_80_PLAIN, PROFILES

ONE_BYTE_OPERAND = (b"\x1bE", b"\x1ba", b"\x1bd", b"\x1d!", b"\x1dV")


class Sheet:
    """What a printer would put on paper: lines of text and pictures."""

    def __init__(self, data: bytes) -> None:
        self.lines: list[str] = []
        self.pictures: list[Image.Image] = []
        self.codes: list[bytes] = []
        self._in = io.BytesIO(data)
        self._line = ""
        self._kanji = False
        while byte := self._in.read(1):
            self._take(byte)
        assert not self._line
        assert not self._kanji

    def _take(self, byte: bytes) -> None:
        if byte in b"\x1b\x1c\x1d":
            self._command(byte + self._in.read(1))
        elif byte == b"\n":
            self.lines.append(self._line)
            self._line = ""
        elif self._kanji:
            pair = byte + self._in.read(1)
            assert pair[0] >= 0x81
            assert pair[1] >= 0x40
            self._line += pair.decode("gbk")
        else:
            assert 0x20 <= byte[0] <= 0x7E, byte
            self._line += byte.decode("ascii")

    def _command(self, command: bytes) -> None:
        if command == b"\x1b@":
            assert self._in.tell() == 2, "initialise comes first"
        elif command in (b"\x1c&", b"\x1c."):
            self._kanji = command == b"\x1c&"
        elif command in ONE_BYTE_OPERAND:
            self._in.read(1)
        elif command == b"\x1dv":
            self._picture()
        else:
            assert command == b"\x1d(", command
            self._code()

    def _picture(self) -> None:
        assert not self._line, "dots come at the start of a line"
        assert self._in.read(2) == b"0\x00"
        wide = int.from_bytes(self._in.read(2), "little")
        high = int.from_bytes(self._in.read(2), "little")
        bits = self._in.read(wide * high)
        self.pictures.append(Image.frombytes("1", (wide * 8, high), bits))

    def _code(self) -> None:
        assert self._in.read(1) == b"k"
        body = self._in.read(int.from_bytes(self._in.read(2), "little"))
        if body[:3] == b"1P0":
            self.codes.append(body[3:])


def test_every_line_reads_back_as_it_was_laid_out(slip):
    sheet = Sheet(render(slip))
    laid = [line for line in plain_text(slip).splitlines() if not line.startswith("[")]
    assert [line for line in sheet.lines if line] == laid
    assert sheet.codes == [b"https://example.org/s/0312"]
    assert not sheet.pictures


def test_golden_bytes_of_one_line():
    assert encoded("实付 ￥2.50") == b"\x1c&\xca\xb5\xb8\xb6\x1c. \x1c&\xa3\xa4\x1c.2.50"


def test_yen_signs_in_names_never_reach_the_paper_as_four_bytes(slip):
    data = render(replace(slip, canteen_name="¥ 康乐", notes=("¥12",)))
    assert b"\x81\x30\x84\x36" not in data
    assert "￥ 康乐" in Sheet(data).lines[0]


def test_a_name_cannot_command_the_printer(slip):
    evil = "\x1b@\x1dV\x00\x1bp\x00\x32\x32肉"
    data = render(replace(slip, canteen_name=evil, terminal="\x10\x04\x01"))
    assert data.count(b"\x1dV") == 1
    assert b"\x1bp" not in data
    Sheet(data)


@pytest.mark.parametrize("name", ["㸆大排", "𬱖鱼", "ǹ", "10 €", "✓"])
def test_a_letter_outside_gbk_turns_its_line_into_dots(plain_slip, name):
    sheet = Sheet(render(replace(plain_slip, canteen_name=name)))
    (picture,) = sheet.pictures
    assert picture.size == (576, 68)
    assert picture.getbbox() is not None
    assert name not in "".join(sheet.lines)


@given(st.text(max_size=40), st.sampled_from(sorted(PROFILES)))
@settings(max_examples=60)
def test_any_name_prints_with_known_bytes_alone(text, profile):
    paper = PROFILES[profile]
    for line in wrap(text, paper.columns):
        if printable(line):
            assert Sheet(encoded(line) + b"\n").lines == [line]
            assert width(line) <= paper.columns


@given(st.text(max_size=30))
@settings(max_examples=25, deadline=None)
def test_a_slip_of_any_texts_is_well_formed(plain_slip, text):
    document = replace(
        plain_slip, canteen_name=text, terminal=text, notes=(text,), tenders=((text, 5),)
    )
    for profile in (PAPER_80, PAPER_58):
        Sheet(render(document, profile))


@given(st.characters())
def test_two_byte_codes_mean_the_same_in_gbk_and_gb18030(char):
    code = gbk_code(char)
    assert code is None or code.decode("gbk") == code.decode("gb18030") == char
    assert code is None or len(code) == 2


def test_private_use_and_later_additions_are_drawn_instead():
    assert gbk_code("\ue000") is None
    assert gbk_code("€") is None
    assert gbk_code("A") is None
    assert printable(clean("¥■□▲▼●〓℃×→—·～"))


def test_a_printer_without_codes_gets_one_in_dots_that_scans(slip):
    (picture,) = Sheet(render(slip, PAPER_80_PLAIN)).pictures
    assert picture.width == 576
    on_paper = ImageOps.expand(ImageOps.invert(picture.convert("L")), 30, fill=255)
    (found,) = zxingcpp.read_barcodes(on_paper)
    assert found.text == slip.qr


def test_a_code_too_long_to_scan_is_printed_as_text(slip):
    sheet = Sheet(render(replace(slip, qr="x" * 4000)))
    assert not sheet.codes
    assert "x" * 48 in sheet.lines


def test_the_slip_is_fed_and_cut_at_its_end(slip):
    assert render(slip).endswith(b"\x1bd\x05\x1dV\x01")
