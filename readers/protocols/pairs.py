"""Where frames lie in a stream that does not begin with one. Pure."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, insort
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

FrameT = TypeVar("FrameT")

HEAD_BYTES: Final = 16
"""How far `size_of` may look: no header in the house is longer."""
LONG_FRAME: Final = 512
"""Frames up to this size are judged wherever one may begin; longer ones within an allowance."""
_LONG_SHARE: Final = 192  # bytes of long frames that may be judged for one byte of the stream
_LONG_CREDIT: Final = 64 * 65535

# A span is where something that begins and ends in the stream lies, in one number of 64 bits: its
# end, and below it how much smaller than the greatest size it is, so that spans in order are those
# that end first, of them the longest first.
_SIZE_BITS: Final = 17
_GREATEST: Final = (1 << _SIZE_BITS) - 1
_BEGUN_NOTES: Final = 320
_WHOLE_NOTES: Final = 32


class UnreadableData(ValueError):
    """Bytes that are no frame, or a frame whose data cannot be told apart.

    `problem` is one of the words of `canteen readers decode`: `length`, `crc`, `unknown-type`.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Pair(Generic[FrameT]):
    """Two frames back to back; where they lie in the stream."""

    start: int
    stop: int
    frames: tuple[FrameT, FrameT]


class PairSearch(Generic[FrameT]):
    """Looks for two whole frames back to back at every place of a stream.

    It goes forward byte by byte, so that what it finds does not depend on how the stream was cut,
    and judges what begins at a place once. Places are counted from the start of the stream;
    `reached` is the one up to which it has looked.

    It remembers a bounded number of places, in less than 3 KiB whatever comes. Of frames begun it
    forgets the one that would end last: garbage may so hide the frame behind it, if hundreds of
    claims of the garbage would be met before that frame ends, but not the frames behind that one.
    """

    def __init__(self, size_of: Callable[[bytes], int], opener: Callable[[bytes], FrameT]) -> None:
        self._size_of = size_of
        self._opener = opener
        self._allowance = Allowance()
        self._first_look = array("i", [-1]) * 256
        self.reached = 0
        self._begun = array("Q")  # spans of frames that may begin, or of their headers
        self._whole = array("Q")  # spans of whole frames
        self._forgotten: float = math.inf  # the first place of which something was forgotten

    def passed_over(self, start: int, size: int) -> bool:
        """Whether what begins behind an earlier base, at `start`, was judged and is no frame."""
        if start + size > self.reached or start >= self._forgotten:
            return False
        return not self._whole or _span(start, size) not in self._whole

    def find(self, held: bytes, base: int, stop: int) -> Pair[FrameT] | None:
        """The first pair that begins behind `base`, where `held` begins, and ends by `stop`."""
        if self.reached < base:
            self.forget(base)
        if self.reached >= stop:
            return None
        begun, first_look = self._begun, self._first_look
        due = begun[0] >> _SIZE_BITS if begun else 0
        for at in range(self.reached, stop):
            byte = held[at - base]
            size = first_look[byte]
            if size < 0:
                size = first_look[byte] = self._size_of(bytes((byte,)))
            if size:
                self._note(at, size)
                due = begun[0] >> _SIZE_BITS
            if at + 1 == due:
                self.reached = due
                pair = self._judge_due(held, base)
                if pair is not None:
                    return pair
                due = begun[0] >> _SIZE_BITS if begun else 0
        self.reached = stop
        return None

    def forget(self, base: int) -> None:
        """Nothing before `base`, which was reached, matters any more."""
        self.reached = base
        self._forgotten = math.inf
        del self._begun[:], self._whole[:]

    def _note(self, start: int, size: int) -> None:
        """Something of `size` bytes begins at `start`."""
        insort(self._begun, _span(start, size))
        if len(self._begun) > _BEGUN_NOTES:
            self._forgotten = min(self._forgotten, _start(self._begun.pop()))

    def _judge_due(self, held: bytes, base: int) -> Pair[FrameT] | None:
        """Judge what should be whole now; with a pair everything before its end is done with."""
        begun = self._begun
        while begun and begun[0] >> _SIZE_BITS == self.reached:
            start = _start(begun.pop(0))
            pair = self._judge(held, base, start) if start > base else None
            if pair is not None:
                self.forget(pair.stop)
                return pair
        return None

    def _judge(self, held: bytes, base: int, start: int) -> Pair[FrameT] | None:
        """What begins at `start` should be whole now, unless its header says more than before."""
        raw = held[start - base : self.reached - base]
        size = self._size_of(raw[:HEAD_BYTES])
        if size > len(raw):
            if size <= LONG_FRAME or self._allowance.grants(size, start):
                self._note(start, size)
            return None
        if size < len(raw):
            return None
        try:
            frame = self._opener(raw)
        except UnreadableData:
            return None
        before = self._ended_at(start)
        self._whole.append(_span(start, size))
        if len(self._whole) > _WHOLE_NOTES:
            self._forgotten = min(self._forgotten, _start(self._whole.pop(0)))
        if before <= base:
            return None
        first = self._opener(held[before - base : start - base])
        return Pair(before, self.reached, (first, frame))

    def _ended_at(self, place: int) -> int:
        """Where the whole frame began that ended at `place`; -1 for none."""
        whole = self._whole
        index = bisect_left(whole, place << _SIZE_BITS)
        if index < len(whole) and whole[index] >> _SIZE_BITS == place:
            return _start(whole[index])
        return -1


def _span(start: int, size: int) -> int:
    return start + size << _SIZE_BITS | _GREATEST - size


def _start(span: int) -> int:
    return (span >> _SIZE_BITS) - (_GREATEST - (span & _GREATEST))


class Allowance:
    """What judging long frames may cost, as a share of the stream, whatever the stream says.

    Bytes in which every third begins a frame of 64 KiB would otherwise cost minutes.
    """

    def __init__(self) -> None:
        self._spent = 0
        self._at = 0

    def grants(self, size: int, at: int) -> bool:
        """Whether the frame of `size` bytes that begins at `at` may be waited for and judged."""
        self._spent = max(0, self._spent - _LONG_SHARE * max(0, at - self._at))
        self._at = max(self._at, at)
        if self._spent + size > _LONG_CREDIT:
            return False
        self._spent += size
        return True
