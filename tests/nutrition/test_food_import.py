from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition import Food
from nutrition.errors import UnknownColumn
from nutrition.food_import import (
    PAGODA_OF,
    ImportReading,
    match_headings,
    read_import,
)
from nutrition.foods import GROUPS, Status
from nutrition.headings import UnitUnfit

HEAD = (
    "食物编码,食物名称,可食部(%),能量(kcal),能量（kJ）,蛋白质(g),脂肪(g),碳水化合物(g),钠(mg),"
    "水分(g),灰分(g),过敏原,类别"
)
GREENS = "045101,青菜,84,15,63,1.5,0.3,2.8,73.5,94.5,0.9,none,vegetable"


def read(*lines: str) -> ImportReading:
    return read_import([line.split(",") for line in (HEAD, *lines)], "t.csv", "a table")


def test_usual_headings_are_understood() -> None:
    food = read(GREENS).foods["045101"]
    assert (food.name_zh, food.edible_pct) == ("青菜", 84)
    assert food.values["sodium_mg"].value == Decimal("73.5")
    assert food.per_100g("energy_kj") == 63
    assert food.values["protein_g"].source == "a table"
    assert food.values["potassium_mg"].status is Status.MISSING


@pytest.mark.parametrize("mark", ["Tr", "tr", "微量", "TRACE"])
def test_a_trace_counts_as_zero(mark: str) -> None:
    value = read(GREENS.replace(",0.3,", f",{mark},")).foods["045101"].values["fat_g"]
    assert (value.value, value.status) == (Decimal(0), Status.TRACE)


@pytest.mark.parametrize("mark", ["—", "-", "…", "", "未检出", "N/A"])
def test_what_is_not_there_is_unknown_and_never_zero(mark: str) -> None:
    value = read(GREENS.replace(",73.5,", f",{mark},")).foods["045101"].values["sodium_mg"]
    assert (value.value, value.status) == (None, Status.MISSING)


@pytest.mark.parametrize(
    ("line", "doubtful", "code"),
    [
        (GREENS.replace(",15,", ",1500,"), True, "E-NUT-006"),
        (GREENS.replace(",94.5,", ",9.45,"), True, "E-NUT-005"),
        (GREENS.replace(",1.5,", ",1.5g,"), False, "E-NUT-004"),
        (GREENS.replace(",1.5,", ",9e9999999,"), False, "E-NUT-001"),
        (GREENS.replace("青菜", ""), False, "E-NUT-008"),
        (GREENS.replace("none", ""), False, "E-NUT-008"),
        (GREENS.replace("vegetable", ""), False, "E-NUT-008"),
        (GREENS.replace("vegetable", "greens"), False, "E-NUT-004"),
    ],
)
def test_a_row_that_is_left_out_says_why(line: str, doubtful: bool, code: str) -> None:
    reading = read(GREENS.replace("045101", "other"), line)
    assert list(reading.foods) == ["other"]
    (trouble,) = reading.troubles
    assert (trouble.line, trouble.doubtful, trouble.error.code) == (3, doubtful, code)


def test_what_a_table_does_not_tell_of_a_known_food_stays(foods: dict[str, Food]) -> None:
    rows = [["编码", "名称", "能量(kcal)"], ["egg", "鸡蛋", "144"]]
    reading = read_import(rows, "t.csv", "mine", known=foods)
    egg, before = reading.foods["egg"], foods["egg"]
    assert egg.allergens == before.allergens == ("egg",)
    assert (egg.edible_pct, egg.group, egg.price_kg) == (88, before.group, before.price_kg)
    assert egg.values["protein_g"] == before.values["protein_g"]
    assert (egg.values["energy_kcal"].value, egg.values["energy_kcal"].source) == (144, "mine")


def test_a_new_food_names_its_group_and_its_allergens() -> None:
    rows = [["名称", "能量(kcal)", "过敏原"], ["青菜", "15", "none"]]
    (trouble,) = read_import(rows, "t.csv", "mine").troubles
    assert trouble.error.facts["column"] == "group"
    assert "vegetable" in trouble.error.todo
    assert "看不懂" not in str(trouble.error)


def test_a_source_alone_supports_no_more_than_an_estimate() -> None:
    rows = [line.split(",") for line in (HEAD, GREENS)]
    assert read(GREENS).foods["045101"].values["fat_g"].status is Status.ESTIMATED
    labelled = read_import(rows, "t.csv", "a label", status=Status.LABEL).foods["045101"]
    assert labelled.values["fat_g"].status is Status.LABEL
    told = [[*rows[0], "status"], [*rows[1], "measured"]]
    assert (
        read_import(told, "t.csv", "a table").foods["045101"].values["fat_g"].status == "measured"
    )


