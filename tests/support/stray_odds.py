"""Strays and doubts at the moment of a commit, exactly: sums over every course a tray can take.

The test of a chip is stepped with the real `StrayTest`; which cycle admits or dismisses a chip is
written down here once more, so that `Presence` is checked against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from support.tray_odds import Reals, binomial

from readers.certainty import absent_after, patience
from readers.presence import DELTA, LEAST_LEAVING_RATE, OWN_RATE_AFTER, SILENT_CYCLES
from readers.strays import LIKELY, REFUSE, StrayTest, Verdict

LEAST_MASS = 1e-12
"""Courses rarer than this are left out; `Commit.left_out` says how much that was."""
LONGEST = 90
"""Cycles to settling that are looked at with a stray; `Commit.left_out` counts the rest."""
LONGEST_RUN = 40
"""Runs are told apart up to here: no chip that is not doubted is silent for so long."""
LONGEST_CLEAN = 40
"""The same of a clean tray from a rate of 0.8 on: one in 10^9 takes longer."""

ROUNDED = 1e-6
"""More than the rounding of a state adds up to: two answers in a row make `LIKELY` to the digit."""

TestState = tuple[float, ...]


class Stray(NamedTuple):
    """A chip of the neighbour's tray while it counts as lying here: `None` for the test's state
    means that it does not; `suspect` the evidence with which it comes back if it left as a stray
    does. `silent` of `cycles` came last; `likely` and `proven` as `Presence` keeps them.
    """

    test: TestState | None = None
    suspect: float | None = None
    cycles: int = 0
    answers: int = 0
    silent: int = 0
    likely: bool = False
    proven: bool = False


@dataclass(frozen=True)
class Commit:
    """The chances at a commit: the stray is billed, doubted, undecided; the tray is not settled.

    `left_out` is the chance of the courses that were not followed; each figure may be off by it.
    """

    billed: float
    doubted: float
    undecided: float
    unsettled: float
    left_out: float


@cache
def _step(state: TestState, answered: bool) -> TestState:
    test = _test(state)
    test.take(answered=answered)
    return _state(test)


def _state(test: StrayTest) -> TestState:
    # Sums of logarithms in another order differ in their last digits.
    return tuple(round(float(getattr(test, name)), 9) for name in StrayTest.__slots__)


def _test(state: TestState) -> StrayTest:
    test = StrayTest()
    for name, value in zip(StrayTest.__slots__, state, strict=True):
        setattr(test, name, bool(value) if name == "here" else value)
    return test


@cache
def _verdict(state: TestState) -> Verdict:
    return _test(state).verdict


def _doubt(state: TestState, silent: int) -> Verdict:
    """What `Presence` makes of a chip: one that was silent for long may be on its way."""
    verdict = _verdict(state)
    if verdict is Verdict.HERE and silent >= SILENT_CYCLES:
        return Verdict.UNDECIDED
    return verdict


@cache
def doubt_chance(rate: float, cycles: int, verdict: Verdict) -> float:
    """The chance that this is made of a chip so many cycles after its first sighting."""
    return sum(mass for state, mass in _spread(rate, cycles).items() if _doubt(*state) is verdict)


@cache
def _spread(rate: float, cycles: int) -> dict[tuple[TestState, int], float]:
    if not cycles:
        return {(_state(StrayTest()), 0): 1.0}
    after: dict[tuple[TestState, int], float] = defaultdict(float)
    for (state, silent), mass in _spread(rate, cycles - 1).items():
        after[_step(state, True), 0] += mass * rate
        after[_step(state, False), min(silent + 1, SILENT_CYCLES)] += mass * (1.0 - rate)
    return dict(after)


def clean_tray(plates: int, rate: float, later: int, known: float) -> tuple[float, float]:
    """A commit `later` cycles after settling: the chances that a plate is doubted, or undecided.

    The station reckons with `known`, the plates answer with `rate`.
    """
    lengths = patience(known, DELTA)

    def sure(cycles: int) -> float:
        return 1.0 - doubt_chance(rate, cycles, Verdict.ELSEWHERE)

    def decided(cycles: int) -> float:
        return 1.0 - doubt_chance(rate, cycles, Verdict.UNDECIDED)

    settled = _product(plates, rate, later, lengths, lambda _cycles: 1.0)
    held = 1.0 - _product(plates, rate, later, lengths, sure) / settled
    return held, 1.0 - _product(plates, rate, later, lengths, decided) / settled


def _product(
    plates: int, rate: float, later: int, lengths: Sequence[int], weight: Callable[[int], float]
) -> float:
    """The mean, over trays that settle with all plates, of the product of the plates' weights.

    A plate's weight is a function of the cycles between its first sighting and the commit.
    """
    total = 0.0
    for last in range(1, LONGEST_CLEAN):
        weights = [weight(last - cycle + later) for cycle in range(last + 1)]
        total += _settling_at(plates, rate, lengths, weights)
    return total


def _settling_at(
    plates: int, rate: float, lengths: Sequence[int], weights: Sequence[float]
) -> float:
    """The part of the trays that settle in the last cycle of `weights`, weighed."""
    mass = np.zeros((plates + 1, max(lengths) + 1))
    mass[0, 0] = 1.0
    for cycle in range(1, len(weights)):
        quiet, fresh = _plates_step(mass, plates, rate, weights[cycle])
        mass = quiet
        mass[:, 0] += fresh
        last = cycle == len(weights) - 1
        if last:
            return float(mass[plates, lengths[plates - 1]])
        for seen in range(1, plates + 1):
            mass[seen, lengths[seen - 1] :] = 0.0
    return 0.0


def _plates_step(mass: Reals, plates: int, rate: float, weight: float = 1.0) -> tuple[Reals, Reals]:
    """One cycle of the plates: where nothing new came, and by count where something did."""
    quiet = np.zeros_like(mass)
    still = (1.0 - rate) ** (plates - np.arange(plates + 1))
    quiet[:, 1:] = mass[:, :-1] * still[:, None]
    quiet[:, -1] += mass[:, -1] * still
    return quiet, mass.sum(axis=1) @ _arrivals(plates, rate, weight)


@lru_cache(maxsize=4096)
def _arrivals(plates: int, rate: float, weight: float) -> Reals:
    moves = np.zeros((plates + 1, plates + 1))
    for seen in range(plates + 1):
        for new in range(1, plates - seen + 1):
            moves[seen, seen + new] = binomial(plates - seen, new, rate) * weight**new
    return moves


def with_stray(plates: int, rate: float, stray_rate: float, later: int) -> Commit:
    """A commit `later` cycles after the first settling of a tray with a stray in reach."""
    lengths = patience(rate, DELTA)
    courses = _courses(rate)
    settled = _settled(plates, rate, stray_rate)
    mass = np.zeros((0, LONGEST_RUN + 1))
    for stray, runs in settled.items():
        place = courses.place(stray)
        mass = courses.fit(mass)
        mass[place] += runs
    for _cycle in range(later):
        mass = courses.step(mass, stray_rate)
    chances: dict[Verdict | str, float] = defaultdict(float)
    for place in np.flatnonzero(mass.any(axis=1)):
        stray = courses.states[place]
        if stray.test is not None:
            chances[_doubt(stray.test, stray.silent)] += float(mass[place].sum())
        chances["unsettled"] += float(mass[place, : _least_run(stray, plates, lengths)].sum())
    return Commit(
        chances[Verdict.HERE],
        chances[Verdict.ELSEWHERE],
        chances[Verdict.UNDECIDED],
        chances["unsettled"],
        1.0 - float(mass.sum()),
    )


class _Courses:
    """What a cycle makes of a stray beside a settled tray, as tables over numbered states."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._places: dict[Stray, int] = {}
        self._after: list[tuple[int, int, bool, bool]] = []
        self.states: list[Stray] = []

    def place(self, stray: Stray) -> int:
        if stray not in self._places:
            self._places[stray] = len(self.states)
            self.states.append(stray)
            self._after.append((-1, -1, False, False))
        return self._places[stray]

    def fit(self, mass: Reals) -> Reals:
        """The same with a row for every state met so far."""
        return np.pad(mass, ((0, len(self.states) - len(mass)), (0, 0)))

    def step(self, mass: Reals, stray_rate: float) -> Reals:
        rows = np.flatnonzero(mass.sum(axis=1) > LEAST_MASS)
        for row in rows:
            if self._after[row][0] < 0:
                there, changed = _next(self.states[row], True, self._rate)
                away, left = _next(self.states[row], False, self._rate)
                self._after[row] = (self.place(there), self.place(away), changed, left)
        table = np.array([self._after[row] for row in rows])
        quiet = np.roll(mass[rows], 1, axis=1)
        quiet[:, -1] += quiet[:, 0]
        quiet[:, 0] = 0.0
        after = self.fit(np.zeros((0, mass.shape[1])))
        for column, chance in enumerate((stray_rate, 1.0 - stray_rate)):
            new = chance * quiet
            changed = table[:, 2 + column] > 0
            new[changed, 0] = new[changed].sum(axis=1)
            new[changed, 1:] = 0.0
            np.add.at(after, table[:, column], new)
        return after


