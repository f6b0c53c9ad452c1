"""A tray tapped plate by plate."""

from __future__ import annotations

import itertools
import threading

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from readers.cycle import Cycle, Fault
from readers.presence import Sighting
from readers.tag import TagRead, TagUid
from readers.tap import LEAVE_AFTER, TapTray

UIDS = [TagUid.parse(f"E00401{number:010X}") for number in range(6)]


def cycle(*numbers: int, complete: bool = True, ended: float = 0.125) -> Cycle:
    faults = () if complete else (Fault("E-RDR-033", "…"),)
    tags = tuple(TagRead(UIDS[n]) for n in numbers)
    return Cycle(tags, complete, faults, ended - 0.125, ended)


def run(tray: TapTray, *cycles: Cycle) -> list[int]:
    for each in cycles:
        tray.see(each)
    return on(tray)


def on(tray: TapTray) -> list[int]:
    return [UIDS.index(uid) for uid in tray.sighting.plates]


AWAY = [cycle()] * LEAVE_AFTER


def test_each_plate_shown_is_added_in_the_order_of_tapping() -> None:
    assert run(TapTray(), cycle(2), cycle(), cycle(0), cycle(), cycle(1)) == [2, 0, 1]


def test_nothing_is_known_before_the_first_cycle() -> None:
    assert TapTray().sighting == Sighting()


def test_one_plate_is_enough_to_settle_and_its_completeness_is_not_claimed() -> None:
    tray = TapTray()
    assert tray.see(cycle()) == Sighting()
    assert tray.see(cycle(0)) == Sighting((UIDS[0],), settled=True, certainty=1.0, confidence=None)
    assert tray.see(cycle()).settled


def test_a_plate_held_there_counts_once() -> None:
    assert run(TapTray(), *[cycle(0)] * 50) == [0]


def test_a_plate_shown_again_counts_once_and_keeps_its_place() -> None:
    assert run(TapTray(), cycle(0), *AWAY, cycle(1), *AWAY, cycle(0)) == [0, 1]


def test_two_plates_at_once_are_two_in_whichever_order_they_are_reported() -> None:
    assert run(TapTray(), cycle(1, 0), cycle(0, 1)) == [1, 0]


def test_an_incomplete_cycle_adds_what_it_shows_and_unsettles() -> None:
    tray = TapTray()
    sighting = tray.see(cycle(0, complete=False))
    assert sighting == Sighting((UIDS[0],), incomplete=True)
    assert tray.see(cycle()).settled


def test_a_lost_reader_keeps_the_plates_and_unsettles_until_it_is_back() -> None:
    tray = TapTray()
    run(tray, cycle(0), cycle(1))
    assert tray.interrupt() == Sighting((UIDS[0], UIDS[1]), incomplete=True)
    assert tray.see(cycle()) == Sighting((UIDS[0], UIDS[1]), settled=True, certainty=1.0)


def test_taking_back_removes_the_last_and_may_be_repeated() -> None:
    tray = TapTray()
    run(tray, cycle(0), cycle(1), cycle(2))
    assert [tray.take_back().plates for _ in range(4)] == [tuple(UIDS[:2]), (UIDS[0],), (), ()]


def test_a_plate_taken_back_is_not_counted_again_while_it_lies_there() -> None:
    tray = TapTray()
    run(tray, cycle(0), cycle(1))
    tray.take_back()
    assert run(tray, *[cycle(1)] * 20) == [0]
    assert run(tray, *AWAY[1:], cycle(1)) == [0]


def test_a_plate_taken_back_counts_again_once_it_left_and_came_back() -> None:
    tray = TapTray()
    run(tray, cycle(0), cycle(1))
    tray.take_back()
    assert run(tray, *AWAY, cycle(1)) == [0, 1]


def test_a_plate_that_had_left_before_it_was_taken_back_may_be_tapped_at_once() -> None:
    tray = TapTray()
    run(tray, cycle(0), *AWAY)
    tray.take_back()
    assert run(tray, cycle(0)) == [0]


def test_what_lies_there_when_the_tray_is_cleared_is_not_on_the_next_one() -> None:
    tray = TapTray()
    run(tray, cycle(0), *AWAY, cycle(1))
    assert tray.clear() == Sighting()
    assert run(tray, cycle(1), cycle(1, 2), cycle(2)) == [2]
    assert run(tray, *AWAY, cycle(1), cycle(0)) == [2, 1, 0]


def test_a_plate_that_was_taken_back_stays_out_of_the_next_tray_too() -> None:
    tray = TapTray()
    run(tray, cycle(0))
    tray.take_back()
    tray.clear()
    assert run(tray, cycle(0)) == []


