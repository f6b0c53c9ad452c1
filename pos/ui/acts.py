"""What staff ask for, done at the station in their name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from canteen.money import Money
from pos.staff_work import StaffWork
from pos.state import StationState
from pos.ui.overlay import (
    Act,
    AddByHand,
    BindNow,
    CancelLift,
    ConfirmPlate,
    GiveUp,
    IgnoreChip,
    LeaveOut,
    Other,
    PayCash,
)
from readers import ReaderEvent


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

    def tell(self, error: Exception | None) -> None:
        """Publish a notice for staff."""
        ...

    def take_back(self) -> None:
        """Take back the plate that was tapped last."""
        ...

    @property
    def staff(self) -> StaffWork:
        """What staff do beside taking money."""
        ...


def perform(act: Act, station: Station, by: str, other: Callable[[Other, str], None]) -> None:
    """Do `act` at `station` in the name of staff `by`; `other` does what the station cannot."""
    match act:
        case PayCash(tendered):
            station.pay_cash(tendered, by)
        case LeaveOut(uid, reason):
            station.staff.leave_out(uid, reason, by)
        case IgnoreChip(uid):
            station.staff.ignore_chip(uid, by)
        case ConfirmPlate(uid):
            station.staff.confirm(uid, by)
        case BindNow(item):
            station.staff.bind_now(item, by)
        case CancelLift():
            station.staff.cancel_lift()
        case AddByHand(items):
            station.staff.add_by_hand(items, by)
        case GiveUp():
            station.staff.give_up(by)
        case Other():
            other(act, by)
        case _:
            raise TypeError(type(act).__name__)
