"""AnyID readers with ISO 15693 chips: R321 and relatives, vendor program RFIDStation, frames 7E 55.

One inventory gives up to 25 chips and says how many remain. A damaged reply is asked for again by
mode 01, which repeats the reader's last page, so that no chip is lost with it. If what came was
noise and the request was not heard, that page is an old one. So it is used only where it differs
from the last page heard and no page was lost since. Otherwise a new inventory takes its place if
nothing remains behind it, else the cycle is incomplete. Silence is never answered by mode 01. What
the reader may still hold of an inventory that was broken off is dropped before the next.

A reader can be set to silence each chip that it has read until the field was off; it would then
hide a plate that lies there. With `rf=auto` the driver reads the configuration when it opens and
never writes it. Unless the reader says that it silences nobody, or refuses the question, the field
is reset before every cycle and pages are asked for until one names nobody new: a wrong guess this
way costs time, the other way plates. Both rest on the vendor's manual alone: no frame of F0 or F5
was captured. `rf=reset` and `rf=keep` settle it by hand, the latter for a reader without either.

The recording of a tray lacks the page before it: where the tray's first page had been repeated, a
replay takes it for one that may be old, and finds that cycle incomplete.

As shipped the serial line runs at 38400; `baud` absent, all three speeds are tried.
"""

from __future__ import annotations

import contextlib
import math
from typing import Final

from canteen.clock import Clock
from canteen.i18n import _
from readers.drivers.line import Manners, SerialLine
from readers.drivers.serial_reader import BARREN_PAGES, SerialReader
from readers.errors import (
    BadFrame,
    BadUrl,
    CycleFault,
    EndlessPages,
    NoAnswer,
    ReaderRefused,
    UnknownTagType,
)
from readers.protocols import anyid
from readers.protocols.framing import UnreadableData
from readers.reader import Transport
from readers.tag import TagRead, TagUid
from readers.transport import SERIAL_OPTIONS, OpenLine, SerialSettings, SerialTransport
from readers.url import ReaderUrl

BAUDS: Final = (115200, 38400, 9600)
"""What a reader can be set to; the order in which they are tried."""
PARITY: Final = "N"
RF_WORDS: Final[dict[str, bool | None]] = {"auto": None, "reset": True, "keep": False}
GREETINGS: Final = 2
CONFIGURATION_QUESTIONS: Final = 3
"""How often the configuration is asked for before it counts as unknown."""
GREETING_SECONDS: Final = 0.3
"""A reader begins every reply within 200 ms."""
REPLY_SECONDS: Final = 0.5
"""The vendor's own library waits so long (`HFREADER_TIMEOUT` in its hfReader.h): an inventory of
many chips is longer on the air than the 200 ms of the manual."""
MANNERS: Final = Manners(anyid.QUIET_SECONDS, anyid.SHORTEST, anyid.LONGEST)
_ACKNOWLEDGED: Final = bytes((anyid.OK, 0))


