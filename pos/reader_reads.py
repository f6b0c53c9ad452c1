"""How often each plate answered: kept by the hour for 30 days, and the rate that follows from it.

Counts are gathered in memory and written now and then, in a job: a tray never waits for them, and a
till that is killed loses the statistics of some minutes and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from canteen.clock import Clock
from canteen.db import Database, Session
from canteen.jobs import Jobs
from canteen.log import get_logger
from canteen.prepared import upserting
from pos.reader_state import write_health
from pos.state import Phase, StationState
from pos.tables import plates, reader_reads
from readers import (
    CycleRead,
    PlateReads,
    PlatesCounted,
    ReadCount,
    ReaderEvent,
    ReaderHealth,
    TagUid,
    known_rate,
)
from readers.read_rates import KNOWN_AFTER

KEPT: Final = timedelta(days=30)
WRITE_SECONDS: Final = 60.0
RECKON_SECONDS: Final = 3600.0
MOST_WAITING: Final = 5000
"""Counts that wait for a database in trouble."""

_log = get_logger(__name__)


def add_reads(session: Session, terminal: str, now: datetime, reads: Iterable[PlateReads]) -> None:
    """Add counts to this hour's rows, of enrolled plates only, and forget what is too old."""
    counts: dict[tuple[int, str], ReadCount] = defaultdict(ReadCount)
    for each in reads:
        counts[each.antenna, each.uid.text] += each.count
    uids = {uid for _antenna, uid in counts}
    ours = set(session.scalars(sa.select(plates.c.uid).where(plates.c.uid.in_(uids))))
    hour = now.replace(minute=0, second=0, microsecond=0)
    rows = [
        {
            "terminal": terminal,
            "hour": hour,
            "antenna": antenna,
            "uid": uid,
            "cycles": count.cycles,
            "reads": count.reads,
        }
        for (antenna, uid), count in sorted(counts.items())
        if uid in ours
    ]
    if rows:
        insert = upserting(reader_reads, session.dialect.name)
        session.execute(
            insert.on_conflict_do_update(
                index_elements=list(reader_reads.primary_key.columns),
                set_={
                    name: reader_reads.c[name] + insert.excluded[name]
                    for name in ("cycles", "reads")
                },
            ),
            rows,
        )
    session.execute(
        sa.delete(reader_reads).where(
            reader_reads.c.terminal == terminal, reader_reads.c.hour < now - KEPT
        )
    )


def plate_counts(session: Session, terminal: str, now: datetime) -> dict[TagUid, ReadCount]:
    """Each plate's counts at this terminal over the days that are kept."""
    cycles, reads = sa.func.sum(reader_reads.c.cycles), sa.func.sum(reader_reads.c.reads)
    rows = session.execute(
        sa.select(reader_reads.c.uid, cycles, reads)
        .where(reader_reads.c.terminal == terminal, reader_reads.c.hour >= now - KEPT)
        .group_by(reader_reads.c.uid)
    )
    return {TagUid.parse(uid): ReadCount(int(all_), int(read)) for uid, all_, read in rows}


def antenna_counts(session: Session, terminal: str, now: datetime) -> dict[int, ReadCount]:
    """Each antenna's counts at this terminal over the days that are kept."""
    cycles, reads = sa.func.sum(reader_reads.c.cycles), sa.func.sum(reader_reads.c.reads)
    rows = session.execute(
        sa.select(reader_reads.c.antenna, cycles, reads)
        .where(reader_reads.c.terminal == terminal, reader_reads.c.hour >= now - KEPT)
        .group_by(reader_reads.c.antenna)
        .order_by(reader_reads.c.antenna)
    )
    return {antenna: ReadCount(int(all_), int(read)) for antenna, all_, read in rows}


def worst_plates(
    counts: Mapping[TagUid, ReadCount], most: int
) -> tuple[tuple[TagUid, ReadCount], ...]:
    """Up to `most` plates that answer worst, the worst first, worn or not.

    Only those that are known well enough to be judged by themselves.
    """
    known = [(uid, count) for uid, count in counts.items() if count.cycles >= KNOWN_AFTER]
    known.sort(key=lambda each: (each[1].rate, each[0]))
    return tuple(known[:most])


class ReadStatistics:
    """Gathers a loop's counts and hands the station's rate to `use`, on the station's thread.

    Only plates that were paid here are counted, for as long as they lie there: whether a chip is a
    plate of this station must not be judged by how well it answers. `jobs` is not the station's
    own, since the sums take long.
    """

    def __init__(
        self,
        database: Database,
        jobs: Jobs,
        clock: Clock,
        terminal: str,
        use: Callable[[float], None],
        health: Callable[[], ReaderHealth],
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._clock = clock
        self._terminal = terminal
        self._use = use
        self._health = health
        self._paid: set[TagUid] = set()
        self._left: set[TagUid] = set()
        self._waiting: list[PlateReads] = []
        self._write_at = clock.monotonic() + WRITE_SECONDS
        self._reckon_at = clock.monotonic()

    def on_reader(self, event: ReaderEvent) -> None:
        """Take one event of the reader's loop."""
        if isinstance(event, PlatesCounted):
            self._waiting += [each for each in event.reads if each.uid in self._paid]
            self._paid -= {each.uid for each in event.reads}
        elif isinstance(event, CycleRead):
            # What left is counted right after the cycle it left in, and not at all where it lay
            # for less than one, or where plates are tapped.
            self._paid -= self._left
            self._left = self._paid.difference(event.sighting.plates)
        now = self._clock.monotonic()
        if now >= self._write_at:
            self.write()
        if now >= self._reckon_at:
            self.reckon()

    def on_state(self, state: StationState) -> None:
        """Take a new state of the station: what was paid may be counted when it leaves."""
        if state.phase is Phase.DONE:
            self._paid |= {plate.uid for plate in state.tray.plates}

    def reckon(self) -> None:
        """Work out the rate that is known now, in a job."""
        self._reckon_at = self._clock.monotonic() + RECKON_SECONDS

        def work() -> float:
            with self._database.read() as session:
                return known_rate(plate_counts(session, self._terminal, self._clock.now()))

        def done(rate: float | None, error: Exception | None) -> None:
            if rate is not None:
                self._use(rate)
            else:
                _log.warning("rate-not-reckoned", reason=str(error))

        self._jobs.submit(work, done)

    def write(self) -> None:
        """Write what was gathered, and how the reader is, in a job."""
        reads, self._waiting = tuple(self._waiting), []
        monotonic, health = self._clock.monotonic(), self._health()
        self._write_at = monotonic + WRITE_SECONDS

        def work() -> None:
            now = self._clock.now()
            with self._database.write() as session:
                write_health(session, self._terminal, health, now, monotonic)
                if reads:
                    add_reads(session, self._terminal, now, reads)

        def done(_value: None, error: Exception | None) -> None:
            if error is not None:
                # Statistics are no reason to trouble anyone at the till.
                self._waiting = [*reads, *self._waiting][-MOST_WAITING:]
                _log.warning("reads-not-kept", reason=str(error))

        self._jobs.submit(work, done)
