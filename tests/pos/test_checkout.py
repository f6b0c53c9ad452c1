import json
from collections import Counter
from dataclasses import replace

import pytest
from support.till import (
    CASHIER,
    LUNCH,
    LUNCH_TIME,
    Interrupted,
    Till,
    at_once,
    chip,
    counts,
    interrupted,
    rows,
)

from accounts import ledger
from accounts.chain import head
from accounts.tables import chain_entries, transfers
from canteen.money import Money
from nutrition import Nutrients
from pos import audit
from pos.checkout import Order, settle
from pos.errors import NoShift, PlateSoldElsewhere, SaleConflict, TooLittle
from pos.pricing import quote
from pos.tables import (
    documents,
    payments,
    print_jobs,
    receipt_counters,
    sale_lines,
    sales,
    servings,
)
from pos.tray import Tray
from receipts.documents import ReceiptDocument

A, B, C = chip(1), chip(2), chip(3)


@pytest.fixture
def till(demo_database):
    return Till.open(demo_database)


def numbers(till):
    return [row["receipt_no"] for row in rows(till.database, sales)]


def test_a_sale_stands_with_everything_that_belongs_to_it(till):
    till.bind("hongshaorou", A)
    till.slot(21, B)
    box = till.sundry("dabaohe")
    settled = till.sell(A, B, hand=[box], tendered=2000)
    (sale,) = rows(till.database, sales)
    assert settled.created
    assert settled.paid.sale == sale["id"]
    assert settled.paid.receipt_no == sale["receipt_no"] == "T1-20261123-000001"
    assert (settled.paid.due, settled.paid.tendered) == (Money(1350), Money(2000))
    assert (settled.paid.change, settled.paid.plates) == (Money(650), 3)
    kept = {name: sale[name] for name in ("seq", "meal", "business_date", "staff_id", "sold_at")}
    assert kept == {
        "seq": 1,
        "meal": "lunch",
        "business_date": LUNCH.business_date,
        "staff_id": CASHIER,
        "sold_at": LUNCH_TIME,
    }
    assert (sale["menu_version"], sale["rule_version"]) == ("demo/1", "list/1")
    lines = rows(till.database, sale_lines)
    assert [(line["n"], line["uid"], line["item_code"], line["paid"].fen) for line in lines] == [
        (0, A.text, "hongshaorou", 1200),
        (1, B.text, "ermifan", 100),
        (2, None, "dabaohe", 50),
    ]
    assert [line["entered_by"] for line in lines] == [None, None, CASHIER]
    assert {row["status"] for row in rows(till.database, servings)} == {"sold"}
    assert audit.run(till.database).ok


def test_a_line_keeps_that_it_was_half_a_portion(till):
    till.bind("hongshaorou", A, half=True)
    till.bind("hongshaorou", B)
    by_hand = till.shelf.items["fanqiechaodan"].halved()
    settled = till.sell(A, B, hand=[by_hand])
    lines = sorted(rows(till.database, sale_lines), key=lambda line: line["n"])
    assert [(line["half"], line["price"].fen, line["name"]) for line in lines] == [
        (True, 650, "红烧肉"),
        (False, 1200, "红烧肉"),
        (True, 350, "番茄炒蛋"),
    ]
    half, whole = (Nutrients.from_snapshot(json.loads(line["nutrients"])) for line in lines[:2])
    assert half == whole.half()
    assert [line.half for line in settled.document.lines] == [True, False, True]
    assert audit.run(till.database).ok


def test_half_a_portion_is_other_content_than_a_whole_one_of_that_price(till):
    whole = till.shelf.items["fanqiechaodan"]
    order = till.order(hand=[whole])
    till.settle(order)
    half = replace(whole, half_price=whole.price).halved()
    with pytest.raises(SaleConflict):
        till.settle(till.order(hand=[half], sale=order.sale))


