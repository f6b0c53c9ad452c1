"""Everything the screen is derived from, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from canteen.errors import CanteenError
from canteen.i18n import _, language
from canteen.measures import named
from menus import Category, MealHours
from nutrition import LunchReference
from pos.drawings import FOODS, names
from pos.state import StationState
from pos.tray import Item


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One dish of the meal, in the order of the menu."""

    item: Item
    sold_out: bool = False


@dataclass(frozen=True, slots=True)
class Device:
    """How a device is, for staff: its name, one fact, whether it is well, and lines of detail.

    Of one that is not well the fact is what to do.
    """

    name: str
    fact: str
    well: bool
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a screen is drawn from; equal inputs give equal screens.

    `menu` and `sundries` (things without plates) are those of the meal under way; `now` is aware,
    `monotonic` the clock that `state.first_seen` counts by. `cycle_days` is above 0 only where the
    plan really repeats nothing for so long; `prints` says that the till has a printer; `tapping`
    that plates are shown one by one instead of lying on a tray. `stopped` closes the till;
    `trouble` is what went wrong beside the station; `called_at` is when staff were called.
    `reference` is the lunch of a diner nobody knows, `diner` that of the one whose card was laid
    down; `basis_at` is when somebody asked where its range comes from.
    `offers` names the steps of staff that this till can do beyond those of
    `pos.ui.overlay`; `shift` says who opened the shift and when, empty where none is open; further
    lines of it are facts, a name and a value with a tab between them.
    `overlay` is the staff's page above the screen; it closes by itself in `idle_left` seconds
    (None: not soon), and any touch puts that off.
    """

    state: StationState = field(default_factory=StationState)
    menu: tuple[MenuEntry, ...] = ()
    sundries: tuple[Item, ...] = ()
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    monotonic: float = 0.0
    canteen_name: str = ""
    hours: MealHours = field(default_factory=MealHours)
    reference: LunchReference = field(default_factory=LunchReference)
    ways: tuple[str, ...] = ("cash",)
    cycle_days: int = 0
    prints: bool = True
    tapping: bool = False
    stopped: CanteenError | None = None
    trouble: CanteenError | None = None
    called_at: float | None = None
    diner: LunchReference | None = None
    basis_at: float | None = None
    offers: frozenset[str] = frozenset()
    terminal: str = ""
    staff_name: str = ""
    shift: str = ""
    devices: tuple[Device, ...] = ()
    overlay: Any = None
    idle_left: int | None = None

    @property
    def lunch(self) -> LunchReference:
        """What the meal is held against: the diner's own lunch, as far as it is known."""
        return self.reference if self.diner is None else self.diner


def name_of(item: Item) -> str:
    """What the item is called in the language in force, half a portion as one."""
    return named(dish_name(item), half=item.half)


def dish_name(item: Item) -> str:
    """The name alone, for a place that shows in another way whether it is half a portion."""
    return item.name_en if language() == "en" and item.name_en else item.name


def half_word(item: Item) -> str:
    """The mark of half a portion; empty for a whole one."""
    return _("半份") if item.half else ""


def drawn(drawing: str) -> str:
    """The food on a plate; empty where no drawing has its name, so the plate is shown empty."""
    return drawing if drawing in names(FOODS) else ""


def category_of(item: Item) -> str:
    """The category whose plate it comes on; empty for a thing without a plate."""
    return item.category if any(item.category == each.value for each in Category) else ""
