"""Touches, states and time at the one object QML sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from accounts.staff import PinAnswer, Role, Staff
from canteen.clock import ManualClock
from canteen.errors import CanteenError
from canteen.money import Money
from nutrition import LunchReference
from nutrition.lunch_targets import basis_of, target_for
from pos.state import StationState
from pos.ui.captions import BASIS_SECONDS
from pos.ui.inputs import Inputs
from pos.ui.model import STAFF_IDLE_SECONDS, WARN_SECONDS, KioskModel
from pos.ui.scenes import NOW, SCENES

CASHIER = Staff("07", "王师傅", Role.CASHIER)


class Station:
    """Remembers what it was asked."""

    def __init__(self, state: StationState) -> None:
        self.state = state
        self.asked: list[tuple[str, object]] = []
        self.listener: Callable[[StationState], None] = lambda _state: None
        self.staff = self

    def subscribe(self, listener: Callable[[StationState], None]) -> None:
        self.listener = listener

    def tick(self) -> None:
        self.asked.append(("tick", None))

    def cancel_lift(self) -> None:
        self.asked.append(("cancel-lift", None))

    def take_back(self) -> None:
        self.asked.append(("take-back", None))

    def pay_cash(self, tendered: Money, by: str) -> None:
        self.asked.append(("pay", (str(tendered), by)))


class Till:
    """A model over a scene, with a PIN that is answered when told."""

    def __init__(self, inputs: Inputs) -> None:
        self.clock = ManualClock(NOW)
        self.clock.advance(inputs.monotonic)
        self.station = Station(inputs.state)
        self.pins: list[tuple[str, Callable]] = []
        self.around = inputs
        self.model = KioskModel(
            self.station, lambda *pin: self.pins.append(pin), lambda: self.around, self.clock
        )

    def unlock(self, answer: PinAnswer | None = None, error: Exception | None = None) -> None:
        for digit in "123456":
            self.model.press("digit", digit)
        self.model.press("confirm", "")
        _digits, done = self.pins[-1]
        if error is None:
            answer = answer or PinAnswer(CASHIER, 3, None)
        done(answer, error)

    @property
    def page(self) -> str:
        return self.model.props.overlay.kind


@pytest.fixture
def till(qapp):
    return Till(SCENES["settled"](6))


def test_staff_get_in_behind_a_pin(till):
    till.model.press("staff", "")
    assert till.page == "pin"
    till.unlock()
    assert till.page == "attendant"


def test_cash_asks_for_a_pin_once_in_half_an_hour(till):
    till.model.press("cash", "")
    assert till.page == "pin"
    till.unlock()
    assert till.page == "cash"
    till.model.press("back", "")
    till.model.press("cash", "")
    assert till.page == "cash"
    till.model.press("back", "")
    till.clock.advance(1801)
    till.model.press("cash", "")
    assert till.page == "pin"


def test_cash_is_taken_in_the_name_of_who_gave_the_pin(till):
    till.model.press("cash", "")
    till.unlock()
    till.model.press("exact", "")
    till.model.press("confirm", "")
    assert ("pay", ("32.50", "07")) in till.station.asked


def test_a_wrong_pin_leads_nowhere(till):
    till.model.press("staff", "")
    till.unlock(PinAnswer(None, 2, None))
    assert till.page == "pin"


def test_a_pin_that_could_not_be_checked_is_said(till):
    till.model.press("staff", "")
    till.unlock(error=CanteenError())
    assert till.page == ""
    assert till.model.props.panel.notice.startswith(CanteenError().said)


def test_a_page_of_staff_closes_by_itself_and_says_so_before(till):
    till.model.press("staff", "")
    till.clock.advance(STAFF_IDLE_SECONDS - WARN_SECONDS + 1)
    till.model.tick()
    assert till.model.inputs.idle_left == 20
    till.model.press("digit", "1")
    assert till.model.inputs.idle_left is None
    till.clock.advance(STAFF_IDLE_SECONDS)
    till.model.tick()
    assert till.page == ""


def test_a_call_is_shown_and_ends_with_the_tray(till):
    till.model.press("call", "")
    assert till.model.props.panel.called
    till.station.listener(SCENES["idle"](None).state)
    assert not till.model.props.panel.called


def test_a_tray_is_held_against_the_lunch_of_whoever_laid_a_card_down(till):
    assert "成人午餐" in till.model.props.sheet.caption.hint
    before = till.model.props.sheet.bars
    till.model.know_diner(target_for(70, "female").reference)
    till.model.tick()
    assert "65–74 岁女性午餐" in till.model.props.sheet.caption.hint
    assert till.model.props.sheet.bars[0].low != before[0].low
    till.model.know_diner(None)
    assert till.model.props.sheet.bars == before


def test_the_next_diner_is_nobody_who_is_known(till):
    settled = till.model.inputs.state
    till.model.know_diner(target_for(70, "female").reference)
    till.model.press("basis", "")
    till.station.listener(SCENES["idle"](None).state)
    till.station.listener(settled)
    assert till.model.inputs.diner is None
    assert till.model.props.sheet.caption.ask == "看依据"


def test_a_touch_on_the_bars_tells_their_basis_and_another_takes_it_back(till):
    hint = till.model.props.sheet.caption.hint
    till.model.press("basis", "")
    assert till.model.props.sheet.caption.hint == basis_of(LunchReference())
    till.model.press("basis", "")
    assert till.model.props.sheet.caption.hint == hint
    till.model.press("basis", "")
    till.clock.advance(BASIS_SECONDS)
    till.model.tick()
    assert till.model.props.sheet.caption.hint == hint
    till.model.press("basis", "")
    assert till.model.props.sheet.caption.hint == basis_of(LunchReference())


def test_a_page_of_staff_takes_no_touch_on_the_bars(till):
    till.model.press("cash", "")
    till.unlock()
    till.model.press("basis", "")
    assert till.page == "cash"
    assert till.model.inputs.basis_at is None


def test_anyone_may_take_back_the_plate_shown_last(till):
    till.model.press("take-back", "")
    assert till.station.asked == [("take-back", None)]
    till.model.press("staff", "")
    till.model.press("take-back", "")
    assert till.station.asked == [("take-back", None)]


def test_the_hold_before_a_total_ends_with_time_alone(qapp):
    inputs = SCENES["settled"](6)
    till = Till(replace(inputs, state=replace(inputs.state, first_seen=inputs.monotonic)))
    assert till.model.props.panel.kind == "filling"
    till.clock.advance(0.6)
    till.model.tick()
    assert till.model.props.panel.kind == "settled"


def test_only_what_changed_is_published(till, qtbot):
    told = []
    for name in ("header", "sheet", "panel", "overlay"):
        getattr(till.model, f"{name}Changed").connect(lambda name=name: told.append(name))
    till.model.tick()
    assert told == []
    till.model.press("call", "")
    assert told == ["panel"]
    till.clock.advance(60)
    till.model.tick()
    assert told[1:] == ["header", "panel"]
