"""The program's own drawings on paper: flat SVG files of filled and stroked paths, as vectors.

Read are `<path>` elements with `d`, `fill`, `stroke` and `stroke-width`, round joins and ends, in a
square view box from 0; whatever else a file might hold is refused, never left out. Curves follow
the path grammar of SVG 1.1 (8.3); an arc becomes cubic curves of at most a quarter turn each, which
miss a circle by less than 0.03 % of its radius.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree as ET

SPACE: Final = "{http://www.w3.org/2000/svg}"
ATTRIBUTES: Final = frozenset(
    {"d", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"}
)
NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
COMMAND: Final = re.compile(r"([A-Za-z])([^A-Za-z]*)")
ARGUMENTS: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7, "Z": 0}
QUARTER: Final = math.pi / 2

Point = complex
"""A point of a drawing: x to the right, y down."""

Curve = tuple[Point, Point, Point]
"""From where the pen is: two control points and the end; a straight line has them on it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One run of the pen, from `start` along curves, closed or open."""

    start: Point
    curves: tuple[Curve, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """Stretches with the colour they are filled and the one they are drawn with; "" for none."""

    stretches: tuple[Stretch, ...]
    fill: str
    stroke: str
    thick: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The shapes of one file in their order, `side` units wide and high."""

    side: float
    shapes: tuple[Shape, ...]


@cache
def read_drawing(svg: str) -> Drawing:
    """The drawing of an SVG text; raises `ValueError` for anything that could not be drawn."""
    root = ET.fromstring(svg)  # noqa: S314 - a file that comes with the program
    left, top, wide, high = map(float, root.attrib["viewBox"].split())
    if (left, top) != (0.0, 0.0) or wide != high:
        raise ValueError(f"view box {root.attrib['viewBox']}")
    return Drawing(wide, tuple(map(_shape, root)))


def _shape(element: ET.Element) -> Shape:
    strange = set(element.attrib) - ATTRIBUTES
    if element.tag != f"{SPACE}path" or strange or len(element):
        raise ValueError(f"<{element.tag}> {sorted(strange)}")
    paints = (element.get("fill", "#000000"), element.get("stroke", "none"))
    fill, stroke = ("" if paint == "none" else paint for paint in paints)
    thick = float(element.get("stroke-width", "1"))
    return Shape(tuple(_stretches(element.attrib["d"])), fill, stroke, thick)


def _stretches(path: str) -> Iterator[Stretch]:
    """The runs of a path; one that only sets the pen down draws nothing."""
    at, start, curves = 0j, 0j, list[Curve]()
    for command, numbers in _commands(path):
        if command.upper() in {"M", "Z"}:
            if curves:
                yield Stretch(start, tuple(curves), closed=command.upper() == "Z")
            if command.upper() == "M":
                start = complex(*numbers) + (at if command == "m" else 0)
            at, curves = start, []
        else:
            curves += _curves(command, numbers, at)
            at = curves[-1][2]
    if curves:
        yield Stretch(start, tuple(curves), closed=False)


def _commands(path: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Each command with its numbers; one that goes on without its letter comes again."""
    for letter, text in COMMAND.findall(path.strip()):
        count = ARGUMENTS.get(letter.upper())
        numbers = tuple(map(float, NUMBER.findall(text)))
        strange = NUMBER.sub("", text).replace(",", " ").strip()
        if count is None or strange or not _fits(len(numbers), count):
            raise ValueError(f"path {path!r} at {letter}{text}")
        yield letter, numbers[:count]
        # What follows a move without a letter are lines.
        after = {"M": "L", "m": "l"}.get(letter, letter)
        for at in range(count, len(numbers), count or 1):
            yield after, numbers[at : at + count]


def _fits(given: int, wanted: int) -> bool:
    """Whether so many numbers are whole turns of a command that takes `wanted`."""
    return given > 0 and given % wanted == 0 if wanted else given == 0


def _curves(command: str, numbers: tuple[float, ...], at: Point) -> list[Curve]:
    """The curves of one drawing command from `at`."""
    origin = at if command.islower() else 0j
    match command.upper():
        case "H":
            return [_line(at, complex(numbers[0] + origin.real, at.imag))]
        case "V":
            return [_line(at, complex(at.real, numbers[0] + origin.imag))]
        case "A":
            end = origin + complex(numbers[5], numbers[6])
            return _arc(at, end, numbers[:2], numbers[2], large=numbers[3] != 0, on=numbers[4] != 0)
    points = [origin + complex(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
    match points:
        case [end]:
            return [_line(at, end)]
        case [middle, end]:
            return [(at + (middle - at) * 2 / 3, end + (middle - end) * 2 / 3, end)]
        case [first, second, end]:
            return [(first, second, end)]
    raise ValueError(command)


def _line(start: Point, end: Point) -> Curve:
    return (start, end, end)


def _arc(
    start: Point, end: Point, radii: tuple[float, ...], turned: float, *, large: bool, on: bool
) -> list[Curve]:
    """An elliptic arc from its ends, as SVG gives it (appendix F.6), in cubic curves.

    `turned` is the ellipse's angle in degrees; `on` runs with growing angles.
    """
    rx, ry = map(abs, radii)
    if start == end or not rx or not ry:
        return [_line(start, end)]
    turn = complex(math.cos(math.radians(turned)), math.sin(math.radians(turned)))
    # In units of the radii, unturned, the ellipse is a circle of radius 1.
    half = (start - end) / 2 / turn
    half = complex(half.real / rx, half.imag / ry)
    long = abs(half)
    if long > 1:
        rx, ry, half, long = rx * long, ry * long, half / long, 1.0
    off = 1j * half / long * math.sqrt(max(0.0, 1 - long**2)) * (1 if large == on else -1)
    begin = math.atan2((half - off).imag, (half - off).real)
    sweep = math.atan2((-half - off).imag, (-half - off).real) - begin
    if on and sweep <= 0:
        sweep += math.tau
    elif not on and sweep >= 0:
        sweep -= math.tau

    def place(point: Point) -> Point:
        moved = point + off
        return (start + end) / 2 + complex(moved.real * rx, moved.imag * ry) * turn

    parts = max(1, math.ceil(abs(sweep) / QUARTER - 1e-9))
    angles = [begin + sweep * number / parts for number in range(parts + 1)]
    bows = [_bow(first, last) for first, last in pairwise(angles)]
    curves = [(place(first), place(second), place(last)) for first, second, last in bows]
    return [*curves[:-1], (*curves[-1][:2], end)]


def _bow(begin: float, end: float) -> Curve:
    """An arc of the circle around 0 of radius 1; the angles lie a quarter turn apart at most."""
    first, last = (complex(math.cos(angle), math.sin(angle)) for angle in (begin, end))
    reach = 4 / 3 * math.tan((end - begin) / 4)
    return (first + 1j * first * reach, last - 1j * last * reach, last)
