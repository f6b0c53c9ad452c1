"""How many cycles without anything new prove that no plate was overlooked. Exact, and pure.

Plates that are laid down together answer each complete cycle independently, each with chance `p`.
What is known of the tray is a Markov chain over (plates seen, cycles in a row without a new one):
with `m` of `n` plates seen, one cycle brings nothing new with chance `q ** (n - m)`, `q = 1 - p`,
and `j` new ones with the binomial chance of `j` out of `n - m`. The tray settles as soon as the run
has the length `k[m]`; a plate is overlooked when that happens with `m < n`. The chance that the
chain passes through `m` is computed forwards, run lengths summed up in closed form.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

MOST_PLATES: Final = 24
"""Trays up to this many plates are proven; a fuller one needs the run length of this many."""
LEAST_RATE: Final = 0.2
"""A plate that answers more seldom is a stray to `readers.strays`; below it no chance is stated."""
MOST_RATE: Final = 0.999


def within(rate: float) -> float:
    """The rate nearest to `rate` that is reckoned with.

    For a true rate below `LEAST_RATE` what is reckoned with it is too good.
    """
    return min(max(rate, LEAST_RATE), MOST_RATE)


def miss_chance(plates: int, rate: float, patience: Sequence[int]) -> float:
    """The chance that a tray of `plates`, each read with chance `rate`, settles without all.

    `patience[m - 1]` is the run length at which `m` plates seen settle; it needs `plates - 1`
    entries.
    """
    passes = _passes(plates, rate, patience)
    missed = 1.0 - rate
    return math.fsum(
        passes[seen] * missed ** ((plates - seen) * patience[seen - 1]) for seen in range(1, plates)
    )


@lru_cache(maxsize=64)
def patience(rate: float, delta: float) -> tuple[int, ...]:
    """The least run lengths, for 1 to `MOST_PLATES` plates seen, that miss with at most `delta`.

    They hold for every true number of plates up to one more than `MOST_PLATES`. `rate` is taken
    `within` bounds.
    """
    known = within(rate)
    missed = 1.0 - known
    lengths: list[int] = []
    for plates in range(2, MOST_PLATES + 2):
        # With all but one plate seen the last length decides; shorter trays fixed the others.
        passes = _passes(plates, known, [*lengths, 1])
        earlier = math.fsum(
            passes[seen] * missed ** ((plates - seen) * lengths[seen - 1])
            for seen in range(1, plates - 1)
        )
        wanted = (delta - earlier) / passes[plates - 1]
        lengths.append(max(1, math.ceil(math.log(wanted) / math.log(missed) - 1e-12)))
    return tuple(lengths)


@lru_cache(maxsize=64)
def _openings(rate: float, delta: float) -> tuple[float, ...]:
    """For 1 to `MOST_PLATES` seen: the chance that one more plate lies there when they are."""
    known = within(rate)
    lengths = patience(rate, delta)
    return tuple(_passes(seen + 1, known, lengths)[seen] for seen in range(1, MOST_PLATES + 1))


def overlooked(seen: int, run: int, rate: float, delta: float) -> float:
    """The chance that a plate was overlooked with `seen` plates after `run` quiet cycles.

    Of a tray with one plate more, the case that is hardest to notice; two or more are noticed
    sooner. At the run length of `patience` it is at most `delta`.
    """
    known = within(rate)
    opening = _openings(rate, delta)[min(seen, MOST_PLATES) - 1]
    return float(opening * (1.0 - known) ** run)


def confidence(seen: int, run: int, rate: float, delta: float) -> float | None:
    """The chance that none was `overlooked`; `None` for a rate below `LEAST_RATE`.

    A tray settles at such a rate all the same, by the run of `LEAST_RATE`: one broken plate sets
    the rate of its station, and must not close a till whose other plates are good. Where all are so
    bad, `readers.strays` takes each for a neighbour's, and a person decides.
    """
    return None if rate < LEAST_RATE else 1.0 - overlooked(seen, run, rate, delta)


@lru_cache(maxsize=1024)
def absent_after(rate: float, delta: float, plates: int = 1) -> int:
    """Cycles in a row in which `plates` that lie there all stay silent with at most `delta`."""
    known = within(rate)
    return max(1, math.ceil(math.log(delta) / (plates * math.log(1.0 - known)) - 1e-12))


def _passes(plates: int, rate: float, lengths: Sequence[int]) -> list[float]:
    """For 0 to `plates`: the chance that at some time exactly so many have been seen."""
    missed = 1.0 - rate
    passes = [0.0] * (plates + 1)
    passes[0] = 1.0
    for seen in range(plates):
        left = plates - seen
        quiet = missed**left
        # Nothing ends the wait for the first plate.
        goes_on = 1.0 - quiet ** lengths[seen - 1] if seen else 1.0
        here = passes[seen] * goes_on / (1.0 - quiet)
        for new in range(1, left + 1):
            passes[seen + new] += here * math.comb(left, new) * rate**new * missed ** (left - new)
    return passes
