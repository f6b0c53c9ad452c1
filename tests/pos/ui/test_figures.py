"""Whole, at least so much, partly unknown, or not known at all."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition import Amount, Nutrients
from nutrition.nutrients import BY_CODE
from pos.ui.figures import COLUMNS, PARTLY, figure, known_part, portion_figures
from pos.ui.scenes import demo_sundries, dishes

AMOUNTS = st.decimals(0, 5000, places=3)
SHARES = st.decimals(0, 1, places=4)


@pytest.mark.parametrize(
    ("known", "share", "text"),
    [
        ("12.34", "0.9", "≥ 12.3"),
        ("12.34", "1", "≥ 12.3"),
        ("12.34", "0.8999", PARTLY),
        ("12.34", "0", PARTLY),
        ("0", "0.95", "—"),
        ("0", "0", "—"),
    ],
)
def test_nine_tenths_are_enough_to_say_at_least(known, share, text):
    amount = Amount(Decimal(known), complete=False, part=Decimal(share))
    assert figure(amount, 1) == text


@pytest.mark.parametrize(
    ("known", "share", "text"),
    [("12.34", "0.9", "≥ 12.3"), ("12.34", "0.5", "◐ 12.3"), ("0", "0.5", "—")],
)
def test_the_dietitian_reads_what_is_known_however_little(known, share, text):
    assert known_part(Amount(Decimal(known), complete=False, part=Decimal(share)), 1) == text
    assert known_part(Amount(Decimal(known)), 1) == f"{Decimal(known):.1f}"


@given(AMOUNTS, SHARES)
def test_what_is_not_whole_never_reads_as_a_whole_figure(known, share):
    whole = figure(Amount(known), 1)
    assert whole[0].isdigit()
    assert not figure(Amount(known, complete=False, part=share), 1)[0].isdigit()


@given(st.lists(st.tuples(AMOUNTS, st.booleans(), SHARES), min_size=1, max_size=6))
def test_a_sum_is_known_as_far_as_its_least_known_part(parts):
    code = "fat_g"
    portions = [Nutrients({code: Amount(known, whole, share)}) for known, whole, share in parts]
    total = Nutrients.sum(portions).amount(code)
    assert total.share == min(each.amount(code).share for each in portions)
    text = figure(total, 1)
    marks = {figure(each.amount(code), 1) for each in portions}
    assert text != PARTLY or not total.complete
    assert PARTLY not in marks or text == PARTLY


def test_a_scaled_amount_is_known_as_well_as_before():
    amount = Amount(Decimal(10), complete=False, part=Decimal("0.93"))
    assert amount.half().share == amount.ratio(Decimal(3), Decimal(7)).share == Decimal("0.93")


def test_a_portion_has_the_five_figures_of_its_nutrients():
    item = dishes(1)[0]
    expected = {
        name: figure(item.nutrients.amount(code), BY_CODE[code].decimals)
        for name, code in COLUMNS.items()
    }
    assert portion_figures(item) == expected
    assert all(text[0].isdigit() for text in expected.values())


def test_what_is_no_food_has_no_figures_and_an_unknown_dish_dashes():
    box = next(item for item in demo_sundries() if not item.is_food)
    assert set(portion_figures(box).values()) == {""}
    unknown = replace(dishes(1)[0], nutrients=Nutrients())
    assert set(portion_figures(unknown).values()) == {"—"}
