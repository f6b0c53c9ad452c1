import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.errors import BadRecipe, UnknownFood
from nutrition.foods import Food
from nutrition.own_figures import trouble
from nutrition.recipe_json import compute_json

BAMBOO = {"energy_kcal": 27, "protein_g": 2.6, "fat_g": 0.3, "carbohydrate_g": 5.2}


def pork_and_bamboo(**more: Any) -> dict[str, Any]:
    return {
        "name": "鱼香肉丝",
        "cooked_total_g": 820,
        "portions": 4,
        "lines": [
            {"food": "pork-loin", "grams": 300},
            {"food": "bamboo", "grams": 120, "edible_pct": 100, "per_100g": BAMBOO},
        ],
        **more,
    }


def test_lines_by_code_and_lines_with_own_figures_add_up(foods: dict[str, Food]) -> None:
    found = compute_json(pork_and_bamboo(), foods)
    energy = 3 * 143 + 1.2 * 27
    assert found["per_portion"]["energy_kcal"] == pytest.approx(energy / 4)
    assert found["per_100g"]["energy_kcal"] == pytest.approx(energy / 8.2)
    assert found["per_100g"]["energy_kj"] == pytest.approx(energy / 8.2 * 4.184)
    assert found["portion_g"] == 205
    assert found["grade"] == "A"
    assert found["known_share"]["energy_kcal"] == 1.0
    json.dumps(found)


def test_what_is_absent_is_unknown_and_named(foods: dict[str, Food]) -> None:
    found = compute_json(pork_and_bamboo(), foods)
    assert found["per_100g"]["sodium_mg"] is None
    assert {"nutrient": "sodium_mg", "line": 1} in [
        {key: entry[key] for key in ("nutrient", "line")} for entry in found["missing"]
    ]
    assert "sodium_mg" in found["at_least"]
    assert found["missing"][-1]["food"] in ("bamboo", None)


def test_null_is_unknown_and_zero_is_zero(foods: dict[str, Food]) -> None:
    for value, expected in ((None, None), (0, 0.0)):
        own = {"energy_kcal": 100, "fat_g": value}
        record = {"lines": [{"name": "x", "grams": 100, "per_100g": own}]}
        assert compute_json(record, foods)["per_100g"]["fat_g"] == expected


def test_without_portions_there_is_no_portion(foods: dict[str, Food]) -> None:
    found = compute_json(pork_and_bamboo(portions=None), foods)
    assert found["per_portion"] is None
    assert found["portion_g"] is None


def test_without_any_yield_the_grade_is_b_at_best(foods: dict[str, Food]) -> None:
    found = compute_json(pork_and_bamboo(cooked_total_g=None), foods)
    assert found["grade"] == "B"
    assert found["portion_g"] == 105


def test_a_moisture_change_stands_for_the_cooked_weight(foods: dict[str, Food]) -> None:
    record = pork_and_bamboo(cooked_total_g=None, moisture_change_pct=-20)
    assert compute_json(record, foods)["portion_g"] == 84


def test_the_edible_share_of_the_table_counts_for_a_line_by_code(foods: dict[str, Food]) -> None:
    record = {"lines": [{"food": "egg", "grams": 100}], "portions": 1}
    assert compute_json(record, foods)["portion_g"] == 88


def test_unsalted_lets_the_natural_sodium_count(foods: dict[str, Food]) -> None:
    record = {"lines": [{"food": "rice", "grams": 100}], "unsalted": True}
    assert compute_json(record, foods)["per_100g"]["sodium_mg"] == 1.0
    assert compute_json({**record, "unsalted": False}, foods)["per_100g"]["sodium_mg"] is None


def test_two_lines_of_one_name_keep_their_own_figures(foods: dict[str, Food]) -> None:
    lines = [
        {"name": "x", "grams": 100, "per_100g": {"energy_kcal": energy}} for energy in (10, 30)
    ]
    assert compute_json({"lines": lines}, foods)["per_100g"]["energy_kcal"] == 20.0


def test_exact_decimals_are_taken_as_they_are(foods: dict[str, Food]) -> None:
    lines = [{"name": "x", "grams": Decimal("0.1"), "per_100g": {"fat_g": Decimal("0.1")}}]
    assert compute_json({"lines": lines}, foods)["per_100g"]["fat_g"] == 0.1


def test_a_trace_is_zero(foods: dict[str, Food]) -> None:
    lines = [{"name": "x", "grams": 1, "per_100g": {"fat_g": "Tr"}}]
    assert compute_json({"lines": lines}, foods)["per_100g"]["fat_g"] == 0.0


def test_figures_nobody_reads_do_no_harm(foods: dict[str, Food]) -> None:
    own = {"energy_kcal": 1, "vitamin_c_mg": 3, "polyunsaturated_fat_g": 1}
    lines = [{"name": "x", "grams": 1, "per_100g": own}]
    assert compute_json({"lines": lines, "published_per_100g": {}}, foods)["grade"] == "none"


def test_salt_of_a_line_becomes_its_sodium(foods: dict[str, Food]) -> None:
    record = {"lines": [{"name": "x", "grams": 100, "per_100g": {"salt_g": 2.5}}]}
    assert compute_json(record, foods)["per_100g"]["sodium_mg"] == 1000


