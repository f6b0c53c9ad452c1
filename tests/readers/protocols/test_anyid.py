from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.protocols import anyid
from readers.protocols.crc import x25
from readers.protocols.framing import UnreadableData
from readers.tag import TagUid

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "anyid_vectors.json").read_text("utf-8")
)
uids = st.binary(min_size=7, max_size=7).map(lambda tail: TagUid.of(b"\xe0" + tail))
words = st.integers(0, 0xFFFF)
frames = st.builds(
    anyid.Frame,
    words,
    words,
    st.integers(0, 255).filter(lambda command: command != anyid.REPLY_FLAG),
    st.binary(max_size=400),
    st.booleans(),
    st.booleans(),
)


def reply(command: int, parameters: str) -> anyid.Frame:
    return anyid.open_frame(anyid.encode_reply(command, bytes.fromhex(parameters)))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["meaning"])
def test_captured_frames_decode_and_encode_to_the_same_bytes(vector: dict[str, Any]) -> None:
    raw = bytes.fromhex(vector["hex"])
    frame = anyid.open_frame(raw)
    assert frame.reply == (vector["direction"] == "reply")
    assert anyid.encode(frame) == raw


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["meaning"])
def test_every_flipped_bit_of_a_captured_frame_is_noticed(vector: dict[str, Any]) -> None:
    raw = bytes.fromhex(vector["hex"])
    for bit in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        decoder = anyid.FrameDecoder()
        assert decoder.feed(bytes(flipped), 0.0) + decoder.flush() == []


def test_requests_are_those_that_were_captured() -> None:
    assert anyid.encode_request(anyid.VERSION).hex() == VECTORS[0]["hex"]
    inventory = anyid.encode_request(anyid.INVENTORY, b"\0", anyid.READER)
    assert inventory.hex() == VECTORS[2]["hex"]


def test_the_captured_inventory_names_its_chip() -> None:
    page = anyid.parse_inventory(anyid.open_frame(bytes.fromhex(VECTORS[3]["hex"])))
    assert [(tag.uid.text, tag.kind) for tag in page.tags] == [("E0040150CABD51B9", "iso15693")]
    assert (page.remaining, page.status) == (0, anyid.OK)


@given(frames)
def test_any_frame_comes_back_whole(frame: anyid.Frame) -> None:
    raw = anyid.encode(frame)
    again = anyid.open_frame(raw)
    assert anyid.encode(again) == raw
    assert (again.source, again.target, again.command) == (
        frame.source,
        frame.target,
        frame.command,
    )
    assert (again.parameters, again.reply) == (frame.parameters, frame.reply)
    assert again.long == (frame.long or len(frame.parameters) > 247 - frame.reply)


@given(frames, st.data())
def test_every_flipped_bit_of_any_frame_is_noticed(frame: anyid.Frame, draw: st.DataObject) -> None:
    raw = bytearray(anyid.encode(frame))
    bit = draw.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(UnreadableData):
        anyid.open_frame(bytes(raw))


@given(frames, st.integers(1, 16))
def test_the_head_of_a_frame_tells_its_size_or_asks_for_more(
    frame: anyid.Frame, length: int
) -> None:
    raw = anyid.encode(frame)
    head = raw[: min(length, len(raw))]
    size = anyid.frame_size(head)
    assert size == len(raw) or len(head) < size <= len(raw)


@given(st.lists(frames, max_size=4), st.binary(max_size=30), st.integers(1, 40))
def test_frames_come_out_of_a_stream_however_it_is_cut(
    several: list[anyid.Frame], garbage: bytes, step: int
) -> None:
    garbage = garbage.replace(b"\x7e", b"")
    stream = garbage + b"".join(map(anyid.encode, several))
    decoder = anyid.FrameDecoder()
    got = [
        frame
        for start in range(0, len(stream), step)
        for frame in decoder.feed(stream[start : start + step], 0.0)
    ]
    assert [anyid.encode(each) for each in got] == [anyid.encode(each) for each in several]
    assert decoder.noise == len(garbage)


