from __future__ import annotations

import errno
import os
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from readers.errors import (
    BadUrl,
    PortBusy,
    PortForbidden,
    PortNotFound,
    PortUnfit,
    ReaderGone,
)
from readers.transport import SerialSettings, SerialTransport, known_ports
from readers.url import ReaderUrl


@pytest.fixture
def ends() -> Iterator[tuple[int, str]]:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    name = os.ttyname(theirs)
    os.close(theirs)
    yield ours, name
    try:
        os.close(ours)
    except OSError as gone:
        assert gone.errno == errno.EBADF  # noqa: PT017 - a test pulled the cable itself


def line(port: str, parity: str = "N") -> SerialTransport:
    return SerialTransport.open(SerialSettings(port, 38400, parity))


def test_a_read_gives_what_came_when_the_time_is_up(ends: tuple[int, str]) -> None:
    transport = line(ends[1])
    os.write(ends[0], b"abc")
    began = time.monotonic()
    assert transport.read(5, 0.05) == b"abc"
    assert time.monotonic() - began >= 0.05
    assert transport.read(5, 0.0) == b""
    transport.close()


def test_a_read_returns_as_soon_as_it_has_enough(ends: tuple[int, str]) -> None:
    transport = line(ends[1])
    os.write(ends[0], b"abc")
    began = time.monotonic()
    assert transport.read(3, 5.0) == b"abc"
    assert time.monotonic() - began < 1.0
    transport.close()


def test_written_bytes_arrive(ends: tuple[int, str]) -> None:
    transport = line(ends[1])
    transport.write(b"\x05\xff\x69\x89\x01")
    assert os.read(ends[0], 100) == b"\x05\xff\x69\x89\x01"
    transport.close()
    transport.close()


def test_a_pulled_cable_is_one_error_whatever_is_done(ends: tuple[int, str]) -> None:
    transport = line(ends[1])
    os.close(ends[0])
    for action in (
        lambda: transport.read(1, 1.0),
        lambda: transport.write(b"x"),
        lambda: transport.read(1, 0.5),
    ):
        with pytest.raises(ReaderGone, match="E-RDR-006"):
            action()
    transport.close()


def test_a_line_that_cannot_even_be_closed_is_closed() -> None:
    class Torn(serial.Serial):
        def close(self) -> None:
            raise OSError(errno.EIO, "gone")

    SerialTransport(Torn(), "x").close()


def test_a_port_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PortNotFound, match="E-RDR-001"):
        line(str(tmp_path / "ttyUSB0"))


def test_a_port_another_program_holds(ends: tuple[int, str]) -> None:
    transport = line(ends[1])
    with pytest.raises(PortBusy, match="E-RDR-003"):
        line(ends[1])
    transport.close()
    line(ends[1]).close()


@pytest.mark.parametrize("kind", ["file", "folder", "null"])
def test_what_is_no_serial_port(tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    target = {"file": str(tmp_path / "file"), "folder": str(tmp_path), "null": "/dev/null"}[kind]
    with pytest.raises(PortUnfit, match="E-RDR-004"):
        line(target)


def test_parity_a_pseudo_terminal_refuses_is_explained(ends: tuple[int, str]) -> None:
    with pytest.raises(PortUnfit, match="parity=N"):
        line(ends[1], parity="E")


def test_a_forbidden_port_is_told_from_an_absent_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise serial.SerialException(errno.EACCES, "Permission denied")

    # The account that runs the tests may be allowed everything.
    monkeypatch.setattr(serial, "Serial", refuse)
    with pytest.raises(PortForbidden, match="E-RDR-002"):
        line("/dev/ttyUSB0")


def test_failed_openings_leave_no_descriptor(ends: tuple[int, str]) -> None:
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - no path object is wanted
    for _ in range(20):
        with pytest.raises(PortUnfit):
            line(ends[1], parity="E")
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_settings_come_from_the_address() -> None:
    url = ReaderUrl.parse("feig:/dev/ttyUSB0?baud=19200&parity=n")
    settings = SerialSettings.from_url(url, 38400, "E")
    assert settings == SerialSettings("/dev/ttyUSB0", 19200, "N")
    assert str(settings) == "19200 8N1"
    assert SerialSettings("x", 38400, "E").wire_seconds(255) == pytest.approx(255 * 11 / 38400)


@pytest.mark.parametrize("text", ["feig:", "feig:x?parity=M", "feig:x?baud=fast"])
def test_settings_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(BadUrl):
        SerialSettings.from_url(ReaderUrl.parse(text), 38400, "E")


def test_known_ports_are_sorted_by_name() -> None:
    ports = [info.port for info in known_ports()]
    assert ports == sorted(ports)
