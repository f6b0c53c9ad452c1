"""Fields and lines of a dish as they are typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.demo import demo_canteen
from pos.catalogue import edit as e

DISHES = {each.dish.code: each for each in demo_canteen().catalogue}
EGGS = e.edit_of(DISHES["fanqiechaodan"])


@given(st.decimals(0, 10**7, places=3))
def test_a_figure_reads_back_as_it_was(value):
    text = e.number_text(value)
    assert Decimal(text) == value
    assert "E" not in text


def test_an_unknown_figure_is_an_empty_field():
    assert e.number_text(None) == ""
    assert e.number_text(Decimal("0.00")) == "0"


def test_a_changed_amount_no_longer_cites_the_old_source():
    assert EGGS.lines[0].source != e.ENTERED
    same = e.set_line(EGGS, 0, "amount", EGGS.lines[0].amount)
    assert same == EGGS
    assert e.set_line(EGGS, 0, "amount", "1500").lines[0].source == e.ENTERED
    assert e.set_line(EGGS, 0, "note", "x").lines[0].source == EGGS.lines[0].source


def test_another_food_takes_the_shares_of_the_old_one_with_it():
    state = e.set_line(EGGS, 0, "edible", "70")
    changed = e.set_food(state, 0, "tofu-soft")
    assert (changed.lines[0].food, changed.lines[0].edible) == ("tofu-soft", "")
    assert changed.lines[0].amount == EGGS.lines[0].amount
    assert e.set_food(EGGS, 0, EGGS.lines[0].food) is EGGS


def test_lines_move_to_the_edge_and_no_further():
    foods = [line.food for line in EGGS.lines]
    moved = e.move_line(EGGS, 0, 1)
    assert [line.food for line in moved.lines][:2] == [foods[1], foods[0]]
    assert e.move_line(EGGS, 0, -1) is EGGS
    assert e.move_line(EGGS, len(foods) - 1, 1) is EGGS


def test_a_copy_has_a_code_and_a_name_of_its_own():
    copy = e.copy_of(EGGS, {"fanqiechaodan", "fanqiechaodan-2"})
    assert copy.code == "fanqiechaodan-3"
    assert copy.name_zh == "番茄炒蛋3"
    assert copy.base is None
    assert copy.variant_of == "fanqiechaodan"
    assert copy.lines == EGGS.lines


def test_a_long_name_still_fits_when_it_is_copied():
    long = e.set_field(EGGS, "name_zh", "一二三四五六七八")
    assert e.copy_of(long, ()).name_zh == "一二三四五六七2"


def test_seasons_stand_in_their_order():
    state = e.set_field(EGGS, "seasons", "winter")
    order = ("spring", "summer", "autumn", "winter")
    both = e.toggle_season(state, "spring", order)
    assert both.seasons == "spring winter"
    assert e.toggle_season(both, "spring", order) == state


@pytest.mark.parametrize("name", ["base", "lines", "nonsense"])
def test_there_are_no_other_fields(name):
    with pytest.raises(KeyError):
        e.set_field(EGGS, name, "x")
    with pytest.raises(KeyError):
        e.set_line(EGGS, 0, name, "x")