@cache
def _courses(rate: float) -> _Courses:
    return _Courses(rate)


@cache
def _settled(plates: int, rate: float, stray_rate: float) -> dict[Stray, Reals]:
    """Where the stray stands when the tray settles with all plates; by the length of the run."""
    lengths = patience(rate, DELTA)
    start = np.zeros((plates + 1, LONGEST_RUN + 1))
    start[0, 0] = 1.0
    going = {Stray(): start}
    settled: dict[Stray, Reals] = defaultdict(lambda: np.zeros(LONGEST_RUN + 1))
    for _cycle in range(LONGEST):
        after: dict[Stray, Reals] = defaultdict(lambda: np.zeros_like(start))
        for stray, mass in going.items():
            quiet, fresh = _plates_step(mass, plates, rate)
            for new, chance, changed in _outcomes(stray, rate, stray_rate):
                here = after[new]
                here[:, 0] += chance * (fresh + quiet.sum(axis=1) * changed)
                here += chance * quiet * (not changed)
        for stray, mass in after.items():
            there = int(stray.test is not None)
            for seen in range(plates + 1):
                if seen + there:
                    done = mass[seen, _least_run(stray, seen, lengths) :]
                    if seen == plates and len(done):
                        settled[stray][-len(done) :] += done
                    done[:] = 0.0
        going = {stray: mass for stray, mass in after.items() if mass.sum() > LEAST_MASS}
    return dict(settled)


