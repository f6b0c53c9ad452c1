from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.emulation.air_gen2 import FM0, MILLER_2, MILLER_4, Link, inventory_seconds


def draws(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - slots of an inventory, no secret


@pytest.mark.parametrize(
    ("link", "means"),
    [
        (FM0, [1.9, 3.9, 7.0, 9.9]),
        (MILLER_2, [4.2, 9.7, 17.9, 26]),
        (MILLER_4, [8.7, 21, 40, 58]),
    ],
)
def test_the_means_are_those_of_the_standards_timing(link: Link, means: list[float]) -> None:
    dice = draws(7)
    for chips, mean in zip((1, 4, 8, 12), means, strict=True):
        seconds = [inventory_seconds(chips, dice, link)[-1] * 1000 for _ in range(600)]
        assert sum(seconds) / len(seconds) == pytest.approx(mean, rel=0.08)


@given(st.integers(0, 40), st.integers(0, 2**32))
def test_every_chip_is_read_once_and_in_time(chips: int, seed: int) -> None:
    *times, done = inventory_seconds(chips, draws(seed), q=6)
    assert len(times) == chips
    assert times == sorted(times)
    assert 0 < max(times, default=0.001) <= done
    assert done >= chips * MILLER_4.success


def test_equal_dice_give_equal_times() -> None:
    assert inventory_seconds(12, draws(3)) == inventory_seconds(12, draws(3))


def test_an_empty_field_takes_one_round() -> None:
    expected = MILLER_4.round + 16 * MILLER_4.empty
    assert inventory_seconds(0, draws(1)) == pytest.approx((expected,))


def test_a_crowd_is_given_up_when_the_time_is_over() -> None:
    *times, done = inventory_seconds(200, draws(1), limit=0.3)
    assert len(times) < 200
    assert 0.3 < done < 0.36
