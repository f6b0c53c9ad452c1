from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.till import KNOWN, LUNCH, dish, portion

from accounts.chain import ChainHead
from canteen import i18n
from canteen.money import Money
from nutrition import LunchReference, Nutrients
from nutrition.amounts import Amount
from pos.documents import SlipStyle, draft_for, qr_text, receipt_for, shown
from pos.pricing import quote
from pos.tray import HandLine, Tray
from receipts.documents import BAR_CELLS, ReceiptDocument

STYLE = SlipStyle("康乐食府", "社区食堂", "T1", LunchReference())
HEAD = ChainHead("T1", 17, "ab" * 32)
PLAIN = dict.fromkeys(KNOWN, "1")


@pytest.fixture(autouse=True)
def _chinese():
    before = i18n.language()
    i18n.choose("zh_CN")
    yield
    i18n.choose(before)


def slip(*items, tendered=None):
    priced = quote(Tray(hand_lines=tuple(HandLine(item, "07") for item in items)))
    given = priced.due if tendered is None else Money(tendered)
    return receipt_for(
        draft_for(priced, LUNCH, cashier="07", tendered=given, style=STYLE),
        receipt_no="T1-20261123-000017",
        sold_at=datetime(2026, 11, 23, 16, 30, 59, tzinfo=UTC),
        head=HEAD,
    )


def row(code, figure):
    """The row of one nutrient on the slip of a dish that has `figure` of it."""
    item = dish(nutrients=portion(**{**PLAIN, code: figure}))
    return slip(item).nutrition[KNOWN.index(code)]


@given(
    st.lists(
        st.builds(lambda fen, n: dish(fen=fen, name=f"菜{n}"), st.integers(0, 9999), st.integers())
    ),
    st.integers(0, 10_000),
)
def test_the_slip_says_what_the_sale_says(items, more):
    due = sum(item.price.fen for item in items)
    document = slip(*items, tendered=due + more)
    assert [(line.name, line.list_fen, line.paid_fen) for line in document.lines] == [
        (item.name, item.price.fen, item.price.fen) for item in items
    ]
    assert document.plate_count == len(items)
    assert document.list_total_fen == document.due_fen == due
    assert document.adjustments == ()
    assert [fen for _, fen in document.tenders] == [due + more, more]
    assert ReceiptDocument.from_json(document.to_json()) == document


def test_half_a_portion_is_half_on_the_slip():
    whole = dish(half_price=Money(650), nutrients=portion(**PLAIN | {"energy_kcal": "412"}))
    document = slip(whole.halved(), whole)
    said = [(line.name, line.half, line.energy_kcal, line.paid_fen) for line in document.lines]
    assert said == [("红烧肉", True, "206", 650), ("红烧肉", False, "412", 1200)]
    assert document.nutrition[0].value == "618"
    assert document.plate_count == 2


def test_the_head_of_the_slip():
    document = slip(dish())
    assert (document.canteen_name, document.subtitle) == ("康乐食府", "社区食堂")
    assert (document.meal_name, document.terminal, document.cashier) == ("午餐", "T1", "07")
    assert document.receipt_no == "T1-20261123-000017"
    assert document.printed_at == "2026-11-24T00:30:59"
    assert not document.reprint


def test_the_code_names_the_receipt_and_the_head_of_the_chain():
    assert slip(dish()).qr == qr_text("T1-20261123-000017", HEAD)
    assert qr_text("T1-1", HEAD) == f"KL1:T1-1:17:{'ab' * 32}"


def test_energy_stands_on_each_line_of_food_only():
    lines = slip(
        dish(nutrients=portion(energy_kcal="141.5")),
        dish(nutrients=portion(energy_kcal=("141.5",))),
        dish(nutrients=Nutrients()),
        dish(nutrients=portion(energy_kcal="3"), is_food=False),
    ).lines
    assert [line.energy_kcal for line in lines] == ["142", "—", "—", "—"]


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("23.45", "23.5"),
        ("0", "0.0"),
        (("23.45",), "≥ 23.5"),
        (("0.01",), "≥ 0.0"),
        (("0",), "—"),
    ],
)
def test_a_figure_shows_whether_it_is_whole(figure, text):
    assert shown(portion(protein_g=figure), "protein_g") == text


def test_what_is_not_named_is_a_dash():
    assert shown(Nutrients(), "salt_g") == "—"


@pytest.mark.parametrize(
    ("code", "figure", "cells", "verdict"),
    [
        ("energy_kcal", "0", 0, "偏少"),
        ("energy_kcal", "699.9", 7, "偏少"),
        ("energy_kcal", "700", 7, "适中"),
        ("energy_kcal", "750", 8, "适中"),
        ("energy_kcal", "800", 8, "适中"),
        ("energy_kcal", "800.1", 8, "偏高"),
        ("energy_kcal", "1040", 10, "偏高"),
        ("energy_kcal", "9000", 10, "很高"),
        ("energy_kcal", ("10",), 0, "部分未知"),
        ("energy_kcal", ("801",), 8, "偏高"),
        ("protein_g", "21", 8, "充足"),
        ("protein_g", ("21",), 8, "充足"),
        ("protein_g", ("20.9",), 8, "部分未知"),
        ("salt_g", "0", 0, "适中"),
        ("salt_g", "0.125", 1, "适中"),
        ("salt_g", ("0",), 0, "部分未知"),
        ("salt_g", ("2.7",), 10, "很高"),
    ],
)
def test_a_bar_ends_its_eighth_cell_at_the_edge_of_the_range(code, figure, cells, verdict):
    found = row(code, figure)
    assert (found.cells, found.verdict) == (cells, verdict)


@given(st.decimals(0, 10_000, places=3), st.booleans())
def test_no_bar_leaves_its_frame(known, whole):
    item = dish(nutrients=Nutrients(dict.fromkeys(KNOWN, Amount(known, whole))))
    for each in slip(item).nutrition:
        assert 0 <= each.cells <= BAR_CELLS


def test_a_range_without_an_edge_draws_no_bar():
    style = SlipStyle("", "", "T1", LunchReference(salt_g_high=Decimal(0)))
    priced = quote(Tray(hand_lines=(HandLine(dish(), "07"),)))
    document = draft_for(priced, LUNCH, cashier="07", tendered=priced.due, style=style)
    assert document.nutrition[-1].cells == 0


def test_units_and_names_follow_the_five_bars():
    rows = slip(dish()).nutrition
    assert [(each.label, each.unit) for each in rows] == [
        ("能量", "千卡"),
        ("蛋白质", "克"),
        ("脂肪", "克"),
        ("碳水化合物", "克"),
        ("盐", "克"),
    ]


@pytest.mark.parametrize(
    ("salt", "note"),
    [
        ("2.5", "盐 2.5 克，是全天建议量（5 克）的 50%"),
        ("0", "盐 0.0 克，是全天建议量（5 克）的 0%"),
    ],
)
def test_salt_is_told_against_the_whole_day(salt, note):
    assert slip(dish(nutrients=portion(salt_g=salt))).notes == (note,)


def test_of_salt_that_is_partly_unknown_no_share_is_told():
    assert slip(dish(nutrients=portion(salt_g=("2.5",)))).notes == ()
