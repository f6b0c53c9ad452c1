"""Where a printer is, as written in the settings.

    file:PATH              appends to a file, or writes to a device such as /dev/usb/lp0
    serial:DEV?baud=9600   a serial line
    tcp:HOST:PORT          a network printer, usually port 9100
    none                   takes everything and prints nothing

`?status=1` on a serial or network address asks for paper and cover before each slip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from receipts.errors import PrinterAddressWrong

DEFAULT_BAUD: Final = 9600
_MOST_BAUD: Final = 4_000_000
_MOST_PORT: Final = 65_535


@dataclass(frozen=True)
class NoPrinter:
    """Nothing is printed."""


@dataclass(frozen=True)
class FileAddress:
    """A file or a device file."""

    path: str


@dataclass(frozen=True)
class SerialAddress:
    """A serial line; `asks_status` when the printer answers questions."""

    device: str
    baud: int = DEFAULT_BAUD
    asks_status: bool = False


@dataclass(frozen=True)
class TcpAddress:
    """A network printer; `asks_status` when it answers questions."""

    host: str
    port: int
    asks_status: bool = False

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


Address = NoPrinter | FileAddress | SerialAddress | TcpAddress


def parse(text: str) -> Address:
    """The address that `text` writes; raises `PrinterAddressWrong`, which names the forms."""
    kind, _colon, rest = text.partition(":")
    if text == "none":
        return NoPrinter()
    try:
        if kind == "file" and rest:
            return FileAddress(rest)
        if kind == "serial":
            return _serial(*_options(rest))
        if kind == "tcp":
            return _tcp(*_options(rest))
    except ValueError as wrong:
        raise PrinterAddressWrong(address=text) from wrong
    raise PrinterAddressWrong(address=text)


def _options(rest: str) -> tuple[str, dict[str, str]]:
    place, _mark, query = rest.partition("?")
    return place, dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))


def _serial(device: str, options: dict[str, str]) -> SerialAddress:
    if not device or options.keys() - {"baud", "status"}:
        raise ValueError(device)
    baud = _number(options.get("baud", str(DEFAULT_BAUD)), 1, _MOST_BAUD)
    return SerialAddress(device, baud, _asks_status(options))


def _tcp(place: str, options: dict[str, str]) -> TcpAddress:
    host, _colon, port = place.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or options.keys() - {"status"}:
        raise ValueError(place)
    return TcpAddress(host, _number(port, 1, _MOST_PORT), _asks_status(options))


def _asks_status(options: dict[str, str]) -> bool:
    return bool(_number(options.get("status", "0"), 0, 1))


def _number(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise ValueError(text)
    return int(text)
