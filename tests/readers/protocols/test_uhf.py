from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.protocols import len_adr_cmd, uhf
from readers.protocols.framing import UnreadableData
from readers.tag import EPC, TagRead, TagUid

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "uhf_vectors.json").read_text(encoding="utf-8")
)
PARSERS = {"uhf18": uhf.parse_inventory_18, "uhf288": uhf.parse_inventory_288}
CORRUPT = "1500010301010c0000000000000000000003136bb1a6"
epcs = st.sampled_from([4, 8, 12, 16]).flatmap(lambda n: st.binary(min_size=n, max_size=n))


def reply(status: int, data: bytes) -> len_adr_cmd.Frame:
    return uhf.open_frame(uhf.encode_reply(uhf.INVENTORY, status, data), "reply")


def captured(kind: str) -> list[tuple[dict[str, Any], len_adr_cmd.Frame]]:
    frames = [
        (vector, uhf.open_frame(bytes.fromhex(vector["hex"]), "reply"))
        for vector in VECTORS
        if vector["hex"] != CORRUPT
    ]
    return [(vector, frame) for vector, frame in frames if frame.kind == kind]


def test_there_are_twelve_captured_frames() -> None:
    assert len(VECTORS) == 12
    kinds = [len(captured(kind)) for kind in ("reply", "push", "heartbeat")]
    assert kinds == [9, 1, 1]


def test_captured_replies_are_encoded_to_the_same_bytes() -> None:
    for vector, frame in captured("reply"):
        part = PARSERS[vector["decoder"]](frame)
        ant = b"" if vector["decoder"] == "uhf18" else frame.data[:1]
        names = [
            uhf.epc_18(tag.uid.raw) if tag.rssi is None else uhf.epc_288(tag.uid.raw, tag.rssi)
            for tag in part.tags
        ]
        data = ant + bytes((len(names),)) + b"".join(names)
        assert uhf.encode_reply(uhf.INVENTORY, part.status, data).hex() == vector["hex"]


def test_the_deliberately_corrupt_frame_is_refused() -> None:
    assert CORRUPT in {vector["hex"] for vector in VECTORS}
    with pytest.raises(UnreadableData, match="crc"):
        uhf.open_frame(bytes.fromhex(CORRUPT), "reply")


def test_a_captured_frame_of_two_chips_names_both() -> None:
    raw = "20000103020c0000000000000000000003130c0000000000000000000003149ac9"
    part = uhf.parse_inventory_18(uhf.open_frame(bytes.fromhex(raw), "reply"))
    assert part.more
    assert part.tags == (
        TagRead(TagUid("000000000000000000000313"), EPC),
        TagRead(TagUid("000000000000000000000314"), EPC),
    )


def test_captured_frames_tell_antenna_and_strength() -> None:
    raw = "1500010304010c49440000000000000a0003346425c0"
    part = uhf.parse_inventory_288(uhf.open_frame(bytes.fromhex(raw), "reply"))
    assert part.tags == (TagRead(TagUid("49440000000000000A000334"), EPC, 3, 0x64),)
    raw = "0700010101001e4b"
    last = uhf.parse_inventory_288(uhf.open_frame(bytes.fromhex(raw), "reply"))
    assert last == uhf.InventoryPart(uhf.FINISHED, (), 0, more=False)


def test_the_captured_report_is_a_push_and_no_answer() -> None:
    ((_vector, frame),) = captured("push")
    (tag,) = uhf.parse_push_18(frame)
    assert tag == TagRead(TagUid("2000708C2B380B2D00000000"), EPC)
    assert not uhf.answers(frame, uhf.INVENTORY)


def test_the_heartbeat_is_no_answer() -> None:
    ((_vector, frame),) = captured("heartbeat")
    assert not any(uhf.answers(frame, command) for command in range(256))