@given(st.lists(uids, max_size=25), st.integers(0, 255), st.integers(0, 255))
def test_a_page_gives_back_the_chips_put_into_it(
    chips: list[TagUid], remaining: int, status: int
) -> None:
    parameters = anyid.inventory_parameters(tuple(chips), remaining, status)
    page = anyid.parse_inventory(reply(anyid.INVENTORY, parameters.hex()))
    assert [tag.uid for tag in page.tags] == chips
    assert (page.remaining, page.status) == (remaining, status)


@given(uids)
def test_a_report_gives_back_its_chip(uid: TagUid) -> None:
    raw = anyid.encode_request(anyid.TAG_ENTERED, anyid.upload_parameters(uid))
    assert anyid.parse_upload(anyid.open_frame(raw)).uid == uid


def test_a_number_with_e0_at_both_ends_is_turned_round() -> None:
    page = anyid.parse_inventory(reply(anyid.INVENTORY, "e003020150cabde0aa0000"))
    assert page.tags[0].uid.text == "E0BDCA50010203E0"


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ("", "length"),
        ("00", "length"),
        ("b951bdca500104e00000", "length"),
        ("b951bdca500104e0ab0000", "unknown-type"),
    ],
)
def test_data_that_cannot_be_told_apart_is_an_error(parameters: str, problem: str) -> None:
    with pytest.raises(UnreadableData) as caught:
        anyid.parse_inventory(reply(anyid.INVENTORY, parameters))
    assert caught.value.problem == problem


@given(st.binary(max_size=260))
def test_no_data_raises_anything_else(parameters: bytes) -> None:
    frame = anyid.Frame(1, 0, anyid.INVENTORY, parameters, reply=True)
    with contextlib.suppress(UnreadableData):
        anyid.parse_inventory(frame)
    with contextlib.suppress(UnreadableData):
        anyid.parse_upload(frame)


def test_a_reply_too_short_for_its_reserved_byte_is_an_error() -> None:
    body = bytes.fromhex("08000001001f11")
    raw = anyid.HEADER + body + x25(body).to_bytes(2, "little")
    with pytest.raises(UnreadableData, match="length"):
        anyid.open_frame(raw)


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(raw: bytes) -> None:
    for candidate in (raw, anyid.HEADER + raw):
        with contextlib.suppress(UnreadableData):
            anyid.open_frame(candidate)


@pytest.mark.parametrize(
    ("command", "parameters", "status"),
    [
        (anyid.INVENTORY, "0300", 0),
        (anyid.INVENTORY, "0001", 1),
        (anyid.RF_CONTROL, "0000", 0),
        (0x23, "0103", 1),
        (anyid.SYSTEM_INFORMATION, "0102000000000000", 1),
        (anyid.READ_CONFIGURATION, "0201009b0000", None),
        (0x23, "01", None),
    ],
)
def test_the_status_stands_where_the_manual_puts_it(
    command: int, parameters: str, status: int | None
) -> None:
    assert reply(command, parameters).status == status


def test_a_request_has_no_status() -> None:
    assert anyid.Frame(0, 1, anyid.INVENTORY, b"\0\0").status is None


@pytest.mark.parametrize(
    ("parameters", "silences"),
    [
        ("0201008b0000", True),
        ("020100a70100", True),
        ("0201009b0000", False),
        ("020100850000", True),
        ("020100800000", None),
        ("0201", None),
        ("", None),
        ("0000", None),
        ("0100", False),
        ("0107", False),
    ],
)
def test_the_control_word_says_whether_chips_are_silenced(
    parameters: str, silences: bool | None
) -> None:
    assert anyid.silences_tags(reply(anyid.READ_CONFIGURATION, parameters)) is silences


@pytest.mark.parametrize("text", ["0000ffff03ff", "010000001f11010000"])
def test_a_frame_whose_reserved_byte_is_not_00_is_refused(text: str) -> None:
    body = bytes((len(text) // 2 + 2,)) + bytes.fromhex(text)
    raw = anyid.HEADER + body + x25(body).to_bytes(2, "little")
    with pytest.raises(UnreadableData, match="unknown-type"):
        anyid.open_frame(raw)
    decoder = anyid.FrameDecoder()
    assert decoder.feed(raw, 0.0) + decoder.flush() == []
    assert decoder.noise == len(raw)
