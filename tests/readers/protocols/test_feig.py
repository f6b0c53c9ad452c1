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


def test_the_crc_has_its_check_value() -> None:
    assert feig.crc16(b"123456789") == 0x6F91


@given(st.binary(max_size=300))
def test_the_crc_is_the_bitwise_definition(data: bytes) -> None:
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _bit in range(8):
            crc = crc >> 1 ^ (0x8408 if crc & 1 else 0)
    assert feig.crc16(data) == crc


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


def test_every_flipped_bit_of_a_captured_frame_is_noticed(
    feig_vectors: list[dict[str, Any]],
) -> None:
    for vector in feig_vectors:
        raw = bytes.fromhex(vector["hex"])
        for bit in range(len(raw) * 8):
            flipped = bytearray(raw)
            flipped[bit // 8] ^= 1 << bit % 8
            decoder = feig.FrameDecoder(vector["direction"])
            assert decoder.feed(bytes(flipped), 0.0) + decoder.flush() == []


@given(st.binary(max_size=249), st.data())
def test_every_flipped_bit_of_any_frame_is_noticed(data: bytes, draw: st.DataObject) -> None:
    raw = bytearray(feig.encode_reply(0xB0, 0, data))
    bit = draw.draw(st.integers(8, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(UnreadableData):
        feig.open_frame(bytes(raw), "reply")


def test_requests_are_those_of_the_manual() -> None:
    assert feig.inventory_request().hex() == "07ffb001001c56"
    assert feig.inventory_request(more=True).hex() == "07ffb0018014d2"
    assert feig.encode_request(feig.RF_RESET).hex() == "05ff698901"
    assert feig.encode_request(feig.SOFTWARE_VERSION).hex() == "05ff65e5cb"
    assert feig.encode_request(feig.BAUD_DETECTION, b"\0").hex() == "06ff52000f6e"


def test_the_captured_inventory_names_its_chip() -> None:
    frame = feig.open_frame(bytes.fromhex("1100b000010300e01680ff080050248075"), "reply")
    page = feig.parse_inventory(frame)
    assert [tag.uid.text for tag in page.tags] == ["E01680FF08005024"]
    assert page.tags[0].kind == "iso15693"
    assert not page.more


def test_the_captured_empty_inventory_is_empty() -> None:
    frame = feig.open_frame(bytes.fromhex("0600b0015c63"), "reply")
    assert feig.parse_inventory(frame) == feig.InventoryPage(feig.NO_TRANSPONDER, (), more=False)


@given(st.lists(uids, max_size=24), st.sampled_from([0x00, 0x83, 0x84, 0x93, 0x94]))
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


def test_a_frame_that_is_too_long_is_not_made() -> None:
    assert len(feig.encode_request(1, bytes(250))) == 255
    with pytest.raises(ValueError, match="256"):
        feig.encode_request(1, bytes(251))
