"""The PIN sheet: what it asks, what it says, and that nothing passes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.staff import PinAnswer, Role, Staff
from pos.ui.attendant import Attendant
from pos.ui.byhand import ByHand
from pos.ui.cash import Cash
from pos.ui.overlay import CheckPin, Lock
from pos.ui.pin import Pin
from pos.ui.scenes import NOW, SCENES
from pos.ui.ways_in import WAYS, ask_pin, open_page

CASHIER = Staff("07", "小周", Role.CASHIER)
COOK = Staff("21", "老陈", Role.KITCHEN)
INPUTS = SCENES["settled"](None)
TOUCHES = st.lists(
    st.tuples(
        st.sampled_from(["digit", "key", "erase", "confirm", "cash", "note", "tile", "done"]),
        st.one_of(st.sampled_from([*"0123456789", "\r", "\b", "cash", "50"]), st.text(max_size=2)),
    ),
    max_size=40,
)


def right(staff=CASHIER):
    return PinAnswer(staff, 5, None)


def wrong(left=2, until=None):
    return PinAnswer(None, left, until)


def typed(digits, wanted="attendant"):
    pin = Pin(wanted)
    for digit in digits:
        pin = pin.press("digit", digit, INPUTS).overlay
    return pin


@given(TOUCHES, st.sampled_from(WAYS), st.integers(0, 4))
def test_no_touch_means_more_than_a_question_without_a_right_pin(touches, wanted, left):
    pin = ask_pin(wanted)
    for what, value in touches:
        step = pin.press(what, value, INPUTS)
        assert all(isinstance(act, CheckPin) for act in step.acts)
        pin = step.overlay
        if pin is None:
            assert value == "\x1b"
            return
        assert isinstance(pin, Pin)
        assert len(pin.digits) <= 8
        if step.acts:
            step = pin.answered(wrong(left), INPUTS)
            assert step.acts == ()
            pin = step.overlay
            assert (pin.digits, pin.asking) == ("", False)


def test_it_asks_from_four_digits_on():
    assert typed("258").press("confirm", "", INPUTS).acts == ()
    step = typed("2580").press("confirm", "", INPUTS)
    assert step.acts == (CheckPin("2580"),)
    assert step.overlay.press("confirm", "", INPUTS).acts == ()
    assert step.overlay.press("digit", "1", INPUTS).overlay.digits == "2580"


def test_a_keyboard_does_as_well():
    pin = Pin("attendant")
    for key in "25801":
        pin = pin.press("key", key, INPUTS).overlay
    pin = pin.press("key", "\b", INPUTS).overlay
    assert pin.press("key", "\r", INPUTS).acts == (CheckPin("2580"),)
    assert pin.press("key", "\x1b", INPUTS).overlay is None


@pytest.mark.parametrize(
    ("wanted", "page"), [("attendant", Attendant), ("cash", Cash), ("byhand", ByHand)]
)
def test_a_right_pin_leads_to_what_was_wanted(wanted, page):
    asking = typed("2580", wanted).press("confirm", "", INPUTS).overlay
    step = asking.answered(right(), INPUTS)
    assert isinstance(step.overlay, page)
    assert step.acts == ()


@pytest.mark.parametrize("wanted", ["cash", "byhand"])
def test_who_may_not_sell_gets_no_money_page_and_unlocks_none(wanted):
    asking = typed("2580", wanted).press("confirm", "", INPUTS).overlay
    step = asking.answered(right(COOK), INPUTS)
    assert step.acts == (Lock(),)
    assert step.overlay.shown(INPUTS).line == "老陈没有这项权限"


def test_the_kitchen_may_name_plates_but_unlocks_no_cash():
    asking = typed("2580").press("confirm", "", INPUTS).overlay
    step = asking.answered(right(COOK), INPUTS)
    assert step.overlay == Attendant(COOK)
    assert step.acts == (Lock(),)


def test_an_answer_to_a_sheet_that_was_closed_opens_nothing():
    step = Pin("attendant").answered(right(), INPUTS)
    assert (step.overlay, step.acts) == (Pin("attendant"), (Lock(),))


def test_a_wrong_pin_empties_the_dots_and_says_how_many_tries_are_left():
    asking = typed("2580").press("confirm", "", INPUTS).overlay
    shown = asking.answered(wrong(2), INPUTS).overlay.shown(INPUTS)
    assert (shown.filled, shown.wrong, shown.line) == (0, True, "口令不对，还可试 2 次")


def test_locked_it_says_for_how_long_and_takes_no_digit_until_then():
    asking = typed("2580").press("confirm", "", INPUTS).overlay
    locked = asking.answered(wrong(0, NOW + timedelta(seconds=61)), INPUTS).overlay
    shown = locked.shown(INPUTS)
    assert (shown.line, shown.enabled) == ("口令错了太多次，2 分钟后再试", False)
    assert locked.press("digit", "1", INPUTS).overlay.digits == ""
    later = replace(INPUTS, now=NOW + timedelta(seconds=61))
    assert locked.shown(later).enabled
    assert not locked.shown(later).wrong
    assert locked.press("digit", "1", later).overlay.digits == "1"


def test_pages_open_only_where_they_make_sense():
    assert open_page("cash", SCENES["held"](None), CASHIER) is None
    assert open_page("cash", SCENES["settled"](0), CASHIER) is None
    assert open_page("byhand", SCENES["paying"](None), CASHIER) is None
    assert open_page("attendant", INPUTS) is None
    assert open_page("byhand", INPUTS) is None
    assert ask_pin("refund") is None
