"""What the return does with what lies there, and how its reader is."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.counter import LUNCH_TIME, chip

from canteen.clock import ManualClock, SystemClock
from canteen.jobs import ImmediateJobs
from pos.reader_state import NOTE_SECONDS, RETURN, HealthNotes, read_health
from pos.returns import ReturnCounter, ReturnLine, ReturnReader
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
    open_reader,
)
from readers.emulation import FeigEmulator
from readers.silence import MUTE_SECONDS

A, B = chip(1), chip(2)
SURE_AFTER = 9
"""Cycles: the first sight, and the eight answers by which a chip surely lies there."""
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

    def see(self, *uids, doubtful=(), undecided=()):
        seen = Sighting(plates=uids, doubtful=doubtful, undecided=undecided)
        self.counter.on_reader(CycleRead(Cycle.whole((), 0.0, 0.1), seen))

    def read(self, rule, cycle):
        """A cycle as the reader's rule takes it."""
        self.counter.on_reader(CycleRead(cycle, rule.see(cycle)))

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


def test_what_may_lie_elsewhere_is_not_freed_before_it_surely_lies_there(at):
    at.see(A, B, doubtful=(A,), undecided=(B,))
    assert at.freed == []
    at.see(A, B, undecided=(B,))
    at.see(A, B)
    assert at.freed == [(A,), (B,)]


def test_a_freed_plate_that_answers_badly_is_not_freed_twice(at):
    at.see(A)
    at.see(A, undecided=(A,))
    at.see(A)
    assert at.freed == [(A,)]


def test_an_incomplete_cycle_frees_nothing(at):
    at.fail(0.0, A)
    assert at.freed == []
    at.see(A)
    assert at.freed == [(A,)]


def cycles(answers):
    """One cycle a word of `answers`, whether A answers in it."""
    for number, answered in enumerate(answers):
        tags = (TagRead(A),) if answered else ()
        yield Cycle.whole(tags, number / 10, number / 10 + 0.1)


@given(st.integers(0, 40).flatmap(lambda n: st.permutations([True] * (n // 8) + [False] * n)))
def test_a_plate_carried_past_stays_paid(answers):
    at, rule = Return(), Presence()
    for cycle in cycles([True, *answers]):
        at.read(rule, cycle)
    assert at.freed == []


@pytest.mark.parametrize(("silent", "needed"), [((), SURE_AFTER), ((3,), SURE_AFTER + 1)])
def test_a_plate_that_is_returned_is_freed_at_its_ninth_answer(at, silent, needed):
    rule = Presence()
    for number, cycle in enumerate(cycles(number not in silent for number in range(30)), 1):
        at.read(rule, cycle)
        assert at.freed == ([(A,)] if number >= needed else [])


def test_plates_that_fall_into_the_return_together_are_freed_by_a_real_reader(at):
    rule, plates = Presence(), {chip(number) for number in range(1, 6)}
    with (
        FeigEmulator() as emulator,
        contextlib.closing(open_reader(f"feig:{emulator.path}?parity=N", SystemClock())) as reader,
    ):
        emulator.field.place(*plates)
        for _ in range(SURE_AFTER):
            at.read(rule, reader.cycle())
    assert {uid for uids in at.freed for uid in uids} == plates


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


def test_a_reader_that_is_back_is_not_blamed_for_the_silence_before(at):
    at.fail(0.0)
    at.counter.on_reader(ReaderLost(GONE, 1, Sighting()))
    at.counter.on_reader(ReaderBack())
    at.fail(60.0)
    assert at.trouble is None
    at.fail(60.0 + MUTE_SECONDS)
    assert at.trouble == NO_ANSWER


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
