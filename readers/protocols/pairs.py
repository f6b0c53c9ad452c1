"""Where frames lie in a stream that does not begin with one. Pure."""

from __future__ import annotations

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
    and judges what begins at a place once. Places are counted from the start of the stream.
    """

    def __init__(self, size_of: Callable[[bytes], int], opener: Callable[[bytes], FrameT]) -> None:
        self._size_of = size_of
        self._opener = opener
        self._allowance = Allowance()
        self._first_look = [size_of(bytes((byte,))) for byte in range(256)]
        self._at = 0
        self._due: dict[int, list[int]] = {}  # where a frame or its header ends: where it begins
        self._ended: dict[int, tuple[int, FrameT]] = {}  # where a whole frame ended: its start
        self._good: set[int] = set()  # where whole frames begin that no other one followed

    def passed_over(self, start: int, size: int) -> bool:
        """Whether what begins behind an earlier base, at `start`, was judged and is no frame."""
        return start + size <= self._at and start not in self._good

    def find(self, held: bytearray, base: int, stop: int) -> Pair[FrameT] | None:
        """The first pair that begins behind `base`, where `held` begins, and ends by `stop`."""
        if self._at < base:
            self._skip(base)
        due = self._due
        for at in range(self._at, stop):
            size = self._first_look[held[at - base]]
            if size:
                due.setdefault(at + size, []).append(at)
            elif self._ended:
                self._ended.pop(at, None)
            if at + 1 in due:
                self._at = at + 1
                for start in sorted(due.pop(at + 1)):
                    pair = self._judge(held, base, start) if start > base else None
                    if pair is not None:
                        return pair
        self._at = max(self._at, stop)
        return None

    def _skip(self, base: int) -> None:
        self._at = base
        self._due = {end: starts for end, starts in self._due.items() if end > base}
        self._ended = {end: known for end, known in self._ended.items() if end > base}
        self._good = {start for start in self._good if start >= base}

    def _judge(self, held: bytearray, base: int, start: int) -> Pair[FrameT] | None:
        """What begins at `start` should be whole now, unless its header says more than before."""
        raw = bytes(held[start - base : self._at - base])
        stop = start + self._size_of(raw[:HEAD_BYTES])
        if stop > self._at:
            if stop - start <= LONG_FRAME or self._allowance.grants(stop - start, start):
                self._due.setdefault(stop, []).append(start)
            return None
        before = self._ended.pop(start, None)
        if stop < self._at:
            return None
        try:
            frame = self._opener(raw)
        except UnreadableData:
            return None
        self._good.add(start)
        self._ended.setdefault(self._at, (start, frame))
        if before is None or before[0] <= base:
            return None
        return Pair(before[0], self._at, (before[1], frame))


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
