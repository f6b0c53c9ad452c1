"""FEIG OBID ISO-Host readers with ISO 15693 chips (MR, LR and CPR classes, and their OEMs).

As shipped, many models report a chip once and then stay silent about it (ONT, "only new
transponders"), which would hide a plate that lies there. With `rf=auto` the driver sets the working
memory of the reader so that it names all, and watches that it stays so; with `rf=reset` it sets
nothing and resets the field before every inventory. EEPROM is never written.

Some models speak standard frames, some advanced ones, some both. The greeting finds out; a reader
that answers "length error" (81) later is asked once in the other form.
"""

from __future__ import annotations

import math
from itertools import product
from typing import Final

from canteen.clock import Clock
from canteen.i18n import _
from readers.drivers.feig_new_only import NewOnlyGuard
from readers.drivers.line import Manners, SerialLine
from readers.drivers.serial_reader import BARREN_PAGES, SerialReader
from readers.errors import (
    AirError,
    AirWarning,
    BadFrame,
    BadUrl,
    ChipError,
    CycleFault,
    EndlessPages,
    HardwareWarning,
    Misconfigured,
    ReaderRefused,
    ScanMode,
    TooManyTags,
    UnknownTagType,
)
from readers.protocols import feig
from readers.protocols.framing import UnreadableData
from readers.reader import Transport
from readers.tag import TagRead, TagUid
from readers.transport import SERIAL_OPTIONS, OpenLine, SerialSettings, SerialTransport
from readers.url import ReaderUrl

BAUD: Final = 38400
PARITY: Final = "E"
GREETINGS: Final = ((feig.BAUD_DETECTION, b"\x00"), (feig.SOFTWARE_VERSION, b""))
GREETING_SECONDS: Final = 0.3
"""Neither a greeting nor a configuration needs the field, so a reader answers at once."""
RF_WORDS: Final = {"auto": True, "reset": False}
REPLY_SECONDS: Final = feig.RESPONSE_SECONDS + 0.1
MANNERS: Final = Manners(feig.QUIET_SECONDS, feig.SHORTEST["reply"], feig.MAX_FRAME)


class FeigReader(SerialReader):
    """An open FEIG reader on a line. `open` makes one from an address.

    `configures` allows to set its working memory; `reply_seconds` is how long it may take to begin
    an answer, real time; the wire is added.
    """

    name = "FEIG"

    def __init__(
        self,
        transport: Transport,
        settings: SerialSettings,
        clock: Clock,
        *,
        configures: bool = True,
        reply_seconds: float = REPLY_SECONDS,
    ) -> None:
        self._reply_seconds = reply_seconds
        self._greeting_seconds = min(GREETING_SECONDS, reply_seconds)
        self._advanced = False
        self._line = SerialLine(transport, settings, MANNERS, clock)
        self._guard = NewOnlyGuard(self._ask_config, self._reset_field, configures=configures)
        super().__init__(self._line, clock)

    @classmethod
    def open(
        cls, url: ReaderUrl, clock: Clock, open_line: OpenLine = SerialTransport.open
    ) -> FeigReader:
        """Take the port and greet the reader; raises a `ReaderError`."""
        url.allow((*SERIAL_OPTIONS, "rf"))
        word = url.option("rf", "auto")
        if word not in RF_WORDS:
            raise BadUrl(url=str(url), what=_("rf 应是 auto 或 reset"))
        settings = SerialSettings.from_url(url, BAUD, PARITY)
        return cls(open_line(settings), settings, clock, configures=RF_WORDS[word]).greeted()

    def greet(self) -> None:
        """Make sure that a FEIG reader answers at this speed, in a form to stay with; set it up.

        Raises `NoAnswer`.
        """
        for (command, data), advanced in product(GREETINGS, (False, True)):
            try:
                reply = self._exchange(command, data, advanced, self._greeting_seconds)
            except CycleFault:
                continue
            if reply.status != feig.LENGTH_ERROR:
                self._advanced = advanced
                self._guard.prepare()
                return
        raise self._no_answer()

    def _read_field(self, tags: dict[TagUid, TagRead]) -> None:
        self._guard.before()
        self._collect(tags)
        self._guard.after(tags)

    def _reset_field(self) -> None:
        reply = self._ask(feig.RF_RESET)
        if reply.status != feig.OK:
            raise _fault(reply.command, reply.status)

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
        reply = self._ask(feig.ISO_HOST, feig.inventory_data(more=more))
        try:
            page = feig.parse_inventory(reply)
        except UnreadableData as trouble:
            # Where one data set cannot be told apart, the sets before it cannot be trusted either.
            raise (UnknownTagType if trouble.problem == "unknown-type" else BadFrame) from trouble
        for tag in page.tags:
            tags.setdefault(tag.uid, tag)
        if page.status not in {feig.OK, feig.NO_TRANSPONDER, feig.MORE_DATA}:
            raise _fault(reply.command, page.status, page.error)
        return page

    def _ask_config(self, command: int, data: bytes) -> feig.Frame:
        return self._ask(command, data, self._greeting_seconds)

    def _ask(self, command: int, data: bytes = b"", seconds: float | None = None) -> feig.Frame:
        """Give the reader's reply; raises `Timeout` or `BadFrame`."""
        reply = self._exchange(command, data, self._advanced, seconds or self._reply_seconds)
        if reply.status != feig.LENGTH_ERROR:
            return reply
        try:
            other = self._exchange(command, data, not self._advanced, self._greeting_seconds)
        except CycleFault:
            return reply
        if other.status == feig.LENGTH_ERROR:
            return reply
        self._advanced = not self._advanced
        return other

    def _exchange(self, command: int, data: bytes, advanced: bool, seconds: float) -> feig.Frame:
        decoder = feig.FrameDecoder("reply", gap=math.inf)
        request = feig.encode_request(command, data, advanced=advanced)
        return self._line.ask(request, decoder, lambda frame: frame.command == command, seconds)


def _fault(command: int, status: int | None, error: int | None = None) -> CycleFault:
    """What a status other than success means for the cycle: it is incomplete, and why."""
    kind = _FAULTS.get(status or 0, ReaderRefused)
    unknown = "—" if error is None else f"{error:02X}"
    return kind(command=f"{command:02X}", status=f"{status or 0:02X}", error=unknown)


_FAULTS: Final[dict[int, type[CycleFault]]] = {
    feig.DATA_FALSE: AirError,
    feig.EEPROM_FAILURE: Misconfigured,
    feig.PARAMETER_RANGE: Misconfigured,
    feig.NOT_NOW: ScanMode,
    feig.RF_ERROR: AirError,
    feig.RF_WARNING: AirWarning,
    feig.OVERFLOW: TooManyTags,
    feig.ISO15693_ERROR: ChipError,
    feig.ISO14443_ERROR: ChipError,
    feig.HARDWARE_WARNING: HardwareWarning,
}
"""Statuses with a sentence of their own; 03 to 0E, 80, 81 and unknown ones refuse a command."""
