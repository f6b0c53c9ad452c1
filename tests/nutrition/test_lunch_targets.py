from dataclasses import replace
from decimal import Decimal

import pytest

from canteen import i18n
from nutrition import LunchReference
from nutrition.errors import BadCell
from nutrition.lunch_targets import (
    COLUMNS,
    FILE,
    basis_of,
    find_target,
    lunch_targets,
    read_targets,
    target_for,
)
from nutrition.targets import JUDGED


@pytest.mark.parametrize(
    ("age", "sex", "group"),
    [
        (70, "female", "f65"),
        (70, "male", "m65"),
        (74, "male", "m65"),
        (75, "male", "m75"),
        (101, "female", "f75"),
        (40, "female", "adult"),
        (70, None, "adult"),
        (None, "male", "adult"),
        (12, "male", "adult"),
    ],
)
def test_the_group_of_a_diner(age: int | None, sex: str | None, group: str) -> None:
    assert target_for(age, sex).group == group


def test_a_lunch_is_its_share_of_the_day() -> None:
    reference = target_for(70, "male").reference
    assert (reference.energy_kcal_low, reference.energy_kcal_high) == (665, 760)
    assert (reference.protein_g_low, reference.salt_g_high) == (25, 2)
    assert (reference.fat_g_low, reference.fat_g_high) == (15, 25)


def test_a_diner_nobody_knows_is_an_adult() -> None:
    assert target_for(None, None).reference == LunchReference()


def test_a_reference_knows_whose_it_is() -> None:
    for target in lunch_targets():
        assert find_target(target.reference.group) is target
    assert find_target("child") is None


def test_a_range_says_for_whom_it_is_and_where_it_comes_from() -> None:
    target = target_for(70, "female")
    assert target.lunch == "65–74 岁女性午餐"
    assert basis_of(target.reference) == "DB4403/T 578-2025：每天 1550 千卡，午餐占 35–40%"
    assert basis_of(LunchReference()).startswith("GB 28050-2025、WS/T 554：每天 2000 千卡")


def test_figures_of_the_canteens_own_are_not_called_a_standards() -> None:
    own = replace(target_for(70, "female").reference, salt_g_high=Decimal("1.5"))
    assert basis_of(own) == "本食堂设置的午餐参考"
    assert basis_of(replace(own, group="child")) == "本食堂设置的午餐参考"


def test_every_group_has_a_name_in_both_languages() -> None:
    for target in lunch_targets():
        assert target.name == target.name_zh
        assert target.name_en
    i18n.choose("en")
    assert target_for(80, "male").name == "Men 75+"
    i18n.choose("zh_CN")


def test_every_group_has_a_source_and_whole_bands() -> None:
    for target in lunch_targets():
        assert target.source
        for code in JUDGED:
            band = target.reference.band(code)
            assert band.lower is None or band.upper is None or band.lower < band.upper


def test_a_figure_left_out_is_named() -> None:
    head = ",".join(COLUMNS)
    with pytest.raises(BadCell, match="day_kcal"):
        read_targets(f"{head}\na,甲,A,any,18,64,,60,35,40,S,x", FILE)
    (target,) = read_targets(f"{head}\na,甲,A,any,18,64,1000,60,50,60,S,x", FILE)
    assert target.reference.energy_kcal_high == Decimal(600)