class AnyIdReader(SerialReader):
    """An open AnyID reader on a line. `open` makes one from an address.

    `resets` says whether the field is reset before every cycle, `None` to ask the reader;
    `reply_seconds` is how long it may take to begin an answer, real time; the wire is added.
    """

    name = "AnyID"

    def __init__(
        self,
        transport: Transport,
        settings: SerialSettings,
        clock: Clock,
        *,
        resets: bool | None = None,
        reply_seconds: float = REPLY_SECONDS,
    ) -> None:
        self._line = SerialLine(_Acknowledging(transport), settings, MANNERS, clock)
        super().__init__(self._line, clock)
        self._resets = resets
        self._reply_seconds = reply_seconds
        self._address = anyid.BROADCAST
        self._last: anyid.InventoryPage | None = None  # unknown once a page may have been lost
        self._whole = True  # the last inventory came to its end
        self._paged = False  # more lay there lately than one page holds

    @classmethod
    def open(
        cls, url: ReaderUrl, clock: Clock, open_line: OpenLine = SerialTransport.open
    ) -> AnyIdReader:
        """Take the port and greet the reader, at each speed; raises a `ReaderError`."""
        url.allow((*SERIAL_OPTIONS, "rf"))
        word = url.option("rf", "auto")
        if word not in RF_WORDS:
            raise BadUrl(url=str(url), what=_("rf 应是 auto、reset 或 keep"))
        given = bool(url.option("baud", ""))
        lines = [
            SerialSettings.from_url(url, baud, PARITY) for baud in (BAUDS[:1] if given else BAUDS)
        ]
        for settings in lines:
            reader = cls(open_line(settings), settings, clock, resets=RF_WORDS[word])
            with contextlib.suppress(NoAnswer):
                return reader.greeted()
        told = " / ".join(str(settings) for settings in lines)
        raise NoAnswer(port=url.target, driver=cls.name, settings=told)

    def greet(self) -> None:
        """Make sure that an AnyID reader answers at this speed; raises `NoAnswer`."""
        for _number in range(GREETINGS):
            try:
                reply = self._ask(anyid.VERSION, seconds=GREETING_SECONDS)
            except CycleFault:
                continue
            self._address = reply.source
            if self._resets is None:
                self._resets = self._silences_tags()
            return
        raise self._no_answer()

    def _read_field(self, tags: dict[TagUid, TagRead]) -> None:
        if self._paged and not self._whole:
            # What the reader may still hold was read before this cycle.
            with contextlib.suppress(EndlessPages):
                self._collect({})
            self._paged = True  # a rest may be short
        if self._resets:
            self._reset_field()
        self._collect(tags)

    def _silences_tags(self) -> bool:
        """Whether the reader says that it silences chips; yes where that stays unknown."""
        for _number in range(CONFIGURATION_QUESTIONS):
            with contextlib.suppress(CycleFault):
                reply = self._ask(anyid.READ_CONFIGURATION, b"\0", GREETING_SECONDS)
                return anyid.silences_tags(reply) is not False
        return True

    def _reset_field(self) -> None:
        reply = self._ask(anyid.RF_CONTROL, bytes((anyid.RF_RESET, 0)))
        if reply.status != anyid.OK:
            raise _refused(reply.command, reply.status or 0)

    def _collect(self, tags: dict[TagUid, TagRead]) -> None:
        """Add what the pages of one inventory name to `tags`; raises what made it incomplete."""
        barren = 0
        paged = self._whole = False
        while True:
            before = len(tags)
            page = self._page(tags)
            found = len(tags) > before
            if page.remaining:
                paged = self._paged = True
            # Chips that were silenced as they were read leave room for those they drowned out.
            elif not (self._resets and found):
                self._whole, self._paged = True, paged
                return
            barren = 0 if found else barren + 1
            if barren >= BARREN_PAGES:
                raise EndlessPages

    def _page(self, tags: dict[TagUid, TagRead]) -> anyid.InventoryPage:
        try:
            page = self._inventory()
        except UnreadableData as trouble:
            raise (UnknownTagType if trouble.problem == "unknown-type" else BadFrame) from trouble
        for tag in page.tags:
            tags.setdefault(tag.uid, tag)
        if page.status != anyid.OK:
            raise _refused(anyid.INVENTORY, page.status)
        return page

    def _inventory(self) -> anyid.InventoryPage:
        """The next page, repeated or asked for anew where it came damaged."""
        before, self._last = self._last, None
        try:
            page = self._ask_page(anyid.MODE_NORMAL)
        except BadFrame:
            page = self._repeated()
            if before is None or page == before:
                page = self._in_place_of(page)
        self._last = page
        return page

    def _repeated(self) -> anyid.InventoryPage:
        """The reader's last page; asked for twice at most."""
        with contextlib.suppress(BadFrame):
            return self._ask_page(anyid.MODE_REPEAT)
        return self._ask_page(anyid.MODE_REPEAT)

    def _in_place_of(self, doubtful: anyid.InventoryPage) -> anyid.InventoryPage:
        """A page that is surely new in place of one that may be old."""
        if doubtful.remaining or self._resets:
            # The next page would lack the chips that this one names or silenced.
            raise BadFrame
        return self._ask_page(anyid.MODE_NORMAL)

    def _ask_page(self, mode: int) -> anyid.InventoryPage:
        return anyid.parse_inventory(self._ask(anyid.INVENTORY, bytes((mode,))))

    def _ask(self, command: int, parameters: bytes = b"", seconds: float = math.inf) -> anyid.Frame:
        """Send a request and wait for its reply; raises `Timeout` or `BadFrame`."""

        def fits(frame: anyid.Frame) -> bool:
            # Both addresses keep out a frame that chips' numbers make up inside a damaged reply.
            known = self._address in {frame.source, anyid.BROADCAST}
            return known and frame.target == anyid.HOST and frame.reply and frame.command == command

        request = anyid.encode_request(command, parameters, self._address)
        patience = min(seconds, self._reply_seconds)
        return self._line.ask(request, anyid.FrameDecoder(), fits, patience)


class _Acknowledging:
    """A line on which each chip that the reader reports unasked is acknowledged, whoever reads.

    Its report is passed on like anything else, and is nobody's answer.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._decoder = anyid.FrameDecoder(gap=anyid.QUIET_SECONDS)
        self.now = transport.now
        self.close = transport.close
        self.write = transport.write

    def read(self, need: int, seconds: float) -> bytes:
        data = self._transport.read(need, seconds)
        if data:
            for frame in self._decoder.feed(data, self._transport.now()):
                # An adapter may echo what the host itself asks.
                if not frame.reply and frame.source != anyid.HOST:
                    self.write(_acknowledgement(frame))
        return data


def _acknowledgement(report: anyid.Frame) -> bytes:
    return anyid.encode_reply(
        report.command, _ACKNOWLEDGED, source=anyid.HOST, target=report.source
    )


def _refused(command: int, status: int) -> CycleFault:
    return ReaderRefused(command=f"{command:02X}", status=f"{status:02X}")
