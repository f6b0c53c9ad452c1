"""The book of a run of days: their menus with recipes, foods and figures, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from menus.dish_facts import DishFacts
from menus.dishes import Category, Dish
from nutrition import Food, RecipeVersion, Result


@dataclass(frozen=True, slots=True)
class Day:
    """One date and the dishes on its menu, in the order of their slots; none if unpublished."""

    on: date
    dishes: tuple[Dish, ...]

    def of(self, category: Category) -> tuple[Dish, ...]:
        """The dishes of one category."""
        return tuple(dish for dish in self.dishes if dish.category is category)


@dataclass(frozen=True, slots=True)
class Book:
    """Days in their order, and by id or code what stands behind their dishes.

    `recipes` and `results` hold recipe versions by id, parts of recipes among them; a result that
    was never reckoned is absent. `diners` counts the trays sold at lunch, by date; a date without
    sales is absent.
    """

    days: tuple[Day, ...]
    recipes: Mapping[str, RecipeVersion] = field(default_factory=dict)
    results: Mapping[str, Result] = field(default_factory=dict)
    foods: Mapping[str, Food] = field(default_factory=dict)
    facts: Mapping[str, DishFacts] = field(default_factory=dict)
    diners: Mapping[date, int] = field(default_factory=dict)

    @property
    def dishes(self) -> tuple[Dish, ...]:
        """Every dish of the days, once, in the order in which it first comes."""
        return tuple({dish.code: dish for day in self.days for dish in day.dishes}.values())
