"""A reader that is not there: some firmware behind a pseudo terminal, at its own pace."""

from __future__ import annotations

import math
import random
import threading
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from canteen.clock import Clock, SystemClock
from readers.emulation.field import TagField
from readers.emulation.firmware import Answer, Firmware
from readers.emulation.port import EmulatedPort

FIFO_BYTES: Final = 16
"""Replies leave in pieces of the size common UARTs hold, each when its last bit is out."""
PUSH_LOOK_SECONDS: Final = 0.005
"""Real time between two looks at whether a reader that speaks unasked is due."""


class SerialEmulator:
    """Plugged in for the length of a `with`; a host opens `path` with `parity=N`.

    `clock` gives the pace (a `SystemClock` with `speed` N runs N times as fast), `bits` is what a
    byte takes on the emulated wire, `seed` makes the garbling repeatable.
    """

    def __init__(
        self,
        firmware: Firmware,
        field: TagField,
        clock: Clock | None = None,
        *,
        link: Path | None = None,
        baud: int,
        bits: int = 10,
        seed: int | None = None,
    ) -> None:
        self.field = field
        self._clock = clock if clock is not None else SystemClock()
        self._port = EmulatedPort(link)
        self._baud = baud
        self._bits = bits
        self._firmware = firmware
        self._dice = random.Random(seed)  # noqa: S311 - noise on a wire, no secret
        self._garbled = 0.0
        self._mute_until = 0.0
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def path(self) -> str:
        """The port to open: the link, or the pseudo terminal of the last plugging in."""
        return self._port.path

    def __enter__(self) -> Self:
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
        self._thread = threading.Thread(target=self._serve, name="reader-emulator", daemon=True)
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
        """From now on spoil one byte in this share (0 to 1) of the frames."""
        self._garbled = share

    def mute(self, seconds: float) -> None:
        """Hear and say nothing for `seconds` of the clock."""
        self._mute_until = self._clock.monotonic() + seconds

    def set_baud(self, baud: int) -> None:
        """Speak at another speed from now on, as a reader that was configured by someone else."""
        self._baud = baud

    def _serve(self) -> None:
        while not self._stopping.is_set():
            data = self._port.read(self._patience())
            now = self._clock.monotonic()
            if now < self._mute_until or not self._port.runs_at(self._baud):
                continue
            if data:
                self._say(self._firmware.hear(data, now), now + self._wire(len(data)))
            elif self._firmware.next_push() <= now:
                self._say(self._firmware.push(now), now)

    def _patience(self) -> float | None:
        """Real seconds to wait for the host; a reader that also speaks unasked looks up often."""
        return None if math.isinf(self._firmware.next_push()) else PUSH_LOOK_SECONDS

    def _say(self, answer: Answer, at: float) -> None:
        for piece in answer:
            frame = self._spoil(piece.frame)
            at += piece.seconds
            for start in range(0, len(frame), FIFO_BYTES):
                chunk = frame[start : start + FIFO_BYTES]
                at += self._wire(len(chunk))
                if self._clock.wait(self._stopping, at - self._clock.monotonic()):
                    return
                # What the host says while a reader works or talks is lost to it.
                self._port.discard()
                # Read the clock before writing: the host may run ahead of this thread afterwards.
                self._firmware.rested(self._clock.monotonic())
                self._port.write(chunk)

    def _spoil(self, frame: bytes) -> bytes:
        if self._dice.random() >= self._garbled:
            return frame
        spoilt = bytearray(frame)
        spoilt[self._dice.randrange(len(frame))] ^= self._dice.randrange(1, 256)
        return bytes(spoilt)

    def _wire(self, count: int) -> float:
        return count * self._bits / self._baud
