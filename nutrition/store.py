"""Foods and recipes into rows and back, inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from canteen.db import Session
from nutrition.foods import Food, FoodValue, Status, read_pieces, write_pieces
from nutrition.parts import MARK
from nutrition.recipes import Recipe, RecipeLine, RecipeVersion, YieldSource
from nutrition.results import Reason
from nutrition.tables import food_values, foods, recipe_lines, recipes


def add_foods(session: Session, new: Iterable[Food]) -> int:
    """Write the foods whose code is not there yet; those that are stay as they are.

    Returns how many were written.
    """
    have = set(session.execute(sa.select(foods.c.code)).scalars())
    added = [food for food in new if food.code not in have]
    if added:
        session.execute(foods.insert(), [_food_row(food) for food in added])
    values = [row for food in added for row in _value_rows(food)]
    if values:
        session.execute(food_values.insert(), values)
    return len(added)


def put_foods(session: Session, new: Iterable[Food]) -> int:
    """Write foods over those of the same code; returns how many. Recipes keep naming them.

    The caller reckons every recipe anew (`nutrition.result_store.refresh`).
    """
    wanted = {food.code: food for food in new}
    added = add_foods(session, wanted.values())
    have = read_foods(session)
    changed = [food for code, food in wanted.items() if have[code] != food]
    for food in changed:
        session.execute(sa.update(foods).where(foods.c.code == food.code).values(_food_row(food)))
        session.execute(sa.delete(food_values).where(food_values.c.food_code == food.code))
        session.execute(food_values.insert(), _value_rows(food))
    return added + len(changed)


def read_foods(session: Session) -> dict[str, Food]:
    """Every food by code."""
    values: dict[str, dict[str, FoodValue]] = defaultdict(dict)
    for row in session.execute(sa.select(food_values)):
        values[row.food_code][row.nutrient] = FoodValue(row.value, Status(row.status), row.source)
    return {
        row.code: Food(
            code=row.code,
            name_zh=row.name_zh,
            name_en=row.name_en,
            group=row.food_group,
            edible_pct=row.edible_pct,
            edible_source=row.edible_source,
            allergens=tuple(row.allergens.split()),
            carb_basis=row.carb_basis,
            values=values[row.code],
            aliases=tuple((row.aliases or "").split()),
            pagoda=row.pagoda or "none",
            dark_vegetable=row.dark_vegetable,
            density=row.density,
            pieces=read_pieces(row.pieces or ""),
            price_kg=row.price_fen_kg,
        )
        for row in session.execute(sa.select(foods).order_by(foods.c.code))
    }


def add_recipes(session: Session, new: Iterable[RecipeVersion]) -> int:
    """Write the recipe versions whose id is not there yet; returns how many were written."""
    have = set(session.execute(sa.select(recipes.c.id)).scalars())
    added = [version for version in new if version.id not in have]
    if added:
        session.execute(recipes.insert(), [_recipe_row(version) for version in added])
        lines = [row for version in added for row in _line_rows(version)]
        session.execute(recipe_lines.insert(), lines)
    return len(added)


def read_recipes(session: Session, ids: Iterable[str] | None = None) -> dict[str, RecipeVersion]:
    """Recipe versions by id: those of `ids`, or all."""
    query = sa.select(recipes).order_by(recipes.c.id)
    lines = sa.select(recipe_lines).order_by(recipe_lines.c.recipe_id, recipe_lines.c.line)
    if ids is not None:
        wanted = sorted(set(ids))
        query = query.where(recipes.c.id.in_(wanted))
        lines = lines.where(recipe_lines.c.recipe_id.in_(wanted))
    by_recipe: dict[str, list[RecipeLine]] = defaultdict(list)
    for row in session.execute(lines):
        by_recipe[row.recipe_id].append(
            RecipeLine(
                food=row.food_code or MARK + row.part_id,
                grams=row.grams,
                edible_pct=row.edible_pct,
                consumed_fraction=row.consumed_fraction,
                source=row.source,
                note=row.note,
                unweighed=Reason(row.unweighed) if row.unweighed else None,
                measure=row.measure or "",
            )
        )
    return {row.id: _version(row, by_recipe[row.id]) for row in session.execute(query)}


def _version(row: sa.Row[Any], lines: list[RecipeLine]) -> RecipeVersion:
    recipe = Recipe(
        name=row.name,
        lines=tuple(lines),
        cooked_total_g=row.cooked_total_g,
        moisture_change_pct=row.moisture_change_pct,
        portions=row.portions,
        yield_source=YieldSource(row.yield_source),
        unsalted=row.unsalted,
    )
    return RecipeVersion(row.code, row.version, recipe, row.yield_reason, row.method)


def _food_row(food: Food) -> dict[str, object]:
    return {
        "code": food.code,
        "name_zh": food.name_zh,
        "name_en": food.name_en,
        "food_group": food.group,
        "edible_pct": food.edible_pct,
        "edible_source": food.edible_source,
        "allergens": " ".join(food.allergens),
        "carb_basis": food.carb_basis,
        "aliases": " ".join(food.aliases) or None,
        "pagoda": food.pagoda,
        "dark_vegetable": food.dark_vegetable,
        "density": food.density,
        "pieces": write_pieces(food.pieces) or None,
        "price_fen_kg": food.price_kg,
    }


def _value_rows(food: Food) -> list[dict[str, object]]:
    return [
        {
            "food_code": food.code,
            "nutrient": code,
            "value": value.value,
            "status": value.status.value,
            "source": value.source,
        }
        for code, value in food.values.items()
    ]


def _recipe_row(version: RecipeVersion) -> dict[str, object]:
    recipe = version.recipe
    return {
        "id": version.id,
        "code": version.code,
        "version": version.version,
        "name": recipe.name,
        "portions": recipe.portions,
        "cooked_total_g": recipe.cooked_total_g,
        "moisture_change_pct": recipe.moisture_change_pct,
        "yield_source": recipe.yield_source.value,
        "yield_reason": version.yield_reason,
        "unsalted": recipe.unsalted,
        "method": version.method,
    }


def _line_rows(version: RecipeVersion) -> list[dict[str, Decimal | str | int | None]]:
    return [
        {
            "recipe_id": version.id,
            "line": number,
            "food_code": None if line.food.startswith(MARK) else line.food,
            "part_id": line.food.removeprefix(MARK) if line.food.startswith(MARK) else None,
            "grams": line.grams,
            "edible_pct": line.edible_pct,
            "consumed_fraction": line.consumed_fraction,
            "source": line.source,
            "note": line.note,
            "measure": line.measure if line.unweighed else None,
            "unweighed": line.unweighed.value if line.unweighed else None,
        }
        for number, line in enumerate(version.recipe.lines)
    ]
