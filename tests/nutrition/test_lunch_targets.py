from decimal import Decimal

import pytest

from nutrition.errors import BadCell
from nutrition.lunch_targets import COLUMNS, FILE, lunch_targets, read_targets, target_for
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


def test_every_group_has_a_source_and_whole_bands() -> None:
    for target in lunch_targets():
        assert target.source
        for code in JUDGED:
            band = target.reference.band(code)
            assert band.lower is None or band.upper is None or band.lower < band.upper


def test_a_figure_left_out_is_named() -> None:
    head = ",".join(COLUMNS)
    with pytest.raises(BadCell, match="day_kcal"):
        read_targets(f"{head}\na,甲,any,18,64,,60,35,40,x", FILE)
    (target,) = read_targets(f"{head}\na,甲,any,18,64,1000,60,50,60,x", FILE)
    assert target.reference.energy_kcal_high == Decimal(600)
