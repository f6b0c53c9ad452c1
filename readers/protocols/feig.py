"""FEIG OBID ISO-Host, standard frames: bytes to frames and back, no input or output.

Source: FEIG manual H20800-16e-ID-B (OBID classic-pro, CPR.M02/02/04), the sections on the protocol
frame and on [0xB0][0x01] Inventory; checked against frames captured from a serial line.

    request  LEN COM-ADR CMD data        CRC-low CRC-high     LEN 5..255
    reply    LEN COM-ADR CMD STATUS data CRC-low CRC-high     LEN 6..255

LEN counts the whole frame, itself and the CRC included. An advanced frame starts with 02, which is
no LEN; it is passed over here as noise.
"""

from __future__ import annotations

import binascii
from dataclasses import dataclass
from typing import Final, Literal

from readers.protocols.framing import StreamDecoder, UnreadableData
from readers.tag import ISO14443A, ISO15693, TagRead, TagUid

Direction = Literal["request", "reply"]

BROADCAST: Final = 0xFF
MAX_FRAME: Final = 255
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
ISO_HOST: Final = 0xB0
INVENTORY: Final = 0x01
MODE_NEW: Final = 0x00
MODE_MORE: Final = 0x80

OK: Final = 0x00
NO_TRANSPONDER: Final = 0x01
UNKNOWN_COMMAND: Final = 0x80
LENGTH_ERROR: Final = 0x81
RF_ERROR: Final = 0x83
RF_WARNING: Final = 0x84
OVERFLOW: Final = 0x93
MORE_DATA: Final = 0x94
ISO15693_ERROR: Final = 0x95
WITH_DATA: Final = frozenset({OK, RF_ERROR, RF_WARNING, OVERFLOW, MORE_DATA})
"""Statuses under which an inventory reply may carry data sets."""

TYPE_ISO15693: Final = 0x03
TYPE_ISO14443A: Final = 0x04
_LONG_UID: Final = 0x04  # TR_INFO bit 2: ten bytes instead of seven
_ISO15693_BYTES: Final = 8
_SHORT_UID_BYTES: Final = 7
_LONG_UID_BYTES: Final = 10
_MIRROR: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def crc16(data: bytes) -> int:
    """CRC-16/MCRF4XX (polynomial 0x8408 reflected, preset 0xFFFF, no final xor).

    The check value of "123456789" is 0x6F91; over a frame with its CRC it is 0.
    """
    # The C routine of the standard library knows the same polynomial unmirrored.
    straight = binascii.crc_hqx(data.translate(_MIRROR), 0xFFFF)
    return int.from_bytes(straight.to_bytes(2, "little").translate(_MIRROR), "big")


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame whose CRC was right. `status` is `None` in a request."""

    address: int
    command: int
    data: bytes
    status: int | None = None


@dataclass(frozen=True, slots=True)
class InventoryPage:
    """One inventory reply: its status, the chips it names, and whether the reader holds more."""

    status: int
    tags: tuple[TagRead, ...]
    more: bool


def encode_request(command: int, data: bytes = b"", address: int = BROADCAST) -> bytes:
    """A request frame, ready to send; at most 250 bytes of data."""
    return _seal(bytes((address, command)) + data)


def encode_reply(command: int, status: int, data: bytes = b"", address: int = 0) -> bytes:
    """A reply frame, as a reader sends it; at most 249 bytes of data."""
    return _seal(bytes((address, command, status)) + data)


def _seal(body: bytes) -> bytes:
    length = len(body) + 3
    if length > MAX_FRAME:
        raise ValueError(length)
    head = bytes((length,)) + body
    return head + crc16(head).to_bytes(2, "little")


def open_frame(raw: bytes, direction: Direction) -> Frame:
    """Take exactly one whole frame apart; raises `UnreadableData` (`length` or `crc`)."""
    if len(raw) < SHORTEST[direction] or len(raw) != raw[0]:
        raise UnreadableData("length")
    if crc16(raw):
        raise UnreadableData("crc")
    if direction == "request":
        return Frame(raw[1], raw[2], raw[3:-2])
    return Frame(raw[1], raw[2], raw[4:-2], raw[3])


class FrameDecoder(StreamDecoder[Frame]):
    """Frames of one direction out of a stream of bytes."""

    def __init__(self, direction: Direction, gap: float = GAP_SECONDS) -> None:
        shortest = SHORTEST[direction]
        super().__init__(
            lambda first: first if first >= shortest else 0,
            lambda raw: open_frame(raw, direction),
            shortest,
            gap,
        )


def inventory_request(*, more: bool = False, address: int = BROADCAST) -> bytes:
    """`[0xB0][0x01]`, new, or the next page of the last one.

    MODE bit 5 stays clear: on some models it selects antennas, on others a presence check.
    """
    mode = MODE_MORE if more else MODE_NEW
    return encode_request(ISO_HOST, bytes((INVENTORY, mode)), address)


def parse_inventory(frame: Frame) -> InventoryPage:
    """The chips of an inventory reply; raises `UnreadableData`.

    Data: DATA-SETS, then for each a TR-TYPE and what that type prescribes: 0x03 (ISO 15693) DSFID
    and 8 UID bytes, 0x04 (ISO 14443-A) TR_INFO, OPT_INFO and 7 UID bytes, 10 with TR_INFO bit 2.
    """
    status = OK if frame.status is None else frame.status
    data = frame.data if status in WITH_DATA else b""
    if status in {OK, MORE_DATA} and not data:
        raise UnreadableData("length")
    tags: list[TagRead] = []
    rest = data[1:]
    for _number in range(data[0] if data else 0):
        tag, size = _data_set(rest)
        tags.append(tag)
        rest = rest[size:]
    if rest:
        raise UnreadableData("length")
    return InventoryPage(status, tuple(tags), more=status == MORE_DATA)


def _data_set(rest: bytes) -> tuple[TagRead, int]:
    if not rest:
        raise UnreadableData("length")
    if rest[0] == TYPE_ISO15693:
        start, size = 2, 10
    elif rest[0] == TYPE_ISO14443A:
        start, size = 3, 13 if len(rest) > 1 and rest[1] & _LONG_UID else 10
    else:
        raise UnreadableData("unknown-type")
    if len(rest) < size:
        raise UnreadableData("length")
    raw = rest[start:size]
    if rest[0] == TYPE_ISO15693:
        return TagRead(TagUid.iso15693(raw), ISO15693), size
    return TagRead(TagUid.of(raw), ISO14443A), size


def data_set(uid: TagUid) -> bytes:
    """One chip as a reader names it: ISO 15693 for 8 bytes, ISO 14443-A for 4, 7 or 10."""
    if len(uid.raw) == _ISO15693_BYTES:
        return bytes((TYPE_ISO15693, 0)) + uid.raw
    long = len(uid.raw) > _SHORT_UID_BYTES
    size = _LONG_UID_BYTES if long else _SHORT_UID_BYTES
    return bytes((TYPE_ISO14443A, _LONG_UID * long, 0)) + uid.raw[:size].ljust(size, b"\0")
