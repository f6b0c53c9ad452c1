"""FEIG OBID ISO-Host readers with ISO 15693 chips (MR, LR and CPR classes, and their OEMs).

Every cycle resets the field first: as shipped, many models report a chip once and then stay silent
about it (ONT, "only new transponders"), which would hide a plate that lies there. Nothing is ever
written to the reader's configuration: a reader that loses power would silently fall back.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from canteen.clock import Clock
from readers.cycle import Cycle, Fault
from readers.drivers.line import Manners, SerialLine
from readers.errors import (
    AirError,
    AirWarning,
    BadFrame,
    CycleFault,
    EndlessPages,
    NoAnswer,
    ReaderRefused,
    TooManyTags,
    UnknownTagType,
)
from readers.health import LineHealth
from readers.protocols import feig
from readers.protocols.framing import UnreadableData
from readers.reader import Transport
from readers.tag import TagRead, TagUid
from readers.transport import SERIAL_OPTIONS, SerialSettings, SerialTransport
from readers.url import ReaderUrl

BAUD: Final = 38400
PARITY: Final = "E"
GREETINGS: Final = (
    feig.encode_request(feig.BAUD_DETECTION, b"\x00"),
    feig.encode_request(feig.SOFTWARE_VERSION),
    feig.encode_request(feig.BAUD_DETECTION, b"\x00"),
)
GREETING_SECONDS: Final = 0.3
"""Neither greeting needs the field, so a reader answers at once."""
REPLY_SECONDS: Final = feig.RESPONSE_SECONDS + 0.1
MANNERS: Final = Manners(feig.QUIET_SECONDS, feig.SHORTEST["reply"], feig.MAX_FRAME)
BARREN_PAGES: Final = 3
"""Pages in a row without a new chip after which the reader's word for "more" is not taken."""


class FeigReader:
    """An open FEIG reader on a line. `open` makes one from an address.

    `reply_seconds` is how long it may take to begin an answer, real time; the wire is added.
    """

    def __init__(
        self,
        transport: Transport,
        settings: SerialSettings,
        clock: Clock,
        *,
        reply_seconds: float = REPLY_SECONDS,
    ) -> None:
        self._reply_seconds = reply_seconds
        self._line = SerialLine(transport, settings, MANNERS, clock)
        self._clock = clock

    @classmethod
    def open(cls, url: ReaderUrl, clock: Clock) -> FeigReader:
        """Take the port and greet the reader; raises a `ReaderError`."""
        url.allow(SERIAL_OPTIONS)
        settings = SerialSettings.from_url(url, BAUD, PARITY)
        reader = cls(SerialTransport.open(settings), settings, clock)
        try:
            reader.greet()
        except BaseException:
            reader.close()
            raise
        return reader

    def greet(self) -> None:
        """Make sure that a FEIG reader answers at this speed; raises `NoAnswer`."""
        for request in GREETINGS:
            try:
                self._ask(request, min(GREETING_SECONDS, self._reply_seconds))
            except CycleFault:
                continue
            return
        settings = self._line.settings
        raise NoAnswer(port=settings.port, driver="FEIG", settings=str(settings))

    @property
    def health(self) -> LineHealth:
        return self._line.health

    def close(self) -> None:
        self._line.close()

    def cycle(self) -> Cycle:
        started = self._clock.monotonic()
        tags: dict[TagUid, TagRead] = {}
        faults: tuple[Fault, ...] = ()
        try:
            self._reset_field()
            self._collect(tags)
        except CycleFault as fault:
            faults = (Fault.of(fault),)
        ended = self._clock.monotonic()
        return Cycle(tuple(tags.values()), not faults, faults, started, ended)

    def _reset_field(self) -> None:
        reply = self._ask(feig.encode_request(feig.RF_RESET))
        if reply.status != feig.OK:
            raise _refused(reply)

    def _collect(self, tags: dict[TagUid, TagRead]) -> None:
        """Add what the pages of one inventory name to `tags`; raises what made it incomplete."""
        page = self._page(tags, more=False)
        barren = 0
        while page.more:
            before = len(tags)
            page = self._page(tags, more=True)
            barren = barren + 1 if len(tags) == before else 0
            if barren >= BARREN_PAGES:
                raise EndlessPages

    def _page(self, tags: dict[TagUid, TagRead], *, more: bool) -> feig.InventoryPage:
        reply = self._ask(feig.inventory_request(more=more))
        try:
            page = feig.parse_inventory(reply)
        except UnreadableData as trouble:
            # Where one data set cannot be told apart, the sets before it cannot be trusted either.
            raise (UnknownTagType if trouble.problem == "unknown-type" else BadFrame) from trouble
        for tag in page.tags:
            tags.setdefault(tag.uid, tag)
        if page.status not in {feig.OK, feig.NO_TRANSPONDER, feig.MORE_DATA}:
            raise _DOUBTS.get(page.status, _refused)(reply)
        return page

    def _ask(self, request: bytes, seconds: float | None = None) -> feig.Frame:
        """Send a request and wait for its reply; raises `Timeout` or `BadFrame`."""
        decoder = feig.FrameDecoder("reply", gap=math.inf)
        command = request[2]
        patience = self._reply_seconds if seconds is None else seconds
        return self._line.ask(request, decoder, lambda frame: frame.command == command, patience)


def _refused(reply: feig.Frame) -> CycleFault:
    return ReaderRefused(command=f"{reply.command:02X}", status=f"{reply.status or 0:02X}")


_DOUBTS: Final[dict[int, Callable[[feig.Frame], CycleFault]]] = {
    feig.OVERFLOW: lambda _reply: TooManyTags(),
    feig.RF_ERROR: lambda _reply: AirError(),
    feig.RF_WARNING: lambda _reply: AirWarning(),
}
