from dataclasses import replace
from decimal import Decimal

import pytest

from menus.catalogue_check import check_catalogue, counts, dish_problems
from menus.catalogue_files import CatalogueDish
from menus.demo import DemoCanteen
from nutrition import RecipeLine, compute
from nutrition.foods import Food


def problems(dishes: list[CatalogueDish], demo: DemoCanteen) -> list[str]:
    return [each.what for each in check_catalogue(dishes, demo.foods) if each.dish]


@pytest.fixture
def pork(demo: DemoCanteen) -> CatalogueDish:
    return next(each for each in demo.catalogue if each.dish.code == "hongshaorou")


def cooked(each: CatalogueDish, **changes: object) -> CatalogueDish:
    recipe = replace(each.recipe.recipe, **changes)  # type: ignore[arg-type]
    return replace(each, recipe=replace(each.recipe, recipe=recipe))


def with_line(each: CatalogueDish, food: str, grams: int) -> CatalogueDish:
    lines = (*each.recipe.recipe.lines, RecipeLine(food, Decimal(grams)))
    return cooked(each, lines=lines)


def test_the_shipped_catalogue_has_no_problem(demo: DemoCanteen) -> None:
    assert check_catalogue(demo.catalogue, demo.foods) == []


def test_counts_are_those_of_the_files(demo: DemoCanteen) -> None:
    table = counts(demo.catalogue)
    assert sum(row["all"] for row in table.values()) == len(demo.catalogue)
    big = table["big"]
    assert sum(count for word, count in big.items() if word.startswith("iddsi-")) == big["all"]


def test_a_yield_out_of_its_band_is_told(pork: CatalogueDish, demo: DemoCanteen) -> None:
    (what,) = problems([cooked(pork, cooked_total_g=Decimal(6000))], demo)[:1]
    assert "熟重" in what
    assert "没有熟重" in problems([cooked(pork, cooked_total_g=None)], demo)


def test_an_edible_share_that_nobody_knows_is_not_all_of_it(
    pork: CatalogueDish, demo: DemoCanteen
) -> None:
    first = pork.recipe.recipe.lines[0]
    light = cooked(pork, lines=(replace(first, edible_pct=None), *pork.recipe.recipe.lines[1:]))
    foods = dict(demo.foods) | {first.food: replace(demo.foods[first.food], edible_pct=None)}
    heavy = cooked(light, cooked_total_g=Decimal(20_000))
    said = [each.what for each in check_catalogue([light], foods) if each.dish]
    assert any(what.startswith("缺") for what in said)
    # Whatever the share is, the batch is too light for the rest; too heavy it may not be.
    assert not any("生重" in each.what for each in check_catalogue([heavy], foods))
    thin = cooked(light, cooked_total_g=Decimal(100))
    assert any("生重" in each.what for each in check_catalogue([thin], foods))


def test_one_dish_can_be_asked_alone(pork: CatalogueDish, demo: DemoCanteen) -> None:
    salty = with_line(pork, "salt", 60)
    alone = list(dish_problems(salty, compute(salty.recipe.recipe, demo.foods), demo.foods))
    assert alone == problems([salty], demo)


def test_too_much_salt_wants_a_reason(pork: CatalogueDish, demo: DemoCanteen) -> None:
    salty = with_line(pork, "salt", 60)
    assert any("salt_note" in what for what in problems([salty], demo))
    noted = replace(salty, facts=replace(salty.facts, salt_note="a pickle"))
    assert not any("salt_note" in what for what in problems([noted], demo))


def test_too_much_oil_and_energy_want_reasons(pork: CatalogueDish, demo: DemoCanteen) -> None:
    oily = with_line(pork, "rapeseed-oil", 600)
    found = " ".join(problems([oily], demo))
    assert "oil_note" in found
    assert "energy_note" in found


def test_a_missing_figure_is_told(pork: CatalogueDish, demo: DemoCanteen) -> None:
    food = demo.foods["sugar"]
    values = {code: each for code, each in food.values.items() if code != "protein_g"}
    foods: dict[str, Food] = dict(demo.foods) | {"sugar": replace(food, values=values)}
    assert any("蛋白质" in each.what for each in check_catalogue([pork], foods))


def test_dishes_of_the_same_things_are_told_unless_one_is_a_variant(
    pork: CatalogueDish, demo: DemoCanteen
) -> None:
    twin = replace(pork, dish=replace(pork.dish, code="twin", name_zh="红烧肉二"))
    assert any("variant_of" in what for what in problems([pork, twin], demo))
    variant = replace(twin, facts=replace(twin.facts, variant_of="hongshaorou"))
    assert not any("variant_of" in what for what in problems([pork, variant], demo))


def test_a_catalogue_too_small_to_rotate_is_told(pork: CatalogueDish, demo: DemoCanteen) -> None:
    whole = [each.what for each in check_catalogue([pork], demo.foods) if not each.dish]
    assert any("种主料" in what for what in whole)
    assert any("种做法" in what for what in whole)
    assert sum("至少要 113 道" in what for what in whole) == 12
    assert sum("至少要 38 道" in what for what in whole) == 12
