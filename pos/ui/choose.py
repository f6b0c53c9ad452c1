"""Saying what lies on a plate nobody knows, and lifting it where several lie there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from accounts.staff import PinAnswer
from canteen.i18n import _
from pos.state import StationState
from pos.tray import Item
from pos.ui.dish_grid import DishGrid, dish_grid, item_with, key_of
from pos.ui.inputs import Inputs, category_of, drawn, name_of
from pos.ui.overlay import BindNow, CancelLift, Overlay, Step
from pos.ui.staff_words import ESCAPE, chip_tail, leaving, notice_of


@dataclass(frozen=True, slots=True)
class ChooseShown:
    """What `ChoosePage.qml` draws; `name` is empty until a dish is chosen."""

    kind: str
    title: str
    leaving: str
    grid: DishGrid
    sentence: str
    note: str
    drawing: str
    category: str
    name: str
    price: str
    said: str
    cancel: str
    confirm: str
    can_confirm: bool


@dataclass(frozen=True, slots=True)
class Choose:
    """The dishes of the meal, one of them perhaps chosen; `under` is the page it came from.

    `halves`: a half portion lies on the plate, of the dish that is chosen or of the next one.
    """

    under: Overlay
    chosen: Item | None = None
    halves: bool = False

    @property
    def kind(self) -> str:
        return "choose"

    def press(self, what: str, value: str, inputs: Inputs) -> Step:
        if what == "cancel" or (what, value) == ("key", ESCAPE):
            return Step(self.under)
        if what == "more":
            return Step(replace(self, chosen=item_with(inputs, value) or self.chosen))
        if what == "portion":
            return Step(self._turned(value == "half", inputs))
        if what == "confirm" and self.chosen is not None and inputs.state.tray.unknown:
            return Step(self.under, (BindNow(self.chosen),))
        return Step(self)

    def _turned(self, halves: bool, inputs: Inputs) -> Choose:
        """At halves or at whole portions; a dish that is not sold so is chosen no more."""
        whole = item_with(inputs, self.chosen.code) if self.chosen is not None else None
        chosen = whole.halved() if whole is not None and halves else whole
        return replace(self, chosen=chosen, halves=halves)

    def answered(self, answer: PinAnswer, inputs: Inputs) -> Step:
        return Step(self)

    def follow(self, state: StationState) -> Overlay | None:
        waits = state.lifting is None and state.tray.unknown
        return self if waits else self.under.follow(state)

    def shown(self, inputs: Inputs) -> ChooseShown:
        unknown = inputs.state.tray.unknown
        several = len(unknown) > 1
        chosen = self.chosen
        return ChooseShown(
            kind=self.kind,
            title=_("认菜"),
            leaving=leaving(inputs),
            grid=dish_grid(
                inputs,
                {},
                chosen=key_of(chosen) if chosen else "",
                sundries=False,
                halves=self.halves,
            ),
            sentence=_("这一盘是什么菜"),
            note=_("有 {count} 盘没认出，\n选好以后拿起其中一盘").format(count=len(unknown))
            if several
            else "\n".join(chip_tail(uid) for uid in unknown),
            drawing=drawn(chosen.drawing) if chosen else "unknown",
            category=category_of(chosen) if chosen else "",
            name=name_of(chosen) if chosen else "",
            price=str(chosen.price) if chosen else "",
            said=notice_of(inputs),
            cancel=_("取消"),
            confirm=_("就是这道菜"),
            can_confirm=chosen is not None,
        )


@dataclass(frozen=True, slots=True)
class LiftShown:
    """What `LiftSheet.qml` draws above `page`."""

    kind: str
    page: Any
    sentence: str
    leaving: str
    note: str
    drawing: str
    category: str
    name: str
    price: str
    cancel: str


@dataclass(frozen=True, slots=True)
class Lift:
    """Several plates are unknown: the one that is lifted is the one that is meant."""

    item: Item
    under: Overlay

    @property
    def kind(self) -> str:
        return "lift"

    def press(self, what: str, value: str, inputs: Inputs) -> Step:
        if what == "cancel" or (what, value) == ("key", ESCAPE):
            return Step(self.under, (CancelLift(),))
        return Step(self)

    def answered(self, answer: PinAnswer, inputs: Inputs) -> Step:
        return Step(self)

    def follow(self, state: StationState) -> Overlay | None:
        return self if state.lifting is not None else self.under.follow(state)

    def shown(self, inputs: Inputs) -> LiftShown:
        return LiftShown(
            kind=self.kind,
            page=self.under.shown(inputs),
            sentence=_("请拿起{dish}那一盘").format(dish=name_of(self.item)),
            leaving=leaving(inputs),
            note=_("拿起来就认好，再放回托盘。\n一次只拿一盘。"),
            drawing=drawn(self.item.drawing),
            category=category_of(self.item),
            name=name_of(self.item),
            price=str(self.item.price),
            cancel=_("取消"),
        )
