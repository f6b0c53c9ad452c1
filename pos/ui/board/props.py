"""What the wall screen shows: texts, truths and colours by token name, nothing to work out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """The line at the top; `note` says that the menu may be out of date, empty where it is not."""

    name: str = ""
    meal: str = ""
    count: str = ""
    note: str = ""
    date: str = ""
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount of a portion; `partly` where it is at least so much, drawn with a sign before."""

    text: str
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """One character for what a dish contains; `half` for that of half portions."""

    text: str
    half: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A dish. `marks` stand beside its figures, and for want of room `raised` beside its name.

    `sold_out` stands in place of the price and `gone` in place of the figures.
    """

    name: str
    category: str
    drawing: str
    price: str
    figures: tuple[Figure, ...]
    marks: tuple[Mark, ...]
    raised: tuple[Mark, ...] = ()
    sold_out: str = ""
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A category; `column` 0 to 2, `upper` where it has six rows; `heads` of its five figures."""

    title: str
    colour: str
    column: int
    upper: bool
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """A mark and what it means."""

    mark: Mark
    word: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Below the head: the categories with what explains them, or a sentence alone."""

    sentence: str = ""
    columns: tuple[Column, ...] = ()
    contains: str = ""
    legend: tuple[Legend, ...] = ()
    foot_left: str = ""
    foot_right: str = ""


@dataclass(frozen=True, slots=True)
class BoardProps:
    """The whole screen."""

    head: Head = Head()
    sheet: Sheet = Sheet()
