"""Rows of food facts: foods, their figures, recipes by version, and recipe lines.

A recipe version is never changed once written: a dish that changes gets the next version, so a
past figure can always be traced to its lines.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from canteen.db import DecimalColumn, MoneyColumn, UtcDateTime, metadata
from nutrition import nutrients as n
from nutrition.foods import Status
from nutrition.recipes import YieldSource


def _one_of(column: str, words: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


foods: Final = sa.Table(
    "foods",
    metadata,
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("name_zh", sa.String, nullable=False),
    sa.Column("name_en", sa.String, nullable=False),
    sa.Column("food_group", sa.String, nullable=False),
    sa.Column("edible_pct", DecimalColumn, nullable=True),  # NULL: nobody knows
    sa.Column("edible_source", sa.String, nullable=False),
    sa.Column("allergens", sa.String, nullable=False),  # codes parted by spaces, '' for none
    sa.Column("carb_basis", sa.String, nullable=False),
    # NULL from here on: nobody said so.
    sa.Column("aliases", sa.String, nullable=True),  # parted by spaces
    sa.Column("pagoda", sa.String, nullable=True),
    sa.Column("dark_vegetable", sa.Boolean, nullable=True),
    sa.Column("density", DecimalColumn, nullable=True),  # g/ml
    sa.Column("pieces", sa.String, nullable=True),  # "个=55;勺=10"
    sa.Column("price_fen_kg", MoneyColumn, nullable=True),
    sa.CheckConstraint(_one_of("carb_basis", ["total", "available"]), name="carb_basis"),
)

food_values: Final = sa.Table(
    "food_values",
    metadata,
    sa.Column("food_code", sa.ForeignKey("foods.code"), primary_key=True),
    sa.Column("nutrient", sa.String, primary_key=True),
    sa.Column("value", DecimalColumn, nullable=True),  # per 100 g edible portion
    sa.Column("status", sa.String, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.CheckConstraint(_one_of("nutrient", list(n.STORED)), name="nutrient"),
    sa.CheckConstraint(_one_of("status", [status.value for status in Status]), name="status"),
    # An unknown figure is NULL, and only an unknown one.
    sa.CheckConstraint("(value IS NULL) = (status = 'missing')", name="missing_is_null"),
)

recipes: Final = sa.Table(
    "recipes",
    metadata,
    sa.Column("id", sa.String, primary_key=True),  # "code/version"
    sa.Column("code", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("portions", DecimalColumn, nullable=True),
    sa.Column("cooked_total_g", DecimalColumn, nullable=True),
    sa.Column("moisture_change_pct", DecimalColumn, nullable=True),
    sa.Column("yield_source", sa.String, nullable=False),
    sa.Column("yield_reason", sa.String, nullable=False),
    sa.Column("unsalted", sa.Boolean, nullable=False),
    sa.Column("method", sa.String, nullable=False),
    # Who wrote this version, when and why; NULL for what came with the program.
    sa.Column("changed_by", sa.String, nullable=True),
    sa.Column("changed_at", UtcDateTime, nullable=True),
    sa.Column("change_note", sa.String, nullable=True),
    sa.UniqueConstraint("code", "version"),
    sa.CheckConstraint("version >= 1", name="version"),
    sa.CheckConstraint(
        _one_of("yield_source", [source.value for source in YieldSource]), name="yield_source"
    ),
)

recipe_lines: Final = sa.Table(
    "recipe_lines",
    metadata,
    sa.Column("recipe_id", sa.ForeignKey("recipes.id"), primary_key=True),
    sa.Column("line", sa.Integer, primary_key=True),  # from 0
    # Either a food or another recipe, of which so many grams of what it makes go in.
    sa.Column("food_code", sa.ForeignKey("foods.code"), nullable=True, index=True),
    sa.Column("part_id", sa.ForeignKey("recipes.id"), nullable=True, index=True),
    sa.Column("grams", DecimalColumn, nullable=False),  # as bought
    sa.Column("edible_pct", DecimalColumn, nullable=True),  # NULL: the food's own
    sa.Column("consumed_fraction", DecimalColumn, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    # A measure without a weight as it was written, and why; the grams are 0 then and mean nothing.
    sa.Column("measure", sa.String, nullable=True),
    sa.Column("unweighed", sa.String, nullable=True),
    sa.CheckConstraint("line >= 0", name="line"),
    sa.CheckConstraint("(food_code IS NULL) <> (part_id IS NULL)", name="food_or_part"),
    sa.CheckConstraint("(measure IS NULL) = (unweighed IS NULL)", name="measure"),
)

recipe_results: Final = sa.Table(
    "recipe_results",
    metadata,
    # What `compute` makes of a recipe version, kept so that a till need not reckon at noon.
    sa.Column("recipe_id", sa.ForeignKey("recipes.id"), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),  # grows when foods or the method changed
    sa.Column("result", sa.String, nullable=False),  # JSON of `Result.snapshot`
    sa.CheckConstraint("revision >= 1", name="revision"),
)
