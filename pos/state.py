"""What the station publishes: one frozen value that a screen or a program can be drawn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from canteen.errors import CanteenError
from canteen.money import Money
from menus import Meal
from pos.pricing import Quote
from pos.tray import Item, Tray


class Phase(StrEnum):
    """Where the tray stands.

    idle → filling → settled → paying → done → idle. `held`: read for certain, but not payable as
    it lies. `clearing`: nothing more happens to what lies there until it is taken away.
    """

    IDLE = "idle"
    FILLING = "filling"
    SETTLED = "settled"
    HELD = "held"
    PAYING = "paying"
    DONE = "done"
    CLEARING = "clearing"


@dataclass(frozen=True, slots=True)
class Occasion:
    """The business date and the meal a tray belongs to; fixed at its first plate."""

    business_date: date
    meal: Meal


@dataclass(frozen=True, slots=True)
class PaidSale:
    """A sale that is durable."""

    sale: UUID
    receipt_no: str
    sold_at: datetime
    total: Money
    due: Money
    tendered: Money
    change: Money
    plates: int


@dataclass(frozen=True, slots=True)
class ReaderTrouble:
    """The reader does not answer: the coded fault, the attempt, and since when (monotonic)."""

    code: str
    message: str
    attempt: int
    since: float


NO_TRAY: Final = Tray()


@dataclass(frozen=True, slots=True)
class StationState:
    """Everything a screen needs of the station.

    `quote` stands in filling, settled, held, paying and done. `certainty` runs from 0 to 1 while
    filling. `lifting`: the dish that waits for one unknown chip to be lifted. `notice`: the last
    step that was refused, until the next change. `paper`: the slip of the last sale did not print.
    """

    phase: Phase = Phase.IDLE
    occasion: Occasion | None = None
    tray: Tray = NO_TRAY
    quote: Quote | None = None
    certainty: float = 0.0
    confidence: float | None = None
    first_seen: float | None = None
    paid: PaidSale | None = None
    reader: ReaderTrouble | None = None
    lifting: Item | None = None
    notice: CanteenError | None = None
    paper: CanteenError | None = None


Listener = Callable[[StationState], None]


class Published:
    """The state in force, and who is told of each new one."""

    def __init__(self) -> None:
        self.state = StationState()
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with each new state, on the publisher's thread."""
        self._listeners.append(listener)

    def change(self, **changes: Any) -> None:
        """Publish the state with some fields changed."""
        self.replace(replace(self.state, **changes))

    def replace(self, state: StationState) -> None:
        """Publish `state`, unless it is the one in force."""
        if state == self.state:
            return
        self.state = state
        for listener in self._listeners:
            listener(state)
