"""What a FEIG reader does with the bytes it hears. No line, no thread, no waiting.

Behaviour as in FEIG's manual H20800-16e-ID-B: a frame with a wrong CRC or a pause of more than
12 ms gets no answer; a request sooner than 5 ms after the last byte on the line gets none either;
CFG5 byte 11 (ONT) is 05 as shipped, so a chip is reported once and then silent until the field is
reset; a page that cannot take all chips ends with status 94.
"""

from __future__ import annotations

import math
from typing import Final

from readers.emulation.air import FIELD_RESET_SECONDS, inventory_seconds
from readers.emulation.field import FieldTag, TagField
from readers.emulation.firmware import Answer, Piece
from readers.protocols import feig

PAGE_TAGS: Final = 4
VERSION: Final = bytes.fromhex("010000400003")
COMMAND_SECONDS: Final = 0.001
"""What the controller takes for a command that needs no field."""
_NEW_ONLY: Final = 0x01
_CFG5: Final = 0x05
_CFG_ONT: Final = 11
_CFG_BYTES: Final = 14


class FeigFirmware:
    """The state of one reader: what it heard so far, which chips it silenced, what it still holds.

    `capacity` is the greatest number of chips it can hold; with more it reports status 93.
    """

    def __init__(
        self,
        field: TagField,
        *,
        capacity: int | None = None,
        page_tags: int = PAGE_TAGS,
        address: int = 0,
    ) -> None:
        self._field = field
        self._capacity = capacity
        self._page_tags = page_tags
        self._address = address
        self._heard = bytearray()
        self._busy_until = -math.inf
        self.power_up()

    def power_up(self) -> None:
        self._heard.clear()
        self._busy_until = -math.inf
        self._silent: set[int] = set()
        self._held: list[FieldTag] = []
        self._new_only = True

    def rested(self, at: float) -> None:
        self._heard.clear()
        self._busy_until = at

    def next_push(self) -> float:
        return math.inf

    def push(self, at: float) -> Answer:
        return ()

    def hear(self, data: bytes, at: float) -> Answer:
        if not data:
            return ()
        silence = at - self._busy_until
        self._busy_until = at
        if self._heard and silence > feig.GAP_SECONDS:
            self._heard.clear()
        if not self._heard and silence < feig.QUIET_SECONDS:
            return ()
        self._heard += data
        if len(self._heard) < max(self._heard[0], feig.SHORTEST["request"]):
            return ()
        request = bytes(self._heard)
        self._heard.clear()
        if len(request) != request[0] or feig.crc16(request):
            return ()
        if request[1] not in {feig.BROADCAST, self._address}:
            return ()
        return self._obey(request[2], request[3:-2])

    def _obey(self, command: int, data: bytes) -> Answer:
        match command:
            case feig.BAUD_DETECTION | feig.CPU_RESET:
                return self._reply(command)
            case feig.SOFTWARE_VERSION:
                return self._reply(command, data=VERSION)
            case feig.RF_RESET:
                self._silent.clear()
                self._held.clear()
                return self._reply(command, seconds=FIELD_RESET_SECONDS)
            case feig.WRITE_CONFIGURATION:
                return self._configure(data)
            case feig.ISO_HOST if data[:1] == bytes((feig.INVENTORY,)):
                return self._inventory(data)
            case _:
                return self._reply(command, feig.UNKNOWN_COMMAND)

    def _configure(self, data: bytes) -> Answer:
        if len(data) != 1 + _CFG_BYTES:
            return self._reply(feig.WRITE_CONFIGURATION, feig.LENGTH_ERROR)
        if data[0] & 0x3F == _CFG5:
            self._new_only = bool(data[1 + _CFG_ONT] & _NEW_ONLY)
        return self._reply(feig.WRITE_CONFIGURATION)

    def _inventory(self, data: bytes) -> Answer:
        if len(data) < 2:  # noqa: PLR2004 - the mode is missing
            return self._reply(feig.ISO_HOST, feig.LENGTH_ERROR)
        seconds = COMMAND_SECONDS
        overflow = False
        if not data[1] & feig.MODE_MORE:
            seconds, overflow = self._look()
        page, self._held = self._held[: self._page_tags], self._held[self._page_tags :]
        if not page:
            return self._reply(feig.ISO_HOST, feig.NO_TRANSPONDER, seconds=seconds)
        if self._new_only:
            self._silent.update(tag.visit for tag in page)
        status = feig.MORE_DATA if self._held else feig.OVERFLOW if overflow else feig.OK
        sets = b"".join(feig.data_set(tag.uid) for tag in page)
        return self._reply(feig.ISO_HOST, status, bytes((len(page),)) + sets, seconds)

    def _look(self) -> tuple[float, bool]:
        """One anticollision: what answered is held for the pages; its air time and overflow."""
        self._held = list(self._field.answering(self._silent))
        seconds = inventory_seconds(tag.uid for tag in self._held)
        overflow = self._capacity is not None and len(self._held) > self._capacity
        if overflow:
            # A full buffer is reported with what it holds, at once and in one frame.
            self._held = self._held[: self._page_tags]
        return seconds, overflow

    def _reply(
        self,
        command: int,
        status: int = feig.OK,
        data: bytes = b"",
        seconds: float = COMMAND_SECONDS,
    ) -> Answer:
        return (Piece(seconds, feig.encode_reply(command, status, data, self._address)),)
