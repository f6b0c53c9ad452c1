from __future__ import annotations

import os
import tty
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.clock import SystemClock
from readers.emulation import make_emulator
from readers.probing import GREETINGS, PATIENCE, Finding, GreetingLine, look_at
from readers.transport import PortInfo, SerialSettings, SerialTransport

CLOCK = SystemClock()
FAMILIES = ("feig", "rr", "uhf18", "uhf288", "anyid")


def look(info: PortInfo, *printers: str) -> Finding:
    (finding,) = look_at([info], CLOCK, printers)
    return finding


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_is_found_with_the_address_to_write_down(
    family: str, nothing_leaks: Callable[[], None]
) -> None:
    with make_emulator(family, CLOCK) as emulator:
        finding = look(PortInfo(emulator.path, ""))
    assert finding.state == "reader"
    told = [str(url) for url in (finding.reader, *finding.others)]
    assert f"{family}:{emulator.path}{'?parity=N' if family == 'feig' else ''}" in told
    assert len(told) == (2 if family.startswith("uhf") else 1)


def test_a_port_on_which_nothing_answers_is_silent_and_given_back() -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    port = os.ttyname(theirs)
    assert look(PortInfo(port, "")) == Finding(PortInfo(port, ""), "silent")
    SerialTransport.open(SerialSettings(port, 9600)).close()
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize(
    ("description", "maker", "vendor"),
    [
        ("USB Thermal Printer", "", None),
        ("POS58 USB", "", None),
        ("u-blox GNSS receiver", "", None),
        ("LTE Module", "", None),
        ("HSPA modem, port 2", "", None),
        ("USB2.0-Serial", "EPSON", None),
        ("USB2.0-Serial", "", 0x04B8),
        ("n/a", "", 0x2C7C),
    ],
)
def test_other_devices_are_not_written_to(description: str, maker: str, vendor: int | None) -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    os.set_blocking(ours, False)
    finding = look(PortInfo(os.ttyname(theirs), description, maker, vendor))
    assert (finding.state, finding.why, finding.reader) == ("skipped", "device", None)
    with pytest.raises(BlockingIOError):
        os.read(ours, 1)
    os.close(ours)
    os.close(theirs)


def test_adapters_that_readers_hang_on_are_greeted() -> None:
    for description in ("USB2.0-Serial", "CP2102 USB to UART Bridge", "FT232R USB UART", "n/a"):
        assert look(PortInfo("/dev/no-such-port", description, "", 0x1A86)).state == "absent"


def test_the_printers_port_is_left_alone_under_any_of_its_names(tmp_path: Path) -> None:
    with make_emulator("feig", CLOCK) as emulator:
        alias = tmp_path / "printer"
        alias.symlink_to(emulator.path)
        assert look(PortInfo(emulator.path, ""), str(alias)).why == "printer"
        assert look(PortInfo(str(alias), ""), emulator.path).why == "printer"


def test_a_port_that_is_held_is_not_touched() -> None:
    with make_emulator("feig", CLOCK) as emulator:
        line = SerialTransport.open(SerialSettings(emulator.path, 38400))
        assert look(PortInfo(emulator.path, "")).state == "busy"
        line.write(b"\x05\xff\x65\xe5\xcb")
        assert line.read(8, 1.0)[2:3] == b"\x65"
        line.close()
        assert look(PortInfo(emulator.path, "")).state == "reader"


def test_a_device_that_is_open_without_a_lock_is_held_all_the_same() -> None:
    with Path("/dev/null").open("rb"):
        assert look(PortInfo("/dev/null", "")).state == "busy"


def test_what_is_no_serial_port_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    finding = look(PortInfo(str(tmp_path / "file"), ""))
    assert (finding.state, finding.why) == ("skipped", "unfit")


def test_the_systems_console_is_skipped() -> None:
    consoles = [line.split()[0] for line in Path("/proc/consoles").read_text("ascii").splitlines()]
    for name in consoles:
        assert look(PortInfo(f"/dev/{name}", "")).why == "console"


def test_findings_come_one_by_one() -> None:
    findings = look_at([PortInfo("/dev/no-1", ""), PortInfo("/dev/no-2", "")], CLOCK)
    assert next(findings).info.port == "/dev/no-1"
    assert [each.state for each in findings] == ["absent"]


class Ear:
    """A line on which nobody answers."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.heard: list[bytes] = []
        self.waited = 0.0

    def read(self, need: int, seconds: float) -> bytes:
        self.waited += seconds
        return self.answers.pop(0) if self.answers else b""

    def write(self, data: bytes) -> None:
        self.heard.append(data)

    def now(self) -> float:
        return self.waited

    def close(self) -> None:
        return


@given(st.lists(st.sampled_from(sorted(GREETINGS)) | st.binary(max_size=8), max_size=20))
def test_a_greeting_is_said_once_and_nothing_else_is(said: list[bytes]) -> None:
    ear = Ear()
    line = GreetingLine(ear)
    for number, data in enumerate(said, start=1):
        line.write(data)
        assert line.read(6, 1.0) == b""
        assert line.now() == pytest.approx(number)
    greeted = [data for data in said if data in GREETINGS]
    assert ear.heard == list(dict.fromkeys(greeted))
    assert ear.waited == pytest.approx(PATIENCE * len(ear.heard))


def test_an_answer_is_passed_on_at_once() -> None:
    line = GreetingLine(Ear(b"abc"))
    line.write(min(GREETINGS))
    assert line.read(3, 0.1) == b"abc"


def test_a_reader_is_greeted_and_not_set_up() -> None:
    with make_emulator("rr", CLOCK) as emulator:
        heard: list[bytes] = []
        hear = emulator._firmware.hear
        emulator._firmware.hear = lambda data, at: (heard.append(data), hear(data, at))[1]
        assert look(PortInfo(emulator.path, "")).state == "reader"
    assert set(heard) <= GREETINGS | {b""}
