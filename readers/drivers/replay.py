"""A recording in place of a reader: the same cycles at the same pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from canteen.clock import Clock
from canteen.i18n import _
from readers.cycle import Cycle
from readers.errors import BadUrl
from readers.health import LineHealth
from readers.recording import read_recording
from readers.url import ReaderUrl

EMPTY_SECONDS: Final = 0.1


class ReplayReader:
    """Gives recorded cycles, moved to this clock; after the last one the tray is empty for good."""

    def __init__(self, cycles: Sequence[Cycle], clock: Clock) -> None:
        self._cycles = iter(cycles)
        self._clock = clock
        self._shift = clock.monotonic() - cycles[0].started if cycles else 0.0

    @classmethod
    def open(cls, url: ReaderUrl, clock: Clock) -> ReplayReader:
        """Read the whole file first; raises `BadRecording`, `BadUrl`."""
        url.allow(())
        if not url.target:
            raise BadUrl(url=str(url), what=_("冒号后面缺少录像文件名"))
        return cls(read_recording(Path(url.target)), clock)

    def cycle(self) -> Cycle:
        recorded = next(self._cycles, None)
        if recorded is None:
            started = self._clock.monotonic()
            self._clock.sleep(EMPTY_SECONDS)
            return Cycle.whole((), started, self._clock.monotonic())
        moved = replace(
            recorded, started=recorded.started + self._shift, ended=recorded.ended + self._shift
        )
        self._clock.sleep(moved.ended - self._clock.monotonic())
        return moved

    @property
    def health(self) -> LineHealth:
        return LineHealth()

    def close(self) -> None:
        self._cycles = iter(())
