"""What an RR reader does with the bytes it hears. No line, no thread, no waiting.

Behaviour as HBLib of abatei/HB-RFID-Demo describes it: a frame with a wrong CRC or a pause of more
than 15 ms gets no answer; as shipped the reader is in mode ISO 14443-A and refuses to scan with
1F; a new scan cycles the field, a continued one names only chips that were not named since; a scan
that could not name all ends with its scan time and status 0B. Where the sources are silent the
harder case is played: mode and scan time fall back with the power, a full frame costs the whole
scan time, and after noise nothing is heard until the line was silent.
"""

from __future__ import annotations

import math
from typing import Final

from readers.emulation.air import FIELD_RESET_SECONDS, inventory_seconds
from readers.emulation.field import FieldTag, TagField
from readers.emulation.firmware import Answer, Piece
from readers.protocols import rr
from readers.protocols.framing import UnreadableData
from readers.protocols.len_adr_cmd import BROADCAST, GAP_SECONDS, RR, frame_size, open_frame

FRAME_BYTES: Final = 96
"""The longest frame of the family, by HBLib."""
PAGE_TAGS: Final = (FRAME_BYTES - RR.shortest("reply")) // rr.ELEMENT_BYTES
VERSION: Final = bytes.fromhex("01080000360007")
"""Version, reserved, type and protocols of reader information."""
COMMAND_SECONDS: Final = 0.001
"""What the controller takes for a command that needs no field."""
_UID_BYTES: Final = 8
_MODES: Final = frozenset({rr.MODE_14443A, rr.MODE_15693, rr.MODE_14443B})
_OPERANDS: Final = {
    rr.INFORMATION: 0,
    rr.CLOSE_FIELD: 0,
    rr.OPEN_FIELD: 0,
    rr.WRITE_ADDRESS: 1,
    rr.SET_SCAN_TIME: 1,
    rr.MODE_14443A: 0,
    rr.MODE_15693: 0,
    rr.MODE_14443B: 0,
}
"""The bytes that follow the STATE of a command to the reader itself."""


class RrFirmware:
    """The state of one reader: what it heard so far, how it is set, which chips it silenced.

    `page_tags` is the greatest number of chips in one reply, `full_scan` makes every scan run for
    its whole scan time, `lsb_first` is the order of a chip number's bytes.
    """

    def __init__(
        self,
        field: TagField,
        *,
        full_scan: bool = False,
        lsb_first: bool = True,
        page_tags: int = PAGE_TAGS,
        address: int = 0,
    ) -> None:
        self._field = field
        self._full_scan = full_scan
        self._lsb_first = lsb_first
        self._page_tags = page_tags
        self._address = address
        self.power_up()

    def power_up(self) -> None:
        self._heard = bytearray()
        self._last = -math.inf
        self._silent: set[int] = set()
        self._mode = rr.MODE_14443A
        self._field_on = True
        self._scan_time = rr.SCAN_TIME_SHIPPED

    def rested(self, at: float) -> None:
        self._heard.clear()
        self._last = at

    def next_push(self) -> float:
        return math.inf

    def push(self, at: float) -> Answer:
        return ()

    def hear(self, data: bytes, at: float) -> Answer:
        if not data:
            return ()
        if at - self._last > GAP_SECONDS:
            self._heard.clear()
        self._last = at
        self._heard += data
        size = frame_size(self._heard, RR, "request")
        if not size or len(self._heard) < size:
            return ()
        try:
            request = open_frame(bytes(self._heard[:size]), RR, "request")
        except UnreadableData:
            return ()
        self._heard.clear()
        if request.address not in {BROADCAST, self._address}:
            return ()
        return self._obey(request.command or 0, request.data[0], request.data[1:])

    def _obey(self, command: int, state: int, operand: bytes) -> Answer:
        if command == rr.READER and state in _OPERANDS:
            if len(operand) != _OPERANDS[state]:
                return self._reply(rr.OPERAND_LENGTH)
            return self._set(state, operand)
        if command == rr.INVENTORY and state in {rr.SINGLE, rr.CONTINUE_SCAN, rr.NEW_SCAN}:
            if operand:
                return self._reply(rr.OPERAND_LENGTH)
            return self._scan(state)
        return self._reply(rr.UNSUPPORTED)

    def _set(self, state: int, operand: bytes) -> Answer:
        if state == rr.INFORMATION:
            return self._reply(data=VERSION + bytes((self._scan_time,)))
        answer = self._reply()
        if state == rr.WRITE_ADDRESS:
            self._address = operand[0]
        elif state == rr.SET_SCAN_TIME:
            if operand[0] not in rr.SCAN_TIME_RANGE:
                return self._reply(rr.OPERAND_RANGE)
            self._scan_time = operand[0]
        elif state in _MODES:
            self._mode = state
            self._silent.clear()
        else:
            self._field_on = state == rr.OPEN_FIELD
            self._silent.clear()
        return answer

    def _scan(self, state: int) -> Answer:
        if not self._field_on:
            return self._reply(rr.FIELD_OFF)
        if self._mode != rr.MODE_15693:
            return self._reply(rr.WRONG_MODE)
        if state == rr.NEW_SCAN:
            self._silent.clear()
        answering = [
            tag for tag in self._field.answering(self._silent) if len(tag.uid.raw) == _UID_BYTES
        ]
        page = answering[:1] if state == rr.SINGLE else self._read(answering)
        self._silent.update(tag.visit for tag in page)
        left = state != rr.SINGLE and len(page) < len(answering)
        status = rr.PARTIAL if left else rr.OK if page else rr.NO_TAG
        return self._page(status, page, FIELD_RESET_SECONDS * (state == rr.NEW_SCAN))

    def _read(self, answering: list[FieldTag]) -> list[FieldTag]:
        """The chips that one scan gets: a frame full, before its time ends, without a collision."""
        page = answering
        if len(page) > 1 and self._field.collided():
            page = page[:-2]
        page = page[: self._page_tags]
        while page and _air_seconds(page) > self._scan_seconds:
            page = page[:-1]
        return page

    def _page(self, status: int, page: list[FieldTag], seconds: float) -> Answer:
        whole = self._full_scan or status == rr.PARTIAL
        seconds += self._scan_seconds if whole else _air_seconds(page)
        data = b"".join(rr.element(tag.uid, lsb_first=self._lsb_first) for tag in page)
        return self._reply(status, data, seconds)

    @property
    def _scan_seconds(self) -> float:
        return self._scan_time * rr.SCAN_UNIT_SECONDS

    def _reply(
        self, status: int = rr.OK, data: bytes = b"", seconds: float = COMMAND_SECONDS
    ) -> Answer:
        return (Piece(seconds, rr.reply(status, data, self._address)),)


def _air_seconds(page: list[FieldTag]) -> float:
    return inventory_seconds(tag.uid for tag in page)
