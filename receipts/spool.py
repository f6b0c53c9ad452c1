"""The thread that feeds the printer, so that no sale ever waits for paper.

Jobs come in as values and facts go out through one callback, called on the spool's thread. A job
that failed waits until someone asks for it again and does not hold up the ones behind it. What
must outlive a restart is kept by whoever hands the jobs in.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from canteen.clock import Clock
from canteen.errors import CanteenError
from canteen.log import get_logger
from receipts.documents import ReceiptDocument
from receipts.errors import SlipUndrawable, SpoolClosed
from receipts.printers import Printer
from receipts.profiles import PAPER_80, PrinterProfile

log: Final = get_logger("receipts.spool")


@dataclass(frozen=True)
class SlipJob:
    """One slip to print: a document, or bytes already made for this printer."""

    id: str
    content: bytes | ReceiptDocument


@dataclass(frozen=True)
class JobSent:
    """The printer took every byte of the slip."""

    id: str


@dataclass(frozen=True)
class JobFailed:
    """The slip is not out, or not wholly; `code` and `message` are for staff."""

    id: str
    code: str
    message: str


Fact = JobSent | JobFailed


class Spool:
    """Prints jobs one by one in order of arrival.

    `printer_opener` is called on the spool's thread, before the first slip and again after each
    failure. `report` gets every outcome on that thread; what it raises is logged and dropped.
    """

    def __init__(
        self,
        printer_opener: Callable[[], Printer],
        clock: Clock,
        report: Callable[[Fact], None],
        profile: PrinterProfile = PAPER_80,
    ) -> None:
        self._open = printer_opener
        self._clock = clock
        self._report = report
        self._profile = profile
        self._printer: Printer | None = None
        self._waiting: deque[SlipJob] = deque()
        self._failed: dict[str, SlipJob] = {}
        self._busy: str | None = None
        self._closing = False
        self._changed = threading.Condition()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="receipt-spool", daemon=True)
        self._thread.start()

    def submit(self, job: SlipJob) -> bool:
        """Queue a job and return at once; False when that id is already waiting or has failed.

        After `close` the job is reported as failed.
        """
        with self._changed:
            if not self._closing:
                if self._knows(job.id):
                    return False
                self._waiting.append(job)
                self._changed.notify_all()
                return True
        self._tell(_failure(job, SpoolClosed()))
        return False

    def retry(self, job_id: str) -> bool:
        """Queue a failed job once more; False when no job of that id has failed.

        Part of it may be on paper already, so a document comes out marked 补打.
        """
        with self._changed:
            job = None if self._closing else self._failed.pop(job_id, None)
            if job is None:
                return False
            if isinstance(job.content, ReceiptDocument):
                job = replace(job, content=job.content.as_reprint())
            self._waiting.append(job)
            self._changed.notify_all()
            return True

    def failed(self) -> tuple[str, ...]:
        """Ids of the jobs that failed and wait to be asked for, oldest first."""
        with self._changed:
            return tuple(self._failed)

    def close(self, timeout: float) -> bool:
        """Print what is queued for at most `timeout` seconds; True when all of it was tried.

        Later jobs, and those the time did not reach, are reported as failed.
        """
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._clock.wait(self._ended, timeout):
            return True
        with self._changed:
            left, self._waiting = list(self._waiting), deque()
        for job in left:
            self._tell(_failure(job, SpoolClosed()))
        return False

    def _knows(self, job_id: str) -> bool:
        return (
            job_id in self._failed
            or job_id == self._busy
            or any(job.id == job_id for job in self._waiting)
        )

    def _run(self) -> None:
        while (job := self._next()) is not None:
            fact = self._print(job)
            with self._changed:
                self._busy = None
                if isinstance(fact, JobFailed):
                    self._failed[job.id] = job
            self._tell(fact)
        self._drop_printer()
        self._ended.set()

    def _next(self) -> SlipJob | None:
        with self._changed:
            while not self._waiting:
                if self._closing:
                    return None
                self._changed.wait()
            job = self._waiting.popleft()
            self._busy = job.id
            return job

    def _print(self, job: SlipJob) -> Fact:
        try:
            data = self._bytes(job)
            if self._printer is None:
                self._printer = self._open()
            self._printer.send(data)
        except CanteenError as wrong:
            self._drop_printer()
            log.warning("slip-failed", id=job.id, code=wrong.code)
            return _failure(job, wrong)
        except Exception as wrong:  # the thread must outlive any one slip
            self._drop_printer()
            log.exception("slip-failed", id=job.id)
            return _failure(job, SlipUndrawable(what=repr(wrong)))
        return JobSent(job.id)

    def _bytes(self, job: SlipJob) -> bytes:
        if isinstance(job.content, bytes):
            return job.content
        # The encoder brings an image library; a till's start need not wait for it.
        from receipts import escpos  # noqa: PLC0415 - as said above

        return escpos.render(job.content, self._profile)

    def _drop_printer(self) -> None:
        printer, self._printer = self._printer, None
        if printer is None:
            return
        try:
            printer.close()
        except Exception:  # a printer that cannot even be closed is gone
            log.exception("printer-close")

    def _tell(self, fact: Fact) -> None:
        try:
            self._report(fact)
        except Exception:  # the caller's trouble must not stop the printing
            log.exception("report-failed", id=fact.id)


def _failure(job: SlipJob, wrong: CanteenError) -> JobFailed:
    return JobFailed(job.id, wrong.code, f"{wrong.said}{wrong.todo}")
