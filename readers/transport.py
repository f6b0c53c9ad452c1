"""Serial lines, and the one place where the serial library's errors become ours."""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import serial
from serial.tools import list_ports

from canteen.i18n import _
from readers.errors import (
    BadUrl,
    PortBusy,
    PortForbidden,
    PortNotFound,
    PortUnfit,
    ReaderError,
    ReaderGone,
)
from readers.reader import Transport
from readers.url import ReaderUrl

if sys.platform != "win32":
    import termios

    _LINE_ERRORS: tuple[type[Exception], ...] = (termios.error,)
else:  # pragma: no cover - there is no termios on Windows
    _LINE_ERRORS = ()

PARITIES: Final = ("N", "E", "O")
SERIAL_OPTIONS: Final = ("baud", "parity")
WRITE_SECONDS: Final = 1.0
# The library raises SerialException for most troubles, a bare OSError from ioctls and termios.error
# from settings, which is no OSError.
_FOREIGN: Final[tuple[type[Exception], ...]] = (OSError, ValueError, *_LINE_ERRORS)
# EIO: the name outlived the device for a moment.
_ABSENT: Final = frozenset({errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM})
_BUSY: Final = frozenset({errno.EAGAIN, errno.EBUSY})


@dataclass(frozen=True, slots=True)
class SerialSettings:
    """A port by its system name, its speed in bit/s, its parity (`N`, `E` or `O`); 8 data bits."""

    port: str
    baud: int
    parity: str = "N"

    @classmethod
    def from_url(cls, url: ReaderUrl, baud: int, parity: str) -> SerialSettings:
        """From an address, with the protocol's usual speed and parity; raises `BadUrl`."""
        if not url.target:
            raise BadUrl(url=str(url), what=_("冒号后面缺少端口名"))
        wanted = url.option("parity", parity).upper()
        if wanted not in PARITIES:
            raise BadUrl(url=str(url), what=_("parity 应是 N、E 或 O"))
        return cls(url.target, url.number("baud", baud), wanted)

    @property
    def bits(self) -> int:
        """Bits a byte takes on the wire: start, 8, parity, stop."""
        return 10 if self.parity == "N" else 11

    def wire_seconds(self, count: int) -> float:
        """How long `count` bytes take on the wire."""
        return count * self.bits / self.baud

    def __str__(self) -> str:
        return f"{self.baud} 8{self.parity}1"


class SerialTransport:
    """A serial line held for this program alone. `open` makes one; one thread uses it."""

    def __init__(self, line: serial.Serial, port: str) -> None:
        self._line = line
        self._port = port

    @classmethod
    def open(cls, settings: SerialSettings) -> SerialTransport:
        """Take the port; raises a `ConnectionTrouble`, or `PortUnfit` for what is no such port."""
        try:
            line = serial.Serial(
                settings.port,
                settings.baud,
                parity=settings.parity,
                timeout=0,
                write_timeout=WRITE_SECONDS,
                exclusive=True,
            )
        except _FOREIGN as trouble:
            raise _refusal(trouble, settings) from trouble
        if settings.parity != "N" and not _has_parity(line):
            line.close()
            raise PortUnfit(port=settings.port, settings=str(settings))
        return cls(line, settings.port)

    def read(self, need: int, seconds: float) -> bytes:
        try:
            if self._line.timeout != seconds:
                self._line.timeout = seconds
            return bytes(self._line.read(need))
        except _FOREIGN as trouble:
            raise ReaderGone(port=self._port) from trouble

    def write(self, data: bytes) -> None:
        try:
            self._line.write(data)
        except _FOREIGN as trouble:
            raise ReaderGone(port=self._port) from trouble

    def now(self) -> float:
        return time.monotonic()

    def close(self) -> None:
        try:
            self._line.close()
        except _FOREIGN:
            # The device is gone; the library has let go of its descriptors or cannot.
            return


OpenLine = Callable[[SerialSettings], Transport]
"""How a driver gets its line: `SerialTransport.open`, or a tape around it."""


@dataclass(frozen=True, slots=True)
class PortInfo:
    """A serial port of this machine: what to open, and what the system calls it.

    `maker` is the maker's own name and `vendor` and `product` its USB numbers, where it has any.
    """

    port: str
    description: str
    maker: str = ""
    vendor: int | None = None
    product: int | None = None


def known_ports() -> list[PortInfo]:
    """The serial ports plugged in, by name; pseudo terminals are not listed by the system."""
    found = (
        PortInfo(
            entry.device,
            entry.description or "",
            entry.manufacturer or "",
            entry.vid,
            entry.pid,
        )
        for entry in list_ports.comports()
    )
    return sorted(found, key=lambda info: info.port)


def _has_parity(line: serial.Serial) -> bool:
    # A pseudo terminal drops the parity bit; the system call reports that only when nothing else
    # was to change, so the first opening would pass and the next one fail.
    if sys.platform == "win32":
        return True
    return bool(termios.tcgetattr(line.fileno())[2] & termios.PARENB)


def _refusal(trouble: Exception, settings: SerialSettings) -> ReaderError:
    number = getattr(trouble, "errno", None)
    if number in _ABSENT:
        return PortNotFound(port=settings.port)
    if number in _FORBIDDEN:
        return PortForbidden(port=settings.port)
    if number in _BUSY:
        return PortBusy(port=settings.port)
    return PortUnfit(port=settings.port, settings=str(settings))
