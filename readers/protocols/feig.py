"""FEIG OBID ISO-Host, both kinds of frame: bytes to frames and back, no input or output.

Source: FEIG manuals H20800-16e-ID-B (OBID classic-pro, CPR.M02/02/04) and H01114-0e-ID-B (CPR30),
the sections on the protocol frames and on [0xB0][0x01] Inventory; standard frames are checked
against frames captured from a serial line, advanced ones are not.

    request  LEN COM-ADR CMD data        CRC-low CRC-high     LEN 5..255
    reply    LEN COM-ADR CMD STATUS data CRC-low CRC-high     LEN 6..255

An advanced frame has `02 LEN-high LEN-low` in the place of LEN, and a LEN of up to 65535. LEN
counts the whole frame, itself and the CRC included, so that no standard frame begins with 02.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from readers.protocols.crc import mcrf4xx
from readers.protocols.feig_chips import (
    LONG_UID,
    LONG_UID_BYTES,
    SHORT_UID_BYTES,
    TYPE_ISO14443A,
    TYPE_ISO15693,
    next_chip,
)
from readers.protocols.framing import StreamDecoder, UnreadableData
from readers.tag import TagRead, TagUid

Direction = Literal["request", "reply"]

BROADCAST: Final = 0xFF
MAX_FRAME: Final = 255
MAX_ADVANCED: Final = 65535
ADVANCED: Final = 0x02
"""The first byte of an advanced frame."""
GAP_SECONDS: Final = 0.012
"""Silence inside a frame after which its receiver drops it."""
QUIET_SECONDS: Final = 0.005
"""PSST: the silence the reader wants before a request."""
RESPONSE_SECONDS: Final = 1.0
"""TR-RESPONSE-TIME as shipped: how long a reader may work before it answers."""
SHORTEST: Final[dict[Direction, int]] = {"request": 5, "reply": 6}

BAUD_DETECTION: Final = 0x52
CPU_RESET: Final = 0x63
SOFTWARE_VERSION: Final = 0x65
RF_RESET: Final = 0x69
READ_CONFIGURATION: Final = 0x80
WRITE_CONFIGURATION: Final = 0x81
CFG5: Final = 0x05
"""The block that says how chips are told apart, in working memory; with bit 7 set, in EEPROM."""
CFG_BYTES: Final = 14
ISO_HOST: Final = 0xB0
INVENTORY: Final = 0x01
MODE_NEW: Final = 0x00
MODE_MORE: Final = 0x80

OK: Final = 0x00
NO_TRANSPONDER: Final = 0x01
DATA_FALSE: Final = 0x02
EEPROM_FAILURE: Final = 0x10
PARAMETER_RANGE: Final = 0x11
UNKNOWN_COMMAND: Final = 0x80
LENGTH_ERROR: Final = 0x81
NOT_NOW: Final = 0x82
RF_ERROR: Final = 0x83
RF_WARNING: Final = 0x84
OVERFLOW: Final = 0x93
MORE_DATA: Final = 0x94
ISO15693_ERROR: Final = 0x95
ISO14443_ERROR: Final = 0x96
HARDWARE_WARNING: Final = 0xF1
WITH_DATA: Final = frozenset(
    {OK, RF_ERROR, RF_WARNING, OVERFLOW, MORE_DATA, ISO15693_ERROR, ISO14443_ERROR}
)
"""Statuses under which an inventory reply may carry data sets."""
CHIP_ERRORS: Final = frozenset({ISO15693_ERROR, ISO14443_ERROR})
"""Statuses under which one byte of data is the error that a chip reported."""

_NEW_BYTE: Final = 11
_NEW_ONLY: Final = 0x01
_ANTICOLLISION: Final = 0x04
_ISO15693_BYTES: Final = 8
_CRC_BYTES: Final = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame whose CRC was right. `status` is `None` in a request."""

    address: int
    command: int
    data: bytes
    status: int | None = None
    advanced: bool = False


@dataclass(frozen=True, slots=True)
class InventoryPage:
    """One inventory reply: its status, the chips it names, and whether the reader holds more.

    `error` is what a chip answered instead, under the statuses `CHIP_ERRORS`.
    """

    status: int
    tags: tuple[TagRead, ...]
    more: bool
    error: int | None = None


def encode_request(
    command: int, data: bytes = b"", address: int = BROADCAST, *, advanced: bool = False
) -> bytes:
    """A request frame, ready to send; at most 250 bytes of data, 65528 in an advanced one."""
    return _seal(bytes((address, command)) + data, advanced=advanced)


