import os
import socket
import threading
from functools import partial
from pathlib import Path

import pytest

from receipts import printers
from receipts.errors import (
    PrinterDenied,
    PrinterFull,
    PrinterOff,
    PrinterStalled,
)
from receipts.printers import DummyPrinter, open_printer


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(printers, "PATIENCE", 0.1)


def test_a_file_gets_slip_after_slip(tmp_path):
    path = tmp_path / "slips.bin"
    printer = open_printer(f"file:{path}")
    printer.send(b"one")
    printer.close()
    printer.send(b"two")
    assert path.read_bytes() == b"onetwo"


def test_a_folder_that_is_not_there_is_a_printer_that_is_off(tmp_path):
    with pytest.raises(PrinterOff) as caught:
        open_printer(f"file:{tmp_path}/none/slips.bin").send(b"x")
    assert caught.value.code == "E-PRN-004"
    assert caught.value.exit_status == 3
    assert str(tmp_path) in caught.value.said


def test_an_unplugged_device_does_not_become_a_file():
    with pytest.raises(PrinterOff):
        open_printer("file:/dev/no-such-printer").send(b"x")
    assert not Path("/dev/no-such-printer").exists()


def test_a_full_disk_is_named():
    with pytest.raises(PrinterFull):
        open_printer("file:/dev/full").send(b"x")


def test_a_slip_that_does_not_fit_is_taken_back(tmp_path, monkeypatch):
    path = tmp_path / "slips.bin"
    printer = open_printer(f"file:{path}")
    printer.send(b"one")

    def broken(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(PrinterFull):
        printer.send(b"two")
    assert path.read_bytes() == b"one"


def test_a_file_we_may_not_write_is_named(tmp_path, monkeypatch):
    def refused(*_args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(PrinterDenied):
        open_printer(f"file:{tmp_path}/x").send(b"x")


def test_a_device_that_takes_no_more_bytes_is_stalled(tmp_path, impatient):
    pipe = tmp_path / "lp"
    os.mkfifo(pipe)
    with pytest.raises(PrinterOff):
        open_printer(f"file:{pipe}").send(b"nobody listens")
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(PrinterStalled):
        open_printer(f"file:{pipe}").send(bytes(1 << 20))
    os.close(reader)


def drain(handle, length):
    got = b""
    while len(got) < length:
        got += os.read(handle, 4096)
    return got


def test_a_serial_line_carries_slips_and_survives_unplugging(impatient):
    ours, theirs = os.openpty()
    device = os.ttyname(theirs)
    printer = open_printer(f"serial:{device}?baud=115200")
    for slip in (b"\x1b@one\n", b"two\r\x00\xff"):
        printer.send(slip)
        assert drain(ours, len(slip)) == slip
    os.close(ours)
    os.close(theirs)
    with pytest.raises(PrinterOff):
        printer.send(b"three")
    with pytest.raises(PrinterOff):
        printer.send(b"four")
    printer.close()


def test_a_serial_printer_that_reads_nothing_is_stalled(impatient):
    ours, theirs = os.openpty()
    printer = open_printer(f"serial:{os.ttyname(theirs)}?baud=1000000")
    with pytest.raises(PrinterStalled):
        printer.send(bytes(1 << 16))
    printer.close()
    os.close(ours)
    os.close(theirs)


def test_a_network_printer_gets_each_slip_on_its_own_connection():
    got = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            for _ in range(2):
                link, _peer = server.accept()
                with link:
                    got.append(b"".join(iter(partial(link.recv, 4096), b"")))

        thread = threading.Thread(target=serve)
        thread.start()
        printer = open_printer(f"tcp:127.0.0.1:{server.getsockname()[1]}")
        printer.send(b"one")
        printer.send(b"two" * 1000)
        printer.close()
        thread.join(10)
    assert got == [b"one", b"two" * 1000]


def test_a_network_printer_that_is_off_is_named():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(PrinterOff) as caught:
        open_printer(f"tcp:127.0.0.1:{port}").send(b"x")
    assert f"127.0.0.1:{port}" in str(caught.value)


def test_a_network_printer_that_reads_nothing_is_stalled(impatient):
    with socket.create_server(("127.0.0.1", 0)) as server:
        printer = open_printer(f"tcp:127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(PrinterStalled):
            printer.send(bytes(32 << 20))


def test_no_printer_takes_everything_and_keeps_the_last():
    printer = open_printer("none")
    assert isinstance(printer, DummyPrinter)
    for number in range(25):
        printer.send(bytes((number,)))
    printer.close()
    assert list(printer.sent) == [bytes((number,)) for number in range(5, 25)]
