"""How readers are, written down and read back, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.counter import LUNCH_TIME, ImmediateJobs

from canteen.clock import ManualClock
from pos.reader_state import NOTE_SECONDS, RETURN, TILL, HealthNotes, read_health, write_health
from readers import LineHealth, ReaderHealth

LINE = LineHealth(frames=40, crc_errors=2, resyncs=3, timeouts=4, last_good=-3.0)
HEALTH = ReaderHealth(LINE + LINE, 1, connected=True, recent=LINE)


def written(database, terminal="T1", place=TILL):
    with database.read() as session:
        return read_health(session, terminal, place)


def write(database, terminal, place, health=HEALTH):
    with database.write() as session:
        write_health(session, terminal, health, LUNCH_TIME, 0.0, place)


def test_what_is_written_is_read_back(database):
    write(database, "T1", TILL)
    report = written(database)
    assert (report.at, report.last_good) == (LUNCH_TIME, LUNCH_TIME - timedelta(seconds=3))
    line = report.health.recent
    assert (line.frames, line.crc_errors, line.resyncs, line.timeouts) == (40, 2, 3, 4)
    assert (report.health.reconnects, report.health.connected) == (1, True)


def test_terminals_and_places_do_not_overwrite_each_other(database):
    for count, (terminal, place) in enumerate([("T1", TILL), ("T1", RETURN), ("T2", TILL)]):
        write(database, terminal, place, ReaderHealth(reconnects=count))
    write(database, "T1", RETURN, ReaderHealth(reconnects=9))
    found = [written(database, *key) for key in [("T1", TILL), ("T1", RETURN), ("T2", TILL)]]
    assert [report.health.reconnects for report in found] == [0, 9, 2]
    assert written(database, "T2", RETURN) is None


def test_notes_are_taken_once_a_minute_and_whenever_asked(database):
    clock = ManualClock(LUNCH_TIME)
    notes = HealthNotes(database, ImmediateJobs(), clock, "T1", RETURN)
    notes.keep(HEALTH)
    assert written(database, "T1", RETURN) is None
    for passed, kept in ((NOTE_SECONDS, True), (NOTE_SECONDS - 1, False), (1, True)):
        clock.advance(passed)
        notes.keep(HEALTH)
        assert (written(database, "T1", RETURN).at == clock.now()) is kept
    notes.write(ReaderHealth())
    assert not written(database, "T1", RETURN).health.connected


@pytest.mark.parametrize("place", [TILL, RETURN])
def test_a_database_in_trouble_is_no_trouble_for_the_till(database, place):
    clock = ManualClock(LUNCH_TIME)
    notes = HealthNotes(database, ImmediateJobs(), clock, "T1", place)
    with database.write() as session:
        session.exec_driver_sql("ALTER TABLE reader_health RENAME TO elsewhere")
    notes.write(HEALTH)
    with database.write() as session:
        session.exec_driver_sql("ALTER TABLE elsewhere RENAME TO reader_health")
    clock.advance(NOTE_SECONDS)
    notes.keep(HEALTH)
    assert written(database, "T1", place).at == clock.now()
