"""Every button of the staff's pages, touched on the screen: what it asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from support.screens import Heard, Stage, targets, window_over

from pos.ui.attendant import Attendant
from pos.ui.scenes import SCENES
from pos.ui.staff_scenes import CASHIER

LEAVING = "attendant-leaving"
STAFF_STATES = [name for name in SCENES if SCENES[name](None).overlay is not None]
SIZES = [(1920, 1080), (1280, 800)]


def touched(inputs, size):
    """What is heard when every place that takes a touch is touched once, buttons or beside them."""
    screen = Heard(inputs)
    with window_over(screen, size) as window:
        for _label, box in targets(Stage(screen, window).part("above")):
            centre = QPoint(round(box.center().x()), round(box.center().y()))
            QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), centre)
    return set(screen.touches) - {("touch", ""), ("more", "")}


def keys(what, values):
    return {(what, value) for value in values}


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
def test_the_keypad(size):
    heard = touched(SCENES["cash"](None), size)
    expected = keys("digit", [*"0123456789", "00", "."])
    expected |= keys("note", ["5", "10", "20", "50", "100"])
    assert heard == expected | keys("erase", [""]) | {("exact", ""), ("confirm", ""), ("back", "")}
    assert ("confirm", "") not in touched(SCENES["cash-short"](None), size)


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
def test_the_pin_sheet(size):
    pin = SCENES["attendant-pin"](None)
    digits = keys("digit", "0123456789") | {("erase", ""), ("back", "")}
    assert touched(pin, size) == digits
    whole = replace(pin, overlay=replace(pin.overlay, digits="2580"))
    assert touched(whole, size) == digits | {("confirm", "")}
    assert touched(SCENES["pin-locked"](None), size) == {("back", "")}


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
def test_the_attendants_page(size):
    inputs = SCENES["attendant"](7)
    (strange,) = inputs.state.tray.unknown
    first = inputs.state.tray.plates[:5]
    assert touched(inputs, size) == {
        ("back", ""),
        ("ignore", strange.text),
        ("choose", strange.text),
        *(("strike", plate.uid.text) for plate in first),
        ("page", "next"),
        ("add", ""),
        ("give-up", ""),
        *(("tile", what) for what in ("byhand", "reprint", "shift", "lock")),
    }
    second = replace(inputs, overlay=Attendant(CASHIER, page=1))
    assert ("page", "before") in touched(second, size)


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
def test_a_doubtful_plate(size):
    inputs = SCENES["attendant-weak"](2)
    (weak,) = inputs.state.tray.doubtful
    of_plates = {each for each in touched(inputs, size) if each[1].startswith("E0")}
    sure = inputs.state.tray.plates[0].uid
    assert of_plates == {("confirm", weak.text), *keys("strike", [weak.text, sure.text])}


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
@pytest.mark.parametrize("state", ["filling", "settled", "all-paid", "held"])
def test_the_plate_shown_last_is_taken_back_only_where_plates_are_shown(state, size):
    # What is paid already is nothing to give back.
    for name, drawn in ((state, False), (f"tap-{state}", state != "all-paid")):
        screen = Heard(SCENES[name](None))
        with window_over(screen, size) as window:
            for _label, box in targets(Stage(screen, window).part("panel")):
                centre = QPoint(round(box.center().x()), round(box.center().y()))
                QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), centre)
        assert (("take-back", "") in screen.touches) == drawn


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
def test_after_a_refusal_staff_open_the_keypad_again_from_the_screen(size):
    screen = Heard(SCENES["refused"](None))
    with window_over(screen, size) as window:
        for _label, box in targets(Stage(screen, window).part("panel")):
            centre = QPoint(round(box.center().x()), round(box.center().y()))
            QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), centre)
    assert screen.touches == [("cash", ""), ("call", "")]


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
def test_the_sheets_above_it(size):
    reasons = keys("reason", ["not-wanted", "neighbour", "mistaken", "other"])
    assert touched(SCENES["reason"](None), size) == reasons | {("back", "")}
    assert touched(SCENES["lifting"](None), size) == {("cancel", "")}
    assert touched(SCENES["shift"](None), size) == {("back", "")}


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
def test_dishes(size):
    inputs = SCENES["by-hand"](3)
    dishes = {entry.item.code for entry in inputs.menu}
    sundries = {item.code for item in inputs.sundries}
    taken = {item.code for item, _count in inputs.overlay.lines}
    portions = keys("portion", {"whole", "half"})
    ends = {("cancel", ""), ("done", ""), *portions}
    assert touched(inputs, size) == keys("more", dishes | sundries) | keys("fewer", taken) | ends
    chooser = keys("more", dishes) | {("cancel", ""), ("confirm", ""), *portions}
    assert touched(SCENES["choose"](None), size) == chooser
    without = tuple(replace(each, item=replace(each.item, half_price=None)) for each in inputs.menu)
    assert portions.isdisjoint(touched(replace(inputs, menu=without), size))


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
def test_at_halves_only_what_is_sold_so_can_be_touched(size):
    for state, ends in (("by-hand-halves", {"done"}), ("choose-halves", {"confirm"})):
        inputs = SCENES[state](3)
        halves = {f"{e.item.code}/half" for e in inputs.menu if e.item.half_price is not None}
        found = touched(inputs, size)
        assert {value for what, value in found if what == "more"} == halves
        assert ends | {"cancel", "portion"} <= {what for what, _value in found}


@pytest.mark.parametrize("size", SIZES, ids=["large", "small"])
@pytest.mark.parametrize("state", STAFF_STATES)
def test_a_touch_beside_the_buttons_only_says_that_somebody_is_there(state, size):
    screen = Heard(SCENES[state](None))
    corner = QPoint(size[0] - 4, size[1] - 4)
    with window_over(screen, size) as window:
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), corner)
    assert screen.touches == [("touch", "")]
    page = screen.inputs.overlay
    step = page.press("touch", "", screen.inputs)
    assert step.acts == ()
    assert step.overlay in {page, replace(page, giving_up=False) if state == LEAVING else page}
