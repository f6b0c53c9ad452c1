from dataclasses import replace

import pytest

from menus.catalogue_files import CatalogueDish
from menus.demo import demo_canteen
from menus.workbook import WorkbookReading
from menus.workbook_check import checked
from menus.workbook_sheets import DISHES

CATALOGUE = {each.dish.code: each for each in demo_canteen().catalogue}
PORK = CATALOGUE["hongshaorou"]
OLD = {"hongshaorou": PORK}
DRAWINGS = {each.dish.drawing for each in CATALOGUE.values()}


def called(code: str, each: CatalogueDish = PORK) -> CatalogueDish:
    recipe = replace(each.recipe, code=code)
    return replace(each, dish=replace(each.dish, code=code, recipe_id=recipe.id), recipe=recipe)


def of(code: str, **facts: str) -> CatalogueDish:
    each = called(code)
    return replace(each, facts=replace(each.facts, **facts))  # type: ignore[arg-type]


def verdicts(*dishes: CatalogueDish, signed: bool = True) -> list[tuple[int, str]]:
    places = {each.dish.code: row for row, each in enumerate(dishes, 2)}
    reading = WorkbookReading(list(dishes), places)
    found = checked(reading, OLD, {"hongshaorou", "doujiang"}, DRAWINGS, signed=signed)
    bad = {each.dish for each in found.problems}
    assert {each.dish.code for each in found.dishes} == set(places) - bad
    assert all(each.sheet == DISHES for each in found.problems)
    return [(each.row, each.error.code) for each in found.problems]


def test_what_fits_is_left_alone() -> None:
    assert verdicts(PORK, of("xin", variant_of="hongshaorou"), of("san", variant_of="xin")) == []


@pytest.mark.parametrize("wanted", ["nobody", "xin"])
def test_a_variant_of_nothing_or_of_itself_is_told(wanted: str) -> None:
    assert verdicts(PORK, of("xin", variant_of=wanted)) == [(3, "E-MNU-002")]


def test_a_code_of_another_recipe_is_told() -> None:
    assert verdicts(of("doujiang")) == [(2, "E-MNU-006")]


def test_a_drawing_that_is_nowhere_is_told_with_the_nearest() -> None:
    near = f"{PORK.dish.drawing}x"
    odd = replace(PORK, dish=replace(PORK.dish, drawing=near))
    reading = WorkbookReading([odd], {"hongshaorou": 2})
    (found,) = checked(reading, OLD, (), DRAWINGS, signed=True).problems
    assert (found.row, found.error.code) == (2, "E-MNU-002")
    assert "「图样」" in found.error.said
    assert PORK.dish.drawing in found.error.todo.replace(near, "")


def test_a_dish_is_not_made_of_a_recipe() -> None:
    assert verdicts(of("xin", main="@gaotang/1")) == [(2, "E-MNU-002")]


def test_a_price_wants_a_signature_when_it_is_new_or_other() -> None:
    dearer = replace(PORK, dish=replace(PORK.dish, price=PORK.dish.price * 2))
    assert verdicts(dearer, of("xin"), signed=False) == [(2, "E-MNU-004"), (3, "E-MNU-004")]
    assert verdicts(dearer, of("xin")) == []
    assert verdicts(PORK, signed=False) == []
