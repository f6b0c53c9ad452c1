from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus import field_rules as rules


@pytest.mark.parametrize("text", ["a", "hongshaorou", "dish-2", "x" * 40])
def test_a_code_fits_into_an_address(text: str) -> None:
    assert rules.is_code(text)


@pytest.mark.parametrize("text", ["", "Xin", "新菜", "a/1", "x" * 41, "-a", "a\n", "2a"])
def test_any_other_text_is_no_code(text: str) -> None:
    assert not rules.is_code(text)


@given(st.decimals("0.01", 999_999_999, places=4))
def test_a_figure_comes_back_as_it_was_typed(value: Decimal) -> None:
    assert rules.figure(f" {value} ", 0) == rules.portions(str(value)) == value


@pytest.mark.parametrize("text", ["", "0", "-1", "1e3", "nan", "1" * 10, "١٢", "1."])
def test_what_is_no_figure_above_0_is_nothing(text: str) -> None:
    assert rules.figure(text, 0) is None


def test_moisture_may_go_but_not_all_of_it() -> None:
    found = [rules.figure(text, rules.LOWEST_MOISTURE) for text in ("-99.5", "-100", "180")]
    assert found == [Decimal("-99.5"), None, Decimal(180)]


def test_a_part_of_a_portion_is_a_portion_until_it_is_too_small() -> None:
    assert rules.portions("0.01") == Decimal("0.01")
    assert rules.portions("0.009") is None


@pytest.mark.parametrize(("text", "value"), [("0", 0), (" 7 ", 7), ("10", 10), ("11", None)])
def test_a_whole_number_has_an_upper_end(text: str, value: int | None) -> None:
    assert rules.whole(text, 10) == value


@pytest.mark.parametrize("text", ["", "1.0", "-1", "soon", "9" * 5000])
def test_what_is_no_whole_number_is_nothing(text: str) -> None:
    assert rules.whole(text, 10_000) is None
