"""Chinese text in lines of a width in points: nothing is cut off, whatever the text."""

from __future__ import annotations

from functools import cache
from typing import Final

from canteen.fonts import Weight
from receipts.columns import may_break
from receipts.pdf.pen import clean_text
from receipts.pdf.typeface import text_width

UNIT: Final = 1000.0


def wrap(text: str, weight: Weight, size: float, wide: float) -> tuple[str, ...]:
    """Lines of `text` no wider than `wide` points at `size`; at least one.

    Breaks beside Chinese characters or after a space, inside a word only where it must; a width
    too small for one character gives one character a line.
    """
    lines: list[str] = []
    for part in clean_text(text).split("\n"):
        lines += _wrapped(part, weight, wide / size * UNIT)
    return tuple(lines) or ("",)


def _wrapped(text: str, weight: Weight, room: float) -> list[str]:
    lines, start = [], 0
    while start < len(text):
        end = _fitting(text, start, weight, room)
        if end < len(text):
            end = _break(text, start, end)
        lines.append(text[start:end].rstrip(" "))
        start = end
        while lines and start < len(text) and text[start] == " ":
            start += 1
    return lines or [""]


def _fitting(text: str, start: int, weight: Weight, room: float) -> int:
    """The end of what fits into `room`, at least one character."""
    used = 0.0
    for at in range(start, len(text)):
        used += _advance(text[at], weight)
        if used > room and at > start:
            return at
    return len(text)


def _break(text: str, start: int, end: int) -> int:
    if text[end] == " " and not _figure_at(text, end + 1):
        return end
    return next((at for at in range(end, start, -1) if _breaks(text, at)), end)


def _breaks(text: str, at: int) -> bool:
    """Whether a line may end before `at`; a figure stays with the word before it."""
    return may_break(text[at - 1], text[at]) and not (text[at - 1] == " " and _figure_at(text, at))


def _figure_at(text: str, at: int) -> bool:
    return text[at : at + 1].isdigit()


@cache
def _advance(char: str, weight: Weight) -> float:
    return text_width(char, weight, UNIT)


def shrunk(text: str, weight: Weight, size: float, wide: float) -> float:
    """The size at which `text` fits `wide` points on one line, `size` at most."""
    natural = text_width(text, weight, size)
    return size if natural <= wide else size * wide / natural
