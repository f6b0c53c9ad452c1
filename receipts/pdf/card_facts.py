"""The facts of a card: headings with their texts, run on in lines, never cut off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from receipts.pdf.pen import Pen
from receipts.pdf.typeface import text_width
from receipts.pdf.wrapping import wrap

SIZE: Final = 12.0
SMALLEST: Final = 1.0
LEADING: Final = 1.36
BETWEEN: Final = 16.0


@dataclass(frozen=True)
class _Run:
    """A piece of a line of facts."""

    x: float
    line: int
    text: str
    bold: bool


def draw_facts(
    pen: Pen,
    facts: tuple[tuple[str, str], ...],
    at: tuple[float, float],
    wide: float,
    room: float,
) -> None:
    """Pairs of a heading and a text from `at`, made smaller until all fit `wide` and `room`."""
    size = SIZE
    runs = _set(facts, size, wide)
    while _lines(runs) * size * LEADING > room and size > SMALLEST:
        size *= 0.94
        runs = _set(facts, size, wide)
    for run in runs:
        middle = at[1] + (run.line + 0.5) * size * LEADING
        pen.text(at[0] + run.x, middle, run.text, size, bold=run.bold)


def _lines(runs: list[_Run]) -> int:
    return max((run.line for run in runs), default=-1) + 1


def _set(facts: tuple[tuple[str, str], ...], size: float, wide: float) -> list[_Run]:
    """Two facts share a line where both fit it whole; a long one goes on below its own start."""
    runs: list[_Run] = []
    x, line = 0.0, 0
    for head, text in facts:
        indent = text_width(head, "Bold", size) + size
        natural = indent + text_width(text, "Regular", size)
        if x and x + natural > wide:
            x, line = 0.0, line + 1
        runs.append(_Run(x, line, head, bold=True))
        lines = wrap(text, "Regular", size, wide - x - indent)
        runs += [_Run(x + indent, line + at, each, bold=False) for at, each in enumerate(lines)]
        if len(lines) > 1:
            x, line = 0.0, line + len(lines)
        else:
            x += natural + BETWEEN
    return runs
