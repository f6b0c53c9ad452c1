"""The figures beside an edit are those the recipe will have; what is unreadable is unknown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canteen.money import Money
from menus.demo import demo_canteen
from menus.editing import differences
from nutrition import Grade, compute
from pos.catalogue import edit as e
from pos.catalogue.figures import figures_of
from pos.catalogue.lines import grams_of

DEMO = demo_canteen()
FOODS = DEMO.foods
DISHES = {each.dish.code: each for each in DEMO.catalogue}
STORED = DISHES["fanqiechaodan"]
EGGS = e.edit_of(STORED)
OTHERS = DISHES.keys() - {"fanqiechaodan"}


def said(state: e.EditState) -> dict[str, str]:
    return {each.field: each.what for each in figures_of(state, FOODS, OTHERS).problems}


def test_every_dish_comes_through_the_fields_unchanged():
    wrong = {}
    for code, dish in DISHES.items():
        figures = figures_of(e.edit_of(dish), FOODS, DISHES.keys() - {code})
        if figures.dish is None or differences(dish, figures.dish):
            wrong[code] = figures.problems
    assert wrong == {}


@given(
    st.sampled_from(list(DISHES.values())),
    st.integers(0, 20),
    st.decimals("0.1", 50_000, places=1),
    st.integers(1, 200),
)
@settings(deadline=None, max_examples=60)
def test_figures_equal_those_of_the_recipe_that_would_be_saved(dish, line, grams, portions):
    state = e.edit_of(dish)
    state = e.set_line(state, line % len(state.lines), "amount", str(grams))
    state = e.set_field(state, "portions", str(portions))
    figures = figures_of(state, FOODS, DISHES.keys() - {dish.dish.code})
    assert figures.dish is not None
    assert figures.result == compute(figures.dish.recipe.recipe, FOODS)
    lines = figures.dish.recipe.recipe.lines
    assert lines[line % len(lines)].grams == grams
    cost = sum(each.grams * FOODS[each.food].price_kg.fen / 1000 for each in lines) / portions
    assert abs(figures.cost.known.fen - cost) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("text", "grams"), [("120", 120), ("2 个", 110), ("1.5 kg", 1500), ("3两", 150), (" 7 克 ", 7)]
)
def test_amounts_are_understood_in_kitchen_measures(text, grams):
    egg = replace(FOODS["egg"], pieces={"个": Decimal(55)})
    assert grams_of(e.LineText("egg", text), egg) == grams


@pytest.mark.parametrize("text", ["", "12a", "abc", "-5", "1e3", "1,5"])
def test_an_amount_that_cannot_be_read_is_unknown_and_never_nothing(text):
    bare = {**FOODS, "egg": replace(FOODS["egg"], pieces={}, density=None)}
    state = e.set_line(EGGS, 0, "amount", text)
    figures = figures_of(state, bare, OTHERS)
    assert figures.dish is None
    assert [each.field for each in figures.problems] == ["line.0.amount"]
    assert "第 1 行" in figures.problems[0].what
    assert figures.grams[0] is None
    assert figures.result.grade is Grade.NONE
    assert not figures.result.per_100g.complete("energy_kcal")
    assert EGGS.lines[0].food in figures.cost.without


@pytest.mark.parametrize("text", ["少许", "2 箩", "100 ml", "a pinch"])
def test_a_measure_without_a_weight_can_be_saved_and_is_at_least(text):
    bare = {**FOODS, "egg": replace(FOODS["egg"], pieces={}, density=None)}
    figures = figures_of(e.set_line(EGGS, 0, "amount", text), bare, OTHERS)
    assert figures.problems == ()
    assert [each.field for each in figures.unweighed] == ["line.0.amount"]
    assert all(word in figures.unweighed[0].what for word in ("第 1 行", "鸡蛋", text))
    assert figures.grams[0] is None
    assert figures.result.grade is Grade.C
    assert figures.result.per_100g["energy_kcal"] is None
    assert figures.result.at_least["energy_kcal"] > 0
    assert figures.dish.dish.portion.grade is Grade.C
    assert EGGS.lines[0].food in figures.cost.without
    assert e.edit_of(figures.dish).lines[0].amount == text


def test_a_recipe_that_goes_into_others_is_no_main_food():
    part = replace(FOODS["egg"], code="@gaotang/1")
    foods = {**FOODS, "@gaotang/1": part}
    found = figures_of(e.set_field(EGGS, "main", "@gaotang/1"), foods, OTHERS)
    assert [each.field for each in found.problems] == ["main"]


def test_what_is_only_not_filled_in_is_told_apart_from_what_is_wrong():
    found = figures_of(e.set_field(e.EditState(), "code", "红烧"), FOODS).problems
    wrong = [each.field for each in found if not each.blank]
    assert wrong == ["code"]
    assert {"name_zh", "price", "main", "lines"} < {each.field for each in found if each.blank}


def test_a_food_without_a_price_makes_the_cost_a_lower_bound():
    foods = {**FOODS, "salt": replace(FOODS["salt"], price_kg=None)}
    whole, part = figures_of(EGGS, FOODS).cost, figures_of(EGGS, foods).cost
    assert part.without == ("salt",)
    assert Money(0) < part.known <= whole.known


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name_zh", ""),
        ("name_zh", "九个字的菜名放不下"),
        ("name_en", "x" * 25),
        ("portions", "0"),
        ("portions", "0.001"),
        ("cooked", "1" * 10),
        ("prep_minutes", "9" * 5000),
        ("portions", ""),
        ("cooked", "-1"),
        ("moisture", "-100"),
        ("prep_minutes", "soon"),
        ("popularity", "101"),
        ("popularity", ""),
        ("method", "fly"),
        ("category", ""),
        ("seasons", ""),
        ("main", "unobtainium"),
        ("variant_of", "nobody"),
        ("variant_of", "fanqiechaodan"),
    ],
)
def test_each_field_that_cannot_be_saved_says_so(field, text):
    found = said(e.set_field(EGGS, field, text))
    assert list(found) == [field]
    assert "；" in found[field]


@pytest.mark.parametrize(
    ("field", "text"),
    [("code", ""), ("code", "红烧"), ("code", "hongshaorou"), ("price", ""), ("price", "-1")],
)
def test_a_new_dish_needs_a_code_and_a_price(field, text):
    new = replace(EGGS, base=None, code="xincai", price="6")
    assert said(new) == {}
    assert list(said(e.set_field(new, field, text))) == [field]


def test_shares_stay_between_nothing_and_everything():
    assert list(said(e.set_line(EGGS, 0, "edible", "0"))) == ["line.0.edible"]
    assert list(said(e.set_line(EGGS, 0, "eaten", "101"))) == ["line.0.eaten"]
    assert said(e.set_line(EGGS, 1, "eaten", "0")) == {}


def test_a_recipe_without_lines_or_weight_has_no_figures():
    empty = replace(EGGS, lines=())
    assert list(said(empty)) == ["lines"]
    nothing = replace(EGGS, lines=(e.LineText("egg", "0"),))
    assert list(said(nothing)) == ["lines"]
    assert figures_of(nothing, FOODS).result is None


def test_a_food_nobody_knows_stops_the_figures():
    state = replace(EGGS, lines=(*EGGS.lines, e.LineText("unobtainium", "5")))
    figures = figures_of(state, FOODS)
    assert figures.result is None
    assert figures.problems[0].field == f"line.{len(EGGS.lines)}.food"


def test_what_is_out_of_the_usual_is_told_and_stops_nothing():
    figures = figures_of(e.set_line(EGGS, 4, "amount", "120"), FOODS, OTHERS)
    assert figures.dish is not None
    assert any("盐" in each for each in figures.cautions)


def test_a_label_declares_the_portion_too():
    rows = {row.rule.key: row for row in figures_of(EGGS, FOODS).label}
    assert rows["protein_g"].portion > rows["protein_g"].value > 0
