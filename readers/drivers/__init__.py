"""The drivers, one row each, and how an address becomes an open reader."""

from __future__ import annotations

import importlib
import threading
import time
from importlib import metadata
from typing import Any, Final

from canteen.clock import Clock
from readers.errors import ConnectionTrouble, DriverNotYet, LibraryMissing, UnknownDriver
from readers.reader import Reader
from readers.url import ReaderUrl

ENTRY_POINTS: Final = "canteen.readers"
"""Other distributions add drivers under this group: a name and `module:class`.

The class has `open(url: ReaderUrl, clock: Clock) -> Reader`.
"""
DRIVERS: Final = {
    "feig": "readers.drivers.feig:FeigReader",
    "replay": "readers.drivers.replay:ReplayReader",
}
NOT_YET: Final = ("anyid", "pcsc", "rr", "uhf18", "uhf288", "wedge")
_RETRY_SECONDS: Final = 0.2


def driver_names() -> list[str]:
    """The drivers that can be used, those of other distributions included."""
    return sorted(_table())


def open_reader(url: ReaderUrl | str, clock: Clock) -> Reader:
    """Open the reader at `url`; raises a `ReaderError` that says why it cannot be had."""
    address = ReaderUrl.parse(url) if isinstance(url, str) else url
    table = _table()
    if address.driver not in table:
        known = ", ".join(sorted(table))
        raise (DriverNotYet if address.driver in NOT_YET else UnknownDriver)(
            driver=address.driver, known=known
        )
    reader: Reader = _load(address.driver, table[address.driver]).open(address, clock)
    return reader


def open_reader_within(
    url: ReaderUrl | str, clock: Clock, seconds: float, stop: threading.Event | None = None
) -> Reader:
    """As `open_reader`, but try again for up to `seconds` of real time while it is out of reach.

    Once `stop` is set the next failure is the last.
    """
    stopped = stop or threading.Event()
    deadline = time.monotonic() + seconds
    while True:
        try:
            return open_reader(url, clock)
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
