"""Whether a reader that can be reached does its work, or is mute. Pure."""

from __future__ import annotations

from typing import Final

from readers.cycle import Cycle, Fault

MUTE_SECONDS: Final = 3.0
"""Without one complete cycle or one chip for so long, the reader counts as out of order."""


class Silence:
    """How long a reader has given neither a complete cycle nor a chip; times are its cycles'.

    `since` is when that began, `None` while the reader works.
    """

    def __init__(self) -> None:
        self.since: float | None = None

    def read(self, cycle: Cycle, now: float) -> Fault | None:
        """Take in one cycle; what keeps the reader from working, once it counts as mute."""
        if cycle.complete or cycle.tags:
            self.since = None
            return None
        if self.since is None:
            self.since = now
        is_mute = now - self.since >= MUTE_SECONDS
        return cycle.faults[0] if is_mute and cycle.faults else None

    def end(self) -> None:
        """Begin anew: another connection is not to blame for the silence of the one before."""
        self.since = None
