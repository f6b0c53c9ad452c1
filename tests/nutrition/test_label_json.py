from typing import Any

import pytest

from nutrition import Food
from nutrition.errors import BadRecipe, UnknownFood
from nutrition.label_json import CHILDREN, label_json
from nutrition.labels import Standard


def rows(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["nutrient"]: row for row in found["rows"]}


def test_figures_become_rows(foods: dict[str, Food]) -> None:
    record = {"per_100g": {"energy_kj": 1823, "protein_g": 9.0, "sugars_g": None, "salt_g": 1}}
    found = label_json(record, foods, Standard.GB2011)
    assert found["rows"][0] == {
        "nutrient": "energy",
        "per_100g": "1823 kJ",
        "value": 1823,
        "per_portion": None,
        "unit": "kJ",
        "nrv_pct": 22,
    }
    assert list(rows(found)) == ["energy", "protein"]
    assert "sentence" not in found
    assert label_json(record, foods, Standard.GB2025)["sentence"] == CHILDREN


def test_a_recipe_becomes_rows_with_a_portion(foods: dict[str, Food]) -> None:
    record = {
        "cooked_total_g": 200,
        "portions": 2,
        "lines": [{"food": "egg", "grams": 200}, {"food": "salt", "grams": 2}],
    }
    found = rows(label_json(record, foods, Standard.GB2025))
    assert found["protein"]["per_portion"] == found["protein"]["value"]
    assert found["sodium"]["nrv_pct"] > 0


@pytest.mark.parametrize(
    "record",
    [
        [],
        {},
        {"per_100g": []},
        {"per_100g": {"protien_g": 1}},
        {"per_100g": {"protein_g": -1}},
        {"per_100g": {"protein_g": "9"}},
        {"per_100g": {"protein_g": True}},
        {"per_100g": {"protein_g": 1}, "portion_g": "x"},
        {"lines": []},
    ],
)
def test_what_cannot_be_used_is_refused(foods: dict[str, Food], record: object) -> None:
    with pytest.raises(BadRecipe):
        label_json(record, foods, Standard.GB2025)


def test_an_unknown_food_is_named(foods: dict[str, Food]) -> None:
    with pytest.raises(UnknownFood, match="eggg"):
        label_json({"lines": [{"food": "eggg", "grams": 1}]}, foods, Standard.GB2025)
