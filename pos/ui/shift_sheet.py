"""The shift that is open at this till, for reading; it is handed over at the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.staff import PinAnswer
from canteen.i18n import _
from pos.state import StationState
from pos.ui.inputs import Inputs
from pos.ui.overlay import Overlay, Step
from pos.ui.staff_words import ESCAPE, leaving


@dataclass(frozen=True, slots=True)
class ShiftShown:
    """What `ShiftSheet.qml` draws above `page`; one of `lines` a fact."""

    kind: str
    page: Any
    title: str
    back: str
    leaving: str
    lines: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ShiftSheet:
    """Who opened it, when, and with what float."""

    under: Overlay

    @property
    def kind(self) -> str:
        return "shift"

    def press(self, what: str, value: str, inputs: Inputs) -> Step:
        if what == "back" or (what, value) == ("key", ESCAPE):
            return Step(self.under)
        return Step(self)

    def answered(self, answer: PinAnswer, inputs: Inputs) -> Step:
        return Step(self)

    def follow(self, state: StationState) -> Overlay | None:
        return self

    def shown(self, inputs: Inputs) -> ShiftShown:
        lines = tuple(line for line in inputs.shift.split("\n") if line)
        return ShiftShown(
            kind=self.kind,
            page=self.under.shown(inputs),
            title=_("交接班"),
            back=_("返回"),
            leaving=leaving(inputs),
            lines=(*(lines or (_("还没有开班"),)), _("结算台 {name}").format(name=inputs.terminal)),
            note=_("点清抽屉里的现金，再到收银电脑上交班：\ncanteen shift close --counted-fen 分")
            if lines
            else _(
                "开了班才能收钱，到收银电脑上：\ncanteen shift open --staff 编号 --float-fen 分"
            ),
        )
