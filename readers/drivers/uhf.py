"""UHF readers of the families UHFReader18 and UHFReader288, with EPC Gen2 chips.

One inventory command is one cycle, or one for each antenna. The reader sends its answer in as many
frames as it likes, without being asked for the next, and is deaf until the last is out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, ClassVar, Final, Self

from canteen.clock import Clock
from canteen.i18n import _
from readers.drivers.serial_reader import SerialReader
from readers.drivers.uhf_line import UhfLine
from readers.errors import (
    AirError,
    AirWarning,
    BadFrame,
    BadUrl,
    CycleFault,
    EndlessPages,
    ReaderRefused,
    Timeout,
    TooManyTags,
    UnknownTagType,
)
from readers.protocols import len_adr_cmd, uhf
from readers.protocols.framing import UnreadableData
from readers.reader import Transport
from readers.tag import TagRead, TagUid
from readers.transport import SERIAL_OPTIONS, OpenLine, SerialSettings, SerialTransport
from readers.url import ReaderUrl

BAUD: Final = 57600
PARITY: Final = "N"
GREETINGS: Final = 3
COMMAND_SECONDS: Final = 0.5
"""For commands that need no field; the manual names no time."""
HOST_SECONDS: Final = 0.1
"""Added to the reader's own time: adapters and a busy machine."""


class UhfReader(SerialReader):
    """An open UHF reader on a line. `open` makes one from an address.

    `reply_seconds` is how long it may take from one frame of an answer to the next, real time; by
    default what its scan time allows. The wire is added.
    """

    options: ClassVar[tuple[str, ...]] = SERIAL_OPTIONS
    requests: Sequence[bytes]

    def __init__(
        self,
        transport: Transport,
        settings: SerialSettings,
        clock: Clock,
        *,
        reply_seconds: float | None = None,
    ) -> None:
        self._line = UhfLine(transport, settings, clock)
        super().__init__(self._line, clock)
        self._fixed_seconds = reply_seconds
        self._scan = uhf.SHORTEST_SCAN
        self._lost = False

    @classmethod
    def open(cls, url: ReaderUrl, clock: Clock, open_line: OpenLine = SerialTransport.open) -> Self:
        """Take the port and greet the reader; raises a `ReaderError`."""
        url.allow(cls.options)
        settings = SerialSettings.from_url(url, BAUD, PARITY)
        choices = cls._choices(url)
        return cls(open_line(settings), settings, clock, **choices).greeted()

    @staticmethod
    def _choices(_url: ReaderUrl) -> dict[str, Any]:
        """What an address says beyond the line; raises `BadUrl`."""
        return {}

    def greet(self) -> None:
        """Make sure that such a reader answers at this speed; raises `NoAnswer`."""
        for _number in range(GREETINGS):
            try:
                self._prepare()
            except CycleFault:
                continue
            return
        raise self._no_answer()

    def _read_field(self, tags: dict[TagUid, TagRead]) -> None:
        if self._lost:
            self._prepare()
        for request in self.requests:
            self._collect(request, tags)

    @staticmethod
    def parse(frame: len_adr_cmd.Frame) -> uhf.InventoryPart:
        """What one frame of an inventory's answer says; raises `UnreadableData`."""
        raise NotImplementedError(frame)

    def _prepare(self) -> None:
        """Ask the reader who it is; raises `Timeout` or `BadFrame` where it does not say."""
        self._adopt(uhf.scan_time(self._ask(uhf.READER_INFORMATION)))
        self._lost = False

    def _adopt(self, scan: int | None) -> None:
        """Take notice of the scan time that the reader is set to."""

    def _ask(self, command: int, data: bytes = b"") -> len_adr_cmd.Frame:
        fixed = self._fixed_seconds
        return self._line.ask(command, data, COMMAND_SECONDS if fixed is None else fixed)

    @property
    def _reply_seconds(self) -> float:
        if self._fixed_seconds is not None:
            return self._fixed_seconds
        return self._scan * uhf.SCAN_UNIT_SECONDS + uhf.SCAN_LATE_SECONDS + HOST_SECONDS

    def _collect(self, request: bytes, tags: dict[TagUid, TagRead]) -> None:
        """Add what one inventory names to `tags`; raises what made it incomplete."""
        strange = 0
        status = uhf.MORE_FOLLOWS
        try:
            for frame in self._line.inventory(request, self._reply_seconds):
                status = frame.status or uhf.OK
                strange += self._read(frame, tags)
        except (BadFrame, EndlessPages, Timeout) as fault:
            # Silence may mean that it started anew, with another scan time.
            self._lost = isinstance(fault, Timeout)
            if status == uhf.MORE_FOLLOWS:
                self._let_finish(tags)
            raise
        if status not in {uhf.FINISHED, uhf.NO_TAG}:
            raise _DOUBTS.get(status, _refused)(status)
        if strange:
            raise UnknownTagType

    def _read(self, frame: len_adr_cmd.Frame, tags: dict[TagUid, TagRead]) -> int:
        """Add what a frame names to `tags`; how many chips had no number that is one."""
        try:
            part = self.parse(frame)
        except UnreadableData as trouble:
            raise BadFrame from trouble
        for tag in part.tags:
            known = tags.setdefault(tag.uid, tag)
            if (tag.rssi or 0) > (known.rssi or 0):
                tags[tag.uid] = tag
        return part.strange

    def _let_finish(self, tags: dict[TagUid, TagRead]) -> None:
        """Hear out a reader that may still be at work; what it still names lies there too."""
        for frame in self._line.rest_of_inventory(self._reply_seconds):
            with suppress(BadFrame):
                self._read(frame, tags)


