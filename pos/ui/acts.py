"""What staff ask for, done at the station in their name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from canteen.money import Money
from pos.state import StationState
from pos.tray import Item
from pos.ui.overlay import (
    Act,
    AddByHand,
    BindNow,
    CancelLift,
    GiveUp,
    IgnoreChip,
    LeaveOut,
    Other,
    PayCash,
)
from readers import ReaderEvent, TagUid


class Station(Protocol):
    """What the screen asks of `pos.station.CheckoutStation`; all from the GUI thread."""

    @property
    def state(self) -> StationState:
        """The last state that was published."""
        ...

    def subscribe(self, listener: Callable[[StationState], None], /) -> None:
        """Call `listener` with each new state, on the GUI thread."""
        ...

    def on_reader(self, event: ReaderEvent, /) -> None:
        """Take an event of the reader's loop."""
        ...

    def tick(self) -> None:
        """Look at the time."""
        ...

    def pay_cash(self, tendered: Money, by: str) -> None:
        """Take cash for the settled tray."""
        ...

    def leave_out(self, uid: TagUid, reason: str, by: str) -> None:
        """Take a plate off the bill."""
        ...

    def ignore_chip(self, uid: TagUid, by: str) -> None:
        """Take no notice of a chip."""
        ...

    def bind_now(self, item: Item, by: str) -> None:
        """Say what lies on the unknown plate."""
        ...

    def cancel_lift(self) -> None:
        """Wait no longer for a plate to be lifted."""
        ...

    def add_by_hand(self, items: Sequence[Item], by: str) -> None:
        """Put things without a chip on the bill."""
        ...

    def give_up(self, by: str) -> None:
        """Let the tray go unpaid."""
        ...


def perform(act: Act, station: Station, by: str, other: Callable[[Other, str], None]) -> None:
    """Do `act` at `station` in the name of staff `by`; `other` does what the station cannot."""
    match act:
        case PayCash(tendered):
            station.pay_cash(tendered, by)
        case LeaveOut(uid, reason):
            station.leave_out(uid, reason, by)
        case IgnoreChip(uid):
            station.ignore_chip(uid, by)
        case BindNow(item):
            station.bind_now(item, by)
        case CancelLift():
            station.cancel_lift()
        case AddByHand(items):
            station.add_by_hand(items, by)
        case GiveUp():
            station.give_up(by)
        case Other():
            other(act, by)
        case _:
            raise TypeError(type(act).__name__)
