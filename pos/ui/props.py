"""What the diner's screen shows: texts, truths and colours by token name, nothing to work out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Header:
    """The line above the sheet."""

    name: str = ""
    meal: str = ""
    date: str = ""
    clock: str = ""


@dataclass(frozen=True, slots=True)
class MenuRow:
    """A dish of the idle sheet."""

    name: str
    kcal: str
    price: str
    drawing: str
    category: str
    sold_out: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A category of the idle sheet; `column` 0 to 2, `upper` where it has six rows."""

    title: str
    colour: str
    column: int
    upper: bool
    rows: tuple[MenuRow, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the tray. `kind`: plate, new, paid, unknown, held, hand, over, ring or rest.

    `short` stands for the price where there is less room; `doubt`, in place of the nutrients of a
    held one, says what is to be found out. `half` is the mark of half a portion, empty for a whole.
    """

    kind: str
    name: str = ""
    drawing: str = ""
    category: str = ""
    kcal: str = ""
    protein: str = ""
    fat: str = ""
    carbohydrate: str = ""
    salt: str = ""
    price: str = ""
    short: str = ""
    doubt: str = ""
    half: str = ""


@dataclass(frozen=True, slots=True)
class Heads:
    """Heads of the tray's columns."""

    name: str = ""
    unit: str = ""
    unit_short: str = ""
    kcal: str = ""
    protein: str = ""
    fat: str = ""
    carbohydrate: str = ""
    salt: str = ""
    price: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One nutrient against its range; lengths are shares of the track, 0 to 1.

    `low` and `high` bound the reference block; `low_tick` and `high_tick` say whether that end is
    an edge. `short` and `tiny` are the label where there is less room. `mark`: dot, up, down or
    nothing; `fill` up to `high`, `over` beyond it.
    """

    label: str
    short: str
    tiny: str
    value: str
    unit: str
    share: float
    low: float
    high: float
    low_tick: bool
    high_tick: bool
    fill: str
    over: str
    verdict: str
    mark: str
    colour: str


@dataclass(frozen=True, slots=True)
class Caption:
    """The line over the bars: `hint` says for whom they are, or where their range comes from.

    `ask` is the word for a touch on the bars, which changes from one to the other.
    """

    title: str = ""
    hint: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class HeldFoot:
    """What is certain while a tray is held."""

    count: str = ""
    label: str = ""
    amount: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The left side. `kind`: menu, tray or empty.

    `layout`: rows (up to 6), small (7 to 12), columns (13 to 16), columnsSmall (beyond).
    `foot`: nothing, note, bars, strip or held. `verdicts`: whether the strip judges.
    """

    kind: str = "empty"
    line: str = ""
    blocks: tuple[Block, ...] = ()
    foot_left: str = ""
    foot_right: str = ""
    layout: str = "rows"
    heads: Heads = Heads()
    rows: tuple[Row, ...] = ()
    foot: str = ""
    note: str = ""
    caption: Caption = Caption()
    bars: tuple[Bar, ...] = ()
    verdicts: bool = True
    held: HeldFoot = HeldFoot()


@dataclass(frozen=True, slots=True)
class Way:
    """A way to pay that this station has."""

    name: str
    hint: str
    icon: str
    what: str


@dataclass(frozen=True, slots=True)
class PaidRow:
    """A line of the paid panel: an amount, or words with an icon; `strong` for the change."""

    label: str
    amount: str = ""
    words: str = ""
    icon: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """The right side. `kind`: idle, wait, filling, settled, paid, held or out.

    `before`, `number`, `after` are the parts of 共 6 盘; `step` 0 to 2 picks the total's size;
    `working` is the line over the moving bar; `segments` of five are filled; `done` says that
    nothing is left to pay. `take_back` is the button that takes the last plate back, with
    `take_back_note` above it; `tapping` whether plates are shown one by one. `by_hand` and `again`
    are buttons for staff, which `by_staff` says in them. `notice` is a sentence, and what to do on
    the lines after it.
    """

    kind: str = "wait"
    ground: str = "celadon"
    title: str = ""
    icon: str = ""
    aside: str = ""
    prompt: str = ""
    help: str = ""
    before: str = ""
    number: str = ""
    after: str = ""
    checked: str = ""
    segments: int = 0
    label: str = ""
    label_note: str = ""
    amount: str = ""
    step: int = 0
    ask: str = ""
    ways: tuple[Way, ...] = ()
    working: str = ""
    sentence: str = ""
    discs: tuple[str, ...] = ()
    outcome: str = ""
    paid_rows: tuple[PaidRow, ...] = ()
    by_hand: str = ""
    again: str = ""
    by_staff: str = ""
    done: bool = False
    code: str = ""
    attempt: str = ""
    tapping: bool = False
    take_back: str = ""
    take_back_note: str = ""
    notice: str = ""
    call: str = ""
    called: bool = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """No page of staff lies above the screen."""

    kind: str = ""


@dataclass(frozen=True, slots=True)
class Props:
    """The whole screen; `overlay` is what the staff's page shows."""

    header: Header = Header()
    sheet: Sheet = Sheet()
    panel: Panel = Panel()
    overlay: Any = Nothing()
