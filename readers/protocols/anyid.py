"""AnyID readers (R321 and relatives, vendor program RFIDStation): bytes to frames and back. Pure.

Source: the vendor's "RFID HF Reader Communication Protocol V1.1", chapters 1, 3 and 4, published
with frames captured from an R321 in Cyberistic/Python-R321-RFID-Read-Write-with-ISO15693.

    request  7E 55 LEN SRC SRC DST DST CMD 00 parameters CRC-low CRC-high
    reply    7E 55 LEN SRC SRC DST DST 1F CMD 00 parameters CRC-low CRC-high

LEN counts from SRC to the end. LEN 00 begins a long frame: two bytes with the number of parameter
bytes stand before the parameters. Numbers of two bytes are sent low byte first. Either side asks:
a reader that reports chips unasked sends requests, which the host answers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from readers.protocols.crc import x25
from readers.protocols.framing import StreamDecoder, UnreadableData
from readers.tag import TagRead, TagUid

HEADER: Final = b"\x7e\x55"
REPLY_FLAG: Final = 0x1F
HOST: Final = 0x0000
READER: Final = 0x0001
"""A reader's address as shipped."""
BROADCAST: Final = 0xFFFF

QUIET_SECONDS: Final = 0.05
"""The least time between two requests."""
SHORTEST: Final = 11
LONGEST: Final = 258
"""Bytes of the longest frame that is not a long one."""

TAG_ENTERED: Final = 0x10
INVENTORY: Final = 0x11
SYSTEM_INFORMATION: Final = 0x28
RF_CONTROL: Final = 0xF0
READ_CONFIGURATION: Final = 0xF5
VERSION: Final = 0xF7

MODE_NORMAL: Final = 0x00
MODE_REPEAT: Final = 0x01
"""Send the last reply again."""
RF_CLOSE: Final = 0x00
RF_OPEN: Final = 0x01
RF_RESET: Final = 0x02
"""Off, and on again after 20 ms."""
OK: Final = 0x00
FAILED: Final = 0x01
PAGE_TAGS: Final = 25
"""Chips that fit into one reply."""

