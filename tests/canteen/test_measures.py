from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.measures import KJ_PER_KCAL, UNKNOWN, json_number, named, salt_g_from_sodium_mg, show

figures = st.decimals(-100_000, 100_000, allow_nan=False, places=6)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("45.94", 1, "45.9"),
        ("45.95", 1, "46.0"),
        ("-0.04", 1, "0.0"),
        ("0", 2, "0.00"),
        ("1E+3", 0, "1000"),
    ],
)
def test_figures_are_shown_half_up(value, places, text):
    assert show(Decimal(value), places) == text


def test_half_a_portion_is_named_as_one():
    assert named("红烧肉", half=True) == "红烧肉（半份）"
    assert named("红烧肉", half=False) == "红烧肉"


def test_what_is_not_known_is_a_dash_and_never_zero():
    assert show(None, 1) == UNKNOWN == "—"


@given(figures, st.integers(0, 4))
def test_a_shown_figure_is_its_nearest_and_never_minus_zero(value, places):
    text = show(value, places)
    assert Decimal(text) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert not (text.startswith("-") and Decimal(text) == 0)
    assert len(text.partition(".")[2]) == places


def test_salt_is_two_and_a_half_times_sodium():
    assert salt_g_from_sodium_mg(Decimal(2000)) == 5
    assert salt_g_from_sodium_mg(Decimal("0.1")) == Decimal("0.00025")


def test_a_kilocalorie_is_the_thermochemical_one():
    assert Decimal("4.184") == KJ_PER_KCAL


def test_json_has_no_number_for_what_is_unknown() -> None:
    assert (json_number(None), json_number(Decimal("1.5"))) == (None, 1.5)
