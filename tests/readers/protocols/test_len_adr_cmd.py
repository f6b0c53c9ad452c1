from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.protocols import len_adr_cmd as lac
from readers.protocols.framing import UnreadableData

# Captured by the authors of wabson/chafon-rfid and xynogen/uhfreader18.
CAPTURED = (
    "13000103010c0000000000000000000003133f39",
    "20000103020c0000000000000000000003130c0000000000000000000003149ac9",
    "1500010301010c0000000000000000000003136bb1a5",
    "1500010304010c49440000000000000a0003346425c0",
    "0700010101001e4b",
)
PUSH = "1100ee002000708c2b380b2d00000000e056"
SPOILT = "1500010301010c0000000000000000000003136bb1a6"
HEARTBEAT = "560000000000"
DIALECTS = st.sampled_from([lac.RR, lac.UHF])


def found(text: str, dialect: lac.Dialect, direction: lac.Direction = "reply") -> list[lac.Frame]:
    decoder = lac.FrameDecoder(dialect, direction)
    return decoder.feed(bytes.fromhex(text), 0.0) + decoder.flush()


def problem(text: str, dialect: lac.Dialect, direction: lac.Direction = "reply") -> str:
    with pytest.raises(UnreadableData) as caught:
        lac.open_frame(bytes.fromhex(text), dialect, direction)
    return caught.value.problem


@pytest.mark.parametrize("text", [*CAPTURED, PUSH])
def test_captured_frames_decode_and_encode_to_the_same_bytes(text: str) -> None:
    (frame,) = found(text, lac.UHF)
    assert frame.command is not None
    assert frame.status is not None
    again = lac.encode_reply(lac.UHF, frame.command, frame.status, frame.data, frame.address)
    assert again.hex() == text


def test_a_captured_frame_is_taken_apart() -> None:
    (frame,) = found(CAPTURED[4], lac.UHF)
    assert frame == lac.Frame("reply", 0, 0x01, 0x01, bytes.fromhex("0100"))


def test_a_report_that_nobody_asked_for_is_a_push() -> None:
    (frame,) = found(PUSH, lac.UHF)
    assert (frame.kind, frame.command, frame.status) == ("push", lac.PUSH_COMMAND, 0)
    assert frame.data.hex() == "2000708c2b380b2d00000000"


@pytest.mark.parametrize("text", [*CAPTURED, PUSH])
def test_every_flipped_bit_of_a_captured_frame_is_noticed(text: str) -> None:
    raw = bytes.fromhex(text)
    for bit in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        assert found(flipped.hex(), lac.UHF) == []


def test_the_spoilt_capture_is_refused() -> None:
    assert problem(SPOILT, lac.UHF) == "crc"
    assert found(SPOILT, lac.UHF) == []


def test_the_computed_requests_of_rr() -> None:
    assert lac.encode_request(lac.RR, 0, b"\0", address=0).hex() == "05000000766d"
    assert lac.encode_request(lac.RR, 1, b"\6", address=0).hex() == "050001069811"
    assert lac.encode_request(lac.RR, 1, b"\6").hex() == "05ff01066bd7"


def test_a_reply_of_rr_carries_no_command() -> None:
    raw = lac.encode_reply(lac.RR, 0x01, 0x0E, address=3)
    assert raw[:3] == bytes((4, 3, 0x0E))
    assert lac.open_frame(raw, lac.RR, "reply") == lac.Frame("reply", 3, None, 0x0E, b"")


def test_a_heartbeat_is_a_frame_of_its_own_in_the_uhf_dialect_alone() -> None:
    (beat,) = found(HEARTBEAT, lac.UHF)
    assert (beat.kind, beat.command, beat.status, beat.data) == ("heartbeat", None, None, b"")
    assert found(HEARTBEAT, lac.RR) == []
    assert problem(HEARTBEAT[:10], lac.UHF) == "length"


def test_a_heartbeat_between_frames_hides_none() -> None:
    text = HEARTBEAT + CAPTURED[0] + HEARTBEAT * 2 + CAPTURED[4]
    kinds = [frame.kind for frame in found(text, lac.UHF)]
    assert kinds == ["heartbeat", "reply", "heartbeat", "heartbeat", "reply"]


