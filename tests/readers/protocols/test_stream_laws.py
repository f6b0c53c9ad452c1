"""What holds for a stream of any protocol, whatever is in it and however it comes."""

from __future__ import annotations

import gc
import itertools
import math
import random
import sys
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.wire_protocols import DIRECTIONS, PROTOCOLS, Direction, WireProtocol

from readers.protocols.framing import UnreadableData

Frame = Any
KIB = 1024
# Examples of each law for each protocol.
brief = settings(max_examples=30)
protocols = pytest.mark.parametrize("name", PROTOCOLS)
ways = st.sampled_from(DIRECTIONS)
every_way = pytest.mark.parametrize(
    ("name", "direction"), list(itertools.product(PROTOCOLS, DIRECTIONS))
)
# Beginnings of frames of all protocols, some of which claim much, and the sign of life.
starts = st.sampled_from(
    [
        b"\x02\xff\xff",
        b"\x02\x04",
        b"\x7e\x55",
        b"\x7e\x55\x00\x00\x00\x01\x00\x11\x00\xff\xff",
        b"\x7e\x55\xff",
        b"\xff",
        b"\x56",
        b"\x05\x00",
        b"\x13\x00\x01",
    ]
)
garbage = st.lists(st.one_of(starts, st.binary(max_size=6)), max_size=16).map(b"".join)
payloads = st.binary(max_size=70)


def sealed(wire: WireProtocol, direction: Direction) -> st.SearchStrategy[bytes]:
    """Frames whose length and check sum are right."""
    bodies = st.tuples(st.sampled_from(wire.bodies[direction]), payloads)
    grown = bodies.map(lambda parts: wire.seal(parts[0] + parts[1], False))
    plain = st.sampled_from(wire.bodies[direction]).map(lambda body: wire.seal(body, False))
    long = bodies.map(lambda parts: wire.seal(parts[0] + parts[1], True))
    return st.one_of(plain, grown, long).filter(lambda raw: len(raw) <= wire.longest)


def cut(stream: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(stream) + 1) for place in places), len(stream)]
    return [stream[a:b] for a, b in itertools.pairwise(edges)]


def opened(wire: WireProtocol, direction: Direction, sent: list[bytes]) -> list[Frame]:
    return [wire.opener(raw, direction) for raw in sent]


@protocols
@brief
@given(ways, st.data(), st.lists(st.integers(0), max_size=20), st.booleans())
def test_however_a_stream_is_cut_its_frames_and_counts_are_the_same(
    name: str, direction: Direction, data: st.DataObject, places: list[int], listens: bool
) -> None:
    wire = PROTOCOLS[name]
    parts = data.draw(st.lists(st.one_of(sealed(wire, direction), garbage), max_size=5))
    stream = b"".join(parts)
    gap = wire.gap if listens else math.inf
    whole, pieces = wire.decoder(direction, gap), wire.decoder(direction, gap)
    expected = whole.feed(stream, 0.0) + whole.flush()
    got = [frame for piece in cut(stream, places) for frame in pieces.feed(piece, 0.0)]
    assert got + pieces.flush() == expected
    assert (pieces.noise, pieces.resyncs, pieces.crc_errors) == (
        whole.noise,
        whole.resyncs,
        whole.crc_errors,
    )


@protocols
@brief
@given(ways, st.data(), st.booleans())
def test_every_byte_is_noise_or_in_one_frame(
    name: str, direction: Direction, data: st.DataObject, listens: bool
) -> None:
    wire = PROTOCOLS[name]
    parts = data.draw(st.lists(st.one_of(sealed(wire, direction), garbage), max_size=5))
    stream = b"".join(parts)
    decoder = wire.decoder(direction, wire.gap if listens else math.inf)
    frames = decoder.feed(stream, 0.0) + decoder.flush()
    at = 0
    for raw in map(wire.encode, frames):
        at = stream.index(raw, at) + len(raw)
    assert sum(len(wire.encode(frame)) for frame in frames) + decoder.noise == len(stream)
    assert decoder.pending == 0


