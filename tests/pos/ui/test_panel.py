"""The right side where plates are shown one by one, and while a payment waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pos.errors import NotPayable, NotSure
from pos.state import Phase
from pos.tray import HandLine, HoldReason
from pos.ui.checkout import derive_props
from pos.ui.scenes import SCENES, demo_sundries


def panel(state, plates=6, **changes):
    inputs = SCENES[state](plates)
    return derive_props(replace(inputs, state=replace(inputs.state, **changes))).panel


def test_a_settled_tray_says_quietly_that_it_was_read_for_certain():
    assert panel("settled").label_note == "6 盘都反复读过"
    assert panel("settled", confidence=None).label_note == ""
    assert "漏" not in str(panel("settled"))


def test_what_is_paid_already_is_said_before_how_sure_the_reading_is():
    assert panel("settled", 15).label_note == "14 盘，另 1 盘已付"


def test_while_money_is_taken_the_plates_stay_where_they_are():
    shown = panel("paying")
    assert (shown.working, shown.ways, shown.ask) == ("正在收款，请别动盘子", (), "")
    lines = (HandLine(demo_sundries()[0], "07"),)
    by_hand = replace(SCENES["paying"](0).state.tray, hand_lines=lines)
    assert panel("paying", 0, tray=by_hand).working == "正在收款，请稍等"


@pytest.mark.parametrize("error", [NotPayable(), NotSure()])
@pytest.mark.parametrize("state", ["filling", "settled", "held", "tap-filling", "tap-settled"])
def test_a_payment_that_was_given_up_is_told_whatever_follows(error, state):
    shown = panel(state, notice=error)
    if state.endswith("settled") and isinstance(error, NotSure):
        assert (shown.kind, shown.title, shown.notice) == ("held", "没有收钱", "")
    else:
        assert shown.notice == f"{error.said}\n{error.todo}"
    assert shown.take_back == ""


@pytest.mark.parametrize("state", ["settled", "tap-settled"])
def test_a_reading_that_stays_unsure_asks_nobody_for_money(state):
    shown = panel(state, notice=NotSure())
    assert (shown.ground, shown.icon) == ("amber", "warn")
    assert (shown.checked, shown.ask, shown.ways, shown.amount) == ("", "", (), "")
    assert (shown.again, shown.by_staff) == ("再收一次", "工作人员用")
    assert shown.sentence.endswith("等工作人员再收")


def test_what_is_paid_stands_and_no_notice_denies_it():
    assert panel("paid", notice=NotPayable()).notice == ""


def test_what_was_refused_is_summed_up_so_far_only():
    inputs = SCENES["refused"](6)
    foot = derive_props(inputs).sheet
    assert (foot.foot, foot.held.label, foot.held.amount) == ("held", "暂计", "32.50")
    assert foot.held.note.startswith("没有收钱")


def test_a_held_tray_gives_its_help_up_to_a_notice():
    assert panel("held").help == "其余 5 盘已经记好，价格不变。\n托盘请不要拿走。"
    assert panel("held", notice=NotPayable()).help == ""
    assert panel("filling", notice=NotPayable()).help == ""


def test_plates_are_asked_for_one_by_one():
    idle = panel("tap-idle")
    assert (idle.prompt, idle.tapping) == ("请放上盘子", True)
    assert idle.help.startswith("一盘一盘放到读盘处")
    assert idle.take_back == ""


def test_after_each_plate_one_may_show_more_or_pay_or_take_it_back():
    settled = panel("tap-settled", 1)
    assert settled.ask == "还有盘子，请接着放\n放完了，请付款"
    assert (settled.checked, settled.label_note) == ("都已记好", "")
    assert [way.what for way in settled.ways] == ["cash"]
    assert settled.take_back == panel("tap-filling", 1).take_back == "去掉：清蒸鲈鱼"
    assert panel("tap-settled", 2).take_back == "去掉：番茄炒蛋"


def test_a_held_plate_is_taken_back_where_there_is_room_for_the_button():
    held = panel("tap-held", 6)
    assert (held.take_back, held.take_back_note) == ("去掉没认出的这盘", "不要这一盘，就按：")
    for state, plates in (("tap-held", 7), ("held", 6)):
        none = panel(state, plates)
        assert (none.take_back, none.take_back_note) == ("", "")


def test_what_is_all_paid_is_done_and_gives_nothing_back():
    for state, last in (("all-paid", "请取走托盘"), ("tap-all-paid", "请慢用")):
        shown = panel(state)
        assert (shown.done, shown.take_back, shown.number) == (True, "", "6")
        assert shown.prompt.splitlines()[-1] == last


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
