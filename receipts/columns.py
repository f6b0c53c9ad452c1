"""Text in the fixed columns of a receipt printer.

ASCII takes one column, every other character two: a printer in its two-byte mode draws each as
wide as a Chinese character, whatever Unicode says of its width.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

_NO_LINE_START = frozenset("，。、；：？！）》】〉」』’”…—,.;:?!)]}%％℃")
_NO_LINE_END = frozenset("（《【〈「『‘“([{￥")
_YEN = "\u00a5"  # its GB 18030 code has four bytes, which printers show as "0 6"


def clean(text: str) -> str:
    """`text` as it may be sent: no control and format characters, ￥ for U+00A5, plain spaces.

    A name that carries printer commands loses their control bytes here, so none can act.
    """
    if any(map(unicodedata.combining, text)):
        text = unicodedata.normalize("NFC", text)
    return "".join(map(_cleaned, text))


def _cleaned(char: str) -> str:
    kind = unicodedata.category(char)
    if char in "\t\n\r" or kind in {"Zl", "Zp"} or (kind == "Zs" and char != "\u3000"):
        return " "
    if kind in {"Cc", "Cf", "Cs"} or "\ufe00" <= char <= "\ufe0f":
        return ""
    return "￥" if char == _YEN else char


def char_width(char: str) -> int:
    """Columns of one cleaned character: 1 for ASCII, else 2."""
    return 1 if char.isascii() else 2


def width(text: str) -> int:
    """Columns of a cleaned text."""
    return sum(map(char_width, text))


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most `columns` (≥ 2) that join to `clean(text)` exactly; at least one line.

    Breaks after a space or beside a Chinese character where it can, inside a word where it must,
    and puts no closing mark first or opening mark last on a line.
    """
    if columns < 2:  # noqa: PLR2004 (one Chinese character)
        raise ValueError("a column of text is at least 2 wide")
    rest, lines = clean(text), []
    while width(rest) > columns:
        cut = _break(rest, columns)
        lines.append(rest[:cut])
        rest = rest[cut:]
    return [*lines, rest]


def _break(text: str, columns: int) -> int:
    used, fits = 0, 0
    while used + char_width(text[fits]) <= columns:
        used += char_width(text[fits])
        fits += 1
    return next((at for at in range(fits, 0, -1) if may_break(text[at - 1], text[at])), fits)


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters of a cleaned text."""
    if after in _NO_LINE_START or before in _NO_LINE_END or after == " ":
        return False
    return before == " " or not (before.isascii() and after.isascii())


def left(text: str, columns: int) -> str:
    """`text`, which fits, filled with spaces on the right."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """`text`, which fits, filled with spaces on the left."""
    return " " * (columns - width(text)) + text


def centred(text: str, columns: int) -> list[str]:
    """Lines of `text`, each in the middle."""
    return [" " * ((columns - width(line)) // 2) + line for line in wrap(text, columns)]


def pair(start: str, end: str, columns: int) -> list[str]:
    """`start` at the left and `end` at the right of one line, or of two when they do not fit."""
    start, end = clean(start), clean(end)
    if not end:
        return wrap(start, columns)
    head = wrap(start, columns)
    tail = wrap(end, columns)
    if len(tail) == 1 and width(head[-1]) + 1 + width(end) <= columns:
        return [*head[:-1], head[-1] + right(end, columns - width(head[-1]))]
    return [*head, *(right(line, columns) for line in tail)]


@dataclass(frozen=True)
class Cell:
    """One column of a table row; text longer than `columns` goes on below.

    `mark` (at most `columns` wide) follows the text unbroken, on a line of its own where it must.
    """

    text: str
    columns: int
    side: Literal["left", "right"] = "right"
    mark: str = ""


def row(cells: Sequence[Cell], gap: int = 1) -> list[str]:
    """The lines of one table row, cells beside each other with `gap` spaces between."""
    wrapped = [_marked(cell) for cell in cells]
    height = max(map(len, wrapped))
    return [
        _joined(cells, (_at(lines, index) for lines in wrapped), gap) for index in range(height)
    ]


def _marked(cell: Cell) -> list[str]:
    *lines, last = wrap(cell.text, cell.columns)
    mark = clean(cell.mark)
    if width(last) + width(mark) <= cell.columns:
        return [*lines, last + mark]
    return [*lines, last, mark.lstrip(" ")]


def _at(lines: list[str], index: int) -> str:
    return lines[index] if index < len(lines) else ""


def _joined(cells: Sequence[Cell], texts: Iterable[str], gap: int) -> str:
    sides = {"left": left, "right": right}
    parts = (sides[cell.side](text, cell.columns) for cell, text in zip(cells, texts, strict=True))
    return (" " * gap).join(parts).rstrip(" ")
