from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest

from canteen.clock import ManualClock, SystemClock
from readers import drivers
from readers.emulation import FeigEmulator
from readers.errors import (
    BadUrl,
    LibraryMissing,
    PortNotFound,
    UnknownDriver,
    UnknownOption,
)

CLOCK = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))


def test_the_table_names_the_drivers_of_this_version() -> None:
    assert drivers.driver_names() == [
        "anyid", "feig", "pcsc", "replay", "rr", "uhf18", "uhf288", "wedge",
    ]  # fmt: skip


def test_an_unknown_driver_names_the_known_ones() -> None:
    with pytest.raises(UnknownDriver, match="anyid, feig"):
        drivers.open_reader("fieg:/dev/ttyUSB0", CLOCK)


def test_a_missing_library_is_our_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "serial", None)
    monkeypatch.delitem(sys.modules, "readers.transport")
    monkeypatch.delitem(sys.modules, "readers.drivers.feig", raising=False)
    with pytest.raises(LibraryMissing, match="serial"):
        drivers.open_reader("feig:/dev/ttyUSB0", CLOCK)


def test_an_unknown_option_is_refused_before_the_port_is_opened() -> None:
    with pytest.raises(UnknownOption, match="baud"):
        drivers.open_reader("feig:/dev/nothing?buad=9600", CLOCK)


def test_an_address_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(BadUrl):
        drivers.open_reader("/dev/ttyUSB0", CLOCK)


def test_waiting_for_an_absent_reader_ends_with_its_error() -> None:
    with pytest.raises(PortNotFound):
        drivers.open_reader_within("feig:/dev/nothing", CLOCK, 0.1)


def test_a_reader_that_comes_while_we_wait_is_opened() -> None:
    with FeigEmulator(clock=SystemClock()) as emulator:
        drivers.open_reader_within(f"feig:{emulator.path}?parity=N", SystemClock(), 1).close()
