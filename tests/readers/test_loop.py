from __future__ import annotations

import itertools
import queue
import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.logs import logged

from canteen.clock import SystemClock
from readers import open_reader
from readers.cycle import Cycle
from readers.emulation import FeigEmulator
from readers.errors import PortNotFound, ReaderGone
from readers.health import LineHealth
from readers.loop import CycleRead, ReaderBack, ReaderEvent, ReaderLoop, ReaderLost
from readers.presence import Presence
from readers.reader import Reader
from readers.tag import TagRead, TagUid

UIDS = [TagUid.parse(f"E00401{number * 7919:010X}") for number in range(5)]
Leaks = Callable[[], None]


class Diary:
    """Keeps the events of a loop and waits for one that fits."""

    def __init__(self) -> None:
        self.events: list[ReaderEvent] = []
        self._more = threading.Condition()

    def __call__(self, event: ReaderEvent) -> None:
        with self._more:
            self.events.append(event)
            self._more.notify_all()

    def wait(self, fits: Callable[[ReaderEvent], bool], seconds: float = 10.0) -> ReaderEvent:
        deadline = time.monotonic() + seconds
        seen = 0
        with self._more:
            while True:
                for event in self.events[seen:]:
                    if fits(event):
                        return event
                seen = len(self.events)
                assert self._more.wait(deadline - time.monotonic()), "no such event"

    def forget(self) -> None:
        with self._more:
            self.events.clear()


class Fake:
    """A reader that gives one plate until a list of troubles has its turn."""

    def __init__(self, *troubles: Exception) -> None:
        self._troubles = list(troubles)
        self.closed = 0

    def cycle(self) -> Cycle:
        time.sleep(0.001)
        if self._troubles:
            raise self._troubles.pop(0)
        return Cycle.whole((TagRead(UIDS[0]),), 0.0, 0.001)

    @property
    def health(self) -> LineHealth:
        return LineHealth(frames=1)

    def close(self) -> None:
        self.closed += 1


class Hanging(Fake):
    """A reader whose opening or second cycle does not return before it is released."""

    def __init__(self, *, opens: bool) -> None:
        super().__init__()
        self.stuck = threading.Event()
        self.released = threading.Event()
        self._cycles = 0 if opens else None

    def open(self) -> Reader:
        if self._cycles is None:
            self._hang()
        return self

    def cycle(self) -> Cycle:
        if self._cycles is not None:
            self._cycles += 1
            if self._cycles == 2:
                self._hang()
        return super().cycle()

    def _hang(self) -> None:
        self.stuck.set()
        assert self.released.wait(60)


def settled(event: ReaderEvent) -> bool:
    return isinstance(event, CycleRead) and event.sighting.settled


def loop(opener: Callable[[], Reader], diary: Diary, speed: float = 1.0) -> ReaderLoop:
    return ReaderLoop(opener, Presence(), SystemClock(speed=speed), diary)


def test_cycles_are_published_until_the_loop_stops(nothing_leaks: Leaks) -> None:
    diary, fake = Diary(), Fake()
    runner = loop(lambda: fake, diary)
    runner.start()
    diary.wait(settled)
    runner.stop()
    runner.stop()
    assert fake.closed == 1
    assert all(isinstance(event, CycleRead) for event in diary.events)
    count = len(diary.events)
    time.sleep(0.05)
    assert len(diary.events) == count


def test_a_loss_keeps_the_plates_and_unsettles_them(nothing_leaks: Leaks) -> None:
    diary = Diary()
    readers = [Fake(), Fake()]
    first = readers[0]
    runner = loop(lambda: readers.pop(0), diary)
    runner.start()
    diary.wait(settled)
    first._troubles.append(ReaderGone(port="x"))
    lost = diary.wait(lambda event: isinstance(event, ReaderLost))
    diary.wait(lambda event: isinstance(event, ReaderBack))
    runner.stop()
    assert isinstance(lost, ReaderLost)
    assert (lost.fault.code, lost.attempt) == ("E-RDR-006", 1)
    assert lost.sighting.plates == (UIDS[0],)
    assert not lost.sighting.settled
    assert lost.sighting.incomplete
    assert first.closed == 1
    after = diary.events[diary.events.index(ReaderBack()) + 1]
    assert isinstance(after, CycleRead)
    assert not after.sighting.settled


def test_what_the_line_did_lately_runs_over_its_connections(nothing_leaks: Leaks) -> None:
    diary, readers = Diary(), [Fake(ReaderGone(port="x")), Fake(ReaderGone(port="x")), Fake()]
    runner = loop(lambda: readers.pop(0), diary)
    runner.start()
    diary.wait(settled)
    running = runner.health
    assert running.connected
    runner.stop()
    stopped = runner.health
    assert not stopped.connected
    assert running.recent == stopped.recent == stopped.line == LineHealth(frames=3)


def test_an_absent_reader_is_tried_again_with_growing_pauses(nothing_leaks: Leaks) -> None:
    times: list[float] = []

    def absent() -> Reader:
        times.append(time.monotonic())
        raise PortNotFound(port="x")

    diary = Diary()
    runner = loop(absent, diary)
    runner.start()
    last = diary.wait(lambda event: isinstance(event, ReaderLost) and event.attempt == 5)
    runner.stop()
    assert isinstance(last, ReaderLost)
    pauses = [b - a for a, b in itertools.pairwise(times)]
    assert pauses[:4] == pytest.approx([0.1, 0.2, 0.4, 0.5], abs=0.1)
    assert max(pauses) < 1.0


