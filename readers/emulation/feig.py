"""A FEIG reader that is not there: its firmware behind a pseudo terminal, at its own pace."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from types import TracebackType
from typing import Final

from canteen.clock import Clock, SystemClock
from readers.emulation.field import TagField
from readers.emulation.firmware import FeigFirmware
from readers.emulation.port import EmulatedPort

BAUD: Final = 38400
BITS: Final = 11
"""A byte with even parity on the emulated wire, though a pseudo terminal has none."""
FIFO_BYTES: Final = 16
"""Replies leave in pieces of the size common UARTs hold, each when its last bit is out."""


class FeigEmulator:
    """Plugged in for the length of a `with`; a host opens `path` with `parity=N`.

    `clock` gives the pace (a `SystemClock` with `speed` N runs N times as fast), `seed` makes the
    garbling repeatable, `capacity` is the number of chips above which the reader overflows.
    """

    def __init__(
        self,
        field: TagField | None = None,
        clock: Clock | None = None,
        *,
        link: Path | None = None,
        baud: int = BAUD,
        capacity: int | None = None,
        seed: int | None = None,
    ) -> None:
        self.field = field if field is not None else TagField(seed)
        self._clock = clock if clock is not None else SystemClock()
        self._port = EmulatedPort(link)
        self._baud = baud
        self._firmware = FeigFirmware(self.field, capacity=capacity)
        self._dice = random.Random(seed)  # noqa: S311 - noise on a wire, no secret
        self._garbled = 0.0
        self._mute_until = 0.0
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def path(self) -> str:
        """The port to open: the link, or the pseudo terminal of the last plugging in."""
        return self._port.path

    def __enter__(self) -> FeigEmulator:
        self.plug()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.unplug()

    def plug(self) -> None:
        """Come up as after a loss of power. Raises `LinkTaken`."""
        if self._port.plugged:
            return
        self._firmware.power_up()
        self._port.plug()
        self._stopping.clear()
        self._thread = threading.Thread(target=self._serve, name="feig-emulator", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Go away at once, in the middle of whatever was under way."""
        self._stopping.set()
        self._port.wake()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._port.unplug()

    def garble(self, share: float) -> None:
        """From now on spoil one byte in this share (0 to 1) of the replies."""
        self._garbled = share

    def mute(self, seconds: float) -> None:
        """Hear and say nothing for `seconds` of the clock."""
        self._mute_until = self._clock.monotonic() + seconds

    def _serve(self) -> None:
        while not self._stopping.is_set():
            data = self._port.read()
            now = self._clock.monotonic()
            if not data or now < self._mute_until or not self._port.runs_at(self._baud):
                continue
            answer = self._firmware.hear(data, now)
            if answer is not None:
                self._say(self._spoil(answer.frame), now + self._wire(len(data)) + answer.seconds)

    def _say(self, frame: bytes, at: float) -> None:
        for start in range(0, len(frame), FIFO_BYTES):
            piece = frame[start : start + FIFO_BYTES]
            at += self._wire(len(piece))
            if self._clock.wait(self._stopping, at - self._clock.monotonic()):
                return
            # What the host says while a reader works or talks is lost to it.
            self._port.discard()
            # Read the clock before writing: the host may run ahead of this thread afterwards.
            self._firmware.rested(self._clock.monotonic())
            self._port.write(piece)

    def _spoil(self, frame: bytes) -> bytes:
        if self._dice.random() >= self._garbled:
            return frame
        spoilt = bytearray(frame)
        spoilt[self._dice.randrange(len(frame))] ^= self._dice.randrange(1, 256)
        return bytes(spoilt)

    def _wire(self, count: int) -> float:
        return count * BITS / self._baud
