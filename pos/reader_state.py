"""How a terminal's reader is, as its running till last wrote it down for others to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from canteen.db import Session
from canteen.prepared import upserting
from pos.tables import reader_health
from readers import LineHealth, ReaderHealth


@dataclass(frozen=True, slots=True)
class ReaderReport:
    """The health a till wrote at `at`; `last_good` is when its reader last sent a whole frame."""

    at: datetime
    health: ReaderHealth
    last_good: datetime | None


def write_health(
    session: Session, terminal: str, health: ReaderHealth, now: datetime, monotonic: float
) -> None:
    """Write down how the reader is; `monotonic` is the reading of the cycles' clock at `now`."""
    line = health.line
    last = None if line.last_good is None else now - timedelta(seconds=monotonic - line.last_good)
    row = {
        "terminal": terminal,
        "at": now,
        "connected": health.connected,
        "frames": line.frames,
        "crc_errors": line.crc_errors,
        "resyncs": line.resyncs,
        "timeouts": line.timeouts,
        "reconnects": health.reconnects,
        "last_good": last,
    }
    insert = upserting(reader_health, session.dialect.name)
    changes = {name: insert.excluded[name] for name in row if name != "terminal"}
    session.execute(
        insert.on_conflict_do_update(index_elements=[reader_health.c.terminal], set_=changes),
        row,
    )


def read_health(session: Session, terminal: str) -> ReaderReport | None:
    """What the terminal's till wrote last, if it ever did."""
    row = session.execute(
        sa.select(reader_health).where(reader_health.c.terminal == terminal)
    ).first()
    if row is None:
        return None
    line = LineHealth(
        frames=row.frames,
        crc_errors=row.crc_errors,
        resyncs=row.resyncs,
        timeouts=row.timeouts,
    )
    health = ReaderHealth(line, row.reconnects, connected=row.connected)
    return ReaderReport(row.at, health, row.last_good)
