from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.protocols import feig
from readers.protocols.framing import UnreadableData
from readers.tag import TagUid

uids = st.binary(min_size=7, max_size=7).map(lambda tail: TagUid.of(b"\xe0" + tail))
CARDS = st.sampled_from([7, 10]).flatmap(lambda n: st.binary(min_size=n, max_size=n).map(TagUid.of))


def inventory(status: int, data: bytes) -> feig.InventoryPage:
    reply = feig.encode_reply(feig.ISO_HOST, status, data)
    return feig.parse_inventory(feig.open_frame(reply, "reply"))


def test_captured_frames_decode_and_encode_to_the_same_bytes(
    feig_vectors: list[dict[str, Any]],
) -> None:
    for vector in feig_vectors:
        raw = bytes.fromhex(vector["hex"])
        frame = feig.open_frame(raw, vector["direction"])
        if frame.status is None:
            again = feig.encode_request(frame.command, frame.data, frame.address)
        else:
            again = feig.encode_reply(frame.command, frame.status, frame.data, frame.address)
        assert again == raw


@given(st.binary(max_size=249), st.booleans(), st.data())
def test_every_flipped_bit_of_any_frame_is_noticed(
    data: bytes, advanced: bool, draw: st.DataObject
) -> None:
    raw = bytearray(feig.encode_reply(0xB0, 0, data, advanced=advanced))
    bit = draw.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(UnreadableData):
        feig.open_frame(bytes(raw), "reply")


def test_requests_are_those_of_the_manual() -> None:
    assert feig.inventory_request().hex() == "07ffb001001c56"
    assert feig.inventory_request(more=True).hex() == "07ffb0018014d2"
    assert feig.encode_request(feig.RF_RESET).hex() == "05ff698901"
    assert feig.encode_request(feig.SOFTWARE_VERSION).hex() == "05ff65e5cb"
    assert feig.encode_request(feig.BAUD_DETECTION, b"\0").hex() == "06ff52000f6e"
    assert feig.inventory_request(advanced=True).hex() == "020009ffb001001843"


@given(st.integers(0, 255), st.integers(0, 255), st.binary(max_size=600))
def test_an_advanced_frame_gives_back_what_was_put_into_it(
    command: int, status: int, data: bytes
) -> None:
    reply = feig.encode_reply(command, status, data, 7, advanced=True)
    assert feig.open_frame(reply, "reply") == feig.Frame(7, command, data, status, advanced=True)
    request = feig.encode_request(command, data, 7, advanced=True)
    assert feig.open_frame(request, "request") == feig.Frame(7, command, data, None, advanced=True)
    assert reply[0] == 2
    assert int.from_bytes(reply[1:3], "big") == len(reply)


@pytest.mark.parametrize(
    ("head", "request_size", "reply_size"),
    [
        ("02", 3, 3),
        ("0200", 3, 3),
        ("020006", 0, 0),
        ("020007", 7, 0),
        ("020008", 8, 8),
        ("02ffff", 65535, 65535),
        ("00", 0, 0),
        ("04", 0, 0),
        ("05", 5, 0),
        ("ff", 255, 255),
    ],
)
def test_the_size_of_a_frame_stands_in_its_head(
    head: str, request_size: int, reply_size: int
) -> None:
    assert feig.frame_size(bytes.fromhex(head), "request") == request_size
    assert feig.frame_size(bytes.fromhex(head), "reply") == reply_size


def test_the_captured_inventory_names_its_chip() -> None:
    frame = feig.open_frame(bytes.fromhex("1100b000010300e01680ff080050248075"), "reply")
    page = feig.parse_inventory(frame)
    assert [tag.uid.text for tag in page.tags] == ["E01680FF08005024"]
    assert page.tags[0].kind == "iso15693"
    assert not page.more


def test_the_captured_empty_inventory_is_empty() -> None:
    frame = feig.open_frame(bytes.fromhex("0600b0015c63"), "reply")
    assert feig.parse_inventory(frame) == feig.InventoryPage(feig.NO_TRANSPONDER, (), more=False)


@given(st.lists(uids, max_size=24), st.sampled_from([0x00, 0x83, 0x84, 0x93, 0x94, 0x95]))
def test_a_page_gives_back_the_chips_put_into_it(chips: list[TagUid], status: int) -> None:
    data = bytes((len(chips),)) + b"".join(map(feig.data_set, chips))
    page = inventory(status, data)
    assert [tag.uid for tag in page.tags] == chips
    assert page.more == (status == 0x94)


@given(uids, CARDS)
def test_plates_and_cards_stand_side_by_side_in_a_page(plate: TagUid, card: TagUid) -> None:
    page = inventory(0, b"\x02" + feig.data_set(card) + feig.data_set(plate))
    assert [(tag.uid, tag.kind) for tag in page.tags] == [
        (card, "iso14443a"),
        (plate, "iso15693"),
    ]


def test_data_under_a_status_without_data_is_not_read() -> None:
    assert inventory(feig.NO_TRANSPONDER, b"\x01\x09").tags == ()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("", "length"),
        ("01", "length"),
        ("010300e01680ff080050", "length"),
        ("000300e01680ff08005024", "length"),
        ("0104", "length"),
        ("010900e01680ff08005024", "unknown-type"),
    ],
)
def test_data_that_cannot_be_told_apart_is_an_error(data: str, problem: str) -> None:
    with pytest.raises(UnreadableData) as caught:
        inventory(feig.OK, bytes.fromhex(data))
    assert caught.value.problem == problem


@given(st.binary(max_size=249), st.integers(0, 255))
def test_no_inventory_data_raises_anything_else(data: bytes, status: int) -> None:
    with contextlib.suppress(UnreadableData):
        inventory(status, data)


@pytest.mark.parametrize("status", [0x95, 0x96])
def test_one_byte_under_a_chip_error_is_the_error(status: int) -> None:
    page = inventory(status, b"\x0f")
    assert (page.tags, page.error, page.more) == ((), 0x0F, False)


def test_a_frame_that_is_too_long_is_not_made() -> None:
    assert len(feig.encode_request(1, bytes(250))) == 255
    with pytest.raises(ValueError, match="256"):
        feig.encode_request(1, bytes(251))
    assert len(feig.encode_reply(1, 0, bytes(65527), advanced=True)) == 65535
    with pytest.raises(ValueError, match="65536"):
        feig.encode_request(1, bytes(65529), advanced=True)
