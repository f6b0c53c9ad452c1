"""The foreign RR3036 family firmware against the documents; nothing of the product is imported."""

from __future__ import annotations

import os
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from foreign.rr_firmware import RrCore, RrFirmware, afi_fits, crc16
from foreign.rr_host import DONE, MODE_15693, Host, framed, met, plates, quick, told

PLATE = "E00401500A0B0C0D"
LSB = "0d0c0b0a500104e0"
INFO, NEW_SCAN, BROADCAST_SCAN = "05000000766d", "050001069811", "05ff01066bd7"
CONTINUE, SINGLE = framed("000102"), framed("000100")
OPEN_RF, CLOSE_RF = framed("000002"), framed("000001")
MODE_A = framed("000005")
QUIET = framed("000200" + LSB)
FIELD_OFF, NO_TAG, WRONG_MODE = framed("0005"), framed("000e"), framed("001f")


def asker(core: RrCore) -> Callable[[str], str]:
    """The core alone, without a line, in mode 15693."""

    def ask(text: str) -> str:
        return core.answer(bytes.fromhex(text))[0].hex()

    assert ask(MODE_15693) == DONE
    return ask


def collected(ask: Callable[[str], str]) -> tuple[list[int], list[list[str]]]:
    """Statuses and pages of a new scan and continue scans, until no tag is left."""
    answers = [told(ask(NEW_SCAN))]
    while answers[-1][0] != 0x0E and len(answers) < 80:
        answers.append(told(ask(CONTINUE)))
    return [status for status, _ in answers], [page for _, page in answers]


def test_the_computed_frames_of_the_documents() -> None:
    assert crc16(b"123456789") == 0x6F91
    assert framed("000000") == INFO
    assert framed("000106") == NEW_SCAN
    assert framed("ff0106") == BROADCAST_SCAN


