"""The PC/SC service: the only place that calls pyscard, and what its return codes mean here.

The low-level calls are used, not pyscard's monitor: its thread ends for good when the service does,
and it cannot tell two cards of one model apart. A context does not outlive the service either, so
after any failure it is thrown away and a new one made.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from readers.errors import (
    CardLeft,
    LibraryMissing,
    ReaderError,
    ReaderGone,
    ReaderRefused,
    ServiceAway,
)

try:
    from smartcard import scard
except ImportError:
    # An optional package. Who lists readers must not fail for want of it; `open` tells.
    scard = None

NOTIFICATION: Final = "\\\\?PnP?\\Notification"
"""The name that stands for readers coming and going (PC/SC part 5, as pcsc-lite has it)."""
UNAWARE: Final = 0
STATUS_BYTES: Final = 2
"""Every answer of a card ends with as many."""

_CHANGED: Final = 0x0002
_GONE: Final = 0x0001 | 0x0004 | 0x0008
"""To be ignored, unknown, unavailable."""
_PRESENT: Final = 0x0020
_MUTE: Final = 0x0200
_EVENTS: Final = 16
"""Bits below the counter of insertions and removals."""

_OK: Final = 0
_TIMEOUT: Final = 0x8010000A
_NO_READERS: Final = 0x8010002E
_NO_SERVICE: Final = frozenset({0x80100003, 0x80100013, 0x80100014, 0x8010001D, 0x8010001E})
"""Invalid handle, communication error, unknown error, no service, service stopped."""
_READER_GONE: Final = frozenset({0x80100009, 0x80100017, _NO_READERS})
"""Unknown reader, reader unavailable, no reader at all."""
_CARD_LEFT: Final = frozenset(
    {0x8010000C, 0x80100013, 0x80100016, 0x8010002F, *range(0x80100066, 0x8010006A)}
)
"""No card, communication error, not transacted, data lost; unresponsive, unpowered, reset, removed.

Within an exchange a communication error is the card's; were it the service's, the next wait tells.
"""


@dataclass(frozen=True, slots=True)
class ReaderState:
    """What the service says of a reader.

    `flags` are bits of SCARD_READERSTATE, the counter of insertions and removals in the upper 16.
    `atr` is the answer to reset of the card that lies there. `plugs` is the same word for readers
    coming and going, `replugged` that it changed since the state before.
    """

    flags: int = UNAWARE
    atr: bytes = b""
    plugs: int = UNAWARE
    replugged: bool = False

    @property
    def gone(self) -> bool:
        """The reader is not there any more."""
        return bool(self.flags & _GONE)

    @property
    def present(self) -> bool:
        """A card lies there."""
        return bool(self.flags & _PRESENT)

    @property
    def mute(self) -> bool:
        """A card lies there and does not answer."""
        return bool(self.flags & _MUTE)

    @property
    def events(self) -> int:
        """How many times a card came or went."""
        return self.flags >> _EVENTS


class CardService:
    """One connection to the service. One thread uses it; `open` makes it."""

    def __init__(self, context: Any) -> None:
        self._context: Any = context

    @classmethod
    def open(cls) -> CardService:
        """Raises `ServiceAway` when the service does not run, `LibraryMissing` without pyscard."""
        if scard is None:
            raise LibraryMissing(driver="pcsc", library="pyscard")
        result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        if result != _OK:
            raise ServiceAway
        return cls(context)

    def close(self) -> None:
        """Let go of the service. May be called again."""
        if self._context is not None:
            scard.SCardReleaseContext(self._context)
            self._context = None

    def readers(self) -> list[str]:
        """The names of the readers that are plugged in; raises `ServiceAway`."""
        result, names = scard.SCardListReaders(self._context, [])
        if _code(result) == _NO_READERS:
            return []
        _require(result, "")
        return [str(name) for name in names]

    def wait(self, reader: str, known: ReaderState, seconds: float) -> ReaderState:
        """The state of `reader` as soon as it is not the `known` one, or after `seconds`.

        Real time. Raises `ServiceAway`, `ReaderGone`.
        """
        asked = [(reader, known.flags), (NOTIFICATION, known.plugs)]
        result, told = scard.SCardGetStatusChange(self._context, math.ceil(seconds * 1000), asked)
        if _code(result) not in {_OK, _TIMEOUT}:
            raise _lost(_code(result), reader)
        (_name, flags, atr), (_notification, plugs, _none) = told
        return ReaderState(
            flags & ~_CHANGED, bytes(atr), plugs & ~_CHANGED, replugged=bool(plugs & _CHANGED)
        )

    def ask(self, reader: str, command: bytes) -> bytes:
        """Send one command to the card in `reader` and give its answer, status at the end.

        The card is shared with other programs and stays as it is. Raises `ServiceAway`,
        `ReaderGone`, `CardLeft`, `ReaderRefused`.
        """
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        result, card, protocol = scard.SCardConnect(
            self._context, reader, scard.SCARD_SHARE_SHARED, protocols
        )
        _require(result, reader, command)
        try:
            t0 = protocol == scard.SCARD_PROTOCOL_T0
            header = scard.SCARD_PCI_T0 if t0 else scard.SCARD_PCI_T1
            result, answer = scard.SCardTransmit(card, header, list(command))
            _require(result, reader, command)
            if len(answer) < STATUS_BYTES:
                # pcsc-lite may call it a success when the card leaves in the middle of an answer.
                raise CardLeft
            return bytes(answer)
        finally:
            scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)


def _code(result: int) -> int:
    """Windows gives signed numbers, pcsc-lite unsigned ones."""
    return result & 0xFFFFFFFF


def _require(result: int, reader: str, command: bytes = b"") -> None:
    code = _code(result)
    if code == _OK:
        return
    if command and code in _CARD_LEFT:
        raise CardLeft
    if code in _NO_SERVICE | _READER_GONE or not command:
        raise _lost(code, reader)
    raise ReaderRefused(command=command[:2].hex().upper(), status=f"{code:08X}")


def _lost(code: int, reader: str) -> ReaderError:
    return ReaderGone(port=reader) if code in _READER_GONE else ServiceAway()
