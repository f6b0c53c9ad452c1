"""The chip that is lifted is the one meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support.counter import chip, dish

from pos.lifting import Lifting

numbers = st.frozensets(st.integers(0, 7))


@given(numbers, numbers)
def test_exactly_one_chip_that_left_is_meant(waiting, seen):
    lifting = Lifting(dish(), frozenset(map(chip, waiting)), "B7")
    left = waiting - seen
    wanted = chip(next(iter(left))) if len(left) == 1 else None
    assert lifting.lifted([chip(number) for number in seen]) == wanted
