"""One serial runner for slow work, so that the thread that draws or decides never waits for I/O.

Jobs run one after another in one thread. What a job returns, or raises, is handed to `done`
through `deliver`, which the owner chooses: a queue for a loop without a window, a queued signal
for Qt. `ImmediateJobs` runs each job at once, for tests and for programs with one thread.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from canteen.log import get_logger

T = TypeVar("T")
Done = Callable[[T | None, Exception | None], None]
Deliver = Callable[[Callable[[], None]], None]

_log = get_logger(__name__)


class Jobs(Protocol):
    """Runs `work` somewhere and calls `done(value, None)` or `done(None, error)` afterwards."""

    def submit(self, work: Callable[[], T], done: Done[T]) -> None: ...


class ImmediateJobs:
    """Runs each job in the caller's own thread, at once."""

    def submit(self, work: Callable[[], T], done: Done[T]) -> None:
        try:
            value = work()
        except Exception as error:  # noqa: BLE001 - handed to the caller, who knows the kinds
            done(None, error)
        else:
            done(value, None)


class SerialJobs:
    """One worker thread; jobs run in the order they came in, `close` finishes them all."""

    def __init__(self, deliver: Deliver, name: str = "jobs") -> None:
        self._deliver = deliver
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[], T], done: Done[T]) -> None:
        def job() -> None:
            try:
                value = work()
            except Exception as failure:  # noqa: BLE001 - handed to the caller, who knows the kinds
                error = failure
                self._deliver(lambda: done(None, error))
            else:
                self._deliver(lambda: done(value, None))

        self._queue.put(job)

    def close(self) -> None:
        """Finish what was submitted, then end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            job()
        _log.debug("jobs-closed")
