from datetime import timedelta
from uuid import uuid4

import pytest
from support.till import CASHIER, LUNCH, LUNCH_TIME, Till, chip

from pos.errors import SaleUnknown
from pos.history import find_sale, latest_sale, list_sales, show_sale, slip_of

A, B = chip(1), chip(2)


@pytest.fixture
def till(demo_database):
    return Till.open(demo_database)


def listed(till, day=None):
    with till.database.read() as session:
        return list(list_sales(session, day))


def test_a_sale_reads_back_as_it_was_written(till):
    till.bind("hongshaorou", A)
    till.slot(21, B)
    paid = till.sell(A, B, hand=[till.sundry("dabaohe")], tendered=2000).paid
    assert listed(till) == [
        {
            "sale": str(paid.sale),
            "receipt_no": "T1-20261123-000001",
            "business_date": "2026-11-23",
            "seq": 1,
            "status": "paid",
            "total_fen": 1350,
            "due_fen": 1350,
            "lines": [
                line(A, "hongshaorou", 1200),
                line(B, "ermifan", 100),
                line(None, "dabaohe", 50, CASHIER),
            ],
            "tenders": [{"kind": "cash", "fen": 1350, "ref": None}],
        }
    ]
    with till.database.read() as session:
        shown = show_sale(session, paid.sale)
    assert shown == listed(till)[0] | {
        "terminal": "T1",
        "meal": "lunch",
        "sold_at": LUNCH_TIME.astimezone(till.now.tzinfo).isoformat(),
        "staff": CASHIER,
        "menu_version": "demo/1",
        "rule_version": "list/1",
        "tendered_fen": 2000,
        "change_fen": 650,
    }


def line(uid, dish, fen, by=None):
    return {
        "uid": uid and uid.text,
        "dish": dish,
        "price_fen": fen,
        "paid_fen": fen,
        "entered_by": by,
    }


def test_half_a_portion_is_told_as_one(till):
    till.bind("hongshaorou", A, half=True)
    till.bind("hongshaorou", B)
    till.sell(A, B, hand=[till.shelf.items["fanqiechaodan"].halved()])
    (sale,) = listed(till)
    assert [(row["price_fen"], row.get("half")) for row in sale["lines"]] == [
        (650, True),
        (1200, None),
        (350, True),
    ]
    with till.database.read() as session:
        assert show_sale(session, find_sale(session, sale["receipt_no"]))["lines"] == sale["lines"]
        slip = slip_of(session, latest_sale(session, "T1"))
    assert [line.half for line in slip.as_reprint().lines] == [True, False, True]


def test_a_later_price_changes_no_past_sale(till):
    till.serve(1)
    before = listed(till)
    with till.database.write() as session:
        session.exec_driver_sql("UPDATE dishes SET price_fen = 9900, name_zh = '别的菜'")
    assert listed(till) == before


def test_sales_come_by_date_terminal_and_number(till):
    other = till.beside("T2")
    till.serve(1)
    other.serve(2)
    till.serve(3)
    till.go_to(LUNCH_TIME + timedelta(days=1))
    till.serve(4)
    other.database.close()
    assert [each["receipt_no"] for each in listed(till)] == [
        "T1-20261123-000001",
        "T1-20261123-000002",
        "T2-20261123-000001",
        "T1-20261124-000001",
    ]
    assert listed(till, LUNCH.business_date) == listed(till)[:3]
    assert listed(till, LUNCH.business_date - timedelta(days=1)) == []


def test_many_sales_keep_their_own_lines(till, monkeypatch):
    monkeypatch.setattr("pos.history.BATCH", 2)
    for n in range(5):
        till.serve(n * 2 + 1, 1 + n % 2)
    assert [len(each["lines"]) for each in listed(till)] == [1, 2, 1, 2, 1]
    assert [each["lines"][0]["uid"] for each in listed(till)] == [
        chip(n * 2 + 1).text for n in range(5)
    ]


def test_the_latest_slip_is_that_of_the_terminals_last_sale(till):
    other = till.beside("T2")
    with till.database.read() as session, pytest.raises(SaleUnknown):
        slip_of(session, latest_sale(session, "T1"))
    for first in (1, 3):
        last = till.serve(first)
    other.serve(2)
    other.database.close()
    with till.database.read() as session:
        assert slip_of(session, latest_sale(session, "T1")) == last.document
    till.go_to(LUNCH_TIME + timedelta(days=1))
    today = till.serve(4)
    with till.database.read() as session:
        assert slip_of(session, latest_sale(session, "T1")) == today.document


def test_a_sale_is_found_by_its_id_and_by_its_receipt(till):
    paid = till.serve(1).paid
    with till.database.read() as session:
        for text in (str(paid.sale), paid.sale.hex.upper(), paid.receipt_no):
            assert find_sale(session, text) == paid.sale
        for text in (str(uuid4()), "T1-20261123-000002", "", "x"):
            with pytest.raises(SaleUnknown) as refused:
                find_sale(session, text)
            assert refused.value.facts == {"sale": text}
