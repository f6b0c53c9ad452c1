"""Frames out of a stream: what length-prefixed protocols have in common. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Generic, TypeVar

FrameT = TypeVar("FrameT")

_SLICE = 256


class UnreadableData(ValueError):
    """Bytes that are no frame, or a frame whose data cannot be told apart.

    `problem` is one of the words of `canteen readers decode`: `length`, `crc`, `unknown-type`.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class StreamDecoder(Generic[FrameT]):
    """Whole frames out of a stream; what fits no frame is counted in `noise` and dropped.

    `size_of` reads the size of a frame from its first byte, 0 where no frame begins so; `opener`
    takes one whole frame apart or raises `UnreadableData`, as it must for no bytes. `gap` is the
    silence in seconds that ends an unfinished frame; infinity leaves that to `flush`. Between calls
    fewer bytes are held than the greatest frame has.
    """

    def __init__(
        self,
        size_of: Callable[[int], int],
        opener: Callable[[bytes], FrameT],
        shortest: int,
        gap: float,
    ) -> None:
        self._size_of = size_of
        self._opener = opener
        self._shortest = shortest
        self._gap = gap
        self._held = bytearray()
        self._last = -math.inf
        self.noise = 0
        self.resyncs = 0
        self.crc_errors = 0

    @property
    def pending(self) -> int:
        """Bytes held for an unfinished frame."""
        return len(self._held)

    @property
    def need(self) -> int:
        """Bytes that are still missing for the frame begun, or for the shortest one."""
        if not self._held:
            return self._shortest
        return self._size_of(self._held[0]) - len(self._held)

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
            self._drop()
            frames += self._whole()
        return frames

    def _whole(self) -> list[FrameT]:
        frames: list[FrameT] = []
        while self._held:
            size = self._size_of(self._held[0])
            if size > len(self._held):
                break
            try:
                frames.append(self._opener(bytes(self._held[:size])))
            except UnreadableData:
                self._drop()
            else:
                del self._held[:size]
        return frames

    def _drop(self) -> None:
        del self._held[0]
        self.noise += 1
