from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition import LunchReference, Verdict
from nutrition.amounts import Amount
from pos.reports.aims import Aim, aims

BAND = Aim("energy_kcal", Decimal(700), Decimal(800))
LEAST = Aim("fibre_g", Decimal("8.75"), None)
MOST = Aim("sodium_mg", None, Decimal(800))


@pytest.mark.parametrize(
    ("aim", "known", "verdict"),
    [
        (BAND, "599", Verdict.LOW),
        (BAND, "600", Verdict.OK),  # 80 % of 750
        (BAND, "900", Verdict.OK),
        (BAND, "901", Verdict.HIGH),
        (LEAST, "6.9", Verdict.LOW),
        (LEAST, "8", Verdict.OK),
        (LEAST, "8.75", Verdict.ENOUGH),
        (LEAST, "99", Verdict.ENOUGH),
        (MOST, "0", Verdict.OK),
        (MOST, "960", Verdict.OK),
        (MOST, "961", Verdict.HIGH),
    ],
)
def test_menus_are_accepted_at_80_to_120_per_cent(aim, known, verdict):
    assert aim.verdict(Amount(Decimal(known))) is verdict


@given(st.sampled_from([BAND, LEAST, MOST]), st.decimals(0, 3000, places=1))
def test_a_part_settles_only_what_more_of_it_cannot_change(aim, known):
    verdict = aim.verdict(Amount(known, complete=False))
    if verdict is not Verdict.UNKNOWN:
        assert verdict is aim.verdict(Amount(known))
        assert verdict in {Verdict.HIGH, Verdict.ENOUGH, Verdict.OK}
        # A least that is all but reached may only be reached in full.
        more = aim.verdict(Amount(known * 2))
        assert more is verdict or (verdict, more) == (Verdict.OK, Verdict.ENOUGH)


def test_the_rows_are_those_of_the_canteens_reference():
    found = {aim.nutrient: (aim.text, aim.required) for aim in aims(LunchReference())}
    assert found == {
        "energy_kcal": ("700–800", "80–120"),
        "protein_g": ("≥ 21.0", "≥ 80"),
        "fat_g": ("16.0–27.0", "80–120"),
        "carbohydrate_g": ("88.0–130.0", "80–120"),
        "fibre_g": ("≥ 8.8", "≥ 80"),
        "calcium_mg": ("≥ 350", "≥ 80"),
        "sodium_mg": ("≤ 800", "≤ 120"),
        "salt_g": ("≤ 2.0", "≤ 120"),
    }
