"""Half of what one portion holds."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from menus.dishes import Portion
from nutrition import Grade, Nutrients
from nutrition.amounts import Amount

NUTRIENTS = st.dictionaries(
    st.sampled_from(["energy_kcal", "protein_g", "salt_g"]),
    st.builds(Amount, st.decimals(0, 3000, places=4), st.booleans()),
).map(Nutrients)
PORTIONS = st.builds(
    Portion,
    NUTRIENTS,
    st.none() | st.decimals(1, 900, places=3),
    st.sampled_from(Grade),
    st.lists(st.sampled_from(["egg", "fish", "soy"]), unique=True).map(tuple),
)


@given(PORTIONS)
def test_half_a_portion_is_half_in_figures_and_grams_alone(portion):
    half = portion.half()
    assert (half.grade, half.allergens) == (portion.grade, portion.allergens)
    for code in portion.per_portion:
        whole = portion.per_portion.amount(code)
        assert Fraction(half.per_portion.at_least(code)) * 2 == Fraction(whole.known)
        assert half.per_portion.complete(code) == whole.complete
    if portion.portion_g is None:
        assert half.portion_g is None
    else:
        assert Fraction(half.portion_g) * 2 == Fraction(portion.portion_g)


def test_half_of_what_nobody_knows_is_not_known():
    assert Portion().half() == Portion()
    odd = Portion(portion_g=Decimal("123.4567890123456789012345679"))
    assert odd.half().portion_g == Decimal("61.72839450617283945061728395")
