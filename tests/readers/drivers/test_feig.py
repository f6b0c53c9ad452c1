"""The driver against scripted exchanges: each reply is what a reader would send."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from canteen.clock import ManualClock
from readers.drivers.feig import FeigReader
from readers.errors import NoAnswer
from readers.protocols import feig, feig_chips
from readers.tag import TagUid
from readers.transport import SerialSettings

RESET = feig.encode_request(feig.RF_RESET).hex()
NEW = feig.inventory_request().hex()
MORE = feig.inventory_request(more=True).hex()
RESET_OK = feig.encode_reply(feig.RF_RESET, 0)
EMPTY = feig.encode_reply(feig.ISO_HOST, feig.NO_TRANSPONDER)
UIDS = [TagUid.parse(f"E00401{number:010X}") for number in range(12)]


def page(status: int, *numbers: int) -> bytes:
    sets = b"".join(feig.data_set(UIDS[number]) for number in numbers)
    return feig.encode_reply(feig.ISO_HOST, status, bytes((len(numbers),)) + sets)


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


def reader(wire: Wire) -> FeigReader:
    clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
    settings = SerialSettings("/dev/ttyUSB0", 38400, "E")
    return FeigReader(wire, settings, clock, configures=False, reply_seconds=0.0)


def test_a_cycle_resets_the_field_and_asks_once_when_one_page_holds_all() -> None:
    wire = Wire(RESET_OK, page(feig.OK, 0, 1))
    cycle = reader(wire).cycle()
    assert wire.sent == [RESET, NEW]
    assert cycle.complete
    assert cycle.uids == (UIDS[0], UIDS[1])


def test_pages_are_fetched_until_the_reader_has_no_more() -> None:
    wire = Wire(
        RESET_OK,
        page(feig.MORE_DATA, 3, 2, 1, 0),
        page(feig.MORE_DATA, 4, 5, 6, 7),
        page(feig.OK, 8),
    )
    cycle = reader(wire).cycle()
    assert wire.sent == [RESET, NEW, MORE, MORE]
    assert cycle.complete
    assert cycle.uids == tuple(UIDS[n] for n in (3, 2, 1, 0, 4, 5, 6, 7, 8))


def test_an_empty_field_is_a_complete_cycle() -> None:
    cycle = reader(Wire(RESET_OK, EMPTY)).cycle()
    assert cycle.complete
    assert cycle.tags == cycle.faults == ()


def test_a_chip_reported_twice_counts_once() -> None:
    wire = Wire(RESET_OK, page(feig.MORE_DATA, 0, 1, 1), page(feig.OK, 1, 2))
    assert reader(wire).cycle().uids == (UIDS[0], UIDS[1], UIDS[2])


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (feig.OVERFLOW, "E-RDR-032"),
        (feig.RF_ERROR, "E-RDR-033"),
        (feig.RF_WARNING, "E-RDR-034"),
        (feig.DATA_FALSE, "E-RDR-033"),
        (0x03, "E-RDR-035"),
        (0x0E, "E-RDR-035"),
        (feig.EEPROM_FAILURE, "E-RDR-041"),
        (feig.PARAMETER_RANGE, "E-RDR-041"),
        (feig.UNKNOWN_COMMAND, "E-RDR-035"),
        (feig.LENGTH_ERROR, "E-RDR-035"),
        (feig.NOT_NOW, "E-RDR-042"),
        (feig.ISO15693_ERROR, "E-RDR-043"),
        (feig.ISO14443_ERROR, "E-RDR-043"),
        (feig.HARDWARE_WARNING, "E-RDR-044"),
        (0x77, "E-RDR-035"),
    ],
)
def test_a_doubtful_status_keeps_the_data_and_makes_the_cycle_incomplete(
    status: int, code: str
) -> None:
    cycle = reader(Wire(RESET_OK, page(status, 0, 1))).cycle()
    assert not cycle.complete
    assert [fault.code for fault in cycle.faults] == [code]
    assert cycle.uids == ((UIDS[0], UIDS[1]) if status in feig.WITH_DATA else ())


@pytest.mark.parametrize("status", [feig.ISO15693_ERROR, feig.ISO14443_ERROR])
def test_a_chip_that_answers_with_an_error_is_told_with_its_code(status: int) -> None:
    reply = feig.encode_reply(feig.ISO_HOST, status, b"\x0f")
    (fault,) = reader(Wire(RESET_OK, reply)).cycle().faults
    assert fault.code == "E-RDR-043"
    assert f"{status:02X}" in fault.message
    assert "0F" in fault.message


def test_a_page_cut_short_by_the_air_keeps_what_came_before() -> None:
    wire = Wire(RESET_OK, page(feig.MORE_DATA, 0, 1), page(feig.RF_ERROR, 2))
    cycle = reader(wire).cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-033"]
    assert cycle.uids == (UIDS[0], UIDS[1], UIDS[2])


def test_after_a_field_reset_that_failed_once_the_next_cycle_is_complete() -> None:
    failed = feig.encode_reply(feig.RF_RESET, feig.RF_ERROR)
    driver = reader(Wire(failed, RESET_OK, page(feig.OK, 0)))
    assert [fault.code for fault in driver.cycle().faults] == ["E-RDR-033"]
    assert driver.cycle().complete


def test_a_reader_in_scan_mode_is_told_in_every_cycle_until_it_is_left() -> None:
    busy = feig.encode_reply(feig.RF_RESET, feig.NOT_NOW)
    driver = reader(Wire(busy, busy, RESET_OK, page(feig.OK, 0)))
    assert [driver.cycle().faults[0].code for _n in range(2)] == ["E-RDR-042"] * 2
    assert driver.cycle().complete


def test_a_refused_field_reset_makes_the_cycle_incomplete() -> None:
    cycle = reader(Wire(feig.encode_reply(feig.RF_RESET, 0x80), page(feig.OK, 0))).cycle()
    assert not cycle.complete
    assert cycle.faults[0].code == "E-RDR-035"


def test_a_damaged_page_ends_the_cycle_and_keeps_the_pages_before() -> None:
    damaged = bytearray(page(feig.OK, 4))
    damaged[9] ^= 1
    cycle = reader(Wire(RESET_OK, page(feig.MORE_DATA, 0), bytes(damaged))).cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-031"]
    assert cycle.uids == (UIDS[0],)


def test_silence_is_a_timeout_and_the_next_cycle_tries_again() -> None:
    wire = Wire(b"", RESET_OK, page(feig.OK, 0))
    driver = reader(wire)
    assert [fault.code for fault in driver.cycle().faults] == ["E-RDR-030"]
    assert driver.cycle().complete


@pytest.mark.parametrize(
    ("data", "code"),
    [("0109e01680ff08005024", "E-RDR-036"), ("0203 00e01680ff08005024", "E-RDR-031")],
)
def test_data_that_cannot_be_told_apart_is_not_used(data: str, code: str) -> None:
    reply = feig.encode_reply(feig.ISO_HOST, feig.OK, bytes.fromhex(data))
    cycle = reader(Wire(RESET_OK, reply)).cycle()
    assert [fault.code for fault in cycle.faults] == [code]
    assert cycle.tags == ()


def test_a_reader_that_promises_more_for_ever_is_left() -> None:
    wire = Wire(RESET_OK, *[page(feig.MORE_DATA, 0, 1)] * 50)
    cycle = reader(wire).cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-037"]
    assert len(wire.sent) < 8


def test_a_chip_whose_number_is_a_reply_cannot_empty_the_field() -> None:
    forged = feig.encode_reply(feig.ISO_HOST, feig.NO_TRANSPONDER)
    chips = bytes((feig_chips.TYPE_ISO15693, 0)) + b"\xe0\x04" + forged
    whole = feig.encode_reply(feig.ISO_HOST, feig.OK, b"\x02" + chips * 2)
    assert len(reader(Wire(RESET_OK, whole)).cycle().tags) == 1
    flipped = bytes((*whole[:-1], whole[-1] ^ 1))
    for spoilt in (flipped, whole[:-1], whole[:5] + whole[6:]):
        cycle = reader(Wire(RESET_OK, spoilt)).cycle()
        assert [fault.code for fault in cycle.faults] == ["E-RDR-031"]
        assert cycle.tags == ()


def test_noise_before_a_reply_is_passed_over() -> None:
    cycle = reader(Wire(RESET_OK, b"\x00\x02\x01" + page(feig.OK, 0))).cycle()
    assert cycle.complete


def test_the_reply_to_another_command_is_passed_over() -> None:
    cycle = reader(Wire(EMPTY + RESET_OK, page(feig.OK, 0))).cycle()
    assert cycle.uids == (UIDS[0],)


def test_a_line_that_never_rests_ends_in_an_incomplete_cycle() -> None:
    class Chatter(Wire):
        def read(self, need: int, seconds: float) -> bytes:
            time.sleep(0.001)
            return bytes(need)

    cycle = reader(Chatter()).cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-031"]


def test_without_leave_the_configuration_is_neither_read_nor_written() -> None:
    wire = Wire(feig.encode_reply(feig.BAUD_DETECTION, 0), RESET_OK, EMPTY, RESET_OK, EMPTY)
    driver = reader(wire)
    driver.greet()
    driver.cycle()
    driver.cycle()
    assert {bytes.fromhex(sent)[2] for sent in wire.sent} == {0x52, 0x69, 0xB0}


def test_a_greeting_without_an_answer_is_tried_in_both_forms_and_explained() -> None:
    wire = Wire(b"", b"hello there", b"")
    with pytest.raises(NoAnswer, match="38400 8E1"):
        reader(wire).greet()
    assert wire.sent == ["06ff52000f6e", "020008ff52004ac3", "05ff65e5cb", "020007ff656e61"]


def test_any_status_of_the_greeting_is_an_answer() -> None:
    reader(Wire(feig.encode_reply(feig.BAUD_DETECTION, 0x82))).greet()
