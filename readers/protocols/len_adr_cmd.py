"""The Len-Adr-Cmd frame of the RR (HF) and UHFReader (UHF) readers: bytes to frames and back. Pure.

Sources: the user manual of UHFReader18 V2.0 (as kept in xynogen/uhfreader18) for UHF; HBLib of
abatei/HB-RFID-Demo and 545ch4/RR3036 for HF. The UHF layout is checked against captured frames, the
HF layout against computed ones: no captured frame of that family is known.

    request      LEN ADR CMD data          CRC-low CRC-high     RR: data begins with a STATE
    reply, UHF   LEN ADR reCMD STATUS data CRC-low CRC-high     reCMD EE: sent unasked
    reply, RR    LEN ADR STATUS data       CRC-low CRC-high     no word of the command

LEN does not count itself. CRC-16/MCRF4XX covers all from LEN on, so over a whole frame it is 0.
A network module of UHF readers also sends six bytes without a CRC to show that it lives.

How a protocol module uses it: choose a `Dialect` (`RR` or `UHF`); `encode_request` and
`encode_reply` make frames, `open_frame` takes one apart, `FrameDecoder(dialect, direction)` finds
them in a stream, and `frame_size` says how long the frame is that some bytes begin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from readers.protocols.crc import mcrf4xx
from readers.protocols.framing import StreamDecoder, UnreadableData

Direction = Literal["request", "reply"]
Kind = Literal["request", "reply", "push", "heartbeat"]

BROADCAST: Final = 0xFF
GAP_SECONDS: Final = 0.015
"""Silence inside a request after which a reader drops it."""
PUSH_COMMAND: Final = 0xEE
"""reCMD of a report that nobody asked for (active mode)."""
HEARTBEAT: Final = bytes.fromhex("560000000000")
"""What a network module sends; 56 is also a LEN, so only all six bytes together are a heartbeat."""
_CRC_BYTES: Final = 2


@dataclass(frozen=True, slots=True)
class Dialect:
    """What sets one branch of the family apart.

    `echoes`: replies repeat the command. `beats`: heartbeats occur. `request_length` and
    `reply_length` are the smallest LEN of each direction, `greatest_length` the greatest of both.
    """

    echoes: bool
    beats: bool
    request_length: int
    reply_length: int
    greatest_length: int

    def shortest(self, direction: Direction) -> int:
        """Bytes of the shortest frame, LEN included."""
        return 1 + (self.request_length if direction == "request" else self.reply_length)

    @property
    def longest(self) -> int:
        """Bytes of the longest frame, LEN included."""
        return 1 + self.greatest_length


# HBLib says that a frame has at most 96 bytes; a reader that sends more is heard all the same.
RR: Final = Dialect(
    echoes=False, beats=False, request_length=5, reply_length=4, greatest_length=0xFF
)
"""RR3036, RR9036, HR8002: HF, ISO 15693."""
UHF: Final = Dialect(
    echoes=True, beats=True, request_length=4, reply_length=5, greatest_length=0x60
)
"""UHFReader18 and UHFReader288: EPC Gen2. The manual bounds LEN by 04 and 60."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame whose CRC was right, or a heartbeat.

    `command` is `None` in a reply of RR and in a heartbeat, `status` in a request and a heartbeat.
    """

    kind: Kind
    address: int
    command: int | None
    status: int | None
    data: bytes


_BEAT: Final = Frame("heartbeat", 0, None, None, b"")


def encode_request(
    dialect: Dialect, command: int, data: bytes = b"", address: int = BROADCAST
) -> bytes:
    """A request frame, ready to send. Raises `ValueError` where LEN cannot hold it."""
    return _seal(dialect, bytes((address, command)) + data)


def encode_reply(
    dialect: Dialect, command: int, status: int, data: bytes = b"", address: int = 0
) -> bytes:
    """A reply frame, as a reader sends it; RR leaves the command out. Raises `ValueError`."""
    head = bytes((address, command, status)) if dialect.echoes else bytes((address, status))
    return _seal(dialect, head + data)


def _seal(dialect: Dialect, body: bytes) -> bytes:
    length = len(body) + _CRC_BYTES
    if length > dialect.greatest_length:
        raise ValueError(length)
    head = bytes((length,)) + body
    return head + mcrf4xx(head).to_bytes(2, "little")


def frame_size(held: bytes | bytearray, dialect: Dialect, direction: Direction) -> int:
    """The bytes of the frame that `held` (at least one byte) begins; 0 where none begins so.

    What may still be a heartbeat counts as one until a byte differs.
    """
    length = held[0]
    beats = length == HEARTBEAT[0] and dialect.beats and direction == "reply"
    if beats and HEARTBEAT.startswith(held[: len(HEARTBEAT)]):
        return len(HEARTBEAT)
    least = dialect.request_length if direction == "request" else dialect.reply_length
    return length + 1 if least <= length <= dialect.greatest_length else 0


def open_frame(raw: bytes, dialect: Dialect, direction: Direction) -> Frame:
    """Take exactly one whole frame apart; raises `UnreadableData` (`length` or `crc`)."""
    if not raw or len(raw) != frame_size(raw, dialect, direction):
        raise UnreadableData("length")
    if dialect.beats and direction == "reply" and raw == HEARTBEAT:
        return _BEAT
    if mcrf4xx(raw):
        raise UnreadableData("crc")
    if direction == "request":
        return Frame("request", raw[1], raw[2], None, raw[3:-_CRC_BYTES])
    if not dialect.echoes:
        return Frame("reply", raw[1], None, raw[2], raw[3:-_CRC_BYTES])
    kind: Kind = "push" if raw[2] == PUSH_COMMAND else "reply"
    return Frame(kind, raw[1], raw[2], raw[3], raw[4:-_CRC_BYTES])


class FrameDecoder(StreamDecoder[Frame]):
    """Frames of one dialect and direction out of a stream of bytes, heartbeats included."""

    def __init__(self, dialect: Dialect, direction: Direction, gap: float = GAP_SECONDS) -> None:
        super().__init__(
            lambda held: frame_size(held, dialect, direction),
            lambda raw: open_frame(raw, dialect, direction),
            dialect.shortest(direction),
            gap,
        )
