"""What the dietitian's desk knows at a moment. Frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from accounts.staff import PinAnswer, Staff
from canteen.errors import CanteenError
from menus.catalogue_files import CatalogueDish
from pos.catalogue.book import Book, DishPast
from pos.catalogue.desk import EDITORS
from pos.catalogue.draft import Draft
from pos.catalogue.drafts import KeptDraft, OtherDraft
from pos.catalogue.edit import EditState
from pos.catalogue.fields import Problem
from pos.catalogue.figures import Figures, figures_of
from pos.catalogue.search import Query, find
from pos.ui.catalogue.acts import Act

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
    """Digits for `wanted`: login or price; `failed` where nobody could look whose they are."""

    wanted: str
    digits: str = ""
    asking: bool = False
    failed: bool = False
    answer: PinAnswer | None = None
    price: PricePage | None = None


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """One of many for `target`: a field, `filter.NAME`, `food.N`, `food.add` or `drawing`."""

    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PricePage:
    """A new price as it is typed; `first` where it is that of a dish which is not stored yet."""

    price: str
    half: str
    from_date: str
    tried: bool = False
    first: bool = False


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


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Drafts of an earlier time, to go on with or to drop; the newest first."""

    offers: tuple[KeptDraft, ...]


Page = PinPage | ChoicePage | PricePage | ComparePage | ConflictPage | OfferPage


@dataclass(frozen=True, slots=True)
class Session:
    """What one person has before her at this desk; it waits while another one works here.

    `drafts` has every dish that was opened or changed, by key: its code, or `NEW` and a number.
    `kept` has those on the shelf, as they lie there.
    """

    query: Query = field(default_factory=Query)
    key: str = ""
    drafts: Mapping[str, Draft] = field(default_factory=dict, hash=False)
    kept: Mapping[str, EditState] = field(default_factory=dict, hash=False)
    kept_at: datetime | None = None
    tab: str = "recipe"
    side: str = "figures"
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class DeskState:
    """Everything the screen is derived from; `book` as it was at `read_at`.

    `owner` is whose session lies on the desk, empty for nobody's; `staff` is None while it is
    locked, and `under` then what lay above the screen. From `query` to `side` the fields are those
    of the session; `parked` are the sessions of others. `others` are at dishes elsewhere. `armed`
    is an act that a second press would do, `tried` the dish whose save was refused for its fields;
    `busy` an act under way, `keeping` one that puts drafts on the shelf; `down` closes the desk.
    """

    now: datetime
    book: Book | None = None
    read_at: datetime | None = None
    staff: Staff | None = None
    owner: str = ""
    query: Query = field(default_factory=Query)
    found: tuple[str, ...] = ()
    key: str = ""
    drafts: Mapping[str, Draft] = field(default_factory=dict, hash=False)
    kept: Mapping[str, EditState] = field(default_factory=dict, hash=False)
    kept_at: datetime | None = None
    pasts: Mapping[str, DishPast] = field(default_factory=dict, hash=False)
    figures: Figures | None = None
    tab: str = "recipe"
    side: str = "figures"
    parked: Mapping[str, Session] = field(default_factory=dict, hash=False)
    others: tuple[OtherDraft, ...] = ()
    armed: str = ""
    tried: str = ""
    busy: str = ""
    keeping: bool = False
    note: Note | None = None
    page: Page | None = None
    under: Page | None = None
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

    @property
    def stored(self) -> CatalogueDish | None:
        """The open dish as it was last read; None for one that is not stored."""
        return None if self.book is None else self.book.dishes.get(self.key)

    @property
    def is_behind(self) -> bool:
        """Whether somebody saved the open dish since the edit of it began."""
        draft, stored = self.draft, self.stored
        return bool(draft and stored and draft.changed and draft.is_behind(stored))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What stands in the way of saving the open dish, and is to be said.

        A new dish is not called wrong for what is not filled in before somebody tries to save it.
        """
        found = () if self.figures is None else self.figures.problems
        begun = self.draft is not None and self.draft.now.base is None and self.tried != self.key
        return tuple(each for each in found if not (begun and each.blank))

    @property
    def blanks(self) -> tuple[Problem, ...]:
        """What is not filled in yet of a new dish, where that is no mistake so far."""
        found = () if self.figures is None else self.figures.problems
        return tuple(each for each in found if each not in self.problems)

    def others_at(self, dish: str) -> tuple[OtherDraft, ...]:
        """Who else is at a dish, the newest first."""
        return tuple(each for each in self.others if each.dish == dish)

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
