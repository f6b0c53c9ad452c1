"""Between the print jobs in the database and the spool: what is on paper is known after a restart.

A slip is printed by itself at most once. One that was still queued when a run ended is offered
once at the next start and printed only when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from canteen.clock import Clock
from canteen.db import Database, Session
from canteen.errors import CanteenError
from canteen.ids import new_id
from canteen.log import get_logger
from pos.errors import SaleUnknown, SlipNotPrinted, SlipWaiting
from pos.tables import documents, print_jobs, sales
from receipts.documents import ReceiptDocument
from receipts.errors import SpoolClosed
from receipts.spool import Fact, JobFailed, SlipJob, Spool

QUEUED: Final = "queued"
SENT: Final = "sent"
FAILED: Final = "failed"
RESTART: Final = "restart"
REASON_MAX: Final = 200

_log = get_logger(__name__)

Paper = Callable[[UUID, CanteenError | None], None]
"""Called on the spool's thread for each slip: its job, and the error when it did not print."""


@dataclass(frozen=True, slots=True)
class Reprint:
    """A slip to print again, marked as such."""

    job: UUID
    document: ReceiptDocument


def take_over(session: Session, terminal: str, now: datetime) -> list[SlipWaiting]:
    """At a start: name the slips an earlier run left queued, once, and queue none of them."""
    rows = session.execute(
        sa.select(print_jobs.c.id, sales.c.id.label("sale"), sales.c.receipt_no)
        .join(documents, documents.c.id == print_jobs.c.document_id)
        .join(sales, sales.c.id == documents.c.sale_id)
        .where(print_jobs.c.terminal == terminal, print_jobs.c.state == QUEUED)
        .order_by(sales.c.receipt_no)
    ).all()
    for row in rows:
        _set_state(session, row.id, FAILED, RESTART, now)
    return [SlipWaiting(receipt_no=row.receipt_no, sale=row.sale) for row in rows]


def queue_reprint(session: Session, sale: UUID, terminal: str, now: datetime) -> Reprint:
    """A new print job for a sale's slip, marked 补打; raises `SaleUnknown`."""
    row = session.execute(
        sa.select(documents.c.id, documents.c.body).where(
            documents.c.sale_id == sale, documents.c.kind == "receipt"
        )
    ).first()
    if row is None:
        raise SaleUnknown(sale=sale)
    job = new_id(now)
    session.execute(
        sa.insert(print_jobs),
        {
            "id": job,
            "document_id": row.id,
            "terminal": terminal,
            "state": QUEUED,
            "reprint": True,
            "reason": None,
            "created_at": now,
            "changed_at": now,
        },
    )
    return Reprint(job, ReceiptDocument.from_json(row.body).as_reprint())


class SlipPrinter:
    """Hands slips to the spool and writes down what became of each."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        spool: Callable[[Callable[[Fact], None]], Spool],
        paper: Paper,
    ) -> None:
        self._database = database
        self._clock = clock
        self._paper = paper
        self._spool = spool(self._report)

    def print(self, job: UUID, document: ReceiptDocument) -> None:
        """Queue one slip; returns at once."""
        self._spool.submit(SlipJob(str(job), document))

    def close(self, timeout: float) -> bool:
        """Print what is queued for at most `timeout` seconds; True when all of it was tried."""
        return self._spool.close(timeout)

    def _report(self, fact: Fact) -> None:
        job = UUID(fact.id)
        if isinstance(fact, JobFailed) and fact.code == SpoolClosed.code:
            # Not tried at all: it stays queued, and the next start names it.
            return
        error: CanteenError | None = None
        state, reason = SENT, None
        if isinstance(fact, JobFailed):
            state, reason = FAILED, f"{fact.code} {fact.message}"[:REASON_MAX]
            error = SlipNotPrinted(reason=reason)
        try:
            with self._database.write() as session:
                _set_state(session, job, state, reason, self._clock.now())
        except CanteenError as failure:
            # The paper is out or not, whatever the database says; the next start asks about it.
            _log.error("print-state-not-kept", job=fact.id, code=failure.code)
        self._paper(job, error)


def _set_state(session: Session, job: UUID, state: str, reason: str | None, now: datetime) -> None:
    session.execute(
        sa.update(print_jobs)
        .where(print_jobs.c.id == job)
        .values(state=state, reason=reason, changed_at=now)
    )
