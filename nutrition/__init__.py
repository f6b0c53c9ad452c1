"""Food facts: nutrients, foods, recipes and lunch targets. Pure rules, and the tables under them.

Importing the package brings in no database; `nutrition.tables`, `nutrition.store` and
`nutrition.invariants` do.
"""

from nutrition.amounts import Amount, Nutrients
from nutrition.food_table import load_foods
from nutrition.foods import Food, FoodValue, Status
from nutrition.recipes import Recipe, RecipeLine, RecipeVersion, YieldSource, compute
from nutrition.results import Grade, Result
from nutrition.targets import LunchReference, NutrientTotals, Verdict, judge, total

__all__ = [
    "Amount",
    "Food",
    "FoodValue",
    "Grade",
    "LunchReference",
    "NutrientTotals",
    "Nutrients",
    "Recipe",
    "RecipeLine",
    "RecipeVersion",
    "Result",
    "Status",
    "Verdict",
    "YieldSource",
    "compute",
    "judge",
    "load_foods",
    "total",
]
