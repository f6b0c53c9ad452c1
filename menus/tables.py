"""Rows of dishes, things without plates, and menu cycles."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from canteen.db import MoneyColumn, metadata
from menus.dishes import Category
from menus.menu import SLOTS
from nutrition.tables import recipes

_CATEGORIES: Final = ", ".join(repr(category.value) for category in Category)

dishes: Final = sa.Table(
    "dishes",
    metadata,
    sa.Column("code", sa.String(48), primary_key=True),
    sa.Column("name_zh", sa.String, nullable=False),
    sa.Column("name_en", sa.String, nullable=False),
    sa.Column("category", sa.String(8), nullable=False),
    sa.Column("price_fen", MoneyColumn, nullable=False),
    sa.Column("drawing", sa.String, nullable=False),
    sa.Column("recipe_id", sa.ForeignKey(recipes.c.id), nullable=False, index=True),
    sa.CheckConstraint(f"category IN ({_CATEGORIES})", name="category"),
    sa.CheckConstraint("price_fen >= 0", name="price"),
)

sundries: Final = sa.Table(
    "sundries",
    metadata,
    sa.Column("code", sa.String(48), primary_key=True),
    sa.Column("name_zh", sa.String, nullable=False),
    sa.Column("name_en", sa.String, nullable=False),
    sa.Column("price_fen", MoneyColumn, nullable=False),
    sa.Column("is_food", sa.Boolean, nullable=False),
    sa.Column("recipe_id", sa.ForeignKey(recipes.c.id), nullable=True, index=True),
    sa.Column("place", sa.Integer, nullable=False),  # their order on the screen
    sa.CheckConstraint("price_fen >= 0", name="price"),
    sa.CheckConstraint("is_food OR recipe_id IS NULL", name="only_food_has_a_recipe"),
)

menu_cycles: Final = sa.Table(
    "menu_cycles",
    metadata,
    sa.Column("id", sa.String(48), primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False, unique=True),  # order of publication
    sa.Column("starts_on", sa.Date, nullable=False),  # of two cycles the later start is in force
    sa.Column("days", sa.Integer, nullable=False),
    sa.CheckConstraint("days >= 1", name="days"),
)

menu_items: Final = sa.Table(
    "menu_items",
    metadata,
    sa.Column("cycle_id", sa.ForeignKey("menu_cycles.id"), primary_key=True),
    sa.Column("day", sa.Integer, primary_key=True),  # from 1
    sa.Column("slot", sa.Integer, primary_key=True),
    sa.Column("dish_code", sa.ForeignKey("dishes.code"), nullable=False, index=True),
    sa.UniqueConstraint("cycle_id", "day", "dish_code"),
    sa.CheckConstraint("day >= 1", name="day"),
    sa.CheckConstraint(f"slot BETWEEN 1 AND {SLOTS}", name="slot"),
)
