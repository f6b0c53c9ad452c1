import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.till import chip

from pos.reader_watch import INCOMPLETE_SECONDS, ReaderWatch
from readers import Cycle, Fault, ReaderLost, Sighting, TagRead
from readers.silence import MUTE_SECONDS

FAULT = Fault("E-RDR-003", "坏帧")
LOST = Fault("E-RDR-001", "不见了")


def cycle(*, complete=True, tags=0, faults=()):
    return Cycle(tuple(TagRead(chip(n)) for n in range(tags)), complete, faults, 0.0, 0.1)


def lost(attempt=1):
    return ReaderLost(LOST, attempt, Sighting())


BAD = cycle(complete=False, faults=(FAULT,))
PARTLY = cycle(complete=False, tags=2, faults=(FAULT,))


@pytest.fixture
def watch():
    return ReaderWatch()


def test_a_reader_that_answers_is_well(watch):
    watch.read(cycle(), 0.0)
    watch.read(cycle(tags=3), 1.0)
    assert watch.trouble is None
    assert not watch.is_incomplete(100.0)


def test_single_bad_cycles_hold_nothing(watch):
    for second in range(10):
        watch.read(PARTLY, float(second))
        watch.read(cycle(tags=2), second + 0.5)
        assert not watch.is_incomplete(second + 0.5)
    assert watch.trouble is None


def test_cycles_that_stay_incomplete_hold_the_tray(watch):
    watch.read(PARTLY, 10.0)
    assert not watch.is_incomplete(10.0 + INCOMPLETE_SECONDS - 0.01)
    watch.read(PARTLY, 11.0)
    assert watch.is_incomplete(10.0 + INCOMPLETE_SECONDS)
    watch.read(cycle(tags=2), 12.0)
    assert not watch.is_incomplete(12.0)


def test_a_reader_that_shows_nothing_for_long_is_out_of_order(watch):
    watch.read(BAD, 5.0)
    watch.read(BAD, 5.0 + MUTE_SECONDS - 0.01)
    assert watch.trouble is None
    watch.read(BAD, 5.0 + MUTE_SECONDS)
    assert (watch.trouble.code, watch.trouble.message) == (FAULT.code, FAULT.message)
    assert (watch.trouble.attempt, watch.trouble.since) == (1, 5.0)
    watch.read(cycle(), 9.0)
    assert watch.trouble is None


def test_a_reader_that_still_shows_chips_is_not_mute(watch):
    for second in range(10):
        watch.read(PARTLY, float(second))
    assert watch.trouble is None
    assert watch.is_incomplete(9.0)


def test_a_lost_reader_keeps_its_first_moment_and_counts_its_attempts(watch):
    watch.lost(lost(1), 3.0)
    watch.lost(lost(2), 5.0)
    assert (watch.trouble.code, watch.trouble.attempt, watch.trouble.since) == (LOST.code, 2, 3.0)
    watch.back()
    assert watch.trouble is None


def test_a_mute_reader_that_is_lost_was_in_trouble_all_the_time(watch):
    watch.read(BAD, 1.0)
    watch.read(BAD, 1.0 + MUTE_SECONDS)
    watch.lost(lost(), 9.0)
    assert (watch.trouble.code, watch.trouble.since) == (LOST.code, 1.0)


def test_a_chip_shown_now_and_then_keeps_a_bad_reader_from_being_mute(watch):
    watch.read(BAD, 0.0)
    watch.read(PARTLY, MUTE_SECONDS - 0.1)
    watch.read(BAD, MUTE_SECONDS)
    assert watch.trouble is None
    watch.read(BAD, 2 * MUTE_SECONDS)
    assert watch.trouble.since == MUTE_SECONDS


def test_a_reader_that_is_back_is_not_blamed_for_the_silence_before(watch):
    watch.read(BAD, 0.0)
    watch.lost(lost(), 1.0)
    watch.back()
    watch.read(BAD, 60.0)
    assert watch.trouble is None
    assert not watch.is_incomplete(60.0)


cycles = st.sampled_from([cycle(), cycle(tags=1), PARTLY, BAD])


@given(st.lists(st.tuples(cycles, st.floats(0.01, 2.0)), min_size=1))
def test_one_good_cycle_mends_everything(steps):
    watch, now = ReaderWatch(), 0.0
    for each, pause in steps:
        now += pause
        watch.read(each, now)
        if each.complete:
            assert watch.trouble is None
            assert not watch.is_incomplete(now)
        if watch.trouble is not None:
            assert watch.is_incomplete(now)
            assert now - watch.trouble.since >= MUTE_SECONDS
