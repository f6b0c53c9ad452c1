"""The drivers against scripted exchanges: each reply is what a reader would send."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from canteen.clock import ManualClock
from readers.drivers.uhf import Uhf18Reader, Uhf288Reader, UhfReader
from readers.errors import BadUrl, NoAnswer, UnknownOption
from readers.protocols import len_adr_cmd, uhf
from readers.reader import Transport
from readers.tag import TagUid
from readers.transport import SerialSettings
from readers.url import ReaderUrl

CLOCK = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
SETTINGS = SerialSettings("/dev/ttyUSB0", 57600)
UIDS = [TagUid.parse(f"E2003412{number:016X}") for number in range(12)]
INFORMATION = uhf.encode_request(uhf.READER_INFORMATION).hex()
SET_SCAN = uhf.encode_request(uhf.SET_SCAN_TIME, b"\x03").hex()
SCAN_SET = uhf.encode_reply(uhf.SET_SCAN_TIME, uhf.OK)
NEW_18 = uhf.inventory_request_18().hex()
NO_TAG = uhf.encode_reply(uhf.INVENTORY, uhf.NO_TAG)
PUSH = bytes.fromhex("1100ee002000708c2b380b2d00000000e056")
BEAT = len_adr_cmd.HEARTBEAT


def information(scan: int) -> bytes:
    data = bytes.fromhex("0222090213401e") + bytes((scan,))
    return uhf.encode_reply(uhf.READER_INFORMATION, uhf.OK, data)


def part(status: int, *numbers: int) -> bytes:
    names = b"".join(uhf.epc_18(UIDS[number].raw) for number in numbers)
    return uhf.encode_reply(uhf.INVENTORY, status, bytes((len(numbers),)) + names)


def part_288(status: int, antenna: int, *chips: tuple[int, int]) -> bytes:
    names = b"".join(uhf.epc_288(UIDS[number].raw, rssi) for number, rssi in chips)
    data = bytes((1 << antenna - 1, len(chips))) + names
    return uhf.encode_reply(uhf.INVENTORY, status, data)


class Wire:
    """Answers each request with the next reply of a script; silence passes without waiting."""

    def __init__(self, *replies: bytes) -> None:
        self._replies = list(replies)
        self._ready = b""
        self.sent: list[str] = []
        self.closed = 0

    def read(self, need: int, seconds: float) -> bytes:
        data, self._ready = self._ready[:need], self._ready[need:]
        return data

    def write(self, data: bytes) -> None:
        self.sent.append(data.hex())
        self._ready = self._replies.pop(0) if self._replies else b""

    def now(self) -> float:
        return time.monotonic()

    def close(self) -> None:
        self.closed += 1


class Chatter(Wire):
    """A reader in scan mode: it reports for ever, its own seconds apart, and answers nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0

    def read(self, need: int, seconds: float) -> bytes:
        if not self._ready:
            self._now += 0.05
            self._ready = PUSH
        return super().read(need, seconds)

    def now(self) -> float:
        return self._now


def reader(wire: Transport) -> UhfReader:
    return Uhf18Reader(wire, SETTINGS, CLOCK, reply_seconds=0.0)


def codes(driver: UhfReader) -> list[str]:
    cycle = driver.cycle()
    assert cycle.complete == (not cycle.faults)
    return [fault.code for fault in cycle.faults]


def test_one_command_is_a_cycle_however_many_frames_follow() -> None:
    wire = Wire(part(3, 0, 1, 2) + part(3, 3) + part(1, 4, 5))
    cycle = reader(wire).cycle()
    assert wire.sent == [NEW_18]
    assert cycle.complete
    assert cycle.uids == tuple(UIDS[:6])
    assert {(tag.kind, tag.antenna, tag.rssi) for tag in cycle.tags} == {("epc", 1, None)}


@pytest.mark.parametrize("last", [NO_TAG, part(1)])
def test_an_empty_field_is_a_complete_cycle(last: bytes) -> None:
    cycle = reader(Wire(last)).cycle()
    assert cycle.complete
    assert cycle.tags == cycle.faults == ()


