from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canteen.db import Database
from nutrition import Food, Recipe, RecipeLine, RecipeVersion, Result, compute
from nutrition.result_store import read_results, refresh, revisions
from nutrition.store import add_foods, add_recipes


def version(code: str, *foods: str, number: int = 1) -> RecipeVersion:
    lines = tuple(RecipeLine(food, Decimal(100)) for food in foods)
    return RecipeVersion(code, number, Recipe(code, lines, portions=Decimal(3)))


def test_a_result_is_kept_as_it_is_reckoned(database: Database, foods: dict[str, Food]) -> None:
    new = [version("a", "egg", "salt"), version("b", "rice")]
    with database.write() as session:
        add_foods(session, foods.values())
        add_recipes(session, new)
        assert refresh(session) == 2
        assert refresh(session) == 0
        kept = read_results(session, ["a/1", "b/1", "c/1"])
        assert kept == {each.id: compute(each.recipe, foods) for each in new}
        assert revisions(session, ["a/1", "c/1"]) == {"a/1": 1}


def test_parts_are_reckoned_with(database: Database, foods: dict[str, Food]) -> None:
    with database.write() as session:
        add_foods(session, foods.values())
        add_recipes(session, [version("sauce", "sugar", "salt"), version("a", "egg", "@sauce/1")])
        refresh(session)
        kept = read_results(session, ["a/1"])["a/1"]
    assert kept.allergens == ("egg",)
    assert kept.per_100g["energy_kcal"] is not None


def test_only_what_changed_has_a_new_revision(database: Database, foods: dict[str, Food]) -> None:
    new = [version("a", "egg"), version("b", "rice")]
    with database.write() as session:
        add_foods(session, [foods["rice"], replace(foods["egg"], allergens=())])
        add_recipes(session, new)
        refresh(session)
        assert refresh(session, missing_only=False) == 0
        add_recipes(session, [version("c", "egg")])
        assert refresh(session) == 1
        assert revisions(session, ["a/1", "b/1", "c/1"]) == {"a/1": 1, "b/1": 1, "c/1": 1}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 52), st.integers(1, 900)), min_size=1, max_size=6),
    st.booleans(),
)
def test_a_snapshot_gives_the_result_again(
    foods: dict[str, Food], picked: list[tuple[int, int]], unsalted: bool
) -> None:
    codes = sorted(foods)
    lines = tuple(RecipeLine(codes[place], Decimal(grams)) for place, grams in picked)
    result = compute(Recipe("x", lines, portions=Decimal(7), unsalted=unsalted), foods)
    again = Result.from_snapshot(result.snapshot())
    assert again == result
    assert {code: again.per_portion.amount(code).share for code in again.per_portion} == {
        code: result.per_portion.amount(code).share for code in result.per_portion
    }
