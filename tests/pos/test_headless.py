"""The till without a window: what it tells, when it pays, when it ends."""

import os
import queue
import signal
import threading
import time
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from support.counter import Counter, HeldJobs
from support.till import Till, chip, dish, portion

from canteen.db import Database, DatabaseBusy
from canteen.money import Money
from pos import shifts
from pos.errors import NoShift, SlipWaiting
from pos.headless import (
    Ending,
    HeadlessTill,
    asked_to_end,
    figures,
    open_shift_by_itself,
    tray_event,
)
from pos.state import Phase
from pos.tray import Found, PlateRecord, PlateStatus


@dataclass
class FakeApp:
    """A station without a reader; `start` only says that it was called."""

    counter: Counter
    waiting: list[SlipWaiting] = field(default_factory=list)
    started: int = 0

    @property
    def station(self) -> Any:
        return self.counter.station

    def start(self) -> None:
        self.started += 1


class Headless:
    """A headless till whose inbox the test empties."""

    def __init__(self, *, pay: bool = True, jobs: Any = None, **ending: Any) -> None:
        self.counter = Counter(jobs)
        self.app = FakeApp(self.counter)
        self.inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.stop = threading.Event()
        self.events: list[dict[str, Any]] = []
        self.till = self.made(pay, Ending(**ending))

    def made(self, pay: bool, ending: Ending) -> HeadlessTill:
        return HeadlessTill(
            self.app, self.inbox, self.events.append, pay=pay, ending=ending, stop=self.stop
        )  # fmt: skip

    def drain(self) -> None:
        while not self.inbox.empty():
            self.inbox.get()()

    def told(self, event: str) -> list[dict[str, Any]]:
        return [each for each in self.events if each["event"] == event]

    def paper(self, error: Any = None) -> None:
        self.counter.station.paper_came(uuid4(), error)


def test_a_tray_is_told_paid_and_cleared():
    headless = Headless()
    headless.counter.fill(1)
    headless.counter.see(1, settled=False)
    headless.counter.see(1)
    headless.drain()
    headless.counter.see()
    assert [each.get("state", each["event"]) for each in headless.events] == [
        "filling",
        "settled",
        "paid",
        "cleared",
    ]
    (order,) = headless.counter.desk.orders
    (paid,) = headless.told("paid")
    assert paid == {
        "event": "paid",
        "sale": str(order.sale),
        "receipt_no": "T1-20261123-000001",
        "total_fen": 1200,
        "due_fen": 1200,
        "adjustments": [],
    }
    assert order.staff_id == shifts.HEADLESS


def test_confidence_and_certainty_alone_are_no_event():
    headless = Headless(pay=False)
    headless.counter.fill(1)
    headless.counter.see(1)
    state = headless.counter.state
    for confidence in (0.9, 0.99):
        headless.till._tell_tray(replace(state, confidence=confidence))
    assert len(headless.told("tray")) == 1
    assert tray_event(replace(state, confidence=0.9))["confidence"] == 0.9


def test_a_half_is_told_with_its_price_and_figures():
    headless = Headless(pay=False)
    whole = dish(half_price=Money(650), nutrients=portion(energy_kcal="412.5"))
    headless.counter.desk.fill(chip(1), whole.halved())
    headless.counter.desk.fill(chip(2), whole)
    headless.counter.see(1, 2)
    event = headless.told("tray")[-1]
    half, full = event["plates"]
    assert (half["half"], half["price_fen"], half["energy_kcal"]) == (True, 650, 206.25)
    assert "half" not in full
    assert "no_half" not in event
    assert event["total_fen"] == 1850


def test_a_plate_that_is_not_sold_by_halves_holds_the_tray_and_is_named():
    headless = Headless()
    headless.counter.fill(1)
    headless.counter.desk.records[chip(2)] = PlateRecord(chip(2), Found.NO_HALF, dish())
    headless.counter.see(1, 2)
    headless.drain()
    event = headless.told("tray")[-1]
    assert (event["state"], event["reasons"]) == ("held", ["no-menu"])
    assert event["unknown"] == [chip(2).text]
    assert event["no_half"] == [{"uid": chip(2).text, "dish": "hongshaorou"}]
    assert headless.counter.desk.orders == []


def test_nothing_is_paid_once_the_tray_has_changed():
    headless = Headless()
    headless.counter.fill(1, 2)
    headless.counter.see(1)
    headless.counter.see(1, 2, settled=False)
    headless.drain()
    assert headless.counter.desk.orders == []
    headless.counter.see(1, 2)
    headless.drain()
    assert [len(order.quote.lines) for order in headless.counter.desk.orders] == [2]


def test_a_tray_of_sold_plates_pays_nothing():
    headless = Headless()
    headless.counter.fill(1, status=PlateStatus.SOLD)
    headless.counter.see(1)
    headless.drain()
    (told,) = headless.told("tray")
    assert (told["state"], told["total_fen"], told["plates"][0]["price_fen"]) == (
        "settled",
        0,
        1200,
    )
    assert headless.counter.desk.orders == []