def test_a_chip_named_twice_counts_once() -> None:
    assert reader(Wire(part(3, 0, 1) + part(1, 1, 2))).cycle().uids == tuple(UIDS[:3])


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (uhf.SCAN_TIME_OVER, "E-RDR-033"),
        (uhf.MEMORY_FULL, "E-RDR-032"),
        (uhf.POOR_COMMUNICATION, "E-RDR-033"),
        (uhf.ANTENNA_ERROR, "E-RDR-034"),
        (0xF9, "E-RDR-035"),
        (0xFC, "E-RDR-035"),
        (uhf.LENGTH_ERROR, "E-RDR-035"),
        (uhf.PARAMETER_ERROR, "E-RDR-035"),
    ],
)
def test_a_doubtful_status_keeps_the_data_and_makes_the_cycle_incomplete(
    status: int, code: str
) -> None:
    wire = Wire(part(3, 0) + part(status, 1))
    cycle = reader(wire).cycle()
    assert [fault.code for fault in cycle.faults] == [code]
    assert cycle.uids == tuple(UIDS[:2] if status in uhf.WITH_DATA else UIDS[:1])


def test_an_unknown_command_is_refused_as_command_zero() -> None:
    wire = Wire(uhf.encode_reply(uhf.UNKNOWN, uhf.ILLEGAL_COMMAND))
    assert codes(reader(wire)) == ["E-RDR-035"]


@pytest.mark.parametrize("size", [2, 20, 62])
def test_an_epc_that_is_no_number_makes_the_cycle_incomplete(size: int) -> None:
    data = b"\x02" + uhf.epc_18(bytes(size)) + uhf.epc_18(UIDS[0].raw)
    wire = Wire(uhf.encode_reply(uhf.INVENTORY, uhf.MORE_FOLLOWS, data) + part(1, 1))
    cycle = reader(wire).cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-036"]
    assert cycle.uids == tuple(UIDS[:2])


def test_data_that_cannot_be_told_apart_is_not_used() -> None:
    bad = uhf.encode_reply(uhf.INVENTORY, uhf.FINISHED, b"\x02" + uhf.epc_18(bytes(12)))
    cycle = reader(Wire(bad)).cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-031"]
    assert cycle.tags == ()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_damaged_frame_never_leaves_a_complete_cycle(place: int) -> None:
    frames = [part(3, 0), part(3, 1), part(1, 2)]
    damaged = bytearray(frames[place])
    damaged[9] ^= 1
    frames[place] = bytes(damaged)
    cycle = reader(Wire(b"".join(frames))).cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-031"]
    assert set(cycle.uids) <= {UIDS[n] for n in range(3) if n != place}


def test_the_rest_of_a_damaged_answer_is_no_answer_to_the_next_command() -> None:
    damaged = part(3, 0)[:-1] + b"\0"
    wire = Wire(damaged, part(1, 0, 1))
    driver = Uhf18Reader(wire, SETTINGS, CLOCK, reply_seconds=0.05)
    assert codes(driver) == ["E-RDR-031"]
    assert driver.cycle().uids == tuple(UIDS[:2])


def test_silence_is_a_timeout_and_the_next_cycle_asks_who_is_there() -> None:
    wire = Wire(b"", information(10), SCAN_SET, part(1, 0))
    driver = reader(wire)
    assert codes(driver) == ["E-RDR-030"]
    assert driver.cycle().complete
    assert wire.sent == [NEW_18, INFORMATION, SET_SCAN, NEW_18]
    assert driver.health.timeouts == 1


def test_more_that_does_not_come_is_a_timeout_with_what_came() -> None:
    cycle = reader(Wire(part(3, 0, 1))).cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-030"]
    assert cycle.uids == tuple(UIDS[:2])


def test_what_is_said_unasked_is_passed_over_at_any_moment() -> None:
    wire = Wire(
        PUSH + information(3),
        BEAT + PUSH + part(3, 0) + PUSH + BEAT + PUSH + part(1, 1) + PUSH,
        BEAT + NO_TAG,
    )
    driver = reader(wire)
    driver.greet()
    assert driver.cycle().uids == tuple(UIDS[:2])
    assert driver.cycle().complete
    assert driver.health.noise == 0


def test_reports_without_end_do_not_hold_a_cycle_up() -> None:
    wire = Chatter()
    driver = Uhf18Reader(wire, SETTINGS, CLOCK)
    assert codes(driver) == ["E-RDR-030"]
    assert codes(driver) == ["E-RDR-030"]
    assert wire.now() < 4.0
    with pytest.raises(NoAnswer):
        driver.greet()


