"""Printers: things that take bytes. `open_printer` makes one from its address.

Every wait has an end. What the system reports becomes one of our errors here and nowhere else.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import stat
import termios
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final, Protocol

import serial

from receipts import addresses, status
from receipts.addresses import FileAddress, NoPrinter, SerialAddress, TcpAddress
from receipts.errors import (
    PrinterDenied,
    PrinterFull,
    PrinterOff,
    PrinterStalled,
)

PATIENCE: Final = 5.0
"""Seconds without progress after which a printer counts as stalled."""
BITS_PER_BYTE: Final = 10  # a start bit, eight data bits, a stop bit
KEPT_SLIPS: Final = 20
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_DENIED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Printer(Protocol):
    """Where slips go."""

    def send(self, data: bytes) -> None:
        """Hand over all of `data` or raise a `ReceiptError`; part of it may be out by then."""
        ...

    def close(self) -> None:
        """Let go of the device; `send` afterwards opens it again."""
        ...


class DummyPrinter:
    """Keeps the last slips in memory: for tests and for a till without a printer."""

    def __init__(self) -> None:
        self.sent: deque[bytes] = deque(maxlen=KEPT_SLIPS)

    def send(self, data: bytes) -> None:
        self.sent.append(data)

    def close(self) -> None:
        """Nothing is held."""


class FilePrinter:
    """Appends to a file and waits until it lies on the disk, or writes to a device file.

    A slip that does not fit on the disk is taken back whole, so a later try leaves no half slip.
    """

    def __init__(self, path: str) -> None:
        self._path = path

    def send(self, data: bytes) -> None:
        with _converted(self._path):
            # Non-blocking, because opening a pipe without a reader or writing to a printer
            # without paper would otherwise wait for ever.
            flags = os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK | os.O_CLOEXEC
            if not self._path.startswith("/dev/"):  # an unplugged device must not become a file
                flags |= os.O_CREAT
            handle = os.open(self._path, flags, 0o640)
            try:
                self._write(handle, data)
            finally:
                os.close(handle)

    def _write(self, handle: int, data: bytes) -> None:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            _write_all(handle, data, self._path)
            return
        try:
            _write_all(handle, data, self._path)
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, before.st_size)
            raise

    def close(self) -> None:
        """Nothing is held between slips."""


class SerialPrinter:
    """A printer on a serial line, held open between slips and opened anew after a failure."""

    def __init__(self, line: SerialAddress) -> None:
        self._line = line
        self._port: serial.Serial | None = None

    def send(self, data: bytes) -> None:
        try:
            with _converted(self._line.device):
                self._write(data)
        except BaseException:
            self.close()
            raise

    def _write(self, data: bytes) -> None:
        device, baud = self._line.device, self._line.baud
        if self._port is None:
            self._port = serial.Serial(device, baud, timeout=status.ANSWER_WAIT, exclusive=True)
        self._port.write_timeout = PATIENCE + 2 * len(data) * BITS_PER_BYTE / baud
        try:
            if self._line.asks_status:
                status.check(partial(_ask_serial, self._port), device)
            self._port.write(data)
        except serial.SerialTimeoutException as late:
            raise PrinterStalled(address=device) from late

    def close(self) -> None:
        port, self._port = self._port, None
        if port is None:
            return
        try:
            # What a stalled line still holds would otherwise keep the system call waiting.
            port.reset_output_buffer()
            port.close()
        except (OSError, termios.error):
            return  # unplugged: there is nothing left to close


class TcpPrinter:
    """A network printer; one connection a slip, since such printers drop idle ones."""

    def __init__(self, place: TcpAddress) -> None:
        self._place = place

    def send(self, data: bytes) -> None:
        where = (self._place.host, self._place.port)
        with (
            _converted(str(self._place)),
            socket.create_connection(where, timeout=PATIENCE) as link,
        ):
            try:
                if self._place.asks_status:
                    status.check(partial(_ask_tcp, link), str(self._place))
                link.sendall(data)
                link.shutdown(socket.SHUT_WR)
            except TimeoutError as late:
                raise PrinterStalled(address=str(self._place)) from late

    def close(self) -> None:
        """Nothing is held between slips."""


def open_printer(address: str) -> Printer:
    """The printer at `address`, a form of `receipts.addresses`. Touches no device.

    Raises `PrinterAddressWrong`.
    """
    match addresses.parse(address):
        case NoPrinter():
            return DummyPrinter()
        case FileAddress(path):
            return FilePrinter(path)
        case SerialAddress() as line:
            return SerialPrinter(line)
        case TcpAddress() as place:
            return TcpPrinter(place)


def _ask_serial(port: serial.Serial, question: bytes) -> bytes:
    port.reset_input_buffer()
    port.write(question)
    return bytes(port.read(1))


def _ask_tcp(link: socket.socket, question: bytes) -> bytes:
    link.sendall(question)
    link.settimeout(status.ANSWER_WAIT)
    try:
        return link.recv(1)
    except TimeoutError:
        return b""
    finally:
        link.settimeout(PATIENCE)


def _write_all(handle: int, data: bytes, address: str) -> None:
    """Write to a non-blocking handle; `PrinterStalled` after `PATIENCE` seconds of no progress."""
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(handle, rest) :]
        except BlockingIOError:
            if not select.select([], [handle], [], PATIENCE)[1]:
                raise PrinterStalled(address=address) from None


@contextmanager
def _converted(address: str) -> Iterator[None]:
    """Turn the system's errors into ours; an error without a number is a printer that is off."""
    try:
        yield
    except OSError as wrong:
        # pyserial raises SerialException, an OSError, and bare OSErrors of its own.
        if wrong.errno in _FULL:
            raise PrinterFull(address=address) from wrong
        if wrong.errno in _DENIED:
            raise PrinterDenied(address=address) from wrong
        raise PrinterOff(address=address) from wrong
