"""The sequential test: what it promises, exactly and by chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.tray_odds import interval

from readers.strays import (
    ACCEPT,
    ANSWER,
    BILLED_STRAY,
    CAP,
    DOUBTED_PLATE,
    PLATE_RATE,
    REFUSE,
    SILENCE,
    STRAY_RATE,
    StrayTest,
    Verdict,
)

answers = st.lists(st.booleans(), max_size=120)


def after(outcomes: list[bool]) -> StrayTest:
    test = StrayTest()
    for answered in outcomes:
        test.take(answered=answered)
    return test


def ever(rate: float, cycles: int, *, accepted: bool) -> float:
    """The chance that a chip is ever taken for a plate, or ever doubted, in so many cycles.

    Exact, over the counts of answers and silences; what was decided once is not looked at again.
    """
    mass = np.zeros(cycles + 2)
    mass[0] = 1.0
    decided = 0.0
    answered = np.arange(cycles + 2)
    for cycle in range(1, cycles + 1):
        mass = np.append(0.0, mass[:-1]) * rate + mass * (1.0 - rate)
        evidence = answered * ANSWER + (cycle - answered) * SILENCE
        hit = evidence >= ACCEPT if accepted else evidence <= REFUSE
        decided += float(mass[hit].sum())
        mass[hit] = 0.0
    return decided


def test_the_first_sighting_decides_nothing() -> None:
    assert StrayTest().verdict is Verdict.UNDECIDED
    assert StrayTest().evidence == 0.0


def test_a_chip_that_always_answers_is_a_plate_after_eight_more_cycles() -> None:
    verdicts = [after([True] * cycles).verdict for cycles in range(10)]
    assert verdicts == [Verdict.UNDECIDED] * 8 + [Verdict.HERE] * 2


def test_a_chip_that_is_silent_after_its_first_answer_is_doubted_after_eight_cycles() -> None:
    verdicts = [after([False] * cycles).verdict for cycles in range(10)]
    assert verdicts == [Verdict.UNDECIDED] * 8 + [Verdict.ELSEWHERE] * 2


@given(answers)
def test_the_evidence_is_the_likelihood_ratio_within_its_bounds(outcomes: list[bool]) -> None:
    evidence, found = 0.0, False
    for answered in outcomes:
        here = PLATE_RATE if answered else 1 - PLATE_RATE
        elsewhere = STRAY_RATE if answered else 1 - STRAY_RATE
        evidence = min(max(evidence + np.log(here / elsewhere), 2 * REFUSE), CAP)
        found = evidence >= ACCEPT or (found and evidence > 0.0)
    test = after(outcomes)
    assert test.evidence == pytest.approx(evidence)
    assert 2 * REFUSE <= test.evidence <= CAP
    assert (test.verdict is Verdict.HERE) == found
    assert (test.verdict is Verdict.ELSEWHERE) == (test.evidence <= REFUSE)


@given(answers, st.integers(0, 119))
def test_an_answer_more_never_speaks_against_a_plate(outcomes: list[bool], place: int) -> None:
    better = [answered or number == place for number, answered in enumerate(outcomes)]
    assert after(better).evidence >= after(outcomes).evidence


@given(answers)
def test_a_plate_that_went_to_its_neighbour_is_found_out_however_long_it_lay_here(
    outcomes: list[bool],
) -> None:
    assert after([*outcomes, *[False] * 26]).verdict is Verdict.ELSEWHERE
    assert after([*outcomes, *[True] * 19]).verdict is Verdict.HERE


@pytest.mark.parametrize("rate", [0.02, 0.05, 0.1, 0.15, 0.2])
def test_a_stray_is_hardly_ever_taken_for_a_plate_however_long_one_looks(rate: float) -> None:
    assert ever(rate, 600, accepted=True) <= BILLED_STRAY


@pytest.mark.parametrize("rate", [0.7, 0.8, 0.9, 0.95])
def test_a_plate_is_hardly_ever_doubted_however_long_one_looks(rate: float) -> None:
    doubted = ever(rate, 600, accepted=False)
    assert doubted <= DOUBTED_PLATE
    assert rate < 0.9 or doubted <= 1e-6


@pytest.mark.parametrize(("rate", "accepted"), [(0.35, True), (0.45, False)])
def test_a_simulation_with_the_real_test_agrees(rate: float, accepted: bool) -> None:
    """At rates between the two hypotheses, where a verdict is common enough to be counted."""
    dice = np.random.default_rng(7)
    wanted = Verdict.HERE if accepted else Verdict.ELSEWHERE
    hits, chips, cycles = 0, 4000, 30
    for outcomes in dice.random((chips, cycles)) < rate:
        test = StrayTest()
        for answered in outcomes:
            test.take(answered=bool(answered))
            if test.verdict is wanted:
                hits += 1
                break
    low, high = interval(hits, chips)
    assert low <= ever(rate, cycles, accepted=accepted) <= high
