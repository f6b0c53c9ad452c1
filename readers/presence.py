"""Which plates lie on the tray, how sure that is, and since when.

Three questions are kept apart, each with its own certainty. Was a plate overlooked? The run of
complete cycles without anything new answers it (`readers.certainty`); at the run length that the
wanted chance `delta` demands the tray is settled. Does a plate lie here or at a neighbour's? The
sequential test of `readers.strays` runs beside and goes on after settling, for as long as the
plates lie there. Has a plate gone? It has when it was silent for so many complete cycles that one
that lies there is with chance `delta` at most. Incomplete cycles show what lies there and prove
nothing about what does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from readers import certainty
from readers.cycle import Cycle
from readers.read_rates import STARTING_RATE, PlateReads, RateTally
from readers.strays import LIKELY, REFUSE, StrayTest, Verdict
from readers.tag import TagRead, TagUid

DELTA: Final = 1e-6
"""The chance that a tray settles without one of its plates."""
LEAST_CLEAR: Final = 2
"""A whole tray never counts as gone after a single cycle, which one bad moment can spoil."""
SILENT_CYCLES: Final = 4
"""A plate that was silent so often in a row may be on its way; money waits until that is clear."""
OWN_RATE_AFTER: Final = 10
"""Cycles of this visit after which a plate's own rate may be held against it."""
LEAST_LEAVING_RATE: Final = 0.5
"""Silence is judged by no lower rate, or a stray would stay for as long as it is in reach.

A plate that answers more seldom may be let go of too early. The run then begins anew.
"""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is known of the tray after a cycle.

    `plates` stand in the order they were first seen. `settled`: the last cycle was complete, and
    with at most the wanted chance a plate was overlooked. `certainty` runs from 0 to 1 on the way
    there. `confidence`: the chance that of plates laid down together none was overlooked; one added
    to a settled tray may stay unread for a run more often (`benchmarks/presence.py` 4b). `None`
    with an empty tray, for rules that cannot state one, and below `certainty.LEAST_RATE`, where
    `settled` promises nothing either. `incomplete`: the last cycle proves nothing about what is
    absent. `doubtful`: chips that seem to lie elsewhere. `undecided`: chips that may, or that may
    just have left.
    """

    plates: tuple[TagUid, ...] = ()
    settled: bool = False
    certainty: float = 0.0
    confidence: float | None = None
    incomplete: bool = False
    doubtful: tuple[TagUid, ...] = ()
    undecided: tuple[TagUid, ...] = ()


class TrayRule(Protocol):
    """What turns a reader's cycles into a tray. One thread feeds it."""

    def see(self, cycle: Cycle) -> Sighting:
        """Take one cycle in and say what is known after it."""
        ...

    def interrupt(self) -> Sighting:
        """The reader failed for a while."""
        ...

    def take_counts(self) -> tuple[PlateReads, ...]:
        """How often the chips that went away since the last call had answered, strays included."""
        ...


class _Plate:
    """One chip while it lies there: its test, its silence since the last answer, its counts.

    `likely` and `proven` tell what was known of it at its last answer: that it was probably, and
    certainly, a plate of this tray. The silence after it tells of leaving, not of lying elsewhere.
    """

    __slots__ = ("likely", "missed", "proven", "tally", "test")

    def __init__(self, first: TagRead, evidence: float) -> None:
        self.missed = 0
        self.test = StrayTest(evidence)
        self.tally = RateTally(first)
        self.likely = self.proven = False

    def take(self, *, answered: bool) -> None:
        """Add the outcome of one complete cycle."""
        self.missed = 0 if answered else self.missed + 1
        self.test.take(answered=answered)
        self.tally.saw(answered=answered)
        if answered:
            self.likely |= self.test.evidence >= LIKELY
            self.proven = self.test.here

    def rate(self, known: float) -> float:
        """What a silence must be judged by: the station's rate, or its own when that is worse."""
        count = self.tally.count
        if count.cycles < OWN_RATE_AFTER:
            return known
        return min(known, (count.reads + 1) / (count.cycles + 2))


