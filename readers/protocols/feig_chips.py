"""The data sets of a FEIG inventory: one chip each, laid out by its TR-TYPE.

Sources: FEIG manuals H20800-16e-ID-B (types 03 to 05), H60301-3e-ID-B (MR101: 06 and the bits of
TR-TYPE); for the lengths that the manuals leave open, FEIG's published host library.

    03 ISO 15693      TR-TYPE DSFID UID(8)
    04 ISO 14443-A    TR-TYPE TR-INFO OPT-INFO UID(7; 10 with TR-INFO bit 2)
    05 ISO 14443-B    TR-TYPE PROTO-INFO SNR(8)
    06 I-CODE EPC     TR-TYPE EPC(12; 8 where its first two bits are not 00)
    10xxxxxx UHF      TR-TYPE IDDT IDD-LEN IDD(IDD-LEN)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from readers.protocols.framing import UnreadableData
from readers.tag import EPC, ISO14443A, ISO15693, TagRead, TagUid

ISO14443B: Final = "iso14443b"

TYPE_ISO15693: Final = 0x03
TYPE_ISO14443A: Final = 0x04
TYPE_ISO14443B: Final = 0x05
TYPE_ICODE_EPC: Final = 0x06
LONG_UID: Final = 0x04
"""TR-INFO bit 2: ten bytes instead of seven."""
SHORT_UID_BYTES: Final = 7
LONG_UID_BYTES: Final = 10
_TECHNOLOGY: Final = 0xC0
_UHF: Final = 0x80
_EPC_BYTES: Final = range(4, 17)
_MOST_WORDS: Final = 31


def next_chip(rest: bytes) -> tuple[TagRead, int]:
    """The chip that `rest` begins with and the bytes it takes.

    Raises `UnreadableData`: `unknown-type`, behind which nothing can be told apart, or `length`.
    """
    if not rest:
        raise UnreadableData("length")
    kind = _UHF if rest[0] & _TECHNOLOGY == _UHF else rest[0]
    if kind not in _LAYOUTS:
        raise UnreadableData("unknown-type")
    try:
        start, stop = _LAYOUTS[kind](rest)
    except IndexError:
        raise UnreadableData("length") from None
    if len(rest) < stop:
        raise UnreadableData("length")
    return _KINDS[kind](rest[start:stop]), stop


def _iso14443a(rest: bytes) -> tuple[int, int]:
    return 3, 3 + (LONG_UID_BYTES if rest[1] & LONG_UID else SHORT_UID_BYTES)


def _icode_epc(rest: bytes) -> tuple[int, int]:
    # The EPC tag data standard gives headers from 01 on to the codes of 64 bits.
    return 1, 9 if rest[1] & _TECHNOLOGY else 13


def _uhf(rest: bytes) -> tuple[int, int]:
    return 3, 3 + rest[2]


def _epc(raw: bytes) -> TagRead:
    """A UHF chip; the protocol control word before its EPC is no part of its number."""
    words = len(raw) // 2 - 1
    # The word has five bits for the length of the EPC; what is longer than they tell has none.
    if 0 < words <= _MOST_WORDS and raw[:2] == (words << 11).to_bytes(2, "big"):
        raw = raw[2:]
    if len(raw) not in _EPC_BYTES:
        raise UnreadableData("unknown-type")
    return TagRead(TagUid.of(raw), EPC)


_LAYOUTS: Final[dict[int, Callable[[bytes], tuple[int, int]]]] = {
    TYPE_ISO15693: lambda _rest: (2, 10),
    TYPE_ISO14443A: _iso14443a,
    TYPE_ISO14443B: lambda _rest: (2, 10),
    TYPE_ICODE_EPC: _icode_epc,
    _UHF: _uhf,
}
_KINDS: Final[dict[int, Callable[[bytes], TagRead]]] = {
    TYPE_ISO15693: lambda raw: TagRead(TagUid.iso15693(raw), ISO15693),
    TYPE_ISO14443A: lambda raw: TagRead(TagUid.of(raw), ISO14443A),
    TYPE_ISO14443B: lambda raw: TagRead(TagUid.of(raw), ISO14443B),
    TYPE_ICODE_EPC: lambda raw: TagRead(TagUid.of(raw), EPC),
    _UHF: _epc,
}