@pytest.mark.parametrize("between", [cycle(complete=False), None], ids=["incomplete", "lost"])
def test_what_proves_no_absence_lets_no_plate_leave(between: Cycle | None) -> None:
    tray = TapTray()
    run(tray, cycle(0))
    tray.clear()
    for _ in range(50):
        tray.interrupt() if between is None else tray.see(between)
    assert run(tray, cycle(0)) == []


def test_a_reader_that_takes_no_second_look_may_let_plates_leave_at_once() -> None:
    tray = TapTray(leave_after=1)
    run(tray, cycle(0))
    tray.clear()
    assert run(tray, cycle(), cycle(0)) == [0]
    with pytest.raises(ValueError, match="at least one"):
        TapTray(leave_after=0)


class Patient:
    """A tray let go after a minute, at a reader that looks every second; plate 0 was tapped."""

    def __init__(self) -> None:
        self.tray = TapTray(let_go_after=60.0)
        self.now = 0.0
        self.look(0)

    def look(self, *numbers: int, complete: bool = True) -> Sighting:
        self.now += 1.0
        return self.tray.see(cycle(*numbers, complete=complete, ended=self.now))

    def wait(self, seconds: int, *numbers: int) -> list[int]:
        """So many looks, in each of which these chips lie there."""
        for _ in range(seconds):
            self.look(*numbers)
        return on(self.tray)


@pytest.fixture
def patient() -> Patient:
    return Patient()


def test_what_nobody_touched_for_so_long_is_let_go(patient: Patient) -> None:
    assert patient.wait(6, 1) == [0, 1]
    assert patient.wait(54) == [0, 1]
    assert patient.look() == Sighting()


def test_the_next_guest_pays_for_nothing_that_was_let_go(patient: Patient) -> None:
    patient.wait(60)
    assert patient.wait(1, 2) == [2]
    assert patient.wait(10, 0) == [2, 0]


def test_without_a_limit_a_tray_waits_for_ever() -> None:
    tray = TapTray()
    run(tray, cycle(0), cycle(ended=1e6))
    assert on(tray) == [0]
    with pytest.raises(ValueError, match="let_go_after"):
        TapTray(let_go_after=-1.0)


@pytest.mark.parametrize("again", [0, 1], ids=["counted already", "new"])
def test_a_chip_that_comes_begins_the_time_anew(patient: Patient, again: int) -> None:
    patient.wait(50)
    tapped = patient.wait(1, again)
    assert patient.wait(59) == tapped
    assert patient.wait(1) == []


def test_a_plate_that_only_lies_there_is_no_tap_and_is_on_no_other_tray(patient: Patient) -> None:
    assert patient.wait(59, 1) == [0, 1]
    assert patient.wait(2, 1) == []
    assert patient.wait(100, 1) == []
    patient.wait(LEAVE_AFTER)
    assert patient.wait(1, 1) == [1]


def test_a_key_begins_the_time_anew(patient: Patient) -> None:
    patient.wait(1, 1)
    patient.wait(58)
    patient.tray.touch()
    assert patient.wait(60) == [0, 1]
    patient.tray.take_back()
    assert patient.wait(60) == [0]
    assert patient.wait(1) == []


def test_what_is_being_paid_is_not_let_go(patient: Patient) -> None:
    patient.wait(50)
    patient.tray.hold(UIDS[:1])
    assert patient.wait(500) == [0]
    patient.tray.hold(())
    assert patient.wait(60) == [0]
    patient.tray.hold(())
    assert patient.wait(1) == []


def test_what_was_let_go_as_the_payment_began_is_there_again(patient: Patient) -> None:
    patient.wait(1, 1)
    assert patient.wait(60) == []
    patient.wait(1, 2)
    patient.tray.hold(UIDS[:2])
    assert on(patient.tray) == [0, 1, 2]
    patient.tray.clear(UIDS[:2])
    patient.tray.hold(UIDS[:2])
    assert on(patient.tray) == [2]
    patient.tray.hold(())
    assert patient.wait(60) == [2]


def test_only_the_time_in_which_the_reader_works_counts(patient: Patient) -> None:
    patient.wait(40)
    for _ in range(100):
        assert patient.look(complete=False).plates == (UIDS[0],)
    patient.tray.interrupt()
    patient.now += 1000.0
    assert patient.wait(20) == [0]
    assert patient.wait(1) == []


