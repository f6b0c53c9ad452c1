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
      whole frame has; 0 where no frame begins so. While `head` is too short to tell it gives any
      number greater than `len(head)`, as the size of the header: it is then asked again.
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
        self._held = bytearray()
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
        return min(self._claim() - len(self._held), _SLICE)

    def feed(self, data: bytes, at: float) -> list[FrameT]:
        """Take in `data`, received at `at` (seconds), and give the frames that became whole."""
        frames = self.flush() if at - self._last > self._gap else []
        if data:
            self._last = at
        for start in range(0, len(data), _SLICE):
            self._held += data[start : start + _SLICE]
            frames += self._whole()
        return frames

    def flush(self) -> list[FrameT]:
        """The line fell silent: the frame begun is noise; whole ones behind its start are given."""
        frames: list[FrameT] = []
        while self._held:
            self._drop(1)
            frames += self._whole()
        self._searching = False
        return frames

    def _whole(self) -> list[FrameT]:
        frames: list[FrameT] = []
        while self._held:
            size = self._claim()
            pair = self._inside(size)
            if not size:
                self._drop(1)
            elif pair is not None:
                self._drop(pair.start - self._base)
                self._take(pair.stop - pair.start)
                frames += pair.frames
            elif size > len(self._held):
                break
            else:
                frames += self._first(size)
        return frames

    def _claim(self) -> int:
        """The size that the first byte held begins to claim, 0 for none."""
        size = self._size_of(bytes(self._held[:HEAD_BYTES]))
        if size > LONG_FRAME and self._granted != self._base:
            if not self._allowance.grants(size, self._base):
                return 0
            self._granted = self._base
        return size

    def _inside(self, size: int) -> Pair[FrameT] | None:
        """Two frames inside the one begun, if they are whole before it is."""
        if self._pairs is None or size <= 2 * self._shortest:
            return None
        stop = self._base + min(size - 1, len(self._held))
        return self._pairs.find(self._held, self._base, stop)

    def _first(self, size: int) -> list[FrameT]:
        pairs = self._pairs
        if pairs is not None and self._searching and pairs.passed_over(self._base, size):
            self._drop(1)
            return []
        try:
            frame = self._opener(bytes(self._held[:size]))
        except UnreadableData as trouble:
            self.crc_errors += trouble.problem == "crc" and not self._searching
            self._drop(1)
            return []
        self._take(size)
        return [frame]

    def _drop(self, count: int) -> None:
        self.resyncs += not self._searching
        self._searching = True
        self.noise += count
        self._base += count
        del self._held[:count]

    def _take(self, count: int) -> None:
        self._searching = False
        self._base += count
        del self._held[:count]
