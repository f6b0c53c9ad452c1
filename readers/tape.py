"""A tape of one reader's line: what was sent, what each read gave, and what the clocks said.

A driver depends on nothing else, so a driver over the tape gives the same cycles again, to the
microsecond (`readers.playback`). Events are objects with one word for what happened:

    {"opening": true}                                        an attempt to open the reader begins
    {"line": "/dev/ttyUSB0", "baud": 38400, "parity": "E"}   the port was taken
    {"line": …, "refused": "E-RDR-003"}                      it was not
    {"sent": "06FF52000F6E"}                                 bytes written
    {"got": "…", "need": 6}                                  what a read of up to 6 gave, "" too
    {"unsent": "…"} {"gone": 6}                              the line was lost in a write or a read
    {"opened": true} {"closed": true}                        the driver is ready; the line is back
    {"end": true}                                            only carries readings

Each may carry `now` and `clock`: what the line's clock and the driver's clock read since the event
before, in whole microseconds. Cycles stand between the events as `canteen readers watch --json`
prints them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from canteen.clock import Clock
from readers.drivers import SERIAL_FAMILIES, open_reader
from readers.errors import ReaderError, ReaderGone
from readers.reader import Reader, Transport
from readers.recording import FORMAT, MICRO
from readers.transport import OpenLine, SerialSettings, SerialTransport
from readers.url import ReaderUrl

JsonObject = dict[str, Any]


def micros(seconds: float) -> int:
    """Seconds as whole microseconds, the nearest."""
    return round(seconds * MICRO)


class Tape:
    """Takes events until they are taken away. One thread uses it.

    `open_line` gives the lines that are taped.
    """

    def __init__(self, open_line: OpenLine = SerialTransport.open) -> None:
        self._open_line = open_line
        self._events: list[JsonObject] = []
        self._readings: dict[str, list[int]] = {}

    def note(self, what: str, value: object = True, **facts: object) -> None:
        """Add an event, with the clocks' readings since the one before."""
        self._events.append({what: value, **facts, **self._readings})
        self._readings = {}

    def reading(self, which: str, seconds: float) -> float:
        """Note that a clock was read; gives the reading as the tape will hold it."""
        whole = micros(seconds)
        self._readings.setdefault(which, []).append(whole)
        return whole / MICRO

    def take(self) -> list[JsonObject]:
        """The events since the last time, which the tape then forgets."""
        if self._readings:
            self.note("end")
        events, self._events = self._events, []
        return events

    def open_line(self, settings: SerialSettings) -> Transport:
        """Take the port of `settings`; raises as the line itself does."""
        facts = {"baud": settings.baud, "parity": settings.parity}
        try:
            line = self._open_line(settings)
        except ReaderError as refusal:
            self.note("line", settings.port, **facts, refused=refusal.code)
            raise
        self.note("line", settings.port, **facts)
        return TapedTransport(line, self)

    def open_reader(self, url: ReaderUrl, clock: Clock) -> Reader:
        """Open the reader at `url` with its line on this tape; raises a `ReaderError`."""
        if not has_bytes(url):
            return open_reader(url, clock)
        self.note("opening")
        reader = open_reader(url, TapedClock(clock, self), self.open_line)
        self.note("opened")
        return reader


def has_bytes(url: ReaderUrl) -> bool:
    """Whether the reader at `url` hangs on a line whose bytes a tape can hold."""
    return url.driver in SERIAL_FAMILIES


def head(url: ReaderUrl, clock: Clock, epoch: float, dropped: int = 0) -> JsonObject:
    """The first line of a tape's file.

    `epoch` is the clock's reading from which the cycles' times count; `dropped` is how many older
    cycles the file has no room for.
    """
    return {
        "tape": FORMAT,
        "driver": url.driver,
        "url": str(url),
        "when": clock.now().isoformat(),
        "epoch": micros(epoch),
        "dropped": dropped,
    }


def free_file(folder: Path, name: str) -> Path:
    """Where in `folder` a recording called `name` may be written; numbered where that is taken."""
    file = folder / f"{name}.jsonl"
    number = 1
    while file.exists():
        number += 1
        file = folder / f"{name}-{number}.jsonl"
    return file


class TapedTransport:
    """A line whose traffic goes on a tape."""

    def __init__(self, transport: Transport, tape: Tape) -> None:
        self._transport = transport
        self._tape = tape

    def read(self, need: int, seconds: float) -> bytes:
        try:
            data = self._transport.read(need, seconds)
        except ReaderGone:
            self._tape.note("gone", need)
            raise
        self._tape.note("got", data.hex().upper(), need=need)
        return data

    def write(self, data: bytes) -> None:
        try:
            self._transport.write(data)
        except ReaderGone:
            self._tape.note("unsent", data.hex().upper())
            raise
        self._tape.note("sent", data.hex().upper())

    def now(self) -> float:
        return self._tape.reading("now", self._transport.now())

    def close(self) -> None:
        self._transport.close()
        self._tape.note("closed")


class TapedClock:
    """A driver's clock whose readings go on a tape; it counts whole microseconds."""

    def __init__(self, clock: Clock, tape: Tape) -> None:
        self._clock = clock
        self._tape = tape
        self.now: Callable[[], datetime] = clock.now
        self.sleep: Callable[[float], None] = clock.sleep
        self.wait: Callable[[threading.Event, float], bool] = clock.wait

    def monotonic(self) -> float:
        return self._tape.reading("clock", self._clock.monotonic())
