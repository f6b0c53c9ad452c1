"""The slip decoder against bytes written by hand from the command reference."""

from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from support.escpos_decoder import MARGIN, PLACEHOLDER, DecodeError, Slip, decode, draw

INIT = b"\x1b@"
KANJI, PLAIN = b"\x1c&", b"\x1c."
DISH = b"\xba\xec\xc9\xd5\xc8\xe2"  # 红烧肉
YUAN = b"\xa3\xa4"  # the full-width yuan sign, U+FFE5


def qr_function(body: bytes) -> bytes:
    return b"\x1d(k" + len(body).to_bytes(2, "little") + b"1" + body[1:]


def store(payload: bytes) -> bytes:
    return qr_function(b"1P0" + payload)


PRINT_QR = b"\x1d(k\x03\x001Q0"
BAR = b"\x1dv0\x00\x02\x00\x03\x00" + b"\xff\x00" * 3  # 16 dots by 3, the left half black


def broken_at(data: bytes, dots: int = 576) -> int:
    with pytest.raises(DecodeError) as broken:
        decode(data, dots=dots)
    assert str(broken.value).startswith(f"byte {broken.value.offset}: ")
    return broken.value.offset


def test_a_whole_slip_is_read() -> None:
    slip = decode(
        INIT
        + b"\x1ba\x01\x1d!\x11"
        + KANJI
        + DISH
        + b"\n\x1d!\x00\x1ba0\x1bE\x01"
        + DISH
        + b" 1  "
        + YUAN
        + b"14.00  \n\x1bE\x00"
        + PLAIN
        + b"No 7\n"
        + BAR
        + b"\n\x1bp\x00\x19\xfa"
        + store(b"https://a.cn/7")
        + PRINT_QR
        + b"\x1bd\x04\x1dVA\x10"
    )
    assert slip.text == f"红烧肉\n红烧肉 1  ￥14.00\nNo 7\n{PLACEHOLDER}\n"
    assert [line.align for line in slip.lines] == ["center", *["left"] * 4]
    assert slip.columns_used == (12, 19, 4, 2, 0)
    assert slip.qr == (b"https://a.cn/7",)
    assert (slip.cuts, slip.drawer_kicks, len(slip.rasters)) == (1, 1, 1)
    marks = [part.kind for part in slip.parts if hasattr(part, "kind")]
    assert marks == ["kick", "qr", "feed", "feed", "cut"]


def test_runs_carry_size_weight_and_column() -> None:
    slip = decode(INIT + KANJI + DISH + b"a\x1d!\x21\x1bE\x01" + YUAN + b"9\x1b!\x08x\n")
    shown = [
        (run.text, run.width_mult, run.height_mult, run.bold, run.column, run.columns)
        for run in slip.lines[0].runs
    ]
    assert shown == [
        ("红烧肉a", 1, 1, False, 0, 7),
        ("￥9", 3, 2, True, 7, 9),
        ("x", 1, 1, True, 16, 1),
    ]
    assert slip.lines[0].advance == 48


@pytest.mark.parametrize(
    ("command", "size"),
    [
        (b"\x1c!\x04", (2, 1)),
        (b"\x1c!\x08", (1, 2)),
        (b"\x1c!\x0c", (2, 2)),
        (b"\x1cW\x01", (2, 2)),
        (b"\x1cW\x01\x1cW\x00", (1, 1)),
        (b"\x1d!\x70", (8, 1)),
        (b"\x1d!\x07", (1, 8)),
        (b"\x1d!\x77\x1c!\x00", (1, 1)),
        (b"\x1b!\x30\x1c!\x0c", (2, 2)),
    ],
)
def test_kanji_take_the_last_size_meant_for_them(command: bytes, size: tuple[int, int]) -> None:
    run = decode(INIT + KANJI + command + YUAN + b"\n").lines[0].runs[0]
    assert (run.width_mult, run.height_mult) == size


def test_esc_bang_alone_does_not_size_kanji() -> None:
    assert broken_at(INIT + KANJI + b"\x1b!\x20" + YUAN + b"\n") == 7


