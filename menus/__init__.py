"""Dishes and days: what the canteen cooks, what it costs, and what stands on the menu when.

Importing the package brings in no database; `menus.tables`, `menus.catalogue` and
`menus.invariants` do.
"""

from menus.dishes import Category, Dish, Sundry
from menus.meals import Meal, MealHours, business_date, meal_at
from menus.menu import SLOTS, Menu, MenuItem

__all__ = [
    "SLOTS",
    "Category",
    "Dish",
    "Meal",
    "MealHours",
    "Menu",
    "MenuItem",
    "Sundry",
    "business_date",
    "meal_at",
]
