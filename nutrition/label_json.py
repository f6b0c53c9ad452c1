"""The JSON form of a label, as `canteen nutrition label` takes and prints it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from canteen.i18n import _
from nutrition import nutrients as n
from nutrition import own_figures
from nutrition.cautions import cautions
from nutrition.errors import BadRecipe, nearest
from nutrition.foods import Food
from nutrition.labels import LabelRow, RowRule, Standard, label, label_of, row_rules
from nutrition.recipe_json import read_recipe
from nutrition.recipes import compute
from nutrition.results import Missing

CHILDREN: str = "儿童青少年应避免过量摄入盐油糖"
"""What GB 28050-2025 wants printed beside the table, in these words."""

MANDATORY: Final[Mapping[Standard, frozenset[str]]] = {
    Standard.GB2011: frozenset({"energy", "protein", "fat", "carbohydrate", "sodium"}),
    Standard.GB2025: frozenset(
        {"energy", "protein", "fat", "saturated_fat", "carbohydrate", "sugars", "sodium"}
    ),
}
"""Rows that each edition wants on every label."""


def label_json(record: object, foods: Mapping[str, Food], standard: Standard) -> dict[str, Any]:
    """The label of a JSON record: figures of 100 g, or a recipe as `compute` takes it.

    Raises `BadRecipe` and `UnknownFood` naming the place.
    """
    if not isinstance(record, Mapping):
        raise BadRecipe(recipe="", where="JSON", what=_("要一个对象"))
    if "per_100g" in record:
        figures = _figures(record, standard)
        rows = label(figures, standard, _portion(record))
        unlikely = own_figures.caution(figures)
        said = [_("{what}。").format(what=unlikely)] if unlikely else []
        missing: tuple[Missing, ...] = ()
    elif "lines" in record:
        recipe, table = read_recipe(record, foods)
        result = compute(recipe, table)
        rows, missing = label_of(result, standard), result.missing
        said = cautions(recipe, table, result)
    else:
        what = _("要 per_100g，或者一个配方（lines）")
        raise BadRecipe(recipe=str(record.get("name", "")), where="JSON", what=what)
    found: dict[str, Any] = {"standard": standard.value, "rows": [_row(row) for row in rows]}
    if standard is Standard.GB2025:
        found["sentence"] = CHILDREN
    found["cautions"] = [*said, *_absent(rows, standard, missing)]
    return found


def _absent(
    rows: tuple[LabelRow, ...], standard: Standard, missing: tuple[Missing, ...]
) -> Iterator[str]:
    """A sentence for each mandatory row that is not there: which and why."""
    present = {row.rule.nutrient for row in rows}
    for rule in row_rules(standard):
        if rule.nutrient in MANDATORY[standard] and rule.nutrient not in present:
            yield _("营养成分表缺了必须标示的「{row}」：{why}。").format(
                row=_(rule.name_zh), why=_why(rule, missing)
            )


def _why(rule: RowRule, missing: tuple[Missing, ...]) -> str:
    found = next((each for each in missing if each.nutrient == rule.key), None)
    if found is None and missing and rule.key == n.ENERGY_KJ:
        return _("蛋白质、脂肪、碳水化合物不全，算不出来")
    if found is None:
        return _("没有给出这一项")
    if found.line is None:
        return found.reason.sentence()
    return _("lines[{line}] 的{reason}").format(line=found.line, reason=found.reason.sentence())


def _figures(record: Mapping[str, Any], standard: Standard) -> dict[str, Decimal]:
    """The figures of 100 g, sodium from salt where only salt is given; raises `BadRecipe`."""
    given = record["per_100g"]
    name = str(record.get("name", ""))
    if not isinstance(given, Mapping):
        raise BadRecipe(recipe=name, where="per_100g", what=_("要一个对象"))
    known = {n.ENERGY_KCAL, *(rule.key for rule in row_rules(standard)), *n.BY_CODE}
    figures: dict[str, Decimal] = {}
    for key, value in given.items():
        if key not in known:
            hint = nearest(str(key), known) or _("标签上没有这一行，")
            raise BadRecipe(recipe=name, where=f"per_100g.{key}", what=hint.rstrip("，"))
        number = _number(name, f"per_100g.{key}", value)
        if number is not None:
            figures[str(key)] = number
    if found := own_figures.trouble(figures):
        raise BadRecipe(recipe=name, where=f"per_100g.{found[0]}", what=found[1])
    if n.SALT in figures:
        figures.setdefault(n.SODIUM, own_figures.sodium_mg(figures[n.SALT]))
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
