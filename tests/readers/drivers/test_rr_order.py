"""Chips whose number has E0 at both ends, on readers that send either end first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.clock import ManualClock
from readers.cycle import Cycle
from readers.drivers.rr import RrReader
from readers.drivers.rr_order import SentOrder
from readers.emulation.field import TagField
from readers.emulation.rr_firmware import RrFirmware
from readers.presence import Presence
from readers.tag import TagRead, TagUid
from readers.transport import SerialSettings

PLAIN = TagUid.parse("E0040150CABD51B9")
EITHER = TagUid.parse("E0040150CABD51E0")
MIRRORED = TagUid.of(EITHER.raw[::-1])
LSB, MSB = True, False

middles = st.binary(min_size=6, max_size=6)
either = middles.map(lambda middle: TagUid.of(b"\xe0" + middle + b"\xe0"))
plain = st.binary(min_size=7, max_size=7).map(lambda tail: TagUid.of(b"\xe0" + tail))
plain = plain.filter(lambda uid: uid.raw[-1] != 0xE0)


class Line:
    """The firmware behind a line on which nothing takes time but silence."""

    def __init__(self, firmware: RrFirmware) -> None:
        self._firmware = firmware
        self._ready = b""
        self._now = 0.0

    def read(self, need: int, seconds: float) -> bytes:
        data, self._ready = self._ready[:need], self._ready[need:]
        self._now += 0.0 if data else seconds
        return data

    def write(self, data: bytes) -> None:
        self._now += 0.001
        answer = self._firmware.hear(data, self._now)
        self._ready = b"".join(piece.frame for piece in answer)

    def now(self) -> float:
        return self._now

    def close(self) -> None:
        pass


class Station:
    """A driver on an emulated reader that sends one end first, and the field before it."""

    def __init__(self, *, lsb_first: bool, page_tags: int = 10) -> None:
        self.field = TagField(seed=1)
        firmware = RrFirmware(self.field, lsb_first=lsb_first, page_tags=page_tags)
        clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
        settings = SerialSettings("/dev/ttyUSB0", 19200)
        self.reader = RrReader(Line(firmware), settings, clock).greeted()

    def sees(self, *uids: TagUid) -> tuple[TagUid, ...]:
        """What a cycle names with `uids` in the field and nothing else."""
        self.field.clear()
        self.field.place(*uids)
        cycle = self.reader.cycle()
        assert cycle.complete
        return cycle.uids


def sent(*uids: TagUid, lsb_first: bool) -> list[bytes]:
    return [uid.raw[::-1] if lsb_first else uid.raw for uid in uids]


def names(order: SentOrder, *uids: TagUid, lsb_first: bool) -> tuple[TagUid, ...]:
    return tuple(tag.uid for tag in order.name(sent(*uids, lsb_first=lsb_first)))


@given(
    st.lists(st.one_of(either, plain), max_size=20, unique=True),
    plain,
    st.booleans(),
    st.integers(1, 27),
)
def test_once_a_plain_chip_was_seen_all_are_named_right(
    uids: list[TagUid], showing: TagUid, lsb_first: bool, page_tags: int
) -> None:
    station = Station(lsb_first=lsb_first, page_tags=page_tags)
    station.sees(*uids)
    both = tuple(dict.fromkeys([*uids, showing]))
    assert station.sees(*both) == both
    assert station.sees(*uids) == tuple(uids)


@given(st.lists(st.one_of(either, plain), max_size=20, unique=True), st.integers(1, 27))
def test_on_a_reader_of_the_usual_order_all_are_named_right_at_once(
    uids: list[TagUid], page_tags: int
) -> None:
    assert Station(lsb_first=True, page_tags=page_tags).sees(*uids) == tuple(uids)


def test_a_chip_on_a_later_page_shows_how_to_read_an_earlier_one() -> None:
    station = Station(lsb_first=MSB, page_tags=1)
    assert station.sees(EITHER, PLAIN) == (EITHER, PLAIN)


@pytest.mark.parametrize(("lsb_first", "named"), [(LSB, EITHER), (MSB, MIRRORED)])
def test_alone_it_is_read_least_significant_byte_first(lsb_first: bool, named: TagUid) -> None:
    assert Station(lsb_first=lsb_first).sees(EITHER) == (named,)


def test_each_connection_learns_anew() -> None:
    first, second = Station(lsb_first=MSB), Station(lsb_first=MSB)
    assert first.sees(PLAIN, EITHER) == (PLAIN, EITHER)
    assert second.sees(EITHER) == (MIRRORED,)


@pytest.mark.parametrize("lsb_first", [LSB, MSB])
def test_chips_that_contradict_each_other_leave_each_to_its_own_end(lsb_first: bool) -> None:
    order = SentOrder()
    names(order, PLAIN, lsb_first=lsb_first)
    assert names(order, PLAIN, lsb_first=not lsb_first) == (PLAIN,)
    assert names(order, PLAIN, EITHER, lsb_first=lsb_first) == (
        PLAIN,
        EITHER if lsb_first else MIRRORED,
    )


def test_a_number_without_e0_shows_nothing_and_stays_as_it_came() -> None:
    odd = TagUid.parse("1122334455667788")
    order = SentOrder()
    assert names(order, odd, EITHER, lsb_first=MSB) == (odd, MIRRORED)
    assert names(order, PLAIN, odd, EITHER, lsb_first=MSB) == (PLAIN, odd, EITHER)


@pytest.mark.parametrize("alone", [1, 2, 3, 5, 9, 40])
def test_a_number_that_turns_is_never_a_second_plate_of_a_settled_tray(alone: int) -> None:
    station, presence = Station(lsb_first=MSB), Presence(rate=0.9)
    for number in range(alone):
        assert station.sees(EITHER) == (MIRRORED,)
        presence.see(whole(number, MIRRORED))
    settled = []
    for number in range(alone, alone + 40):
        cycle = whole(number, *station.sees(EITHER, PLAIN))
        sighting = presence.see(cycle)
        if sighting.settled:
            settled.append(set(sighting.plates))
    assert settled
    assert all(plates == {EITHER, PLAIN} for plates in settled)


def whole(number: int, *uids: TagUid) -> Cycle:
    return Cycle.whole(tuple(map(TagRead, uids)), number / 10, number / 10 + 0.1)
