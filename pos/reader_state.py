"""How a terminal's readers are, as its running till last wrote it down for others to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from canteen.clock import Clock
from canteen.db import Database, Session
from canteen.jobs import Jobs
from canteen.log import get_logger
from canteen.prepared import upserting
from pos.tables import reader_health
from readers import LineHealth, ReaderHealth

TILL, RETURN = "till", "return"
"""Where a reader is: under the trays, or where used plates come back."""
NOTE_SECONDS: Final = 60.0

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ReaderReport:
    """The health a till wrote at `at`; `last_good` is when its reader last sent a whole frame."""

    at: datetime
    health: ReaderHealth
    last_good: datetime | None


def write_health(
    session: Session,
    terminal: str,
    health: ReaderHealth,
    now: datetime,
    monotonic: float,
    place: str = TILL,
) -> None:
    """Write down how a reader is; `monotonic` is the reading of the cycles' clock at `now`.

    The counts are those of the line's last minutes, by which it is judged.
    """
    line, good = health.recent, health.line.last_good
    last = None if good is None else now - timedelta(seconds=monotonic - good)
    row = {
        "terminal": terminal,
        "place": place,
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
    keys = list(reader_health.primary_key.columns)
    changes = {
        name: insert.excluded[name] for name in row if name not in {key.name for key in keys}
    }
    session.execute(insert.on_conflict_do_update(index_elements=keys, set_=changes), row)


def read_health(session: Session, terminal: str, place: str = TILL) -> ReaderReport | None:
    """What the terminal's till wrote last of its reader at `place`, if it ever did."""
    ours = (reader_health.c.terminal == terminal, reader_health.c.place == place)
    row = session.execute(sa.select(reader_health).where(*ours)).first()
    if row is None:
        return None
    line = LineHealth(
        frames=row.frames,
        crc_errors=row.crc_errors,
        resyncs=row.resyncs,
        timeouts=row.timeouts,
    )
    health = ReaderHealth(reconnects=row.reconnects, connected=row.connected, recent=line)
    return ReaderReport(row.at, health, row.last_good)


class HealthNotes:
    """Writes down how one reader is, once a minute, in a job."""

    def __init__(
        self, database: Database, jobs: Jobs, clock: Clock, terminal: str, place: str
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._clock = clock
        self._terminal = terminal
        self._place = place
        self._write_at = clock.monotonic() + NOTE_SECONDS

    def keep(self, health: ReaderHealth) -> None:
        """Write `health` down where that is due."""
        if self._clock.monotonic() >= self._write_at:
            self.write(health)

    def write(self, health: ReaderHealth) -> None:
        """Write `health` down now."""
        monotonic = self._clock.monotonic()
        self._write_at = monotonic + NOTE_SECONDS

        def work() -> None:
            now = self._clock.now()
            with self._database.write() as session:
                write_health(session, self._terminal, health, now, monotonic, self._place)

        def done(_value: None, error: Exception | None) -> None:
            if error is not None:
                _log.warning("reader-health-not-kept", place=self._place, reason=str(error))

        self._jobs.submit(work, done)