@pytest.mark.parametrize(
    ("raw", "cooked", "grade"),
    [(100, 820, "B"), (100, 29, "B"), (100, 30, "A"), (100, 500, "A"), (100, 501, "B")],
)
def test_a_weight_no_pot_gives_is_said_and_is_no_a(
    raw: int, cooked: int, grade: str, foods: dict[str, Food]
) -> None:
    record = {"cooked_total_g": cooked, "lines": [{"food": "rice", "grams": raw}]}
    found = compute_json(record, foods)
    assert found["grade"] == grade
    assert [str(cooked) in said for said in found["cautions"]] == [True] * (grade == "B")


def test_energy_far_from_the_macronutrients_is_said_and_computed(foods: dict[str, Food]) -> None:
    wine = {"energy_kcal": 83, "protein_g": 0.1, "fat_g": 0, "carbohydrate_g": 2.7}
    found = compute_json({"lines": [{"name": "酒", "grams": 100, "per_100g": wine}]}, foods)
    assert found["per_100g"]["energy_kcal"] == 83
    (said,) = found["cautions"]
    assert "lines[0]（酒）" in said
    in_kj = {**wine, "energy_kcal": None, "energy_kj": 347}
    assert compute_json({"lines": [{"name": "酒", "grams": 1, "per_100g": in_kj}]}, foods)[
        "cautions"
    ] == [said]
    assert compute_json(pork_and_bamboo(), foods)["cautions"] == []


def test_a_line_without_a_weight_alone_says_what_is_missing(foods: dict[str, Food]) -> None:
    record = {"lines": [{"food": "rice", "quantity": 1, "unit": "勺"}]}
    with pytest.raises(BadRecipe) as caught:
        compute_json(record, foods)
    assert "合计是 0 克" not in str(caught.value)
    assert "lines[0]" in str(caught.value)


@given(
    st.dictionaries(
        st.sampled_from(["protein_g", "fat_g", "carbohydrate_g", "water_g", "sugars_g"]),
        st.decimals(0, 120, places=1),
    )
)
def test_no_more_than_105_g_are_taken_for_100(figures: dict[str, Decimal]) -> None:
    found = trouble(figures)
    parts = sum(value for code, value in figures.items() if code != "sugars_g")
    assert (found is not None) == (parts > 105 or any(each > 100 for each in figures.values()))


@pytest.mark.parametrize(
    ("record", "where"),
    [
        ([], "JSON"),
        ({"lines": {}}, "lines"),
        ({"lines": []}, "lines"),
        ({"lines": [1]}, "lines[0]"),
        ({"lines": [{"food": "egg"}]}, "lines[0].grams"),
        ({"lines": [{"food": "egg", "grams": "100"}]}, "lines[0].grams"),
        ({"lines": [{"food": "egg", "grams": True}]}, "lines[0].grams"),
        ({"lines": [{"food": "egg", "grams": float("nan")}]}, "lines[0].grams"),
        ({"lines": [{"food": "egg", "grams": -1}]}, "lines[0].grams"),
        ({"lines": [{"food": "egg", "gram": 1}]}, "lines[0].gram"),
        ({"lines": [{"grams": 1}]}, "lines[0].food"),
        ({"lines": [{"name": "egg", "grams": 1}]}, "lines[0].food"),
        ({"lines": [{"food": "egg", "grams": 1, "per_100g": 5}]}, "lines[0].per_100g"),
        (
            {"lines": [{"food": "x", "grams": 1, "per_100g": {"fat_g": -1}}]},
            "lines[0].per_100g.fat_g",
        ),
        (
            {"lines": [{"food": "x", "grams": 1, "per_100g": {"fiber_g": 1}}]},
            "lines[0].per_100g.fiber_g",
        ),
        (
            {"lines": [{"food": "x", "grams": 1, "per_100g": {"protein_g": 300}}]},
            "lines[0].per_100g.protein_g",
        ),
        (
            {"lines": [{"food": "x", "grams": 1, "per_100g": {"energy_kcal": 5000}}]},
            "lines[0].per_100g.energy_kcal",
        ),
        (
            {**pork_and_bamboo(), "moisture_change_pct": -10},
            "cooked_total_g、moisture_change_pct",
        ),
        ({"lines": [{"food": "egg", "grams": 1}], "portions": 0}, "portions"),
        ({"lines": [{"food": "egg", "grams": 1}], "unsalted": 1}, "unsalted"),
        ({"lines": [{"food": "egg", "grams": 1}], "yield_source": "felt"}, "yield_source"),
    ],
)
def test_what_cannot_be_used_is_named(record: object, where: str, foods: dict[str, Food]) -> None:
    with pytest.raises(BadRecipe) as caught:
        compute_json(record, foods)
    assert caught.value.facts["where"] == where


def test_a_code_nobody_knows_names_the_nearest(foods: dict[str, Food]) -> None:
    with pytest.raises(UnknownFood) as caught:
        compute_json({"lines": [{"food": "pork-lion", "grams": 1}]}, foods)
    assert "pork-loin" in str(caught.value)
