"""Counts of answers, on both databases: kept by the hour for 30 days, turned to a rate."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from support.counter import LUNCH_TIME, ImmediateJobs, chip
from support.till import dish

from canteen.clock import ManualClock
from canteen.ids import new_id
from pos import reader_reads
from pos.reader_reads import (
    KEPT,
    RECKON_SECONDS,
    WRITE_SECONDS,
    ReadStatistics,
    add_reads,
    worst_plates,
)
from pos.reader_state import read_health
from pos.state import Phase, StationState
from pos.tables import plates
from pos.tray import PlateStatus, Tray, TrayPlate
from readers import (
    Cycle,
    CycleRead,
    LineHealth,
    PlateReads,
    PlatesCounted,
    ReadCount,
    ReaderHealth,
    Sighting,
    TagRead,
    TapTray,
)
from readers.read_rates import STARTING_RATE, lower_limit

A, B, FOREIGN = chip(1), chip(2), chip(9)
LINE = LineHealth(frames=40, crc_errors=2, last_good=-3.0)
HEALTH = ReaderHealth(LINE, 1, connected=True, recent=LINE)
QUIET = CycleRead(Cycle.whole((), 0.0, 0.1), Sighting())


def read(uid, cycles, reads, antenna=1):
    return PlateReads(uid, antenna, ReadCount(cycles, reads))


@pytest.fixture
def enrolled(database):
    with database.write() as session:
        for uid in (A, B):
            session.execute(plates.insert(), {"uid": uid.text, "enrolled_at": LUNCH_TIME})
    return database


def add(database, now, *reads, terminal="T1"):
    with database.write() as session:
        add_reads(session, terminal, now, reads)


def counts(database, now, terminal="T1"):
    with database.read() as session:
        return reader_reads.plate_counts(session, terminal, now)


def test_counts_add_up_over_visits_hours_and_antennas(enrolled):
    add(enrolled, LUNCH_TIME, read(A, 10, 9), read(A, 5, 5), read(B, 4, 4, antenna=2))
    add(enrolled, LUNCH_TIME + timedelta(hours=2), read(A, 5, 4))
    assert counts(enrolled, LUNCH_TIME) == {A: ReadCount(20, 18), B: ReadCount(4, 4)}
    with enrolled.read() as session:
        by_antenna = reader_reads.antenna_counts(session, "T1", LUNCH_TIME)
    assert by_antenna == {1: ReadCount(20, 18), 2: ReadCount(4, 4)}


def test_a_chip_that_is_no_plate_of_ours_is_not_counted(enrolled):
    add(enrolled, LUNCH_TIME, read(FOREIGN, 10, 9))
    assert counts(enrolled, LUNCH_TIME) == {}


def test_terminals_count_for_themselves(enrolled):
    add(enrolled, LUNCH_TIME, read(A, 10, 9), terminal="T2")
    assert counts(enrolled, LUNCH_TIME) == {}


def test_what_is_older_than_thirty_days_is_forgotten(enrolled):
    add(enrolled, LUNCH_TIME, read(A, 10, 9))
    later = LUNCH_TIME + KEPT + timedelta(hours=1)
    add(enrolled, later, read(B, 1, 1))
    assert counts(enrolled, LUNCH_TIME) == {B: ReadCount(1, 1)}


def test_the_worst_plates_come_first_and_little_known_ones_are_not_judged():
    counted = {A: ReadCount(200, 190), B: ReadCount(400, 200), FOREIGN: ReadCount(199, 0)}
    assert worst_plates(counted, 5) == ((B, counted[B]), (A, counted[A]))
    assert worst_plates(counted, 1) == ((B, counted[B]),)
    assert worst_plates({}, 5) == ()


def statistics(database, clock):
    rates = []
    return rates, ReadStatistics(
        database, ImmediateJobs(), clock, "T1", rates.append, lambda: HEALTH
    )


def paid(*uids):
    plates = tuple(TrayPlate(uid, dish(), new_id(LUNCH_TIME), PlateStatus.SOLD) for uid in uids)
    return StationState(phase=Phase.DONE, tray=Tray(plates))


def test_a_new_station_starts_with_the_cautious_rate(enrolled):
    rates, kept = statistics(enrolled, ManualClock(LUNCH_TIME))
    kept.on_reader(QUIET)
    assert rates == [STARTING_RATE]


def test_the_rate_follows_from_what_was_counted_and_is_there_at_the_next_start(enrolled):
    clock = ManualClock(LUNCH_TIME)
    rates, kept = statistics(enrolled, clock)
    kept.on_state(paid(A, B))
    kept.on_reader(PlatesCounted((read(A, 1500, 1480), read(B, 1000, 940))))
    clock.advance(RECKON_SECONDS)
    kept.on_reader(QUIET)
    assert rates == [STARTING_RATE, pytest.approx(lower_limit(ReadCount(1000, 940)))]
    again, fresh = statistics(enrolled, clock)
    fresh.on_reader(QUIET)
    assert again == rates[1:]


def test_only_what_was_paid_here_is_counted(enrolled):
    clock = ManualClock(LUNCH_TIME)
    _rates, kept = statistics(enrolled, clock)
    kept.on_state(replace(paid(B), phase=Phase.HELD))
    kept.on_state(paid(A))
    kept.on_reader(PlatesCounted((read(A, 30, 29), read(B, 30, 5))))
    kept.on_reader(PlatesCounted((read(A, 30, 1),)))
    kept.write()
    assert counts(enrolled, LUNCH_TIME) == {A: ReadCount(30, 29)}


def lies(*uids):
    return CycleRead(Cycle.whole((), 0.0, 0.1), Sighting(uids))


def test_a_paid_plate_that_left_uncounted_is_not_counted_on_a_later_visit(enrolled):
    _rates, kept = statistics(enrolled, ManualClock(LUNCH_TIME))
    kept.on_reader(lies(A, B))
    kept.on_state(paid(A, B))
    kept.on_reader(lies(B))
    kept.on_reader(lies(B))
    kept.on_reader(lies())
    kept.on_reader(PlatesCounted((read(A, 30, 1), read(B, 30, 29))))
    kept.write()
    assert counts(enrolled, LUNCH_TIME) == {B: ReadCount(30, 29)}


def test_a_thousand_paid_trays_leave_nothing_behind(enrolled):
    _rates, kept = statistics(enrolled, ManualClock(LUNCH_TIME))
    for number in range(1000):
        uids = [chip(3 * number + plate) for plate in range(3)]
        kept.on_reader(lies(*uids))
        kept.on_state(paid(*uids))
        kept.on_reader(lies())
        kept.on_reader(lies())
        assert not kept._paid


def test_where_plates_are_tapped_nothing_is_kept(enrolled):
    _rates, kept = statistics(enrolled, ManualClock(LUNCH_TIME))
    rule = TapTray(leave_after=1)
    for number in range(1000):
        for tags in ((TagRead(chip(number)),), (), ()):
            cycle = Cycle.whole(tags, number, number + 0.1)
            kept.on_reader(CycleRead(cycle, rule.see(cycle)))
            if tags:
                kept.on_state(paid(chip(number)))
                rule.clear()
        assert not kept._paid


def test_counts_wait_for_a_database_in_trouble(enrolled):
    clock = ManualClock(LUNCH_TIME)
    _rates, kept = statistics(enrolled, clock)
    kept.on_state(paid(A))
    kept.on_reader(PlatesCounted((read(A, 30, 29),)))
    with enrolled.write() as session:
        session.exec_driver_sql("ALTER TABLE reader_reads RENAME TO elsewhere")
    kept.write()
    with enrolled.write() as session:
        session.exec_driver_sql("ALTER TABLE elsewhere RENAME TO reader_reads")
    kept.write()
    assert counts(enrolled, LUNCH_TIME) == {A: ReadCount(30, 29)}


def test_how_the_reader_is_is_written_down_beside(enrolled):
    clock = ManualClock(LUNCH_TIME)
    _rates, kept = statistics(enrolled, clock)
    with enrolled.read() as session:
        assert read_health(session, "T1") is None
    for _ in range(2):
        clock.advance(WRITE_SECONDS)
        kept.on_reader(QUIET)
    with enrolled.read() as session:
        report = read_health(session, "T1")
        assert read_health(session, "T2") is None
    assert report.at == clock.now()
    assert report.last_good == LUNCH_TIME - timedelta(seconds=3)
    assert (report.health.recent.frames, report.health.recent.crc_errors) == (40, 2)
    assert (report.health.reconnects, report.health.connected) == (1, True)