_FIRST_BYTE_AFTER_ADDRESSES: Final = 7
_LEAST_LENGTH: Final = 8
_UID_BYTES: Final = 8
_SEPARATOR: Final = 0xAA
_WITHOUT_STATUS: Final = frozenset({0x04, 0x30, 0x31, 0x32, 0x33, 0x3F, READ_CONFIGURATION})
_STATUS_AT: Final = {INVENTORY: -1, SYSTEM_INFORMATION: 0}
_CONTROL_AT: Final = 3
_CONFIGURATION_BYTES: Final = 6
_REFUSAL_BYTES: Final = 2
_BAUD_CODES: Final = frozenset({0x5, 0x7, 0xB})
_NOT_SILENCED: Final = 0x10


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame whose CRC was right. `long`: it carries the length of its parameters."""

    source: int
    target: int
    command: int
    parameters: bytes
    reply: bool = False
    long: bool = False

    @property
    def status(self) -> int | None:
        """A reply's word on how it went, 0 for well; `None` where the manual gives it none.

        Most replies end with a flag (0 or 1) and the kind of error; the one to 28 begins with
        them. An inventory has only a last byte that is "reserved, 00": anything else is taken for
        a failure.
        """
        if not self.reply or self.command in _WITHOUT_STATUS:
            return None
        at = _STATUS_AT.get(self.command, -2)
        return self.parameters[at] if len(self.parameters) > 1 else None


@dataclass(frozen=True, slots=True)
class InventoryPage:
    """One inventory reply: its chips, and how many the reader holds beyond them."""

    status: int
    tags: tuple[TagRead, ...]
    remaining: int


def encode(frame: Frame) -> bytes:
    """The bytes of a frame; a long one where its parameters fit no other way."""
    flag = bytes((REPLY_FLAG,)) if frame.reply else b""
    addresses = frame.source.to_bytes(2, "little") + frame.target.to_bytes(2, "little")
    head = addresses + flag + bytes((frame.command, 0))
    size = len(head) + len(frame.parameters) + 2
    if frame.long or size > LONGEST - 3:
        count = len(frame.parameters).to_bytes(2, "little")
        body = b"\0" + head + count + frame.parameters
    else:
        body = bytes((size,)) + head + frame.parameters
    return HEADER + body + x25(body).to_bytes(2, "little")


def encode_request(command: int, parameters: bytes = b"", target: int = BROADCAST) -> bytes:
    """A request of the host, ready to send."""
    return encode(Frame(HOST, target, command, parameters))


def encode_reply(
    command: int, parameters: bytes = b"", source: int = READER, target: int = HOST
) -> bytes:
    """A reply as a reader sends it, or, with other addresses, as the host does."""
    return encode(Frame(source, target, command, parameters, reply=True))


def frame_size(head: bytes) -> int:
    """The size of the frame that `head` begins, as far as `head` tells; 0 where none begins so."""
    if not head or head[0] != HEADER[0] or not HEADER.startswith(head[:2]):
        return 0
    if len(head) <= len(HEADER):
        return SHORTEST
    if head[2]:
        return head[2] + 3 if head[2] >= _LEAST_LENGTH else 0
    count_at = _FIRST_BYTE_AFTER_ADDRESSES + 2 + (head[7:8] == bytes((REPLY_FLAG,)))
    count = head[count_at : count_at + 2]
    return count_at + 4 + (int.from_bytes(count, "little") if len(count) > 1 else 0)


def open_frame(raw: bytes) -> Frame:
    """Take exactly one whole frame apart; raises `UnreadableData`.

    `length`, `crc`, or `unknown-type` where the byte behind CMD, "fixed at 00", is not 00.
    """
    if len(raw) < SHORTEST or len(raw) != frame_size(raw):
        raise UnreadableData("length")
    if x25(raw[2:-2]) != int.from_bytes(raw[-2:], "little"):
        raise UnreadableData("crc")
    reply = raw[_FIRST_BYTE_AFTER_ADDRESSES] == REPLY_FLAG
    long = not raw[2]
    command_at = _FIRST_BYTE_AFTER_ADDRESSES + reply
    start = command_at + 2 + 2 * long
    if start > len(raw) - 2:
        raise UnreadableData("length")
    if raw[command_at + 1]:
        raise UnreadableData("unknown-type")
    return Frame(
        int.from_bytes(raw[3:5], "little"),
        int.from_bytes(raw[5:7], "little"),
        raw[command_at],
        raw[start:-2],
        reply=reply,
        long=long,
    )


class FrameDecoder(StreamDecoder[Frame]):
    """Frames of either direction out of a stream of bytes."""

    def __init__(self, gap: float = math.inf) -> None:
        super().__init__(frame_size, open_frame, SHORTEST, gap)


def parse_inventory(frame: Frame) -> InventoryPage:
    """The chips of an inventory reply; raises `UnreadableData`.

    Parameters: for each chip its UID, low byte first, and AA; how many chips remain; a byte 00.
    """
    chips, end = frame.parameters[:-2], frame.parameters[-2:]
    if len(end) < 2 or len(chips) % (_UID_BYTES + 1):  # noqa: PLR2004 - two bytes end it
        raise UnreadableData("length")
    if any(byte != _SEPARATOR for byte in chips[_UID_BYTES :: _UID_BYTES + 1]):
        raise UnreadableData("unknown-type")
    starts = range(0, len(chips), _UID_BYTES + 1)
    tags = tuple(_tag(chips[start : start + _UID_BYTES]) for start in starts)
    return InventoryPage(end[1], tags, end[0])


def inventory_parameters(uids: tuple[TagUid, ...], remaining: int, status: int = OK) -> bytes:
    """What a reader's inventory reply carries."""
    chips = b"".join(uid.raw[::-1] + bytes((_SEPARATOR,)) for uid in uids)
    return chips + bytes((remaining, status))


def parse_upload(frame: Frame) -> TagRead:
    """The chip that a reader reports unasked; raises `UnreadableData`.

    Parameters: 00, the UID, low byte first, two bytes 00.
    """
    if len(frame.parameters) != _UID_BYTES + 3:
        raise UnreadableData("length")
    return _tag(frame.parameters[1:-2])


def upload_parameters(uid: TagUid) -> bytes:
    """What a reader sends when a chip enters its field."""
    return b"\0" + uid.raw[::-1] + b"\0\0"


def silences_tags(configuration: Frame) -> bool | None:
    """Whether the reader's configuration makes it silence each chip that it has read.

    `None` where the reply does not tell. Parameters of the reply to F5: working mode, address (2),
    control word (2), AFI. In the first byte of the control word bit 4 clear is "silence" and the
    low half is the baud code, by which a wrong reading of this layout, of which no frame was
    captured, shows. A failure flag and a byte after it, the manual's way to refuse other commands,
    mean that there is no such setting.
    """
    parameters = configuration.parameters
    if len(parameters) == _REFUSAL_BYTES and parameters[0] == FAILED:
        return False
    if len(parameters) < _CONFIGURATION_BYTES:
        return None
    control = parameters[_CONTROL_AT]
    return not control & _NOT_SILENCED if control & 0x0F in _BAUD_CODES else None


def _tag(raw: bytes) -> TagRead:
    # Turned round first: a number that has E0 at both ends would not be.
    return TagRead(TagUid.iso15693(raw[::-1]))
