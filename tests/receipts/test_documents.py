import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipts.documents import NutritionRow, ReceiptDocument, ReceiptLine
from receipts.errors import DocumentUnreadable

text = st.text(max_size=12)
fen = st.integers(-(10**12), 10**12)
documents = st.builds(
    ReceiptDocument,
    **dict.fromkeys(
        ("canteen_name", "subtitle", "meal_name", "terminal", "receipt_no", "printed_at"), text
    ),
    cashier=text,
    lines=st.lists(st.builds(ReceiptLine, text, text, fen, fen, st.booleans()), max_size=3).map(
        tuple
    ),
    plate_count=st.integers(0, 40),
    list_total_fen=fen,
    adjustments=st.lists(st.tuples(text, fen), max_size=3).map(tuple),
    due_fen=fen,
    tenders=st.lists(st.tuples(text, fen), max_size=3).map(tuple),
    nutrition=st.lists(
        st.builds(NutritionRow, text, text, text, st.integers(-3, 13), text), max_size=3
    ).map(tuple),
    notes=st.lists(text, max_size=2).map(tuple),
    qr=text,
    reprint=st.booleans(),
    rules=st.lists(text, max_size=2).map(tuple),
)


@given(documents)
def test_json_gives_the_same_document_back(document):
    assert ReceiptDocument.from_json(document.to_json()) == document


def test_a_slip_made_before_halves_were_sold_is_one_of_whole_portions(slip):
    found = json.loads(slip.to_json())
    for line in found["lines"]:
        del line["half"]
    assert ReceiptDocument.from_json(json.dumps(found)) == slip


def test_a_reprint_differs_in_its_mark_alone(slip):
    again = slip.as_reprint()
    assert again.reprint
    assert replace(again, reprint=False) == slip
    assert ReceiptDocument.from_json(again.to_json()) == again


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.update(version=99),
        lambda d: d.pop("due_fen"),
        lambda d: d.update(due_fen="27.25"),
        lambda d: d.update(due_fen=27.25),
        lambda d: d.update(reprint=1),
        lambda d: d.update(lines=None),
        lambda d: d["lines"][0].pop("name"),
        lambda d: d["lines"][0].update(name=3),
        lambda d: d["lines"][0].update(half=1),
        lambda d: d.update(tenders=[["收现金"]]),
        lambda d: d.update(surprise=1),
    ],
)
def test_a_document_of_another_shape_is_refused(slip, spoil):
    found = json.loads(slip.to_json())
    spoil(found)
    with pytest.raises(DocumentUnreadable):
        ReceiptDocument.from_json(json.dumps(found))


@pytest.mark.parametrize("broken", ["", "{", "[]", "null", "3"])
def test_what_is_no_document_is_refused(broken):
    with pytest.raises(DocumentUnreadable):
        ReceiptDocument.from_json(broken)
