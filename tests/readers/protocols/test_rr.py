from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.protocols import rr
from readers.protocols.framing import UnreadableData
from readers.protocols.len_adr_cmd import RR, Frame, open_frame
from readers.tag import TagUid

EITHER = st.binary(min_size=6, max_size=6).map(lambda body: TagUid.of(b"\xe0" + body + b"\xe0"))
PLAIN = st.binary(min_size=7, max_size=7).map(lambda tail: TagUid.of(b"\xe0" + tail))
PLAIN = PLAIN.filter(lambda uid: uid.raw[-1] != 0xE0)
UIDS = st.one_of(EITHER, PLAIN)


def reply(status: int, data: bytes = b"") -> Frame:
    return open_frame(rr.reply(status, data), RR, "reply")


def test_the_computed_requests() -> None:
    assert rr.reader_request(rr.INFORMATION, address=0).hex() == "05000000766d"
    assert rr.inventory_request(address=0).hex() == "050001069811"
    assert rr.inventory_request().hex() == "05ff01066bd7"
    request = open_frame(rr.inventory_request(more=True), RR, "request")
    assert (request.command, request.data) == (0x01, b"\x02")


@given(st.lists(UIDS, max_size=27), st.booleans())
def test_a_chip_is_named_whichever_end_comes_first(uids: list[TagUid], lsb_first: bool) -> None:
    data = b"".join(rr.element(uid, lsb_first=lsb_first) for uid in uids)
    page = rr.parse_inventory(reply(rr.PARTIAL, data))
    order = rr.Order.LSB if lsb_first else rr.Order.MSB
    tags = [rr.chip(number, order) for number in page.numbers]
    assert [tag.uid for tag in tags] == uids
    assert {tag.kind for tag in tags} <= {"iso15693"}
    assert rr.orders_shown(page.numbers) <= {order}


@given(st.lists(EITHER, max_size=12), PLAIN, st.booleans())
def test_a_page_with_one_plain_chip_names_all(
    uids: list[TagUid], showing: TagUid, lsb_first: bool
) -> None:
    data = b"".join(rr.element(uid, lsb_first=lsb_first) for uid in (*uids, showing))
    page = rr.parse_inventory(reply(rr.OK, data))
    assert [tag.uid for tag in page.tags] == [*uids, showing]


@pytest.mark.parametrize(
    ("number", "order", "named"),
    [
        ("e0040150cabd51e0", None, "E051BDCA500104E0"),
        ("e0040150cabd51e0", rr.Order.LSB, "E051BDCA500104E0"),
        ("e0040150cabd51e0", rr.Order.MSB, "E0040150CABD51E0"),
        ("e0040150cabd51b9", rr.Order.LSB, "E0040150CABD51B9"),
        ("b951bdca500104e0", rr.Order.MSB, "E0040150CABD51B9"),
        ("1122334455667788", rr.Order.LSB, "1122334455667788"),
    ],
)
def test_the_order_settles_only_what_the_number_leaves_open(
    number: str, order: rr.Order | None, named: str
) -> None:
    assert rr.chip(bytes.fromhex(number), order).uid.text == named


def test_only_one_order_is_agreed_on() -> None:
    assert rr.agreed([]) is None
    assert rr.agreed([rr.Order.MSB, rr.Order.MSB]) is rr.Order.MSB
    assert rr.agreed(rr.Order) is None


def test_only_a_partial_scan_has_more() -> None:
    assert rr.parse_inventory(reply(rr.PARTIAL)).more
    assert not rr.parse_inventory(reply(rr.NO_TAG)).more
    assert not rr.parse_inventory(reply(rr.OK, bytes(9))).more


@pytest.mark.parametrize(
    ("status", "data"),
    [
        (rr.OK, ""),
        (rr.OK, "00" * 8),
        (rr.PARTIAL, "00" * 10),
        (rr.NO_TAG, "00" * 9),
        (rr.ISO15693_ERROR, ""),
        (rr.FIELD_OFF, "01"),
    ],
)
def test_data_that_do_not_fit_the_status_are_refused(status: int, data: str) -> None:
    with pytest.raises(UnreadableData, match="length"):
        rr.parse_inventory(reply(status, bytes.fromhex(data)))


@pytest.mark.parametrize("status", sorted(rr.WITH_CODE))
def test_the_statuses_of_chips_come_with_a_code(status: int) -> None:
    assert rr.parse_inventory(reply(status, b"\x0f")).tags == ()
    assert rr.is_acknowledgement(reply(status, b"\x0f"))


def test_reader_information_tells_the_scan_time() -> None:
    assert rr.scan_time(reply(rr.OK, bytes.fromhex("0108000036000703"))) == 3
    assert rr.scan_time(reply(rr.OK, bytes(9))) is None
    assert rr.scan_time(reply(rr.OK)) is None
    assert rr.scan_time(reply(rr.PARTIAL, bytes(8))) is None


@given(st.integers(0, 255), st.binary(max_size=250))
def test_no_reply_raises_anything_else(status: int, data: bytes) -> None:
    with contextlib.suppress(UnreadableData):
        assert len(rr.parse_inventory(reply(status, data)).tags) <= len(data) // rr.ELEMENT_BYTES
