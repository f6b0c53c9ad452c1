"""What a printed report says, as plain frozen values: text as it is shown, figures for drawings.

A report is a run of sections, a section a run of blocks: tables, charts, text. Nothing here knows
a page: where a table splits is for the drawing. Figures are decimals in one unit a chart; None is
unknown and is drawn as nothing, never as 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from receipts.documents import NutritionRow

Side = Literal["left", "right", "centre"]
Tone = Literal["ink", "soft", "good", "low", "high"]
"""How a text or a bar is coloured; a word or a shape always says the same."""

Figure = Decimal | None


@dataclass(frozen=True)
class Gauge:
    """A bar on a track from 0 to `end`, with the range `low` to `high` behind it."""

    value: Figure
    low: Decimal
    high: Decimal
    end: Decimal
    tone: Tone = "good"


@dataclass(frozen=True)
class Cell:
    """One cell of a table: a text, or a gauge where there is one; `wash` lays a ground under it."""

    text: str = ""
    bold: bool = False
    tone: Tone = "ink"
    gauge: Gauge | None = None
    wash: bool = False


@dataclass(frozen=True)
class Column:
    """One column: its head, its share of the table's width, and where its texts stand."""

    head: str
    share: int
    side: Side = "left"


@dataclass(frozen=True)
class Table:
    """Rows under columns; a row of a single cell in a table of several is a heading of its own.

    `size` is that of the letters in points. `grid` draws lines between columns too and packs the
    rows closely. The head is repeated wherever the table goes on.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    size: float = 9.0
    head: bool = True
    grid: bool = False


@dataclass(frozen=True)
class Chart:
    """A figure for each label, as bars from 0, with a target range behind.

    `texts` are the figures as shown. `flagged` says which carry a triangle. An edge of the range
    that does not exist is None.
    """

    labels: tuple[str, ...]
    values: tuple[Figure, ...]
    texts: tuple[str, ...]
    flagged: tuple[bool, ...]
    low: Figure
    high: Figure


@dataclass(frozen=True)
class Stack:
    """Shares of a whole (0 to 100) for each label, one above the other or, `upright`, in columns.

    `shares` holds for each label as many figures as there are `parts`; an unknown label is empty.
    """

    parts: tuple[str, ...]
    labels: tuple[str, ...]
    shares: tuple[tuple[Decimal, ...], ...]
    upright: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Running text; it may break between any two lines."""

    text: str
    size: float = 9.6
    tone: Tone = "ink"


Block = Table | Chart | Stack | Paragraph


@dataclass(frozen=True)
class Section:
    """A part under a heading over a rule; `note` stands at the rule's right end."""

    title: str
    blocks: tuple[Block, ...]
    note: str = ""
    new_page: bool = False


@dataclass(frozen=True)
class Beside:
    """Two sections next to each other, on one page."""

    left: Section
    right: Section


@dataclass(frozen=True)
class Report:
    """A report on A4: what its head and foot repeat on each page, and what stands between."""

    title: str
    facts: tuple[str, ...]
    head_left: str
    head_right: str
    foot: str
    signature: str
    sections: tuple[Section | Beside, ...]
    author: str
    landscape: bool = False


@dataclass(frozen=True)
class CardFigure:
    """One nutrient of a card: of a portion, of 100 g, per cent of a day's reference value."""

    label: str
    portion: str
    unit: str
    per_100g: str
    nrv: str


@dataclass(frozen=True)
class DishCard:
    """A card that stands by a dish. `edge` is the colour of its border as #RRGGBB.

    `facts` are pairs of a heading and a text. `portion` says what one portion weighs. `pictures`
    are SVG texts, drawn over one another; `when` says which meal the card is for, "" for any.
    """

    edge: str
    category: str
    name: str
    name_en: str
    price: str
    figures: tuple[CardFigure, ...]
    facts: tuple[tuple[str, str], ...]
    portion: str
    author: str
    sentence: str
    pictures: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True)
class CardSheets:
    """Cards in A6, four to a sheet, and the same dishes as narrow labels for the counter."""

    title: str
    author: str
    cards: tuple[DishCard, ...]
    labels: tuple[DishCard, ...] = ()


@dataclass(frozen=True)
class TraySlip:
    """What one tray held, dish by dish and as a whole against the meal's range; no money.

    `lines` are names with their energy as shown; `printed_at` is local time in ISO form.
    """

    canteen_name: str
    subtitle: str
    meal_name: str
    terminal: str
    receipt_no: str
    printed_at: str
    lines: tuple[tuple[str, str], ...]
    nutrition: tuple[NutritionRow, ...]
    notes: tuple[str, ...]
