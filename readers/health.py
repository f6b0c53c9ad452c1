"""How well a reader's line works: what came whole, what came spoilt, what did not come.

Counters belong to one open reader and one thread; a `LineHealth` is a frozen copy for everyone.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

WINDOW_SECONDS: Final = 300.0
"""What a line is judged by. A tray reader gives some thousand frames in five minutes, so one in a
hundred is no chance; and a plug that was pushed home is forgotten before the next rush."""
MARK_SECONDS: Final = 10.0
"""How finely that window moves on; it may be longer by so much."""
SPOILT_SHARE: Final = 0.01
"""From here on a line is unwell: a sound cable spoils no frame at all in five minutes, while one in
a hundred already leaves every tenth tray a cycle that proves nothing. At 5 % trays wait visibly,
which is too late to be told."""
LEAST_SPOILT: Final = 3
"""One or two are a plug that was touched, and in a trial of few frames already above the share."""
_ENOUGH_FRAMES: Final = 20


@dataclass(frozen=True, slots=True)
class LineHealth:
    """What a reader's line did since it was opened, or in a stretch of that time.

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

    def since(self, earlier: LineHealth) -> LineHealth:
        """What came to the counts of `earlier`, a copy of the same running count."""
        return LineHealth(
            self.frames - earlier.frames,
            self.crc_errors - earlier.crc_errors,
            self.resyncs - earlier.resyncs,
            self.noise - earlier.noise,
            self.timeouts - earlier.timeouts,
            self.last_good,
        )

    @property
    def crc_error_rate(self) -> float | None:
        """The share of frames with a wrong check sum, `None` while there are too few to say."""
        heard = self.frames + self.crc_errors
        return self.crc_errors / heard if heard >= _ENOUGH_FRAMES else None

    @property
    def is_spoilt(self) -> bool:
        """Whether so many frames came with a wrong check sum that someone must see to the line."""
        rate = self.crc_error_rate
        return rate is not None and rate >= SPOILT_SHARE and self.crc_errors >= LEAST_SPOILT


@dataclass(frozen=True, slots=True)
class ReaderHealth:
    """How a reader did since its loop began, over all its connections.

    `recent` is what its line did in the last `WINDOW_SECONDS`, by which it is judged.
    """

    line: LineHealth = LineHealth()
    reconnects: int = 0
    connected: bool = False
    recent: LineHealth = LineHealth()


class LineWindow:
    """What a running count did lately, told from marks of it. `at`: monotonic seconds."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, LineHealth]] = deque()

    def take(self, total: LineHealth, at: float) -> LineHealth:
        """Take in the whole count as it is now; what the last `WINDOW_SECONDS` brought of it."""
        marks = self._marks
        if marks and total.frames < marks[-1][1].frames:
            marks.clear()  # a replay's count begins anew with each opening
        if not marks:
            marks.append((at, LineHealth()))
        elif at - marks[-1][0] >= MARK_SECONDS:
            marks.append((at, total))
        while len(marks) > 1 and at - marks[1][0] >= WINDOW_SECONDS:
            marks.popleft()
        return total.since(marks[0][1])


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
