"""A meal's nutrients against the range of one lunch."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition import Amount, LunchReference, Nutrients
from nutrition.targets import JUDGED
from pos.ui.bars import bar, bars

LUNCH = LunchReference()
AMOUNTS = st.decimals(0, 5000, places=1).map(Amount)


def test_one_bar_for_each_judged_nutrient_in_order():
    labels = [each.label for each in bars(Nutrients(), LUNCH)]
    assert labels == ["能量", "蛋白质", "脂肪", "碳水化合物", "盐"]


@given(st.sampled_from(JUDGED), AMOUNTS, st.booleans())
def test_lengths_are_shares_of_the_track(code, amount, complete):
    drawn = bar(code, Amount(amount.known, complete), LUNCH)
    assert 0 <= drawn.low <= drawn.high <= 1
    assert 0 <= drawn.share <= 1


def test_the_scale_ends_half_above_the_upper_edge_and_for_salt_at_twice():
    assert bar("energy_kcal", Amount(Decimal(600)), LUNCH).share == 0.5
    assert bar("salt_g", Amount(Decimal(2)), LUNCH).share == 0.5
    assert bar("protein_g", Amount(Decimal(30)), LUNCH).share == 0.5


def test_colours_and_words_say_the_same():
    looks = {
        value: (drawn.verdict, drawn.mark, drawn.fill, drawn.over)
        for value in (80, 100, 140, 200)
        for drawn in [bar("carbohydrate_g", Amount(Decimal(value)), LUNCH)]
    }
    assert looks[80] == ("偏少", "down", "amberBar", "persimmon")
    assert looks[100] == ("适中", "dot", "pine", "persimmon")
    assert looks[140] == ("偏高", "up", "pine", "persimmon")
    assert looks[200] == ("很高", "up", "pine", "red")


@pytest.mark.parametrize(
    ("known", "share", "value", "unit", "verdict"),
    [
        ("12.34", "0.9", "≥ 12.3", "克", "部分未知"),
        ("12.34", "0.89", "◐", "", "部分未知"),
        ("60", "0.89", "◐", "", "很高"),
        ("0", "0", "—", "", "部分未知"),
    ],
)
def test_a_sum_that_is_not_whole_says_so(known, share, value, unit, verdict):
    drawn = bar("fat_g", Amount(Decimal(known), complete=False, part=Decimal(share)), LUNCH)
    assert (drawn.value, drawn.unit, drawn.verdict) == (value, unit, verdict)
    assert (drawn.share > 0) == (known != "0")


def test_nothing_at_all_is_zero_and_known():
    assert bar("salt_g", Amount(Decimal(0)), LUNCH).value == "0.0"
