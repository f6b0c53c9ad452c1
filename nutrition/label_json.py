"""The JSON form of a label, as `canteen nutrition label` takes and prints it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from canteen.i18n import _
from nutrition import nutrients as n
from nutrition.errors import BadRecipe, nearest
from nutrition.foods import Food
from nutrition.labels import LabelRow, Standard, label, label_of, row_rules
from nutrition.recipe_json import read_recipe
from nutrition.recipes import compute

CHILDREN: str = "儿童青少年应避免过量摄入盐油糖"
"""What GB 28050-2025 wants printed beside the table, in these words."""


def label_json(record: object, foods: Mapping[str, Food], standard: Standard) -> dict[str, Any]:
    """The label of a JSON record: figures of 100 g, or a recipe as `compute` takes it.

    Raises `BadRecipe` and `UnknownFood` naming the place.
    """
    if not isinstance(record, Mapping):
        raise BadRecipe(recipe="", where="JSON", what=_("要一个对象"))
    if "per_100g" in record:
        rows = label(_figures(record, standard), standard, _portion(record))
    elif "lines" in record:
        recipe, table = read_recipe(record, foods)
        rows = label_of(compute(recipe, table), standard)
    else:
        what = _("要 per_100g，或者一个配方（lines）")
        raise BadRecipe(recipe=str(record.get("name", "")), where="JSON", what=what)
    found: dict[str, Any] = {"standard": standard.value, "rows": [_row(row) for row in rows]}
    if standard is Standard.GB2025:
        found["sentence"] = CHILDREN
    return found


def _figures(record: Mapping[str, Any], standard: Standard) -> dict[str, Decimal]:
    given = record["per_100g"]
    name = str(record.get("name", ""))
    if not isinstance(given, Mapping):
        raise BadRecipe(recipe=name, where="per_100g", what=_("要一个对象"))
    known = [n.ENERGY_KCAL, *(rule.key for rule in row_rules(standard))]
    figures: dict[str, Decimal] = {}
    for key, value in given.items():
        if key not in known and key in n.BY_CODE:
            continue  # salt, water: known, and no row of a label
        if key not in known:
            hint = nearest(str(key), known) or _("标签上没有这一行，")
            raise BadRecipe(recipe=name, where=f"per_100g.{key}", what=hint.rstrip("，"))
        number = _number(name, f"per_100g.{key}", value)
        if number is not None:
            figures[str(key)] = number
    return figures


def _portion(record: Mapping[str, Any]) -> Decimal | None:
    return _number(str(record.get("name", "")), "portion_g", record.get("portion_g"))


def _number(recipe: str, where: str, value: object) -> Decimal | None:
    if value is None:
        return None
    try:
        number = Decimal(str(value)) if not isinstance(value, bool | str) else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise BadRecipe(recipe=recipe, where=where, what=_("要 0 以上的数字"))
    return number


def _row(row: LabelRow) -> dict[str, Any]:
    return {
        "nutrient": row.rule.nutrient,
        "per_100g": row.text,
        "value": _plain(row.value),
        "per_portion": None if row.portion is None else _plain(row.portion),
        "unit": row.rule.unit,
        "nrv_pct": row.nrv_pct,
    }


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
