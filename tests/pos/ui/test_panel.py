"""The right side where plates are shown one by one, and while a payment waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canteen.errors import CanteenError
from pos.errors import NotPayable, NotSure
from pos.state import Phase
from pos.tray import HandLine, HoldReason
from pos.ui.checkout import derive_props
from pos.ui.scenes import SCENES, demo_sundries


def panel(state, plates=6, **changes):
    inputs = SCENES[state](plates)
    return derive_props(replace(inputs, state=replace(inputs.state, **changes))).panel


def test_a_settled_tray_says_quietly_how_sure_it_is():
    assert panel("settled").sure == "漏读可能不超过百万分之一"
    assert panel("settled", confidence=None).sure == ""
    assert panel("filling", confidence=0.5).sure == panel("held").sure == ""


def test_a_notice_takes_the_place_of_how_sure_it_is():
    assert panel("settled", notice=CanteenError()).sure == ""


def test_while_money_is_taken_the_plates_stay_where_they_are():
    shown = panel("paying")
    assert (shown.working, shown.ways, shown.sure) == ("正在收款，请别动盘子", (), "")
    lines = (HandLine(demo_sundries()[0], "07"),)
    by_hand = replace(SCENES["paying"](0).state.tray, hand_lines=lines)
    assert panel("paying", 0, tray=by_hand).working == "正在收款，请稍等"


@pytest.mark.parametrize("error", [NotPayable(), NotSure()])
@pytest.mark.parametrize("state", ["filling", "settled", "held", "tap-filling", "tap-settled"])
def test_a_payment_that_was_given_up_is_told_whatever_follows(error, state):
    assert panel(state, notice=error).notice == error.said


def test_plates_are_asked_for_one_by_one():
    idle = panel("tap-idle")
    assert (idle.prompt, idle.tapping) == ("请放上盘子", True)
    assert idle.help.startswith("一只一只放到读卡处")
    assert idle.take_back == ""


def test_after_each_plate_one_may_show_more_or_pay_or_take_it_back():
    settled = panel("tap-settled", 1)
    assert settled.ask == "还有盘子接着放，放完请付款"
    assert (settled.checked, settled.sure) == ("都已记好", "")
    assert [way.what for way in settled.ways] == ["cash"]
    assert settled.take_back == panel("tap-filling", 1).take_back == "退回上一盘"
    assert panel("tap-all-paid").take_back == "退回上一盘"
    assert panel("tap-held", 6).take_back == "退回上一盘"
    assert panel("tap-held", 7).take_back == panel("held", 6).take_back == ""


def test_nothing_is_taken_back_from_an_empty_tray_or_a_running_payment():
    assert panel("tap-filling", 0).take_back == ""
    assert panel("tap-settled", phase=Phase.PAYING).take_back == ""
    assert panel("tap-paid").take_back == ""


@pytest.mark.parametrize("state", ["filling", "settled", "all-paid", "idle"])
def test_a_tray_on_a_reader_has_no_such_button(state):
    assert panel(state).take_back == ""


def test_no_word_of_a_tray_where_there_is_none():
    for state in ("tap-idle", "tap-filling", "tap-settled", "tap-all-paid", "tap-paid"):
        assert "托盘" not in str(derive_props(SCENES[state](None)))
    inputs = replace(SCENES["held"](None), tapping=True)
    for reason in (HoldReason.UNKNOWN, HoldReason.INCOMPLETE, HoldReason.STALE):
        tray = replace(inputs.state.tray, reasons=(reason,))
        held = replace(inputs, state=replace(inputs.state, tray=tray))
        assert "托盘" not in str(derive_props(held))
