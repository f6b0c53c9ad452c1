from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa

from canteen.db import Database, DatabaseError, invariant_rows
from nutrition import Food, Recipe, RecipeLine, RecipeVersion
from nutrition.invariants import INVARIANTS
from nutrition.store import add_foods, add_recipes, read_foods, read_recipes
from nutrition.tables import food_values, foods, recipe_lines, recipes

RICE = RecipeVersion(
    "rice",
    1,
    Recipe(
        "米饭",
        (RecipeLine("rice", Decimal("64.50"), None, Decimal("0.95"), "card", ""),),
        cooked_total_g=Decimal(176),
        portions=Decimal(1),
        unsalted=True,
    ),
    "weighed",
    "steamed",
)


def test_foods_come_back_as_they_went(database: Database, foods: dict[str, Food]) -> None:
    with database.write() as session:
        assert add_foods(session, foods.values()) == len(foods)
    with database.read() as session:
        assert read_foods(session) == foods


def test_recipes_come_back_as_they_went(database: Database, foods: dict[str, Food]) -> None:
    with database.write() as session:
        add_foods(session, foods.values())
        assert add_recipes(session, [RICE]) == 1
    with database.read() as session:
        assert read_recipes(session) == {"rice/1": RICE}
        assert read_recipes(session, ["rice/1"]) == {"rice/1": RICE}
        assert read_recipes(session, []) == {}


def test_writing_again_changes_nothing(database: Database, foods: dict[str, Food]) -> None:
    with database.write() as session:
        add_foods(session, foods.values())
        add_recipes(session, [RICE])
        other = replace(foods["rice"], name_en="other")
        assert add_foods(session, [other]) == 0
        assert add_recipes(session, [replace(RICE, method="boiled")]) == 0
        assert read_foods(session)["rice"].name_en == "rice, white, short-grain"


def test_every_invariant_holds_of_what_the_program_brings(
    database: Database, foods: dict[str, Food]
) -> None:
    with database.write() as session:
        add_foods(session, foods.values())
        add_recipes(session, [RICE])
        assert invariant_rows(session, INVARIANTS) == dict.fromkeys(INVARIANTS, 0)


BREAKS = [
    (
        "nutrition.figures-not-negative",
        sa.update(food_values)
        .where(food_values.c.food_code == "egg", food_values.c.value.is_not(None))
        .values(value=Decimal(-1)),
    ),
    (
        "nutrition.every-food-states-core-figures",
        sa.delete(food_values).where(
            food_values.c.food_code == "egg", food_values.c.nutrient == "fat_g"
        ),
    ),
    (
        "nutrition.edible-share-in-range",
        sa.update(foods).where(foods.c.code == "egg").values(edible_pct=Decimal(188)),
    ),
    (
        "nutrition.recipe-lines-in-range",
        sa.update(recipe_lines).values(consumed_fraction=Decimal("1.5")),
    ),
    ("nutrition.recipe-lines-without-gap", sa.update(recipe_lines).values(line=3)),
    ("nutrition.recipe-lines-without-gap", sa.delete(recipe_lines)),
    (
        "nutrition.cooked-weight-and-portions-positive",
        sa.update(recipes).values(portions=Decimal(0)),
    ),
]


@pytest.mark.parametrize(("name", "damage"), BREAKS, ids=[name for name, _ in BREAKS])
def test_a_broken_row_is_found(
    database: Database, foods: dict[str, Food], name: str, damage: sa.Update
) -> None:
    with database.write() as session:
        add_foods(session, foods.values())
        add_recipes(session, [RICE])
        session.execute(damage)
        broken = {key for key, rows in invariant_rows(session, INVARIANTS).items() if rows}
    assert broken == {name}


def test_the_database_refuses_a_missing_figure_that_is_not_null(
    database: Database, foods: dict[str, Food]
) -> None:
    with database.write() as session:
        add_foods(session, foods.values())
    damage = sa.update(food_values).values(status="missing")
    with pytest.raises(DatabaseError), database.write() as session:
        session.execute(damage)


def test_a_recipe_of_an_unknown_food_is_refused(database: Database) -> None:
    with pytest.raises(DatabaseError), database.write() as session:
        add_recipes(session, [RICE])