class Presence:
    """The memory that turns cycles into a tray. One thread feeds it.

    `rate` is the chance that a plate answers a complete cycle, `delta` the wanted chance of an
    overlooked plate.
    """

    def __init__(self, rate: float = STARTING_RATE, delta: float = DELTA) -> None:
        if not 0.0 < delta < 1.0:
            raise ValueError(f"delta = {delta}")
        self.rate = rate
        self._delta = delta
        self._plates: dict[TagUid, _Plate] = {}
        self._suspects: dict[TagUid, float] = {}
        self._counted: list[PlateReads] = []
        self._run = 0
        self._incomplete = False
        self._sighting = Sighting()

    @property
    def sighting(self) -> Sighting:
        """What is known now."""
        return self._sighting

    def set_rate(self, rate: float) -> None:
        """Reckon with another rate from the next cycle on; any thread may say so."""
        self.rate = rate

    def see(self, cycle: Cycle) -> Sighting:
        """Take one cycle in and say what is known after it."""
        rate = self.rate
        old = tuple(self._plates.items())
        changed = self._admit(cycle)
        if cycle.complete:
            self._weigh(old, cycle)
            changed |= self._dismiss(rate)
            self._run = 0 if changed else self._run + 1
        elif changed:
            self._run = 0
        self._incomplete = not cycle.complete
        return self._conclude(rate)

    def interrupt(self) -> Sighting:
        """The reader failed for a while: nothing left the tray, and nothing is certain any more."""
        self._run = 0
        self._incomplete = True
        return self._conclude(self.rate)

    def take_counts(self) -> tuple[PlateReads, ...]:
        """How often the chips that went away since the last call had answered, strays included."""
        counted, self._counted = tuple(self._counted), []
        return counted

    def _admit(self, cycle: Cycle) -> bool:
        """Take in chips that lie there for the first time; whether that makes a new tray."""
        changed = False
        for tag in cycle.tags:
            if tag.uid not in self._plates:
                # A chip that came and went as a stray does is no news, and comes back in doubt.
                doubt = self._suspects.pop(tag.uid, None)
                self._plates[tag.uid] = _Plate(tag, doubt or 0.0)
                changed |= doubt is None
        return changed

    def _weigh(self, old: Iterable[tuple[TagUid, _Plate]], cycle: Cycle) -> None:
        """Let the plates that lay there before this cycle be judged by it."""
        seen = {tag.uid for tag in cycle.tags}
        for uid, plate in old:
            plate.take(answered=uid in seen)

    def _dismiss(self, rate: float) -> bool:
        """Let go of what has gone; whether the tray is another one without it."""
        if not self._plates or not any(plate.missed for plate in self._plates.values()):
            return False
        rate = max(rate, LEAST_LEAVING_RATE)
        # Only what surely lay here can testify by its silence that the whole tray is gone.
        proven = sum(plate.test.here for plate in self._plates.values())
        whole = max(LEAST_CLEAR, certainty.absent_after(rate, self._delta, max(1, proven)))
        if all(plate.missed >= whole for plate in self._plates.values()):
            gone = list(self._plates)
        else:
            gone = [uid for uid, plate in self._plates.items() if self._is_gone(plate, rate)]
        changed = False
        for uid in gone:
            changed |= self._let_go(uid)
        if not self._plates:
            self._suspects.clear()
        return changed

    def _is_gone(self, plate: _Plate, rate: float) -> bool:
        if plate.missed < certainty.absent_after(rate, self._delta):
            return False
        own = max(round(plate.rate(rate), 2), LEAST_LEAVING_RATE)
        if plate.missed < certainty.absent_after(own, self._delta):
            return False
        # What never proved to lie here is first doubted: a stray may well be silent for so long.
        return plate.proven or plate.test.verdict is Verdict.ELSEWHERE

    def _let_go(self, uid: TagUid) -> bool:
        """Forget a chip; whether the tray is another one without it.

        One that answered as a stray does was never a plate of it.
        """
        plate = self._plates.pop(uid)
        count = plate.tally.total()
        if count.cycles:
            self._counted.append(PlateReads(uid, plate.tally.antenna, count))
        if plate.proven or plate.likely:
            return True
        self._suspects[uid] = REFUSE
        return False

    def _conclude(self, rate: float) -> Sighting:
        plates = tuple(self._plates)
        if not plates:
            self._sighting = Sighting(incomplete=self._incomplete)
            return self._sighting
        seen, delta = len(plates), self._delta
        needed = certainty.patience(rate, delta)[min(seen, certainty.MOST_PLATES) - 1]
        # What was silent all the while the tray seemed unchanged may have left it before.
        silent = any(
            plate.missed >= self._run and plate.test.verdict is not Verdict.ELSEWHERE
            for plate in self._plates.values()
        )
        doubtful, undecided = [], []
        for uid, plate in self._plates.items():
            verdict = plate.test.verdict
            if verdict is Verdict.ELSEWHERE:
                doubtful.append(uid)
            elif verdict is Verdict.UNDECIDED or plate.missed >= SILENT_CYCLES:
                undecided.append(uid)
        self._sighting = Sighting(
            plates,
            settled=self._run >= needed and not (self._incomplete or silent),
            certainty=min(1.0, self._run / needed),
            confidence=certainty.confidence(seen, self._run, rate, delta),
            incomplete=self._incomplete,
            doubtful=tuple(doubtful),
            undecided=tuple(undecided),
        )
        return self._sighting
