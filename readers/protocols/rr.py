"""RR3036, RR9036 and HR8002, readers of ISO 15693 chips: commands and what their answers say. Pure.

Sources: HBLib of abatei/HB-RFID-Demo (frames, commands, status codes) and 545ch4/RR3036. No
captured frame of this family is known. The frame is that of `len_adr_cmd`: a reply does not say
which command it answers, so the parsers tell by the shape of the data.

Two things the sources leave open are taken either way: the order of a chip number's bytes, and
whether status 0B (a part of the chips) comes with data. Chips themselves send the last byte of
their number first (frames captured from an AnyID reader: B951...04E0), and both programs print the
bytes as they came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from readers.protocols.framing import UnreadableData
from readers.protocols.len_adr_cmd import BROADCAST, RR, Frame, encode_reply, encode_request
from readers.tag import TagRead, TagUid

SHORTEST_REPLY: Final = RR.shortest("reply")
LONGEST: Final = RR.longest

READER: Final = 0x00
"""Commands to the reader itself; the STATEs below it choose one."""
INFORMATION: Final = 0x00
CLOSE_FIELD: Final = 0x01
OPEN_FIELD: Final = 0x02
WRITE_ADDRESS: Final = 0x03
SET_SCAN_TIME: Final = 0x04
MODE_14443A: Final = 0x05
MODE_15693: Final = 0x06
MODE_14443B: Final = 0x09

INVENTORY: Final = 0x01
SINGLE: Final = 0x00
"""STATE of an inventory that gives one chip and silences it."""
CONTINUE_SCAN: Final = 0x02
"""STATE: only chips that were not given yet; the field stays on."""
NEW_SCAN: Final = 0x06
"""STATE: the field goes off and on, then all chips found before the scan time ends."""

OK: Final = 0x00
OPERAND_LENGTH: Final = 0x01
UNSUPPORTED: Final = 0x02
OPERAND_RANGE: Final = 0x03
NOT_NOW: Final = 0x04
FIELD_OFF: Final = 0x05
EEPROM_FAILED: Final = 0x06
NO_WHOLE_UID: Final = 0x0A
PARTIAL: Final = 0x0B
OUTSIDE_PROTOCOL: Final = 0x0C
NO_TAG: Final = 0x0E
ISO15693_ERROR: Final = 0x0F
ISO14443A_ERROR: Final = 0x10
SRI_ERROR: Final = 0x11
ISO14443B_ERROR: Final = 0x1B
WRONG_MODE: Final = 0x1F
WITH_DATA: Final = frozenset({OK, PARTIAL})
"""Statuses under which an inventory reply names chips."""
WITH_CODE: Final = frozenset({ISO15693_ERROR, ISO14443A_ERROR, SRI_ERROR, ISO14443B_ERROR})
"""Statuses that are followed by one byte with the chip's own error code."""
OTHER_MODE: Final = frozenset({ISO14443A_ERROR, SRI_ERROR, ISO14443B_ERROR, WRONG_MODE})
"""Statuses of an inventory that only a reader in another mode than ISO 15693 gives."""

SCAN_UNIT_SECONDS: Final = 0.1
SCAN_TIME_SHIPPED: Final = 10
SCAN_TIME_RANGE: Final = range(3, 256)
ELEMENT_BYTES: Final = 9
"""One chip of an inventory reply: DSFID and 8 UID bytes."""
_INFORMATION_BYTES: Final = 8
_SCAN_TIME_AT: Final = 7
_FIRST: Final = 0xE0
"""The most significant byte of every number (ISO 15693-3, 4.1)."""


class Order(Enum):
    """Which byte of a chip's number a reader sends first, the least or the most significant."""

    LSB = "lsb"
    MSB = "msb"


@dataclass(frozen=True, slots=True)
class InventoryPage:
    """One inventory reply: its status, the chips' numbers as they came, and whether more follow."""

    status: int
    numbers: tuple[bytes, ...]
    more: bool

    @property
    def tags(self) -> tuple[TagRead, ...]:
        """The chips, as well as this page alone can name them."""
        order = agreed(orders_shown(self.numbers))
        return tuple(chip(number, order) for number in self.numbers)


def orders_shown(numbers: Iterable[bytes]) -> frozenset[Order]:
    """The orders in which `numbers` were sent, as far as each shows it: by E0 at one end only."""
    ends = {(number[0] == _FIRST, number[-1] == _FIRST) for number in numbers}
    shown = {(True, False): Order.MSB, (False, True): Order.LSB}
    return frozenset(shown[end] for end in ends & shown.keys())


def agreed(orders: Iterable[Order]) -> Order | None:
    """The order in which a reader sends that showed `orders`; `None` for none and for both."""
    only = tuple(set(orders))
    return only[0] if len(only) == 1 else None


def chip(number: bytes, order: Order | None = None) -> TagRead:
    """The chip whose number came as `number`.

    E0 at one end only settles where it begins, whatever `order` says; with E0 at both ends `order`
    does, and where it is not known the least significant byte came first, as on the air.
    """
    turned = number[0] == number[-1] == _FIRST and order is not Order.MSB
    return TagRead(TagUid.iso15693(number[::-1] if turned else number))


def reader_request(state: int, data: bytes = b"", address: int = BROADCAST) -> bytes:
    """A command to the reader itself."""
    return encode_request(RR, READER, bytes((state,)) + data, address)


def inventory_request(*, more: bool = False, address: int = BROADCAST) -> bytes:
    """A new scan of the whole field, or the continuation of the last one."""
    state = CONTINUE_SCAN if more else NEW_SCAN
    return encode_request(RR, INVENTORY, bytes((state,)), address)


def reply(status: int, data: bytes = b"", address: int = 0) -> bytes:
    """A reply frame, as a reader sends it."""
    return encode_reply(RR, INVENTORY, status, data, address)


def is_acknowledgement(frame: Frame) -> bool:
    """Whether `frame` may answer a command that brings no data: nothing, or an error's code."""
    return len(frame.data) == (1 if frame.status in WITH_CODE else 0)


def scan_time(frame: Frame) -> int | None:
    """The scan time, in tenths of a second, that reader information tells; `None` if it is none.

    Data: version 2, reserved 2, type 1, protocols 2, scan time 1. Pages of chips have other sizes.
    """
    if frame.status != OK or len(frame.data) != _INFORMATION_BYTES:
        return None
    return frame.data[_SCAN_TIME_AT]


def parse_inventory(frame: Frame) -> InventoryPage:
    """What an inventory reply says; raises `UnreadableData`.

    Data: for each chip DSFID and 8 UID bytes, either end first. Status 0B may come without data,
    00 may not: an empty field is 0E.
    """
    status = OK if frame.status is None else frame.status
    data = frame.data if status in WITH_DATA else b""
    if len(data) % ELEMENT_BYTES or (status == OK and not data):
        raise UnreadableData("length")
    if status not in WITH_DATA and not is_acknowledgement(frame):
        raise UnreadableData("length")
    starts = range(0, len(data), ELEMENT_BYTES)
    numbers = tuple(data[start + 1 : start + ELEMENT_BYTES] for start in starts)
    return InventoryPage(status, numbers, more=status == PARTIAL)


def element(uid: TagUid, *, lsb_first: bool = True) -> bytes:
    """One ISO 15693 chip as a reader names it."""
    return b"\0" + (uid.raw[::-1] if lsb_first else uid.raw)
