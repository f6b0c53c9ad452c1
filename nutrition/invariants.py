"""What must hold of food facts at all times: name → query of the rows that break it.

What a constraint of the tables refuses by itself is not asked again.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from nutrition import nutrients as n
from nutrition.foods import WHOLE_PCT
from nutrition.tables import food_values, foods, recipe_lines, recipes

# Decimals are stored as exact text; a cast to a float is good enough to see a sign or a bound.
_line_grams: Final = sa.cast(recipe_lines.c.grams, sa.Float)
_line_share: Final = sa.cast(recipe_lines.c.consumed_fraction, sa.Float)
_line_edible: Final = sa.cast(recipe_lines.c.edible_pct, sa.Float)
_line_count: Final = (
    sa.select(sa.func.count())
    .where(recipe_lines.c.recipe_id == recipes.c.id)
    .correlate(recipes)
    .scalar_subquery()
)
_last_line: Final = (
    sa.select(sa.func.max(recipe_lines.c.line))
    .where(recipe_lines.c.recipe_id == recipes.c.id)
    .correlate(recipes)
    .scalar_subquery()
)
_core_count: Final = (
    sa.select(sa.func.count())
    .where(food_values.c.food_code == foods.c.code, food_values.c.nutrient.in_(n.CORE))
    .correlate(foods)
    .scalar_subquery()
)

INVARIANTS: Final[dict[str, sa.Select[Any]]] = {
    "nutrition.figures-not-negative": sa.select(
        food_values.c.food_code, food_values.c.nutrient
    ).where(sa.cast(food_values.c.value, sa.Float) < 0),
    "nutrition.every-food-states-core-figures": sa.select(foods.c.code).where(
        _core_count != len(n.CORE)
    ),
    "nutrition.edible-share-in-range": sa.select(foods.c.code).where(
        sa.or_(
            sa.cast(foods.c.edible_pct, sa.Float) <= 0,
            sa.cast(foods.c.edible_pct, sa.Float) > WHOLE_PCT,
        )
    ),
    "nutrition.recipe-lines-in-range": sa.select(
        recipe_lines.c.recipe_id, recipe_lines.c.line
    ).where(
        sa.or_(
            _line_grams < 0,
            _line_share < 0,
            _line_share > 1,
            _line_edible <= 0,
            _line_edible > WHOLE_PCT,
        )
    ),
    "nutrition.recipe-lines-without-gap": sa.select(recipes.c.id).where(
        sa.or_(_line_count == 0, _last_line != _line_count - 1)
    ),
    "nutrition.cooked-weight-and-portions-positive": sa.select(recipes.c.id).where(
        sa.or_(
            sa.cast(recipes.c.cooked_total_g, sa.Float) <= 0,
            sa.cast(recipes.c.portions, sa.Float) <= 0,
        )
    ),
}
