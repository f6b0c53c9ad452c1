"""Frames out of a stream, on a toy protocol: `AA LEN payload CRC`, or `AB LEN-high LEN-low …`."""

from __future__ import annotations

import itertools
import math
import random
import tracemalloc
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.protocols.crc import x25
from readers.protocols.framing import HEAD_BYTES, StreamDecoder, UnreadableData

GAP = 0.010
SHORT, LONG = 0xAA, 0xAB


def size_of(head: bytes) -> int:
    assert 1 <= len(head) <= HEAD_BYTES
    if head[0] == SHORT:
        return head[1] + 4 if len(head) > 1 else 2
    if head[0] == LONG:
        size = int.from_bytes(head[1:3], "big") if len(head) > 2 else 3
        return size if size >= 5 or len(head) < 3 else 0
    return 0


def opener(raw: bytes) -> bytes:
    assert len(raw) == size_of(raw[:HEAD_BYTES])
    if len(raw) < 4:
        raise UnreadableData("length")
    if x25(raw[:-2]).to_bytes(2, "little") != raw[-2:]:
        raise UnreadableData("crc")
    return raw


def listening(gap: float = GAP) -> StreamDecoder[bytes]:
    return StreamDecoder(size_of, opener, 4, gap)


def short(payload: bytes) -> bytes:
    head = bytes((SHORT, len(payload))) + payload
    return head + x25(head).to_bytes(2, "little")


def long(payload: bytes) -> bytes:
    head = bytes((LONG,)) + (len(payload) + 5).to_bytes(2, "big") + payload
    return head + x25(head).to_bytes(2, "little")


plain = st.binary(max_size=60)
frames = st.one_of(
    st.builds(short, plain), st.builds(long, plain), st.builds(long, st.binary(min_size=600))
)
# Garbage full of starts: of frames that are short, long, or of the greatest size.
starts = st.sampled_from(
    [b"\xaa", b"\xaa\xff", b"\xab", b"\xab\xff\xff", b"\xab\x02\x01", b"\xaa\x00"]
)
garbage = st.lists(st.one_of(starts, st.binary(max_size=4)), max_size=40).map(b"".join)
streams = st.lists(st.one_of(frames, garbage), max_size=6).map(b"".join)


def cut(stream: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(stream) + 1) for place in places), len(stream)]
    return [stream[a:b] for a, b in itertools.pairwise(edges)]


@given(streams, st.lists(st.integers(0), max_size=20), st.sampled_from([GAP, math.inf]))
def test_any_split_of_a_stream_gives_the_same_frames_and_counts(
    stream: bytes, places: list[int], gap: float
) -> None:
    whole, pieces, bytewise = listening(gap), listening(gap), listening(gap)
    expected = whole.feed(stream, 0.0) + whole.flush()
    in_pieces = [frame for piece in cut(stream, places) for frame in pieces.feed(piece, 0.0)]
    by_bytes = [frame for byte in stream for frame in bytewise.feed(bytes((byte,)), 0.0)]
    assert in_pieces + pieces.flush() == by_bytes + bytewise.flush() == expected
    for other in (pieces, bytewise):
        assert (other.noise, other.resyncs, other.crc_errors) == (
            whole.noise,
            whole.resyncs,
            whole.crc_errors,
        )


@given(st.lists(frames, min_size=1, max_size=5), st.sampled_from([GAP, math.inf]))
def test_frames_back_to_back_all_come_out_without_noise(sent: list[bytes], gap: float) -> None:
    decoder = listening(gap)
    assert decoder.feed(b"".join(sent), 0.0) == sent
    assert decoder.noise == decoder.resyncs == decoder.crc_errors == decoder.pending == 0


@given(garbage, st.lists(frames, min_size=1, max_size=3))
def test_after_garbage_and_silence_the_next_frames_are_whole(
    before: bytes, sent: list[bytes]
) -> None:
    decoder = listening()
    decoder.feed(before, 0.0)
    assert decoder.feed(b"".join(sent), GAP * 1.01)[-len(sent) :] == sent
    assert decoder.pending == 0


@given(garbage, st.lists(frames, min_size=2, max_size=4))
def test_garbage_without_a_gap_costs_no_frame_when_two_follow(
    before: bytes, sent: list[bytes]
) -> None:
    decoder = listening()
    assert decoder.feed(before + b"".join(sent), 0.0) == sent
    assert decoder.noise == len(before)