def test_a_defect_in_a_driver_or_listener_does_not_end_the_loop(nothing_leaks: Leaks) -> None:
    diary = Diary()
    readers = [Fake(ZeroDivisionError()), Fake()]
    calls = iter([True, True, True])

    def listener(event: ReaderEvent) -> None:
        if next(calls, False):
            raise RuntimeError("listener")
        diary(event)

    runner = ReaderLoop(lambda: readers.pop(0), Presence(), SystemClock(), listener)
    runner.start()
    diary.wait(settled)
    runner.stop()


def test_a_defect_is_published_with_a_code(nothing_leaks: Leaks) -> None:
    diary = Diary()
    readers = [Fake(ZeroDivisionError()), Fake()]
    runner = loop(lambda: readers.pop(0), diary)
    runner.start()
    lost = diary.wait(lambda event: isinstance(event, ReaderLost))
    runner.stop()
    assert isinstance(lost, ReaderLost)
    assert lost.fault.code == "E-RDR-039"


def test_a_loop_stops_before_it_began_and_from_its_own_thread(nothing_leaks: Leaks) -> None:
    diary = Diary()
    loop(Fake, diary).stop()
    done = threading.Event()

    def stop_inside(event: ReaderEvent) -> None:
        runner.stop()
        done.set()

    runner = ReaderLoop(Fake, Presence(), SystemClock(), stop_inside)
    runner.start()
    assert done.wait(5)
    runner.stop()


@pytest.mark.parametrize("opens", [True, False], ids=["cycle", "opening"])
def test_a_reader_that_hangs_does_not_keep_the_loop_from_stopping(
    opens: bool, told: list[dict[str, Any]], nothing_leaks: Leaks
) -> None:
    diary, fake = Diary(), Hanging(opens=opens)
    runner = ReaderLoop(fake.open, Presence(), SystemClock(), diary, stop_seconds=0.05)
    runner.start()
    assert fake.stuck.wait(10)
    assert not runner.stop()
    assert [each["event"] for each in told] == ["reader-still-busy"]
    assert "code" not in told[0]
    assert fake.closed == 0
    count = len(diary.events)
    assert count == opens
    fake.released.set()
    while not runner.stop():
        pass
    assert fake.closed == 1
    assert len(diary.events) == count
    assert not runner.health.connected


def test_a_stop_tells_whether_the_port_is_free() -> None:
    runner = loop(Fake, Diary())
    assert runner.stop()
    answers: queue.SimpleQueue[bool] = queue.SimpleQueue()
    runner = ReaderLoop(Fake, Presence(), SystemClock(), lambda _event: answers.put(runner.stop()))
    runner.start()
    assert answers.get(timeout=10) is False
    assert runner.stop()


def test_a_loop_starts_once(nothing_leaks: Leaks) -> None:
    runner = loop(Fake, Diary())
    runner.start()
    with pytest.raises(RuntimeError):
        runner.start()
    runner.stop()


def test_twenty_cables_pulled_at_any_moment(tmp_path: Path, nothing_leaks: Leaks) -> None:
    dice = random.Random(20261123)  # noqa: S311 - a moment in a cycle
    diary = Diary()
    clock = SystemClock()
    with FeigEmulator(link=tmp_path / "reader") as emulator:
        emulator.field.place(*UIDS)
        url = f"feig:{emulator.path}?parity=N"
        runner = loop(lambda: open_reader(url, clock), diary)
        runner.start()
        diary.wait(settled)
        for _round in range(20):
            time.sleep(dice.random() * 0.1)
            diary.forget()
            emulator.unplug()
            diary.wait(lambda event: isinstance(event, ReaderLost))
            emulator.plug()
            plugged = time.monotonic()
            diary.wait(lambda event: isinstance(event, CycleRead) and event.cycle.complete)
            assert time.monotonic() - plugged < 2.0
            for event in list(diary.events):
                if isinstance(event, CycleRead):
                    assert set(event.cycle.uids) <= set(UIDS)
                    assert event.sighting.plates == tuple(UIDS)
        diary.wait(settled)
        runner.stop()


def test_a_reader_that_falls_silent_only_gives_incomplete_cycles(nothing_leaks: Leaks) -> None:
    diary = Diary()
    clock = SystemClock()
    with FeigEmulator() as emulator:
        emulator.field.place(UIDS[0])
        runner = loop(lambda: open_reader(f"feig:{emulator.path}?parity=N", clock), diary)
        runner.start()
        diary.wait(settled)
        emulator.mute(1.0)
        broken = diary.wait(lambda event: isinstance(event, CycleRead) and not event.cycle.complete)
        diary.forget()
        diary.wait(settled)
        runner.stop()
    assert isinstance(broken, CycleRead)
    assert broken.sighting.plates == (UIDS[0],)
    assert broken.sighting.incomplete
    assert not any(isinstance(event, ReaderLost) for event in diary.events)


@pytest.fixture
def told() -> Iterator[list[dict[str, Any]]]:
    """What is logged."""
    with logged("kangle.readers.loop") as lines:
        yield lines
