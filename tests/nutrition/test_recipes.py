import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition import nutrients as n
from nutrition.errors import BadRecipe, UnknownFood
from nutrition.foods import Food, FoodValue, Status
from nutrition.recipe_json import read_recipe
from nutrition.recipes import Recipe, RecipeLine, YieldSource, compute
from nutrition.results import Grade, Missing, Reason

# USDA FNDDS 2017-2018, public domain: recipes, moisture changes and published figures.
DISHES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "usda_fndds_dishes.json").read_text("utf-8")
)["dishes"]

TOLERANCES = {
    "energy_kcal": (Decimal("1.5"), Decimal("0.015")),
    "protein_g": (Decimal("0.15"), Decimal("0.02")),
    "fat_g": (Decimal("0.15"), Decimal("0.02")),
    "carbohydrate_g": (Decimal("0.15"), Decimal("0.02")),
}


def food(code: str, edible: Decimal | None = Decimal(100), **figures: Decimal | None) -> Food:
    values = {
        key: FoodValue(value, Status.MISSING if value is None else Status.MEASURED, "test")
        for key, value in figures.items()
    }
    return Food(code, code, code, "grain", edible, "test", (), "total", values)


def full(code: str, energy: int = 100, sodium: int = 0) -> Food:
    return food(
        code,
        energy_kcal=Decimal(energy),
        protein_g=Decimal(2),
        fat_g=Decimal(3),
        carbohydrate_g=Decimal(4),
        sodium_mg=Decimal(sodium),
    )


FOODS: Mapping[str, Food] = {
    "rice": full("rice"),
    "salt": full("salt", 0, 38_758),
    "husk": replace(full("husk"), edible_pct=Decimal(50)),
    "unsure": replace(full("unsure"), edible_pct=None),
    "no-fat": food(
        "no-fat", energy_kcal=Decimal(50), protein_g=Decimal(1), carbohydrate_g=Decimal(9)
    ),
}


def recipe(*lines: RecipeLine, **more: Any) -> Recipe:
    return Recipe("试菜", lines, **{"unsalted": True, **more})


def line(code: str, grams: str | int | Decimal, fraction: str | Decimal = "1") -> RecipeLine:
    return RecipeLine(code, Decimal(grams), consumed_fraction=Decimal(fraction))


@pytest.mark.parametrize("dish", DISHES, ids=lambda dish: dish["name"][:40])
@pytest.mark.parametrize("nutrient", TOLERANCES)
def test_published_dishes_are_met(dish: dict[str, Any], nutrient: str) -> None:
    result = compute(*read_recipe(dish, {}))
    published = Decimal(str(dish["published_per_100g"][nutrient]))
    flat, share = TOLERANCES[nutrient]
    found = result.per_100g[nutrient]
    assert found is not None
    assert abs(found - published) <= max(flat, share * published)


def test_bought_edible_and_consumed_shares_all_count() -> None:
    result = compute(recipe(line("husk", 200, "0.5"), portions=Decimal(2)), FOODS)
    assert result.cooked_total_g == 50
    assert result.per_portion is not None
    assert result.per_portion["energy_kcal"] == 25
    assert result.portion_g == 25


def test_a_line_may_state_its_own_edible_share() -> None:
    own = RecipeLine("husk", Decimal(200), edible_pct=Decimal(80))
    assert compute(recipe(own), FOODS).cooked_total_g == 160


def test_energy_is_summed_and_never_made_from_macronutrients() -> None:
    assert compute(recipe(line("rice", 100)), FOODS).per_100g["energy_kcal"] == 100


def test_a_missing_figure_stays_missing_with_its_line_and_its_known_part() -> None:
    result = compute(
        recipe(line("rice", 100), line("no-fat", 100), cooked_total_g=Decimal(200)), FOODS
    )
    assert result.per_100g["fat_g"] is None
    assert result.at_least["fat_g"] == Decimal("1.5")
    assert result.known_share["fat_g"] == Decimal("0.5")
    assert Missing("fat_g", 1, Reason.NO_VALUE) in result.missing
    assert result.per_100g["energy_kcal"] == 75
    assert result.grade is Grade.NONE


