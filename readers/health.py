"""How well a reader's line works: what came whole, what came spoilt, what did not come.

Counters belong to one open reader and one thread; a `LineHealth` is a frozen copy for everyone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_ENOUGH_FRAMES: Final = 20


@dataclass(frozen=True, slots=True)
class LineHealth:
    """What a reader's line did since it was opened.

    `frames` came whole and with the right check sum, `crc_errors` with a wrong one; `resyncs`
    counts how often the start of a frame had to be searched for, `noise` the bytes thrown away on
    that search, `timeouts` the requests without an answer. `last_good`: when the last whole frame
    came, in seconds of the clock that cycles are timed with, `None` before the first.
    """

    frames: int = 0
    crc_errors: int = 0
    resyncs: int = 0
    noise: int = 0
    timeouts: int = 0
    last_good: float | None = None

    def __add__(self, later: LineHealth) -> LineHealth:
        """Both together; `later` is the younger one."""
        return LineHealth(
            self.frames + later.frames,
            self.crc_errors + later.crc_errors,
            self.resyncs + later.resyncs,
            self.noise + later.noise,
            self.timeouts + later.timeouts,
            self.last_good if later.last_good is None else later.last_good,
        )

    @property
    def crc_error_rate(self) -> float | None:
        """The share of frames with a wrong check sum, `None` while there are too few to say."""
        heard = self.frames + self.crc_errors
        return self.crc_errors / heard if heard >= _ENOUGH_FRAMES else None


@dataclass(frozen=True, slots=True)
class ReaderHealth:
    """How a reader did since its loop began, over all its connections."""

    line: LineHealth = LineHealth()
    reconnects: int = 0
    connected: bool = False


class LineCounters:
    """The running counts behind `LineHealth`."""

    def __init__(self) -> None:
        self.frames = 0
        self.crc_errors = 0
        self.resyncs = 0
        self.noise = 0
        self.timeouts = 0
        self.last_good: float | None = None

    def good_frame(self, at: float) -> None:
        """A whole frame came at `at`."""
        self.frames += 1
        self.last_good = at

    def snapshot(self) -> LineHealth:
        """The counts as they are now."""
        return LineHealth(
            self.frames,
            self.crc_errors,
            self.resyncs,
            self.noise,
            self.timeouts,
            self.last_good,
        )
