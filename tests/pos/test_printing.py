from uuid import uuid4

import pytest
from support.till import Till, rows

from canteen.clock import SystemClock
from canteen.db import DatabaseBusy
from pos import printing
from pos.errors import SaleUnknown, SlipNotPrinted, SlipWaiting
from pos.printing import SlipPrinter
from pos.tables import print_jobs, sales
from receipts.errors import PrinterOff
from receipts.printers import DummyPrinter
from receipts.spool import Spool


@pytest.fixture
def till(sqlite_demo):
    return Till.open(sqlite_demo)


def states(till):
    found = rows(till.database, print_jobs)
    return [(row["state"], row["reprint"], row["reason"]) for row in found]


def take_over(till, terminal="T1"):
    with till.database.write() as session:
        return printing.take_over(session, terminal, till.now)


def reprint(till, sale):
    with till.database.write() as session:
        return printing.queue_reprint(session, sale, till.terminal, till.now)


def test_a_start_names_each_waiting_slip_once_and_prints_none(till):
    first, second = till.serve(1), till.serve(2)
    till.clock.advance(60)
    named = take_over(till)
    assert [type(each) for each in named] == [SlipWaiting, SlipWaiting]
    assert [each.facts for each in named] == [
        {"receipt_no": settled.paid.receipt_no, "sale": settled.paid.sale}
        for settled in (first, second)
    ]
    assert str(first.paid.sale) in named[0].todo
    assert states(till) == [("failed", False, "restart")] * 2
    assert take_over(till) == []
    assert till.paper.jobs == []


def test_a_start_leaves_other_terminals_and_printed_slips_alone(till):
    settled = till.serve(1)
    till.slips.print(settled.print_job, settled.document)
    other = till.beside("T2")
    other.serve(2)
    other.database.close()
    assert take_over(till) == []
    assert len(take_over(till, "T2")) == 1


def test_a_slip_is_sent_once_it_is_on_paper(till):
    settled = till.serve(1)
    till.clock.advance(2)
    till.slips.print(settled.print_job, settled.document)
    assert [job.content for job in till.paper.jobs] == [settled.document]
    assert states(till) == [("sent", False, None)]
    assert rows(till.database, print_jobs)[0]["changed_at"] == till.now
    assert till.papers == [(settled.print_job, None)]


def test_a_slip_that_did_not_come_out_keeps_the_reason_and_the_sale(till):
    settled = till.serve(1)
    till.paper.trouble = PrinterOff(address="x" * 300)
    till.slips.print(settled.print_job, settled.document)
    ((job, error),) = till.papers
    assert job == settled.print_job
    assert isinstance(error, SlipNotPrinted)
    ((state, again, reason),) = states(till)
    assert (state, again, len(reason)) == ("failed", False, printing.REASON_MAX)
    assert reason.startswith(PrinterOff.code)
    assert [row["id"] for row in rows(till.database, sales)] == [settled.paid.sale]


def test_a_reprint_is_a_job_of_its_own_and_marked(till):
    settled = till.serve(1)
    till.slips.print(settled.print_job, settled.document)
    again = reprint(till, settled.paid.sale)
    assert again.document == settled.document.as_reprint()
    assert again.document.reprint
    assert not settled.document.reprint
    assert sorted(states(till)) == [("queued", True, None), ("sent", False, None)]
    till.slips.print(again.job, again.document)
    assert {state for state, *_ in states(till)} == {"sent"}


def test_a_reprint_left_queued_is_named_at_the_next_start(till):
    settled = till.serve(1)
    take_over(till)
    reprint(till, settled.paid.sale)
    assert len(take_over(till)) == 1


def test_of_an_unknown_sale_there_is_no_slip(till):
    with pytest.raises(SaleUnknown):
        reprint(till, uuid4())
    assert states(till) == []


def test_a_database_that_cannot_take_the_news_does_not_hold_up_the_paper(till, monkeypatch):
    settled = till.serve(1)

    def busy():
        raise DatabaseBusy

    monkeypatch.setattr(till.database, "write", busy)
    till.slips.print(settled.print_job, settled.document)
    assert till.papers == [(settled.print_job, None)]
    assert states(till) == [("queued", False, None)]


def test_the_spools_own_thread_writes_down_what_it_printed(till):
    settled = till.serve(1)
    printer, papers = DummyPrinter(), []
    slips = SlipPrinter(
        till.database,
        till.clock,
        lambda report: Spool(lambda: printer, SystemClock(), report),
        lambda job, error: papers.append((job, error)),
    )
    slips.print(settled.print_job, settled.document)
    assert slips.close(20)
    assert papers == [(settled.print_job, None)]
    assert states(till) == [("sent", False, None)]
    (paper,) = printer.sent
    assert settled.paid.receipt_no.encode() in paper