def test_two_threads_at_once_lose_no_plate_and_count_none_twice() -> None:
    tray, taken = TapTray(leave_after=1), []
    ended = threading.Event()

    def read() -> None:
        for _ in range(60):
            for number in range(6):
                tray.see(cycle(number))
        ended.set()

    thread = threading.Thread(target=read)
    thread.start()
    while not ended.is_set():
        plates = tray.sighting.plates
        assert len(set(plates)) == len(plates)
        taken.append(tray.take_back())
        if len(taken) % 7 == 0:
            tray.clear()
    thread.join()
    assert run(tray, cycle(), *[cycle(n) for n in range(6)]) == on(tray)
    assert set(on(tray)) == set(range(6))


LET_GO_AFTER = 7.0


class Tapping(RuleBasedStateMachine):
    """Against a model that goes back over the whole history for every answer."""

    def __init__(self) -> None:
        super().__init__()
        self.tray = TapTray(leave_after=3, let_go_after=LET_GO_AFTER)
        self.now = 0.0
        self.moments: list[float | None] = []
        """When each cycle since the last touch ended; the time over a `None` does not count."""
        self.held = False
        self.history: list[Cycle] = []
        self.expected: list[int] = []
        self.barred_since: dict[int, int] = {}
        self.well = True

    def left(self, number: int, since: int) -> bool:
        """Whether the plate was silent for three whole cycles in a row after moment `since`.

        Silence that had begun before counts from the plate's last answer.
        """
        missed = 0
        for moment, each in enumerate(self.history):
            if UIDS[number] in each.uids:
                missed = 0
            elif each.complete:
                missed += 1
                if missed >= 3 and moment >= since:
                    return True
        return False

    def in_field(self, number: int) -> bool:
        shown = [at for at, each in enumerate(self.history) if UIDS[number] in each.uids]
        return bool(shown) and sum(c.complete for c in self.history[shown[-1] + 1 :]) < 3

    @rule(
        numbers=st.lists(st.integers(0, 5), unique=True, max_size=3),
        complete=st.booleans(),
        seconds=st.integers(1, 8),
    )
    def see(self, numbers: list[int], complete: bool, seconds: int) -> None:
        self.pass_time(numbers, complete, seconds / 4)
        for number in numbers:
            since = self.barred_since.get(number)
            if since is not None and self.left(number, since):
                del self.barred_since[number]
        seen = cycle(*numbers, complete=complete, ended=self.now)
        self.expected += [
            n for n in numbers if n not in self.barred_since and n not in self.expected
        ]
        self.history.append(seen)
        self.well = complete
        self.tray.see(seen)

    def pass_time(self, numbers: list[int], complete: bool, seconds: float) -> None:
        """The untouched time, added up anew from every cycle since the last touch."""
        self.now += seconds
        if not all(self.in_field(number) for number in numbers):
            self.moments = []
        self.moments += [self.now] if complete or not self.moments else [None, self.now]
        counted = sum(
            after - before
            for before, after in itertools.pairwise(self.moments)
            if before is not None and after is not None
        )
        if counted >= LET_GO_AFTER and not self.held:
            self.bar_all(numbers)
            self.moments = [self.now]

    def bar_all(self, staying: list[int]) -> None:
        """Nothing is on the tray, and what lies in the field has to leave it first."""
        self.expected = []
        for number in range(6):
            if self.in_field(number) or number in staying:
                self.barred_since[number] = len(self.history)

    @rule(count=st.integers(1, 4))
    def nothing_there(self, count: int) -> None:
        for _ in range(count):
            self.see([], True, 4)

    @rule()
    def touch(self) -> None:
        self.moments = []
        self.tray.touch()

    @precondition(lambda self: self.held or self.expected)
    @rule()
    def begin_or_end_a_payment(self) -> None:
        self.held = not self.held
        self.moments = []
        self.tray.hold([UIDS[number] for number in self.expected] if self.held else [])

    @rule()
    def interrupt(self) -> None:
        self.well = False
        self.moments += [None]
        self.tray.interrupt()

    @precondition(lambda self: self.expected)
    @rule()
    def take_back(self) -> None:
        self.moments = []
        number = self.expected.pop()
        if self.in_field(number):
            self.barred_since[number] = len(self.history)
        self.tray.take_back()

    @rule()
    def clear(self) -> None:
        self.bar_all([])
        self.tray.clear()

    @invariant()
    def agree(self) -> None:
        settled = self.well and bool(self.expected)
        assert self.tray.sighting == Sighting(
            plates=tuple(UIDS[n] for n in self.expected),
            settled=settled,
            certainty=float(settled),
            incomplete=not self.well,
        )


TestTapping = Tapping.TestCase
TestTapping.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
