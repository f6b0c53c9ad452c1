"""A tape in place of a line: a driver over it does again what it did when the tape was made.

A driver that asks as it asked then gets the very same answers and readings. One that asks otherwise
(a newer version, say) hears silence where the tape holds nothing for it, and finds its place again
at the next request that it and the tape have in common, at the latest at the next cycle.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from canteen.clock import Clock
from readers.cycle import Cycle
from readers.drivers import open_reader
from readers.errors import (
    PortBusy,
    PortForbidden,
    PortNotFound,
    PortUnfit,
    ReaderError,
    ReaderGone,
)
from readers.health import LineHealth
from readers.reader import Reader, Transport
from readers.recording import MICRO, Event, Recording, Step
from readers.transport import SerialSettings

LEAST_SILENCE: Final = 0.001
"""Seconds that pass in a read for which the tape holds nothing, however short it was to be."""
_REFUSALS: Final[dict[str, type[ReaderError]]] = {
    kind.code: kind for kind in (PortNotFound, PortForbidden, PortBusy, PortUnfit)
}


class Playback:
    """Runs the driver of a recording over its events, step by step. One thread uses it."""

    def __init__(self, recording: Recording, clock: Clock) -> None:
        self._url = recording.url
        self._player = Player()
        self._clock = TapeClock(self._player, clock)
        self._reader: Reader | None = None

    @property
    def health(self) -> LineHealth:
        """What the line did, as the driver counts it now."""
        return self._reader.health if self._reader is not None else LineHealth()

    def cycle(self, step: Step) -> Cycle:
        """The cycle of `step`: what the driver makes of its bytes, with the recorded times.

        Where no reader was open, or the line was lost, it is the cycle that was recorded.
        """
        try:
            if step.opening:
                self._connect(step.opening)
            if self._reader is None:
                return step.cycle
            self._player.load(step.events)
            cycle = self._reader.cycle()
        except ReaderError:
            self.close()
            return step.cycle
        if any(event.what == "closed" for event in step.events):
            self.close()
        return cycle

    def close(self) -> None:
        """Let go of the driver. May be called again."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _connect(self, opening: Sequence[Event]) -> None:
        self.close()
        if self._url is not None:
            self._player.load(opening)
            self._reader = open_reader(self._url, self._clock, self._player.open_line)


class Player:
    """A stretch of events under a driver's reads and writes: a `Transport` that is a tape."""

    def __init__(self) -> None:
        self._port = ""
        self._line_clock = _Readings()
        self._driver_clock = _Readings()
        self.load(())

    def load(self, events: Sequence[Event]) -> None:
        """Begin another stretch; what is left of the one before is dropped."""
        self._events = events
        self._kept = b""
        self._place = 0
        self._line_clock.begin()
        self._driver_clock.begin()
        self._arrive()

    def open_line(self, settings: SerialSettings) -> Transport:
        """The line of the tape in place of the port; raises what the port did then."""
        self._port = settings.port
        place = self._find(lambda event: event.what == "line")
        refusal = self._events[place].refused if place is not None else ""
        self._go_behind(place)
        if refusal in _REFUSALS:
            raise _REFUSALS[refusal](port=settings.port, settings=str(settings))
        return self

    def read(self, need: int, seconds: float) -> bytes:
        if self._kept:
            data, self._kept = self._kept[:need], self._kept[need:]
            return data
        event = self._events[self._place] if self._place < len(self._events) else None
        if event is None or event.what not in {"got", "gone"}:
            self.pass_time(max(seconds, LEAST_SILENCE))
            return b""
        self._go_behind(self._place)
        if event.what == "gone":
            raise ReaderGone(port=self._port)
        self._kept = event.data[need:]
        return event.data[:need]

    def write(self, data: bytes) -> None:
        place = self._find(lambda event: event.what in {"sent", "unsent"} and event.data == data)
        if place is None:
            return
        self._kept = b""
        self._go_behind(place)
        if self._events[place].what == "unsent":
            raise ReaderGone(port=self._port)

    def now(self) -> float:
        return self._line_clock.next()

    def close(self) -> None:
        """Nothing is held."""

    def driver_time(self) -> float:
        """What the driver's clock read then."""
        return self._driver_clock.next()

    def pass_time(self, seconds: float) -> None:
        """Let time pass where the tape has no reading of its own."""
        self._line_clock.drift(seconds)
        self._driver_clock.drift(seconds)

    def _find(self, wanted: Callable[[Event], bool]) -> int | None:
        places = range(self._place, len(self._events))
        return next((place for place in places if wanted(self._events[place])), None)

    def _go_behind(self, place: int | None) -> None:
        if place is not None:
            self._place = place + 1
            self._arrive()

    def _arrive(self) -> None:
        event = self._events[self._place] if self._place < len(self._events) else None
        self._line_clock.load(event.now if event is not None else ())
        self._driver_clock.load(event.clock if event is not None else ())


class _Readings:
    """One clock of the tape, seconds. It never goes back within a stretch and never stands still:
    beyond what the tape holds it counts on.
    """

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self._last: float | None = None
        self._drift = 0.0
        self.load(())

    def load(self, readings: Sequence[float]) -> None:
        self._coming = iter(readings)

    def drift(self, seconds: float) -> None:
        self._drift += seconds

    def next(self) -> float:
        reading = next(self._coming, None)
        last = self._last
        if reading is None:
            reading = (last or 0.0) + self._drift + 1 / MICRO
        elif last is not None:
            reading = max(reading, last)
        self._last, self._drift = reading, 0.0
        return reading


class TapeClock:
    """The driver's clock as it read then; waits take no time."""

    def __init__(self, player: Player, clock: Clock) -> None:
        self._player = player
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    def monotonic(self) -> float:
        return self._player.driver_time()

    def sleep(self, seconds: float) -> None:
        self._player.pass_time(max(0.0, seconds))

    def wait(self, event: threading.Event, seconds: float) -> bool:
        self._player.pass_time(max(0.0, seconds))
        return event.is_set()