def test_without_pay_nothing_is_paid():
    headless = Headless(pay=False)
    headless.counter.fill(1)
    headless.counter.see(1)
    headless.drain()
    assert headless.counter.state.phase is Phase.SETTLED


def test_an_unknown_chip_is_named():
    headless = Headless()
    headless.counter.see(9)
    (told,) = headless.told("tray")
    assert (told["state"], told["unknown"], told["reasons"]) == (
        "held",
        [chip(9).text],
        ["unknown"],
    )


def test_each_failed_attempt_of_the_reader_is_one_fault():
    headless = Headless()
    headless.counter.lose()
    headless.counter.lose()
    headless.counter.lose(attempt=2)
    headless.counter.bring_back()
    headless.counter.lose()
    assert [each["code"] for each in headless.told("fault")] == ["E-RDR-006"] * 3


def test_a_refused_step_is_a_fault_and_is_tried_again():
    headless = Headless()
    headless.counter.fill(1)
    headless.counter.desk.trouble["settle"] = NoShift()
    headless.counter.see(1)
    headless.drain()
    assert [each["code"] for each in headless.told("fault")] == ["E-POS-020"]
    headless.counter.desk.trouble = {"look_up": DatabaseBusy()}
    headless.counter.wait(1.2)
    assert [each["code"] for each in headless.told("fault")] == ["E-POS-020", "E-DB-007"]
    headless.counter.desk.trouble.clear()
    headless.counter.wait(1.2)
    headless.drain()
    assert len(headless.told("paid")) == 1


def test_what_was_left_unprinted_is_told_before_anything_runs():
    headless = Headless()
    headless.app.waiting.append(SlipWaiting(receipt_no="T1-20261123-000007", sale=uuid4()))
    headless.made(pay=False, ending=Ending())
    (fault,) = headless.events
    assert (fault["code"], "T1-20261123-000007" in fault["message"]) == ("E-POS-040", True)
    assert headless.app.started == 0


def test_a_slip_that_failed_is_a_fault():
    headless = Headless()
    headless.paper(NoShift())
    assert [each["code"] for each in headless.told("fault")] == ["E-POS-020"]


def test_it_ends_with_the_wanted_seconds():
    headless = Headless(seconds=0.2)
    started = time.monotonic()
    headless.till.run()
    assert 0.2 <= time.monotonic() - started < 2
    assert headless.app.started == 1


def test_it_ends_with_the_slip_of_the_last_tray():
    headless = Headless(trays=1)
    headless.counter.fill(1)
    course = iter([
        lambda: headless.counter.see(1),
        lambda: None,  # the payment was put in behind this
        lambda: headless.events.append({"event": "still running"}),
        headless.paper,
    ])  # fmt: skip
    feeder = threading.Thread(target=lambda: [headless.inbox.put(step) for step in course])
    feeder.start()
    headless.till.run()
    feeder.join()
    assert [each["event"] for each in headless.events if each["event"] != "tray"] == [
        "still running",
        "paid",
    ]


def test_a_request_to_end_waits_for_the_money():
    headless = Headless(jobs=HeldJobs())
    headless.counter.fill(1)
    headless.counter.see(1)
    headless.counter.jobs.finish()
    headless.drain()
    assert headless.counter.station.busy
    headless.stop.set()
    steps = count()

    def finish_at_the_third() -> None:
        if next(steps) == 2:
            headless.counter.jobs.finish()
        else:
            headless.inbox.put(finish_at_the_third)

    headless.inbox.put(finish_at_the_third)
    headless.till.run()
    assert next(steps) == 3
    assert len(headless.told("paid")) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_ask_and_are_given_back(number):
    before = signal.getsignal(number)
    with asked_to_end() as stop:
        assert not stop.is_set()
        os.kill(os.getpid(), number)
        assert stop.wait(2)
    assert signal.getsignal(number) is before


def test_an_unknown_figure_is_null():
    found = figures(portion(energy_kcal="412.5", protein_g=("3",)))
    assert found == {
        "energy_kcal": 412.5,
        "protein_g": None,
        "fat_g": None,
        "carbohydrate_g": None,
        "salt_g": None,
    }
    assert figures(dish().nutrients)["salt_g"] == 1.0


def test_a_shift_is_opened_once_by_itself(demo_database: Database):
    till = Till(demo_database)
    app: Any = till  # the parts of an app that it asks for
    open_shift_by_itself(app)
    open_shift_by_itself(app)
    with demo_database.read() as session:
        shift = shifts.current(session, "T1")
    assert shift is not None
    assert (shift.staff_id, shift.float.fen) == (shifts.HEADLESS, 0)


def test_an_open_shift_is_used(demo_database: Database):
    till = Till.open(demo_database)
    app: Any = till
    open_shift_by_itself(app)
    with demo_database.read() as session:
        shift = shifts.current(session, "T1")
    assert shift is not None
    assert shift.staff_id != shifts.HEADLESS
