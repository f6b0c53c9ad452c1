"""The shift that is open at this till, for reading; who is in charge hands it over."""

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
class ShiftLine:
    """A fact: its name at the left, its value at the right."""

    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class ShiftShown:
    """What `ShiftSheet.qml` draws above `page`; one of `lines` a fact."""

    kind: str
    page: Any
    title: str
    back: str
    leaving: str
    lines: tuple[ShiftLine, ...]
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
        first, *facts = inputs.shift.split("\n")
        lines = [ShiftLine(*fact.split("\t", 1)) for fact in facts or [first] if fact]
        return ShiftShown(
            kind=self.kind,
            page=self.under.shown(inputs),
            title=_("交接班"),
            back=_("返回"),
            leaving=leaving(inputs),
            lines=(
                *(lines or (ShiftLine(_("还没有开班")),)),
                ShiftLine(_("结算台"), inputs.terminal),
            ),
            note=_("点清抽屉里的现金，请主管交班")
            if lines
            else _("开了班才能收钱，请值班主管先开班"),
        )