def test_a_line_keeps_the_figures_of_the_day(till):
    till.bind("hongshaorou", A)
    priced = till.quote(A)
    till.sell(A)
    (line,) = rows(till.database, sale_lines)
    kept = Nutrients.from_snapshot(json.loads(line["nutrients"]))
    assert kept == priced.lines[0].item.nutrients
    assert kept["energy_kcal"] == priced.nutrients["energy_kcal"]


def test_cash_moves_from_sales_to_the_drawer(till):
    till.serve(1)
    till.serve(2, code="ermifan")
    assert till.drawer == 20_000 + 1200 + 100
    assert till.balance(ledger.SALES) == -1300
    assert till.balance(ledger.SAFE) == -20_000
    moves = [
        (row["debit"], row["credit"], row["amount"].fen, row["reason"])
        for row in rows(till.database, transfers)
    ]
    assert Counter(moves) == Counter(
        [
            ("cash:T1", "safe", 20_000, "float"),
            ("cash:T1", "sales", 1200, "sale"),
            ("cash:T1", "sales", 100, "sale"),
        ]
    )
    paid = rows(till.database, payments)
    assert {(row["kind"], row["state"], row["change"].fen) for row in paid} == {("cash", "paid", 0)}


def test_the_slip_is_stored_with_the_sale_and_queued_once(till):
    settled = till.serve(1, 2)
    (kept,) = rows(till.database, documents)
    assert ReceiptDocument.from_json(kept["body"]) == settled.document
    (job,) = rows(till.database, print_jobs)
    assert (job["id"], job["document_id"]) == (settled.print_job, kept["id"])
    assert (job["state"], job["reprint"], job["terminal"]) == ("queued", False, "T1")


def test_the_slip_names_the_receipt_and_the_head_of_the_chain(till):
    settled = till.serve(1)
    entry = rows(till.database, chain_entries, chain_entries.c.kind == "sale")[0]
    assert settled.document.qr == f"KL1:{settled.paid.receipt_no}:{entry['seq']}:{entry['mac']}"
    with till.database.read() as session:
        assert head(session, "T1") == settled.head
    assert (entry["subject"], entry["seq"]) == (settled.paid.sale, 2)


def test_the_same_order_again_is_the_same_sale(till):
    till.bind("hongshaorou", A)
    order = till.order(A, tendered=1500)
    first = till.settle(order)
    before = counts(till.database)
    till.clock.advance(60)
    again = till.settle(order)
    assert (first.created, again.created) == (True, False)
    assert again.paid == first.paid
    assert (again.document, again.print_job) == (first.document, first.print_job)
    assert counts(till.database) == before


def test_asked_again_with_other_money_the_first_money_stands(till):
    till.bind("hongshaorou", A)
    order = till.order(A, tendered=1500)
    first = till.settle(order)
    assert till.settle(replace(order, tendered=Money(2000))).paid == first.paid


def test_the_id_of_a_sale_never_takes_other_content(till):
    till.bind("hongshaorou", A, B)
    till.bind("ermifan", C)
    sale = till.sell(A).paid.sale
    before = counts(till.database)
    for other in (till.order(B, sale=sale), till.order(C, sale=sale), till.order(B, C, sale=sale)):
        with pytest.raises(SaleConflict):
            till.settle(other)
    assert counts(till.database) == before
    assert till.sell(B).created


def test_less_than_is_due_makes_no_order(till):
    till.bind("hongshaorou", A)
    with pytest.raises(TooLittle) as refused:
        till.order(A, tendered=1199)
    assert refused.value.facts == {"short": Money(1)}
    assert rows(till.database, sales) == []


def test_without_a_shift_nothing_stands(demo_database):
    till = Till(demo_database)
    till.bind("hongshaorou", A)
    order = till.order(A)
    before = counts(demo_database)
    with pytest.raises(NoShift):
        till.settle(order)
    assert counts(demo_database) == before
    till.open_shift()
    assert till.settle(order).paid.receipt_no.endswith("000001")