def _least_run(stray: Stray, seen: int, lengths: Sequence[int]) -> int:
    """The run at which the tray counts as settled: a chip silent all the while forbids it."""
    if stray.test is None:
        return lengths[seen - 1]
    silent = 0 if _verdict(stray.test) is Verdict.ELSEWHERE else stray.silent
    return max(lengths[seen], silent + 1)


def _outcomes(stray: Stray, rate: float, stray_rate: float) -> Iterator[tuple[Stray, float, bool]]:
    """What a cycle may make of the stray: the new state, its chance, whether the tray changes."""
    for answered, chance in ((True, stray_rate), (False, 1.0 - stray_rate)):
        new, changed = _next(stray, answered, rate)
        yield new, chance, changed


@cache
def _next(stray: Stray, answered: bool, rate: float) -> tuple[Stray, bool]:
    if stray.test is None:
        if not answered:
            return stray, False
        return Stray(_state(StrayTest(stray.suspect or 0.0))), stray.suspect is None
    state = _step(stray.test, answered)
    new = Stray(
        state,
        None,
        stray.cycles + 1,
        stray.answers + answered,
        0 if answered else stray.silent + 1,
        stray.likely or (answered and _test(state).evidence >= LIKELY - ROUNDED),
        _verdict(state) is Verdict.HERE if answered else stray.proven,
    )
    if not _gone(new, rate):
        return new, False
    left = new.proven or new.likely
    return Stray(suspect=None if left else REFUSE), left


def _gone(stray: Stray, rate: float) -> bool:
    own = rate = max(rate, LEAST_LEAVING_RATE)
    counted = stray.cycles - stray.silent
    if counted >= OWN_RATE_AFTER:
        own = min(rate, (stray.answers + 1) / (counted + 2))
    assert stray.test is not None
    told = stray.proven or _verdict(stray.test) is Verdict.ELSEWHERE
    return told and stray.silent >= max(
        absent_after(rate, DELTA), absent_after(max(round(own, 2), LEAST_LEAVING_RATE), DELTA)
    )
