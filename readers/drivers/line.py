"""Asking one thing at a time over a serial line: what the drivers of all serial families share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from canteen.clock import Clock
from readers.errors import BadFrame, Timeout
from readers.health import LineCounters, LineHealth
from readers.protocols.framing import StreamDecoder
from readers.reader import Transport
from readers.transport import SerialSettings

FrameT = TypeVar("FrameT")

IDLE_SECONDS: Final = 0.05
"""Silence that ends a frame: USB adapters hold bytes back up to 16 ms, a busy machine longer."""
CHATTER_SECONDS: Final = 0.25
"""A line that is never quiet is written to after this long all the same."""


@dataclass(frozen=True, slots=True)
class Manners:
    """What a protocol demands of its line.

    `quiet_seconds`: silence before a request. `shortest` and `longest`: bytes of a reply frame.
    """

    quiet_seconds: float
    shortest: int
    longest: int


class SerialLine:
    """A transport with its protocol's manners and its health. One thread uses it.

    Waits are real time, read from the transport; `clock` only stamps the last good frame.
    """

    def __init__(
        self, transport: Transport, settings: SerialSettings, manners: Manners, clock: Clock
    ) -> None:
        self.settings = settings
        self._transport = transport
        self._manners = manners
        self._clock = clock
        self._counters = LineCounters()
        self._quiet_from = -math.inf

    @property
    def health(self) -> LineHealth:
        """What the line did so far."""
        return self._counters.snapshot()

    def close(self) -> None:
        """Give the line back. May be called again."""
        self._transport.close()

    def ask(
        self,
        request: bytes,
        decoder: StreamDecoder[FrameT],
        accepts: Callable[[FrameT], bool],
        seconds: float,
    ) -> FrameT:
        """Send a request and give the first reply that `accepts` takes.

        The reader may take `seconds` to begin it, whatever else it says meanwhile; the wire's time
        is added. Raises `Timeout`, `BadFrame`, `ReaderGone`.
        """
        for frame in self._heard(request, decoder, seconds, renewed=False):
            if decoder.noise >= self._manners.shortest:
                # It may be a spoilt reply, and this a frame that its data happen to hold.
                raise BadFrame
            if accepts(frame):
                return frame
        raise Timeout

    def replies(
        self, request: bytes, decoder: StreamDecoder[FrameT], seconds: float
    ) -> Iterator[FrameT]:
        """Send a request and give every frame that follows, each within `seconds` of the last.

        The caller stops asking when it has what it wants. Raises `Timeout` when nothing more
        comes, `BadFrame` when what came cannot be read, `ReaderGone` when the line is lost.
        """
        return self._heard(request, decoder, seconds, renewed=True)

    def _heard(
        self, request: bytes, decoder: StreamDecoder[FrameT], seconds: float, *, renewed: bool
    ) -> Iterator[FrameT]:
        self._wait_for_quiet()
        self._transport.write(request)
        patience = seconds + self.settings.wire_seconds(len(request) + self._manners.longest)
        deadline = self._transport.now() + patience
        try:
            while (left := deadline - self._transport.now()) > 0:
                for frame in self._listen(decoder, left):
                    self._counters.good_frame(self._clock.monotonic())
                    if renewed:
                        deadline = self._transport.now() + patience
                    yield frame
                if decoder.noise >= self._manners.shortest and not decoder.pending:
                    raise BadFrame
            if decoder.noise or decoder.pending:
                raise BadFrame
            self._counters.timeouts += 1
            raise Timeout
        finally:
            self._count(decoder)

    def _listen(self, decoder: StreamDecoder[FrameT], left: float) -> list[FrameT]:
        """What the line gives next. Silence inside a frame ends it."""
        need = decoder.need
        if decoder.pending:
            left = min(left, IDLE_SECONDS + self.settings.wire_seconds(need))
        data = self._transport.read(need, left)
        self._quiet_from = self._transport.now()
        return decoder.feed(data, self._quiet_from) if data else decoder.flush()

    def _count(self, decoder: StreamDecoder[FrameT]) -> None:
        self._counters.noise += decoder.noise
        self._counters.resyncs += decoder.resyncs
        self._counters.crc_errors += decoder.crc_errors

    def _wait_for_quiet(self) -> None:
        """Let the line rest as the reader demands before a request, and drop what it still says."""
        give_up = self._transport.now() + CHATTER_SECONDS
        quiet = self._manners.quiet_seconds
        rest = self._quiet_from + quiet - self._transport.now()
        while self._transport.read(self._manners.longest, max(0.0, rest)):
            if self._transport.now() > give_up:
                return
            rest = quiet
