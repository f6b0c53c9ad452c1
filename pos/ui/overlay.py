"""What lies above the diner's screen while staff work, and what staff can ask of the station.

An overlay is a frozen value with pure methods: a touch, a new state or the answer to a PIN gives
the next overlay and what is to be done. Nothing here touches Qt or the station.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from accounts.staff import PinAnswer
from canteen.money import Money
from pos.state import StationState
from pos.tray import Item
from pos.ui.inputs import Inputs
from readers import TagUid


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Ask whose PIN `digits` is; the answer comes to `Overlay.answered`."""

    digits: str


@dataclass(frozen=True, slots=True)
class PayCash:
    """Take `tendered` for the settled tray."""

    tendered: Money


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Take a plate off the bill, with a reason."""

    uid: TagUid
    reason: str


@dataclass(frozen=True, slots=True)
class IgnoreChip:
    """Take no notice of a chip that is no plate of ours."""

    uid: TagUid


@dataclass(frozen=True, slots=True)
class ConfirmPlate:
    """Say that a plate which the reader doubts lies on this tray."""

    uid: TagUid


@dataclass(frozen=True, slots=True)
class BindNow:
    """Say what lies on the unknown plate."""

    item: Item


@dataclass(frozen=True, slots=True)
class CancelLift:
    """Wait no longer for a plate to be lifted."""


@dataclass(frozen=True, slots=True)
class AddByHand:
    """Put things without a chip on the bill."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Let the tray go unpaid."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Forget who gave a PIN: the next cash asks again."""


@dataclass(frozen=True, slots=True)
class Other:
    """A step that the station's owner offers under a name (`Inputs.offers`), such as a reprint."""

    name: str
    value: str = ""


Act = (
    CheckPin
    | PayCash
    | LeaveOut
    | IgnoreChip
    | ConfirmPlate
    | BindNow
    | CancelLift
    | AddByHand
    | GiveUp
    | Lock
    | Other
)


class Overlay(Protocol):
    """One sheet or page above the diner's screen; frozen, every method pure."""

    @property
    def kind(self) -> str:
        """Which page draws it: cash, pin, attendant, reason or byhand."""
        ...

    def press(self, what: str, value: str, inputs: Inputs) -> Step:
        """A touch on the page."""
        ...

    def answered(self, answer: PinAnswer, inputs: Inputs) -> Step:
        """The answer to `CheckPin`."""
        ...

    def follow(self, state: StationState) -> Overlay | None:
        """The overlay after the station published `state`; None closes it."""
        ...

    def shown(self, inputs: Inputs) -> Any:
        """What the page draws: a frozen dataclass of texts and truths with a field `kind`."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """What comes of a touch: the next overlay (None closes) and what is to be done, in order."""

    overlay: Overlay | None
    acts: tuple[Act, ...] = ()
