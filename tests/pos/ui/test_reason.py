"""Which plate is struck, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.staff import Role, Staff
from pos.ui.attendant import Attendant
from pos.ui.attendant_view import plate_rows
from pos.ui.overlay import LeaveOut
from pos.ui.reason import REASONS, Reason
from pos.ui.scenes import SCENES

PAGE = Attendant(Staff("07", "小周", Role.CASHIER))


@pytest.fixture
def inputs():
    return SCENES["settled"](6)


def test_a_plate_has_the_number_of_the_list_and_its_chip(inputs):
    for row, plate in zip(plate_rows(inputs.state), inputs.state.tray.open_plates, strict=True):
        shown = Reason(plate.uid, PAGE).shown(inputs)
        assert (shown.name, shown.price) == (row.name, row.price)
        assert shown.note == f"第 {row.number} 盘，芯片尾号 {plate.uid.text[-4:]}"


def test_a_plate_that_was_lifted_has_no_number(inputs):
    uid = inputs.state.tray.seen[0]
    tray = replace(inputs.state.tray, seen=inputs.state.tray.seen[1:])
    lifted = replace(inputs, state=replace(inputs.state, tray=tray))
    assert Reason(uid, PAGE).shown(lifted).note == f"芯片尾号 {uid.text[-4:]}"


@pytest.mark.parametrize("code", [code for code, _word, _note in REASONS])
def test_one_touch_leaves_the_plate_out_for_its_reason(inputs, code):
    uid = inputs.state.tray.seen[1]
    step = Reason(uid, PAGE).press("reason", code, inputs)
    assert (step.overlay, step.acts) == (PAGE, (LeaveOut(uid, code),))


def test_going_back_leaves_the_plate_and_an_unheard_of_reason_asks_again(inputs):
    reason = Reason(inputs.state.tray.seen[1], PAGE)
    assert (reason.press("back", "", inputs).overlay, reason.press("back", "", inputs).acts) == (
        PAGE,
        (),
    )
    assert reason.press("reason", "hungry", inputs).overlay is reason
