"""The drivers, one row each, and how an address becomes an open reader."""

from __future__ import annotations

import importlib
import threading
import time
from collections.abc import Callable
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final

from canteen.clock import Clock
from readers.errors import ConnectionTrouble, LibraryMissing, UnknownDriver
from readers.reader import Reader
from readers.url import ReaderUrl

if TYPE_CHECKING:
    from readers.transport import OpenLine

ENTRY_POINTS: Final = "canteen.readers"
"""Other distributions add drivers under this group: a name and `module:class`.

The class has `open(url: ReaderUrl, clock: Clock) -> Reader`.
"""
DRIVERS: Final = {
    "anyid": "readers.drivers.anyid:AnyIdReader",
    "feig": "readers.drivers.feig:FeigReader",
    "pcsc": "readers.drivers.pcsc:PcscReader",
    "replay": "readers.drivers.replay:ReplayReader",
    "rr": "readers.drivers.rr:RrReader",
    "uhf18": "readers.drivers.uhf:Uhf18Reader",
    "uhf288": "readers.drivers.uhf:Uhf288Reader",
    "wedge": "readers.drivers.wedge:KeyboardWedge",
}
SERIAL_FAMILIES: Final = ("feig", "rr", "uhf18", "uhf288", "anyid")
"""Drivers of readers on serial lines: their `open` takes a third argument, how to get the line."""
_RETRY_SECONDS: Final = 0.2


def driver_names() -> list[str]:
    """The drivers that can be used, those of other distributions included."""
    return sorted(_table())


def open_reader(url: ReaderUrl | str, clock: Clock, open_line: OpenLine | None = None) -> Reader:
    """Open the reader at `url`; raises a `ReaderError` that says why it cannot be had.

    A reader of the serial families gets its line by `open_line`, where that is given.
    """
    address = ReaderUrl.parse(url) if isinstance(url, str) else url
    table = _table()
    if address.driver not in table:
        known = ", ".join(sorted(table))
        raise UnknownDriver(driver=address.driver, known=known)
    driver = _load(address.driver, table[address.driver])
    lines = (open_line,) if open_line and address.driver in SERIAL_FAMILIES else ()
    reader: Reader = driver.open(address, clock, *lines)
    return reader


def open_reader_within(
    url: ReaderUrl | str, clock: Clock, seconds: float, stop: threading.Event | None = None
) -> Reader:
    """As `open_reader`, but try again for up to `seconds` of real time while it is out of reach.

    Once `stop` is set the next failure is the last.
    """
    return open_within(lambda: open_reader(url, clock), seconds, stop)


def open_within(
    opener: Callable[[], Reader], seconds: float, stop: threading.Event | None = None
) -> Reader:
    """As `open_reader_within`, with another way to open the reader."""
    stopped = stop or threading.Event()
    deadline = time.monotonic() + seconds
    while True:
        try:
            return opener()
        except ConnectionTrouble:
            left = deadline - time.monotonic()
            if left <= 0 or stopped.wait(min(_RETRY_SECONDS, left)):
                raise


def _table() -> dict[str, str]:
    others = {point.name: point.value for point in metadata.entry_points(group=ENTRY_POINTS)}
    return others | DRIVERS


def _load(name: str, place: str) -> Any:
    module, _colon, attribute = place.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except ImportError as missing:
        raise LibraryMissing(driver=name, library=missing.name or module) from missing
