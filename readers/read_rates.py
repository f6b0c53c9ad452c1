"""How reliably this station's plates answer: counts, and the one rate the presence rule may use.

Pure. Counts come from `RateTally`, are kept for 30 days, and return as `known_rate`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from readers.tag import TagRead, TagUid

STARTING_RATE: Final = 0.8
"""What is assumed of a station that knows too little."""
ENOUGH_CYCLES: Final = 2000
"""Plate-cycles before a station's own rate is believed."""
KNOWN_SHARE: Final = 0.8
"""So many of the counted plates must be known by themselves before the worst of them decide.

With fewer a bad plate may well be among those that are not. Not all, or a plate that comes out once
a month would keep the whole station slow.
"""
WORST_SHARE: Final = 0.01
CONFIDENCE: Final = 0.95
WORN_BELOW: Final = 0.7
KNOWN_AFTER: Final = 200
"""Cycles before a plate is judged by itself: its rate is then known to about ± 0.06."""
_STEPS: Final = 60
_TINY: Final = 1e-300
_MOST_TERMS: Final = 500


@dataclass(frozen=True, slots=True)
class ReadCount:
    """Complete cycles in which a plate lay in the field, and those in which it answered."""

    cycles: int = 0
    reads: int = 0

    def __add__(self, other: ReadCount) -> ReadCount:
        return ReadCount(self.cycles + other.cycles, self.reads + other.reads)

    @property
    def rate(self) -> float:
        """The share of cycles with an answer; 1 where nothing is known."""
        return self.reads / self.cycles if self.cycles else 1.0


@dataclass(frozen=True, slots=True)
class PlateReads:
    """What one visit of a plate added to the statistics of an antenna."""

    uid: TagUid
    antenna: int
    count: ReadCount


class RateTally:
    """Counts one plate's cycles between its first and its last answer, both left out.

    Those two are answers by choice of where the count begins and ends; what lies between them is an
    unbiased sample, however long the plate stayed and however it was taken away.
    """

    __slots__ = ("_misses", "antenna", "count")

    def __init__(self, first: TagRead) -> None:
        self.antenna = first.antenna
        self.count = ReadCount()
        self._misses = 0
        # The answer that would be the last one if no other came; it counts when another does.

    def saw(self, *, answered: bool) -> None:
        """One more complete cycle."""
        if not answered:
            self._misses += 1
            return
        between = self._misses
        self._misses = 0
        self.count += ReadCount(between + 1, 1)

    def total(self) -> ReadCount:
        """The cycles strictly between the first and the last answer."""
        if not self.count.reads:
            return ReadCount()
        return ReadCount(self.count.cycles - 1, self.count.reads - 1)


def lower_limit(count: ReadCount, confidence: float = CONFIDENCE) -> float:
    """The one-sided lower confidence limit of a rate (C. Clopper, E. Pearson, 1934).

    The rate at which so many answers or more come with chance `1 - confidence`; 0 without answers.
    """
    if not count.reads:
        return 0.0
    low, high = 0.0, 1.0
    for _step in range(_STEPS):
        middle = (low + high) / 2.0
        if _at_least(count.reads, count.cycles, middle) < 1.0 - confidence:
            low = middle
        else:
            high = middle
    return low


def known_rate(counts: Mapping[TagUid, ReadCount]) -> float:
    """The rate to reckon with: the lower limit of the worst hundredth of the plates, pooled.

    Only plates with `KNOWN_AFTER` cycles compete for being the worst, or chance would choose them;
    of those with fewer, at most `1 - KNOWN_SHARE`, nothing is promised. While more are unknown the
    rate is an assumption and no limit: `STARTING_RATE`, or less where all plates together, or the
    worst of those known, have shown that they are worse. It is `STARTING_RATE` alone while fewer
    than `ENOUGH_CYCLES` plate-cycles are counted. With 50 cycles a visit and a visit a day a
    station has its own rate within a week; many new plates at once take it back to the assumption.
    """
    counted = [count for count in counts.values() if count.cycles]
    everything = sum(counted, ReadCount())
    if everything.cycles < ENOUGH_CYCLES:
        return STARTING_RATE
    known = sorted(
        (count for count in counted if count.cycles >= KNOWN_AFTER), key=lambda each: each.rate
    )
    worst = sum(known[: math.ceil(len(known) * WORST_SHARE)], ReadCount())
    if len(known) >= KNOWN_SHARE * len(counted):
        return lower_limit(worst)
    shown = [lower_limit(each) for each in (everything, worst) if each.cycles]
    return min(STARTING_RATE, *shown)


def worn_plates(counts: Mapping[TagUid, ReadCount]) -> list[TagUid]:
    """The plates that should be replaced, worst first."""
    worn = [
        (count.rate, uid)
        for uid, count in counts.items()
        if count.cycles >= KNOWN_AFTER and count.rate < WORN_BELOW
    ]
    return [uid for _rate, uid in sorted(worn)]


def _at_least(reads: int, cycles: int, rate: float) -> float:
    """The chance of `reads` or more out of `cycles`: the regularised incomplete beta function."""
    if rate <= 0.0:
        return 0.0
    if rate >= 1.0:
        return 1.0
    a, b = float(reads), float(cycles - reads + 1)
    log_front = (
        math.lgamma(a + b)
        - math.lgamma(a)
        - math.lgamma(b)
        + a * math.log(rate)
        + b * math.log1p(-rate)
    )
    if rate < (a + 1.0) / (a + b + 2.0):
        return math.exp(log_front) * _fraction(a, b, rate) / a
    return 1.0 - math.exp(log_front) * _fraction(b, a, 1.0 - rate) / b


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method."""
    c, d = 1.0, 1.0 / _off_zero(1.0 - (a + b) * x / (a + 1.0))
    value = d
    for m in range(1, _MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        before = value
        for term in (even, odd):
            d = 1.0 / _off_zero(1.0 + term * d)
            c = _off_zero(1.0 + term / c)
            value *= c * d
        if abs(value - before) <= 1e-13 * abs(value):
            break
    return value


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
