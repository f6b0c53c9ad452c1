"""Ordering by hand: what has no chip, or whose plate no reader can see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from accounts.staff import PinAnswer
from canteen.i18n import _
from canteen.money import Money
from pos.state import Phase, StationState
from pos.tray import Item
from pos.ui.cash import Cash, size_step
from pos.ui.counts import portions
from pos.ui.dish_grid import DishGrid, dish_grid, item_with, key_of, marked_price
from pos.ui.inputs import Inputs, dish_name
from pos.ui.overlay import AddByHand, Overlay, Step
from pos.ui.staff_words import ESCAPE, OPEN_PHASES, leaving, notice_of

MOST_OF_ONE: Final = 99

Lines = tuple[tuple[Item, int], ...]


def counted(lines: Lines, item: Item, step: int) -> Lines:
    """`lines` with `step` more of `item` (below zero: fewer); a new thing comes last.

    Whole portions and halves of a dish are two lines. The last one taken away takes the line with
    it; more than `MOST_OF_ONE` changes nothing.
    """
    here = {key_of(each): (each, count) for each, count in lines}
    count = here.get(key_of(item), (item, 0))[1] + step
    if count > MOST_OF_ONE:
        return lines
    here[key_of(item)] = (item, count)
    return tuple(line for line in here.values() if line[1] > 0)


def total_of(lines: Lines) -> Money:
    """What the lines cost together."""
    return Money.total(item.price * count for item, count in lines)


def tray_due(state: StationState) -> Money | None:
    """What the lines will join; None where they make a bill of their own.

    While the reader is out only what was entered by hand is sold.
    """
    if state.phase not in OPEN_PHASES or state.quote is None:
        return None
    if state.reader is not None:
        by_hand = Money.total(line.item.price for line in state.tray.hand_lines)
        return by_hand if state.tray.hand_lines else None
    return state.quote.due


@dataclass(frozen=True, slots=True)
class HandRow:
    """A line of the list at the right."""

    code: str
    name: str
    price: str
    count: str


@dataclass(frozen=True, slots=True)
class ByHandShown:
    """What `ByHandPage.qml` draws; `tray` and `tray_price` say what the lines join.

    `above` has a field `{n}` for how many lines are out of sight.
    """

    kind: str
    title: str
    before: str
    number: str
    after: str
    leaving: str
    grid: DishGrid
    tray: str
    tray_price: str
    rows: tuple[HandRow, ...]
    hint: str
    label: str
    total: str
    total_step: int
    above: str
    said: str
    cancel: str
    done: str
    done_icon: str
    can_finish: bool


@dataclass(frozen=True, slots=True)
class ByHand:
    """The list so far. `joins`: it was begun for the tray that lies there, and goes with it.

    `halves`: the next touches mean half portions. `under`: the page that it came from; with one,
    done leads back there, else to the keypad.
    """

    lines: Lines = ()
    joins: bool = False
    under: Overlay | None = None
    to_cash: bool = True
    halves: bool = False

    @classmethod
    def opened(
        cls, state: StationState, under: Overlay | None = None, *, to_cash: bool = True
    ) -> ByHand:
        """An empty list for the tray as it stands in `state`."""
        return cls(joins=tray_due(state) is not None, under=under, to_cash=to_cash)

    @property
    def kind(self) -> str:
        return "byhand"

    def press(self, what: str, value: str, inputs: Inputs) -> Step:
        if what == "cancel" or (what, value) == ("key", ESCAPE):
            return Step(self.under)
        if what == "done":
            return self._finish(inputs.state)
        if what == "portion":
            return Step(replace(self, halves=value == "half"))
        item = item_with(inputs, value)
        if item is None or what not in {"more", "fewer"}:
            return Step(self)
        step = 1 if what == "more" else -1
        return Step(replace(self, lines=counted(self.lines, item, step)))

    def answered(self, answer: PinAnswer, inputs: Inputs) -> Step:
        return Step(self)

    def follow(self, state: StationState) -> Overlay | None:
        gone = self.joins and tray_due(state) is None
        return self.under if gone else self

    def shown(self, inputs: Inputs) -> ByHandShown:
        joined = tray_due(inputs.state)
        total = total_of(self.lines) + (joined or Money(0))
        to_cash = self._leads_to_cash(inputs.state)
        before, number, after = _("共 {count} 份").partition("{count}")
        there = _on_tray(inputs.state) if joined is not None else 0
        count = there + portions(self._items())
        return ByHandShown(
            kind=self.kind,
            title=_("手工加菜") if joined is not None else _("人工点菜"),
            before=before,
            number=str(count) if number else "",
            after=after,
            leaving=leaving(inputs),
            grid=dish_grid(
                inputs, {key_of(item): count for item, count in self.lines}, halves=self.halves
            ),
            tray=_tray_words(inputs.state) if joined is not None else "",
            tray_price=str(joined) if joined is not None else "",
            rows=tuple(
                HandRow(key_of(item), dish_name(item), _price(item, count), str(count))
                for item, count in self.lines
            ),
            hint="" if self.lines else _("点左边的菜，点一下加一份"),
            label=_("合计"),
            total=str(total),
            total_step=size_step(total),
            above=_("上面还有 {n} 样"),
            said=notice_of(inputs),
            cancel=_("取消"),
            done=_("收现金") if to_cash else _("加到托盘"),
            done_icon="cash" if to_cash else "plus",
            can_finish=self._can_finish(inputs.state),
        )

    def _items(self) -> tuple[Item, ...]:
        return tuple(item for item, count in self.lines for _n in range(count))

    def _can_finish(self, state: StationState) -> bool:
        return bool(self.lines) and state.phase is not Phase.PAYING

    def _leads_to_cash(self, state: StationState) -> bool:
        held = state.phase is Phase.HELD and tray_due(state) is not None
        return self.to_cash and not (held and state.reader is None)

    def _finish(self, state: StationState) -> Step:
        if not self._can_finish(state):
            return Step(self)
        acts = (AddByHand(self._items()),)
        if not self._leads_to_cash(state):
            return Step(self.under, acts)
        own = tray_due(state) is None
        return Step(Cash(None, under=self if own else self.under, own_tray=own), acts)


def _price(item: Item, count: int) -> str:
    return f"{marked_price(item)} × {count}" if count > 1 else marked_price(item)


def _on_tray(state: StationState) -> int | Decimal:
    tray = state.tray
    lines = portions(line.item for line in tray.hand_lines)
    if state.reader is not None:
        return lines
    return len(tray.unknown) + portions(plate.item for plate in tray.plates) + lines


def _tray_words(state: StationState) -> str:
    plates = 0 if state.reader is not None else state.tray.count
    by_hand = portions(line.item for line in state.tray.hand_lines)
    if plates and by_hand:
        return _("托盘上 {count} 盘和手工 {hand} 份").format(count=plates, hand=by_hand)
    if by_hand:
        return _("已经手工点的 {hand} 份").format(hand=by_hand)
    return _("托盘上 {count} 盘").format(count=plates)
