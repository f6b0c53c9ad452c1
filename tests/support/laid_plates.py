"""Plates laid down one by one, and rules that say when the tray is settled: ours, and others.

A cycle reads the plates that lie there when it begins; how long it takes depends on how many answer
(`tray_odds.cycle_seconds`, a FEIG reader at 38400 bit/s). All trays step together, cycle by cycle.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from support.tray_odds import Bools, Reals, Whole, cycle_seconds

from readers.certainty import MOST_PLATES, absent_after, patience
from readers.presence import LEAST_CLEAR

LAYING_SECONDS = 3.0
AT_ONCE = 10_000
MOST_CYCLES = 400


class Rule(Protocol):
    """Takes one cycle of every tray; says which chips lie there and how long that took to know."""

    def take(self, answers: Bools) -> tuple[Bools, Bools, Whole]:
        """From (trays, plates) answers: the plates held to be there, which trays are settled, and
        the cycles that a settled tray's verdict rests on."""
        ...


class Runs:
    """Settled after so many cycles without a new plate; a plate silent for `gone` cycles has left.

    `lengths` by plates seen; `whole`, by plates seen, lets all of them go at once.
    """

    def __init__(
        self, shape: tuple[int, int], lengths: Sequence[int], gone: int, whole: Sequence[int]
    ) -> None:
        self._lengths = np.array([MOST_CYCLES, *lengths])
        self._whole = np.array([MOST_CYCLES, *whole])
        self._gone = gone
        self._there = np.zeros(shape, dtype=bool)
        self._silent = np.zeros(shape, dtype=np.int64)
        self._run = np.zeros(shape[0], dtype=np.int64)

    def take(self, answers: Bools) -> tuple[Bools, Bools, Whole]:
        fresh = answers & ~self._there
        self._there |= answers
        self._silent = np.where(answers, 0, self._silent + 1)
        count = self._there.sum(axis=1)
        empty = (self._silent >= self._whole[count][:, None]) | ~self._there
        left = self._there & ((self._silent >= self._gone) | empty.all(axis=1)[:, None])
        self._there &= ~left
        self._run = np.where((fresh | left).any(axis=1), 0, self._run + 1)
        needed = self._lengths[self._there.sum(axis=1)]
        return self._there, self._run >= needed, needed


class Smurf:
    """Plain SMURF (S. Jeffery, M. Garofalakis, M. Franklin, VLDB 2006), one cycle an epoch.

    Each chip has its own window, which grows by two epochs up to `ln(1 / delta) / p`, `p` its rate
    in the window, halves at a transition and starts at one again when it is empty. With one cycle
    an epoch the count in a window is `p` times its length, so that no transition is ever found.
    The method knows no tray; here one is settled when every window is as long as its chip demands
    and the set is the same as a cycle before.
    """

    def __init__(self, shape: tuple[int, int], delta: float) -> None:
        self._need = math.log(1.0 / delta)
        self._window = np.ones(shape, dtype=np.int64)
        self._sums = [np.zeros(shape, dtype=np.int16)]
        self._there = np.zeros(shape, dtype=bool)
        self._rows, self._columns = np.ogrid[: shape[0], : shape[1]]

    def take(self, answers: Bools) -> tuple[Bools, Bools, Whole]:
        self._sums.append(self._sums[-1] + answers)
        sums = np.stack(self._sums[-MOST_CYCLES:])
        count = self._reads(sums, self._window)
        rate = count / self._window
        full = np.ceil(self._need / np.maximum(rate, 1e-9)).astype(np.int64)
        full[count == 0] = 1
        grown = np.maximum(np.minimum(self._window + 2, full), 1)
        self._window = np.where(full > self._window, grown, self._window)
        self._window[count == 0] = 1
        there = self._reads(sums, self._window) > 0
        same = (there == self._there).all(axis=1)
        whole = (~there | (self._window >= full)).all(axis=1)
        self._there = there
        return there, same & whole & there.any(axis=1), self._window.max(axis=1)

    def _reads(self, sums: NDArray, window: Whole) -> Whole:
        before = np.maximum(len(sums) - 1 - window, 0)
        return (sums[-1] - sums[before, self._rows, self._columns]).astype(np.int64)


