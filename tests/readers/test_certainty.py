"""How long a quiet run must be: against a plain transition matrix, a chain and simulations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.tray_odds import binomial, chain, simulate

from readers.certainty import (
    LEAST_RATE,
    MOST_PLATES,
    MOST_RATE,
    absent_after,
    confidence,
    miss_chance,
    overlooked,
    patience,
    within,
)

DELTAS = (1e-3, 1e-4, 1e-6)
RATES = tuple(round(0.80 + step / 100, 2) for step in range(20))


def by_matrix(plates: int, rate: float, lengths: Sequence[int]) -> float:
    """The chance of settling without all: the absorbing chain over (seen, run), solved."""
    states = [(0, 0)]
    states += [(seen, run) for seen in range(1, plates + 1) for run in range(lengths[seen - 1])]
    place = {state: number for number, state in enumerate(states)}
    moves = np.zeros((len(states), len(states)))
    overlook = np.zeros(len(states))
    for (seen, run), here in place.items():
        for new in range(plates - seen + 1):
            chance = binomial(plates - seen, new, rate)
            quiet = seen > 0 and new == 0
            after = (seen, run + 1) if quiet else (seen + new, 0)
            if after in place:
                moves[here, place[after]] += chance
            elif seen < plates:
                overlook[here] += chance
    return float(np.linalg.solve(np.eye(len(states)) - moves, overlook)[0])


@pytest.mark.parametrize("delta", DELTAS)
def test_no_tray_of_one_to_twelve_plates_misses_more_often_than_wanted(delta: float) -> None:
    for rate in RATES:
        lengths = patience(rate, delta)
        for plates in range(1, 13):
            missed = miss_chance(plates, rate, lengths)
            assert missed <= delta
            if plates > 1:
                assert missed == pytest.approx(by_matrix(plates, rate, lengths), rel=1e-12)


@pytest.mark.parametrize("delta", DELTAS)
def test_no_run_length_could_be_shorter(delta: float) -> None:
    for rate in RATES:
        lengths = patience(rate, delta)
        for place, length in enumerate(lengths):
            shorter = [*lengths[:place], length - 1, *lengths[place + 1 :]]
            trays = range(2, MOST_PLATES + 2)
            assert length == 1 or any(miss_chance(n, rate, shorter) > delta for n in trays)


@given(
    st.floats(LEAST_RATE, MOST_RATE),
    st.floats(1e-12, 0.5),
    st.integers(1, MOST_PLATES + 1),
)
def test_any_rate_and_any_wanted_chance_have_run_lengths_that_keep_it(
    rate: float, delta: float, plates: int
) -> None:
    lengths = patience(rate, delta)
    assert len(lengths) == MOST_PLATES
    assert min(lengths) >= 1
    assert miss_chance(plates, rate, lengths) <= delta * (1 + 1e-9)


@settings(max_examples=30)
@given(
    st.floats(0.55, 0.98),
    st.integers(2, 7),
    st.lists(st.integers(1, 6), min_size=7, max_size=7),
)
def test_matrix_chain_and_closed_form_agree_for_any_run_lengths(
    rate: float, plates: int, lengths: list[int]
) -> None:
    closed = miss_chance(plates, rate, lengths)
    assert closed == pytest.approx(by_matrix(plates, rate, lengths), rel=1e-11)
    assert closed == pytest.approx(chain([rate] * plates, lengths).wrong, rel=1e-9)


@given(st.floats(LEAST_RATE, MOST_RATE), st.floats(1e-9, 0.1), st.integers(1, 60))
def test_what_may_be_overlooked_shrinks_with_every_quiet_cycle(
    rate: float, delta: float, seen: int
) -> None:
    needed = patience(rate, delta)[min(seen, MOST_PLATES) - 1]
    chances = [overlooked(seen, run, rate, delta) for run in range(needed + 2)]
    assert all(0.0 < chance <= 1.0 for chance in chances)
    assert chances == sorted(chances, reverse=True)
    assert chances[needed] <= delta * (1 + 1e-9)


def test_what_may_be_overlooked_is_the_last_step_of_the_exact_chain() -> None:
    lengths = patience(0.9, 1e-3)
    assert overlooked(1, lengths[0], 0.9, 1e-3) == pytest.approx(miss_chance(2, 0.9, lengths))


@given(st.floats(LEAST_RATE, MOST_RATE), st.floats(1e-9, 0.5), st.integers(1, 12))
def test_a_plate_is_given_up_at_the_first_silence_that_is_rare_enough(
    rate: float, delta: float, plates: int
) -> None:
    cycles = absent_after(rate, delta, plates)
    assert (1.0 - rate) ** (plates * cycles) <= delta * (1 + 1e-9)
    assert cycles == 1 or (1.0 - rate) ** (plates * (cycles - 1)) > delta * (1 - 1e-9)


@pytest.mark.parametrize(("rate", "kept"), [(0.1, 0.2), (0.2, 0.2), (0.93, 0.93), (1.0, 0.999)])
def test_a_rate_is_taken_within_bounds(rate: float, kept: float) -> None:
    assert within(rate) == kept
    assert patience(rate, 1e-6) == patience(kept, 1e-6)
    assert absent_after(rate, 1e-6) == absent_after(kept, 1e-6)


@pytest.mark.parametrize("plates", [2, 4, 12])
@pytest.mark.parametrize("rate", [0.2, 0.3, 0.45])
def test_what_is_stated_for_a_poor_rate_is_what_comes_true(plates: int, rate: float) -> None:
    lengths = patience(rate, 1e-6)
    stated = confidence(plates - 1, lengths[plates - 2], rate, 1e-6)
    assert stated is not None
    assert stated >= 1 - 1e-6 * (1 + 1e-9)
    missed = miss_chance(plates, rate, lengths)
    assert missed == pytest.approx(by_matrix(plates, rate, lengths), rel=1e-9)
    assert missed <= 1e-6 * (1 + 1e-9)


def test_below_the_least_rate_nothing_is_stated() -> None:
    assert confidence(3, 1000, 0.199, 1e-6) is None
    assert confidence(3, 1000, 0.0, 1e-6) is None
    assert confidence(3, 1000, LEAST_RATE, 1e-6) == pytest.approx(1.0)


@given(st.floats(LEAST_RATE, 1.0), st.integers(1, 60), st.integers(0, 80))
def test_confidence_is_what_is_left_of_overlooking(rate: float, seen: int, run: int) -> None:
    assert confidence(seen, run, rate, 1e-6) == 1.0 - overlooked(seen, run, rate, 1e-6)


@pytest.mark.parametrize(("plates", "rate"), [(1, 0.9), (2, 0.8), (4, 0.9), (12, 0.95)])
def test_a_simulation_of_the_chain_agrees(plates: int, rate: float) -> None:
    lengths = patience(rate, 1e-3)
    trays = simulate(60_000, [rate] * plates, lengths, seed=plates)
    low, high = trays.interval
    assert low <= miss_chance(plates, rate, lengths) <= high
    exact = chain([rate] * plates, lengths)
    assert trays.cycles.mean() == pytest.approx(exact.mean, rel=0.01)
    assert exact.settles.sum() == pytest.approx(1.0)
