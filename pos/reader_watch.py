"""How the reader is doing: answering, reading incompletely, mute, or gone."""

from __future__ import annotations

from typing import Final

from pos.state import ReaderTrouble
from readers import Cycle, ReaderLost
from readers.silence import Silence

INCOMPLETE_SECONDS: Final = 1.5
"""A reader whose cycles stay incomplete for so long holds the tray; single bad ones do not."""


class ReaderWatch:
    """Remembers since when the reader has not done its work; times are monotonic seconds."""

    def __init__(self) -> None:
        self.trouble: ReaderTrouble | None = None
        self._silence = Silence()
        self._incomplete_since: float | None = None

    def read(self, cycle: Cycle, now: float) -> None:
        """Take in one cycle."""
        if cycle.complete:
            self._incomplete_since = None
        elif self._incomplete_since is None:
            self._incomplete_since = now
        fault = self._silence.read(cycle, now)
        if fault is None or self._silence.since is None:
            self.trouble = None
        else:
            attempt = self.trouble.attempt if self.trouble else 1
            self.trouble = ReaderTrouble(fault.code, fault.message, attempt, self._silence.since)

    def lost(self, event: ReaderLost, now: float) -> None:
        """Take in that the reader cannot be reached."""
        since = self.trouble.since if self.trouble else now
        fault = event.fault
        self.trouble = ReaderTrouble(fault.code, fault.message, event.attempt, since)

    def back(self) -> None:
        """Take in that the reader can be reached again."""
        self.trouble = None
        self._silence.end()
        self._incomplete_since = None

    def is_incomplete(self, now: float) -> bool:
        """Whether reading has been incomplete for so long that the tray must be held."""
        since = self._incomplete_since
        return since is not None and now - since >= INCOMPLETE_SECONDS
