import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition import Food, Recipe, RecipeLine, compute
from nutrition import nutrients as n
from nutrition.labels import KJ_PER_G, Standard, declared, label, label_of, row_rules

CASES = json.loads((Path(__file__).parent / "data" / "gb28050_cases.json").read_text("utf-8"))
FIGURES = st.decimals(0, 900, places=4)


def figures(record: dict[str, Any]) -> dict[str, Decimal]:
    return {key: Decimal(str(value)) for key, value in record.items()}


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["id"])
@pytest.mark.parametrize("standard", list(Standard))
def test_the_worked_cases(case: dict[str, Any], standard: Standard) -> None:
    rows = {row.rule.nutrient: row for row in label(figures(case["per_100g"]), standard)}
    for nutrient, per_cent in case.get("nrv_pct", {}).items():
        assert rows[nutrient].nrv_pct == per_cent
    for key, value in case.get("label", {}).items():
        (row,) = (row for row in rows.values() if row.rule.key == key)
        assert row.value == Decimal(str(value))


def test_rows_stand_in_the_order_of_the_standard_and_only_what_is_given() -> None:
    rows = label(
        figures({"iron_mg": 2, "sodium_mg": 300, "energy_kj": 900, "fat_g": 3}), Standard.GB2025
    )
    assert [row.rule.nutrient for row in rows] == ["energy", "fat", "sodium", "iron"]
    assert rows[0].text == "900 kJ"


def test_ties_round_to_the_even_step() -> None:
    rows = label(
        figures({"protein_g": "9.05", "fat_g": "9.15", "sodium_mg": "30.5"}), Standard.GB2011
    )
    assert [row.text for row in rows] == ["9.0 g", "9.2 g", "30 mg"]


def test_zero_is_judged_by_100_g_in_every_column() -> None:
    (row,) = label(figures({"protein_g": "0.5"}), Standard.GB2025, Decimal(400))
    assert (row.value, row.portion, row.nrv_pct) == (0, 0, 0)
    (row,) = label(figures({"protein_g": "0.51"}), Standard.GB2025, Decimal(400))
    assert (row.value, row.portion) == (Decimal("0.5"), Decimal("2.0"))


def test_the_editions_differ_in_zinc_and_cholesterol() -> None:
    given = figures({"zinc_mg": 3, "cholesterol_mg": 30})
    old = {row.rule.nutrient: row.nrv_pct for row in label(given, Standard.GB2011)}
    new = {row.rule.nutrient: row.nrv_pct for row in label(given, Standard.GB2025)}
    assert old == {"cholesterol": 10, "zinc": 20}
    assert new == {"cholesterol": None, "zinc": 27}


def test_sugars_have_no_reference_value() -> None:
    (row,) = label(figures({"sugars_g": 12}), Standard.GB2025)
    assert row.nrv_pct is None


def test_kilojoules_follow_from_kilocalories() -> None:
    (row,) = label(figures({"energy_kcal": 100}), Standard.GB2025)
    assert row.value == 418


def test_the_energy_of_a_recipe_is_that_of_its_own_printed_figures(foods: dict[str, Food]) -> None:
    recipe = Recipe(
        name="番茄炒蛋",
        lines=(RecipeLine("egg", Decimal(500)), RecipeLine("salt", Decimal(6))),
        cooked_total_g=Decimal(450),
        portions=Decimal(4),
    )
    rows = {row.rule.key: row for row in label_of(compute(recipe, foods), Standard.GB2025)}
    adds_up = sum(rows[code].value * factor for code, factor in KJ_PER_G.items() if code in rows)
    assert rows[n.ENERGY_KJ].value == adds_up.quantize(Decimal(1))
    assert rows[n.ENERGY_KJ].portion is not None


def test_declared_carbohydrate_excludes_declared_fibre(foods: dict[str, Food]) -> None:
    fibrous = next(food for food in foods.values() if food.per_100g(n.FIBRE))
    recipe = Recipe("素", (RecipeLine(fibrous.code, Decimal(100)),), unsalted=True)
    result = compute(recipe, foods)
    total, fibre = result.per_100g[n.CARBOHYDRATE], result.per_100g[n.FIBRE]
    assert total is not None
    assert fibre
    assert declared(result, Standard.GB2025)[n.CARBOHYDRATE] == total - fibre


def test_what_is_not_wholly_known_has_no_row(foods: dict[str, Food]) -> None:
    result = compute(Recipe("白饭", (RecipeLine("rice", Decimal(100)),)), foods)
    assert "sodium" not in {row.rule.nutrient for row in label_of(result, Standard.GB2025)}


@given(st.dictionaries(st.sampled_from([rule.key for rule in row_rules(Standard.GB2025)]), FIGURES))
def test_a_printed_figure_is_a_multiple_of_its_step_and_near(given: dict[str, Decimal]) -> None:
    for row in label(given, Standard.GB2025):
        assert row.value % row.rule.step == 0
        value = given[row.rule.key]
        assert (
            row.value == 0
            if value <= row.rule.zero
            else abs(row.value - value) <= row.rule.step / 2
        )
