"""The page behind the PIN: the plates on the tray, six things to do, and how the devices are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from accounts.staff import Action, PinAnswer, Staff
from canteen.i18n import _
from pos.state import StationState
from pos.ui.attendant_tiles import may_order, may_reprint, sells
from pos.ui.attendant_view import AttendantShown, attendant_view, page_count
from pos.ui.byhand import ByHand
from pos.ui.cash import Cash
from pos.ui.choose import Choose, Lift
from pos.ui.inputs import Inputs
from pos.ui.overlay import Act, ConfirmPlate, GiveUp, IgnoreChip, Lock, Other, Overlay, Step
from pos.ui.reason import Reason
from pos.ui.shift_sheet import ShiftSheet
from pos.ui.staff_words import ESCAPE, OPEN_PHASES, may
from readers import TagUid


@dataclass(frozen=True, slots=True)
class Attendant:
    """What `staff` sees. `giving_up`: 放弃 was touched once; `said`: what was just done."""

    staff: Staff
    page: int = 0
    giving_up: bool = False
    said: str = ""

    @property
    def kind(self) -> str:
        return "attendant"

    def press(self, what: str, value: str, inputs: Inputs) -> Step:
        if what == "give-up":
            return self._give_up(inputs.state)
        calm = replace(self, giving_up=False, said="")
        if what == "back" or (what, value) == ("key", ESCAPE):
            return Step(None)
        match what:
            case "page":
                last = page_count(inputs.state.tray) - 1
                turned = self.page + (1 if value == "next" else -1)
                return Step(replace(calm, page=min(max(turned, 0), last)))
            case "strike" | "ignore" | "confirm" | "choose" | "add":
                return calm._on_tray(what, value, inputs)  # noqa: SLF001 - its own kind
            case "tile":
                return calm._tile(value, inputs)  # noqa: SLF001 - its own kind
            case _:
                return Step(calm)

    def answered(self, answer: PinAnswer, inputs: Inputs) -> Step:
        return Step(self)

    def follow(self, state: StationState) -> Overlay | None:
        if state.lifting is not None:
            return Lift(state.lifting, replace(self, giving_up=False))
        page = min(self.page, page_count(state.tray) - 1)
        return replace(self, page=page, giving_up=self.giving_up and state.phase in OPEN_PHASES)

    def shown(self, inputs: Inputs) -> AttendantShown:
        return attendant_view(
            inputs, self.staff, page=self.page, giving_up=self.giving_up, said=self.said
        )

    def _give_up(self, state: StationState) -> Step:
        if state.phase not in OPEN_PHASES or not may(self.staff, Action.STRIKE):
            return Step(self)
        if not self.giving_up:
            return Step(replace(self, giving_up=True, said=""))
        return Step(None, (GiveUp(),))

    def _on_tray(self, what: str, value: str, inputs: Inputs) -> Step:
        state = inputs.state
        if state.phase not in OPEN_PHASES:
            return Step(self)
        strikes = may(self.staff, Action.STRIKE)
        known = (plate.uid for plate in state.tray.open_plates)
        match what:
            case "strike" if strikes and (uid := _named(value, known)):
                return Step(Reason(uid, self))
            case "ignore" | "confirm" if strikes:
                return Step(self, _of_one_chip(what, value, state))
            case "choose" if state.tray.unknown and may(self.staff, Action.BIND):
                return Step(Choose(self))
            case "add" if may(self.staff, Action.SELL):
                return Step(ByHand.opened(state, self, to_cash=False))
            case _:
                return Step(self)

    def _tile(self, name: str, inputs: Inputs) -> Step:
        state = inputs.state
        match name:
            case "cash" if sells(inputs, self.staff) == "" and state.quote is not None:
                return Step(Cash(state.quote.due, under=self))
            case "byhand" if may_order(inputs, self.staff):
                return Step(ByHand.opened(state, self))
            case "reprint" if may_reprint(inputs, self.staff):
                return Step(replace(self, said=_("已送去补打")), (Other("reprint"),))
            case "shift":
                return Step(ShiftSheet(self))
            case "lock":
                return Step(None, (Lock(),))
            case _:
                return Step(self)


def _of_one_chip(what: str, value: str, state: StationState) -> tuple[Act, ...]:
    if what == "ignore":
        uid = _named(value, state.tray.unknown)
        return () if uid is None else (IgnoreChip(uid),)
    uid = _named(value, state.tray.doubtful)
    return () if uid is None else (ConfirmPlate(uid),)


def _named(text: str, uids: Iterable[TagUid]) -> TagUid | None:
    return next((uid for uid in uids if uid.text == text), None)
