"""Saying what lies on a plate: a whole portion of a dish, or half of one."""

from __future__ import annotations

from accounts.staff import Role, Staff
from pos.ui.attendant import Attendant
from pos.ui.choose import Choose
from pos.ui.overlay import BindNow
from pos.ui.scenes import held

PAGE = Attendant(Staff("07", "小周", Role.CASHIER))
INPUTS = held(None)
RED, BASS = (INPUTS.menu[place].item for place in (0, 1))


def pressed(page, *touches):
    for what, value in touches:
        page = page.press(what, value, INPUTS).overlay
    return page


def test_half_a_portion_is_chosen_and_bound():
    page = pressed(Choose(PAGE), ("portion", "half"), ("more", f"{RED.code}/half"))
    shown = page.shown(INPUTS)
    assert (shown.name, shown.price, shown.grid.halves) == ("红烧肉（半份）", "6.50", True)
    chosen = [b for block in shown.grid.blocks for b in block.buttons if b.chosen]
    assert [button.name for button in chosen] == ["红烧肉"]
    step = page.press("confirm", "", INPUTS)
    assert step.acts == (BindNow(RED.halved()),)


def test_the_switch_turns_the_dish_that_is_chosen():
    page = pressed(Choose(PAGE), ("more", RED.code), ("portion", "half"))
    assert page.chosen == RED.halved()
    assert pressed(page, ("portion", "whole")).chosen == RED


def test_a_dish_that_is_not_sold_by_halves_is_chosen_no_more():
    page = pressed(Choose(PAGE), ("more", BASS.code), ("portion", "half"))
    assert (page.chosen, page.shown(INPUTS).can_confirm) == (None, False)
    assert pressed(page, ("more", f"{BASS.code}/half")).chosen is None
