"""A tray that waits: what is said where a dish is not sold by halves."""

from __future__ import annotations

from dataclasses import replace

from pos.tray import HoldReason, NoHalf
from pos.ui.held import held_panel, wants_whole
from pos.ui.scenes import SCENES
from readers import TagUid

OTHER = TagUid("E00401503A7C9999")


def test_a_dish_that_is_not_sold_by_halves_is_to_be_exchanged():
    inputs = SCENES["held-no-half"](None)
    panel = held_panel(inputs)
    assert panel.sentence == "有 1 盘今天\n不卖半份\n请换一盘整份"
    assert panel.discs == ("1", "2", "?", "4", "5", "6")
    assert panel.help.endswith("换好以后会自己算好，\n也可以等工作人员过来。")


def test_two_of_them_are_counted():
    inputs = SCENES["held-no-half"](None)
    tray = inputs.state.tray
    (first,) = tray.no_half
    both = replace(
        tray,
        unknown=(*tray.unknown, OTHER),
        seen=(*tray.seen, OTHER),
        no_half=(first, NoHalf(OTHER, first.item)),
    )
    told = replace(inputs, state=replace(inputs.state, tray=both))
    assert held_panel(told).sentence.startswith("有 2 盘今天\n不卖半份")


def test_beside_a_plate_nobody_knows_staff_come_first():
    inputs = SCENES["held-no-half"](None)
    tray = inputs.state.tray
    mixed = replace(
        tray,
        unknown=(*tray.unknown, OTHER),
        seen=(*tray.seen, OTHER),
        reasons=(HoldReason.UNKNOWN, HoldReason.NO_MENU),
    )
    assert not wants_whole(mixed)
    panel = held_panel(replace(inputs, state=replace(inputs.state, tray=mixed)))
    assert panel.sentence == "有 2 盘没认出\n请等工作人员\n过来看"
    assert panel.help.endswith("托盘请不要拿走。")


def test_without_a_menu_nothing_is_said_of_halves():
    inputs = SCENES["held-no-menu"](None)
    assert not wants_whole(inputs.state.tray)
    assert held_panel(inputs).sentence.startswith("菜单还没有发布")
