"""UHFReader18 and UHFReader288, readers of EPC Gen2 chips: commands and what their answers say.

Sources: UHFReader18 User's Manual V2.0 and UHFReader288MP User Manual v1.14, the sections on
statuses, inventory, reader information, scan time and work mode; checked against inventory replies
and a report that were captured from readers. The frame is that of `len_adr_cmd`. A command that is
unknown or whose CRC is wrong is answered as command 00 with status FE.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from readers.protocols import len_adr_cmd
from readers.protocols.framing import UnreadableData
from readers.protocols.len_adr_cmd import BROADCAST, UHF, Direction, Frame
from readers.tag import EPC, TagRead, TagUid

SHORTEST_REPLY: Final = UHF.shortest("reply")
LONGEST: Final = UHF.longest

UNKNOWN: Final = 0x00
INVENTORY: Final = 0x01
READER_INFORMATION: Final = 0x21
SET_SCAN_TIME: Final = 0x25

OK: Final = 0x00
FINISHED: Final = 0x01
SCAN_TIME_OVER: Final = 0x02
MORE_FOLLOWS: Final = 0x03
MEMORY_FULL: Final = 0x04
SAVE_FAILED: Final = 0x13
ANTENNA_ERROR: Final = 0xF8
POOR_COMMUNICATION: Final = 0xFA
NO_TAG: Final = 0xFB
LENGTH_ERROR: Final = 0xFD
ILLEGAL_COMMAND: Final = 0xFE
PARAMETER_ERROR: Final = 0xFF
WITH_DATA: Final = frozenset({FINISHED, SCAN_TIME_OVER, MORE_FOLLOWS, MEMORY_FULL})
"""Statuses under which an inventory reply names chips."""

SCAN_UNIT_SECONDS: Final = 0.1
SCAN_LATE_SECONDS: Final = 0.075
"""How much longer than its scan time an inventory may take."""
SHORTEST_SCAN: Final = 3
FIRST_ANTENNA: Final = 0x80
"""The request's number of antenna 1; the others follow."""
ANTENNAS: Final = 4
Q: Final = 4
"""Sixteen slots a round: the manual asks for about as many as there are chips."""
GREATEST_Q: Final = 15
PARAMETERS: Final = (
    "q",
    "session",
    "mask memory",
    "mask address high",
    "mask address low",
    "mask bits",
    "target",
    "antenna",
    "scan",
)
"""What the bytes of a UHFReader288's inventory command are."""
_SESSION_0: Final = 0x00
_MASK_IN_EPC: Final = 0x01
_NO_MASK: Final = bytes(3)
_TARGET_A: Final = 0x00
_SCAN_AT: Final = 7
_INFORMATION_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class InventoryPart:
    """One frame of an inventory's answer; `more` when the reader sends another one, unasked.

    `strange` counts chips whose EPC is too short or too long to be a chip's number here.
    """

    status: int
    tags: tuple[TagRead, ...]
    strange: int
    more: bool


Parser = Callable[[Frame], InventoryPart]
Decoder = len_adr_cmd.FrameDecoder


def encode_request(command: int, data: bytes = b"", address: int = BROADCAST) -> bytes:
    """A request frame, ready to send."""
    return len_adr_cmd.encode_request(UHF, command, data, address)


def encode_reply(command: int, status: int, data: bytes = b"", address: int = 0) -> bytes:
    """A reply frame, as a reader sends it."""
    return len_adr_cmd.encode_reply(UHF, command, status, data, address)


def open_frame(raw: bytes, direction: Direction) -> Frame:
    """Take exactly one whole frame apart; raises `UnreadableData` (`length` or `crc`)."""
    return len_adr_cmd.open_frame(raw, UHF, direction)


def decoder(gap: float = len_adr_cmd.GAP_SECONDS) -> Decoder:
    """Finds a reader's frames in a stream."""
    return len_adr_cmd.FrameDecoder(UHF, "reply", gap)


def answers(frame: Frame, command: int) -> bool:
    """Whether `frame` is the reader's answer to `command`, not something it says unasked."""
    refused = frame.command == UNKNOWN and frame.status == ILLEGAL_COMMAND
    return frame.command == command or refused


