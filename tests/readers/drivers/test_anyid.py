"""The driver against scripted exchanges: each reply is what a reader would send."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from canteen.clock import ManualClock
from readers.drivers.anyid import AnyIdReader
from readers.errors import BadUrl, NoAnswer, ReaderGone, UnknownOption
from readers.protocols import anyid
from readers.reader import Transport
from readers.tag import TagUid
from readers.transport import SerialSettings
from readers.url import ReaderUrl

CLOCK = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
UIDS = [TagUid.parse(f"E00401{number:010X}") for number in range(60)]
VERSION = anyid.encode_reply(anyid.VERSION, bytes(52), source=7)
RESET_OK = anyid.encode_reply(anyid.RF_CONTROL, bytes(2), source=7)
NEW = anyid.encode_request(anyid.INVENTORY, b"\0").hex()
AGAIN = anyid.encode_request(anyid.INVENTORY, b"\1").hex()
RESET = anyid.encode_request(anyid.RF_CONTROL, b"\2\0").hex()


def page(*numbers: int, remaining: int = 0, status: int = 0) -> bytes:
    chips = tuple(UIDS[number] for number in numbers)
    parameters = anyid.inventory_parameters(chips, remaining, status)
    return anyid.encode_reply(anyid.INVENTORY, parameters, source=7)


def damaged(raw: bytes) -> bytes:
    return raw[:-1] + bytes((raw[-1] ^ 1,))


def report(number: int) -> bytes:
    parameters = anyid.upload_parameters(UIDS[number])
    return anyid.encode(anyid.Frame(7, anyid.HOST, anyid.TAG_ENTERED, parameters))


def configuration(control: int) -> bytes:
    parameters = bytes((2, 7, 0, control, 0, 0))
    return anyid.encode_reply(anyid.READ_CONFIGURATION, parameters, source=7)


class Wire:
    """Answers each request with the next reply of a script; silence passes without waiting.

    What the host answers of its own accord is kept apart and brings about nothing.
    """

    def __init__(self, *replies: bytes, early: bytes = b"") -> None:
        self._replies = list(replies)
        self._ready = early
        self._now = 0.0
        self.sent: list[str] = []
        self.acknowledged: list[str] = []
        self.closed = 0

    def read(self, need: int, seconds: float) -> bytes:
        data, self._ready = self._ready[:need], self._ready[need:]
        self._now += 0.0 if data else seconds
        return data

    def write(self, data: bytes) -> None:
        if anyid.open_frame(data).reply:
            self.acknowledged.append(data.hex())
            return
        self.sent.append(data.hex())
        self._ready = self._replies.pop(0) if self._replies else b""

    def now(self) -> float:
        return self._now

    def close(self) -> None:
        self.closed += 1


def reader(wire: Wire, resets: bool | None = False) -> AnyIdReader:
    settings = SerialSettings("/dev/ttyUSB0", 115200)
    return AnyIdReader(wire, settings, CLOCK, resets=resets)


def test_a_cycle_asks_once_when_nothing_remains() -> None:
    wire = Wire(page(0, 1))
    cycle = reader(wire).cycle()
    assert wire.sent == [NEW]
    assert cycle.complete
    assert cycle.uids == (UIDS[0], UIDS[1])


def test_pages_are_fetched_until_nothing_remains() -> None:
    wire = Wire(page(*range(25), remaining=35), page(*range(25, 50), remaining=10), page(50, 51))
    cycle = reader(wire).cycle()
    assert wire.sent == [NEW] * 3
    assert cycle.complete
    assert cycle.uids == tuple(UIDS[:52])


def test_an_empty_field_is_a_complete_cycle() -> None:
    cycle = reader(Wire(page())).cycle()
    assert cycle.complete
    assert cycle.tags == cycle.faults == ()


def test_a_damaged_page_is_asked_for_again() -> None:
    wire = Wire(page(0, remaining=1), damaged(page(1)), page(1))
    cycle = reader(wire).cycle()
    assert wire.sent == [NEW, NEW, AGAIN]
    assert cycle.complete
    assert cycle.uids == (UIDS[0], UIDS[1])


def test_a_page_that_stays_damaged_makes_the_cycle_incomplete_and_keeps_those_before() -> None:
    wire = Wire(page(0, remaining=1), *[damaged(page(1))] * 3)
    driver = reader(wire)
    cycle = driver.cycle()
    assert wire.sent == [NEW, NEW, AGAIN, AGAIN]
    assert [fault.code for fault in cycle.faults] == ["E-RDR-031"]
    assert cycle.uids == (UIDS[0],)


def test_silence_is_not_asked_to_repeat_itself_and_the_next_cycle_tries_again() -> None:
    wire = Wire(b"", page(0))
    driver = reader(wire)
    assert [fault.code for fault in driver.cycle().faults] == ["E-RDR-030"]
    assert driver.cycle().complete
    assert wire.sent == [NEW, NEW]
    assert (driver.health.timeouts, driver.health.frames) == (1, 1)


def test_a_reader_that_promises_more_for_ever_is_left() -> None:
    wire = Wire(*[page(0, 1, remaining=2)] * 50)
    driver = reader(wire)
    for _ in range(2):
        wire.sent.clear()
        cycle = driver.cycle()
        assert [fault.code for fault in cycle.faults] == ["E-RDR-037"]
        assert cycle.uids == (UIDS[0], UIDS[1])
        assert len(wire.sent) < 9


def test_a_status_that_is_not_zero_keeps_the_data_and_makes_the_cycle_incomplete() -> None:
    cycle = reader(Wire(page(0, status=1))).cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-035"]
    assert cycle.uids == (UIDS[0],)


@pytest.mark.parametrize(
    ("parameters", "code"),
    [("b951bdca500104e0ab0000", "E-RDR-036"), ("b951bdca500104e00000", "E-RDR-031")],
)
def test_data_that_cannot_be_told_apart_is_not_used(parameters: str, code: str) -> None:
    reply = anyid.encode_reply(anyid.INVENTORY, bytes.fromhex(parameters))
    cycle = reader(Wire(reply)).cycle()
    assert [fault.code for fault in cycle.faults] == [code]
    assert cycle.tags == ()


@pytest.mark.parametrize("early", [b"", report(5)])
def test_a_report_is_acknowledged_and_is_no_answer(early: bytes) -> None:
    wire = Wire(report(3) + report(4) + page(0), early=early)
    cycle = reader(wire).cycle()
    assert cycle.complete
    assert cycle.uids == (UIDS[0],)
    expected = anyid.encode_reply(anyid.TAG_ENTERED, bytes(2), anyid.HOST, 7).hex()
    assert wire.acknowledged == [expected] * (3 if early else 2)


def test_a_report_alone_is_a_timeout() -> None:
    wire = Wire(report(3))
    assert [fault.code for fault in reader(wire).cycle().faults] == ["E-RDR-030"]
    assert len(wire.acknowledged) == 1


def test_an_echo_of_the_request_is_neither_an_answer_nor_acknowledged() -> None:
    wire = Wire(bytes.fromhex(NEW) + page(0))
    assert reader(wire).cycle().complete
    assert wire.acknowledged == []


def test_the_reply_to_another_command_and_noise_are_passed_over() -> None:
    cycle = reader(Wire(b"\x7e\x00\x7e\x55\x01" + RESET_OK + page(0))).cycle()
    assert cycle.uids == (UIDS[0],)


def test_a_reply_from_elsewhere_or_to_another_is_passed_over() -> None:
    empty = anyid.inventory_parameters((), 0)
    stranger = anyid.encode_reply(anyid.INVENTORY, empty, source=0xAA)
    astray = anyid.encode_reply(anyid.INVENTORY, empty, source=7, target=0xAA)
    driver = reader(Wire(VERSION, stranger + astray + page(0)))
    driver.greet()
    assert driver.cycle().uids == (UIDS[0],)


def test_where_chips_are_silenced_the_field_is_reset_and_pages_are_asked_till_one_is_barren() -> (
    None
):
    wire = Wire(RESET_OK, page(0, 1), page(2), page())
    cycle = reader(wire, resets=True).cycle()
    assert wire.sent == [RESET, NEW, NEW, NEW]
    assert cycle.complete
    assert cycle.uids == (UIDS[0], UIDS[1], UIDS[2])


def test_a_reset_reader_that_silences_nobody_is_not_asked_for_ever() -> None:
    wire = Wire(RESET_OK, page(0, 1), page(0, 1))
    assert reader(wire, resets=True).cycle().complete
    assert len(wire.sent) == 3


def test_a_refused_field_reset_makes_the_cycle_incomplete() -> None:
    cycle = reader(Wire(anyid.encode_reply(anyid.RF_CONTROL, b"\1\0")), resets=True).cycle()
    assert [fault.code for fault in cycle.faults] == ["E-RDR-035"]


@pytest.mark.parametrize(("control", "resets"), [(0x87, True), (0xBB, False), (0x80, True)])
def test_the_greeting_learns_the_address_and_whether_chips_are_silenced(
    control: int, resets: bool
) -> None:
    wire = Wire(VERSION, configuration(control))
    driver = reader(wire, resets=None)
    driver.greet()
    wire.sent.clear()
    driver.cycle()
    command = anyid.RF_CONTROL if resets else anyid.INVENTORY
    first = anyid.open_frame(bytes.fromhex(wire.sent[0]))
    assert (first.target, first.command) == (7, command)


@pytest.mark.parametrize("lost", [[b""], [b"", damaged(configuration(0xBB))]])
@pytest.mark.parametrize(("control", "resets"), [(0x87, True), (0xBB, False)])
def test_a_lost_configuration_is_asked_for_again(
    lost: list[bytes], control: int, resets: bool
) -> None:
    assert first_command(VERSION, *lost, configuration(control)) == (
        anyid.RF_CONTROL if resets else anyid.INVENTORY
    )


def test_a_reader_that_never_tells_its_configuration_is_reset_lest_it_hide_plates() -> None:
    wire = Wire(VERSION, b"", b"", b"", RESET_OK, page(0), page())
    driver = reader(wire, resets=None)
    driver.greet()
    assert len(wire.sent) == 4
    assert driver.cycle().complete
    assert len(wire.sent) == 7


def test_a_reader_that_refuses_the_question_has_no_such_setting() -> None:
    refusal = anyid.encode_reply(anyid.READ_CONFIGURATION, bytes((anyid.FAILED, 0)), source=7)
    assert first_command(VERSION, refusal) == anyid.INVENTORY


def first_command(*greeting: bytes) -> int:
    """What a cycle begins with after such a greeting."""
    wire = Wire(*greeting)
    driver = reader(wire, resets=None)
    driver.greet()
    wire.sent.clear()
    driver.cycle()
    return anyid.open_frame(bytes.fromhex(wire.sent[0])).command


def test_the_greeting_is_the_captured_one_and_tried_twice() -> None:
    wire = Wire(b"", b"hello there")
    with pytest.raises(NoAnswer, match="115200 8N1"):
        reader(wire).greet()
    assert wire.sent == ["7e55080000fffff700bd60"] * 2


def test_nothing_is_ever_written_to_the_reader() -> None:
    wire = Wire(VERSION, configuration(0x87), RESET_OK, page(0), page())
    driver = reader(wire, resets=None)
    driver.greet()
    driver.cycle()
    commands = {anyid.open_frame(bytes.fromhex(sent)).command for sent in wire.sent}
    assert commands == {anyid.VERSION, anyid.READ_CONFIGURATION, anyid.RF_CONTROL, anyid.INVENTORY}


def test_a_reader_that_is_lost_in_the_greeting_gives_its_line_back() -> None:
    class Cut(Wire):
        def write(self, data: bytes) -> None:
            raise ReaderGone(port="/dev/ttyUSB0")

    wire = Cut()
    with pytest.raises(ReaderGone):
        AnyIdReader.open(ReaderUrl.parse("anyid:/dev/ttyUSB0"), CLOCK, lambda _settings: wire)
    assert wire.closed == 1


class Exchange:
    """Gives out wires and notes the speeds they were asked at; one speed has a reader."""

    def __init__(self, baud: int) -> None:
        self._baud = baud
        self.wires: list[tuple[int, Wire]] = []

    def line(self, settings: SerialSettings) -> Transport:
        answers = (VERSION, configuration(0xBB)) if settings.baud == self._baud else ()
        self.wires.append((settings.baud, Wire(*answers)))
        return self.wires[-1][1]


def test_every_speed_is_tried_and_the_lines_of_the_others_are_given_back() -> None:
    exchange = Exchange(38400)
    AnyIdReader.open(ReaderUrl.parse("anyid:/dev/ttyUSB0"), CLOCK, exchange.line)
    assert [baud for baud, _wire in exchange.wires] == [115200, 38400]
    assert [wire.closed for _baud, wire in exchange.wires] == [1, 0]


def test_a_speed_that_was_given_is_the_only_one() -> None:
    exchange = Exchange(38400)
    with pytest.raises(NoAnswer, match="9600 8N1"):
        AnyIdReader.open(ReaderUrl.parse("anyid:/dev/ttyUSB0?baud=9600"), CLOCK, exchange.line)
    assert [(baud, wire.closed) for baud, wire in exchange.wires] == [(9600, 1)]


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("anyid:/dev/ttyUSB0?rf=off", BadUrl),
        ("anyid:", BadUrl),
        ("anyid:/dev/ttyUSB0?antenna=1", UnknownOption),
    ],
)
def test_a_wrong_address_is_refused_before_the_port_is_touched(
    url: str, error: type[Exception]
) -> None:
    exchange = Exchange(38400)
    with pytest.raises(error):
        AnyIdReader.open(ReaderUrl.parse(url), CLOCK, exchange.line)
    assert exchange.wires == []