@pytest.mark.parametrize("frame", [INFO, NEW_SCAN, framed("000000" + LSB)])
def test_no_flipped_bit_passes_the_crc(frame: str) -> None:
    for place in range(len(frame) * 4):
        raw = bytearray.fromhex(frame)
        raw[place // 8] ^= 1 << place % 8
        assert crc16(bytes(raw)) != 0


def test_as_shipped_it_waits_for_mode_15693() -> None:
    firmware = quick()
    firmware.place(PLATE)
    with met(firmware, ready=False) as host:
        assert [host.ask(text) for text in (NEW_SCAN, CONTINUE, SINGLE, QUIET)] == [WRONG_MODE] * 4
        assert host.ask(MODE_15693) == DONE
        assert host.ask(NEW_SCAN) == framed("000000" + LSB)
        assert host.ask(BROADCAST_SCAN) == framed("000000" + LSB)  # it signs with its own address
        assert host.ask(framed("000009")) == DONE
        assert host.ask(NEW_SCAN) == WRONG_MODE


def test_most_significant_byte_first_on_request() -> None:
    firmware = quick(msb=True)
    firmware.place(PLATE, dsfid=0x2A)
    with met(firmware) as host:
        assert host.ask(NEW_SCAN) == framed("00002a" + PLATE)
        assert host.ask(framed("000200" + PLATE)) == DONE
        assert host.ask(CONTINUE) == NO_TAG


def test_info_tells_the_scan_time() -> None:
    with met(quick(), ready=False) as host:
        assert host.ask(INFO) == framed("0000" + "01080000360007" + "0a")
        assert host.ask(framed("00000403")) == DONE
        assert host.ask(INFO) == framed("0000" + "01080000360007" + "03")
        assert host.ask(framed("00000402")) == framed("0003")
        assert host.ask(INFO)[-6:-4] == "03"


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 8, 13, 30])
@pytest.mark.parametrize("per_scan", [1, 4, 10])
def test_partial_pages_hold_every_tag_once(count: int, per_scan: int) -> None:
    core = RrCore(per_scan)
    core.tags = dict.fromkeys(plates(count), (0, 0))
    ask = asker(core)
    statuses, pages = collected(ask)
    full = max(0, -(-count // per_scan) - 1)
    assert statuses == [0x0B] * full + [0x00] * bool(count) + [0x0E]
    assert [len(page) for page in pages[:full]] == [per_scan] * full
    assert sorted(chain.from_iterable(pages)) == plates(count)
    assert collected(ask) == (statuses, pages)  # a new scan wakes them all again


def test_partial_without_data_leaves_all_to_continue_scans() -> None:
    firmware = quick(4, partial_without_data=True)
    firmware.place(*plates(9))
    with met(firmware) as host:
        statuses, pages = collected(host.ask)
        assert statuses == [0x0B, 0x00, 0x00, 0x00, 0x0E]
        assert [len(page) for page in pages] == [0, 4, 4, 1, 0]
        assert sorted(chain.from_iterable(pages)) == plates(9)
        firmware.take(*plates(9)[4:])
        assert told(host.ask(NEW_SCAN)) == (0x00, plates(4))


def test_continue_scans_bring_only_what_is_new() -> None:
    firmware = quick()
    firmware.place(*plates(2))
    with met(firmware) as host:
        assert told(host.ask(CONTINUE)) == (0x00, plates(2))  # none was handed over before
        assert host.ask(CONTINUE) == NO_TAG
        firmware.place(PLATE)
        assert told(host.ask(CONTINUE)) == (0x00, [PLATE])
        firmware.take(PLATE)
        firmware.place(PLATE)
        assert told(host.ask(CONTINUE)) == (0x00, [PLATE])


def test_single_tag_scans_go_through_them_one_by_one() -> None:
    firmware = quick()
    firmware.place(*plates(2))
    with met(firmware) as host:
        assert [told(host.ask(SINGLE)) for _ in range(3)] == [
            (0x00, plates(2)[:1]), (0x00, plates(2)[1:]), (0x0E, []),
        ]  # fmt: skip
        host.ask(NEW_SCAN)
        assert host.ask(SINGLE) == NO_TAG


def test_stay_quiet_lasts_until_the_field_goes() -> None:
    core = RrCore()
    core.tags = {PLATE: (0, 0)}
    ask = asker(core)
    for wakes in ([NEW_SCAN], [CLOSE_RF, OPEN_RF, CONTINUE], [MODE_A, MODE_15693, CONTINUE]):
        assert ask(QUIET) == DONE
        assert ask(CONTINUE) == NO_TAG
        assert [ask(text) for text in wakes][-1] == framed("000000" + LSB)
    assert ask(framed("000200" + "11" * 8)) == DONE  # nobody there: a tag does not answer it
    assert ask(framed("00020011")) == framed("0001")


def test_afi_asks_for_a_family() -> None:
    assert [afi_fits(asked, 0x52) for asked in (0, 0x50, 0x52, 0x02, 0x53, 0x62)] == [
        True, True, True, True, False, False,
    ]  # fmt: skip
    core = RrCore()
    core.tags = dict(zip(plates(2), [(0x00, 0), (0x52, 7)], strict=True))
    ask = asker(core)
    assert told(ask(framed("00010752"))) == (0x00, plates(2)[1:])
    assert ask(framed("00010350")) == NO_TAG
    assert told(ask(framed("00010300"))) == (0x00, plates(2)[:1])
    ask(framed("00010760"))
    assert told(ask(framed("00010150"))) == (0x00, plates(2)[1:])
    assert ask(framed("000107")) == framed("0001")
    assert ask(framed("00010600")) == framed("0001")


def test_without_a_field_until_it_is_opened() -> None:
    firmware = quick(field_off=True)
    firmware.place(PLATE)
    with met(firmware, ready=False) as host:
        assert host.ask(NEW_SCAN) == FIELD_OFF
        assert host.ask(MODE_15693) == DONE
        assert [host.ask(text) for text in (NEW_SCAN, CONTINUE, SINGLE, QUIET)] == [FIELD_OFF] * 4
        assert host.ask(INFO)[4:6] == "00"
        assert host.ask(OPEN_RF) == DONE
        assert host.ask(NEW_SCAN) == framed("000000" + LSB)
        assert host.ask(CLOSE_RF) == DONE
        assert host.ask(NEW_SCAN) == FIELD_OFF


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("004200", "02"), ("00000a", "02"), ("000105", "02"), ("000201" + LSB, "02"),
        ("00000000", "01"), ("000004", "01"), ("0000040303", "01"), ("00000811", "01"),
        ("00000400", "03"), ("000003ff", "03"), ("000008040402", "00"), ("000007040402", "00"),
    ],
)  # fmt: skip
def test_the_status_table(body: str, status: str) -> None:
    assert asker(RrCore())(framed(body)) == framed("00" + status)


