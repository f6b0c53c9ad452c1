"""Rows of dishes, things without plates, and menu cycles."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from canteen.db import MoneyColumn, UtcDateTime, metadata
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

dish_facts: Final = sa.Table(
    "dish_facts",
    metadata,
    sa.Column("dish_code", sa.ForeignKey("dishes.code"), primary_key=True),
    sa.Column("main_food", sa.ForeignKey("foods.code"), nullable=False, index=True),
    sa.Column("main_group", sa.String, nullable=False),
    sa.Column("method", sa.String, nullable=False),
    sa.Column("equipment", sa.String, nullable=False),
    sa.Column("flavour", sa.String, nullable=False),
    sa.Column("colour", sa.String, nullable=False),
    sa.Column("texture", sa.String, nullable=False),
    sa.Column("bones", sa.String, nullable=False),
    sa.Column("seasons", sa.String, nullable=False),  # parted by spaces
    sa.Column("prep_minutes", sa.Integer, nullable=False),
    sa.Column("popularity", sa.Integer, nullable=False),
    sa.Column("half_price_fen", MoneyColumn, nullable=True),  # NULL: no half portion is sold
    sa.Column("variant_of", sa.ForeignKey("dishes.code"), nullable=True, index=True),
    sa.Column("salt_note", sa.String, nullable=False),
    sa.Column("oil_note", sa.String, nullable=False),
    sa.Column("energy_note", sa.String, nullable=False),
    sa.Column("retired_on", sa.Date, nullable=True),  # from this date on it is not planned any more
    sa.CheckConstraint("prep_minutes >= 0", name="prep_minutes"),
    sa.CheckConstraint("popularity BETWEEN 0 AND 100", name="popularity"),
)

dish_prices: Final = sa.Table(
    "dish_prices",
    metadata,
    # What was said later stands over what was said before, for the dates it names.
    sa.Column("dish_code", sa.ForeignKey("dishes.code"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),  # from 1
    sa.Column("from_date", sa.Date, nullable=False),
    sa.Column("price_fen", MoneyColumn, nullable=False),
    sa.Column("half_price_fen", MoneyColumn, nullable=True),
    sa.Column("changed_by", sa.String, nullable=False),
    sa.Column("approved_by", sa.String, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("number >= 1", name="number"),
    sa.CheckConstraint("price_fen >= 0", name="price"),
)

sold_out: Final = sa.Table(
    "sold_out",
    metadata,
    sa.Column("business_date", sa.Date, primary_key=True),
    sa.Column("dish_code", sa.ForeignKey("dishes.code"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),  # from 1
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("said_by", sa.String, nullable=False),
    sa.Column("back_at", UtcDateTime, nullable=True),
    sa.Column("back_by", sa.String, nullable=True),
    sa.CheckConstraint("(back_at IS NULL) = (back_by IS NULL)", name="back"),
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
