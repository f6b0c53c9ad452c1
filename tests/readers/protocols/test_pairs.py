from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readers.protocols.pairs import Allowance, PairSearch, UnreadableData


def opener(raw: bytes) -> bytes:
    """A frame is its size and that many bytes less one, the last of which is FF."""
    if raw[-1] != 0xFF:
        raise UnreadableData("crc")
    return raw


def search() -> PairSearch[bytes]:
    return PairSearch(lambda head: head[0] if 2 <= head[0] <= 9 else 0, opener)


def test_two_frames_back_to_back_are_found_where_the_second_ends() -> None:
    held = bytearray(b"\x40\x00" + b"\x03\x00\xff" + b"\x02\xff" + b"\x01")
    one = search()
    assert one.find(held, 0, 6) is None
    pair = one.find(held, 0, 8)
    assert pair is not None
    assert (pair.start, pair.stop, pair.frames) == (2, 7, (b"\x03\x00\xff", b"\x02\xff"))


def test_a_frame_alone_or_with_bytes_between_is_no_pair() -> None:
    for stream in (b"\x40\x02\xff\x00\x02\xff", b"\x40\x03\x00\xff\x02\x00"):
        assert search().find(bytearray(stream), 0, len(stream)) is None


def test_what_begins_at_the_base_belongs_to_who_holds_it() -> None:
    assert search().find(bytearray(b"\x02\xff\x02\xff"), 0, 4) is None
    assert search().find(bytearray(b"\x00\x02\xff\x02\xff"), 0, 5) is not None


def test_what_was_judged_and_is_no_frame_is_passed_over() -> None:
    one = search()
    one.find(bytearray(b"\x40\x03\x00\x00\x02\xff\x09"), 0, 7)
    assert one.passed_over(1, 3)
    assert not one.passed_over(4, 2)
    assert not one.passed_over(6, 9)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(513, 65535)), max_size=300))
def test_long_frames_cost_a_bounded_share_of_the_stream(claims: list[tuple[int, int]]) -> None:
    allowance, at, granted = Allowance(), 0, 0
    for step, size in claims:
        at += step
        granted += size * allowance.grants(size, at)
        assert granted <= 64 * 65535 + 192 * at


def test_an_allowance_used_up_comes_back_with_the_stream() -> None:
    allowance = Allowance()
    assert [allowance.grants(65535, 0) for _n in range(65)] == [True] * 64 + [False]
    assert not allowance.grants(65535, 341)
    assert allowance.grants(65535, 342)
