"""The reader at the return: what is laid there is washed next, so its plates are free again.

A plate is freed once the reader's rule is sure that it lies there, never at a first sight: one
stray answer of a plate that is carried past would ask its guest for the money again. Sure takes
eight answers after the first (`readers.strays`), within about a second at the speed of the readers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from canteen.jobs import Jobs
from canteen.log import get_logger
from pos.reader_state import HealthNotes
from readers import (
    CycleRead,
    Fault,
    ReaderBack,
    ReaderEvent,
    ReaderHealth,
    ReaderLoop,
    ReaderLost,
    Sighting,
    TagUid,
)
from readers.silence import Silence

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ReturnReader:
    """How that reader does: its line, and the code of its trouble, empty where there is none."""

    health: ReaderHealth
    trouble: str = ""


class ReturnCounter:
    """Frees each plate once while it lies at the return; `free` is slow and runs in a job.

    Only what surely lies there, and only after a complete cycle: chips in doubt and undecided ones
    wait. `trouble` is what keeps its reader from working now, `None` where nothing does.
    """

    def __init__(self, free: Callable[[Sequence[TagUid]], None], jobs: Jobs) -> None:
        self._free = free
        self._jobs = jobs
        self._freed: frozenset[TagUid] = frozenset()
        self._silence = Silence()
        self.trouble: Fault | None = None

    def on_reader(self, event: ReaderEvent) -> None:
        """Take one event of that reader's loop."""
        if isinstance(event, ReaderLost):
            _log.warning("return-reader-lost", code=event.fault.code)
            self.trouble = event.fault
        elif isinstance(event, ReaderBack):
            self.trouble = None
            self._silence.end()
        elif isinstance(event, CycleRead):
            self.trouble = self._silence.read(event.cycle, event.cycle.ended)
            if event.cycle.complete:
                self._free_fresh(event.sighting)

    def _free_fresh(self, seen: Sighting) -> None:
        passed_over = self._freed.union(seen.doubtful, seen.undecided)
        fresh = tuple(uid for uid in seen.plates if uid not in passed_over)
        self._freed &= frozenset(seen.plates)
        if fresh:
            self._freed |= frozenset(fresh)
            self._jobs.submit(
                lambda: self._free(fresh), lambda _value, error: self._done(fresh, error)
            )

    def _done(self, uids: Sequence[TagUid], error: Exception | None) -> None:
        if error is not None:
            # They are tried again with the next cycle that sees them.
            self._freed -= frozenset(uids)
            _log.warning("plates-not-freed", count=len(uids), error=repr(error))


class ReturnLine:
    """The reader at the return with all that hangs on it; its loop hands events to `take`."""

    def __init__(self, loop: ReaderLoop, counter: ReturnCounter, notes: HealthNotes) -> None:
        self._loop = loop
        self._counter = counter
        self._notes = notes

    @property
    def state(self) -> ReturnReader:
        """How the reader does now."""
        trouble = self._counter.trouble
        return ReturnReader(self._loop.health, trouble.code if trouble else "")

    def take(self, event: ReaderEvent) -> None:
        """Take one event of the loop, on the till's own thread."""
        self._counter.on_reader(event)
        self._notes.keep(self._loop.health)

    def start(self) -> None:
        """Begin to read."""
        self._loop.start()

    def stop(self) -> None:
        """Stop reading, and write down how the reader was."""
        self._loop.stop()
        self._notes.write(self._loop.health)
