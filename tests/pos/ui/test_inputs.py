"""Which plate an item comes on, and what is drawn on it."""

from dataclasses import replace

from pos.drawings import FOODS, names
from pos.ui.inputs import category_of, drawn
from pos.ui.scene_parts import demo_menu, demo_sundries


def test_a_dish_lies_on_the_plate_of_its_category() -> None:
    for entry in demo_menu():
        assert drawn(entry.item.drawing) == entry.item.drawing
        assert category_of(entry.item) == entry.item.category


def test_a_drawing_that_nobody_made_leaves_the_plate_empty() -> None:
    strange = replace(demo_menu()[0].item, drawing="no-such-food")
    assert "no-such-food" not in names(FOODS)
    assert drawn(strange.drawing) == ""
    assert category_of(strange) == "big"


def test_a_thing_without_a_plate_has_neither() -> None:
    for item in demo_sundries():
        assert (drawn(item.drawing), category_of(item)) == ("", "")
