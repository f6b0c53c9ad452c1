"""RR3036, RR9036 and HR8002 readers with ISO 15693 chips.

Every cycle begins with a new scan, which cycles the field, and continues it until the reader has
no more. What a reader loses with its power is set anew: the mode, the field and the scan time; the
latter may lie in an EEPROM, so it is written only where it differs. A reply does not say what it
answers, so after a reply that was lost or spoilt the next cycle first asks for reader information,
whose shape is like no other, and passes over what still comes from before.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable
from typing import Final

from canteen.clock import Clock
from readers.drivers.line import Manners, SerialLine
from readers.drivers.rr_order import SentOrder
from readers.drivers.serial_reader import BARREN_PAGES, SerialReader
from readers.errors import (
    AirError,
    BadFrame,
    CycleFault,
    EndlessPages,
    ReaderRefused,
    Timeout,
)
from readers.protocols import rr
from readers.protocols.framing import UnreadableData
from readers.protocols.len_adr_cmd import RR, Frame, FrameDecoder
from readers.reader import Transport
from readers.tag import TagRead, TagUid
from readers.transport import SERIAL_OPTIONS, OpenLine, SerialSettings, SerialTransport
from readers.url import ReaderUrl

BAUD: Final = 19200
PARITY: Final = "N"
GREETINGS: Final = 3
"""How often reader information is asked for before there is no reader."""
ANSWER_SECONDS: Final = 0.3
"""What needs no scan is answered at once."""
SCAN_TIME: Final = 3
"""300 ms, the least a reader takes: twelve chips need 95 ms on the air on average."""
LATE_SECONDS: Final = 0.2
"""How much longer than its scan time a reader may take."""
SCAN_SECONDS: Final = rr.SCAN_TIME_SHIPPED * rr.SCAN_UNIT_SECONDS + LATE_SECONDS
"""How long a scan may take: as shipped, since a reader falls back with its power."""
MANNERS: Final = Manners(0.0, rr.SHORTEST_REPLY, rr.LONGEST)


class RrReader(SerialReader):
    """An open RR reader on a line. `open` makes one from an address.

    `reply_seconds` bounds how long it may take to begin an answer, real time; the wire is added.
    """

    name = "RR"

    def __init__(
        self,
        transport: Transport,
        settings: SerialSettings,
        clock: Clock,
        *,
        reply_seconds: float = math.inf,
    ) -> None:
        self._line = SerialLine(transport, settings, MANNERS, clock)
        super().__init__(self._line, clock)
        self._reply_seconds = reply_seconds
        self._ready = False
        self._order = SentOrder()

    @classmethod
    def open(
        cls, url: ReaderUrl, clock: Clock, open_line: OpenLine = SerialTransport.open
    ) -> RrReader:
        """Take the port, greet the reader and set it up; raises a `ReaderError`."""
        url.allow(SERIAL_OPTIONS)
        settings = SerialSettings.from_url(url, BAUD, PARITY)
        return cls(open_line(settings), settings, clock).greeted()

    def greet(self) -> None:
        """Make sure that an RR reader answers at this speed and set it up; raises `NoAnswer`.

        What cannot be set up now is tried again with the next cycle, whose fault then tells of it.
        """
        for _attempt in range(GREETINGS):
            try:
                scan_time = self._ask_scan_time()
            except CycleFault:
                continue
            with contextlib.suppress(CycleFault):
                self._set_up(scan_time)
            return
        raise self._no_answer()

    def _read_field(self, tags: dict[TagUid, TagRead]) -> None:
        numbers: dict[bytes, None] = {}
        try:
            if not self._ready:
                self._set_up(self._ask_scan_time())
            self._collect(numbers)
        except (Timeout, BadFrame):
            self._ready = False
            raise
        finally:
            tags.update((tag.uid, tag) for tag in self._order.name(numbers))

    def _ask_scan_time(self) -> int:
        request = rr.reader_request(rr.INFORMATION)
        frame = self._ask(request, lambda frame: rr.scan_time(frame) is not None, ANSWER_SECONDS)
        return rr.scan_time(frame) or 0

    def _set_up(self, scan_time: int) -> None:
        """Mode, field and scan time as a cycle needs them; the last is now `scan_time` tenths."""
        self._tell(rr.MODE_15693)
        with contextlib.suppress(ReaderRefused):
            # Whether a field that is on may be opened is not said; a scan tells if it is off.
            self._tell(rr.OPEN_FIELD)
        if scan_time != SCAN_TIME:
            self._tell(rr.SET_SCAN_TIME, bytes((SCAN_TIME,)))
        self._ready = True

    def _tell(self, state: int, data: bytes = b"") -> None:
        """A command to the reader itself; raises `ReaderRefused` for any other status than OK."""
        request = rr.reader_request(state, data)
        reply = self._ask(request, rr.is_acknowledgement, ANSWER_SECONDS)
        if reply.status != rr.OK:
            raise _refused(rr.READER, reply)

    def _collect(self, numbers: dict[bytes, None]) -> None:
        """Add what a new scan and its continuations name, as it came; raises what cut it short.

        A scan that was continued is over when the reader says that nothing is left, not before.
        """
        page = self._page(numbers, more=False)
        continued = page.more
        barren = 0
        while continued and page.status != rr.NO_TAG:
            before = len(numbers)
            page = self._page(numbers, more=True)
            barren = barren + 1 if len(numbers) == before else 0
            if barren >= BARREN_PAGES:
                raise EndlessPages

    def _page(self, numbers: dict[bytes, None], *, more: bool) -> rr.InventoryPage:
        reply = self._ask(rr.inventory_request(more=more), lambda _frame: True, SCAN_SECONDS)
        try:
            page = rr.parse_inventory(reply)
        except UnreadableData as trouble:
            raise BadFrame from trouble
        numbers.update(dict.fromkeys(page.numbers))
        if page.status not in _GOOD:
            self._mend(page.status)
            raise _DOUBTS.get(page.status, _refused)(rr.INVENTORY, reply)
        return page

    def _mend(self, status: int) -> None:
        """Do at once what a status calls for; a scan that was interrupted is not taken up again."""
        if status == rr.FIELD_OFF:
            self._ready = False
            self._tell(rr.OPEN_FIELD)
        elif status in rr.OTHER_MODE:
            self._ready = False
            self._tell(rr.MODE_15693)

    def _ask(self, request: bytes, accepts: Callable[[Frame], bool], seconds: float) -> Frame:
        """Send a request and wait for its reply; raises `Timeout` or `BadFrame`."""
        decoder = FrameDecoder(RR, "reply", gap=math.inf)
        return self._line.ask(request, decoder, accepts, min(seconds, self._reply_seconds))


def _refused(command: int, reply: Frame) -> CycleFault:
    status = bytes((reply.status or 0,)) + reply.data
    return ReaderRefused(command=f"{command:02X}", status=status.hex(" ").upper())


_GOOD: Final = frozenset({rr.OK, rr.PARTIAL, rr.NO_TAG})
_DOUBTS: Final[dict[int, Callable[[int, Frame], CycleFault]]] = {
    rr.NO_WHOLE_UID: lambda _command, _reply: AirError(),
    rr.OUTSIDE_PROTOCOL: lambda _command, _reply: AirError(),
}
