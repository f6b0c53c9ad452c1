"""Why a plate is left out: four large choices, one touch acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from accounts.staff import PinAnswer
from canteen.i18n import N_, _
from pos.state import StationState
from pos.tray import TrayPlate
from pos.ui.inputs import Inputs, category_of, drawn, name_of
from pos.ui.overlay import LeaveOut, Overlay, Step
from pos.ui.staff_words import ESCAPE, chip_tail, leaving
from readers import TagUid

REASONS: Final = (
    ("not-wanted", N_("客人不要了"), N_("菜端回去，不收钱")),
    ("neighbour", N_("旁边的盘子"), N_("读多了，不在托盘上")),
    ("mistaken", N_("认错了菜"), N_("划掉后再手工加上")),
    ("other", N_("其他原因"), N_("菜有问题等，交班说明")),
)
"""The code that is written down, its word, and when it is the right one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the four."""

    code: str
    word: str
    note: str


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """What `ReasonSheet.qml` draws above `page`."""

    kind: str
    page: Any
    title: str
    back: str
    leaving: str
    name: str
    note: str
    drawing: str
    category: str
    price: str
    choices: tuple[Choice, ...]
    foot: str


@dataclass(frozen=True, slots=True)
class Reason:
    """The question for the plate `uid`, asked above the page `under`."""

    uid: TagUid
    under: Overlay

    @property
    def kind(self) -> str:
        return "reason"

    def press(self, what: str, value: str, inputs: Inputs) -> Step:
        if what == "back" or (what, value) == ("key", ESCAPE):
            return Step(self.under)
        if what == "reason" and any(value == code for code, _word, _note in REASONS):
            return Step(self.under, (LeaveOut(self.uid, value),))
        return Step(self)

    def answered(self, answer: PinAnswer, inputs: Inputs) -> Step:
        return Step(self)

    def follow(self, state: StationState) -> Overlay | None:
        return self if _plate(state, self.uid) is not None else self.under.follow(state)

    def shown(self, inputs: Inputs) -> ReasonShown:
        plate = _plate(inputs.state, self.uid)
        return ReasonShown(
            kind=self.kind,
            page=self.under.shown(inputs),
            title=_("为什么划掉这一盘"),
            back=_("返回"),
            leaving=leaving(inputs),
            name=name_of(plate.item) if plate else "",
            note=_note(inputs.state, self.uid),
            drawing=drawn(plate.item.drawing) if plate else "",
            category=category_of(plate.item) if plate else "",
            price=str(plate.item.price) if plate else "",
            choices=tuple(Choice(code, _(word), _(note)) for code, word, note in REASONS),
            foot=_("点一个原因就划掉，会记进操作记录。"),
        )


def _note(state: StationState, uid: TagUid) -> str:
    """Which plate it is: by its number on both screens while it lies there, and by its chip."""
    seen = state.tray.seen
    number = [_("第 {number} 盘").format(number=seen.index(uid) + 1)] if uid in seen else []
    return _("，").join((*number, chip_tail(uid)))


def _plate(state: StationState, uid: TagUid) -> TrayPlate | None:
    return next((plate for plate in state.tray.open_plates if plate.uid == uid), None)