def test_a_new_address() -> None:
    with met(quick()) as host:
        assert host.ask(framed("00000305")) == DONE
        assert host.ask(NEW_SCAN, 0.05) == ""
        assert host.ask(framed("050106")) == framed("050e")
        assert host.ask(BROADCAST_SCAN) == framed("050e")


@pytest.mark.parametrize(
    "noise",
    [
        "050001069911",  # wrong CRC
        "060001069811",  # LEN too long
        "040001069811",  # LEN too short
        "0400" + "00" + crc16(b"\x04\0\0").to_bytes(2, "little").hex(),  # no STATE
        "00" + NEW_SCAN,  # garbage before it
        framed("070106"),  # another address
        framed("0000" + "00" * 93),  # longer than any frame
    ],
)
def test_what_is_not_its_frame_gets_no_answer(noise: str) -> None:
    with met(firmware := quick()) as host:
        assert host.ask(noise, 0.05) == ""
        assert firmware.requests == []
        assert host.ask(NEW_SCAN) == NO_TAG


def test_a_gap_of_more_than_15_ms_drops_the_frame() -> None:
    with met(firmware := quick()) as host:
        host.send(NEW_SCAN[:6])
        time.sleep(0.05)
        host.send(NEW_SCAN[6:])
        assert host.hear() == ""
        assert ("gap", bytes.fromhex(NEW_SCAN[:6])) in firmware.dropped
        assert host.ask(NEW_SCAN) == NO_TAG


def test_a_frame_in_two_pieces_without_a_gap_is_whole() -> None:
    def in_two(host: Host) -> str:
        host.send(NEW_SCAN[:4])
        host.send(NEW_SCAN[4:])
        return host.hear()

    with met(quick()) as host:  # a busy machine may make a gap, but not each time
        assert NO_TAG in (in_two(host) for _ in range(5))


def test_a_second_request_behind_the_first_is_lost() -> None:
    with met(firmware := quick()) as host:
        host.send(NEW_SCAN + INFO)
        assert host.hear() == NO_TAG
        assert host.hear(0.05) == ""
        assert firmware.dropped == [("busy", bytes.fromhex(INFO))]


def test_a_request_during_a_scan_is_lost() -> None:
    firmware = RrFirmware(2)
    firmware.place(*plates(3))
    with met(firmware) as host:
        assert host.ask(framed("00000403")) == DONE
        began = time.monotonic()
        host.send(NEW_SCAN)
        time.sleep(0.05)
        host.send(INFO)
        status, page = told(host.hear(1.0))
        took = time.monotonic() - began
        assert (status, len(page)) == (0x0B, 2)
        assert host.hear(0.05) == ""
        assert firmware.dropped == [("busy", bytes.fromhex(INFO))]
    assert 0.3 < took < 0.5  # a partial scan is one whose scan time ended