@protocols
@brief
@given(ways, st.data(), garbage)
def test_after_garbage_and_silence_the_next_frames_are_whole(
    name: str, direction: Direction, data: st.DataObject, before: bytes
) -> None:
    wire = PROTOCOLS[name]
    sent = data.draw(st.lists(sealed(wire, direction), min_size=1, max_size=3))
    decoder = wire.decoder(direction, wire.gap)
    decoder.feed(before, 0.0)
    got = decoder.feed(b"".join(sent), wire.gap * 1.01)
    assert got[-len(sent) :] == opened(wire, direction, sent)
    assert decoder.pending == 0


@protocols
@brief
@given(ways, st.data(), garbage)
def test_garbage_without_silence_costs_at_most_one_of_three_frames(
    name: str, direction: Direction, data: st.DataObject, before: bytes
) -> None:
    wire = PROTOCOLS[name]
    sent = data.draw(st.lists(sealed(wire, direction), min_size=3, max_size=3))
    got = wire.decoder(direction, wire.gap).feed(before + b"".join(sent), 0.0)
    assert got[-2:] == opened(wire, direction, sent[1:])


@every_way
def test_every_flipped_bit_is_refused(name: str, direction: Direction) -> None:
    wire = PROTOCOLS[name]
    for body, long in itertools.product(wire.bodies[direction], (False, True)):
        raw = wire.seal(body, long)
        assert wire.encode(wire.opener(raw, direction)) == raw
        for bit in range(len(raw) * 8):
            flipped = bytearray(raw)
            flipped[bit // 8] ^= 1 << bit % 8
            with pytest.raises(UnreadableData):
                wire.opener(bytes(flipped), direction)


def noisy(_wire: WireProtocol) -> bytes:
    return random.Random(3).randbytes(65536)  # noqa: S311 - noise, no secret


def claiming(wire: WireProtocol) -> bytes:
    return (wire.claim * 65536)[:65536]


def claiming_little(wire: WireProtocol) -> bytes:
    """A long claim, and behind it nothing but short ones."""
    return (wire.claim + b"\xff\x60\xff" * 65536)[:65536]


def lone_frames(wire: WireProtocol) -> bytes:
    """A long claim, and behind it whole frames with a byte between each and the next."""
    alone = b"\x7e".join([wire.seal(wire.bodies["reply"][-1], False)] * 8000)
    return (wire.claim + b"\0" + alone)[:65536]


def weight(thing: object) -> int:
    """Bytes of memory that are reached from `thing`, code and types apart; an upper bound."""
    parts: list[object] = [thing]
    seen: dict[int, object] = {}
    while parts:
        part = parts.pop()
        if id(part) in seen or isinstance(part, (type, FunctionType, BuiltinFunctionType)):
            continue
        seen[id(part)] = part
        parts += gc.get_referents(part)
    return sum(map(sys.getsizeof, seen.values()))


@protocols
@pytest.mark.parametrize("made", [noisy, claiming, claiming_little, lone_frames])
def test_who_asks_holds_one_frame_and_no_more_whatever_comes(
    name: str, made: Callable[[WireProtocol], bytes]
) -> None:
    wire = PROTOCOLS[name]
    assert greatest_weight(wire, math.inf, made(wire)) < wire.longest + 4 * KIB


@protocols
@pytest.mark.parametrize("made", [noisy, claiming, claiming_little, lone_frames])
def test_who_listens_also_knows_where_frames_may_end_and_no_more(
    name: str, made: Callable[[WireProtocol], bytes]
) -> None:
    wire = PROTOCOLS[name]
    assert greatest_weight(wire, wire.gap, made(wire)) < wire.longest + 4 * KIB


def greatest_weight(wire: WireProtocol, gap: float, stream: bytes) -> int:
    decoder = wire.decoder("reply", gap)
    empty, weights = weight(decoder), []
    for at in range(0, len(stream), 8 * KIB):
        decoder.feed(stream[at : at + 8 * KIB], 0.0)
        assert decoder.pending <= wire.longest
        weights.append(weight(decoder) - empty)
    decoder.flush()
    assert weight(decoder) - empty < KIB
    return max(weights)
