"""Two versions of a recipe side by side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from menus.demo import demo_canteen
from nutrition import RecipeLine
from pos.catalogue.compare import Mark, compare

DEMO = demo_canteen()
ONE = next(each.recipe for each in DEMO.catalogue if each.dish.code == "fanqiechaodan")


def with_lines(*lines: RecipeLine):
    return replace(ONE, recipe=replace(ONE.recipe, lines=lines))


def test_a_version_is_the_same_as_itself():
    found = compare(ONE, ONE, DEMO.foods)
    assert {pair.mark for pair in found.lines} == {Mark.SAME}
    assert not any(pair.differs for pair in found.figures)
    assert found.heads == ()


def test_what_changed_came_and_went_is_marked():
    first, second, *rest = ONE.recipe.lines
    other = with_lines(
        replace(first, grams=first.grams + 100), *rest, RecipeLine("tofu-soft", Decimal(50))
    )
    found = compare(ONE, other, DEMO.foods)
    marks = {pair.food: pair.mark for pair in found.lines}
    assert marks[first.food] is Mark.CHANGED
    assert marks[second.food] is Mark.REMOVED
    assert marks["tofu-soft"] is Mark.ADDED
    assert {marks[line.food] for line in rest} == {Mark.SAME}
    assert any(pair.differs for pair in found.figures)


def test_a_food_in_two_lines_is_paired_in_their_order():
    twice = (RecipeLine("salt", Decimal(5)), RecipeLine("salt", Decimal(7)))
    found = compare(with_lines(*twice), with_lines(*reversed(twice)), DEMO.foods)
    assert [pair.mark for pair in found.lines] == [Mark.CHANGED, Mark.CHANGED]
    fewer = compare(with_lines(*twice), with_lines(twice[0]), DEMO.foods)
    assert [pair.mark for pair in fewer.lines] == [Mark.SAME, Mark.REMOVED]


def test_a_line_with_another_source_is_the_same_line():
    lines = [replace(line, source="scale") for line in ONE.recipe.lines]
    assert {pair.mark for pair in compare(ONE, with_lines(*lines), DEMO.foods).lines} == {Mark.SAME}


def test_the_batch_is_compared_too():
    recipe = replace(ONE.recipe, portions=Decimal(25), cooked_total_g=Decimal(4000))
    other = replace(ONE, recipe=recipe, method="x")
    assert compare(ONE, other, DEMO.foods).heads == ("portions", "cooked", "steps")


def test_a_food_that_is_gone_leaves_the_figures_unknown():
    gone = {code: food for code, food in DEMO.foods.items() if code != "egg"}
    assert {pair.left.value for pair in compare(ONE, ONE, gone).figures} == {None}
