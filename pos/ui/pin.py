"""The PIN sheet in front of whatever staff want."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from accounts.staff import MAX_DIGITS, MIN_DIGITS, Action, PinAnswer
from canteen.i18n import _
from pos.state import StationState
from pos.ui.cash import DIGITS
from pos.ui.inputs import Inputs
from pos.ui.opening import open_page
from pos.ui.overlay import CheckPin, Lock, Overlay, Step
from pos.ui.staff_words import ENTER, ESCAPE, is_erase, leaving, may

SECONDS_A_MINUTE: Final = 60

_NEEDED: Final = {
    "attendant": tuple(Action),
    "cash": (Action.SELL,),
    "byhand": (Action.SELL,),
}


@dataclass(frozen=True, slots=True)
class PinShown:
    """What `PinSheet.qml` draws: `dots` in all, `filled` of them; `wrong` colours the line."""

    kind: str
    title: str
    back: str
    leaving: str
    line: str
    wrong: bool
    dots: int
    filled: int
    enabled: bool
    can_confirm: bool


@dataclass(frozen=True, slots=True)
class Pin:
    """Digits on their way to `wanted`; `asking` while the answer is awaited."""

    wanted: str
    digits: str = ""
    asking: bool = False
    answer: PinAnswer | None = None

    @property
    def kind(self) -> str:
        return "pin"

    def press(self, what: str, value: str, inputs: Inputs) -> Step:
        if what == "back" or (what, value) == ("key", ESCAPE):
            return Step(None)
        if self.asking or self._locked(inputs.now):
            return Step(self)
        if what == "erase" or (what == "key" and is_erase(value)):
            return Step(replace(self, digits=self.digits[:-1]))
        if what == "confirm" or (what == "key" and value in ENTER):
            return self._ask()
        if what in {"digit", "key"} and value in DIGITS and len(self.digits) < MAX_DIGITS:
            return Step(replace(self, digits=self.digits + value, answer=None))
        return Step(self)

    def answered(self, answer: PinAnswer, inputs: Inputs) -> Step:
        staff = answer.staff
        if not self.asking:
            # The sheet that asked was closed meanwhile; this one is somebody else's.
            return Step(self, (Lock(),))
        if staff is None or not may(staff, *_NEEDED[self.wanted]):
            # Somebody who may not sell unlocks no cash either.
            acts = (Lock(),) if staff is not None else ()
            return Step(replace(self, digits="", asking=False, answer=answer), acts)
        acts = () if may(staff, Action.SELL) else (Lock(),)
        return Step(open_page(self.wanted, inputs, staff), acts)

    def follow(self, state: StationState) -> Overlay | None:
        return self

    def shown(self, inputs: Inputs) -> PinShown:
        wrong = self._wrong(inputs.now)
        return PinShown(
            kind=self.kind,
            title=_("工作人员"),
            back=_("返回"),
            leaving=leaving(inputs),
            line=wrong or self._line(),
            wrong=bool(wrong),
            dots=max(MIN_DIGITS, len(self.digits)),
            filled=len(self.digits),
            enabled=not self.asking and not self._locked(inputs.now),
            can_confirm=len(self.digits) >= MIN_DIGITS and not self.asking,
        )

    def _ask(self) -> Step:
        if len(self.digits) < MIN_DIGITS:
            return Step(self)
        return Step(replace(self, asking=True, answer=None), (CheckPin(self.digits),))

    def _line(self) -> str:
        if self.asking:
            return _("正在核对")
        return _("口令 {least} 到 {most} 位，输完按 ✓").format(least=MIN_DIGITS, most=MAX_DIGITS)

    def _locked(self, now: datetime) -> bool:
        until = self.answer.locked_until if self.answer is not None else None
        return until is not None and now < until

    def _wrong(self, now: datetime) -> str:
        answer = self.answer
        if answer is None:
            return ""
        if answer.staff is not None:
            return _("{name}没有这项权限").format(name=answer.staff.name)
        if answer.locked_until is not None:
            left = (answer.locked_until - now).total_seconds()
            minutes = -int(-left // SECONDS_A_MINUTE)
            if left <= 0:
                return ""
            return _("口令错了太多次，{minutes} 分钟后再试").format(minutes=minutes)
        return _("口令不对，还可试 {count} 次").format(count=answer.tries_left)
