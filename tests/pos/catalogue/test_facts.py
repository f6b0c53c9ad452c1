"""The dish that an edit began from comes back from its texts."""

from __future__ import annotations

import pytest

from canteen.money import BadAmount
from menus.demo import demo_canteen
from menus.editing import differences
from pos.catalogue import edit as e
from pos.catalogue.facts import base_of

DISHES = demo_canteen().catalogue


def test_every_stored_dish_comes_back_from_its_fields():
    wrong = [
        each.dish.code
        for each in DISHES
        if differences(each, base_of(e.edit_of(each), each.recipe)) != ()
    ]
    assert wrong == []


@pytest.mark.parametrize(("field", "text"), [("category", "soups"), ("prep_minutes", "soon")])
def test_fields_that_no_stored_dish_has_are_refused(field, text):
    with pytest.raises(ValueError, match=text):
        base_of(e.set_field(e.edit_of(DISHES[0]), field, text), DISHES[0].recipe)


def test_a_price_that_is_none_is_refused():
    with pytest.raises(BadAmount):
        base_of(e.set_field(e.edit_of(DISHES[0]), "price", ""), DISHES[0].recipe)
