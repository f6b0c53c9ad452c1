from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.demo import demo_canteen
from menus.workbook_cells import (
    cell_of,
    check_cells,
    check_dish,
    moisture_of,
    recipe_line,
    text_of,
)
from nutrition.errors import BadCell
from nutrition.results import Reason
from nutrition.sheets import SheetRow

FOODS = demo_canteen().foods


def row(cells: Mapping[str, str]) -> SheetRow:
    return SheetRow("菜品", 2, dict(cells))


@given(st.decimals(0, 999_999_999, places=9))
def test_a_figure_comes_back_exactly(value: Decimal) -> None:
    assert Decimal(text_of(cell_of(value))) == value


@given(st.floats(-1e14, 1e14))
def test_a_float_has_no_exponent(value: float) -> None:
    assert float(text_of(value)) == value
    assert "e" not in text_of(value)


@pytest.mark.parametrize("value", [1e300, float("inf"), float("nan")])
def test_what_is_no_figure_is_told_as_it_stands(value: float) -> None:
    assert len(text_of(value)) < 9


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("name_zh", "红烧\x00肉"),
        ("name_zh", "红烧\n肉"),
        ("steps", "炖\x07"),
        ("price_fen", "1" * 10),
        ("prep_min", "9" * 5000),
        ("portions", "1e9"),
        ("cooked_total_g", "nan"),
        ("edible_pct", "12345678901"),
    ],
)
def test_what_cannot_be_stored_is_told(column: str, text: str) -> None:
    with pytest.raises(BadCell) as refused:
        check_cells(row({column: text}))
    assert refused.value.facts["column"] == column


FIGURES = {"portions": "20", "cooked_total_g": "", "prep_min": "30"}


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("portions", ""),
        ("portions", "0"),
        ("portions", "0.001"),
        ("cooked_total_g", "0"),
        ("prep_min", ""),
        ("prep_min", "10001"),
    ],
)
def test_a_figure_that_the_desk_would_not_take_is_told(column: str, text: str) -> None:
    check_dish(row(FIGURES))
    with pytest.raises(BadCell) as refused:
        check_dish(row(FIGURES | {column: text}))
    assert refused.value.facts["column"] == column


@pytest.mark.parametrize(
    ("column", "text"),
    [("edible_pct", "0"), ("edible_pct", "101"), ("consumed_fraction", "1.5")],
)
def test_a_share_stays_between_nothing_and_everything(column: str, text: str) -> None:
    cells = {"food": "salt", "grams": "5", "source": "typed"}
    with pytest.raises(BadCell) as refused:
        recipe_line(row(cells | {column: text}), FOODS)
    assert refused.value.facts["column"] == column


def test_steps_may_have_lines() -> None:
    check_cells(row({"steps": "切块。\n炖烂。", "portions": "20", "price_fen": "1200"}))


@pytest.mark.parametrize("text", ["-100", "-250", "wet", "1e2"])
def test_more_moisture_than_there_is_cannot_go(text: str) -> None:
    with pytest.raises(BadCell):
        moisture_of(row({"moisture": text}))


def test_moisture_may_go_or_come() -> None:
    found = [moisture_of(row({"moisture": text})) for text in ("-12.5", "180", "")]
    assert found == [Decimal("-12.5"), Decimal(180), None]


def line(grams: str) -> SheetRow:
    return row({"food": "salt", "grams": grams, "source": "typed"})


@pytest.mark.parametrize(("grams", "weight"), [("12.5", "12.5"), ("1 kg", "1000"), ("半斤", "250")])
def test_a_weight_is_grams(grams: str, weight: str) -> None:
    found = recipe_line(line(grams), FOODS)
    assert (found.grams, found.unweighed, found.measure) == (Decimal(weight), None, "")


@pytest.mark.parametrize("grams", ["少许", "2 箩", "a pinch"])
def test_a_measure_without_a_weight_is_kept_as_written(grams: str) -> None:
    found = recipe_line(line(grams), FOODS)
    assert (found.grams, found.unweighed, found.measure) == (0, Reason.NO_PIECE_WEIGHT, grams)


@pytest.mark.parametrize("grams", ["", "12a", "-5", "1e3", "1,5", "x" * 99])
def test_what_is_no_amount_is_told(grams: str) -> None:
    with pytest.raises(BadCell):
        recipe_line(line(grams), FOODS)
