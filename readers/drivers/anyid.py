"""AnyID readers with ISO 15693 chips: R321 and relatives, vendor program RFIDStation, frames 7E 55.

One inventory gives up to 25 chips and says how many remain. A damaged reply is asked for again by
mode 01, which repeats it, so that no chip is lost with it; after a loss of the request itself the
repeated reply would be that of the cycle before, which is why silence is never answered so.

A reader can be set to silence each chip that it has read until the field was off; it would then
hide a plate that lies there. With `rf=auto` the driver reads the configuration when it opens, never
writes it, and where chips are silenced it resets the field before every cycle and asks until a page
names nobody new. Both rest on the vendor's manual alone: no frame of F0 or F5 was captured.
`rf=reset` and `rf=keep` settle it by hand.

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
GREETING_SECONDS: Final = 0.3
"""A reader begins every reply within 200 ms."""
REPLY_SECONDS: Final = 0.5
"""The vendor's own library waits so long (`HFREADER_TIMEOUT` in its hfReader.h): an inventory of
many chips is longer on the air than the 200 ms of the manual."""
REPEATS: Final = 2
"""How often one reply is asked for again."""
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
        if self._resets:
            self._reset_field()
        self._collect(tags)

    def _silences_tags(self) -> bool:
        try:
            reply = self._ask(anyid.READ_CONFIGURATION, b"\0", GREETING_SECONDS)
        except CycleFault:
            return False
        return anyid.silences_tags(reply)

    def _reset_field(self) -> None:
        reply = self._ask(anyid.RF_CONTROL, bytes((anyid.RF_RESET, 0)))
        if reply.status != anyid.OK:
            raise _refused(reply)

    def _collect(self, tags: dict[TagUid, TagRead]) -> None:
        """Add what the pages of one inventory name to `tags`; raises what made it incomplete."""
        barren = 0
        while True:
            before = len(tags)
            page = self._page(tags)
            found = len(tags) > before
            # Chips that were silenced as they were read leave room for those they drowned out.
            if not page.remaining and not (self._resets and found):
                return
            barren = 0 if found else barren + 1
            if barren >= BARREN_PAGES:
                raise EndlessPages

    def _page(self, tags: dict[TagUid, TagRead]) -> anyid.InventoryPage:
        reply = self._inventory()
        try:
            page = anyid.parse_inventory(reply)
        except UnreadableData as trouble:
            raise (UnknownTagType if trouble.problem == "unknown-type" else BadFrame) from trouble
        for tag in page.tags:
            tags.setdefault(tag.uid, tag)
        if page.status != anyid.OK:
            raise _refused(reply)
        return page

    def _inventory(self) -> anyid.Frame:
        """The next page, asked for again where it came damaged."""
        mode = anyid.MODE_NORMAL
        for _number in range(REPEATS):
            try:
                return self._ask(anyid.INVENTORY, bytes((mode,)))
            except BadFrame:
                mode = anyid.MODE_REPEAT
        return self._ask(anyid.INVENTORY, bytes((mode,)))

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


def _refused(reply: anyid.Frame) -> CycleFault:
    return ReaderRefused(command=f"{reply.command:02X}", status=f"{reply.status or 0:02X}")
