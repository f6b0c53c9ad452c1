"""Frames out of a stream: what length-prefixed protocols have in common. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, Generic

from readers.protocols.pairs import (
    HEAD_BYTES,
    LONG_FRAME,
    Allowance,
    FrameT,
    Pair,
    PairSearch,
    UnreadableData,
)

__all__ = ["HEAD_BYTES", "StreamDecoder", "UnreadableData"]

_SLICE: Final = 256


class StreamDecoder(Generic[FrameT]):
    """Whole frames out of a stream; what fits no frame is counted and dropped.

    `StreamDecoder(size_of, opener, shortest, gap)`:

    - `size_of(head)` tells from the first bytes of a frame, 1 to 16 of them, how many bytes the
      whole frame has, at most 131071; 0 where no frame begins so. While `head` is too short to
      tell it gives any number greater than `len(head)`, as the size of the header: it is then
      asked again.
    - `opener(raw)` takes exactly one whole frame apart, of the size that `size_of` gave, or raises
      `UnreadableData`, with `crc` for a wrong check sum.
    - `shortest` is the size of the shortest frame, `gap` the silence in seconds that ends an
      unfinished frame.

    A finite `gap` is for listening: bytes that claim a frame which does not come must not hide what
    follows them, so two whole frames back to back inside a frame begun end it, and both are given.
    An infinite `gap` is for asking, where the caller knows when the line should be silent and calls
    `flush`: a frame begun is then waited for, whatever lies in it, so that a chip whose number
    looks like frames cannot break the frame it is named in.

    However a stream is cut, the frames are the same. Bytes are held for at most one frame.
    Counters: `noise`, bytes dropped; `resyncs`, how often the start of a frame had to be searched
    for; `crc_errors`, frames that began where one should and had a wrong check sum.
    """

    def __init__(
        self,
        size_of: Callable[[bytes], int],
        opener: Callable[[bytes], FrameT],
        shortest: int,
        gap: float,
    ) -> None:
        self._size_of = size_of
        self._opener = opener
        self._shortest = shortest
        self._gap = gap
        self._held = b""
        self._size = 0  # what the frame begun claims
        self._base = 0
        self._last = -math.inf
        self._searching = False
        self._allowance = Allowance()
        self._granted = -1
        self._pairs = None if math.isinf(gap) else PairSearch(size_of, opener)
        self.noise = 0
        self.resyncs = 0
        self.crc_errors = 0

    @property
    def pending(self) -> int:
        """Bytes held for an unfinished frame."""
        return len(self._held)

    @property
    def need(self) -> int:
        """Bytes worth waiting for: what the frame begun lacks, 256 at most, or a shortest frame.

        No more, so that a size that was never meant does not make its reader wait for long.
        """
        if not self._held:
            return self._shortest
        return min(self._size - len(self._held), _SLICE)

    def feed(self, data: bytes, at: float) -> list[FrameT]:
        """Take in `data`, received at `at` (seconds), and give the frames that became whole."""
        frames = self.flush() if at - self._last > self._gap else []
        if data:
            self._last = at
        for start in range(0, len(data), _SLICE):
            held = self._held
            known = len(held) >= HEAD_BYTES and self._pairs is None
            # Not a bytearray: one that grows keeps an eighth in reserve, 8 KiB of a frame of 64.
            self._held = held = held + data[start : start + _SLICE]
            if not known or len(held) >= self._size:
                self._take(frames)
        return frames

    def flush(self) -> list[FrameT]:
        """The line fell silent: the frame begun is noise; whole ones behind its start are given."""
        frames: list[FrameT] = []
        if self._held:
            self._take(frames, silent=True)
            if self._pairs is not None:
                self._pairs.forget(self._base)
        self._searching = False
        return frames

    def _take(self, frames: list[FrameT], *, silent: bool = False) -> None:
        """Move whole frames to `frames`; on a silent line what waits for more bytes is noise."""
        held, base, pairs = self._held, self._base, self._pairs
        at, end = 0, len(held)
        while at < end:
            size = self._size_of(held[at : at + HEAD_BYTES])
            if size > LONG_FRAME:
                size = self._granted_size(size, base + at)
            pair = self._inside(at, size) if pairs is not None else None
            if pair is not None:
                self._drop(pair.start - base - at)
                self._searching = False
                frames += pair.frames
                at = pair.stop - base
            elif 0 < size <= end - at and self._opened(at, size, frames):
                self._searching = False
                at += size
            elif size <= end - at or silent:
                self._drop(1)
                at += 1
            else:
                self._size = size
                break
        self._held = held[at:]
        self._base = base + at

    def _granted_size(self, size: int, place: int) -> int:
        """The size of a long frame, or 0 where too much was claimed before."""
        if self._granted != place:
            if not self._allowance.grants(size, place):
                return 0
            self._granted = place
        return size

    def _inside(self, at: int, size: int) -> Pair[FrameT] | None:
        """Two frames inside the one begun, if they are whole before it is."""
        pairs = self._pairs
        if pairs is None or size <= 2 * self._shortest:
            return None
        base = self._base + at
        stop = min(base + size - 1, self._base + len(self._held))
        return pairs.find(self._held[at:], base, stop) if stop > pairs.reached else None

    def _opened(self, at: int, size: int, frames: list[FrameT]) -> bool:
        """Whether the bytes from `at` on are the frame that they claim, which then is given."""
        pairs = self._pairs
        if pairs is not None and self._searching and pairs.passed_over(self._base + at, size):
            return False
        try:
            frames.append(self._opener(self._held[at : at + size]))
        except UnreadableData as trouble:
            self.crc_errors += trouble.problem == "crc" and not self._searching
            return False
        return True

    def _drop(self, count: int) -> None:
        self.resyncs += not self._searching
        self._searching = True
        self.noise += count