def test_a_frame_whose_length_is_that_of_a_heartbeat_is_no_heartbeat() -> None:
    raw = lac.encode_reply(lac.UHF, 0x01, 0x03, bytes(0x56 - 5))
    assert raw[:3] == b"\x56\0\1"
    decoder = lac.FrameDecoder(lac.UHF, "reply")
    frames = [frame for byte in raw for frame in decoder.feed(bytes((byte,)), 0.0)]
    assert [frame.kind for frame in frames] == ["reply"]
    assert decoder.noise == 0


@pytest.mark.parametrize(
    ("dialect", "direction", "lengths"),
    [
        (lac.UHF, "request", range(0x04, 0x61)),
        (lac.UHF, "reply", range(0x05, 0x61)),
        (lac.RR, "request", range(0x05, 0x100)),
        (lac.RR, "reply", range(0x04, 0x100)),
    ],
)
def test_the_lengths_of_a_dialect(
    dialect: lac.Dialect, direction: lac.Direction, lengths: range
) -> None:
    sizes = [lac.frame_size(bytes((length, 9)), dialect, direction) for length in range(256)]
    assert sizes == [length + 1 if length in lengths else 0 for length in range(256)]


def test_a_frame_that_is_too_long_is_not_made() -> None:
    assert len(lac.encode_reply(lac.RR, 1, 0, bytes(251))) == 256
    with pytest.raises(ValueError, match="256"):
        lac.encode_reply(lac.RR, 1, 0, bytes(252))
    with pytest.raises(ValueError, match="97"):
        lac.encode_request(lac.UHF, 1, bytes(93))


@given(DIALECTS, st.integers(0, 255), st.binary(min_size=1, max_size=80), st.integers(0, 255))
def test_requests_come_back(dialect: lac.Dialect, command: int, data: bytes, address: int) -> None:
    raw = lac.encode_request(dialect, command, data, address)
    wanted = lac.Frame("request", address, command, None, data)
    assert lac.open_frame(raw, dialect, "request") == wanted


@given(DIALECTS, st.integers(1, 255), st.integers(0, 255), st.binary(max_size=80))
def test_replies_come_back(dialect: lac.Dialect, command: int, status: int, data: bytes) -> None:
    frame = lac.open_frame(lac.encode_reply(dialect, command, status, data), dialect, "reply")
    assert (frame.status, frame.data) == (status, data)
    assert frame.command == (command if dialect.echoes else None)


@given(DIALECTS, st.binary(max_size=60), st.data())
def test_every_flipped_bit_is_noticed(
    dialect: lac.Dialect, data: bytes, draw: st.DataObject
) -> None:
    raw = bytearray(lac.encode_reply(dialect, 1, 0, data))
    bit = draw.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(UnreadableData):
        lac.open_frame(bytes(raw), dialect, "reply")


@given(st.lists(st.binary(max_size=70), min_size=1, max_size=4), st.data())
def test_however_a_stream_is_cut_its_frames_are_the_same(
    parts: list[bytes], draw: st.DataObject
) -> None:
    frames = [lac.encode_reply(lac.UHF, 1, 0, part) for part in parts]
    stream = b"\xff\x03" + bytes.fromhex(HEARTBEAT).join(frames)
    whole = found(stream.hex(), lac.UHF)
    cut = draw.draw(st.integers(0, len(stream)))
    decoder = lac.FrameDecoder(lac.UHF, "reply")
    pieces = decoder.feed(stream[:cut], 0.0) + decoder.feed(stream[cut:], 0.01)
    assert pieces + decoder.flush() == whole
    assert [frame.data for frame in whole if frame.kind == "reply"] == parts


@given(DIALECTS, st.sampled_from(["request", "reply"]), st.binary(max_size=300))
def test_no_bytes_raise_anything_else(
    dialect: lac.Dialect, direction: lac.Direction, raw: bytes
) -> None:
    with contextlib.suppress(UnreadableData):
        lac.open_frame(raw, dialect, direction)
