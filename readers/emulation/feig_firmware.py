"""What a FEIG reader does with the bytes it hears. No line, no thread, no waiting.

Behaviour as in FEIG's manual H20800-16e-ID-B: a frame with a wrong CRC or a pause of more than
12 ms gets no answer; a request sooner than 5 ms after the last byte on the line gets none either;
CFG5 byte 11 (ONT) is 05 as shipped, so a chip is reported once and then silent until the field is
reset; a page that cannot take all chips ends with status 94; an anticollision that did not come to
its end is reported with status 83 and what it found.
"""

from __future__ import annotations

import math
from typing import Final, Literal

from readers.emulation.air import FIELD_RESET_SECONDS, inventory_seconds
from readers.emulation.field import FieldTag, TagField
from readers.emulation.firmware import Answer, Piece
from readers.protocols import feig
from readers.protocols.framing import UnreadableData

Form = Literal["standard", "advanced", "both"]
"""Which frames a reader understands; it answers in the form it was asked in."""

PAGE_TAGS: Final = 4
VERSION: Final = bytes.fromhex("010000400003")
COMMAND_SECONDS: Final = 0.001
"""What the controller takes for a command that needs no field."""
_NEW_ONLY: Final = 0x01
_CFG_ONT: Final = 11
_SHIPPED: Final = bytes(_CFG_ONT) + b"\5\0\0"
"""CFG5: only new transponders, and anticollision."""
_COLLIDING: Final = 2  # chips that hide each other when an anticollision fails


class FeigFirmware:
    """The state of one reader: what it heard so far, which chips it silenced, what it still holds.

    `capacity` is the greatest number of chips it can hold; with more it reports status 93. A frame
    of a form that is not its own gets no answer, or status 81 where it `refuses`.
    """

    def __init__(
        self,
        field: TagField,
        *,
        capacity: int | None = None,
        page_tags: int = PAGE_TAGS,
        address: int = 0,
        form: Form = "both",
        refuses: bool = False,
    ) -> None:
        self._field = field
        self._capacity = capacity
        self._page_tags = page_tags
        self._address = address
        self._form = form
        self._refuses = refuses
        self._advanced = False
        self._heard = bytearray()
        self._busy_until = -math.inf
        self.power_up()

    def power_up(self) -> None:
        self._heard.clear()
        self._busy_until = -math.inf
        self._silent: set[int] = set()
        self._held: list[FieldTag] = []
        self._cfg5 = _SHIPPED

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
        if len(self._heard) < feig.frame_size(bytes(self._heard[:3]), "request"):
            return ()
        raw = bytes(self._heard)
        self._heard.clear()
        return self._answer(raw)

    def _answer(self, raw: bytes) -> Answer:
        try:
            request = feig.open_frame(raw, "request")
        except UnreadableData:
            return ()
        if request.address not in {feig.BROADCAST, self._address}:
            return ()
        self._advanced = request.advanced
        if self._form not in {"both", "advanced" if request.advanced else "standard"}:
            return self._reply(request.command, feig.LENGTH_ERROR) if self._refuses else ()
        return self._obey(request.command, request.data)

    def _obey(self, command: int, data: bytes) -> Answer:  # noqa: PLR0911 - one a command
        match command:
            case feig.BAUD_DETECTION | feig.CPU_RESET:
                return self._reply(command)
            case feig.SOFTWARE_VERSION:
                return self._reply(command, data=VERSION)
            case feig.RF_RESET:
                self._silent.clear()
                self._held.clear()
                return self._reply(command, seconds=FIELD_RESET_SECONDS)
            case feig.READ_CONFIGURATION if data == bytes((feig.CFG5,)):
                return self._reply(command, data=self._cfg5)
            case feig.WRITE_CONFIGURATION:
                return self._configure(data)
            case feig.ISO_HOST if data[:1] == bytes((feig.INVENTORY,)):
                return self._inventory(data)
            case _:
                return self._reply(command, feig.UNKNOWN_COMMAND)

    def _configure(self, data: bytes) -> Answer:
        if len(data) != 1 + feig.CFG_BYTES:
            return self._reply(feig.WRITE_CONFIGURATION, feig.LENGTH_ERROR)
        if data[0] & 0x3F == feig.CFG5:
            self._cfg5 = data[1:]
        return self._reply(feig.WRITE_CONFIGURATION)

    def _inventory(self, data: bytes) -> Answer:
        if len(data) < 2:  # noqa: PLR2004 - the mode is missing
            return self._reply(feig.ISO_HOST, feig.LENGTH_ERROR)
        seconds, ending = COMMAND_SECONDS, feig.OK
        if not data[1] & feig.MODE_MORE:
            seconds, ending = self._look()
        page, self._held = self._held[: self._page_tags], self._held[self._page_tags :]
        if not page and ending == feig.OK:
            return self._reply(feig.ISO_HOST, feig.NO_TRANSPONDER, seconds=seconds)
        if self._cfg5[_CFG_ONT] & _NEW_ONLY:
            self._silent.update(tag.visit for tag in page)
        status = feig.MORE_DATA if self._held else ending
        sets = b"".join(feig.data_set(tag.uid) for tag in page)
        return self._reply(feig.ISO_HOST, status, bytes((len(page),)) + sets, seconds)

    def _look(self) -> tuple[float, int]:
        """One anticollision: what answered is held for the pages; its air time and its outcome."""
        self._held = list(self._field.answering(self._silent))
        seconds = inventory_seconds(tag.uid for tag in self._held)
        # Neither outcome is paged: what there is comes at once and in one frame.
        if self._capacity is not None and len(self._held) > self._capacity:
            self._held = self._held[: self._page_tags]
            return seconds, feig.OVERFLOW
        if len(self._held) > 1 and self._field.collided():
            self._held = self._held[:-_COLLIDING][: self._page_tags]
            return seconds, feig.RF_ERROR
        return seconds, feig.OK

    def _reply(
        self,
        command: int,
        status: int = feig.OK,
        data: bytes = b"",
        seconds: float = COMMAND_SECONDS,
    ) -> Answer:
        reply = feig.encode_reply(command, status, data, self._address, advanced=self._advanced)
        return (Piece(seconds, reply),)
