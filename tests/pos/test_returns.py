"""What the return does with what lies there, and how its reader is."""

from __future__ import annotations

import pytest
from support.counter import LUNCH_TIME, chip

from canteen.clock import ManualClock
from canteen.jobs import ImmediateJobs
from pos.reader_state import NOTE_SECONDS, RETURN, HealthNotes, read_health
from pos.returns import MUTE_SECONDS, ReturnCounter, ReturnLine, ReturnReader
from readers import (
    Cycle,
    CycleRead,
    Fault,
    Presence,
    ReaderBack,
    ReaderHealth,
    ReaderLoop,
    ReaderLost,
    Sighting,
    TagRead,
)

A, B = chip(1), chip(2)
NO_ANSWER = Fault("E-RDR-030", "no answer")
GONE = Fault("E-RDR-006", "gone")


class Return:
    """A counter, what it freed, and a database that may be in trouble."""

    def __init__(self):
        self.freed = []
        self.refuses = False
        self.counter = ReturnCounter(self._free, ImmediateJobs())

    def _free(self, uids):
        if self.refuses:
            raise OSError
        self.freed.append(uids)

    def see(self, *uids):
        self.counter.on_reader(CycleRead(Cycle.whole((), 0.0, 0.1), Sighting(plates=uids)))

    def fail(self, started, *uids):
        tags = tuple(map(TagRead, uids))
        cycle = Cycle.broken(tags, (NO_ANSWER,), started, started + 0.1)
        self.counter.on_reader(CycleRead(cycle, Sighting(plates=uids)))

    @property
    def trouble(self):
        return self.counter.trouble


@pytest.fixture
def at():
    return Return()


def test_a_plate_is_freed_once_for_as_long_as_it_lies_there(at):
    at.see(A)
    at.see(A, B)
    at.see(B)
    at.see(A)
    assert at.freed == [(A,), (B,), (A,)]


def test_what_could_not_be_freed_is_tried_again(at):
    at.refuses = True
    at.see(A)
    at.refuses = False
    at.see(A)
    at.see(A)
    assert at.freed == [(A,)]


def test_a_reader_that_is_lost_is_in_trouble_until_it_is_back(at):
    assert at.trouble is None
    at.counter.on_reader(ReaderLost(GONE, 1, Sighting()))
    assert at.trouble == GONE
    at.counter.on_reader(ReaderBack())
    assert at.trouble is None


def test_a_reader_that_says_nothing_is_in_trouble_after_a_while(at):
    at.fail(0.0)
    at.fail(MUTE_SECONDS - 0.2)
    assert at.trouble is None
    at.fail(MUTE_SECONDS)
    assert at.trouble == NO_ANSWER
    at.see()
    assert at.trouble is None
    at.fail(MUTE_SECONDS + 1)
    assert at.trouble is None


def test_the_line_tells_how_its_reader_is_and_writes_it_down(database):
    clock = ManualClock(LUNCH_TIME)
    notes = HealthNotes(database, ImmediateJobs(), clock, "T1", RETURN)
    counter = ReturnCounter(lambda _uids: None, ImmediateJobs())
    loop = ReaderLoop(lambda: pytest.fail("it was not started"), Presence(), clock, print)
    line = ReturnLine(loop, counter, notes)
    line.take(ReaderLost(GONE, 1, Sighting()))
    assert line.state == ReturnReader(ReaderHealth(), "E-RDR-006")
    line.take(ReaderBack())
    assert line.state == ReturnReader(ReaderHealth())
    clock.advance(NOTE_SECONDS)
    line.take(ReaderBack())
    line.stop()
    with database.read() as session:
        assert read_health(session, "T1", RETURN).at == clock.now()


def test_a_reader_that_still_gives_chips_is_not_mute(at):
    at.fail(0.0)
    at.fail(2.0, A)
    at.fail(4.0)
    assert at.trouble is None
    assert at.freed == [(A,)]