def test_every_flipped_bit_of_a_captured_frame_is_noticed() -> None:
    for vector in VECTORS:
        raw = bytes.fromhex(vector["hex"])
        if raw == len_adr_cmd.HEARTBEAT or vector["hex"] == CORRUPT:
            continue
        for bit in range(len(raw) * 8):
            flipped = bytearray(raw)
            flipped[bit // 8] ^= 1 << bit % 8
            decoder = uhf.decoder()
            assert decoder.feed(bytes(flipped), 0.0) + decoder.flush() == []


def test_captured_frames_in_a_row_are_found_however_the_stream_is_cut() -> None:
    kept = [vector for vector in VECTORS if vector["hex"] != CORRUPT]
    stream = b"".join(bytes.fromhex(vector["hex"]) for vector in kept)
    expected = [uhf.open_frame(bytes.fromhex(vector["hex"]), "reply") for vector in kept]
    for cut in range(len(stream)):
        decoder = uhf.decoder()
        assert decoder.feed(stream[:cut], 0.0) + decoder.feed(stream[cut:], 0.0) == expected
        assert decoder.noise == 0


def test_a_frame_as_long_as_a_heartbeat_begins_is_no_heartbeat() -> None:
    data = bytes((5,)) + uhf.epc_18(bytes(16)) * 4 + uhf.epc_18(bytes(11))
    raw = uhf.encode_reply(uhf.INVENTORY, uhf.FINISHED, data)
    assert raw[0] == len_adr_cmd.HEARTBEAT[0]
    decoder = uhf.decoder()
    (frame,) = decoder.feed(len_adr_cmd.HEARTBEAT + raw, 0.0)[1:]
    assert len(uhf.parse_inventory_18(frame).tags) == 5


@given(st.lists(epcs, max_size=5), st.sampled_from(sorted(uhf.WITH_DATA)))
def test_a_frame_gives_back_the_chips_put_into_it(chips: list[bytes], status: int) -> None:
    part = uhf.parse_inventory_18(
        reply(status, bytes((len(chips),)) + b"".join(map(uhf.epc_18, chips)))
    )
    assert [tag.uid.raw for tag in part.tags] == chips
    assert {tag.kind for tag in part.tags} <= {EPC}
    assert part.more == (status == uhf.MORE_FOLLOWS)


@given(
    st.lists(st.tuples(epcs, st.integers(0, 255)), max_size=4),
    st.integers(1, 4),
)
def test_antenna_and_strength_go_with_each_chip(
    chips: list[tuple[bytes, int]], antenna: int
) -> None:
    data = bytes((1 << antenna - 1, len(chips))) + b"".join(
        uhf.epc_288(epc, rssi) for epc, rssi in chips
    )
    part = uhf.parse_inventory_288(reply(uhf.FINISHED, data))
    assert [(tag.uid.raw, tag.rssi, tag.antenna) for tag in part.tags] == [
        (epc, rssi, antenna) for epc, rssi in chips
    ]


@given(st.sampled_from([0, 2, 3, 17, 18, 62]))
def test_a_chip_without_a_number_is_counted_and_the_others_are_read(size: int) -> None:
    data = b"\x02" + uhf.epc_18(bytes(size)) + uhf.epc_18(bytes(12))
    part = uhf.parse_inventory_18(reply(uhf.FINISHED, data))
    assert (len(part.tags), part.strange) == (1, 1)
    with_rssi = b"\x01\x02" + uhf.epc_288(bytes(size), 1) + uhf.epc_288(bytes(12), 1)
    part = uhf.parse_inventory_288(reply(uhf.FINISHED, with_rssi))
    assert (len(part.tags), part.strange) == (1, 1)


@pytest.mark.parametrize("data", ["", "01", "010c0000", "00aa", "020400000001"])
def test_data_of_a_uhfreader18_that_does_not_fit_is_an_error(data: str) -> None:
    with pytest.raises(UnreadableData, match="length"):
        uhf.parse_inventory_18(reply(uhf.FINISHED, bytes.fromhex(data)))


@pytest.mark.parametrize("data", ["", "01", "0101", "01010400000001", "010000"])
def test_data_of_a_uhfreader288_that_does_not_fit_is_an_error(data: str) -> None:
    with pytest.raises(UnreadableData, match="length"):
        uhf.parse_inventory_288(reply(uhf.FINISHED, bytes.fromhex(data)))


@given(st.binary(max_size=91), st.integers(0, 255))
def test_no_data_raises_anything_else(data: bytes, status: int) -> None:
    inventory = reply(status, data)
    push = uhf.open_frame(uhf.encode_reply(len_adr_cmd.PUSH_COMMAND, status, data), "reply")
    for parse in (uhf.parse_inventory_18, uhf.parse_inventory_288):
        with contextlib.suppress(UnreadableData):
            parse(inventory)
    for parse_push in (uhf.parse_push_18, uhf.parse_push_288):
        with contextlib.suppress(UnreadableData):
            parse_push(push)


def test_a_push_of_a_uhfreader288_tells_antenna_and_strength() -> None:
    def push(status: int, data: bytes) -> len_adr_cmd.Frame:
        return uhf.open_frame(uhf.encode_reply(len_adr_cmd.PUSH_COMMAND, status, data), "reply")

    (tag,) = uhf.parse_push_288(push(uhf.OK, b"\x02" + uhf.epc_288(bytes(12), 9)))
    assert tag == TagRead(TagUid.of(bytes(12)), EPC, 2, 9)
    assert uhf.parse_push_288(push(0x28, bytes(16))) == ()
    assert uhf.parse_push_18(push(0xEE, b"")) == ()
    with pytest.raises(UnreadableData, match="unknown-type"):
        uhf.parse_push_18(push(uhf.OK, bytes(2)))
    with pytest.raises(UnreadableData, match="length"):
        uhf.parse_push_288(push(uhf.OK, b"\x02" + uhf.epc_288(bytes(12), 9) + b"\0"))


def test_requests_are_as_in_the_manuals() -> None:
    assert uhf.inventory_request_18().hex() == "04ff011bb4"
    assert uhf.inventory_request_288(1).hex()[:-4] == "0dff01040001000000008003"
    assert uhf.inventory_request_288(4).hex()[:-4] == "0dff01040001000000008303"
    assert uhf.encode_request(uhf.READER_INFORMATION)[:3].hex() == "04ff21"


def test_a_command_that_is_not_known_is_answered_as_command_zero() -> None:
    frame = uhf.open_frame(uhf.encode_reply(uhf.UNKNOWN, uhf.ILLEGAL_COMMAND), "reply")
    assert uhf.answers(frame, uhf.INVENTORY)
    assert not uhf.answers(reply(uhf.FINISHED, b"\0"), uhf.READER_INFORMATION)


@pytest.mark.parametrize(
    ("status", "data", "scan"),
    [(0, "0222090213401e0a", 10), (0, "02220c0213401e140f000000", 20), (0, "0222", None)],
)
def test_the_reader_tells_its_scan_time(status: int, data: str, scan: int | None) -> None:
    raw = uhf.encode_reply(uhf.READER_INFORMATION, status, bytes.fromhex(data))
    assert uhf.scan_time(uhf.open_frame(raw, "reply")) == scan
