"""The driver against scripted states and answers; test_pcsc_service.py has the real service."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest
from support.children import in_child

from canteen.clock import ManualClock
from readers import drivers
from readers.drivers.pcsc import (
    CYCLE_SECONDS,
    GET_UID,
    PcscReader,
    card_tag,
    choose_reader,
    list_readers,
)
from readers.drivers.pcsc_context import ReaderState
from readers.errors import (
    BadUid,
    BadUrl,
    CardLeft,
    CardReaderNotFound,
    LibraryMissing,
    ReaderError,
    ReaderGone,
    ReaderRefused,
    ServiceAway,
    UnknownOption,
)
from readers.protocols.atr import (
    ICODE_SLI,
    ISO14443A_3,
    ISO15693_3,
    MIFARE_CLASSIC_1K,
    StorageCard,
    encode_storage_card,
)
from readers.url import ReaderUrl

CLOCK = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
CLASSIC = encode_storage_card(StorageCard(ISO14443A_3, MIFARE_CLASSIC_1K))
SLI = encode_storage_card(StorageCard(ISO15693_3, ICODE_SLI))
PLATE = "E0040150CABD51B9"

EMPTY, PRESENT, MUTE, UNKNOWN, UNAVAILABLE = 0x10, 0x20, 0x200, 0x4, 0x8


def state(flags: int, events: int = 0, atr: bytes = CLASSIC, *, replugged: bool = False):
    return ReaderState(flags | events << 16, atr, replugged=replugged)


class Desk:
    """A service that tells a list of states and lets the card answer from another list."""

    def __init__(self, states: list, answers: list) -> None:
        self._states = states
        self._answers = answers
        self.known: list[ReaderState] = []
        self.waits: list[float] = []
        self.asked: list[bytes] = []
        self.closed = 0

    def wait(self, reader: str, known: ReaderState, seconds: float) -> ReaderState:
        assert reader == "A"
        self.known.append(known)
        self.waits.append(seconds)
        return _tell(self._states)

    def ask(self, reader: str, command: bytes) -> bytes:
        self.asked.append(command)
        return _tell(self._answers)

    def close(self) -> None:
        self.closed += 1


def _tell(script: list):
    said = script.pop(0)
    if isinstance(said, ReaderError):
        raise said
    return bytes.fromhex(said) if isinstance(said, str) else said


def cycles(states: list, answers: list):
    """What the driver makes of it, one cycle a state; the desk and the reader too."""
    desk = Desk(list(states), list(answers))
    reader = PcscReader(desk, "A", CLOCK)
    return [reader.cycle() for _ in states], desk, reader


def uids(found: list) -> list[list[str]]:
    return [[uid.text for uid in cycle.uids] for cycle in found]


def codes(found: list) -> list[list[str]]:
    return [[fault.code for fault in cycle.faults] for cycle in found]


def test_no_card_is_a_complete_and_empty_cycle() -> None:
    (cycle,), desk, _reader = cycles([state(EMPTY)], [])
    assert cycle.complete
    assert cycle.tags == ()
    assert desk.waits == [CYCLE_SECONDS]


def test_a_card_is_asked_once_for_as_long_as_it_lies_there() -> None:
    lying = state(PRESENT, 1)
    found, desk, reader = cycles([lying, lying, lying], ["04A1B2C3 9000"])
    assert uids(found) == [["04A1B2C3"]] * 3
    assert all(cycle.complete for cycle in found)
    assert [tag.kind for tag in found[0].tags] == ["iso14443a"]
    assert desk.asked == [GET_UID]
    assert reader.health.frames == 1
    assert reader.health.last_good == CLOCK.monotonic()


def test_the_service_is_asked_for_what_is_not_known_yet() -> None:
    states = [state(PRESENT, 1), state(EMPTY, 2)]
    _found, desk, _reader = cycles(states, ["04A1B2C3 9000"])
    assert desk.known == [ReaderState(), states[0]]


def test_a_card_changed_for_another_between_two_cycles_is_asked_anew() -> None:
    found, _desk, _reader = cycles(
        [state(PRESENT, 1), state(PRESENT, 3)], ["04A1B2C3 9000", "04A1B2C4 9000"]
    )
    assert uids(found) == [["04A1B2C3"], ["04A1B2C4"]]


def test_readers_that_came_or_went_make_every_count_start_over() -> None:
    found, _desk, _reader = cycles(
        [state(PRESENT, 1), state(PRESENT, 1, replugged=True)], ["04A1B2C3 9000", "04A1B2C4 9000"]
    )
    assert uids(found) == [["04A1B2C3"], ["04A1B2C4"]]


def test_a_card_that_came_back_is_asked_anew_even_if_the_count_did_not_move() -> None:
    found, _desk, _reader = cycles(
        [state(PRESENT), state(EMPTY), state(PRESENT)], ["04A1B2C3 9000", "04A1B2C4 9000"]
    )
    assert uids(found) == [["04A1B2C3"], [], ["04A1B2C4"]]


def test_a_card_pulled_while_it_was_read_makes_the_cycle_incomplete_and_is_asked_again() -> None:
    lying = state(PRESENT, 1)
    found, _desk, reader = cycles([lying, lying], [CardLeft(), "04A1B2C3 9000"])
    assert codes(found) == [["E-RDR-038"], []]
    assert [cycle.complete for cycle in found] == [False, True]
    assert (reader.health.timeouts, reader.health.frames) == (1, 1)


def test_a_card_that_does_not_answer_its_reset_is_a_fault_and_not_asked() -> None:
    found, desk, reader = cycles([state(PRESENT | MUTE, 1, b"")], [])
    assert codes(found) == [["E-RDR-033"]]
    assert desk.asked == []
    assert reader.health.timeouts == 1


@pytest.mark.parametrize("status", ["6A81", "6700", "6B00", "6D00", "6E00", "04A1B2 9000", "9000"])
def test_a_card_without_a_number_is_a_fault_and_asked_once(status: str) -> None:
    lying = state(PRESENT, 1)
    found, desk, _reader = cycles([lying, lying], [status])
    assert codes(found) == [["E-RDR-040"]] * 2
    assert not any(cycle.complete or cycle.tags for cycle in found)
    assert len(desk.asked) == 1


@pytest.mark.parametrize("trouble", ["6300", ReaderRefused(command="FFCA", status="8010000B")])
def test_what_may_go_better_next_time_is_tried_again(trouble: object) -> None:
    lying = state(PRESENT, 1)
    found, _desk, _reader = cycles([lying, lying], [trouble, "04A1B2C3 9000"])
    assert codes(found) == [["E-RDR-035"], []]
    assert uids(found)[1] == ["04A1B2C3"]


def test_a_fault_does_not_leave_the_card_before_it_lying() -> None:
    found, _desk, _reader = cycles(
        [state(PRESENT, 1), state(PRESENT, 3), state(PRESENT, 3)],
        ["04A1B2C3 9000", CardLeft(), CardLeft()],
    )
    assert uids(found) == [["04A1B2C3"], [], []]


@pytest.mark.parametrize("flags", [UNKNOWN, UNAVAILABLE, UNKNOWN | UNAVAILABLE])
def test_a_reader_that_was_pulled_out_is_gone(flags: int) -> None:
    reader = PcscReader(Desk([state(flags)], []), "A", CLOCK)
    with pytest.raises(ReaderGone, match="A"):
        reader.cycle()


@pytest.mark.parametrize("trouble", [ServiceAway(), ReaderGone(port="A")])
def test_what_ends_a_connection_ends_the_cycle(trouble: ReaderError) -> None:
    lying = state(PRESENT, 1)
    for states, answers in (([trouble], []), ([lying], [trouble])):
        with pytest.raises(type(trouble)):
            PcscReader(Desk(states, answers), "A", CLOCK).cycle()


def test_closing_lets_go_of_the_service() -> None:
    desk = Desk([], [])
    PcscReader(desk, "A", CLOCK).close()
    assert desk.closed == 1


@pytest.mark.parametrize("number", [PLATE, "B951BDCA500104E0"])
def test_a_plate_has_one_number_whichever_end_the_reader_begins_with(number: str) -> None:
    tag = card_tag(SLI, bytes.fromhex(number))
    assert (tag.uid.text, tag.kind) == (PLATE, "iso15693")


def test_the_number_of_another_card_is_kept_as_it_came() -> None:
    assert card_tag(CLASSIC, bytes.fromhex("04A1B2E0")).uid.text == "04A1B2E0"
    assert card_tag(b"", bytes.fromhex("B951BDCA500104E0")).uid.text == "B951BDCA500104E0"


@pytest.mark.parametrize("atr", [SLI, CLASSIC])
def test_a_number_that_is_too_short_is_none(atr: bytes) -> None:
    with pytest.raises(BadUid):
        card_tag(atr, b"")


NAMES = ["ACS ACR1552 1S CL Reader 00 00", "ACS ACR1552 1S CL Reader 00 01", "HID OMNIKEY 5022"]


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [("", 0), (NAMES[1], 1), (NAMES[1].lower(), 1), ("omnikey", 2), ("00 01", 1)],
)
def test_a_reader_is_chosen_by_name_or_by_a_part_only_it_has(wanted: str, chosen: int) -> None:
    assert choose_reader(NAMES, ReaderUrl("pcsc", wanted)) == NAMES[chosen]


def test_a_whole_name_wins_over_one_that_contains_it() -> None:
    assert choose_reader(["Reader 10", "Reader 1"], ReaderUrl("pcsc", "Reader 1")) == "Reader 1"


def test_a_part_of_several_names_is_refused_and_they_are_named() -> None:
    with pytest.raises(BadUrl, match=r"00 00、.*00 01"):
        choose_reader(NAMES, ReaderUrl("pcsc", "ACR1552"))


@pytest.mark.parametrize(("names", "wanted"), [([], ""), (NAMES, "Feitian")])
def test_a_reader_that_is_not_plugged_in_may_come_yet(names: list[str], wanted: str) -> None:
    with pytest.raises(CardReaderNotFound) as refused:
        choose_reader(names, ReaderUrl("pcsc", wanted))
    assert refused.value.exit_status == 3


def test_an_option_is_refused_before_the_service_is_asked() -> None:
    with pytest.raises(UnknownOption):
        drivers.open_reader("pcsc:?baud=9600", CLOCK)


def test_a_machine_without_pyscard_is_told_what_to_install() -> None:
    def work() -> str:
        # Only this child forgets what the tests have loaded.
        for name in [name for name in sys.modules if "smartcard" in name or "drivers.pcsc" in name]:
            del sys.modules[name]
        sys.modules["smartcard"] = None  # type: ignore[assignment]
        from readers.drivers.pcsc import list_readers

        with pytest.raises(LibraryMissing, match="pyscard"):
            list_readers()
        with pytest.raises(LibraryMissing, match="pyscard"):
            drivers.open_reader("pcsc:", CLOCK)
        return "told"

    assert in_child(work) == (0, "told")
    assert callable(list_readers)
