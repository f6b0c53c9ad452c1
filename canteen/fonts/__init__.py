"""The bundled typeface, Noto Sans SC in two weights (SIL Open Font License, OFL.txt).

Screens, slips and reports draw with these files and with no other, so that a machine
without a single system font shows the same page. deploy/make_fonts.py makes them.
"""

import struct
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

FAMILY = "Noto Sans SC"
GETA = "〓"
"""Drawn in place of a character that the typeface lacks, as type-setters do."""

Weight = Literal["Regular", "Bold"]


def font_path(weight: Weight = "Regular") -> Path:
    """Path of one weight's TrueType file. An installed wheel is unpacked, so it is a real file."""
    return Path(str(files(__name__).joinpath(f"NotoSansSC-{weight}.ttf")))


def covers(char: str) -> bool:
    """Whether both weights can draw the one character `char`."""
    return ord(char) in _coverage()


def missing(text: str) -> str:
    """The characters of `text` that the typeface lacks, each once, in order of appearance."""
    return "".join(char for char in dict.fromkeys(text) if not covers(char))


def drawable(text: str) -> str:
    """`text` with 〓 in place of each character that the typeface lacks; same length."""
    return "".join(char if covers(char) else GETA for char in text)


@cache
def _coverage() -> frozenset[int]:
    return _code_points(font_path("Regular")) & _code_points(font_path("Bold"))


def _code_points(path: Path) -> frozenset[int]:
    """Code points in the font's character map.

    Reads subtable format 12 (sequential groups), which deploy/make_fonts.py always writes
    because the list reaches beyond U+FFFF. Source: OpenType specification, `cmap` table.
    """
    data = path.read_bytes()
    cmap = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for index in range(count):
        (offset,) = struct.unpack_from(">I", data, cmap + 4 + 8 * index + 4)
        start = cmap + offset
        if struct.unpack_from(">H", data, start)[0] == 12:  # noqa: PLR2004 (format number)
            return _groups(data, start)
    raise ValueError(f"{path.name}: no character map of format 12")


def _table(data: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        name, _checksum, offset, _length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise ValueError(f"no table {tag!r}")


def _groups(data: bytes, start: int) -> frozenset[int]:
    (count,) = struct.unpack_from(">I", data, start + 12)
    groups = struct.iter_unpack(">III", data[start + 16 : start + 16 + 12 * count])
    return frozenset(code for first, last, _glyph in groups for code in range(first, last + 1))
