"""The JSON form of a recipe and its result, as `canteen nutrition compute` takes and prints them.

A line names a food of the table (`food`) or brings its own figures (`per_100g`); a figure that is
null or absent is unknown. It weighs `grams`, or a `quantity` of a `unit`. A key nobody reads is
ignored unless it looks like a slip of a known one.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from canteen.i18n import _
from canteen.measures import json_number
from nutrition import nutrients as n
from nutrition import own_figures, units
from nutrition.amounts import Nutrients
from nutrition.cautions import cautions
from nutrition.errors import BadRecipe, nearest
from nutrition.food_table import TRACE_MARKS
from nutrition.foods import Food, FoodValue, Status
from nutrition.recipes import (
    Recipe,
    RecipeLine,
    YieldSource,
    compute,
)
from nutrition.results import Reason, Result

RECIPE_KEYS: Final = (
    "name",
    "cooked_total_g",
    "moisture_change_pct",
    "portions",
    "unsalted",
    "yield_source",
    "lines",
)
LINE_KEYS: Final = (
    "food",
    "name",
    "grams",
    "quantity",
    "unit",
    "edible_pct",
    "consumed_fraction",
    "per_100g",
    "note",
    "source",
)
SLIP: Final = 0.85
"""difflib ratio from which an unread key is taken for a mistyped one (fiber_g, portion, gram);
`polyunsaturated_fat_g` lies below it."""


def compute_json(record: object, foods: Mapping[str, Food]) -> dict[str, Any]:
    """The result of a JSON recipe over the food table; numbers are floats, unrounded.

    Raises `BadRecipe` and `UnknownFood` naming the place.
    """
    recipe, table = read_recipe(record, foods)
    result = compute(recipe, table)
    return result_json(result, recipe) | {"cautions": cautions(recipe, table, result)}


def read_recipe(record: object, foods: Mapping[str, Food]) -> tuple[Recipe, dict[str, Food]]:
    """The recipe, and `foods` with the foods that its lines bring along; raises `BadRecipe`."""
    if not isinstance(record, Mapping):
        raise BadRecipe(recipe="", where="JSON", what=_("要一个对象"))
    name = str(record.get("name", ""))
    reader = _Reader(name)
    reader.check_keys("", record, RECIPE_KEYS)
    lines = record.get("lines")
    if not isinstance(lines, list):
        raise reader.bad("lines", _("要一个列表"))
    if None not in (record.get("cooked_total_g"), record.get("moisture_change_pct")):
        where, what = "cooked_total_g、moisture_change_pct", _("两个只能写一个")
        raise reader.bad(where, what)
    table = dict(foods)
    read = tuple(reader.line(number, line, table) for number, line in enumerate(lines))
    recipe = Recipe(
        name=name,
        lines=read,
        cooked_total_g=reader.number("cooked_total_g", record.get("cooked_total_g")),
        moisture_change_pct=reader.number("moisture_change_pct", record.get("moisture_change_pct")),
        portions=reader.number("portions", record.get("portions")),
        yield_source=reader.yield_source(record.get("yield_source")),
        unsalted=reader.switch("unsalted", record.get("unsalted")),
    )
    return recipe, table


def result_json(result: Result, recipe: Recipe) -> dict[str, Any]:
    """`result` as plain JSON values; extra nutrients appear where any food has a figure."""
    codes = [code for code in n.REPORTED if code in n.ALWAYS or result.known_share[code] > 0]
    primary = [code for code in codes if code not in n.DERIVED_FROM]
    portion = result.per_portion
    return {
        "name": recipe.name,
        "per_100g": _values(result.per_100g, codes),
        "per_portion": None if portion is None else _values(portion, codes),
        "portion_g": json_number(result.portion_g),
        "known_share": {code: float(result.known_share[code]) for code in codes},
        "at_least": {
            code: float(known) for code, known in result.at_least.items() if code in codes
        },
        "at_least_per_portion": None if portion is None else _at_least(portion, codes),
        "grade": result.grade.value,
        "missing": [
            {
                "nutrient": entry.nutrient,
                "line": entry.line,
                "food": None if entry.line is None else _shown(recipe.lines[entry.line].food),
                "reason": entry.reason.value,
                "sentence": entry.reason.sentence(),
            }
            for entry in result.missing
            if entry.nutrient in primary
        ],
        "allergens": list(result.allergens),
    }


def _shown(food: str) -> str:
    return food.partition(own_figures.OWN)[0]


def _values(nutrients: Nutrients, codes: list[str]) -> dict[str, float | None]:
    return {code: json_number(nutrients[code]) for code in codes}


def _at_least(nutrients: Nutrients, codes: list[str]) -> dict[str, float]:
    return {code: float(nutrients.at_least(code)) for code in codes if not nutrients.complete(code)}


class _Reader:
    """Reads one recipe and names the place of what it cannot use."""

    def __init__(self, recipe: str) -> None:
        self._recipe = recipe

    def bad(self, where: str, what: str) -> BadRecipe:
        return BadRecipe(recipe=self._recipe, where=where, what=what)

    def check_keys(self, where: str, record: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for key in record:
            near = difflib.get_close_matches(str(key), known, 1, SLIP)
            if key not in known and near and not str(key).endswith(near[0]):
                place = f"{where}.{key}" if where else str(key)
                raise self.bad(place, nearest(str(key), known).rstrip("，"))

    def number(self, where: str, value: object) -> Decimal | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise self.bad(where, _("要一个数字"))
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            raise self.bad(where, _("要一个数字")) from None
        if not number.is_finite():
            raise self.bad(where, _("要一个数字"))
        return number

    def switch(self, where: str, value: object) -> bool:
        if value is None or isinstance(value, bool):
            return bool(value)
        raise self.bad(where, _("要 true 或 false"))

    def yield_source(self, value: object) -> YieldSource:
        if value is None:
            return YieldSource.WEIGHED
        if value not in list(YieldSource):
            raise self.bad("yield_source", "、".join(YieldSource))
        return YieldSource(str(value))

    def line(self, number: int, record: object, table: dict[str, Food]) -> RecipeLine:
        where = f"lines[{number}]"
        if not isinstance(record, Mapping):
            raise self.bad(where, _("要一个对象"))
        self.check_keys(where, record, LINE_KEYS)
        food = self._food(where, record, table)
        weight = self._weight(where, record, table.get(food))
        unweighed = weight if isinstance(weight, Reason) else None
        fraction = self.number(f"{where}.consumed_fraction", record.get("consumed_fraction"))
        return RecipeLine(
            food=food,
            grams=weight if isinstance(weight, Decimal) else Decimal(0),
            unweighed=unweighed,
            edible_pct=self.number(f"{where}.edible_pct", record.get("edible_pct")),
            consumed_fraction=Decimal(1) if fraction is None else fraction,
        )

    def _weight(self, where: str, record: Mapping[str, Any], food: Food | None) -> Decimal | Reason:
        """Grams as bought: `grams`, or `quantity` of a `unit`."""
        given = self.number(f"{where}.grams", record.get("grams"))
        quantity = self.number(f"{where}.quantity", record.get("quantity"))
        unit = record.get("unit")
        if given is not None and quantity is None and unit is None:
            return given
        if given is not None:
            raise self.bad(where, _("grams 和 quantity 只能写一个"))
        if quantity is None:
            raise self.bad(f"{where}.grams", _("不能没有"))
        if quantity < 0:
            raise self.bad(f"{where}.quantity", _("要 0 以上的数字"))
        if not isinstance(unit, str):
            raise self.bad(f"{where}.unit", _("不能没有"))
        return Decimal(0) if food is None else units.grams(food, quantity, unit)

    def _food(self, where: str, record: Mapping[str, Any], table: dict[str, Food]) -> str:
        own = record.get("per_100g")
        code = record.get("food") or (record.get("name") if own is not None else None)
        if not isinstance(code, str):
            raise self.bad(f"{where}.food", _("不能没有"))
        if own is None:
            return code
        if not isinstance(own, Mapping):
            raise self.bad(f"{where}.per_100g", _("要一个对象"))
        place = f"{where}.per_100g"
        self.check_keys(place, own, (*n.STORED, n.SALT))
        # The place is part of the key: two lines may bring different figures under one name.
        key = f"{code}{own_figures.OWN}{where}"
        values = {each: self._own(f"{place}.{each}", own.get(each)) for each in n.BY_CODE}
        figures = own_figures.known(values)
        if found := own_figures.trouble(figures):
            raise self.bad(f"{place}.{found[0]}", found[1])
        salt = values.pop(n.SALT)
        if salt.value is not None and n.SODIUM not in figures:
            values[n.SODIUM] = replace(salt, value=own_figures.sodium_mg(salt.value))
        table[key] = own_figures.own_food(code, values)
        return key

    def _own(self, where: str, value: object) -> FoodValue:
        if value in TRACE_MARKS:
            return FoodValue(Decimal(0), Status.TRACE, "")
        number = self.number(where, value)
        if number is None:
            return FoodValue(None, Status.MISSING, "")
        if number < 0:
            raise self.bad(where, _("要 0 以上的数字"))
        return FoodValue(number, Status.LABEL, "")