@dataclass(frozen=True)
class Laid:
    """What many trays did until each was settled with all its plates, the last one laid.

    `wrong`: trays that were settled without a plate although all had lain there for all the cycles
    that verdict rests on. `in_passing`: trays that were so only before that, while a plate had just
    come. `lacking`: seconds a tray stood settled without a plate that lay there, on average.
    `seconds`: from the last plate laid to settled and right.
    """

    wrong: int
    in_passing: int
    lacking: float
    seconds: Reals


def ours(shape: tuple[int, int], known: float, delta: float) -> Runs:
    """The rule of `readers.presence` in arrays, without strays."""
    counts = range(1, MOST_PLATES + 1)
    whole = [max(LEAST_CLEAR, absent_after(known, delta, count)) for count in counts]
    return Runs(shape, patience(known, delta), absent_after(known, delta), whole)


def window(shape: tuple[int, int], cycles: int) -> Runs:
    """A fixed window of so many complete cycles."""
    same = [cycles] * MOST_PLATES
    return Runs(shape, same, cycles, same)


class _Trays:
    """Trays of one batch on their own clocks."""

    def __init__(self, trays: int, plates: int, rate: float, dice: np.random.Generator) -> None:
        self._dice = dice
        self._rate = rate
        self.laid = dice.random((trays, plates)) * LAYING_SECONDS
        # A cycle may be under way when the first plate comes.
        self.now = dice.random(trays) * cycle_seconds(0)
        self._took = np.array([cycle_seconds(count) for count in range(plates + 1)])
        self.starts: list[Reals] = []
        self.going = np.ones(trays, dtype=bool)
        self.wrong = np.zeros(trays, dtype=bool)
        self.in_passing = np.zeros(trays, dtype=bool)
        self.lacking = np.zeros(trays)
        self.seconds = np.zeros(trays)

    def answers(self) -> Bools:
        self.starts.append(self.now)
        there = self.laid <= self.now[:, None]
        answers = there & (self._dice.random(there.shape, dtype=np.float32) < self._rate)
        self.now = self.now + self._took[answers.sum(axis=1)]
        return answers

    def judge(self, there: Bools, settled: Bools, rests_on: Whole) -> None:
        """Compare what a rule says after a cycle with what lay there when the cycle began."""
        start = self.starts[-1]
        missing = (self.laid <= start[:, None]) & ~there
        first = np.maximum(len(self.starts) - rests_on, 0)
        begun = np.stack(self.starts)[first, np.arange(len(first))]
        last = self.laid.max(axis=1)
        lacking = self.going & settled & missing.any(axis=1)
        self.wrong |= lacking & (last <= begun)
        self.in_passing |= lacking & (last > begun)
        self.lacking += np.where(lacking, self.now - start, 0.0)
        done = self.going & settled & there.all(axis=1) & (last <= start)
        self.seconds[done] = (self.now - last)[done]
        self.going &= ~done


def lay(rule: Sequence[object], trays: int, plates: int, rate: float, seed: int) -> Laid:
    """Lay `trays` trays of `plates`, each plate at a uniform moment of `LAYING_SECONDS`.

    `rule`: ("window", cycles), ("smurf", delta) or ("ours", known rate, delta).
    """
    dice = np.random.default_rng(seed)
    batches = []
    for start in range(0, trays, AT_ONCE):
        batch = _Trays(min(AT_ONCE, trays - start), plates, rate, dice)
        reckoner = _rule(rule, batch.laid.shape)
        while batch.going.any():
            batch.judge(*reckoner.take(batch.answers()))
        batches.append(batch)
    return Laid(
        sum(int(batch.wrong.sum()) for batch in batches),
        sum(int((batch.in_passing & ~batch.wrong).sum()) for batch in batches),
        float(np.concatenate([batch.lacking for batch in batches]).mean()),
        np.concatenate([batch.seconds for batch in batches]),
    )


def _rule(rule: Sequence[object], shape: tuple[int, int]) -> Rule:
    kind, *numbers = rule
    return {"window": window, "smurf": Smurf, "ours": ours}[str(kind)](shape, *numbers)
