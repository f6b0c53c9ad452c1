from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from nutrition.amounts import NOTHING, UNKNOWN, Amount, Nutrients, halved

shares = st.decimals(0, 1, places=4)
figures = st.decimals(0, 10_000, places=3)
amounts = st.builds(Amount, figures, st.booleans())
nutrients = st.builds(
    Nutrients, st.dictionaries(st.sampled_from(["energy_kcal", "protein_g", "salt_g"]), amounts)
)


@given(amounts, amounts, amounts)
def test_adding_neither_depends_on_order_nor_on_grouping(a: Amount, b: Amount, c: Amount) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + NOTHING == a


@given(amounts)
def test_an_unknown_part_makes_the_sum_at_least_its_known_part(a: Amount) -> None:
    assert (a + UNKNOWN).value is None
    assert (a + UNKNOWN).known == a.known


@given(nutrients)
def test_a_snapshot_comes_back_exactly(before: Nutrients) -> None:
    assert Nutrients.from_snapshot(before.snapshot()) == before


@given(st.lists(nutrients, min_size=1, max_size=5), st.sampled_from(["energy_kcal", "salt_g"]))
def test_a_nutrient_that_one_part_does_not_name_is_incomplete(
    parts: list[Nutrients], code: str
) -> None:
    whole = Nutrients.sum(parts)
    assert whole.complete(code) == all(part.complete(code) for part in parts)
    assert whole.at_least(code) == sum(part.at_least(code) for part in parts)


@given(st.decimals(0, 10**40, places=30))
def test_a_half_is_exact_whatever_the_digits(number: Decimal) -> None:
    half = Fraction(halved(number))
    assert half * 2 == Fraction(number)


@given(nutrients)
def test_two_halves_are_the_whole_as_well_known(whole: Nutrients) -> None:
    half = whole.half()
    assert Nutrients.sum([half, half]) == whole
    assert Nutrients.from_snapshot(half.snapshot()) == half


@given(amounts, shares)
def test_how_much_is_known_goes_along_with_an_amount(a: Amount, share: Decimal) -> None:
    told = Nutrients({"salt_g": a}).with_shares({"salt_g": share})
    expected = 1 if a.complete else share
    for each in (told, told.half(), told.ratio(Decimal(2), Decimal(7))):
        assert each.amount("salt_g").share == expected
    assert Nutrients.sum([told, told]).amount("salt_g").share == expected


@given(amounts, amounts, shares, shares)
def test_a_sum_is_known_as_far_as_its_least_known_part(
    a: Amount, b: Amount, one: Decimal, other: Decimal
) -> None:
    parts = [replace(a, part=one), replace(b, part=other)]
    assert (parts[0] + parts[1]).share == min(each.share for each in parts)
    assert (parts[0] + UNKNOWN).share == 0


def test_an_absent_nutrient_is_unknown_and_not_zero() -> None:
    assert Nutrients()["fibre_g"] is None
    assert Nutrients().at_least("fibre_g") == 0


def test_a_ratio_is_rounded_once() -> None:
    assert Amount(Decimal(10)).ratio(Decimal(3), Decimal(3)).known == 10
