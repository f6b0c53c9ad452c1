"""What an AnyID reader does with the bytes it hears. No line, no thread, no waiting.

Behaviour as in the vendor's "RFID HF Reader Communication Protocol V1.1": 25 chips a reply and a
count of those that remain, mode 01 repeats the last reply, 50 ms between requests. Assumed, since
the manual is silent: a request that comes sooner is ignored, as is a damaged one; an inventory
whose anticollision failed ends with 01 in its reserved byte; a report is repeated until the host
acknowledges it.
"""

from __future__ import annotations

import math
from typing import Final

from readers.emulation.air import inventory_seconds
from readers.emulation.field import FieldTag, TagField
from readers.emulation.firmware import Answer, Piece
from readers.protocols import anyid

VERSION_TEXT: Final = b"R321E 1.0 1.0"
COMMAND_SECONDS: Final = 0.001
"""What the controller takes for a command that needs no field."""
RESET_SECONDS: Final = 0.02
ANSWER_SECONDS: Final = 0.2
"""A report that was not acknowledged by then is sent again."""
_VERSION_BYTES: Final = 50
_LATER: Final = 1e12
"""A reader that reports chips unasked may have to at any time."""
_WORKING_MODE: Final = 0x02
_CONTROL: Final = 0xAB  # command method "trigger", reports only when asked, 115200
_NOT_SILENCED: Final = 0x10
_REPORTS_WHEN_ASKED: Final = 0x20
_MOST_REMAINING: Final = 0xFF


class AnyIdFirmware:
    """The state of one reader: what it heard, which chips it silenced, what it still holds.

    `silences`: a chip is reported once until the field was off. `reports`: chips that enter the
    field are reported unasked; `acknowledged` counts those that the host answered.
    """

    def __init__(
        self,
        field: TagField,
        *,
        silences: bool = False,
        reports: bool = False,
        address: int = anyid.READER,
    ) -> None:
        self._field = field
        self._silences = silences
        self._reports = reports
        self._address = address
        self.acknowledged = 0
        self.power_up()

    def power_up(self) -> None:
        self._decoder = anyid.FrameDecoder(gap=anyid.QUIET_SECONDS)
        self._quiet_from = -math.inf
        self._silent: set[int] = set()
        self._reported: set[int] = set()
        self._waiting: FieldTag | None = None
        self._again_at = 0.0
        self._held: list[FieldTag] = []
        self._failed = False
        self._field_on = True
        self._last_page = anyid.inventory_parameters((), 0)

    def rested(self, at: float) -> None:
        self._decoder = anyid.FrameDecoder(gap=anyid.QUIET_SECONDS)
        self._quiet_from = at

    def next_push(self) -> float:
        if not self._reports:
            return math.inf
        if self._waiting is not None:
            return self._again_at
        return 0.0 if self._newcomer() is not None else _LATER

    def push(self, at: float) -> Answer:
        self._waiting = self._waiting or self._newcomer()
        if self._waiting is None:
            return ()
        self._again_at = at + ANSWER_SECONDS
        parameters = anyid.upload_parameters(self._waiting.uid)
        report = anyid.Frame(self._address, anyid.HOST, anyid.TAG_ENTERED, parameters)
        return (Piece(COMMAND_SECONDS, anyid.encode(report)),)

    def hear(self, data: bytes, at: float) -> Answer:
        frames = self._decoder.feed(data, at)
        requests = [frame for frame in frames if not frame.reply]
        if any(frame.reply and frame.command == anyid.TAG_ENTERED for frame in frames):
            self._acknowledge()
        if not requests:
            return ()
        soon = at - self._quiet_from < anyid.QUIET_SECONDS
        self._quiet_from = at
        request = requests[-1]
        if soon or request.target not in {anyid.BROADCAST, self._address}:
            return ()
        return self._obey(request.command, request.parameters)

    def _acknowledge(self) -> None:
        if self._waiting is not None:
            self._reported.add(self._waiting.visit)
            self._waiting = None
            self.acknowledged += 1

    def _newcomer(self) -> FieldTag | None:
        fresh = (tag for tag in self._field.tags() if tag.visit not in self._reported)
        return next(fresh, None)

    def _obey(self, command: int, parameters: bytes) -> Answer:
        mode = parameters[0] if parameters else 0
        match command:
            case anyid.INVENTORY:
                return self._inventory(mode)
            case anyid.VERSION:
                return self._reply(command, VERSION_TEXT.ljust(_VERSION_BYTES, b"\0") + bytes(2))
            case anyid.READ_CONFIGURATION:
                return self._reply(command, self._configuration())
            case anyid.RF_CONTROL if mode <= anyid.RF_RESET:
                self._silent.clear()
                self._held.clear()
                self._field_on = mode != anyid.RF_CLOSE
                seconds = RESET_SECONDS if mode == anyid.RF_RESET else COMMAND_SECONDS
                return self._reply(command, bytes(2), seconds)
            case _:
                return self._reply(command, bytes((anyid.FAILED, 0)))

    def _configuration(self) -> bytes:
        control = _CONTROL & ~_REPORTS_WHEN_ASKED if self._reports else _CONTROL
        control |= 0 if self._silences else _NOT_SILENCED
        address = self._address.to_bytes(2, "little")
        return bytes((_WORKING_MODE,)) + address + bytes((control, 0, 0))

    def _inventory(self, mode: int) -> Answer:
        seconds = COMMAND_SECONDS
        if mode != anyid.MODE_REPEAT:
            if not self._held:
                seconds = self._look()
            self._last_page = self._next_page()
        return self._reply(anyid.INVENTORY, self._last_page, seconds)

    def _look(self) -> float:
        """One anticollision: what answered is held for the pages; its air time."""
        self._held = list(self._field.answering(self._silent)) if self._field_on else []
        seconds = inventory_seconds(tag.uid for tag in self._held)
        self._failed = len(self._held) > 1 and self._field.collided()
        if self._failed:
            self._held.pop()
        return seconds

    def _next_page(self) -> bytes:
        page, self._held = self._held[: anyid.PAGE_TAGS], self._held[anyid.PAGE_TAGS :]
        if self._silences:
            self._silent.update(tag.visit for tag in page)
        uids = tuple(tag.uid for tag in page)
        remaining = min(len(self._held), _MOST_REMAINING)
        status = anyid.FAILED if self._failed else anyid.OK
        return anyid.inventory_parameters(uids, remaining, status)

    def _reply(self, command: int, parameters: bytes, seconds: float = COMMAND_SECONDS) -> Answer:
        return (Piece(seconds, anyid.encode_reply(command, parameters, self._address)),)
