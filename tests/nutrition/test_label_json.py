from typing import Any

import pytest

from nutrition import Food
from nutrition.errors import BadRecipe, UnknownFood
from nutrition.label_json import CHILDREN, label_json
from nutrition.labels import Standard


def rows(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["nutrient"]: row for row in found["rows"]}


def test_figures_become_rows(foods: dict[str, Food]) -> None:
    record = {"per_100g": {"energy_kj": 1823, "protein_g": 9.0, "sugars_g": None, "water_g": 1}}
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


def test_salt_alone_becomes_sodium(foods: dict[str, Food]) -> None:
    for given in ({"salt_g": 1}, {"salt_g": 1, "sodium_mg": 393.4}):
        (row,) = label_json({"per_100g": given}, foods, Standard.GB2011)["rows"]
        assert (row["nutrient"], row["value"]) == ("sodium", round(given.get("sodium_mg", 400)))


def test_a_mandatory_row_that_is_missing_is_said_with_its_reason(foods: dict[str, Food]) -> None:
    figures = {"energy_kj": 1823, "protein_g": 9, "fat_g": 20, "carbohydrate_g": 55}
    (said,) = label_json({"per_100g": figures}, foods, Standard.GB2011)["cautions"]
    assert "「钠」" in said
    assert "没有给出" in said
    record = {"lines": [{"food": "rice", "grams": 100}]}
    (said,) = label_json(record, foods, Standard.GB2011)["cautions"]
    assert "咸味料" in said
    own = {"lines": [{"name": "x", "grams": 1, "per_100g": {"protein_g": 1}}]}
    found = label_json(own, foods, Standard.GB2025)["cautions"]
    assert [said.partition("「")[2].partition("」")[0] for said in found] == [
        "能量",
        "脂肪",
        "饱和脂肪",
        "碳水化合物",
        "糖",
        "钠",
    ]
    full = {**figures, "sodium_mg": 5}
    assert label_json({"per_100g": full}, foods, Standard.GB2011)["cautions"] == []


@pytest.mark.parametrize(
    "figures",
    [
        {"energy_kj": 1000, "energy_kcal": 300},
        {"energy_kj": 100, "energy_kcal": 100},
        {"energy_kj": 0, "energy_kcal": 20},
        {"energy_kcal": 2000},
        {"energy_kj": 8000},
        {"protein_g": 300},
        {"sodium_mg": 100_001},
        {"vitamin_c_mg": 200_000},
        {"protein_g": 50, "fat_g": 50, "carbohydrate_g": 5.1},
        {"salt_g": 1, "sodium_mg": 1},
    ],
)
def test_figures_that_cannot_be_are_refused(
    foods: dict[str, Food], figures: dict[str, float]
) -> None:
    with pytest.raises(BadRecipe) as caught:
        label_json({"per_100g": figures}, foods, Standard.GB2025)
    assert str(caught.value.facts["where"]).partition(".")[2]


@pytest.mark.parametrize(
    "figures",
    [
        {"energy_kj": 1823, "energy_kcal": 436},
        {"energy_kj": 17, "energy_kcal": 4},
        {"energy_kj": 0, "energy_kcal": 4},
        {"energy_kj": 3700, "energy_kcal": 900},
        {"protein_g": 50, "fat_g": 50, "carbohydrate_g": 5},
    ],
)
def test_rounding_is_no_contradiction(foods: dict[str, Food], figures: dict[str, float]) -> None:
    assert label_json({"per_100g": figures}, foods, Standard.GB2025)["rows"]


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
