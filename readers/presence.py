"""Which plates lie on the tray, and since when nothing changed.

A chip that lies in the field is missed in one complete cycle with chance `1 - p`. Had a plate been
overlooked, it must have been missed in every one of the last `k` complete cycles: chance
`(1 - p) ** k`. For a tray of 12 plates and a wanted error `δ = 0.001` a tray, `k` is the least
number with `(1 - p) ** k <= δ / 12`; with `p = 0.9` that is 5. The same bound says when a plate is
gone. Both counts are in cycles, so they hold for any reader.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from readers.cycle import Cycle
from readers.tag import TagUid

SETTLE_AFTER: Final = 5
CLEAR_AFTER: Final = 5
WEAK_SHARE: Final = 0.6
"""A plate seen in fewer of its complete cycles may be a neighbour's; it is not billed silently."""
WEAK_AFTER: Final = 10
"""Complete cycles before a plate may be called doubtful: at p = 0.9 a good one is, with 0.0016."""
_WINDOW: Final = 20
_MISSES_IN_A_ROW: Final = 1


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is known of the tray after a cycle.

    `plates` stand in the order they were first seen. `settled`: nothing changed for long enough
    and every plate was lately seen. `certainty` runs from 0 to 1 on the way there. `confidence`,
    the chance that nothing was overlooked, is `None` until this rule can measure it. `incomplete`:
    the last cycle proves nothing about what is absent. `doubtful`: plates seen too seldom.
    """

    plates: tuple[TagUid, ...] = ()
    settled: bool = False
    certainty: float = 0.0
    confidence: float | None = None
    incomplete: bool = False
    doubtful: tuple[TagUid, ...] = ()


@dataclass(slots=True)
class _Plate:
    """One plate's last complete cycles: seen or not, and the misses since it was last seen."""

    seen: deque[bool] = field(default_factory=lambda: deque(maxlen=_WINDOW))
    missed: int = 0

    @property
    def weak(self) -> bool:
        return bool(self.seen) and sum(self.seen) < WEAK_SHARE * len(self.seen)

    @property
    def doubtful(self) -> bool:
        return self.weak and len(self.seen) >= WEAK_AFTER


class Presence:
    """The memory that turns cycles into a tray. One thread feeds it.

    `settle_after` and `clear_after` are complete cycles, at least 1 each: in a row without a change
    until the tray is settled, without an answer until a plate is gone. An incomplete cycle starts
    the first count over; in the second it counts for nothing, unless it shows the plate.
    """

    def __init__(self, settle_after: int = SETTLE_AFTER, clear_after: int = CLEAR_AFTER) -> None:
        if min(settle_after, clear_after) < 1:
            raise ValueError("at least one cycle")
        self._settle_after = settle_after
        self._clear_after = clear_after
        self._plates: dict[TagUid, _Plate] = {}
        self._steady = 0
        self._settled = False
        self._incomplete = False

    @property
    def sighting(self) -> Sighting:
        """What is known now."""
        # The last step is taken by settling alone, which also wants every plate lately seen.
        steps = min(self._steady, self._settle_after - 1)
        return Sighting(
            plates=tuple(self._plates),
            settled=self._settled,
            certainty=1.0 if self._settled else steps / self._settle_after,
            incomplete=self._incomplete,
            doubtful=tuple(uid for uid, plate in self._plates.items() if plate.doubtful),
        )

    def see(self, cycle: Cycle) -> Sighting:
        """Take one cycle in and say what is known after it."""
        seen = set(cycle.uids)
        changed = self._admit(cycle)
        if not cycle.complete:
            return self.interrupt()
        for uid, plate in self._plates.items():
            plate.seen.append(uid in seen)
            plate.missed = 0 if uid in seen else plate.missed + 1
        changed |= self._dismiss()
        self._incomplete = False
        self._steady = 0 if changed or not self._plates else self._steady + 1
        self._settled = self._settles()
        return self.sighting

    def interrupt(self) -> Sighting:
        """The reader failed for a while: nothing left the tray, and nothing is certain any more."""
        self._steady = 0
        self._settled = False
        self._incomplete = True
        return self.sighting

    def _admit(self, cycle: Cycle) -> bool:
        before = len(self._plates)
        for uid in cycle.uids:
            self._plates.setdefault(uid, _Plate()).missed = 0
        return len(self._plates) > before

    def _dismiss(self) -> bool:
        gone = [uid for uid, plate in self._plates.items() if plate.missed >= self._clear_after]
        for uid in gone:
            del self._plates[uid]
        return bool(gone)

    def _settles(self) -> bool:
        if self._steady < self._settle_after:
            return False
        if any(plate.doubtful for plate in self._plates.values()):
            return False
        # Once settled, single misses are the expected noise of p < 1 and unsettle nothing.
        return self._settled or not any(
            plate.weak or plate.missed > _MISSES_IN_A_ROW for plate in self._plates.values()
        )
