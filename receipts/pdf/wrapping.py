"""Chinese text in lines of a width in points: nothing is cut off, whatever the text."""

from __future__ import annotations

from functools import cache
from typing import Final

from canteen.fonts import Weight
from receipts.columns import may_break
from receipts.pdf.pen import clean_text
from receipts.pdf.typeface import text_width

UNIT: Final = 1000.0
LIST_MARK: Final = "、"
LEAST_FILL: Final = 0.6
"""The share of a line that must be filled before it may end early, between two items of a list."""

PROSE: Final = "。"
PROSE_FILL: Final = 0.85
"""The same where the list stands in a sentence."""

BALANCE: Final = 0.04
"""The step, as a share of the width, by which balanced lines are made shorter."""


def wrap(text: str, weight: Weight, size: float, wide: float) -> tuple[str, ...]:
    """Lines of `text` no wider than `wide` points at `size`; at least one.

    Breaks beside Chinese characters or after a space, inside a word only where it must, and in a
    list between its items rather than within one; a width too small for one character gives one
    character a line.
    """
    lines: list[str] = []
    for part in clean_text(text).split("\n"):
        lines += _wrapped(part, weight, wide / size * UNIT)
    return tuple(lines) or ("",)


def balanced(text: str, weight: Weight, size: float, wide: float) -> tuple[str, ...]:
    """The same lines as `wrap` by number, as even as they can be: a name leaves no orphan."""
    lines = wrap(text, weight, size, wide)
    narrow = wide
    while len(lines) > 1 and (narrow := narrow - wide * BALANCE) > size:
        tried = wrap(text, weight, size, narrow)
        if len(tried) > len(lines) or longest_word(text, weight, size) > narrow:
            break
        lines = tried
    return lines


def longest_word(text: str, weight: Weight, size: float) -> float:
    """The width in points of the widest piece of `text` that no line should break."""
    widest, used = 0.0, 0.0
    for at, char in enumerate(text):
        if at and (char == " " or _breaks(text, at)):
            used = 0.0
        used += 0.0 if char == " " else _advance(char, weight)
        widest = max(widest, used)
    return widest * size / UNIT


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
    item = text.rfind(LIST_MARK, start, end) + 1
    if item - start >= (end - start) * (PROSE_FILL if PROSE in text else LEAST_FILL):
        return item
    if text[end] == " " and not _figure_at(text, end + 1):
        return end
    return next((at for at in range(end, start, -1) if _breaks(text, at)), end)


def _breaks(text: str, at: int) -> bool:
    """Whether a line may end before `at`; a figure stays with the word before it."""
    before, after = text[at - 1], text[at]
    if before == "-" and after.isalpha():
        return text[at - 2 : at - 1].isalpha()
    return may_break(before, after) and not (before == " " and _figure_at(text, at))


def _figure_at(text: str, at: int) -> bool:
    return text[at : at + 1].isdigit()


@cache
def _advance(char: str, weight: Weight) -> float:
    return text_width(char, weight, UNIT)


def shrunk(text: str, weight: Weight, size: float, wide: float) -> float:
    """The size at which `text` fits `wide` points on one line, `size` at most."""
    natural = text_width(text, weight, size)
    return size if natural <= wide else size * wide / natural
