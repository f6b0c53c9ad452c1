"""The book of a run of days: their menus with recipes, foods and figures, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from menus.dish_facts import DishFacts
from menus.dishes import Category, Dish, Sundry
from nutrition import Food, RecipeVersion, Result


@dataclass(frozen=True, slots=True)
class Day:
    """One date and the dishes on its menu, in the order of their slots; none if unpublished.

    Not a `menu`: the dishes are those that were asked for, whatever is served on that date.
    """

    on: date
    dishes: tuple[Dish, ...]
    menu: bool = True

    def of(self, category: Category) -> tuple[Dish, ...]:
        """The dishes of one category."""
        return tuple(dish for dish in self.dishes if dish.category is category)


@dataclass(frozen=True, slots=True)
class Book:
    """Days in their order, and by id or code what stands behind their dishes.

    `recipes` and `results` hold recipe versions by id, parts of recipes among them; a result that
    was never reckoned is absent. `diners` counts the trays sold at lunch, by date, `sold` the
    portions of each food on them, by date and code; a date without sales is absent. `others` are
    foods that were sold and stand on no menu of the days, by code.
    """

    days: tuple[Day, ...]
    recipes: Mapping[str, RecipeVersion] = field(default_factory=dict)
    results: Mapping[str, Result] = field(default_factory=dict)
    foods: Mapping[str, Food] = field(default_factory=dict)
    facts: Mapping[str, DishFacts] = field(default_factory=dict)
    diners: Mapping[date, int] = field(default_factory=dict)
    sold: Mapping[date, Mapping[str, Decimal]] = field(default_factory=dict)
    others: Mapping[str, Dish | Sundry] = field(default_factory=dict)
    # What was taken apart once; made anew with every book.
    parts: dict[str, tuple[Any, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def dishes(self) -> tuple[Dish, ...]:
        """Every dish of the days, once, in the order in which it first comes."""
        return tuple({dish.code: dish for day in self.days for dish in day.dishes}.values())

    def between(self, first: date, end: date) -> Book:
        """The same for the dates from `first` to the one before `end`."""
        return replace(
            self,
            days=tuple(day for day in self.days if first <= day.on < end),
            diners={on: count for on, count in self.diners.items() if first <= on < end},
            sold={on: sold for on, sold in self.sold.items() if first <= on < end},
        )
