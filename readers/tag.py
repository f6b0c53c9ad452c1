"""Chips: what one is called and how it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from readers.errors import BadUid

ISO15693: Final = "iso15693"
ISO14443A: Final = "iso14443a"
EPC: Final = "epc"
_UID_TEXT: Final = re.compile(r"(?:[0-9A-Fa-f]{2}){4,16}")
_ISO15693_BYTES: Final = 8
_ISO15693_FIRST: Final = 0xE0


@dataclass(frozen=True, order=True, slots=True)
class TagUid:
    """A chip's number in its one canonical form: upper-case hex, most significant byte first.

    Made by `parse`, `of` or `iso15693`; two readers that print the same chip in another case or
    byte order give equal values.
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> TagUid:
        """Read 8 to 32 hex digits, an even number of them, case ignored; else `BadUid`."""
        stripped = text.strip()
        if _UID_TEXT.fullmatch(stripped) is None:
            raise BadUid(text=text)
        return cls(stripped.upper())

    @classmethod
    def of(cls, raw: bytes) -> TagUid:
        """From bytes, most significant first (4 to 16 of them)."""
        return cls.parse(raw.hex())

    @classmethod
    def iso15693(cls, raw: bytes) -> TagUid:
        """From the 8 bytes of an ISO 15693 chip in either order.

        The standard's UIDs begin with E0 (ISO 15693-3, 4.1); readers differ in which end they send
        first. A number with E0 at neither end is kept as it came.
        """
        backwards = raw[0] != _ISO15693_FIRST and raw[-1] == _ISO15693_FIRST
        return cls.of(raw[::-1] if backwards and len(raw) == _ISO15693_BYTES else raw)

    @property
    def raw(self) -> bytes:
        """The bytes, most significant first."""
        return bytes.fromhex(self.text)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class TagRead:
    """One chip that answered in one cycle.

    `antenna` counts from 1; `rssi` is the reader's own figure, `None` where it gives none.
    """

    uid: TagUid
    kind: str = ISO15693
    antenna: int = 1
    rssi: int | None = None