def encode_reply(
    command: int, status: int, data: bytes = b"", address: int = 0, *, advanced: bool = False
) -> bytes:
    """A reply frame, as a reader sends it; at most 249 bytes of data, 65527 in an advanced one."""
    return _seal(bytes((address, command, status)) + data, advanced=advanced)


def _seal(body: bytes, *, advanced: bool) -> bytes:
    length = _head_bytes(advanced=advanced) + len(body) + _CRC_BYTES
    if length > (MAX_ADVANCED if advanced else MAX_FRAME):
        raise ValueError(length)
    head = bytes((ADVANCED, *length.to_bytes(2, "big"))) if advanced else bytes((length,))
    return head + body + mcrf4xx(head + body).to_bytes(_CRC_BYTES, "little")


def _head_bytes(*, advanced: bool) -> int:
    return 3 if advanced else 1


def frame_size(head: bytes, direction: Direction) -> int:
    """What the first bytes of a frame, one at least, say of its size; as `StreamDecoder` asks."""
    size, shortest = head[0], SHORTEST[direction]
    if size == ADVANCED:
        if len(head) < _head_bytes(advanced=True):
            return _head_bytes(advanced=True)
        size = head[1] << 8 | head[2]
        shortest += 2
    return size if size >= shortest else 0


def open_frame(raw: bytes, direction: Direction) -> Frame:
    """Take exactly one whole frame apart; raises `UnreadableData` (`length` or `crc`)."""
    if not raw or len(raw) != frame_size(raw, direction):
        raise UnreadableData("length")
    if mcrf4xx(raw):
        raise UnreadableData("crc")
    advanced = raw[0] == ADVANCED
    body = raw[_head_bytes(advanced=advanced) : -_CRC_BYTES]
    if direction == "request":
        return Frame(body[0], body[1], body[2:], None, advanced)
    return Frame(body[0], body[1], body[3:], body[2], advanced)


class FrameDecoder(StreamDecoder[Frame]):
    """Frames of one direction and either kind out of a stream of bytes."""

    def __init__(self, direction: Direction, gap: float = GAP_SECONDS) -> None:
        super().__init__(
            lambda head: frame_size(head, direction),
            lambda raw: open_frame(raw, direction),
            SHORTEST[direction],
            gap,
        )


def inventory_data(*, more: bool = False) -> bytes:
    """The data of `[0xB0][0x01]`, new, or the next page of the last one.

    MODE bit 5 stays clear: on some models it selects antennas, on others a presence check.
    """
    return bytes((INVENTORY, MODE_MORE if more else MODE_NEW))


def inventory_request(
    *, more: bool = False, address: int = BROADCAST, advanced: bool = False
) -> bytes:
    """The frame of `[0xB0][0x01]`, new, or for the next page of the last one."""
    return encode_request(ISO_HOST, inventory_data(more=more), address, advanced=advanced)


def naming_all(block: bytes) -> bytes:
    """CFG5 changed so that several chips at once are told apart and each is named every time.

    Bits of byte 11 by H20800-16e-ID-B: 0 only new transponders (ONT), 2 anticollision (ACOLL).
    """
    changed = bytearray(block)
    changed[_NEW_BYTE] = changed[_NEW_BYTE] & ~_NEW_ONLY | _ANTICOLLISION
    return bytes(changed)


def parse_inventory(frame: Frame) -> InventoryPage:
    """The chips of an inventory reply; raises `UnreadableData`.

    Data: DATA-SETS, then for each a TR-TYPE and what that type prescribes.
    """
    status = OK if frame.status is None else frame.status
    data = frame.data if status in WITH_DATA else b""
    if status in CHIP_ERRORS and len(data) == 1:
        return InventoryPage(status, (), more=False, error=data[0])
    if status in {OK, MORE_DATA} and not data:
        raise UnreadableData("length")
    tags: list[TagRead] = []
    rest = data[1:]
    for _number in range(data[0] if data else 0):
        tag, size = next_chip(rest)
        tags.append(tag)
        rest = rest[size:]
    if rest:
        raise UnreadableData("length")
    return InventoryPage(status, tuple(tags), more=status == MORE_DATA)


def data_set(uid: TagUid) -> bytes:
    """One chip as a reader names it: ISO 15693 for 8 bytes, ISO 14443-A for 4, 7 or 10."""
    if len(uid.raw) == _ISO15693_BYTES:
        return bytes((TYPE_ISO15693, 0)) + uid.raw
    long = len(uid.raw) > SHORT_UID_BYTES
    size = LONG_UID_BYTES if long else SHORT_UID_BYTES
    return bytes((TYPE_ISO14443A, LONG_UID * long, 0)) + uid.raw[:size].ljust(size, b"\0")