def test_init_puts_everything_back() -> None:
    slip = decode(INIT + KANJI + b"\x1d!\x11\x1bE\x01\x1ba\x02A\n" + INIT + b"A\n")
    assert slip.lines[0].runs[0].width_mult == 2
    assert decode(INIT + b"A\n").lines == slip.lines[1:]
    assert broken_at(INIT + KANJI + INIT + YUAN) == 6
    assert broken_at(INIT + store(b"x") + INIT + PRINT_QR) == 2 + 9 + 2


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"", 0),
        (b"A\n", 0),
        (b"\x1b", 0),
        (INIT + b"A", 3),
        (INIT + b"A\x1dV\x00", 3),
        (INIT + b"A" + INIT, 3),
        (INIT + b"A\x1ba\x01\n", 3),
        (INIT + b"A" + BAR, 3),
        (INIT + store(b"x") + b"A" + PRINT_QR, 12),
        (INIT + b"A\tB\n", 3),
        (INIT + b"A\r\n", 3),
        (INIT + b"\x10\x04\x01", 2),
        (INIT + b"\x7f\n", 2),
        (INIT + b"\xa5\n", 2),
        (INIT + DISH + b"\n", 2),
        (INIT + KANJI + DISH + PLAIN + DISH, 12),
        (INIT + KANJI + b"\x81\x30\x84\x36\n", 4),  # U+00A5 in GB18030
        (INIT + KANJI + b"A\x81\x7f\n", 5),
        (INIT + KANJI + b"\x81\xff\n", 4),
        (INIT + KANJI + b"\x80\x81\n", 4),
        (INIT + KANJI + b"\xff\x81\n", 4),
        (INIT + KANJI + b"\xaa\xa1\n", 4),  # user-defined area
        (INIT + KANJI + b"\xba", 4),
        (INIT + b"\x1bR\x0f$", 5),  # set 15 prints a yuan sign there
        (INIT + b"\x1bR\x12", 2),
        (INIT + b"\x1ba\x03", 2),
        (INIT + b"\x1b!\x01", 2),
        (INIT + b"\x1d!\x08", 2),
        (INIT + b"\x1d!\x80", 2),
        (INIT + b"\x1c!\x80", 2),
        (INIT + b"\x1dV\x02", 2),
        (INIT + b"\x1dVA", 2),
        (INIT + b"\x1bp\x02\x01\x01", 2),
        (INIT + b"\x1bp\x00\x01", 2),
        (INIT + b"\x1bd", 2),
        (INIT + b"\x1dv1", 2),
        (INIT + BAR[:-1], 2),
        (INIT + b"\x1dv0\x04" + BAR[4:], 2),
        (INIT + b"\x1dv0\x00\x00\x00\x01\x00", 2),
        (INIT + b"\x1dv0\x00\x01\x00\x00\x00", 2),
        (INIT + b"\x1dv0\x00\x01\x00\x00\x09" + bytes(9 * 256), 2),
        (INIT + b"\x1dv0\x00\x49\x00\x01\x00" + bytes(73), 2),
        (INIT + b"\x1dv0\x01\x25\x00\x01\x00" + bytes(37), 2),
    ],
)
def test_the_first_broken_rule_is_named_by_its_offset(data: bytes, offset: int) -> None:
    assert broken_at(data) == offset


@pytest.mark.parametrize("dots", [576, 384])
def test_a_line_may_be_full_but_not_wrap(dots: int) -> None:
    columns = dots // 12
    assert decode(INIT + b"-" * columns + b"\n", dots=dots).columns_used == (columns,)
    assert broken_at(INIT + b"-" * columns + b" \n", dots) == 2 + columns
    assert broken_at(INIT + KANJI + b"-" * (columns - 1) + YUAN + b"\n", dots) == 3 + columns
    assert broken_at(INIT + b"\x1d!\x10" + b"-" * columns + b"\n", dots) == 5 + columns // 2


def test_feeds_end_a_line_and_are_none() -> None:
    slip = decode(INIT + b"\x1b3\x28A\x1bd\x02B\x1bJ\x05\x1b2\x1bd\x01\n\x1bJ\x07")
    assert slip.text == "A\nB\n"
    assert [part.advance for part in slip.parts] == [80, 24, 34, 34, 7]


@pytest.mark.parametrize(
    "body",
    [
        b"1A1\x00",  # model 1
        b"1A2\x01",
        b"1A2",
        b"1C\x00",
        b"1C\x11",
        b"1E\x01",
        b"1P0",
        b"1P1x",
        b"1Q1",
        b"1R0",
        b"1",
        b"",
    ],
)
def test_a_wrong_qr_function_is_refused(body: bytes) -> None:
    assert broken_at(INIT + b"\x1d(k" + len(body).to_bytes(2, "little") + body) == 2


def test_a_qr_symbol_needs_data_room_and_an_honest_length() -> None:
    assert broken_at(INIT + PRINT_QR) == 2
    assert broken_at(INIT + b"\x1d(k\x05\x001P0x") == 2  # one byte short
    assert broken_at(INIT + b"\x1d(k\x03\x001P0x") == 2  # no data; x would be text
    assert broken_at(INIT + store(b"x" * 2954) + PRINT_QR) == 2 + 8 + 2954
    wide = INIT + qr_function(b"1C\x10") + store(b"x" * 100)  # version 5: 37 modules, 592 dots
    assert broken_at(wide + PRINT_QR) == len(wide)
    assert decode(wide + qr_function(b"1C\x0f") + PRINT_QR).qr == (b"x" * 100,)


