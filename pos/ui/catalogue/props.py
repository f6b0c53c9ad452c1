"""What the dietitian's desk draws: plain values, derived by `pos.ui.catalogue.view`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Button:
    """A word to press; `act` and `value` say what it does, `tone` is one of `DeskButton.qml`."""

    act: str
    label: str
    value: str = ""
    tone: str = "plain"
    enabled: bool = True
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """The line at the top: who is at work, what is not saved, and what to do about it.

    `covered` hides everything below, while nobody is logged in.
    """

    title: str = ""
    staff: str = ""
    unsaved: str = ""
    kept: str = ""
    covered: bool = False
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class ListHead:
    """Above the list: the search and what narrows it; `nothing` stands where no dish fits."""

    query: str = ""
    hint: str = ""
    count: str = ""
    filters: tuple[Button, ...] = ()
    clear: Button = field(default_factory=lambda: Button("clear", ""))
    nothing: str = ""
    selected: str = ""
    unsaved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One dish of the list; `mark` is its grade where that is no good one, `others` who else is at
    it.
    """

    key: str
    name: str
    sub: str
    price: str
    drawing: str
    category: str
    mark: str = ""
    retired: bool = False
    others: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `kind` is text, pick, long, toggle or seasons; `hint` stands where it is empty."""

    name: str
    label: str
    value: str
    kind: str = "text"
    shown: str = ""
    hint: str = ""
    wrong: bool = False
    on: tuple[str, ...] = ()
    options: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One ingredient; `grams` is what its measure weighs where that is not what was typed."""

    food: str
    amount: str
    grams: str
    edible: str
    edible_hint: str
    eaten: str
    note: str
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Editor:
    """The dish that is open; `empty` says what to do where none is."""

    empty: str = ""
    key: str = ""
    category: str = ""
    drawing: str = ""
    can_edit: bool = False
    state: str = ""
    price: str = ""
    version: str = ""
    tab: str = "recipe"
    tabs: tuple[Button, ...] = ()
    buttons: tuple[Button, ...] = ()
    head: tuple[Field, ...] = ()
    batch: tuple[Field, ...] = ()
    words: tuple[Field, ...] = ()
    facts: tuple[Field, ...] = ()
    line_heads: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    add: Button = field(default_factory=lambda: Button("choose", "", "food.add"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of figures; `sure` is false where a part is unknown."""

    name: str
    cells: tuple[str, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence beside the figures: `tone` is bad, caution or plain; `field` is what it is of."""

    tone: str
    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """The figures of the open dish as it is typed; `nothing` stands where there are none."""

    shown: bool = False
    title: str = ""
    grade: str = ""
    grade_word: str = ""
    good: bool = True
    tabs: tuple[Button, ...] = ()
    heads: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    facts: tuple[Figure, ...] = ()
    nothing: str = ""
    remarks_title: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Say:
    """The line that says what happened; nothing while `text` is empty."""

    tone: str = "plain"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Props:
    """The screen; each part is published when it changed. `page` is of `catalogue_page_view`."""

    bar: Bar = field(default_factory=Bar)
    head: ListHead = field(default_factory=ListHead)
    rows: tuple[Row, ...] = ()
    editor: Editor = field(default_factory=Editor)
    side: Side = field(default_factory=Side)
    say: Say = field(default_factory=Say)
    page: object = None
