"""What a stream of FEIG frames gives, both kinds mixed, whatever lies between them."""

from __future__ import annotations

import itertools
import math
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from readers.protocols import feig
from readers.protocols.feig import Frame, FrameDecoder

replies = st.builds(
    lambda command, status, data, advanced: feig.encode_reply(
        command, status, data, advanced=advanced
    ),
    st.integers(0, 255),
    st.integers(0, 255),
    st.binary(max_size=249),
    st.booleans(),
)
starts = st.sampled_from([b"\x02\xff\xff", b"\x02\x04", b"\xff", b"\x06\x00\xb0", b"\x02"])
garbage = st.lists(st.one_of(starts, st.binary(max_size=6)), max_size=12).map(b"".join)


def opened(frames: list[bytes]) -> list[Frame]:
    return [feig.open_frame(raw, "reply") for raw in frames]


def cut(stream: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(stream) + 1) for place in places), len(stream)]
    return [stream[a:b] for a, b in itertools.pairwise(edges)]


@given(st.lists(replies, max_size=4), garbage, st.lists(st.integers(0), max_size=20))
def test_any_split_of_a_stream_gives_the_same_frames(
    frames: list[bytes], noise: bytes, places: list[int]
) -> None:
    stream = noise + b"".join(frames)
    whole, dribbled = FrameDecoder("reply"), FrameDecoder("reply")
    expected = whole.feed(stream, 0.0) + whole.flush()
    got = [frame for piece in cut(stream, places) for frame in dribbled.feed(piece, 0.0)]
    assert got + dribbled.flush() == expected
    assert whole.noise == dribbled.noise


@given(st.lists(replies, min_size=1, max_size=4))
def test_frames_back_to_back_all_come_out_without_noise(frames: list[bytes]) -> None:
    decoder = FrameDecoder("reply")
    assert decoder.feed(b"".join(frames), 0.0) == opened(frames)
    assert decoder.noise == decoder.pending == 0


@given(garbage, st.lists(replies, min_size=1, max_size=3))
def test_after_garbage_and_a_gap_the_next_frames_are_whole(
    noise: bytes, frames: list[bytes]
) -> None:
    decoder = FrameDecoder("reply")
    decoder.feed(noise, 0.0)
    assert decoder.feed(b"".join(frames), 0.0121)[-len(frames) :] == opened(frames)


@given(garbage, st.lists(replies, min_size=2, max_size=4))
def test_garbage_right_before_frames_hides_none_of_them(noise: bytes, frames: list[bytes]) -> None:
    got = FrameDecoder("reply").feed(noise + b"".join(frames), 0.0)
    assert got[-len(frames) :] == opened(frames)


def test_a_pause_of_twelve_milliseconds_inside_a_frame_is_still_the_frame() -> None:
    decoder = FrameDecoder("reply")
    assert decoder.feed(bytes.fromhex("1100b0000103"), 0.0) == []
    assert len(decoder.feed(bytes.fromhex("00e01680ff080050248075"), 0.012)) == 1


def test_a_longer_pause_ends_the_frame() -> None:
    decoder = FrameDecoder("reply")
    decoder.feed(bytes.fromhex("1100b0000103"), 0.0)
    assert decoder.feed(bytes.fromhex("00e01680ff080050248075"), 0.013) == []


def test_every_flipped_bit_of_a_captured_frame_is_noticed(
    feig_vectors: list[dict[str, Any]],
) -> None:
    for vector in feig_vectors:
        raw = bytes.fromhex(vector["hex"])
        for bit in range(len(raw) * 8):
            flipped = bytearray(raw)
            flipped[bit // 8] ^= 1 << bit % 8
            decoder = FrameDecoder(vector["direction"])
            assert decoder.feed(bytes(flipped), 0.0) + decoder.flush() == []


@given(st.lists(st.tuples(st.binary(max_size=600), st.floats(0, 1)), max_size=10))
def test_random_bytes_raise_nothing(chunks: list[tuple[bytes, float]]) -> None:
    for direction in ("request", "reply"):
        decoder = FrameDecoder(direction)  # type: ignore[arg-type]
        now = 0.0
        for data, pause in chunks:
            now += pause
            decoder.feed(data, now)
            assert 1 <= decoder.need <= 256
        decoder.flush()
        assert decoder.pending == 0


@given(replies, garbage)
def test_every_byte_is_a_frame_or_counted(reply: bytes, noise: bytes) -> None:
    decoder = FrameDecoder("reply", gap=math.inf)
    frames = decoder.feed(noise + reply, 0.0) + decoder.flush()
    sizes = [len(frame.data) + feig.SHORTEST["reply"] + 2 * frame.advanced for frame in frames]
    assert sum(sizes) + decoder.noise == len(noise) + len(reply)


@given(replies, st.integers(0, 60))
def test_need_is_what_the_frame_begun_still_lacks(reply: bytes, begun: int) -> None:
    decoder = FrameDecoder("reply")
    begun = min(begun, len(reply) - 1)
    decoder.feed(reply[:begun], 0.0)
    size = feig.frame_size(reply[:begun], "reply") if begun else 6
    assert decoder.need == size - begun