@pytest.mark.parametrize(("count", "least"), [(0, 0.0224), (1, 0.0266), (10, 0.0916)])
def test_the_reply_takes_air_and_wire_time(count: int, least: float) -> None:
    firmware = RrFirmware(10)
    firmware.place(*plates(count))
    with met(firmware) as host:
        began = time.monotonic()
        reply = host.ask(NEW_SCAN, 1.0)
        took = time.monotonic() - began
    wire = (6 + len(reply) // 2) * 10 / 19200
    assert least + wire <= took < least + wire + 0.1


def test_how_long_a_scan_takes() -> None:
    def busy(core: RrCore, text: str = NEW_SCAN) -> float:
        asker(core)
        return core.answer(bytes.fromhex(text))[1]

    crowded = RrCore(4)
    crowded.tags = dict.fromkeys(plates(5), (0, 0))
    assert busy(crowded) == 1.0
    assert busy(crowded, CONTINUE) == pytest.approx(0.0116)
    assert busy(RrCore(whole_scan=True)) == 1.0
    assert busy(RrCore(whole_scan=True), INFO) == 0.0
    crowded.answer(bytes.fromhex(framed("000004ff")))
    assert busy(crowded) == 25.5


def test_another_speed_is_not_understood() -> None:
    with met(RrFirmware(baud=115200, timing=False), ready=False) as host:
        assert host.ask(INFO, 0.05) == ""
    with met(RrFirmware(baud=115200, timing=False), termios.B115200) as host:
        assert host.ask(NEW_SCAN) == NO_TAG


def test_a_named_status_for_the_next_inventory() -> None:
    firmware = quick()
    firmware.place(*plates(3))
    with met(firmware) as host:
        firmware.status(0x0B)
        assert told(host.ask(NEW_SCAN)) == (0x0B, plates(2))
        assert told(host.ask(CONTINUE)) == (0x00, plates(3)[2:])
        firmware.status(0x0A)
        assert told(host.ask(NEW_SCAN)) == (0x0A, [])
        assert told(host.ask(CONTINUE)) == (0x00, plates(3))
        firmware.status(0x0F, times=None)
        assert [host.ask(NEW_SCAN) for _ in range(2)] == [framed("000f0f")] * 2
        assert host.ask(INFO)[4:6] == "00"  # no inventory
        firmware.status(None)
        assert told(host.ask(NEW_SCAN)) == (0x00, plates(3))


def test_what_a_spoilt_reply_told_is_not_told_again() -> None:
    firmware = quick()
    firmware.place(PLATE)
    with met(firmware) as host:
        firmware.badcrc(1)
        assert crc16(bytes.fromhex(host.ask(NEW_SCAN))) != 0
        assert host.ask(CONTINUE) == NO_TAG
        assert host.ask(NEW_SCAN) == framed("000000" + LSB)


def test_mute_then_well() -> None:
    with met(firmware := quick()) as host:
        firmware.mute(0.1)
        assert host.ask(NEW_SCAN, 0.11) == ""
        assert host.ask(NEW_SCAN) == NO_TAG
        assert len(firmware.requests) == 2


def test_unplugged_and_plugged_in_again_under_the_same_name(tmp_path: Path) -> None:
    link = tmp_path / "reader"
    firmware = RrFirmware(timing=False, link=link)
    firmware.place(PLATE)
    with met(firmware) as host:
        assert firmware.path == str(link)
        assert host.ask(framed("00000403")) == DONE
        assert host.ask(NEW_SCAN) == framed("000000" + LSB)
        firmware.unplug()
        assert not link.is_symlink()
        with pytest.raises(OSError, match="Input/output"):
            host.send(NEW_SCAN)
        firmware.plug()
        other = Host(str(link))
        assert other.ask(NEW_SCAN) == WRONG_MODE  # the mode went with the power
        assert other.ask(INFO)[-6:-4] == "03"  # the scan time did not
        os.close(other.fd)
    assert not link.is_symlink()


def test_unplugged_in_the_middle_of_a_scan() -> None:
    firmware = RrFirmware(whole_scan=True)
    with met(firmware) as host:
        began = time.monotonic()
        host.send(NEW_SCAN)
        time.sleep(0.02)
        firmware.unplug()
        assert time.monotonic() - began < 0.5


def test_a_uid_is_sixteen_digits() -> None:
    with pytest.raises(ValueError, match="16"):
        quick().place("E004")
    with pytest.raises(ValueError, match="10"):
        quick(11)


def test_as_a_script(tmp_path: Path) -> None:
    script = Path(__file__).with_name("rr_firmware.py")
    link = str(tmp_path / "r")
    command = [sys.executable, str(script), "--no-timing", "--msb", "--link", link, PLATE]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin
        assert child.stdout
        assert child.stderr
        host = Host(child.stdout.readline().strip())
        assert host.ask(MODE_15693, 2.0) == DONE
        assert host.ask(NEW_SCAN, 2.0) == framed("000000" + PLATE)
        child.stdin.write(f"take {PLATE}\nstatus 0C\nfly\nunplug\nplug\n")
        child.stdin.flush()
        assert "fly" in child.stderr.readline()
        os.close(host.fd)
        host = Host(child.stdout.readline().strip())
        assert host.ask(MODE_15693, 2.0) == DONE
        assert host.ask(NEW_SCAN, 2.0) == framed("000c")
        assert host.ask(NEW_SCAN, 2.0) == NO_TAG
        child.stdin.write("quit\n")
        child.stdin.close()
        assert child.wait(5) == 0
        os.close(host.fd)
