"""What the dietitian's desk knows at a moment, and what it may ask of the database. Frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from accounts.staff import PinAnswer, Staff
from canteen.errors import CanteenError
from canteen.money import Money
from menus.catalogue_files import CatalogueDish
from pos.catalogue.book import Book, DishPast
from pos.catalogue.desk import EDITORS
from pos.catalogue.draft import Draft
from pos.catalogue.figures import Figures, figures_of
from pos.catalogue.search import Query, find

NEW: Final = "new-"
"""Begins the key of a dish that is not stored yet."""
DRAFT: Final = 0
"""The place of the edit among versions, which count from 1."""


@dataclass(frozen=True, slots=True)
class Note:
    """The line below the bar: `tone` is good, plain or bad."""

    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class PinPage:
    """Digits for `wanted`: login or price."""

    wanted: str
    digits: str = ""
    asking: bool = False
    answer: PinAnswer | None = None
    price: PricePage | None = None


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """One of many for `target`: a field, `filter.NAME`, `food.N`, `food.add` or `drawing`."""

    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PricePage:
    """A new price as it is typed."""

    price: str
    half: str
    from_date: str
    tried: bool = False


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two versions by their number; `DRAFT` is what is being edited. `under` is the page below."""

    left: int
    right: int
    under: ConflictPage | None = None


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Somebody else saved the dish: what is stored now, and who did it."""

    stored: CatalogueDish = field(hash=False)
    said: str
    todo: str


Page = PinPage | ChoicePage | PricePage | ComparePage | ConflictPage


@dataclass(frozen=True, slots=True)
class Read:
    """Read the whole book."""


@dataclass(frozen=True, slots=True)
class Look:
    """Read the past of a dish."""

    code: str


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Whose PIN is this?"""

    digits: str


@dataclass(frozen=True, slots=True)
class Save:
    """Write the dish of the draft `key`."""

    key: str
    dish: CatalogueDish = field(hash=False)
    base: CatalogueDish | None = field(hash=False)
    note: str


@dataclass(frozen=True, slots=True)
class Retire:
    """Take a dish out of planning from a date on, or back in."""

    code: str
    from_date: date | None


@dataclass(frozen=True, slots=True)
class SignPrice:
    """Write a price down under a manager's PIN."""

    code: str
    price: Money
    half: Money | None
    from_date: date
    digits: str


@dataclass(frozen=True, slots=True)
class Focus:
    """Put the caret into a field."""

    field: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Close the window."""


Act = Leave | Read | Look | CheckPin | Save | Retire | SignPrice | Focus


@dataclass(frozen=True, slots=True)
class DeskState:
    """Everything the screen is derived from.

    `drafts` has every dish that was opened or changed, by key: its code, or `NEW` and a number.
    `armed` is an act that a second press would do; `busy` an act under way; `down` closes the desk.
    """

    now: datetime
    book: Book | None = None
    staff: Staff | None = None
    query: Query = field(default_factory=Query)
    found: tuple[str, ...] = ()
    key: str = ""
    drafts: Mapping[str, Draft] = field(default_factory=dict, hash=False)
    pasts: Mapping[str, DishPast] = field(default_factory=dict, hash=False)
    figures: Figures | None = None
    tab: str = "recipe"
    side: str = "figures"
    armed: str = ""
    busy: str = ""
    note: Note | None = None
    page: Page | None = None
    down: CanteenError | None = None

    @property
    def draft(self) -> Draft | None:
        """The dish that is open."""
        return self.drafts.get(self.key)

    @property
    def can_edit(self) -> bool:
        """Whether whoever is logged in may change dishes."""
        return self.staff is not None and self.staff.role in EDITORS

    @property
    def unsaved(self) -> tuple[str, ...]:
        """Keys of the dishes that would lose something."""
        return tuple(key for key, draft in self.drafts.items() if draft.changed)

    def with_draft(self, draft: Draft) -> DeskState:
        """The open dish changed; its figures follow."""
        return reckoned(replace(self, drafts={**self.drafts, self.key: draft}, armed="", note=None))


@dataclass(frozen=True, slots=True)
class Step:
    """What a touch comes to."""

    state: DeskState
    acts: tuple[Act, ...] = ()


def reckoned(state: DeskState) -> DeskState:
    """The state with the figures of the dish that is open."""
    if state.book is None or state.draft is None:
        return replace(state, figures=None)
    taken = state.book.dishes.keys() - {state.draft.now.code if state.draft.now.base else ""}
    return replace(state, figures=figures_of(state.draft.now, state.book.foods, taken))


def searched(state: DeskState, query: Query | None = None) -> DeskState:
    """The state with the list of what is found."""
    wanted = state.query if query is None else query
    if state.book is None:
        return replace(state, query=wanted)
    found = find(state.book, wanted, frozenset(state.unsaved))
    return replace(state, query=wanted, found=found)