class Uhf18Reader(UhfReader):
    """An open UHFReader18: one antenna, no RSSI."""

    name = "UHFReader18"
    requests = (uhf.inventory_request_18(),)
    parse = staticmethod(uhf.parse_inventory_18)

    def _adopt(self, scan: int | None) -> None:
        """Set the shortest scan time where another is set: it is kept in an EEPROM, which wears."""
        if scan is None or scan == uhf.SHORTEST_SCAN:
            return
        self._scan = scan
        reply = self._ask(uhf.SET_SCAN_TIME, bytes((uhf.SHORTEST_SCAN,)))
        if reply.status in {uhf.OK, uhf.SAVE_FAILED}:
            self._scan = uhf.SHORTEST_SCAN


class Uhf288Reader(UhfReader):
    """An open UHFReader288, whose antennas `antennas` (1 to 4) are read one after the other.

    Nothing is written to the reader: its inventory command says how long to scan.
    """

    name = "UHFReader288"
    options = (*SERIAL_OPTIONS, "antennas")
    parse = staticmethod(uhf.parse_inventory_288)

    def __init__(
        self,
        transport: Transport,
        settings: SerialSettings,
        clock: Clock,
        *,
        antennas: Sequence[int] = (1,),
        reply_seconds: float | None = None,
    ) -> None:
        super().__init__(transport, settings, clock, reply_seconds=reply_seconds)
        self.requests = tuple(map(uhf.inventory_request_288, antennas))

    @staticmethod
    def _choices(url: ReaderUrl) -> dict[str, Any]:
        names = url.option("antennas", "1").split(",")
        known = {str(number) for number in range(1, uhf.ANTENNAS + 1)}
        if len(set(names)) < len(names) or not known.issuperset(names):
            what = _("antennas 应是 1 到 {most} 的天线号，用逗号隔开").format(most=uhf.ANTENNAS)
            raise BadUrl(url=str(url), what=what)
        return {"antennas": tuple(map(int, names))}


def _refused(status: int) -> CycleFault:
    return ReaderRefused(command=f"{uhf.INVENTORY:02X}", status=f"{status:02X}")


_DOUBTS: Final[dict[int, Callable[[int], CycleFault]]] = {
    uhf.MEMORY_FULL: lambda _status: TooManyTags(),
    uhf.SCAN_TIME_OVER: lambda _status: AirError(),
    uhf.POOR_COMMUNICATION: lambda _status: AirError(),
    uhf.ANTENNA_ERROR: lambda _status: AirWarning(),
}
