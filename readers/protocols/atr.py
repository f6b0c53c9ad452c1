"""Answers to reset: what a PC/SC reader says about the kind of a contactless card.

A card that only stores has no answer to reset of its own; the reader makes one up, as PC/SC part 3,
3.1.3.2.3 lays down: `3B 8F 80 01`, the historical bytes `80 4F 0C`, the registered identifier
A0 00 00 03 06, the standard SS, the card's name NN NN, four bytes 00, and TCK, the exclusive or of
all bytes after the first. Cards that process (ISO 14443-4) answer `3B 8n 80 01` and their own
historical bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Final

from readers.tag import ISO14443A, ISO15693

ISO14443: Final = "iso14443"
"""A card of ISO 14443-4; its answer to reset does not tell type A from type B."""
ISO14443B: Final = "iso14443b"
FELICA: Final = "felica"
UNKNOWN: Final = "unknown"

ISO14443A_3: Final = 0x03
ISO15693_3: Final = 0x0B
MIFARE_CLASSIC_1K: Final = 0x0001
MIFARE_ULTRALIGHT: Final = 0x0003
ICODE_SLI: Final = 0x0014

_STORAGE_HEAD: Final = bytes.fromhex("3B8F8001804F0CA000000306")
_STORAGE_BYTES: Final = 20
_STANDARD_AT: Final = len(_STORAGE_HEAD)
_NAME_AT: Final = _STANDARD_AT + 1
_KINDS: Final = {
    **dict.fromkeys((0x01, 0x02, ISO14443A_3), ISO14443A),
    **dict.fromkeys((0x05, 0x06, 0x07), ISO14443B),
    **dict.fromkeys((0x09, 0x0A, ISO15693_3, 0x0C), ISO15693),
    0x11: FELICA,
}
_NAMES: Final = {
    MIFARE_CLASSIC_1K: "MIFARE Classic 1K",
    0x0002: "MIFARE Classic 4K",
    MIFARE_ULTRALIGHT: "MIFARE Ultralight",
    0x0012: "Tag-it",
    0x0013: "LRI512",
    ICODE_SLI: "ICODE SLI",
    0x0016: "I-CODE 1",
    0x0026: "MIFARE Mini",
    0x0036: "MIFARE Plus SL1 2K",
    0x0037: "MIFARE Plus SL1 4K",
    0x003A: "MIFARE Ultralight C",
    0x003B: "FeliCa",
}


@dataclass(frozen=True, slots=True)
class StorageCard:
    """What an answer to reset says of a storage card.

    `standard` is the byte SS, `code` the number NN NN. `sound`: the check byte is right.
    """

    standard: int
    code: int
    sound: bool = True

    @property
    def kind(self) -> str:
        """The standard as a `TagRead` has it; `UNKNOWN` for one of contact cards or of no one."""
        return _KINDS.get(self.standard, UNKNOWN)

    @property
    def name(self) -> str:
        """The maker's name of the card; its number in hex where that is not known here."""
        return _NAMES.get(self.code, f"{self.code:04X}")


def storage_card(answer: bytes) -> StorageCard | None:
    """Read an answer to reset, `None` when it is not that of a storage card."""
    if len(answer) != _STORAGE_BYTES or not answer.startswith(_STORAGE_HEAD):
        return None
    code = int.from_bytes(answer[_NAME_AT : _NAME_AT + 2], "big")
    return StorageCard(answer[_STANDARD_AT], code, sound=check_byte(answer[:-1]) == answer[-1])


def encode_storage_card(card: StorageCard) -> bytes:
    """The answer to reset a reader makes up for `card`; with a wrong check byte if not `sound`."""
    answer = _STORAGE_HEAD + bytes((card.standard,)) + card.code.to_bytes(2, "big") + bytes(4)
    return answer + bytes((check_byte(answer) ^ (0 if card.sound else 0xFF),))


def check_byte(answer: bytes) -> int:
    """TCK for an answer to reset that does not have it yet (ISO 7816-3, 8.2.5)."""
    return reduce(xor, answer[1:], 0)


def card_kind(answer: bytes) -> str:
    """The kind of any card by its answer to reset, as a `TagRead` has it.

    A wrong check byte changes nothing: what it guards is made by the reader itself, and all that is
    taken from it is which way round a number is written.
    """
    card = storage_card(answer)
    if card is not None:
        return card.kind
    processor = len(answer) >= 4 and answer[1] >> 4 == 0x8 and answer[2:4] == b"\x80\x01"  # noqa: PLR2004 - the bytes of the pattern above
    return ISO14443 if answer[:1] == b"\x3b" and processor else UNKNOWN
