from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.settings import BadSetting, section
from nutrition.amounts import UNKNOWN, Amount, Nutrients
from nutrition.targets import JUDGED, LunchReference, Verdict, judge, judge_all, total

REFERENCE = LunchReference()
values = st.decimals(0, 3000, places=2)
portions = st.builds(
    Nutrients,
    st.fixed_dictionaries({code: st.builds(Amount, values, st.booleans()) for code in JUDGED}),
)
ORDER = [Verdict.LOW, Verdict.OK, Verdict.ENOUGH, Verdict.HIGH, Verdict.VERY_HIGH]


@pytest.mark.parametrize(
    ("nutrient", "value", "verdict"),
    [
        ("energy_kcal", "699.99", Verdict.LOW),
        ("energy_kcal", "700", Verdict.OK),
        ("energy_kcal", "800", Verdict.OK),
        ("energy_kcal", "800.01", Verdict.HIGH),
        ("energy_kcal", "1040", Verdict.HIGH),
        ("energy_kcal", "1040.01", Verdict.VERY_HIGH),
        ("protein_g", "20.9", Verdict.LOW),
        ("protein_g", "21", Verdict.ENOUGH),
        ("protein_g", "900", Verdict.ENOUGH),
        ("fat_g", "30.5", Verdict.HIGH),
        ("carbohydrate_g", "81.7", Verdict.LOW),
        ("salt_g", "0", Verdict.OK),
        ("salt_g", "2.0", Verdict.OK),
        ("salt_g", "2.6", Verdict.HIGH),
        ("salt_g", "2.61", Verdict.VERY_HIGH),
    ],
)
def test_edges_belong_to_the_range(nutrient: str, value: str, verdict: Verdict) -> None:
    assert judge(nutrient, Decimal(value), REFERENCE) is verdict


def test_an_unknown_value_is_unknown_unless_its_known_part_settles_it() -> None:
    assert judge("salt_g", None, REFERENCE) is Verdict.UNKNOWN
    assert judge("salt_g", None, REFERENCE, at_least=Decimal("1.9")) is Verdict.UNKNOWN
    assert judge("salt_g", None, REFERENCE, at_least=Decimal("2.1")) is Verdict.HIGH
    assert judge("salt_g", None, REFERENCE, at_least=Decimal(3)) is Verdict.VERY_HIGH
    assert judge("protein_g", None, REFERENCE, at_least=Decimal(30)) is Verdict.ENOUGH
    assert judge("energy_kcal", None, REFERENCE, at_least=Decimal(750)) is Verdict.UNKNOWN


@given(st.sampled_from(JUDGED), values, values)
def test_more_never_gets_a_lower_verdict(nutrient: str, a: Decimal, b: Decimal) -> None:
    low, high = sorted([a, b])
    before, after = judge(nutrient, low, REFERENCE), judge(nutrient, high, REFERENCE)
    assert ORDER.index(before) <= ORDER.index(after)


@given(st.sampled_from(JUDGED), values)
def test_a_verdict_from_the_known_part_holds_whatever_the_rest_is(
    nutrient: str, known: Decimal
) -> None:
    verdict = judge(nutrient, None, REFERENCE, at_least=known)
    if verdict is not Verdict.UNKNOWN:
        whole = judge(nutrient, known * 3, REFERENCE)
        assert ORDER.index(whole) >= ORDER.index(verdict)


@given(st.lists(portions, max_size=8))
def test_a_total_is_the_exact_sum_and_whole_only_if_every_part_is(parts: list[Nutrients]) -> None:
    whole = total(parts)
    for code in JUDGED:
        assert whole.at_least(code) == sum(part.at_least(code) for part in parts)
        assert whole.complete(code) == all(part.complete(code) for part in parts)


@given(st.lists(portions, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_a_total_does_not_depend_on_the_order_of_plates(
    parts: list[Nutrients], rng: object
) -> None:
    mixed = list(parts)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    assert total(mixed).amounts == total(parts).amounts


def test_an_empty_tray_holds_zero_of_everything_for_certain() -> None:
    assert total([])["energy_kcal"] == 0
    assert total([]).complete("salt_g")


def test_the_five_bars_come_in_their_order() -> None:
    dish = Nutrients({**{code: Amount(Decimal(100)) for code in JUDGED}, "salt_g": UNKNOWN})
    verdicts = judge_all(total([dish]), REFERENCE)
    assert list(verdicts) == list(JUDGED)
    assert verdicts["salt_g"] is Verdict.UNKNOWN
    assert verdicts["energy_kcal"] is Verdict.LOW


def test_a_verdict_has_its_word() -> None:
    assert [verdict.word for verdict in (Verdict.OK, Verdict.UNKNOWN)] == ["适中", "部分未知"]


def test_a_canteen_may_set_its_own_range() -> None:
    own = section(LunchReference, "lunch", {"salt_g_high": 1.5}, environ={})
    assert judge("salt_g", Decimal("1.6"), own) is Verdict.HIGH


@pytest.mark.parametrize(
    "table",
    [{"energy_kcal_low": 900}, {"fat_g_low": -1}, {"very_high_factor": 0.5}],
)
def test_a_range_that_cannot_be_is_refused(table: dict[str, float]) -> None:
    with pytest.raises(BadSetting):
        section(LunchReference, "lunch", table, environ={})
