"""The foreign FEIG firmware against raw byte transcripts; nothing of the product is imported."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import termios
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from foreign.feig_firmware import FeigFirmware, ReaderCore, crc16
from hypothesis import given
from hypothesis import strategies as st

# Sniffed on RS232, bartek-Wlo/MEGA2560_as_AND_gate_for_RS232 (AND.cpp).
SNIFFED = [
    "07ffb001001c56", "1100b000010300e01680ff080050248075", "0600b08154e7", "06ff52000f6e",
    "05ff63d3ae", "06008100afdd", "14ff81830008000000000600000000000000af28",
    "14ff818500000000000000000000000000009ba0", "14ff818702202c010d00000000000000000092fc",
]  # fmt: skip
PLATE = "E01680FF08005024"
INVENTORY = "07ffb001001c56"
MORE = "07ffb0018014d2"
RF_RESET = "05ff698901"
EMPTY = "0600b0015c63"
ONE_PLATE = "1100b000010300e01680ff080050248075"
EVERY_TAG = "14ff810500000000000000000000000400000000"  # CFG5 in RAM: ONT 0, ACOLL 1


def sealed(text: str) -> str:
    """The frame with its last two bytes replaced by the CRC of the others."""
    body = bytes.fromhex(text)[:-2]
    return (body + crc16(body).to_bytes(2, "little")).hex()


def framed(body: str) -> str:
    return sealed(f"{len(body) // 2 + 3:02x}{body}0000")


class Host:
    """A bare terminal: hex out, hex in, and the silence the reader asks for."""

    def __init__(self, path: str, baud: int = termios.B38400) -> None:
        self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.fd)
        modes = termios.tcgetattr(self.fd)
        modes[4] = modes[5] = baud
        termios.tcsetattr(self.fd, termios.TCSANOW, modes)

    def send(self, text: str) -> None:
        os.write(self.fd, bytes.fromhex(text))

    def hear(self, wait: float = 0.08) -> str:
        """What arrives until a whole frame is there, or until `wait` seconds of silence."""
        heard = b""
        while not heard or len(heard) < heard[0]:
            if not select.select([self.fd], [], [], wait)[0]:
                break
            heard += os.read(self.fd, 512)
        return heard.hex()

    def ask(self, text: str, wait: float = 0.5) -> str:
        time.sleep(0.006)
        self.send(text)
        return self.hear(wait)


@contextmanager
def met(firmware: FeigFirmware, baud: int = termios.B38400) -> Iterator[Host]:
    with firmware:
        host = Host(firmware.path, baud)
        try:
            yield host
        finally:
            os.close(host.fd)


def quick(ont: int = 5, per_page: int = 4) -> FeigFirmware:
    return FeigFirmware(ont, per_page, timing=False)


def plates(count: int) -> list[str]:
    return [f"E00401{number:010X}" for number in range(count)]


def told(reply: str) -> tuple[int, list[str]]:
    """Status and UIDs of an inventory reply."""
    raw = bytes.fromhex(reply)
    assert (raw[0], raw[1:3], crc16(raw)) == (len(raw), b"\x00\xb0", 0)
    sets = raw[5:-2]
    assert len(sets) == 10 * (raw[4] if len(raw) > 6 else 0)
    assert all(sets[at : at + 2] == b"\x03\x00" for at in range(0, len(sets), 10))
    return raw[3], [sets[at + 2 : at + 10].hex().upper() for at in range(0, len(sets), 10)]


@pytest.mark.parametrize("frame", SNIFFED)
def test_crc_agrees_with_sniffed_frames(frame: str) -> None:
    raw = bytes.fromhex(frame)
    assert crc16(raw) == 0
    assert crc16(raw[:-2]) == int.from_bytes(raw[-2:], "little")


def test_crc_check_value() -> None:
    assert crc16(b"123456789") == 0x6F91


@given(st.sampled_from(SNIFFED), st.integers(0, 4000))
def test_no_flipped_bit_passes_the_crc(frame: str, place: int) -> None:
    raw = bytearray.fromhex(frame)
    raw[place // 8 % len(raw)] ^= 1 << place % 8
    assert crc16(bytes(raw)) != 0


@given(st.integers(0, 60), st.integers(1, 24), st.booleans())
def test_pages_hold_every_tag_once(count: int, per_page: int, only_new: bool) -> None:
    core = ReaderCore(5 if only_new else 4, per_page)
    core.tags = plates(count)
    seen: list[str] = []
    status, request = 0x94, INVENTORY
    while status == 0x94:
        status, page = told(core.answer(bytes.fromhex(request))[0].hex())
        assert len(page) == per_page or status != 0x94
        seen += page
        request = MORE
    assert status == (0x00 if count else 0x01)
    assert sorted(seen) == plates(count)
    again = told(core.answer(bytes.fromhex(INVENTORY))[0].hex())[1]
    assert again == ([] if only_new else seen[:per_page])


def test_transcript_of_the_captured_machine() -> None:
    with met(quick()) as host:
        assert host.ask("06ff52000f6e") == framed("005200")
        assert host.ask("05ff63d3ae") == framed("006300")
        assert host.ask("14ff818500000000000000000000000000009ba0") == "06008100afdd"
        assert host.ask(INVENTORY) == EMPTY
        assert host.ask("06ffb001" + sealed("06ffb0010000")[-4:]) == "0600b08154e7"


def test_a_reported_tag_is_silent_until_it_loses_power() -> None:
    firmware = quick()
    firmware.place(PLATE)
    with met(firmware) as host:
        assert host.ask(INVENTORY) == ONE_PLATE
        assert host.ask(INVENTORY) == EMPTY  # the plate is still there
        assert host.ask(RF_RESET) == framed("006900")
        assert host.ask(INVENTORY) == ONE_PLATE
        assert host.ask(framed("ff6a00")) == framed("006a00")
        assert host.ask(INVENTORY) == EMPTY  # no field
        assert host.ask(framed("ff6a01")) == framed("006a00")
        assert host.ask(INVENTORY) == ONE_PLATE
        firmware.take(PLATE)
        firmware.place(PLATE)
        assert host.ask(INVENTORY) == ONE_PLATE
        assert host.ask(sealed(EVERY_TAG)) == "06008100afdd"
        assert host.ask(INVENTORY) == EMPTY  # ONT off does not wake those already quiet
        host.ask(RF_RESET)
        assert [host.ask(INVENTORY) for _ in range(2)] == [ONE_PLATE] * 2
        assert firmware.eeprom_writes == 0
        assert firmware.config[5][11] == 4


def test_pages_over_the_line() -> None:
    firmware = quick()
    firmware.place(*plates(9))
    with met(firmware) as host:
        answers = [told(host.ask(text)) for text in (INVENTORY, MORE, MORE, MORE)]
    assert [status for status, _ in answers] == [0x94, 0x94, 0x00, 0x01]
    assert [len(uids) for _, uids in answers] == [4, 4, 1, 0]
    assert firmware.requests == [bytes.fromhex(t) for t in (INVENTORY, MORE, MORE, MORE)]


def test_ram_and_eeprom_are_apart() -> None:
    block = "0102030405060708090a0b0c0d0e"
    factory = "00" * 11 + "050000"
    with met(firmware := quick()) as host:
        assert host.ask(framed("ff8105" + block)) == framed("008100")
        assert host.ask(framed("ff8005")) == framed("008000" + block)
        assert host.ask(framed("ff8085")) == framed("008000" + factory)
        assert firmware.eeprom_writes == 0
        host.ask(framed("ff8205"))  # save block 5
        assert host.ask(framed("ff8085")) == framed("008000" + block)
        host.ask(framed("ff83c0"))  # default, EEPROM, all blocks
        host.ask("05ff63d3ae")
        assert host.ask(framed("ff8005")) == framed("008000" + factory)
        assert host.ask(framed("ff8187" + block)) == framed("008100")
        assert host.ask(framed("ff8007")) == framed("008000" + "00" * 14)
        assert firmware.eeprom_writes == 3
        assert host.ask(framed("ff8010")) == framed("008011")  # no such block
        assert host.ask(framed("ff8145" + block)) == framed("008111")


@pytest.mark.parametrize(
    ("body", "status"),
    [("ff99", "80"), ("ffb002", "80"), ("ff6500", "81"), ("ffb0", "81"), ("ff8105", "81")],
)
def test_what_it_cannot_do_is_said(body: str, status: str) -> None:
    with met(quick()) as host:
        assert host.ask(framed(body)) == framed(f"00{body[2:4]}{status}")


def test_identity() -> None:
    with met(quick()) as host:
        assert host.ask("05ff65e5cb") == framed("00650001000000290008")
        assert host.ask(framed("ff6600")) == framed("00660001000000290008")


@pytest.mark.parametrize(
    "noise",
    [
        "020009ffb001001843",  # advanced frame
        "07ffb001001c57",  # wrong CRC
        "08ffb001001c56",  # LEN too long
        "06ffb001001c56",  # LEN too short
        "0007ffb001001c56",  # garbage before it
        framed("07b00100"),  # another address
    ],
)
def test_what_is_not_its_frame_gets_no_answer(noise: str) -> None:
    with met(firmware := quick()) as host:
        host.send(noise)
        assert host.hear() == ""
        assert firmware.requests == []
        assert host.ask(INVENTORY) == EMPTY
        assert host.ask(framed("00b00100")) == EMPTY  # its own address


def test_a_gap_of_more_than_12_ms_drops_the_frame() -> None:
    with met(firmware := quick()) as host:
        host.send(INVENTORY[:6])
        time.sleep(0.05)
        host.send(INVENTORY[6:])
        assert host.hear() == ""
        assert ("gap", bytes.fromhex(INVENTORY[:6])) in firmware.dropped
        assert host.ask(INVENTORY) == EMPTY


def test_a_request_within_5_ms_of_the_reply_is_ignored() -> None:
    with met(firmware := quick()) as host:
        host.send(INVENTORY)
        assert host.hear() == EMPTY
        firmware._last_reply = time.monotonic() + 0.02  # as if this host were faster than it is
        host.send(INVENTORY)
        assert host.hear() == ""
        assert firmware.dropped == [("psst", bytes.fromhex(INVENTORY))]
        assert host.ask(INVENTORY) == EMPTY


def test_a_second_request_behind_the_first_is_lost() -> None:
    with met(firmware := quick()) as host:
        host.send(INVENTORY + INVENTORY)
        assert host.hear() == EMPTY
        assert host.hear() == ""
        assert firmware.dropped == [("busy", bytes.fromhex(INVENTORY))]


def test_another_speed_is_not_understood() -> None:
    with met(FeigFirmware(baud=115200, timing=False)) as host:
        assert host.ask(INVENTORY, 0.08) == ""
    with met(FeigFirmware(baud=115200, timing=False), termios.B115200) as host:
        assert host.ask(INVENTORY) == EMPTY


def test_a_named_status_for_the_next_inventory() -> None:
    firmware = quick(ont=4)
    firmware.place(*plates(5))
    with met(firmware) as host:
        for code, uids in ((0x83, 4), (0x93, 4), (0x02, 0)):
            firmware.status(code)
            status, page = told(host.ask(INVENTORY))
            assert (status, len(page)) == (code, uids)
            assert told(host.ask(MORE))[0] == 0x01  # nothing kept back
        firmware.status(0x93, times=None)
        assert [told(host.ask(INVENTORY))[0] for _ in range(2)] == [0x93, 0x93]
        firmware.status(None)
        assert told(host.ask(INVENTORY))[0] == 0x94


def test_two_tags_without_anticollision_garble_each_other() -> None:
    firmware = quick(ont=0)
    firmware.place(PLATE)
    with met(firmware) as host:
        assert host.ask(INVENTORY) == ONE_PLATE
        firmware.place(*plates(1))
        assert told(host.ask(INVENTORY)) == (0x02, [])


def test_a_spoilt_reply_still_silences_the_tag() -> None:
    firmware = quick()
    firmware.place(PLATE)
    firmware.badcrc(1)
    with met(firmware) as host:
        spoilt = host.ask(INVENTORY)
        assert spoilt[:-2] == ONE_PLATE[:-2]
        assert crc16(bytes.fromhex(spoilt)) != 0
        assert host.ask(INVENTORY) == EMPTY


def test_mute_then_well() -> None:
    with met(firmware := quick()) as host:
        firmware.mute(0.15)
        assert host.ask(INVENTORY, 0.05) == ""
        time.sleep(0.15)
        assert host.ask(INVENTORY) == EMPTY
        assert len(firmware.requests) == 2


def test_unplugged_and_plugged_in_again_under_the_same_name(tmp_path: Path) -> None:
    link = tmp_path / "reader"
    firmware = FeigFirmware(timing=False, link=link)
    firmware.place(PLATE)
    with met(firmware) as host:
        assert firmware.path == str(link)
        assert host.ask(INVENTORY) == ONE_PLATE
        firmware.unplug()
        assert not link.is_symlink()
        with pytest.raises(OSError, match="Input/output"):
            host.send(INVENTORY)
        firmware.plug()
        other = Host(str(link))
        assert other.ask(INVENTORY) == ONE_PLATE  # it lost power, so the tag speaks again
        os.close(other.fd)
    assert not link.is_symlink()


@pytest.mark.parametrize(("count", "least"), [(0, 0.0074), (1, 0.0116), (12, 0.0950)])
def test_the_reply_takes_air_and_wire_time(count: int, least: float) -> None:
    firmware = FeigFirmware(per_page=24)
    firmware.place(*plates(count))
    with met(firmware) as host:
        time.sleep(0.006)
        began = time.monotonic()
        host.send(INVENTORY)
        reply = host.hear(1.0)
        took = time.monotonic() - began
    wire = (7 + len(reply) // 2) * 11 / 38400
    assert least + wire <= took < least + wire + 0.1


def test_as_a_script(tmp_path: Path) -> None:
    script = Path(__file__).with_name("feig_firmware.py")
    command = [sys.executable, str(script), "--no-timing", "--link", str(tmp_path / "r"), PLATE]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin
        assert child.stdout
        assert child.stderr
        host = Host(child.stdout.readline().strip())
        assert host.ask(INVENTORY, 2.0) == ONE_PLATE
        child.stdin.write(f"take {PLATE}\nstatus 93\nfly\nunplug\nplug\n")
        child.stdin.flush()
        assert "fly" in child.stderr.readline()
        os.close(host.fd)
        host = Host(child.stdout.readline().strip())
        assert host.ask(INVENTORY, 2.0) == framed("00b093")
        assert host.ask(INVENTORY, 2.0) == EMPTY
        child.stdin.write("quit\n")
        child.stdin.close()
        assert child.wait(5) == 0
        os.close(host.fd)
