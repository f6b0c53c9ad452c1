"""Which readers hang on the serial ports.

Each family's driver opens the port in turn, over a line that lets its greeting out once and nothing
else, so no reader is set up and nothing is asked twice. A port that another program holds, or that
is known to be something else, is not touched: bytes meant for a reader can make a printer print and
a modem dial.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from canteen.clock import Clock
from readers.drivers import driver_names, open_reader
from readers.errors import (
    PortBusy,
    PortForbidden,
    PortNotFound,
    PortUnfit,
    ReaderError,
)
from readers.protocols import anyid, feig, rr, uhf
from readers.reader import Transport
from readers.transport import PortInfo, SerialSettings, SerialTransport
from readers.url import ReaderUrl

State = Literal["reader", "silent", "busy", "forbidden", "absent", "skipped"]
Why = Literal["printer", "device", "console", "unfit"]

PATIENCE: Final = 0.25
"""Seconds a reader has to begin its answer; an AnyID reader may take 0.2, the others less."""
FAMILIES: Final = (("feig",), ("rr",), ("uhf18", "uhf288"), ("anyid",))
"""The families in the order they are greeted; those in one bracket greet alike."""
GREETINGS: Final = frozenset(
    {
        *(feig.encode_request(feig.BAUD_DETECTION, b"\0", advanced=far) for far in (False, True)),
        *(feig.encode_request(feig.SOFTWARE_VERSION, advanced=far) for far in (False, True)),
        rr.reader_request(rr.INFORMATION),
        uhf.encode_request(uhf.READER_INFORMATION),
        anyid.encode_request(anyid.VERSION),
    }
)
"""The frames that are sent: questions that no reader changes anything for."""
OTHER_DEVICES: Final = frozenset(
    {
        *("printer", "receipt", "thermal", "epson", "escpos", "pos58"),
        *("modem", "gsm", "gprs", "lte", "wwan", "gps", "gnss", "glonass", "ups"),
    }
)
"""Words by which a device says that it is no reader."""
OTHER_VENDORS: Final = frozenset(
    {
        0x04B8,  # Seiko Epson: printers
        0x0519,  # Star Micronics: printers
        0x1504,  # Bixolon: printers
        0x1D90,  # Citizen: printers
        0x0DD4,  # Custom Engineering: printers
        0x0A5F,  # Zebra: printers
        0x1546,  # u-blox: positioning
        0x091E,  # Garmin: positioning
        0x2C7C,  # Quectel: modems
        0x12D1,  # Huawei: modems
        0x19D2,  # ZTE: modems
        0x1199,  # Sierra Wireless: modems
        0x1BC7,  # Telit: modems
        0x1E0E,  # Qualcomm, SIMCom: modems
        0x051D,  # American Power Conversion: power supplies
    }
)
"""USB vendors that make printers, modems and the like, and no readers. From the list of USB ids."""
_STATES: Final[dict[type[ReaderError], State]] = {
    PortBusy: "busy",
    PortForbidden: "forbidden",
    PortNotFound: "absent",
}
# A pseudo terminal has no parity, and a reader may have been set up without one.
_PARITIES: Final[tuple[tuple[tuple[str, str], ...], ...]] = ((), (("parity", "N"),))


@dataclass(frozen=True, slots=True)
class Finding:
    """What hangs on a port; `why` is the reason a port was skipped.

    `reader` is the address of the reader that answered, `others` are those of the families whose
    greeting it would have answered too.
    """

    info: PortInfo
    state: State
    reader: ReaderUrl | None = None
    others: tuple[ReaderUrl, ...] = ()
    why: Why | None = None


def look_at(
    ports: Iterable[PortInfo], clock: Clock, printers: Collection[str] = ()
) -> Iterator[Finding]:
    """One finding a port, as each is known; the ports in `printers` are left alone."""
    taken = {os.path.realpath(port) for port in printers} if printers else set()
    for info in ports:
        place = os.path.realpath(info.port)
        why = "printer" if place in taken else _other_device(info, place)
        if why is not None:
            yield Finding(info, "skipped", why=why)
        elif _held(place):
            yield Finding(info, "busy")
        else:
            yield _greet(info, clock)


def _other_device(info: PortInfo, place: str) -> Why | None:
    words = set(re.findall(r"[a-z0-9]+", f"{info.description} {info.maker}".lower()))
    if info.vendor in OTHER_VENDORS or words & OTHER_DEVICES:
        return "device"
    return "console" if Path(place).name in _consoles() else None


def _consoles() -> set[str]:
    """The lines the system itself writes to."""
    try:
        return {line.split()[0] for line in Path("/proc/consoles").read_text("ascii").splitlines()}
    except OSError:
        return set()


def _held(place: str) -> bool:
    """Whether a program has the port open without having locked it, as far as may be seen.

    The other end of a pseudo terminal has this end open too, so that says nothing there.
    """
    if place.startswith("/dev/pts/"):
        return False
    return any(_target(handle) == place for handle in Path("/proc").glob("[0-9]*/fd/*"))


def _target(handle: Path) -> str:
    try:
        return str(handle.readlink())
    except OSError:
        return ""


def _greet(info: PortInfo, clock: Clock) -> Finding:
    known = driver_names()
    unfit = True
    for alike in FAMILIES:
        families = [family for family in alike if family in known]
        for options in _PARITIES if families else ():
            urls = [ReaderUrl(family, info.port, options) for family in families]
            try:
                open_reader(urls[0], clock, _open_greeting_line).close()
            except _AnsweredError:
                pass
            except PortUnfit:
                continue
            except ReaderError as trouble:
                if type(trouble) in _STATES:
                    return Finding(info, _STATES[type(trouble)])
                unfit = False
                break
            return Finding(info, "reader", urls[0], tuple(urls[1:]))
    return Finding(info, "skipped", why="unfit") if unfit else Finding(info, "silent")


def _open_greeting_line(settings: SerialSettings) -> Transport:
    return GreetingLine(SerialTransport.open(settings))


class _AnsweredError(Exception):
    """A driver had its greeting answered and wants to go on."""


class GreetingLine:
    """Lets each greeting out once. A driver that goes on to something else has been answered.

    Silence is believed after `PATIENCE`, and the line's time moves on as if it had been waited out.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._said: set[bytes] = set()
        self._patience = PATIENCE
        self._skipped = 0.0
        self._heard = False

    def read(self, need: int, seconds: float) -> bytes:
        wait = min(seconds, self._patience)
        data = self._transport.read(need, wait)
        if data:
            self._heard = True
        else:
            self._skipped += seconds - wait
        return data

    def write(self, data: bytes) -> None:
        self._patience = 0.0
        if data not in GREETINGS and self._heard:
            raise _AnsweredError
        if data in GREETINGS and data not in self._said:
            self._said.add(data)
            self._transport.write(data)
            self._patience = PATIENCE

    def now(self) -> float:
        return self._transport.now() + self._skipped

    def close(self) -> None:
        self._transport.close()
