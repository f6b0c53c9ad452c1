"""A serial line with a UHF reader at the other end, which also speaks unasked."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from canteen.clock import Clock
from readers.drivers.line import CHATTER_SECONDS, Manners, SerialLine
from readers.errors import BadFrame, EndlessPages, Timeout
from readers.health import LineHealth
from readers.protocols import uhf
from readers.protocols.len_adr_cmd import Frame
from readers.reader import Transport
from readers.transport import SerialSettings

ENDLESS_SECONDS: Final = 2.0
"""An answer that goes on for longer than this, and than four scan times, never ends."""
QUIET_SECONDS: Final = 0.002
"""Silence that ends what a reader says unasked; the manuals ask for none before a command."""
MANNERS: Final = Manners(0.0, uhf.SHORTEST_REPLY, uhf.LONGEST)


class UhfLine:
    """A serial line on which reports and signs of life may come between any two frames."""

    def __init__(self, transport: Transport, settings: SerialSettings, clock: Clock) -> None:
        self.settings = settings
        self._transport = transport
        self._line = SerialLine(transport, settings, MANNERS, clock)

    @property
    def health(self) -> LineHealth:
        """What the line did so far."""
        return self._line.health

    def close(self) -> None:
        """Give the line back. May be called again."""
        self._line.close()

    def ask(self, command: int, data: bytes, seconds: float) -> Frame:
        """Send a command and give its answer; raises `Timeout` or `BadFrame`."""
        decoder = uhf.decoder(gap=math.inf)
        request = uhf.encode_request(command, data)
        return next(self._answers(command, request, decoder, seconds))

    def inventory(self, request: bytes, seconds: float) -> Iterator[Frame]:
        """Send an inventory command and give the frames of its answer, the last one included.

        Each begins within `seconds` of the last. Raises `BadFrame` also where there was noise
        among them: frames have no number, so what could not be read may have named a chip. Raises
        `EndlessPages` where the last one never comes, and `Timeout`.
        """
        decoder = uhf.decoder(gap=math.inf)
        end = self._transport.now() + max(ENDLESS_SECONDS, 4 * seconds)
        for frame in self._answers(uhf.INVENTORY, request, decoder, seconds):
            yield frame
            if frame.status != uhf.MORE_FOLLOWS:
                if decoder.noise:
                    raise BadFrame
                return
            if self._transport.now() > end:
                raise EndlessPages

    def _answers(
        self, command: int, request: bytes, decoder: uhf.Decoder, seconds: float
    ) -> Iterator[Frame]:
        """What answers `request`, a `command`. What is said unasked does not prolong the wait."""
        patience = seconds + self.settings.wire_seconds(len(request) + uhf.LONGEST)
        self._hear_out()
        due = self._transport.now() + patience
        for frame in self._line.replies(request, decoder, seconds):
            if uhf.answers(frame, command):
                yield frame
                due = self._transport.now() + patience
            elif self._transport.now() > due:
                raise Timeout

    def _hear_out(self) -> None:
        """Let what is being said unasked come to its end; a line that is silent costs no time."""
        give_up = self._transport.now() + CHATTER_SECONDS
        wait = 0.0
        while self._transport.read(uhf.LONGEST, wait) and self._transport.now() < give_up:
            wait = QUIET_SECONDS

    def rest_of_inventory(self, seconds: float) -> Iterator[Frame]:
        """What a reader still sends that may be at work, for `seconds` or to the last frame.

        Till then it is deaf, and what it sends must not pass for the next answer.
        """
        decoder = uhf.decoder(gap=math.inf)
        end = self._transport.now() + seconds
        while (left := end - self._transport.now()) > 0:
            data = self._transport.read(decoder.need, left)
            frames = decoder.feed(data, self._transport.now()) if data else decoder.flush()
            for frame in frames:
                if uhf.answers(frame, uhf.INVENTORY):
                    yield frame
                    if frame.status != uhf.MORE_FOLLOWS:
                        return
