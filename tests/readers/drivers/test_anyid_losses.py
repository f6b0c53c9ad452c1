"""No complete cycle shows an older tray, whatever is lost or spoilt on the line.

Mode 01 repeats the reader's last page, which is an old one if the request before was not heard.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.clock import ManualClock
from readers.cycle import Cycle
from readers.drivers.anyid import AnyIdReader
from readers.emulation.anyid_firmware import AnyIdFirmware
from readers.emulation.field import TagField
from readers.protocols import anyid
from readers.tag import TagUid
from readers.transport import SerialSettings

Mishap = Literal["none", "spoilt", "lost", "unheard", "noise"]
MISHAPS: tuple[Mishap, ...] = ("none", "spoilt", "lost", "unheard", "noise")
UIDS = [TagUid.parse(f"E00401{number:010X}") for number in range(70)]
NOISE = bytes(range(anyid.SHORTEST))
NEW, AGAIN, RESET = "11 00", "11 01", "F0 02"


class Line:
    """The firmware behind a line on which requests and replies have mishaps, one after another.

    `spoilt` and `lost` befall the reply, `unheard` and `noise` the request: then the reader stays
    silent, and the line too, or it does not.
    """

    def __init__(self, firmware: AnyIdFirmware) -> None:
        self._firmware = firmware
        self._ready = b""
        self._now = 0.0
        self.mishaps: list[Mishap] = []
        self.sent: list[str] = []

    def read(self, need: int, seconds: float) -> bytes:
        data, self._ready = self._ready[:need], self._ready[need:]
        self._now += 0.0 if data else seconds
        return data

    def write(self, data: bytes) -> None:
        self._now += 0.001
        request = anyid.open_frame(data)
        self.sent.append(f"{request.command:02X} {request.parameters[:1].hex()}")
        mishap = self.mishaps.pop(0) if self.mishaps else "none"
        reply = b""
        if mishap not in {"unheard", "noise"}:
            pieces = self._firmware.hear(data, self._now)
            reply = b"".join(piece.frame for piece in pieces)
        spoilt = reply[:-1] + bytes((reply[-1] ^ 1,)) if reply else b""
        self._ready = {"none": reply, "spoilt": spoilt, "noise": NOISE}.get(mishap, b"")

    def now(self) -> float:
        return self._now

    def close(self) -> None:
        pass


class Station:
    """A driver on an emulated reader, and the field before it."""

    def __init__(self, *, silences: bool = False) -> None:
        self.field = TagField(seed=1)
        self.line = Line(AnyIdFirmware(self.field, silences=silences))
        clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
        settings = SerialSettings("/dev/ttyUSB0", 115200)
        self.reader = AnyIdReader(self.line, settings, clock, resets=silences)

    def cycle(self, numbers: range, *mishaps: Mishap) -> Cycle:
        """A cycle with these plates in the field and such mishaps, one a request."""
        self.field.clear()
        self.field.place(*UIDS[numbers.start : numbers.stop])
        self.line.mishaps[:] = mishaps
        self.line.sent.clear()
        return self.reader.cycle()

    def reads(self, numbers: range, *mishaps: Mishap) -> set[TagUid]:
        """What such a cycle names; it has to be complete."""
        cycle = self.cycle(numbers, *mishaps)
        assert cycle.complete
        return set(cycle.uids)


def plates(numbers: range) -> set[TagUid]:
    return set(UIDS[numbers.start : numbers.stop])


mishaps = st.lists(st.sampled_from(MISHAPS), max_size=7)
few = st.builds(
    lambda start, count: range(start, start + count), st.integers(0, 9), st.integers(0, 25)
)
many = st.builds(
    lambda start, count: range(start, start + count), st.integers(0, 9), st.integers(26, 60)
)


@given(st.lists(st.tuples(few, mishaps), max_size=8), st.booleans())
def test_a_complete_cycle_names_what_lies_there_now(
    cycles: list[tuple[range, list[Mishap]]], silences: bool
) -> None:
    station = Station(silences=silences)
    for numbers, befalls in cycles:
        cycle = station.cycle(numbers, *befalls)
        assert not cycle.complete or set(cycle.uids) == plates(numbers)
    station.cycle(range(3))
    assert station.reads(range(5)) == plates(range(5))


@given(st.lists(st.tuples(many, mishaps), max_size=8), st.booleans())
def test_a_complete_cycle_of_several_pages_does_too(
    cycles: list[tuple[range, list[Mishap]]], silences: bool
) -> None:
    station = Station(silences=silences)
    station.reads(range(30))
    for numbers, befalls in cycles:
        cycle = station.cycle(numbers, *befalls)
        assert not cycle.complete or set(cycle.uids) == plates(numbers)


def test_the_page_of_the_cycle_before_is_not_taken_for_a_new_one() -> None:
    station = Station()
    station.reads(range(4))
    assert station.reads(range(2), "noise") == plates(range(2))
    assert station.line.sent == [NEW, AGAIN, NEW]


def test_a_page_that_was_never_heard_is_not_taken_for_a_new_one() -> None:
    station = Station()
    station.reads(range(1))
    assert not station.cycle(range(4), "lost").complete
    assert station.reads(range(2), "noise") == plates(range(2))
    assert station.line.sent == [NEW, AGAIN, NEW]


def test_nor_is_one_from_before_the_connection() -> None:
    station = Station()
    station.reads(range(4))
    settings = SerialSettings("/dev/ttyUSB0", 115200)
    clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
    station.reader = AnyIdReader(station.line, settings, clock, resets=False)
    assert station.reads(range(2), "noise") == plates(range(2))


def test_a_repeated_page_that_differs_from_the_one_before_is_believed() -> None:
    station = Station()
    station.reads(range(4))
    assert station.reads(range(2), "spoilt", "spoilt") == plates(range(2))
    assert station.line.sent == [NEW, AGAIN, AGAIN]


def test_a_spoilt_reply_costs_an_unchanged_tray_one_more_inventory() -> None:
    station = Station()
    station.reads(range(4))
    assert station.reads(range(4), "spoilt") == plates(range(4))
    assert station.line.sent == [NEW, AGAIN, NEW]


def test_the_inventory_in_its_place_may_fail_too() -> None:
    station = Station()
    station.reads(range(4))
    cycle = station.cycle(range(2), "noise", "none", "noise")
    assert [fault.code for fault in cycle.faults] == ["E-RDR-031"]
    assert cycle.tags == ()


def test_silence_after_a_spoilt_reply_ends_the_cycle() -> None:
    station = Station()
    station.reads(range(4))
    cycle = station.cycle(range(2), "noise", "unheard")
    assert [fault.code for fault in cycle.faults] == ["E-RDR-030"]


def test_where_chips_are_silenced_a_doubtful_page_makes_the_cycle_incomplete() -> None:
    station = Station(silences=True)
    station.reads(range(4))
    cycle = station.cycle(range(4), "none", "noise")
    assert station.line.sent == [RESET, NEW, AGAIN]
    assert [fault.code for fault in cycle.faults] == ["E-RDR-031"]
    assert station.reads(range(4)) == plates(range(4))


def test_what_is_held_of_an_inventory_that_was_broken_off_is_not_named_later() -> None:
    station = Station()
    assert not station.cycle(range(30), "none", "unheard").complete
    assert station.reads(range(40, 43)) == plates(range(40, 43))
    assert station.line.sent == [NEW, NEW]


@pytest.mark.parametrize("mishap", ["lost", "unheard"])
def test_where_several_pages_lay_there_a_lost_first_one_is_followed_by_its_rest(
    mishap: Mishap,
) -> None:
    station = Station()
    station.reads(range(30))
    assert not station.cycle(range(30), mishap).complete
    assert station.reads(range(30)) == plates(range(30))
    assert station.reads(range(30)) == plates(range(30))
    assert station.line.sent == [NEW, NEW]


def test_a_doubtful_page_with_more_behind_it_makes_the_cycle_incomplete() -> None:
    station = Station()
    cycle = station.cycle(range(30), "spoilt")
    assert [fault.code for fault in cycle.faults] == ["E-RDR-031"]
    assert station.line.sent == [NEW, AGAIN]


def test_a_short_rest_does_not_hide_that_several_pages_lie_there() -> None:
    station = Station()
    station.reads(range(30))
    assert not station.cycle(range(30), "lost").complete
    assert not station.cycle(range(30), "none", "spoilt", "spoilt", "spoilt").complete
    assert station.reads(range(30)) == plates(range(30))
