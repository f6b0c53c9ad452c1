"""The reader at the return: what is laid there is washed next, so its plates are free again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from canteen.jobs import Jobs
from canteen.log import get_logger
from readers import CycleRead, ReaderEvent, ReaderLost, TagUid

_log = get_logger(__name__)


class ReturnCounter:
    """Frees each plate once while it lies at the return; `free` is slow and runs in a job."""

    def __init__(self, free: Callable[[Sequence[TagUid]], None], jobs: Jobs) -> None:
        self._free = free
        self._jobs = jobs
        self._freed: frozenset[TagUid] = frozenset()

    def on_reader(self, event: ReaderEvent) -> None:
        """Take one event of that reader's loop."""
        if isinstance(event, ReaderLost):
            _log.warning("return-reader-lost", code=event.fault.code)
        elif isinstance(event, CycleRead):
            here = frozenset(event.sighting.plates)
            fresh = tuple(uid for uid in event.sighting.plates if uid not in self._freed)
            self._freed &= here
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
