import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.clock import ManualClock, SystemClock

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=8)))


def test_the_machines_time_is_aware_and_utc():
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(0)


def test_a_clock_begun_elsewhere_goes_on_from_there():
    clock = SystemClock(NOON)
    now = clock.now()
    assert now.utcoffset() == timedelta(0)
    assert timedelta(0) <= now - NOON < timedelta(seconds=5)
    assert clock.now() >= now


def test_a_fast_clock_runs_all_its_ways_of_waiting_fast():
    real, fast = SystemClock(), SystemClock(NOON, speed=1000.0)
    began = real.monotonic()
    fast.sleep(20.0)
    assert not fast.wait(threading.Event(), 20.0)
    assert real.monotonic() - began < 2.0
    assert fast.monotonic() >= 40.0
    assert fast.now() - NOON >= timedelta(seconds=40)


def test_a_fast_clock_without_a_start_begins_now():
    clock = SystemClock(speed=1000.0)
    clock.sleep(10.0)
    ahead = clock.now() - datetime.now(UTC)
    assert timedelta(seconds=9) < ahead < timedelta(hours=1)


def test_waiting_ends_when_the_event_is_set():
    event = threading.Event()
    event.set()
    assert SystemClock().wait(event, 60.0)
    assert SystemClock().wait(event, -1.0)


def test_a_time_gone_by_is_not_waited_for():
    SystemClock().sleep(-1.0)


@pytest.mark.parametrize("speed", [0.0, -1.0])
def test_a_clock_that_stands_or_runs_back_is_refused(speed):
    with pytest.raises(ValueError, match="speed"):
        SystemClock(speed=speed)


@given(st.lists(st.floats(0, 86_400), max_size=20))
def test_a_manual_clock_moves_only_when_told(steps):
    clock = ManualClock(NOON)
    assert clock.now() == NOON == clock.now()
    for seconds in steps:
        before, elapsed = clock.now(), clock.monotonic()
        clock.sleep(seconds)
        assert clock.now() - before == timedelta(seconds=seconds)
        assert clock.monotonic() == elapsed + seconds


def test_a_manual_clock_does_not_block():
    clock = ManualClock(NOON)
    event = threading.Event()
    assert not clock.wait(event, 3600.0)
    event.set()
    assert clock.wait(event, 1.0)
    clock.sleep(-5.0)
    assert clock.monotonic() == 3601.0