def test_an_answer_without_end_is_left() -> None:
    class Endless(Chatter):
        def read(self, need: int, seconds: float) -> bytes:
            if not self._ready:
                self._now += 0.05
                self._ready = part(3, 0)
            return Wire.read(self, need, seconds)

    driver = Uhf18Reader(Endless(), SETTINGS, CLOCK)
    cycle = driver.cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-037"]
    assert cycle.uids == (UIDS[0],)


def test_the_scan_time_is_written_only_where_another_is_set() -> None:
    wire = Wire(information(10), SCAN_SET)
    reader(wire).greet()
    assert wire.sent == [INFORMATION, SET_SCAN]
    wire = Wire(information(3))
    reader(wire).greet()
    assert wire.sent == [INFORMATION]


@pytest.mark.parametrize("status", [uhf.SAVE_FAILED, uhf.PARAMETER_ERROR])
def test_a_reader_that_keeps_its_scan_time_is_read_all_the_same(status: int) -> None:
    wire = Wire(information(10), uhf.encode_reply(uhf.SET_SCAN_TIME, status), part(1, 0))
    driver = reader(wire)
    driver.greet()
    assert driver.cycle().complete


def test_a_greeting_without_an_answer_is_tried_thrice_and_explained() -> None:
    wire = Wire(b"", b"hello there", b"")
    with pytest.raises(NoAnswer, match="57600 8N1"):
        reader(wire).greet()
    assert wire.sent == [INFORMATION] * 3


def test_nothing_is_written_to_a_uhfreader288() -> None:
    wire = Wire(information(20), part_288(3, 1, (0, 9)) + part_288(1, 1))
    driver = Uhf288Reader(wire, SETTINGS, CLOCK, reply_seconds=0.0)
    driver.greet()
    assert driver.cycle().uids == (UIDS[0],)
    assert wire.sent == [INFORMATION, uhf.inventory_request_288(1).hex()]


def test_each_antenna_is_read_and_the_stronger_one_counts() -> None:
    wire = Wire(
        part_288(3, 1, (0, 0x30), (1, 0x70)) + part_288(1, 1),
        part_288(1, 4, (0, 0x50), (1, 0x50), (2, 0x20)),
    )
    driver = Uhf288Reader(wire, SETTINGS, CLOCK, antennas=(1, 4), reply_seconds=0.0)
    cycle = driver.cycle()
    assert wire.sent == [uhf.inventory_request_288(antenna).hex() for antenna in (1, 4)]
    assert cycle.complete
    assert [(tag.uid, tag.antenna, tag.rssi) for tag in cycle.tags] == [
        (UIDS[0], 4, 0x50),
        (UIDS[1], 1, 0x70),
        (UIDS[2], 4, 0x20),
    ]


def test_an_antenna_that_fails_makes_the_cycle_incomplete() -> None:
    wire = Wire(part_288(1, 1, (0, 9)), uhf.encode_reply(uhf.INVENTORY, uhf.ANTENNA_ERROR))
    driver = Uhf288Reader(wire, SETTINGS, CLOCK, antennas=(1, 2), reply_seconds=0.0)
    cycle = driver.cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-034"]
    assert cycle.uids == (UIDS[0],)


@pytest.mark.parametrize("antennas", ["0", "5", "1,1", "", "1,", "a", "1;2"])
def test_antennas_that_are_none_are_refused_before_the_port_is_taken(antennas: str) -> None:
    url = ReaderUrl("uhf288", "/dev/ttyUSB0", (("antennas", antennas),))
    with pytest.raises(BadUrl, match="antennas"):
        Uhf288Reader.open(url, CLOCK)


def test_a_uhfreader18_has_one_antenna() -> None:
    with pytest.raises(UnknownOption):
        Uhf18Reader.open(ReaderUrl.parse("uhf18:/dev/ttyUSB0?antennas=1"), CLOCK)


def test_the_line_is_given_back_when_nobody_answers() -> None:
    wire = Chatter()
    with pytest.raises(NoAnswer):
        Uhf288Reader.open(ReaderUrl.parse("uhf288:x?antennas=2,3"), CLOCK, lambda _settings: wire)
    assert wire.closed == 1
