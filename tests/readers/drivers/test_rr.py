"""The driver against scripted exchanges: each reply is what a reader would send."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from canteen.clock import ManualClock
from readers.drivers.rr import RrReader
from readers.errors import NoAnswer
from readers.protocols import rr
from readers.tag import TagUid
from readers.transport import SerialSettings

INFO = rr.reader_request(rr.INFORMATION).hex()
MODE = rr.reader_request(rr.MODE_15693).hex()
FIELD = rr.reader_request(rr.OPEN_FIELD).hex()
TIME = rr.reader_request(rr.SET_SCAN_TIME, b"\x03").hex()
NEW = rr.inventory_request().hex()
MORE = rr.inventory_request(more=True).hex()
DONE = rr.reply(rr.OK)
NONE = rr.reply(rr.NO_TAG)
UIDS = [TagUid.parse(f"E00401{number:010X}") for number in range(24)]


def told(scan_time: int) -> bytes:
    return rr.reply(rr.OK, bytes.fromhex("01080000360007") + bytes((scan_time,)))


SET_UP = (told(10), DONE, DONE, DONE)
READY = (told(3), DONE, DONE)


def page(status: int, *numbers: int, lsb_first: bool = True) -> bytes:
    return rr.reply(
        status, b"".join(rr.element(UIDS[number], lsb_first=lsb_first) for number in numbers)
    )


class Wire:
    """Answers each request with the next reply of a script; silence passes without waiting."""

    def __init__(self, *replies: bytes) -> None:
        self._replies = list(replies)
        self._ready = b""
        self.sent: list[str] = []

    def read(self, need: int, seconds: float) -> bytes:
        data, self._ready = self._ready[:need], self._ready[need:]
        return data

    def write(self, data: bytes) -> None:
        self.sent.append(data.hex())
        self._ready = self._replies.pop(0) if self._replies else b""

    def now(self) -> float:
        return time.monotonic()

    def close(self) -> None:
        pass


def reader(wire: Wire) -> RrReader:
    clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
    return RrReader(wire, SerialSettings("/dev/ttyUSB0", 19200), clock, reply_seconds=0.0)


def ready(*replies: bytes) -> tuple[RrReader, Wire]:
    """A reader that was greeted and set up, and the wire from then on."""
    wire = Wire(*READY, *replies)
    driver = reader(wire)
    driver.greet()
    wire.sent.clear()
    return driver, wire


def test_the_greeting_sets_mode_field_and_scan_time() -> None:
    wire = Wire(*SET_UP)
    reader(wire).greet()
    assert wire.sent == [INFO, MODE, FIELD, TIME]


def test_a_scan_time_that_is_right_is_not_written_again() -> None:
    wire = Wire(*READY)
    reader(wire).greet()
    assert wire.sent == [INFO, MODE, FIELD]


def test_a_greeting_without_an_answer_is_tried_thrice_and_explained() -> None:
    wire = Wire(b"", b"hello there", DONE)
    with pytest.raises(NoAnswer, match="19200 8N1"):
        reader(wire).greet()
    assert wire.sent == [INFO] * 3


def test_what_could_not_be_set_up_is_tried_again_with_the_next_cycle() -> None:
    wire = Wire(told(10), DONE, DONE, b"", *SET_UP, page(rr.OK, 0))
    driver = reader(wire)
    driver.greet()
    cycle = driver.cycle()
    assert wire.sent == [INFO, MODE, FIELD, TIME, INFO, MODE, FIELD, TIME, NEW]
    assert cycle.complete


def test_a_refused_setting_is_told_with_every_cycle() -> None:
    wire = Wire(told(10), rr.reply(rr.UNSUPPORTED), told(10), rr.reply(rr.UNSUPPORTED))
    driver = reader(wire)
    driver.greet()
    assert [fault.code for fault in driver.cycle().faults] == ["E-RDR-035"]
    assert NEW not in wire.sent


def test_a_field_that_may_not_be_opened_twice_is_no_trouble() -> None:
    wire = Wire(told(3), DONE, rr.reply(rr.NOT_NOW), page(rr.OK, 0))
    driver = reader(wire)
    driver.greet()
    assert driver.cycle().complete


def test_a_scan_that_found_all_is_one_request() -> None:
    driver, wire = ready(page(rr.OK, 0, 1))
    cycle = driver.cycle()
    assert wire.sent == [NEW]
    assert cycle.complete
    assert cycle.uids == (UIDS[0], UIDS[1])


@pytest.mark.parametrize("lsb_first", [True, False])
def test_either_order_of_the_bytes_gives_the_same_number(lsb_first: bool) -> None:
    driver, _wire = ready(page(rr.OK, 7, lsb_first=lsb_first))
    assert driver.cycle().uids == (UIDS[7],)


@pytest.mark.parametrize("count", [7, 10, 12, 24])
def test_many_chips_in_one_frame(count: int) -> None:
    driver, _wire = ready(page(rr.OK, *range(count)))
    assert driver.cycle().uids == tuple(UIDS[:count])


def test_a_partial_scan_is_continued_until_nothing_is_left() -> None:
    driver, wire = ready(page(rr.PARTIAL, 0, 1, 2), page(rr.PARTIAL, 3), page(rr.OK, 4), NONE)
    cycle = driver.cycle()
    assert wire.sent == [NEW, MORE, MORE, MORE]
    assert cycle.complete
    assert cycle.uids == tuple(UIDS[:5])


def test_a_partial_scan_without_data_is_continued_all_the_same() -> None:
    driver, wire = ready(page(rr.PARTIAL), page(rr.OK, 0, 1), NONE)
    cycle = driver.cycle()
    assert wire.sent == [NEW, MORE, MORE]
    assert cycle.complete
    assert cycle.uids == (UIDS[0], UIDS[1])


def test_an_empty_field_is_a_complete_cycle() -> None:
    driver, _wire = ready(NONE)
    cycle = driver.cycle()
    assert cycle.complete
    assert cycle.tags == cycle.faults == ()


def test_a_chip_named_twice_counts_once() -> None:
    driver, _wire = ready(page(rr.PARTIAL, 0, 1, 1), page(rr.OK, 1, 2), NONE)
    assert driver.cycle().uids == (UIDS[0], UIDS[1], UIDS[2])


def test_a_reader_that_promises_more_for_ever_is_left() -> None:
    driver, wire = ready(*[page(rr.PARTIAL, 0, 1)] * 50)
    cycle = driver.cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-037"]
    assert cycle.uids == (UIDS[0], UIDS[1])
    assert len(wire.sent) < 8


@pytest.mark.parametrize(
    ("status", "data", "code", "word"),
    [
        (rr.OPERAND_LENGTH, "", "E-RDR-035", "01"),
        (rr.UNSUPPORTED, "", "E-RDR-035", "02"),
        (rr.OPERAND_RANGE, "", "E-RDR-035", "03"),
        (rr.NOT_NOW, "", "E-RDR-035", "04"),
        (rr.EEPROM_FAILED, "", "E-RDR-035", "06"),
        (rr.NO_WHOLE_UID, "", "E-RDR-033", ""),
        (rr.OUTSIDE_PROTOCOL, "", "E-RDR-033", ""),
        (rr.ISO15693_ERROR, "12", "E-RDR-035", "0F 12"),
        (0x77, "", "E-RDR-035", "77"),
    ],
)
@pytest.mark.parametrize("continued", [False, True])
def test_any_other_status_makes_the_cycle_incomplete(
    status: int, data: str, code: str, word: str, *, continued: bool
) -> None:
    before = (page(rr.PARTIAL, 0),) if continued else ()
    driver, wire = ready(*before, rr.reply(status, bytes.fromhex(data)), NONE)
    cycle = driver.cycle()
    assert not cycle.complete
    assert [fault.code for fault in cycle.faults] == [code]
    assert word in cycle.faults[0].message
    assert cycle.uids == tuple(UIDS[:1] if continued else ())
    wire.sent.clear()
    assert driver.cycle().complete
    assert wire.sent == [NEW]


@pytest.mark.parametrize(
    ("status", "data", "mending"),
    [
        (rr.FIELD_OFF, "", FIELD),
        (rr.WRONG_MODE, "", MODE),
        (rr.ISO14443A_ERROR, "01", MODE),
        (rr.SRI_ERROR, "01", MODE),
        (rr.ISO14443B_ERROR, "01", MODE),
    ],
)
def test_a_reader_that_lost_its_settings_is_set_up_anew(
    status: int, data: str, mending: str
) -> None:
    driver, wire = ready(
        rr.reply(status, bytes.fromhex(data)), DONE, *SET_UP, page(rr.OK, 0), page(rr.OK, 0)
    )
    cycle = driver.cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-035"]
    assert wire.sent == [NEW, mending]
    wire.sent.clear()
    assert driver.cycle().complete
    assert wire.sent == [INFO, MODE, FIELD, TIME, NEW]
    wire.sent.clear()
    assert driver.cycle().complete
    assert wire.sent == [NEW]


def test_silence_is_a_timeout_and_the_next_cycle_tries_again() -> None:
    driver, _wire = ready(b"", *READY, page(rr.OK, 0))
    assert [fault.code for fault in driver.cycle().faults] == ["E-RDR-030"]
    assert driver.cycle().complete


def test_a_page_that_came_too_late_is_not_taken_for_the_next_cycle() -> None:
    late = page(rr.OK, 0, 1, 2)
    driver, _wire = ready(b"", late + told(3), DONE, DONE, page(rr.OK, 0, 1))
    assert driver.cycle().uids == ()
    cycle = driver.cycle()
    assert cycle.complete
    assert cycle.uids == (UIDS[0], UIDS[1])


@pytest.mark.parametrize("late", [NONE, DONE, page(rr.PARTIAL, 3)])
def test_no_late_reply_is_taken_for_reader_information(late: bytes) -> None:
    driver, wire = ready(b"", late + told(10), DONE, DONE, DONE, NONE)
    driver.cycle()
    wire.sent.clear()
    assert driver.cycle().complete
    assert wire.sent == [INFO, MODE, FIELD, TIME, NEW]


def test_a_damaged_page_ends_the_cycle_and_keeps_the_pages_before() -> None:
    damaged = bytearray(page(rr.OK, 4))
    damaged[9] ^= 1
    driver, _wire = ready(page(rr.PARTIAL, 0), bytes(damaged))
    cycle = driver.cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-031"]
    assert cycle.uids == (UIDS[0],)
    assert driver.health.crc_errors == 1


@pytest.mark.parametrize("data", ["", "00", "00" * 8, "00" * 10])
def test_a_page_of_another_size_is_not_used(data: str) -> None:
    driver, _wire = ready(rr.reply(rr.OK, bytes.fromhex(data)))
    assert [fault.code for fault in driver.cycle().faults] == ["E-RDR-031"]


def test_noise_before_a_reply_is_passed_over() -> None:
    driver, _wire = ready(b"\x00\x02\x01" + page(rr.OK, 0))
    assert driver.cycle().complete
