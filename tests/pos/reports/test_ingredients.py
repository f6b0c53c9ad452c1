from dataclasses import replace
from decimal import Decimal

from support.report_books import FOODS, book, recipe

from menus.dishes import Category
from nutrition import compute
from nutrition.amounts import UNKNOWN, Amount
from nutrition.parts import with_parts
from pos.reports.ingredients import ingredients


def of(lines, **changes):
    made = book(lines={Category.BIG: lines}, **changes)
    return {each.food.code: each for each in ingredients(made.dishes[0], made)}


def test_raw_grams_are_the_edible_part_of_a_portion():
    found = of((("pork", 1000), ("oil", 100)))
    assert found["pork"].raw == Amount(Decimal(80))
    assert found["oil"].raw == Amount(Decimal(10))


def test_what_stays_in_the_pan_is_weighed_but_not_eaten():
    (oil,) = of((("oil", 100, 0.2),)).values()
    assert (oil.raw.known, oil.eaten.known) == (10, 2)
    assert oil.holds("fat_g") == Amount(Decimal(2))


def test_a_food_in_two_lines_is_one_ingredient():
    found = of((("oil", 100), ("pork", 100), ("oil", 50)))
    assert list(found) == ["oil", "pork"]
    assert found["oil"].raw == Amount(Decimal(15))


def test_an_unknown_edible_share_is_no_zero():
    found = of((("mystery", 100), ("pork", 100)))
    assert found["mystery"].raw == UNKNOWN
    assert not found["mystery"].holds("fat_g").complete


def test_without_portions_no_weight_is_known():
    assert of((("pork", 100),), portions=None)["pork"].raw == UNKNOWN


def test_a_figure_that_a_food_lacks_is_unknown():
    assert of((("spinach", 1000),))["spinach"].holds("calcium_mg") == Amount(Decimal(0), False)
    assert of((("spinach", 0), ("pork", 10)))["spinach"].holds("calcium_mg").complete


def test_a_recipe_within_a_recipe_counts_by_its_own_foods():
    sauce = recipe("sauce", (("oil", 100), ("salt", 100)), cooked=500)
    dish = recipe("dish", (("pork", 1000), ("@sauce/1", 50)))
    made = book(lines={Category.BIG: (("pork", 10),)})
    foods = with_parts(FOODS, {sauce.id: sauce}, [dish.recipe])
    made = replace(
        made,
        recipes={sauce.id: sauce, dish.id: dish},
        results={sauce.id: compute(sauce.recipe, foods), dish.id: compute(dish.recipe, foods)},
    )
    found = ingredients(replace(made.dishes[0], recipe_id=dish.id), made)
    # 50 g of 500 g of sauce, which holds 100 g of oil, in ten portions.
    assert {each.food.code: each.raw.known for each in found} == {"pork": 80, "oil": 1, "salt": 1}


def test_a_dish_whose_recipe_is_not_there_has_none():
    made = book(lines={Category.BIG: (("pork", 10),)})
    assert ingredients(replace(made.dishes[0], recipe_id="gone/1"), made) == ()