def test_a_line_of_which_nothing_is_eaten_taints_nothing() -> None:
    result = compute(recipe(line("rice", 100), line("no-fat", 100, "0")), FOODS)
    assert result.per_100g["fat_g"] == 3


def test_an_unknown_edible_share_leaves_every_figure_unknown() -> None:
    result = compute(recipe(line("rice", 100), line("unsure", 100), portions=Decimal(1)), FOODS)
    assert result.per_100g["energy_kcal"] is None
    assert result.portion_g is None
    assert result.per_portion is not None
    assert result.per_portion.at_least("energy_kcal") == 100
    assert Missing("energy_kcal", 1, Reason.EDIBLE_UNKNOWN) in result.missing


def test_sodium_is_unknown_where_no_salted_line_stands() -> None:
    result = compute(recipe(line("rice", 100), unsalted=False), FOODS)
    assert result.per_100g["sodium_mg"] is None
    assert result.per_100g["salt_g"] is None
    assert result.known_share["sodium_mg"] == 0
    assert Missing("sodium_mg", None, Reason.NO_SALTED_LINE) in result.missing


def test_the_natural_sodium_counts_where_the_recipe_is_unsalted() -> None:
    assert compute(recipe(line("rice", 100)), FOODS).per_100g["sodium_mg"] == 0


@pytest.mark.parametrize(("sodium", "known"), [(399, False), (400, True)])
def test_a_line_salts_from_400_mg(sodium: int, known: bool) -> None:
    foods = {"broth": full("broth", sodium=sodium)}
    result = compute(recipe(line("broth", 100), unsalted=False), foods)
    assert (result.per_100g["sodium_mg"] is not None) is known


def test_salt_thrown_away_whole_does_not_salt() -> None:
    salted = recipe(line("rice", 100), line("salt", 5, "0"), unsalted=False)
    assert compute(salted, FOODS).per_100g["sodium_mg"] is None


@pytest.mark.parametrize(
    ("unknown", "more", "grade"),
    [
        (0, {"cooked_total_g": Decimal(900)}, Grade.A),
        (0, {"moisture_change_pct": Decimal(-10)}, Grade.A),
        (0, {"cooked_total_g": Decimal(900), "yield_source": YieldSource.FACTOR}, Grade.B),
        (0, {}, Grade.B),
        (50, {"cooked_total_g": Decimal(900)}, Grade.B),
        (51, {"cooked_total_g": Decimal(900)}, Grade.C),
        (100, {"cooked_total_g": Decimal(900)}, Grade.C),
        (101, {"cooked_total_g": Decimal(900)}, Grade.NONE),
    ],
)
def test_the_grade_tells_how_much_is_known(
    unknown: int, more: dict[str, Any], grade: Grade
) -> None:
    lines = (line("rice", 1000 - unknown), line("no-fat", unknown))
    assert compute(recipe(*lines, **more), FOODS).grade is grade


def test_an_unknown_food_names_the_nearest() -> None:
    with pytest.raises(UnknownFood) as caught:
        compute(recipe(line("rise", 100)), FOODS)
    assert "rice" in str(caught.value)


@pytest.mark.parametrize(
    "make",
    [
        recipe,
        lambda: recipe(line("rice", -1)),
        lambda: recipe(line("rice", "NaN")),
        lambda: recipe(line("rice", 1, "1.1")),
        lambda: recipe(line("rice", 1), cooked_total_g=Decimal(0)),
        lambda: recipe(line("rice", 1), portions=Decimal(-2)),
        lambda: recipe(line("rice", 1), moisture_change_pct=Decimal(-100)),
        lambda: recipe(RecipeLine("rice", Decimal(1), edible_pct=Decimal(0))),
        lambda: compute(recipe(line("rice", 0)), FOODS),
    ],
)
def test_a_recipe_that_cannot_be_computed_is_refused(make: Any) -> None:
    with pytest.raises(BadRecipe):
        make()


