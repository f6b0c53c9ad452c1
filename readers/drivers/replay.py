"""A recording in place of a reader: the same cycles at the same pace.

Where the recording holds the bytes of a line, the reader's own driver reads them again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from canteen.clock import Clock
from canteen.i18n import _
from readers.cycle import Cycle
from readers.errors import BadUrl
from readers.health import LineHealth
from readers.playback import Playback
from readers.recording import Recording, read_recording
from readers.url import ReaderUrl

EMPTY_SECONDS: Final = 0.1


class ReplayReader:
    """Gives recorded cycles, moved to this clock; after the last one the tray is empty for good."""

    def __init__(self, recording: Recording, clock: Clock) -> None:
        self._steps = iter(recording.steps)
        self._playback = Playback(recording, clock)
        self._clock = clock
        first = recording.steps[0].cycle.started if recording.steps else recording.epoch
        self._shift = clock.monotonic() - first
        self.epoch = recording.epoch + self._shift
        """The reading of this clock that is time 0 of the recording."""

    @classmethod
    def open(cls, url: ReaderUrl, clock: Clock) -> ReplayReader:
        """Read the whole file first; raises `BadRecording`, `BadUrl`."""
        url.allow(())
        if not url.target:
            raise BadUrl(url=str(url), what=_("冒号后面缺少录像文件名"))
        return cls(read_recording(Path(url.target)), clock)

    def cycle(self) -> Cycle:
        step = next(self._steps, None)
        if step is None:
            started = self._clock.monotonic()
            self._clock.sleep(EMPTY_SECONDS)
            return Cycle.whole((), started, self._clock.monotonic())
        recorded = self._playback.cycle(step)
        moved = replace(
            recorded, started=recorded.started + self._shift, ended=recorded.ended + self._shift
        )
        self._clock.sleep(moved.ended - self._clock.monotonic())
        return moved

    @property
    def health(self) -> LineHealth:
        return self._playback.health

    def close(self) -> None:
        self._steps = iter(())
        self._playback.close()
