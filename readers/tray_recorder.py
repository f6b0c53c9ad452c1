"""A recording of each tray, kept beside the till: what to look at when a sale is in dispute."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
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
from readers.tag import TagUid
from readers.tape import JsonObject, Tape, free_file, head
from readers.transport import OpenLine, SerialTransport
from readers.url import ReaderUrl

MOST_BYTES: Final = 2 * 1024 * 1024
"""What one tray may take in memory and on the disk: several minutes of it."""
QUIET_SECONDS: Final = 5.0
"""Without a new chip for so long a tray lies still. Laying the next plate takes less, so most trays
are written once while they lie there, and once when they are gone."""
EMPTY_CYCLES: Final = 5
"""Complete cycles without a chip, in a row, after which it is gone, not just badly read."""
AWAY_CYCLES: Final = 20
"""Failures to reach the reader, in a row, after which a tray is not waited for: some 10 s."""
NAME: Final = "tray-%Y%m%d-%H%M%S-%f"

_log = get_logger("readers.trays")


@dataclass(frozen=True, slots=True)
class _Kept:
    """One cycle with its events, and the opening of the reader that it needs before it.

    `gap`: cycles before it were dropped, and its driver must not go on from those it knows.
    """

    opening: tuple[str, ...]
    events: tuple[str, ...]
    cycle: Cycle
    size: int
    gap: bool = False


class TrayRecorder:
    """Writes a file for each tray, from its first chip until the field is empty, into `folder`.

    The file is there as soon as the tray lies still, so that a crash leaves it; it is written anew
    when more was laid there and lies still, and at the end. Where a plate is forgotten, so that the
    field is never empty, a tray that was written ends when a new chip comes after others went.

    A tray has room for `most_bytes`. What it does while it only lies there may fill half of that
    and then loses its oldest cycles, so that how it was laid stays; after that the tray does.
    The last `keep` files are kept; 0 records nothing. One thread uses it, the one that reads.
    Reading goes on whatever the disk does: a file that cannot be written is logged once.
    `open_line` gives the lines of serial readers.
    """

    def __init__(
        self,
        folder: Path,
        keep: int,
        clock: Clock,
        *,
        most_bytes: int = MOST_BYTES,
        open_line: OpenLine = SerialTransport.open,
    ) -> None:
        self._folder = folder
        self._keep = keep
        self._clock = clock
        self._most_bytes = most_bytes
        self._lying_bytes = most_bytes // 2
        self._open_line = open_line
        self._tape = Tape(open_line)
        self._url: ReaderUrl | None = None
        self._opening: tuple[str, ...] = ()
        self._empty = self._away = 0
        self._failing = False
        self._begin()

    def _begin(self) -> None:
        self._tray: list[_Kept] = []
        self._told = 0  # so many of its cycles tell what lies there, the others that it still does
        self._size = self._told_size = self._dropped = 0
        self._silent: dict[TagUid, int] = {}
        """The chips of this tray, each with the complete cycles since it last answered."""
        self._new_at, self._still = 0.0, False
        self._file: Path | None = None

    def open(self, url: ReaderUrl) -> Reader:
        """Open the reader at `url`, as `open_reader` does, and record what it reads."""
        if not self._keep:
            return open_reader(url, self._clock, self._open_line)
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
        self._look_for_new(cycle)
        self._add(_lines(events), cycle)
        if self._empty >= EMPTY_CYCLES:
            self.finish()
        elif not self._still and cycle.ended - self._new_at >= QUIET_SECONDS:
            self._still = True
            self._save()

    def lose(self, trouble: ReaderError, started: float) -> None:
        """The reader was lost, or not found, in what began at `started`, seconds of the clock."""
        self.note(Cycle.broken((), (Fault.of(trouble),), started, self._clock.monotonic()))
        self._opening = ()
        self._away += 1
        if self._away >= AWAY_CYCLES:
            self.finish()

    def finish(self) -> None:
        """Write the tray under way, if there is one, and be ready for the next."""
        if self._tray:
            self._save()
        self._begin()

    def _look_for_new(self, cycle: Cycle) -> None:
        if not self._silent.keys() >= set(cycle.uids):
            if self._still and any(missed >= EMPTY_CYCLES for missed in self._silent.values()):
                self.finish()
            self._new_at, self._still = cycle.ended, False
        if cycle.complete:
            self._silent = {uid: missed + 1 for uid, missed in self._silent.items()}
        self._silent |= dict.fromkeys(cycle.uids, 0)

    def _add(self, events: tuple[str, ...], cycle: Cycle) -> None:
        size = sum(map(len, events)) + len(json.dumps(cycle_json(0, cycle)))
        self._tray.append(_Kept(self._opening, events, cycle, size))
        self._size += size
        if not self._still:
            self._told, self._told_size = len(self._tray), self._size
        while len(self._tray) > self._told + 1 and self._size - self._told_size > self._lying_bytes:
            self._thin()
        while self._size > self._most_bytes and self._told > 1:
            self._drop(0)

    def _thin(self) -> None:
        """Let go of the oldest cycle in which the tray only lay there."""
        oldest, following = self._tray[self._told : self._told + 2]
        if oldest.opening is following.opening:
            self._drop(self._told)
            self._tray[self._told] = replace(following, gap=True)
        else:
            # The reader was lost or found here, and what follows can only be read with that.
            self._told += 1
            self._told_size += oldest.size

    def _drop(self, place: int) -> None:
        size = self._tray.pop(place).size
        self._size -= size
        if place < self._told:
            self._told -= 1
            self._told_size -= size
        self._dropped += 1

    def _save(self) -> None:
        try:
            if self._url is not None:
                self._write(self._url)
            self._failing = False
        except OSError as trouble:
            self._complain(trouble)

    def _write(self, url: ReaderUrl) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._file or free_file(self._folder, self._clock.now().strftime(NAME))
        part = file.with_suffix(".part")
        try:
            text = "\n".join((*self._content(url), ""))
            # A port's name need not be text; JSON reads the escape back.
            part.write_text(text, encoding="utf-8", errors="backslashreplace")
            part.replace(file)
            self._file = file
        except OSError:
            part.unlink(missing_ok=True)
            raise
        others = sorted(set(self._folder.glob("tray-*.jsonl")) - {file})
        for old in others[: max(0, len(others) + 1 - self._keep)]:
            old.unlink(missing_ok=True)

    def _content(self, url: ReaderUrl) -> list[str]:
        epoch = self._tray[0].cycle.started
        first = head(url, self._clock, epoch, self._dropped)
        lines = [*_lines([first])]
        opening: tuple[str, ...] = ()
        for number, kept in enumerate(self._tray, start=1):
            if kept.gap or kept.opening is not opening:
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
