"""A till where plates are shown one by one: small meal points without a tray reader."""

from __future__ import annotations

import pytest
from support.counter import CASHIER, Counter, HeldJobs, chip

from canteen.db import DatabaseBusy
from pos.state import Phase
from readers import TapTray


@pytest.fixture
def counter() -> Counter:
    counter = Counter(tapping=TapTray())
    counter.fill(1, 2, 3)
    return counter


def shown(counter: Counter, *numbers: int) -> None:
    """Each plate held there for a while, then taken away."""
    for number in numbers:
        for _ in range(3):
            counter.tap(number)
        for _ in range(6):
            counter.tap()


def uids(counter: Counter) -> tuple[str, ...]:
    return tuple(plate.uid.text for plate in counter.state.tray.plates)


def test_a_tray_is_built_plate_by_plate_and_paid(counter):
    shown(counter, 1, 2, 1)
    assert (counter.state.phase, uids(counter)) == (Phase.SETTLED, (chip(1).text, chip(2).text))
    counter.pay()
    assert counter.state.phase is Phase.DONE
    assert len(counter.desk.orders[0].quote.lines) == 2


def test_the_last_plate_can_be_taken_back_and_shown_again(counter):
    shown(counter, 1, 2)
    counter.station.take_back()
    assert uids(counter) == (chip(1).text,)
    shown(counter, 2)
    assert uids(counter) == (chip(1).text, chip(2).text)


def test_taking_back_the_only_plate_ends_the_tray(counter):
    shown(counter, 1)
    counter.station.take_back()
    assert counter.state.phase is Phase.IDLE


def test_the_paid_screen_stays_a_while_and_then_goes_by_itself(counter):
    shown(counter, 1)
    counter.pay()
    shown(counter)
    assert counter.state.phase is Phase.DONE
    counter.wait(9.0)
    assert counter.state.phase is Phase.IDLE


def test_the_next_plate_begins_the_next_tray(counter):
    shown(counter, 1)
    counter.pay()
    shown(counter, 2)
    assert (counter.state.phase, uids(counter)) == (Phase.SETTLED, (chip(2).text,))
    counter.pay()
    assert [len(order.quote.lines) for order in counter.desk.orders] == [1, 1]


def test_a_paid_plate_held_there_on_is_not_counted_again(counter):
    counter.tap(1)
    counter.pay()
    for _ in range(20):
        counter.tap(1)
    assert counter.state.phase is Phase.DONE


def test_a_paid_plate_shown_again_costs_nothing(counter):
    shown(counter, 1)
    counter.pay()
    shown(counter, 1)
    assert counter.state.phase is Phase.DONE
    counter.wait(9.0)
    assert counter.state.phase is Phase.IDLE
    shown(counter, 1)
    assert (counter.state.phase, counter.state.quote.due.fen) == (Phase.SETTLED, 0)
    assert len(counter.desk.orders) == 1


def test_giving_up_begins_anew(counter):
    shown(counter, 1, 2)
    counter.station.staff.give_up(CASHIER)
    assert counter.state.phase is Phase.IDLE
    shown(counter, 3)
    assert uids(counter) == (chip(3).text,)


def test_on_a_tray_reader_nothing_can_be_taken_back():
    counter = Counter()
    counter.fill(1)
    counter.see(1)
    counter.station.take_back()
    assert uids(counter) == (chip(1).text,)


def test_a_plate_left_out_is_sold_when_it_is_shown_again_later(counter):
    shown(counter, 1, 2)
    counter.station.staff.leave_out(chip(2), "empty", CASHIER)
    counter.pay()
    shown(counter, 3)
    counter.pay()
    counter.wait(9.0)
    shown(counter, 2)
    assert uids(counter) == (chip(2).text,)
    counter.pay()
    assert [len(order.quote.lines) for order in counter.desk.orders] == [1, 1, 1]


def test_a_plate_tapped_while_the_records_cannot_be_read_is_not_forgotten(counter):
    shown(counter, 1)
    counter.pay()
    counter.desk.trouble["look_up"] = DatabaseBusy()
    shown(counter, 2)
    counter.wait(12.0)
    counter.desk.trouble.clear()
    counter.wait(3.0)
    shown(counter)
    assert uids(counter) == (chip(2).text,)


def test_a_plate_tapped_while_money_is_written_begins_the_next_tray():
    counter = Counter(HeldJobs(), tapping=TapTray())
    counter.fill(1, 2)

    shown(counter, 1)
    counter.jobs.finish()
    shown(counter)
    counter.pay()
    counter.jobs.finish()
    shown(counter, 2)
    counter.jobs.finish()
    shown(counter)
    assert uids(counter) == (chip(2).text,)
