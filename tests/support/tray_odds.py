"""Many trays at once: how often one settles without a plate, and after how many cycles.

Three ways that know nothing of each other: an exact chain, a simulation of the chain's assumptions
in arrays, and the real `Presence` fed with made-up cycles.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from readers.cycle import Cycle
from readers.emulation.air import inventory_seconds
from readers.emulation.feig import BAUD, BITS
from readers.emulation.feig_firmware import COMMAND_SECONDS, PAGE_TAGS
from readers.presence import Presence
from readers.protocols import feig
from readers.read_rates import ReadCount, lower_limit
from readers.tag import TagRead, TagUid

Bools = NDArray[np.bool_]
Whole = NDArray[np.int64]
Reals = NDArray[np.float64]

CHIPS = tuple(TagRead(TagUid.parse(f"E00401{number:010X}")) for number in range(26))
MOST_CYCLES = 400
REPLY_BYTES = 6
PAGE_BYTES = 7
AT_ONCE = 100_000
"""Trays a step of the simulation holds in memory."""


@dataclass(frozen=True)
class Settling:
    """What many trays did: how many settled without a plate, and after how many cycles each."""

    wrong: int
    cycles: Whole

    @property
    def trays(self) -> int:
        return len(self.cycles)

    @property
    def interval(self) -> tuple[float, float]:
        return interval(self.wrong, self.trays)


@dataclass(frozen=True)
class Chain:
    """The chance of a wrong total, and of settling in the first, second … cycle."""

    wrong: float
    settles: Reals

    def percentile(self, share: float) -> int:
        """The cycle by which so large a share of the trays has settled."""
        return int(np.searchsorted(np.cumsum(self.settles), share)) + 1

    @property
    def mean(self) -> float:
        return float(np.dot(self.settles, np.arange(1, len(self.settles) + 1)))


def interval(hits: int, trials: int, shares: int = 1) -> tuple[float, float]:
    """The two-sided 95 % interval of a share (Clopper and Pearson).

    Of so many `shares` looked at together, all lie inside theirs with 95 % (Bonferroni).
    """
    confidence = 1.0 - 0.025 / shares
    low = lower_limit(ReadCount(trials, hits), confidence)
    return low, 1.0 - lower_limit(ReadCount(trials, trials - hits), confidence)


def chain(rates: Sequence[float], lengths: Sequence[int]) -> Chain:
    """Plates of at most two different rates, laid down together: forwards, cycle by cycle.

    The state is (plates of the first rate seen, of the second, cycles in a row without a new one).
    """
    first, second = max(rates), min(rates)
    many = sum(rate == first for rate in rates)
    rest = len(rates) - many
    mass = np.zeros((many + 1, rest + 1, max(lengths) + 1))
    mass[0, 0, 0] = 1.0
    wrong, settles = 0.0, []
    while mass.sum() > 1e-18 and len(settles) < MOST_CYCLES:
        after = np.zeros_like(mass)
        settled = 0.0
        for seen, other in np.ndindex(many + 1, rest + 1):
            here = mass[seen, other]
            for new in range(many - seen + 1):
                for late in range(rest - other + 1):
                    chance = binomial(many - seen, new, first) * binomial(
                        rest - other, late, second
                    )
                    if new or late or not seen + other:
                        after[seen + new, other + late, 0] += here.sum() * chance
                        continue
                    longest = lengths[seen + other - 1]
                    settled += here[longest - 1] * chance
                    wrong += here[longest - 1] * chance * (seen + other < len(rates))
                    after[seen, other, 1:longest] += here[: longest - 1] * chance
        settles.append(settled)
        mass = after
    return Chain(float(wrong), np.array(settles))


def binomial(count: int, hits: int, rate: float) -> float:
    """The chance of `hits` out of `count`."""
    return math.comb(count, hits) * rate**hits * (1.0 - rate) ** (count - hits)


def simulate(trays: int, rates: Sequence[float], lengths: Sequence[int], seed: int) -> Settling:
    """Lay `trays` trays and let each settle by `lengths`; every plate answers by itself."""
    dice = np.random.default_rng(seed)
    wrong, cycles = 0, []
    for start in range(0, trays, AT_ONCE):
        part = _simulate(min(AT_ONCE, trays - start), rates, lengths, dice)
        wrong += part.wrong
        cycles.append(part.cycles)
    return Settling(wrong, np.concatenate(cycles))


def _simulate(
    trays: int, rates: Sequence[float], lengths: Sequence[int], dice: np.random.Generator
) -> Settling:
    needed = np.array([MOST_CYCLES, *lengths])
    chance = np.array(rates, dtype=np.float32)
    seen = np.zeros((trays, len(rates)), dtype=bool)
    run = np.zeros(trays, dtype=np.int64)
    cycles, wrong = [], 0
    for number in range(1, MOST_CYCLES):
        answers = dice.random(seen.shape, dtype=np.float32) < chance
        fresh = (answers & ~seen).any(axis=1)
        seen |= answers
        run = np.where(fresh, 0, run + 1)
        count = seen.sum(axis=1)
        done = run >= needed[count]
        wrong += int((count[done] < len(rates)).sum())
        cycles.append(np.full(int(done.sum()), number))
        seen, run = seen[~done], run[~done]
        if not len(run):
            break
    return Settling(wrong, np.concatenate(cycles))


@cache
def whole_cycle(mask: int) -> Cycle:
    """A complete cycle in which the chips answer whose bits are set."""
    tags = tuple(chip for number, chip in enumerate(CHIPS) if mask >> number & 1)
    return Cycle.whole(tags, 0.0, 0.1)


def masks(trays: int, cycles: int, rates: Sequence[float], seed: int) -> Iterator[list[int]]:
    """For each tray, cycle by cycle, the chips that answer, as bits."""
    dice = np.random.default_rng(seed)
    weights = 1 << np.arange(len(rates))
    for _tray in range(trays):
        answers = dice.random((cycles, len(rates)), dtype=np.float32) < np.array(rates)
        yield (answers @ weights).tolist()


def settle(trays: int, rates: Sequence[float], known: float, delta: float, seed: int) -> Settling:
    """The same with the real `Presence` at a station whose rate is held to be `known`."""
    wrong, cycles = 0, []
    for stream in masks(trays, 60, rates, seed):
        presence = Presence(known, delta)
        for number, mask in enumerate(stream, start=1):
            sighting = presence.see(whole_cycle(mask))
            if sighting.settled:
                wrong += len(sighting.plates) < len(rates)
                cycles.append(number)
                break
        else:
            raise AssertionError("a tray did not settle in 60 cycles")
    return Settling(wrong, np.array(cycles))


@cache
def cycle_seconds(answering: int, samples: int = 400) -> float:
    """The mean cycle of a FEIG reader at 38400 bit/s in which so many chips answer.

    Air time of random chip numbers (`readers.emulation.air`), controller, wire, and the silence
    before each request; not the looks at the configuration after a plate fell silent.
    """
    dice = random.Random(answering)  # noqa: S311 - made-up chip numbers
    air = inventory_seconds(())
    if answering:
        drawn = [[_chip(dice) for _ in range(answering)] for _ in range(samples)]
        air = sum(inventory_seconds(chips) for chips in drawn) / samples
    pages = max(1, -(-answering // PAGE_TAGS))
    sent = pages * len(feig.inventory_request())
    got = pages * PAGE_BYTES + answering * len(feig.data_set(CHIPS[0].uid))
    wire = (sent + got) * BITS / BAUD
    work = air + (pages - 1) * COMMAND_SECONDS
    return work + wire + pages * feig.QUIET_SECONDS


def _chip(dice: random.Random) -> TagUid:
    return TagUid.of(b"\xe0\x04\x01" + dice.randbytes(5))


def commits(
    trays: int, rates: Sequence[float], known: float, later: int, seed: int, *, stray: bool
) -> dict[str, float]:
    """Shares of the trays at a commit `later` cycles after the first settling, with `Presence`.

    With `stray` the last rate is that of a neighbour's chip, which none of the first three look at:
    `held` and `waits` (a plate is doubted, undecided), `unsettled`, and `billed`, `doubted`,
    `undecided` of the stray alone.
    """
    foreign = CHIPS[len(rates) - 1].uid if stray else None
    counts = dict.fromkeys(("held", "waits", "unsettled", "billed", "doubted", "undecided"), 0)
    for stream in masks(trays, MOST_CYCLES, rates, seed):
        presence, left = Presence(known), -1
        for mask in stream:
            sighting = presence.see(whole_cycle(mask))
            left = later if left < 0 and sighting.settled else left - (left > 0)
            if not left:
                break
        else:
            raise AssertionError("a tray did not settle")
        doubted, undecided = foreign in sighting.doubtful, foreign in sighting.undecided
        counts["held"] += len(sighting.doubtful) > doubted
        counts["waits"] += len(sighting.undecided) > undecided
        counts["unsettled"] += not sighting.settled
        counts["billed"] += foreign in sighting.plates and not doubted and not undecided
        counts["doubted"] += doubted
        counts["undecided"] += undecided
    return {name: count / trays for name, count in counts.items()}
