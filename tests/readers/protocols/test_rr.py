from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.protocols import rr
from readers.protocols.framing import UnreadableData
from readers.protocols.len_adr_cmd import RR, Frame, open_frame
from readers.tag import TagUid

UIDS = st.binary(min_size=7, max_size=7).map(lambda tail: TagUid.of(b"\xe0" + tail))


def reply(status: int, data: bytes = b"") -> Frame:
    return open_frame(rr.reply(status, data), RR, "reply")


def test_the_computed_requests() -> None:
    assert rr.reader_request(rr.INFORMATION, address=0).hex() == "05000000766d"
    assert rr.inventory_request(address=0).hex() == "050001069811"
    assert rr.inventory_request().hex() == "05ff01066bd7"
    request = open_frame(rr.inventory_request(more=True), RR, "request")
    assert (request.command, request.data) == (0x01, b"\x02")


@given(st.lists(UIDS, min_size=1, max_size=27), st.booleans())
def test_a_page_names_its_chips_whichever_end_comes_first(
    uids: list[TagUid], lsb_first: bool
) -> None:
    # A number with E0 at both ends reads the same way round as it came, which may be the wrong one.
    uids = [uid for uid in uids if uid.raw[-1] != 0xE0]
    data = b"".join(rr.element(uid, lsb_first=lsb_first) for uid in uids)
    page = rr.parse_inventory(reply(rr.PARTIAL, data))
    assert [tag.uid for tag in page.tags] == uids
    assert {tag.kind for tag in page.tags} <= {"iso15693"}


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
        rr.parse_inventory(reply(status, data))