def scan_time(frame: Frame) -> int | None:
    """The scan time, in tenths of a second, that a reader information reply tells, if any."""
    if frame.status != OK or len(frame.data) < _INFORMATION_BYTES:
        return None
    return frame.data[_SCAN_AT]


def inventory_request_18(address: int = BROADCAST) -> bytes:
    """Inventory of a UHFReader18, with the scan time it was set to."""
    return encode_request(INVENTORY, b"", address)


def inventory_request_288(
    antenna: int, scan: int = SHORTEST_SCAN, address: int = BROADCAST
) -> bytes:
    """Inventory of a UHFReader288 at `antenna` (1 to 4) for at most `scan` tenths of a second.

    Session 0 and target A: a chip forgets in session 0 that it was read as soon as the field is
    off (EPC Gen2, inventoried flags), so every inventory finds every chip. No mask, bit 7 of Q
    clear: no frame with statistics at the end.
    """
    data = bytes((Q, _SESSION_0, _MASK_IN_EPC)) + _NO_MASK
    data += bytes((_TARGET_A, FIRST_ANTENNA + antenna - 1, scan))
    return encode_request(INVENTORY, data, address)


def parse_inventory_18(frame: Frame) -> InventoryPart:
    """The chips of an inventory frame; raises `UnreadableData`. Data: NUM, then {LEN EPC}."""
    return _parse(frame, head=0, tail=0)


def parse_inventory_288(frame: Frame) -> InventoryPart:
    """The chips of an inventory frame; raises `UnreadableData`. Data: ANT NUM, then {LEN EPC RSSI}.

    ANT has one bit an antenna; with several the lowest counts.
    """
    return _parse(frame, head=1, tail=1)


def _parse(frame: Frame, head: int, tail: int) -> InventoryPart:
    status = OK if frame.status is None else frame.status
    data = frame.data if status in WITH_DATA else b""
    if status in WITH_DATA and len(data) <= head:
        raise UnreadableData("length")
    antenna = _antenna(data[0]) if head and data else 1
    tags: list[TagRead] = []
    rest, count = data[head + 1 :], data[head] if data else 0
    for _number in range(count):
        epc, rssi, rest = _next_epc(rest, tail)
        if is_number(epc):
            tags.append(TagRead(TagUid.of(epc), EPC, antenna, rssi))
    if rest:
        raise UnreadableData("length")
    return InventoryPart(status, tuple(tags), count - len(tags), status == MORE_FOLLOWS)


def _next_epc(rest: bytes, tail: int) -> tuple[bytes, int | None, bytes]:
    end = 1 + rest[0] if rest else 0
    if not end or len(rest) < end + tail:
        raise UnreadableData("length")
    return rest[1:end], rest[end] if tail else None, rest[end + tail :]


def _antenna(bits: int) -> int:
    return (bits & -bits).bit_length() or 1


def is_number(epc: bytes) -> bool:
    """Whether an EPC has a length that a chip's number may have, 4 to 16 bytes.

    EPC Gen2 allows 0 to 62; 12 is what nearly every chip is sold with.
    """
    return 4 <= len(epc) <= 16  # noqa: PLR2004


def parse_push_18(frame: Frame) -> tuple[TagRead, ...]:
    """The chip of a push; raises `UnreadableData`. Data: the EPC alone."""
    if frame.status != OK:
        return ()
    return (_pushed(frame.data, 1, None),)


def parse_push_288(frame: Frame) -> tuple[TagRead, ...]:
    """The chip of a push; raises `UnreadableData`. Data: ANT LEN EPC RSSI.

    Under any status but 00 a push is a sign of life and names no chip.
    """
    if frame.status != OK:
        return ()
    epc, rssi, rest = _next_epc(frame.data[1:], 1)
    if rest:
        raise UnreadableData("length")
    return (_pushed(epc, _antenna(frame.data[0]), rssi),)


def _pushed(epc: bytes, antenna: int, rssi: int | None) -> TagRead:
    if not is_number(epc):
        raise UnreadableData("unknown-type")
    return TagRead(TagUid.of(epc), EPC, antenna, rssi)


def epc_18(epc: bytes) -> bytes:
    """One chip as a UHFReader18 names it."""
    return bytes((len(epc),)) + epc


def epc_288(epc: bytes, rssi: int) -> bytes:
    """One chip as a UHFReader288 names it."""
    return bytes((len(epc),)) + epc + bytes((rssi,))
