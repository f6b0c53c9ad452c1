import threading
import time

import pytest

from canteen.clock import SystemClock
from receipts.errors import PrinterOff
from receipts.escpos import render
from receipts.printers import DummyPrinter
from receipts.profiles import PAPER_58
from receipts.spool import JobFailed, JobSent, SlipJob, Spool


class Desk:
    """A spool, the printer behind it, and what it reported."""

    def __init__(self):
        self.printer = DummyPrinter()
        self.off = False
        self.gate = threading.Event()
        self.gate.set()
        self.opened = 0
        self.facts = []
        self._arrived = threading.Condition()
        self.spool = Spool(self.open, SystemClock(), self.report)

    def open(self):
        self.opened += 1
        return self

    def send(self, data):
        self.gate.wait(10)
        if self.off:
            raise PrinterOff(address="desk")
        self.printer.send(data)

    def close(self):
        pass

    def report(self, fact):
        with self._arrived:
            self.facts.append(fact)
            self._arrived.notify_all()

    def wait_for(self, count):
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.facts) >= count, 10)
        return self.facts[:count]


@pytest.fixture
def desk():
    desk = Desk()
    yield desk
    desk.gate.set()
    desk.spool.close(10)


def test_slips_come_out_in_order(desk):
    for number in range(5):
        assert desk.spool.submit(SlipJob(str(number), bytes((number,))))
    assert desk.wait_for(5) == [JobSent(str(number)) for number in range(5)]
    assert list(desk.printer.sent) == [bytes((number,)) for number in range(5)]
    assert desk.opened == 1


def test_a_document_is_rendered_for_the_printer_in_use(slip):
    desk = Desk()
    narrow = Spool(lambda: desk, SystemClock(), desk.report, PAPER_58)
    narrow.submit(SlipJob("a", slip))
    desk.wait_for(1)
    assert list(desk.printer.sent) == [render(slip, PAPER_58)]
    assert narrow.close(10)
    assert desk.spool.close(10)


def test_a_failed_slip_waits_until_it_is_asked_for(desk, slip):
    desk.off = True
    desk.spool.submit(SlipJob("a", slip))
    (fact,) = desk.wait_for(1)
    assert isinstance(fact, JobFailed)
    assert (fact.id, fact.code) == ("a", "E-PRN-004")
    assert "desk" in fact.message
    desk.off = False
    desk.spool.submit(SlipJob("b", b"later"))
    desk.wait_for(2)
    assert list(desk.printer.sent) == [b"later"]
    assert desk.spool.failed() == ("a",)
    assert desk.spool.retry("a")
    assert desk.wait_for(3)[2] == JobSent("a")
    assert desk.printer.sent[1] == render(slip.as_reprint())
    assert desk.spool.failed() == ()
    assert not desk.spool.retry("a")
    assert desk.opened == 2


def test_a_printer_that_hangs_never_holds_the_caller(desk):
    desk.gate.clear()
    began = time.monotonic()
    for number in range(200):
        desk.spool.submit(SlipJob(str(number), b"x"))
    assert time.monotonic() - began < 1
    assert not desk.facts
    desk.gate.set()
    desk.wait_for(200)


def test_the_same_slip_is_not_queued_twice(desk):
    desk.gate.clear()
    assert desk.spool.submit(SlipJob("a", b"x"))
    assert not desk.spool.submit(SlipJob("a", b"x"))
    assert desk.spool.submit(SlipJob("b", b"x"))
    assert not desk.spool.submit(SlipJob("b", b"x"))
    desk.gate.set()
    desk.wait_for(2)
    assert len(desk.printer.sent) == 2


def test_a_printer_that_cannot_be_opened_fails_each_slip_alone():
    facts = []

    def refuse():
        raise RuntimeError("no such thing")

    spool = Spool(refuse, SystemClock(), facts.append)
    spool.submit(SlipJob("a", b"x"))
    spool.submit(SlipJob("b", b"x"))
    assert spool.close(10)
    assert [(fact.id, fact.code) for fact in facts] == [("a", "E-PRN-002"), ("b", "E-PRN-002")]


def test_trouble_in_the_callback_does_not_stop_the_printing():
    printer = DummyPrinter()

    def broken(_fact):
        raise ValueError

    spool = Spool(lambda: printer, SystemClock(), broken)
    spool.submit(SlipJob("a", b"one"))
    spool.submit(SlipJob("b", b"two"))
    assert spool.close(10)
    assert list(printer.sent) == [b"one", b"two"]


def test_closing_prints_what_is_queued_and_refuses_the_rest(desk):
    for number in range(20):
        desk.spool.submit(SlipJob(str(number), b"x"))
    assert desk.spool.close(10)
    assert len(desk.printer.sent) == 20
    assert not desk.spool.submit(SlipJob("late", b"x"))
    assert desk.facts[-1].code == "E-PRN-008"
    assert not desk.spool.retry("late")
    assert desk.spool.close(0)


def test_closing_does_not_wait_for_a_printer_that_hangs(desk):
    desk.gate.clear()
    for name in ("a", "b", "c"):
        desk.spool.submit(SlipJob(name, b"x"))
    began = time.monotonic()
    assert not desk.spool.close(0.05)
    assert time.monotonic() - began < 2
    left = {fact.id for fact in desk.facts if fact.code == "E-PRN-008"}
    assert {"b", "c"} <= left
