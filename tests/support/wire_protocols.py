"""The wire protocols side by side: what a stream of each is made of and what reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from readers.protocols import anyid, feig, len_adr_cmd, rr, uhf
from readers.protocols.crc import mcrf4xx, x25
from readers.protocols.framing import StreamDecoder
from readers.tag import TagUid

Direction = Literal["request", "reply"]
Frame = Any  # every protocol has its own
DIRECTIONS: Final[tuple[Direction, Direction]] = ("request", "reply")

HF: Final = TagUid.parse("E01680FF08005024")
HF_REVERSED: Final = TagUid.parse("E0040150CABD51B9")
SHORT_UID: Final = TagUid.parse("04A1B2C3D4E5F6")
EPC: Final = bytes.fromhex("000000000000000000000313")


@dataclass(frozen=True)
class WireProtocol:
    """One protocol of `canteen readers decode`.

    `decoder(direction, gap)` finds frames; `gap` is the silence, in seconds, that its reader ends a
    frame by. `seal(body, long)` adds what stands before and behind a body, as the house's encoders
    do but for any body; `long` in the protocol's longer form, if it has one. `encode` gives the
    bytes of a frame that was read. `longest` is a frame's greatest size. `parsers` take a frame
    further and may raise `UnreadableData`. `bodies` are what is sent in earnest, by direction;
    `claim` begins a frame of the greatest size.
    """

    decoder: Callable[[Direction, float], StreamDecoder[Frame]]
    opener: Callable[[bytes, Direction], Frame]
    encode: Callable[[Frame], bytes]
    seal: Callable[[bytes, bool], bytes]
    gap: float
    longest: int
    parsers: tuple[Callable[[Frame], object], ...]
    bodies: dict[Direction, tuple[bytes, ...]]
    claim: bytes


def _seal_feig(body: bytes, long: bool) -> bytes:
    if long:
        head = b"\x02" + (len(body) + 5).to_bytes(2, "big") + body
    else:
        head = bytes((len(body) + 3 & 0xFF,)) + body
    return head + mcrf4xx(head).to_bytes(2, "little")


def _seal_len_adr_cmd(body: bytes, _long: bool) -> bytes:
    head = bytes((len(body) + 2 & 0xFF,)) + body
    return head + mcrf4xx(head).to_bytes(2, "little")


def _seal_anyid(body: bytes, long: bool) -> bytes:
    if long:
        at = 7 if body[4:5] == b"\x1f" else 6
        head = b"\0" + body[:at] + len(body[at:]).to_bytes(2, "little") + body[at:]
    else:
        head = bytes((len(body) + 2 & 0xFF,)) + body
    return anyid.HEADER + head + x25(head).to_bytes(2, "little")


def _encode_feig(frame: feig.Frame) -> bytes:
    if frame.status is None:
        return feig.encode_request(
            frame.command, frame.data, frame.address, advanced=frame.advanced
        )
    return feig.encode_reply(
        frame.command, frame.status, frame.data, frame.address, advanced=frame.advanced
    )


def _encode_len_adr_cmd(dialect: len_adr_cmd.Dialect) -> Callable[[len_adr_cmd.Frame], bytes]:
    def encode(frame: len_adr_cmd.Frame) -> bytes:
        if frame.kind == "heartbeat":
            return len_adr_cmd.HEARTBEAT
        command = frame.command or 0
        if frame.status is None:
            return len_adr_cmd.encode_request(dialect, command, frame.data, frame.address)
        return len_adr_cmd.encode_reply(dialect, command, frame.status, frame.data, frame.address)

    return encode


def _feig() -> WireProtocol:
    pages = [feig.data_set(uid) for uid in (HF, SHORT_UID)]
    pages += [b"\x05\0" + HF.raw, b"\x06" + EPC, b"\x80\0\x0e\x30\0" + EPC]
    chips = [b"\0\xb0" + bytes((feig.MORE_DATA * (n % 2), 1)) + p for n, p in enumerate(pages)]
    return WireProtocol(
        feig.FrameDecoder,
        feig.open_frame,
        _encode_feig,
        _seal_feig,
        feig.GAP_SECONDS,
        feig.MAX_ADVANCED,
        (feig.parse_inventory,),
        {
            "request": (b"\xff\xb0\x01\0", b"\xff\xb0\x01\x80", b"\xff\x69", b"\xff\x52\0"),
            "reply": (
                *chips,
                b"\0\xb0\0\2" + pages[0] + pages[1],
                b"\0\xb0\1",
                b"\0\xb0\x95\x0f",
                b"\0\x65\0" + bytes(7),
            ),
        },
        b"\x02\xff\xff",
    )


def _len_adr_cmd(
    dialect: len_adr_cmd.Dialect,
    parsers: tuple[Callable[[len_adr_cmd.Frame], object], ...],
    bodies: dict[Direction, tuple[bytes, ...]],
) -> WireProtocol:
    return WireProtocol(
        lambda direction, gap: len_adr_cmd.FrameDecoder(dialect, direction, gap),
        lambda raw, direction: len_adr_cmd.open_frame(raw, dialect, direction),
        _encode_len_adr_cmd(dialect),
        _seal_len_adr_cmd,
        len_adr_cmd.GAP_SECONDS,
        dialect.longest,
        parsers,
        bodies,
        bytes((dialect.greatest_length,)),
    )


def _rr() -> WireProtocol:
    chips = rr.element(HF) + rr.element(HF_REVERSED, lsb_first=False)
    replies = (b"\0\0" + chips, b"\0\x0b" + chips, b"\0\x0b", b"\0\x0e", b"\0\x0f\1")
    return _len_adr_cmd(
        len_adr_cmd.RR,
        (rr.parse_inventory, rr.scan_time, rr.is_acknowledgement),
        {
            "request": (b"\xff\0\0", b"\xff\1\6", b"\xff\1\2", b"\0\0\4\x0a"),
            "reply": (*replies, b"\0\0" + bytes(8)),
        },
    )


def _uhf18() -> WireProtocol:
    chip = uhf.epc_18(EPC)
    return _len_adr_cmd(
        len_adr_cmd.UHF,
        (uhf.parse_inventory_18, uhf.parse_push_18, uhf.scan_time),
        {
            "request": (b"\xff\1", b"\xff\x21", b"\xff\x25\x0a"),
            "reply": (
                b"\0\1\3\2" + chip + uhf.epc_18(EPC[:8]),
                b"\0\1\1\1" + chip,
                b"\0\1\1\0",
                b"\0\1\xfb",
                b"\0\0\xfe",
                b"\0\xee\0" + EPC,
                b"\0\x21\0" + bytes(8),
            ),
        },
    )


def _uhf288() -> WireProtocol:
    chip = uhf.epc_288(EPC, 0xB1)
    return _len_adr_cmd(
        len_adr_cmd.UHF,
        (uhf.parse_inventory_288, uhf.parse_push_288, uhf.scan_time),
        {
            "request": (b"\xff\1\4\0\1\0\0\0\0\x80\3", b"\xff\x21"),
            "reply": (
                b"\0\1\3\1\2" + chip + uhf.epc_288(EPC[:8], 1),
                b"\0\1\1\4\1" + chip,
                b"\0\1\1\1\0",
                b"\0\1\xf8",
                b"\0\xee\0\2" + chip,
            ),
        },
    )


def _anyid() -> WireProtocol:
    to_reader, to_host = b"\0\0\1\0", b"\1\0\0\0"
    page = anyid.inventory_parameters((HF, HF_REVERSED), 3)
    return WireProtocol(
        lambda _direction, gap: anyid.FrameDecoder(gap),
        lambda raw, _direction: anyid.open_frame(raw),
        anyid.encode,
        _seal_anyid,
        anyid.QUIET_SECONDS,  # the manual names no gap
        14 + 0xFFFF,
        (
            anyid.parse_inventory,
            anyid.parse_upload,
            anyid.silences_tags,
            lambda frame: frame.status,
        ),
        {
            "request": (
                to_reader + b"\x11\0\0",
                to_host + b"\x10\0" + anyid.upload_parameters(HF),
                b"\0\0\xff\xff\xf7\0",
            ),
            "reply": (
                to_host + b"\x1f\x11\0" + page,
                to_host + b"\x1f\x11\0\0\0",
                to_host + b"\x1f\xf5\0\0\1\0\5\0\0",
                to_host + b"\x1f\xf0\0\0\0",
            ),
        },
        anyid.HEADER + b"\0" + to_host + b"\x1f\x11\0\xff\xff",
    )


PROTOCOLS: Final[dict[str, WireProtocol]] = {
    "feig": _feig(),
    "rr": _rr(),
    "uhf18": _uhf18(),
    "uhf288": _uhf288(),
    "anyid": _anyid(),
}
