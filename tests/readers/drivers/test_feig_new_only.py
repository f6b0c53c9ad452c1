"""A FEIG reader that names each chip once: what the driver does about it, and what it believes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.clock import ManualClock
from readers.cycle import Cycle
from readers.drivers.feig import FeigReader
from readers.drivers.feig_new_only import TRIES
from readers.emulation.feig_firmware import FeigFirmware
from readers.emulation.field import TagField
from readers.errors import BadUrl
from readers.protocols import feig
from readers.transport import SerialSettings
from readers.url import ReaderUrl

UIDS = [f"E00401{number:010X}" for number in range(6)]
GREETING, READ, WRITE, RESET, LOOK = 0x52, 0x80, 0x81, 0x69, 0xB0


class Desk:
    """A reader with plates on a line without delay, which keeps the commands it was sent."""

    def __init__(self, plates: int = 2) -> None:
        self.field = TagField(seed=1)
        self.field.place(*UIDS[:plates])
        self.firmware = FeigFirmware(self.field)
        self.sent: list[bytes] = []
        self.lose: Callable[[bytes], bool] = lambda _request: False
        self.refuse: frozenset[int] = frozenset()
        self._ready = b""
        self._at = 0.0

    def read(self, need: int, seconds: float) -> bytes:
        data, self._ready = self._ready[:need], self._ready[need:]
        self._at += 0.0 if data else seconds
        return data

    def write(self, data: bytes) -> None:
        self._at += 1.0
        self.sent.append(data)
        if data[2] in self.refuse:
            self._ready = feig.encode_reply(data[2], feig.UNKNOWN_COMMAND)
            return
        answer = self.firmware.hear(data, self._at)
        self._ready = b"" if self.lose(data) else b"".join(piece.frame for piece in answer)

    def now(self) -> float:
        return self._at

    def close(self) -> None:
        return

    def commands(self) -> list[int]:
        """What was sent since this was last asked."""
        sent, self.sent = self.sent, []
        return [request[2] for request in sent]


def reader(desk: Desk) -> FeigReader:
    clock = ManualClock(datetime(2026, 11, 28, tzinfo=UTC))
    settings = SerialSettings("/dev/ttyUSB0", 38400, "E")
    return FeigReader(desk, settings, clock, reply_seconds=0.0)


def settled(desk: Desk) -> FeigReader:
    """A driver that has greeted the reader and read the plates."""
    driver = reader(desk)
    driver.greet()
    assert driver.cycle().complete
    desk.commands()
    return driver


def codes(cycle: Cycle) -> list[str]:
    return [fault.code for fault in cycle.faults]


def named(cycle: Cycle) -> set[str]:
    return {uid.text for uid in cycle.uids}


def test_a_reader_as_shipped_is_set_once_and_then_only_looked_with() -> None:
    desk = Desk()
    driver = reader(desk)
    driver.greet()
    assert desk.commands() == [GREETING, READ, WRITE, READ, RESET]
    for _cycle in range(3):
        assert named(driver.cycle()) == set(UIDS[:2])
    assert desk.commands() == [LOOK] * 3


def test_only_working_memory_is_written_and_only_the_two_bits() -> None:
    desk = Desk()
    reader(desk).greet()
    (written,) = [request for request in desk.sent if request[2] == WRITE]
    assert written[3] == feig.CFG5
    assert written[4:-2] == bytes(11) + b"\4\0\0"


def test_a_reader_that_names_all_is_not_written_to_and_wakes_once() -> None:
    desk = Desk()
    desk.firmware.hear(feig.encode_request(WRITE, b"\5" + bytes(11) + b"\4\1\2"), 0.5)
    driver = reader(desk)
    driver.greet()
    # Another program may have silenced chips.
    assert desk.commands() == [GREETING, READ, RESET]


def test_a_plate_that_is_gone_is_believed_once_the_configuration_was_read() -> None:
    desk = Desk()
    driver = settled(desk)
    desk.field.take(UIDS[0])
    cycle = driver.cycle()
    assert cycle.complete
    assert named(cycle) == {UIDS[1]}
    assert desk.commands() == [LOOK, READ]
    assert driver.cycle().complete
    assert desk.commands() == [LOOK]


def test_plates_silenced_after_a_loss_of_power_do_not_pass_for_taken() -> None:
    desk = Desk()
    driver = settled(desk)
    desk.firmware.power_up()
    assert named(driver.cycle()) == set(UIDS[:2])  # named once more, and silenced by it
    desk.commands()
    cycle = driver.cycle()
    assert codes(cycle) == ["E-RDR-045"]
    assert desk.commands() == [LOOK, READ, WRITE]
    assert named(driver.cycle()) == set(UIDS[:2])
    assert desk.commands() == [READ, RESET, LOOK]


def test_a_chip_named_in_a_reply_that_was_lost_is_woken_where_it_was_silenced() -> None:
    desk = Desk()
    driver = settled(desk)
    desk.firmware.power_up()
    desk.lose = lambda request: request[2] == LOOK
    assert codes(driver.cycle()) == ["E-RDR-030"]
    desk.lose = lambda _request: False
    desk.commands()
    assert named(driver.cycle()) == set(UIDS[:2])
    assert desk.commands() == [READ, WRITE, RESET, LOOK]


@pytest.mark.parametrize("command", [READ, WRITE])
def test_a_reader_that_cannot_be_set_has_its_field_reset_every_time(command: int) -> None:
    desk = Desk()
    desk.refuse = frozenset({command})
    driver = reader(desk)
    driver.greet()
    desk.commands()
    for _cycle in range(3):
        assert named(driver.cycle()) == set(UIDS[:2])
    assert desk.commands() == [RESET, LOOK] * 3


@pytest.mark.parametrize(("lost", "sent"), [(TRIES, [RESET, LOOK]), (TRIES - 2, [LOOK])])
def test_only_a_reader_that_never_answers_about_its_configuration_is_left_alone(
    lost: int, sent: list[int]
) -> None:
    desk = Desk()
    losses = iter([True] * lost)
    desk.lose = lambda request: request[2] == READ and next(losses, False)
    driver = reader(desk)
    driver.greet()
    desk.commands()
    assert named(driver.cycle()) == set(UIDS[:2])
    assert desk.commands() == sent


def test_a_reset_that_was_lost_at_the_opening_is_made_up_for() -> None:
    desk = Desk()
    desk.lose = lambda request: request[2] == RESET
    driver = reader(desk)
    driver.greet()
    desk.lose = lambda _request: False
    desk.commands()
    assert named(driver.cycle()) == set(UIDS[:2])
    assert desk.commands()[-2:] == [RESET, LOOK]


@given(st.lists(st.sampled_from(["power", "lose", "take", "place", "cycle"]), max_size=60))
def test_a_complete_cycle_never_lacks_a_plate_that_the_cycle_before_named(acts: list[str]) -> None:
    """Chips answer always here, so a plate that lies there is in every complete cycle."""
    desk = Desk(plates=3)
    driver = reader(desk)
    driver.greet()
    known: set[str] = set()
    for act in acts:
        match act:
            case "power":
                desk.firmware.power_up()
            case "take":
                desk.field.take(UIDS[0])
            case "place":
                desk.field.place(UIDS[0])
            case _:
                desk.lose = lambda request, lost=act == "lose": lost and request[2] == LOOK
                cycle = driver.cycle()
                there = {tag.uid.text for tag in desk.field.tags()}
                if cycle.complete:
                    assert known & there <= named(cycle)
                    known = named(cycle)


def test_how_the_field_is_treated_can_be_said() -> None:
    class Line(Desk):
        def __init__(self, _settings: SerialSettings) -> None:
            super().__init__()

    clock = ManualClock(datetime(2026, 11, 28, tzinfo=UTC))
    lines: list[Line] = []

    def opened(settings: SerialSettings) -> Line:
        lines.append(Line(settings))
        return lines[-1]

    driver = FeigReader.open(ReaderUrl.parse("feig:x?rf=reset"), clock, opened)
    lines[0].commands()
    assert driver.cycle().complete
    assert lines[0].commands() == [RESET, LOOK]
    with pytest.raises(BadUrl, match="rf"):
        FeigReader.open(ReaderUrl.parse("feig:x?rf=keep"), clock, opened)
