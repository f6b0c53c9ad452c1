"""A reader's line without a line: time passes by exactly what air, wire and waits take."""

from __future__ import annotations

import heapq
import itertools
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime

from canteen.clock import ManualClock
from readers.emulation.emulator import FIFO_BYTES
from readers.emulation.firmware import Firmware

DAWN = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
_LEAST = 1e-9  # what sums of floats may be out by


class ExactLine:
    """Some firmware as a `Transport` on a clock of its own, moved by nothing else.

    A request is obeyed when its last bit is in; a reply comes in pieces of what a UART holds.
    `host` seconds are added before each request: what the host's own work costs.
    """

    def __init__(self, firmware: Firmware, baud: int, bits: int, host: float = 0.0) -> None:
        self.clock = ManualClock(DAWN)
        self._firmware = firmware
        self._byte_seconds = bits / baud
        self._host = host
        self._coming: deque[tuple[float, int]] = deque()
        self._deaf_until = 0.0
        self._plans: list[tuple[float, int, Callable[[], object]]] = []
        self._numbers = itertools.count()
        firmware.power_up()

    def plan(self, at: float, act: Callable[[], object]) -> None:
        """Let something happen at `at` seconds of the clock."""
        heapq.heappush(self._plans, (at, next(self._numbers), act))

    def read(self, need: int, seconds: float) -> bytes:
        end = self.now() + seconds
        while True:
            due = min(end, self._coming[need - 1][0]) if len(self._coming) >= need else end
            if not self._act_before(due):
                break
        self._move_to(due)
        data = bytearray()
        while self._coming and len(data) < need and self._coming[0][0] <= self.now() + _LEAST:
            data.append(self._coming.popleft()[1])
        return bytes(data)

    def write(self, data: bytes) -> None:
        begun = self.now() + self._host
        while self._act_before(begun):
            pass
        self._move_to(begun)
        if begun >= self._deaf_until:
            heard = begun + len(data) * self._byte_seconds
            self._deaf_until = heard
            self.plan(heard, lambda: self._obey(data, begun, heard))

    def now(self) -> float:
        return self.clock.monotonic()

    def close(self) -> None:
        self._coming.clear()

    def _obey(self, data: bytes, begun: float, at: float) -> None:
        answer = self._firmware.hear(data, begun + _LEAST)
        for piece in answer:
            at += piece.seconds
            for start in range(0, len(piece.frame), FIFO_BYTES):
                chunk = piece.frame[start : start + FIFO_BYTES]
                at += len(chunk) * self._byte_seconds
                self._coming.extend((at, byte) for byte in chunk)
        if answer:
            self._firmware.rested(at)
            self._deaf_until = at

    def _act_before(self, due: float) -> bool:
        """Do the next thing that is planned, if it is for `due` or earlier; whether it was."""
        if not self._plans or self._plans[0][0] > due:
            return False
        at, _number, act = heapq.heappop(self._plans)
        self._move_to(at)
        act()
        return True

    def _move_to(self, at: float) -> None:
        self.clock.advance(max(0.0, at - self.now()))
