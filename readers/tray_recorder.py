"""A recording of each tray, kept beside the till: what to look at when a sale is in dispute."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from canteen.clock import Clock
from canteen.log import get_logger
from readers.cycle import Cycle, Fault
from readers.drivers import open_reader
from readers.errors import ReaderError, TrayNotRecorded
from readers.health import LineHealth
from readers.reader import Reader
from readers.recording import cycle_json
from readers.tape import JsonObject, Tape, head
from readers.url import ReaderUrl

MOST_BYTES: Final = 2 * 1024 * 1024
"""What one tray may take in memory and on the disk: several minutes of it."""
EMPTY_CYCLES: Final = 5
"""Complete cycles without a chip, in a row, after which a tray is gone, not just badly read."""
AWAY_CYCLES: Final = 20
"""Failures to reach the reader, in a row, after which a tray is not waited for: some 10 s."""
NAME: Final = "tray-%Y%m%d-%H%M%S-%f"

_log = get_logger("readers.trays")


@dataclass(frozen=True, slots=True)
class _Kept:
    """One cycle with its events, and the opening of the reader that it needs before it."""

    opening: tuple[str, ...]
    events: tuple[str, ...]
    cycle: Cycle
    size: int


class TrayRecorder:
    """Writes a file for each tray, from its first chip until the field is empty, into `folder`.

    The last `keep` files are kept; 0 records nothing. One thread uses it, the one that reads.
    Reading goes on whatever the disk does: a file that cannot be written is logged once.
    """

    def __init__(
        self, folder: Path, keep: int, clock: Clock, *, most_bytes: int = MOST_BYTES
    ) -> None:
        self._folder = folder
        self._keep = keep
        self._clock = clock
        self._most_bytes = most_bytes
        self._tape = Tape()
        self._url: ReaderUrl | None = None
        self._opening: tuple[str, ...] = ()
        self._tray: deque[_Kept] = deque()
        self._size = 0
        self._dropped = 0
        self._empty = self._away = 0
        self._failing = False

    def open(self, url: ReaderUrl) -> Reader:
        """Open the reader at `url`, as `open_reader` does, and record what it reads."""
        if not self._keep:
            return open_reader(url, self._clock)
        self._url = url
        started = self._clock.monotonic()
        try:
            reader = self._tape.open_reader(url, self._clock)
        except ReaderError as trouble:
            self.lose(trouble, started)
            raise
        self._opening = _lines(self._tape.take())
        self._away = 0
        return _RecordedReader(reader, self, self._clock)

    def note(self, cycle: Cycle) -> None:
        """A cycle ended; what went over the line since the last one belongs to it."""
        events = self._tape.take()
        self._empty = 0 if cycle.tags or not cycle.complete else self._empty + 1
        if not (self._tray or cycle.tags):
            return
        self._add(_lines(events), cycle)
        if self._empty >= EMPTY_CYCLES:
            self.finish()

    def lose(self, trouble: ReaderError, started: float) -> None:
        """The reader was lost, or not found, in what began at `started`, seconds of the clock."""
        self.note(Cycle.broken((), (Fault.of(trouble),), started, self._clock.monotonic()))
        self._opening = ()
        self._away += 1
        if self._away >= AWAY_CYCLES:
            self.finish()

    def finish(self) -> None:
        """Write the tray under way, if there is one, and be ready for the next."""
        if self._tray and self._url is not None:
            try:
                self._write(self._url)
                self._failing = False
            except OSError as trouble:
                self._complain(trouble)
        self._tray.clear()
        self._size = self._dropped = 0

    def _add(self, events: tuple[str, ...], cycle: Cycle) -> None:
        size = sum(map(len, events)) + len(json.dumps(cycle_json(0, cycle)))
        self._tray.append(_Kept(self._opening, events, cycle, size))
        self._size += size
        while self._size > self._most_bytes and len(self._tray) > 1:
            self._size -= self._tray.popleft().size
            self._dropped += 1

    def _write(self, url: ReaderUrl) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._free_name()
        part = file.with_suffix(".part")
        try:
            text = "\n".join((*self._content(url), ""))
            # A port's name need not be text; JSON reads the escape back.
            part.write_text(text, encoding="utf-8", errors="backslashreplace")
            part.replace(file)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        others = sorted(set(self._folder.glob("tray-*.jsonl")) - {file})
        for old in others[: max(0, len(others) + 1 - self._keep)]:
            old.unlink(missing_ok=True)

    def _free_name(self) -> Path:
        name = self._clock.now().strftime(NAME)
        file = self._folder / f"{name}.jsonl"
        number = 1
        while file.exists():
            number += 1
            file = self._folder / f"{name}-{number}.jsonl"
        return file

    def _content(self, url: ReaderUrl) -> list[str]:
        epoch = self._tray[0].cycle.started
        first = head(url, self._clock, epoch, self._dropped)
        lines = [*_lines([first])]
        opening: tuple[str, ...] = ()
        for number, kept in enumerate(self._tray, start=1):
            if kept.opening is not opening:
                opening = kept.opening
                lines += opening
            lines += kept.events
            lines += _lines([cycle_json(number, kept.cycle, epoch)])
        return lines

    def _complain(self, trouble: OSError) -> None:
        if self._failing:
            return
        self._failing = True
        error = TrayNotRecorded(folder=self._folder, reason=trouble.strerror or trouble)
        _log.warning("tray-not-recorded", code=error.code, reason=str(error))


class _RecordedReader:
    def __init__(self, reader: Reader, recorder: TrayRecorder, clock: Clock) -> None:
        self._reader = reader
        self._recorder = recorder
        self._clock = clock

    def cycle(self) -> Cycle:
        started = self._clock.monotonic()
        try:
            cycle = self._reader.cycle()
        except ReaderError as trouble:
            self._reader.close()
            self._recorder.lose(trouble, started)
            raise
        self._recorder.note(cycle)
        return cycle

    @property
    def health(self) -> LineHealth:
        return self._reader.health

    def close(self) -> None:
        self._reader.close()


def _lines(objects: list[JsonObject]) -> tuple[str, ...]:
    return tuple(json.dumps(each, ensure_ascii=False) for each in objects)
