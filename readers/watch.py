"""What `canteen readers watch` does: cycles without end, also while the reader is away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from canteen.clock import Clock
from readers.cycle import Cycle, Fault
from readers.drivers import open_reader, open_within
from readers.drivers.replay import ReplayReader
from readers.errors import ReaderError
from readers.reader import Reader
from readers.recording import MICRO
from readers.tape import Tape, micros
from readers.url import ReaderUrl

_RETRY_SECONDS: Final = 0.5


class Watch:
    """The cycles of the reader at `url`, for as long as they are asked for.

    An absent reader is waited for up to `wait` seconds of real time, then what keeps it away is
    raised, a `ReaderError`. When it is lost later, each attempt to get it back gives an incomplete
    cycle. What goes over the line is noted on `tape`. `epoch` is the reading of the clock from
    which times are to be counted.
    """

    def __init__(
        self, url: ReaderUrl | str, clock: Clock, wait: float = 5.0, tape: Tape | None = None
    ) -> None:
        self._url = ReaderUrl.parse(url) if isinstance(url, str) else url
        self._clock = clock
        self._tape = tape
        self._reader: Reader | None = None
        self.epoch = micros(clock.monotonic()) / MICRO
        self._reader = open_within(self._open, wait)
        if isinstance(self._reader, ReplayReader):
            self.epoch = self._reader.epoch

    def __iter__(self) -> Iterator[Cycle]:
        while True:
            started = self._clock.monotonic()
            try:
                if self._reader is None:
                    self._reader = self._open()
                cycle = self._reader.cycle()
            except ReaderError as trouble:
                self.close()
                self._clock.sleep(_RETRY_SECONDS)
                cycle = Cycle.broken((), (Fault.of(trouble),), started, self._clock.monotonic())
            yield cycle

    def close(self) -> None:
        """Give the reader back. May be called again."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _open(self) -> Reader:
        if self._tape is None:
            return open_reader(self._url, self._clock)
        return self._tape.open_reader(self._url, self._clock)