def test_a_sale_of_nothing_due_moves_no_money(till):
    gift = replace(till.sundry("dabaohe"), price=Money(0))
    settled = till.sell(hand=[gift])
    assert settled.paid.due == Money(0)
    assert till.balance(ledger.SALES) == 0
    assert audit.run(till.database).ok


def test_numbers_stay_without_a_gap_when_a_sale_is_refused(till):
    till.bind("hongshaorou", A, B)
    both, one = till.order(A, B), till.order(A)
    till.settle(one)
    for _ in range(3):
        with pytest.raises(PlateSoldElsewhere):
            till.settle(both)
    order = till.order(B)
    with pytest.raises(Interrupted):
        interrupted(till.database, lambda session: settle(session, order, till.chain, till.now))
    till.sell(B)
    assert sorted(numbers(till)) == ["T1-20261123-000001", "T1-20261123-000002"]
    assert [row["last"] for row in rows(till.database, receipt_counters)] == [2]
    assert audit.run(till.database).ok


def test_numbers_begin_anew_on_each_date_and_terminal(till):
    other = till.beside("T2")
    till.serve(1)
    other.serve(2)
    till.go_to(LUNCH_TIME.replace(day=24))
    till.serve(3)
    till.serve(4)
    other.database.close()
    assert sorted(numbers(till)) == [
        "T1-20261123-000001",
        "T1-20261124-000001",
        "T1-20261124-000002",
        "T2-20261123-000001",
    ]
    assert audit.run(till.database).ok


def test_of_two_terminals_exactly_one_sells_a_serving(till):
    other = till.beside("T2")
    till.bind("hongshaorou", *(chip(n) for n in range(12)))
    won = Counter()
    for n in range(0, 12, 2):
        # They see the plates in opposite order.
        mine, theirs = till.order(chip(n), chip(n + 1)), other.order(chip(n + 1), chip(n))
        answers = at_once(
            lambda order=mine: till.settle(order), lambda order=theirs: other.settle(order)
        )
        kinds = sorted(type(each).__name__ for each in answers)
        assert kinds == ["PlateSoldElsewhere", "Settled"], answers
        won += Counter(
            {each.document.terminal: 1 for each in answers if not isinstance(each, Exception)}
        )
    other.database.close()
    found = rows(till.database, sales)
    assert len(found) == sum(won.values()) == 6
    assert Counter(row["terminal"] for row in found) == won
    assert len(rows(till.database, sale_lines)) == 12
    assert till.balance(ledger.SALES) == -12 * 1200
    report = audit.run(till.database)
    assert (report.ok, report.sales, report.lost) == (True, 6, 0)


def test_terminals_that_share_no_plate_all_sell(till):
    other = till.beside("T2")
    till.bind("ermifan", A, B, C)
    mine, theirs = [till.order(A), till.order(B)], other.order(C)
    answers = at_once(
        *(lambda order=order: till.settle(order) for order in mine), lambda: other.settle(theirs)
    )
    other.database.close()
    assert all(getattr(each, "created", False) for each in answers), answers
    assert sorted(numbers(till)) == [
        "T1-20261123-000001",
        "T1-20261123-000002",
        "T2-20261123-000001",
    ]
    assert audit.run(till.database).ok


def test_one_order_presented_twice_at_once_is_one_sale(till):
    till.bind("hongshaorou", A)
    order = till.order(A)
    answers = at_once(*(lambda: till.settle(order),) * 2)
    assert sorted(each.created for each in answers) == [False, True]
    assert numbers(till) == ["T1-20261123-000001"]


def test_an_order_is_frozen_with_ids_of_its_own(till):
    priced = quote(Tray())
    facts = {"now": LUNCH_TIME, "tendered": Money(0), "staff_id": CASHIER, "style": till.style}
    orders = [
        Order.freeze(priced, LUNCH, **facts, menu_version="demo/1", confidence=None)
        for _ in range(3)
    ]
    ids = [
        each
        for order in orders
        for each in (order.sale, order.payment, order.transfer, order.document, order.print_job)
    ]
    assert len(set(ids)) == 15