@given(garbage, frames)
def test_a_single_frame_behind_garbage_comes_out_when_the_line_falls_silent(
    before: bytes, sent: bytes
) -> None:
    decoder = listening()
    assert decoder.feed(before + sent, 0.0) + decoder.feed(b"", 0.011) == [sent]


def test_a_claim_of_the_greatest_size_hides_no_two_frames() -> None:
    decoder = listening()
    assert decoder.feed(b"\xab\xff\xff", 0.0) == []
    assert decoder.feed(short(b"one"), 0.0) == []
    assert decoder.feed(short(b"two"), 0.0) == [short(b"one"), short(b"two")]
    assert (decoder.noise, decoder.resyncs, decoder.crc_errors) == (3, 1, 0)


def test_claims_that_are_more_than_it_can_note_hide_one_frame_at_most() -> None:
    sent = [long(bytes((LONG, 0, number)) * 700) for number in (1, 2, 3)]
    count = 1000
    met = 3 + count * 3 + len(sent[0]) - 1  # where all of them end, and the first frame not yet
    claims = (LONG.to_bytes(1, "big") + (met - at).to_bytes(2, "big") for at in range(3, met, 3))
    before = b"\xab\xff\xff" + b"".join(itertools.islice(claims, count))
    decoder = listening()
    assert decoder.feed(before + b"".join(sent), 0.0) == sent[1:]


def test_who_asks_gets_the_frame_asked_for_whatever_lies_in_it() -> None:
    inside = long(short(b"") + short(b""))
    decoder = listening(math.inf)
    assert [frame for byte in inside for frame in decoder.feed(bytes((byte,)), 0.0)] == [inside]


@given(st.one_of(st.builds(short, plain), st.builds(long, plain)), st.data())
def test_a_flipped_bit_never_passes(frame: bytes, draw: st.DataObject) -> None:
    bit = draw.draw(st.integers(0, len(frame) * 8 - 1))
    flipped = bytearray(frame)
    flipped[bit // 8] ^= 1 << bit % 8
    decoder = listening()
    got = decoder.feed(bytes(flipped), 0.0) + decoder.flush()
    assert all(len(each) < len(frame) for each in got)
    assert bytes(flipped) not in got


def test_counters_tell_a_bad_sum_from_noise_and_a_search_from_its_bytes() -> None:
    bad = bytearray(short(b"plate"))
    bad[3] ^= 1
    decoder = listening()
    assert decoder.feed(bytes(bad) + short(b"next"), 0.0) == [short(b"next")]
    assert (decoder.crc_errors, decoder.resyncs, decoder.noise) == (1, 1, len(bad))
    decoder.feed(b"\x00\x00", 1.0)
    decoder.feed(short(b""), 2.0)
    assert (decoder.crc_errors, decoder.resyncs, decoder.noise) == (1, 2, len(bad) + 2)


def test_what_is_waited_for_is_bounded_however_much_is_claimed() -> None:
    decoder = listening()
    assert decoder.need == 4
    decoder.feed(b"\xab", 0.0)
    assert decoder.need == 2
    decoder.feed(b"\xff\xff", 0.0)
    assert decoder.need == 256


@pytest.mark.parametrize("start", ["aaff", "ab0200", "ab7fff", "abffff", "ab"])
def test_the_worst_garbage_costs_little_time_and_is_not_hoarded(start: str) -> None:
    one = bytes.fromhex(start)
    decoder = listening()
    decoder.feed(b"\xab\xff\xff", 0.0)
    began = process_time()
    for _part in range(4):
        decoder.feed(one * (16384 // len(one)), 0.0)
        assert decoder.pending <= 65535
    assert process_time() - began < 3.0  # a tenth of it where nothing else runs
    assert decoder.flush() == []


def test_a_long_wait_takes_little_memory_beyond_the_bytes() -> None:
    noise = random.Random(7).randbytes(16384)  # noqa: S311 - noise, no secret
    decoder = listening()
    decoder.feed(b"\xab\xff\xff", 0.0)
    tracemalloc.start()
    try:
        decoder.feed(noise, 0.0)
        assert tracemalloc.get_traced_memory()[0] < len(noise) + 16384
    finally:
        tracemalloc.stop()