grams = st.decimals(1, 5000, places=1)
fractions = st.decimals("0.1", 1, places=2)
lines_of_known = st.lists(
    st.builds(line, st.sampled_from(["rice", "salt", "husk"]), grams, fractions),
    min_size=1,
    max_size=6,
)


@given(lines_of_known, st.integers(1, 40), st.decimals(100, 9000, places=0))
def test_portions_add_up_to_the_batch_whatever_the_yield(
    lines: list[RecipeLine], portions: int, cooked: Decimal
) -> None:
    plain = compute(recipe(*lines, portions=Decimal(1)), FOODS)
    weighed = compute(recipe(*lines, portions=Decimal(portions), cooked_total_g=cooked), FOODS)
    assert plain.per_portion is not None
    assert weighed.per_portion is not None
    for code in n.ALWAYS:
        whole, part = plain.per_portion[code], weighed.per_portion[code]
        assert whole is not None
        assert part is not None
        assert abs(part * portions - whole) <= Decimal("1e-15")


@given(lines_of_known, st.integers(2, 9))
def test_figures_per_100_g_do_not_depend_on_the_size_of_the_batch(
    lines: list[RecipeLine], times: int
) -> None:
    more = [replace(each, grams=each.grams * times) for each in lines]
    once, often = compute(recipe(*lines), FOODS), compute(recipe(*more), FOODS)
    for code in n.ALWAYS:
        a, b = once.per_100g[code], often.per_100g[code]
        assert a is not None
        assert b is not None
        assert abs(a - b) <= Decimal("1e-15")


@given(lines_of_known, grams)
def test_an_unknown_line_only_ever_hides_a_figure(lines: list[RecipeLine], extra: Decimal) -> None:
    known = compute(recipe(*lines, portions=Decimal(1)), FOODS)
    tainted = compute(recipe(*lines, line("no-fat", extra), portions=Decimal(1)), FOODS)
    assert known.per_portion is not None
    assert tainted.per_portion is not None
    assert tainted.per_portion["fat_g"] is None
    assert tainted.per_portion.at_least("fat_g") == known.per_portion["fat_g"]
    assert 0 <= tainted.known_share["fat_g"] < 1


def unweighed(code: str, reason: Reason = Reason.NO_PIECE_WEIGHT) -> RecipeLine:
    return RecipeLine(code, Decimal(0), unweighed=reason, measure="少许")


def test_a_line_without_a_weight_leaves_figures_at_least_and_the_grade_c() -> None:
    whole = recipe(line("rice", 200), cooked_total_g=Decimal(400), portions=Decimal(2))
    part = replace(whole, lines=(*whole.lines, unweighed("salt")))
    result, known = compute(part, FOODS), compute(whole, FOODS)
    assert known.grade is Grade.A
    assert result.grade is Grade.C
    assert result.per_100g["energy_kcal"] is None
    assert result.at_least["energy_kcal"] == known.per_100g["energy_kcal"] == 50
    assert result.known_share["energy_kcal"] == 1
    assert Missing("energy_kcal", 1, Reason.NO_PIECE_WEIGHT) in result.missing
    assert Missing("energy_kcal", 0, Reason.NO_PIECE_WEIGHT) not in result.missing


def test_salt_that_was_not_weighed_was_still_written_down() -> None:
    salted = recipe(line("rice", 200), unweighed("salt"), unsalted=False)
    reasons = {each.reason for each in compute(salted, FOODS).missing if each.nutrient == n.SODIUM}
    assert reasons == {Reason.NO_PIECE_WEIGHT}


def test_a_line_without_a_weight_mends_no_bad_grade() -> None:
    poor = recipe(line("rice", 50), line("no-fat", 50), unweighed("rice"))
    assert compute(poor, FOODS).grade is Grade.NONE


def test_a_recipe_of_measures_alone_cannot_be_computed() -> None:
    with pytest.raises(BadRecipe):
        compute(recipe(unweighed("rice")), FOODS)
