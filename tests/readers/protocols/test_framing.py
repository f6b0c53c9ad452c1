from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from readers.protocols import feig
from readers.protocols.feig import FrameDecoder

replies = st.builds(
    feig.encode_reply,
    st.integers(0, 255),
    st.integers(0, 255),
    st.binary(max_size=249),
)


def cut(stream: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(stream) + 1) for place in places), len(stream)]
    return [stream[a:b] for a, b in itertools.pairwise(edges)]


@given(st.lists(replies, max_size=4), st.binary(max_size=40), st.lists(st.integers(0), max_size=20))
def test_any_split_of_a_stream_gives_the_same_frames(
    frames: list[bytes], garbage: bytes, places: list[int]
) -> None:
    stream = garbage + b"".join(frames)
    whole, dribbled = FrameDecoder("reply"), FrameDecoder("reply")
    expected = whole.feed(stream, 0.0) + whole.flush()
    got = [frame for piece in cut(stream, places) for frame in dribbled.feed(piece, 0.0)]
    assert got + dribbled.flush() == expected
    assert whole.noise == dribbled.noise


@given(st.lists(replies, min_size=1, max_size=4))
def test_frames_back_to_back_all_come_out_without_noise(frames: list[bytes]) -> None:
    decoder = FrameDecoder("reply")
    got = decoder.feed(b"".join(frames), 0.0)
    assert got == [feig.open_frame(raw, "reply") for raw in frames]
    assert decoder.noise == 0
    assert decoder.pending == 0


@given(st.binary(max_size=300), replies)
def test_after_garbage_and_a_gap_the_next_frame_is_whole(garbage: bytes, reply: bytes) -> None:
    decoder = FrameDecoder("reply")
    decoder.feed(garbage, 0.0)
    assert decoder.feed(reply, 0.0121)[-1] == feig.open_frame(reply, "reply")


def test_a_pause_of_twelve_milliseconds_inside_a_frame_is_still_the_frame() -> None:
    decoder = FrameDecoder("reply")
    assert decoder.feed(bytes.fromhex("1100b0000103"), 0.0) == []
    assert len(decoder.feed(bytes.fromhex("00e01680ff080050248075"), 0.012)) == 1


def test_a_longer_pause_ends_the_frame() -> None:
    decoder = FrameDecoder("reply")
    decoder.feed(bytes.fromhex("1100b0000103"), 0.0)
    assert decoder.feed(bytes.fromhex("00e01680ff080050248075"), 0.013) == []


@given(st.lists(st.tuples(st.binary(max_size=9000), st.floats(0, 1)), max_size=10))
def test_random_bytes_raise_nothing_and_are_not_hoarded(chunks: list[tuple[bytes, float]]) -> None:
    for direction in ("request", "reply"):
        decoder = FrameDecoder(direction)  # type: ignore[arg-type]
        now = 0.0
        for data, pause in chunks:
            now += pause
            decoder.feed(data, now)
            assert decoder.pending < feig.MAX_FRAME
            assert 1 <= decoder.need <= feig.MAX_FRAME
        decoder.flush()
        assert decoder.pending == 0


@given(replies, st.binary(max_size=260))
def test_every_byte_is_a_frame_or_counted(reply: bytes, garbage: bytes) -> None:
    decoder = FrameDecoder("reply", gap=math.inf)
    frames = decoder.feed(garbage + reply, 0.0) + decoder.flush()
    sizes = [len(frame.data) + feig.SHORTEST["reply"] for frame in frames]
    assert sum(sizes) + decoder.noise == len(garbage) + len(reply)


def test_an_advanced_frame_breaks_nothing() -> None:
    decoder = FrameDecoder("reply")
    advanced = bytes.fromhex("02000800b0000000")
    reply = feig.encode_reply(feig.RF_RESET, 0)
    assert decoder.feed(advanced, 0.0) == []
    assert len(decoder.feed(reply, 0.02)) == 1


@given(replies, st.integers(0, 60))
def test_need_is_what_the_frame_begun_still_lacks(reply: bytes, begun: int) -> None:
    decoder = FrameDecoder("reply")
    begun = min(begun, len(reply) - 1)
    decoder.feed(reply[:begun], 0.0)
    assert decoder.need == (len(reply) - begun if begun else 6)
