"""One thread that keeps a reader running and tells what it sees."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from canteen.clock import Clock
from canteen.log import get_logger
from readers.cycle import Cycle, Fault
from readers.errors import DriverBroke, ReaderError
from readers.health import LineHealth, LineWindow, ReaderHealth
from readers.presence import Sighting, TrayRule
from readers.read_rates import PlateReads
from readers.reader import Reader

FIRST_RETRY_SECONDS: Final = 0.1
LAST_RETRY_SECONDS: Final = 0.5
"""With the time an opening takes, a reader is back well within 2 s of its return."""
IDLE_SECONDS: Final = 0.04
"""From the beginning of one look at an empty field to the next: nobody waits for it, and without
it a fast reader costs some 5 % of a core around the clock."""

STOP_SECONDS: Final = 5.0
"""Real seconds that `stop` waits. On a silent line an opening takes the drivers here up to 3 s, a
cycle less. What takes longer hangs in a service or in the system, nobody knows how long, and the
till is to close all the same."""

_log = get_logger("readers.loop")


@dataclass(frozen=True, slots=True)
class CycleRead:
    """An inventory ended; `sighting` is what is known of the tray after it."""

    cycle: Cycle
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class ReaderLost:
    """The reader cannot be reached; `attempt` counts the failures since it last worked, from 1.

    The plates of `sighting` are those last seen; it is never settled.
    """

    fault: Fault
    attempt: int
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class ReaderBack:
    """The reader can be reached again; cycles follow."""


@dataclass(frozen=True, slots=True)
class PlatesCounted:
    """Chips went away; how often each of them had answered. Strays are among them."""

    reads: tuple[PlateReads, ...]


ReaderEvent = CycleRead | ReaderLost | ReaderBack | PlatesCounted


def rest_seconds(cycle: Cycle, sighting: Sighting) -> float:
    """How long to rest after a cycle: not at all, unless nothing lies there."""
    if cycle.tags or sighting.plates or not cycle.complete:
        return 0.0
    return max(0.0, IDLE_SECONDS - (cycle.ended - cycle.started))


class ReaderLoop:
    """Opens a reader, runs its cycles, feeds `presence`, publishes events, starts over when lost.

    `opener` gives an open reader or raises a `ReaderError`; `publish` is called from the loop's
    thread and must not block. Nothing runs before `start`.
    """

    def __init__(
        self,
        opener: Callable[[], Reader],
        presence: TrayRule,
        clock: Clock,
        publish: Callable[[ReaderEvent], None],
        *,
        first_retry: float = FIRST_RETRY_SECONDS,
        last_retry: float = LAST_RETRY_SECONDS,
        stop_seconds: float = STOP_SECONDS,
    ) -> None:
        self._opener = opener
        self._presence = presence
        self._clock = clock
        self._publish = publish
        self._first_retry = first_retry
        self._last_retry = last_retry
        self._stop_seconds = stop_seconds
        self._abandoned = False
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._attempt = 0
        self._reconnects = 0
        self._earlier = LineHealth()
        self._window = LineWindow()
        self._health = ReaderHealth()

    @property
    def health(self) -> ReaderHealth:
        """How the reader did since the loop began; any thread may ask."""
        return self._health

    def start(self) -> None:
        """Begin; once in the life of a loop."""
        if self._thread is not None:
            raise RuntimeError("a loop starts once")
        self._thread = threading.Thread(target=self._run, name="reader-loop", daemon=True)
        self._thread.start()

    def stop(self) -> bool:
        """End after the cycle under way, give the port back, wait for that; whether it is done.

        A driver that hangs is not waited for longer than `stop_seconds`: it keeps the port until it
        returns, and nothing more is published. May be called again, before `start`, and from the
        loop's own thread (which cannot wait).
        """
        self._stopping.set()
        thread = self._thread
        if thread is None:
            return True
        if thread is threading.current_thread():
            return False
        thread.join(self._stop_seconds)
        if thread.is_alive():
            self._abandoned = True
            _log.warning("reader-still-busy", waited=self._stop_seconds)
            return False
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            fault = self._serve()
            if fault is None:
                return
            self._attempt += 1
            _log.warning("reader-lost", code=fault.code, attempt=self._attempt)
            self._tell(ReaderLost(fault, self._attempt, self._presence.interrupt()))
            self._clock.wait(self._stopping, self._pause())

    def _pause(self) -> float:
        doublings = min(self._attempt - 1, 16)
        return min(self._last_retry, self._first_retry * 2.0**doublings)

    def _serve(self) -> Fault | None:
        """Run one connection to its end: the fault that ended it, `None` when told to stop."""
        try:
            with contextlib.closing(self._opener()) as reader:
                try:
                    while not self._stopping.is_set():
                        self._read(reader)
                finally:
                    self._earlier += reader.health
                    self._note(self._earlier, connected=False)
        except ReaderError as error:
            return Fault.of(error)
        except Exception as error:  # noqa: BLE001 - a defect must not end reading for the day
            _log.exception("driver-broke")
            return Fault.of(DriverBroke(what=type(error).__name__))
        return None

    def _read(self, reader: Reader) -> None:
        cycle = reader.cycle()
        if self._attempt:
            self._attempt = 0
            self._reconnects += 1
            _log.info("reader-back")
            self._tell(ReaderBack())
        self._note(self._earlier + reader.health, connected=True)
        sighting = self._presence.see(cycle)
        self._tell(CycleRead(cycle, sighting))
        if counts := self._presence.take_counts():
            self._tell(PlatesCounted(counts))
        self._clock.wait(self._stopping, rest_seconds(cycle, sighting))

    def _note(self, line: LineHealth, *, connected: bool) -> None:
        recent = self._window.take(line, self._clock.monotonic())
        self._health = ReaderHealth(line, self._reconnects, connected, recent)

    def _tell(self, event: ReaderEvent) -> None:
        if self._abandoned:
            return  # who would listen has closed
        try:
            self._publish(event)
        except Exception:  # noqa: BLE001 - a listener's defect must not end reading for the day
            _log.exception("listener-broke")
