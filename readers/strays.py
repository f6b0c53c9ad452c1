"""Telling a plate on the tray from a neighbour's at the edge of the field. Pure.

A sequential test of two hypotheses (A. Wald, Sequential Analysis, 1947): the chip lies here and
answers a cycle with at least `PLATE_RATE`, or it lies elsewhere and answers with at most
`STRAY_RATE`. Each complete cycle after the chip's first sighting moves the logarithm of the
likelihood ratio between those two rates. For a stray the ratio is a supermartingale, so the chance
that it ever rises to `1 / α` is at most `α` (J. Ville, 1939): looking for as long as one likes
costs nothing. The same holds the other way round for a plate that lies here.

The rate of a plate is taken at its lower bound, not at the station's usual one: measured by 0.9, a
silence would weigh 2.1 and not 1.0, and of twelve good plates one would often be in doubt for two
seconds.
"""

from __future__ import annotations

import math
from enum import Enum
from typing import Final

STRAY_RATE: Final = 0.2
PLATE_RATE: Final = 0.7
"""A plate that answers more seldom is to be replaced."""
BILLED_STRAY: Final = 1e-4
"""α: at most this chance that a stray is ever taken for a plate of this tray."""
ACCEPT: Final = 9.0
"""Evidence from which a chip lies here.

ln(1 / α) = 9.21 bounds any such test; the steps of this one overshoot, and summed exactly a stray
of `STRAY_RATE` ever reaches 9.0 with 7.7e-5. Eight answers with one silence make 9.04.
"""
DOUBTED_PLATE: Final = 1e-3
"""β: at most this chance that a plate at `PLATE_RATE` is ever doubted; far less at a better one."""
REFUSE: Final = -math.log(1.0 / DOUBTED_PLATE)
CAP: Final = 2.0 * ACCEPT
"""A plate that lay here for long can still be told from one that has gone to its neighbour."""

ANSWER: Final = math.log(PLATE_RATE / STRAY_RATE)
SILENCE: Final = math.log((1.0 - PLATE_RATE) / (1.0 - STRAY_RATE))
LIKELY: Final = 2.0 * ANSWER
"""Evidence from which a chip that leaves early was a plate rather than a stray."""


class Verdict(Enum):
    """What the test says of a chip."""

    HERE = "here"
    UNDECIDED = "undecided"
    ELSEWHERE = "elsewhere"


class StrayTest:
    """The running test of one chip; begins with its first sighting, which decides nothing.

    A chip that was found to lie here stays so until more speaks against it than for it: it may be
    carried to the neighbour.
    """

    __slots__ = ("evidence", "here")

    def __init__(self, evidence: float = 0.0) -> None:
        self.evidence = evidence
        self.here = False

    def take(self, *, answered: bool) -> None:
        """Add the outcome of one complete cycle."""
        weight = ANSWER if answered else SILENCE
        self.evidence = min(max(self.evidence + weight, 2.0 * REFUSE), CAP)
        if self.evidence >= ACCEPT:
            self.here = True
        elif self.evidence <= 0.0:
            self.here = False

    @property
    def verdict(self) -> Verdict:
        """What is known so far."""
        if self.here:
            return Verdict.HERE
        return Verdict.ELSEWHERE if self.evidence <= REFUSE else Verdict.UNDECIDED