def test_a_food_stands_in_the_pagoda_where_most_of_its_group_stand(foods: dict[str, Food]) -> None:
    assert read(GREENS).foods["045101"].pagoda == "vegetable"
    for group in GROUPS:
        usual = Counter(food.pagoda for food in foods.values() if food.group == group)
        assert PAGODA_OF.get(group, "none") == usual.most_common(1)[0][0]


@pytest.mark.parametrize(
    ("heading", "cell", "sodium"),
    [
        ("钠(g)", "5", "5000"),
        ("钠（克）", "0.0735", "73.5"),
        ("钠[mg/100g]", "73.5", "73.5"),
        ("钠 微克", "73500", "73.5"),
        ("钠/µg", "73500", "73.5"),
        ("Na (ug)", "1,000", "1"),
        ("sodium_mg", "73.5", "73.5"),
        ("钠", "73.5", "73.5"),
        ("钠(g)", "Tr", "0"),
    ],
)
def test_a_figure_is_in_the_unit_of_its_own_column(heading: str, cell: str, sodium: str) -> None:
    rows = [["名称", "热量(kJ)", "类别", "过敏原", heading], ["盐水", "63", "drink", "none", cell]]
    food = read_import(rows, "t.csv", "mine").foods["盐水"]
    assert food.values["sodium_mg"].value == Decimal(sodium)
    assert (food.values["energy_kj"].value, food.values["energy_kcal"].value) == (63, None)


def test_a_mapped_column_keeps_its_unit_too() -> None:
    rows = [
        ["名称", "卡(kJ)", "咸(g)", "类别", "过敏原"],
        ["盐水", "418.4", "0.4", "drink", "none"],
    ]
    given = {"卡(kJ)": "energy_kcal", "咸(g)": "sodium_mg"}
    values = read_import(rows, "t.csv", "mine", given).foods["盐水"].values
    assert (values["energy_kcal"].value, values["sodium_mg"].value) == (100, 400)


@pytest.mark.parametrize(
    "heading",
    ["钠(kcal)", "钠(IU)", "钠(mg/kg)", "钠mg/份", "钠(mg/100ml)", "蛋白质(千焦)"],
)
def test_a_unit_that_does_not_fit_is_refused_with_its_column(heading: str) -> None:
    with pytest.raises(UnitUnfit) as caught:
        read_import([["名称", "千卡", heading], ["x", "1", "1"]], "t.csv", "mine")
    assert caught.value.facts["column"] == heading
    assert "每 100 克" in caught.value.todo


def test_energy_is_no_mass() -> None:
    with pytest.raises(UnitUnfit):
        read_import([["名称", "能量(g)"], ["x", "1"]], "t.csv", "mine")


@given(
    st.decimals(0, 100, places=6, allow_nan=False),
    st.sampled_from([("kg", -6), ("g", -3), ("mg", 0), ("μg", 3), ("微克", 3), ("毫克", 0)]),
)
def test_the_same_amount_is_the_same_in_every_unit(
    milligrams: Decimal, unit: tuple[str, int]
) -> None:
    word, places = unit
    cell = f"{milligrams.scaleb(places):f}"
    rows = [["名称", "kcal", "类别", "过敏原", f"钠({word})"], ["x", "0", "drink", "none", cell]]
    food = read_import(rows, "t.csv", "mine", {"kcal": "energy_kcal"}).foods["x"]
    assert food.values["sodium_mg"].value == milligrams


def test_a_code_stands_once() -> None:
    reading = read(GREENS, "", GREENS)
    assert [(each.line, each.error.code) for each in reading.troubles] == [(4, "E-NUT-003")]


def test_headings_are_mapped_by_hand_where_they_are_strange() -> None:
    headings = ["菜", "卡", "咸"]
    given = {"菜": "name_zh", "卡": "energy_kcal", "咸": "sodium_mg"}
    assert match_headings(headings, given, "t.csv") == {
        "name_zh": 0,
        "energy_kcal": 1,
        "sodium_mg": 2,
    }
    for wrong in ({"菜菜": "name_zh"}, {"菜": "name_zhh"}, {}):
        with pytest.raises(UnknownColumn):
            match_headings(headings, wrong, "t.csv")


@given(st.lists(st.lists(st.text(max_size=8), max_size=12), max_size=6))
def test_whatever_the_cells_hold_nothing_is_raised_and_no_row_is_lost(
    rows: list[list[str]],
) -> None:
    reading = read_import([HEAD.split(","), *rows], "t.csv", "x")
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert len(reading.foods) + len(reading.troubles) == len(filled)