def test_the_raster_keeps_its_dots() -> None:
    plain, tall = decode(INIT + BAR + BAR.replace(b"v0\x00", b"v03")).rasters
    assert (plain.size, tall.size) == ((16, 3), (32, 6))
    assert [plain.getpixel((x, 1)) for x in (0, 7, 8, 15)] == [0, 0, 255, 255]
    assert [tall.getpixel((x, 5)) for x in (0, 15, 16, 31)] == [0, 0, 255, 255]


@pytest.mark.parametrize("level", b"0123")
def test_the_drawn_symbol_is_read_back(level: int) -> None:
    payload = "https://a.cn/红烧肉".encode()
    data = INIT + b"\x1ba\x01" + qr_function(b"1A2\x00") + qr_function(b"1C\x06")
    slip = decode(data + qr_function(b"1E" + bytes((level,))) + store(payload) + PRINT_QR)
    (code,) = zxingcpp.read_barcodes(draw(slip))
    assert code.bytes == payload


def ink(slip: Slip) -> tuple[int, int, int, int]:
    box = draw(slip).point(lambda grey: 255 - grey).getbbox()
    assert box is not None
    return box


def test_the_picture_places_ink_where_the_printer_does() -> None:
    assert draw(decode(INIT)).size == (576 + 2 * MARGIN, 2 * MARGIN)
    left, top, right, bottom = ink(decode(INIT + b"\x1bd\x01\x1ba\x02" + BAR))
    assert (left, top, right, bottom) == (576 - 16 + MARGIN, 34 + MARGIN, 584 + 16, 37 + MARGIN)
    for align, first in (b"0", 0), (b"1", 564 / 2), (b"2", 564):
        left, _, right, _ = ink(decode(INIT + b"\x1ba" + align + b"H\n"))
        assert MARGIN + first <= left < right <= MARGIN + first + 12
    _, top, _, bottom = ink(decode(INIT + b"\x1d!\x01H\n"))
    assert 24 <= bottom - top + 12 <= 48


def test_a_font_file_is_used() -> None:
    font = Path(__file__).parent.parent / "canteen" / "fonts"
    files = sorted(font.glob("*Regular*.ttf"))
    assert files, "the bundled typeface is missing"
    slip = decode(INIT + KANJI + DISH + b"\n")
    drawn = draw(slip, files[0])
    assert drawn.tobytes() != draw(slip).tobytes()


COMMANDS = [KANJI, PLAIN, b"\x1d!\x11", b"\x1cW\x01", b"\x1b!\x18", b"\x1bE\x01", b"\x1ba1"]
FEEDS = [INIT, b"\n", b"\x1bJ\x03", b"\x1b3\x00", b"\x1dVB\x00", b"\x1bp1\x02\x02", b"\x1bR\x0f"]
PIECES = st.sampled_from(
    [*COMMANDS, *FEEDS, DISH, YUAN, b"A $", BAR, PRINT_QR, b"\x1d(k", b"\x1dv0"]
)


def decoded(data: bytes) -> Slip | None:
    try:
        return decode(data)
    except DecodeError as broken:
        if not 0 <= broken.offset <= len(data):
            raise AssertionError from broken
        return None


@given(st.lists(PIECES | st.binary(max_size=4) | st.binary(min_size=1).map(store), max_size=30))
def test_any_bytes_decode_or_raise_decode_error(pieces: list[bytes]) -> None:
    slip = decoded(INIT + b"".join(pieces))
    if slip:
        assert max(slip.columns_used, default=0) <= 48
        assert draw(slip).width == 576 + 2 * MARGIN


@given(st.binary(max_size=60))
def test_noise_decodes_or_raises_decode_error(noise: bytes) -> None:
    for start in b"", INIT, INIT + KANJI:
        decoded(start + noise)


SIGNS = st.characters(codec="gbk", exclude_categories=["Cc", "Co"])


@given(st.lists(st.text(SIGNS, max_size=24)))
def test_gbk_text_comes_back(lines: list[str]) -> None:
    slip = decode(INIT + KANJI + b"".join(line.encode("gbk") + b"\n" for line in lines))
    assert slip.text == "\n".join(line.rstrip(" ") for line in lines)
    assert slip.columns_used == tuple(len(line.encode("gbk")) for line in lines)
