from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from canteen.clock import SystemClock
from readers.drivers.anyid import AnyIdReader
from readers.emulation.anyid import AnyIdEmulator
from readers.tag import TagUid
from readers.url import ReaderUrl

UIDS = [TagUid.parse(f"E00401{number * 7919:010X}") for number in range(40)]
Leaks = Callable[[], None]


@contextmanager
def reading(emulator: AnyIdEmulator, options: str = "") -> Iterator[AnyIdReader]:
    """A driver on an emulator that is plugged in."""
    with emulator:
        reader = AnyIdReader.open(ReaderUrl.parse(f"anyid:{emulator.path}{options}"), SystemClock())
        yield reader
        reader.close()


def test_the_driver_reads_more_than_a_page_every_cycle(nothing_leaks: Leaks) -> None:
    emulator = AnyIdEmulator(clock=SystemClock(speed=10))
    emulator.field.place(*UIDS)
    with reading(emulator) as reader:
        for _ in range(3):
            cycle = reader.cycle()
            assert cycle.complete
            assert cycle.uids == tuple(UIDS)


def test_a_cycle_takes_air_wire_and_the_rest_between_requests(nothing_leaks: Leaks) -> None:
    with reading(AnyIdEmulator()) as reader:
        cycle = min((reader.cycle() for _ in range(4)), key=lambda each: each.ended - each.started)
    # The rest 50 ms, empty round 7.4 ms, 26 bytes.
    floor = 0.050 + 0.0074 + 26 * 10 / 115200
    assert floor - 0.001 <= cycle.ended - cycle.started <= floor + 0.010


def test_a_reader_that_silences_chips_is_reset_and_read_every_cycle(nothing_leaks: Leaks) -> None:
    emulator = AnyIdEmulator(clock=SystemClock(speed=10), silences=True)
    emulator.field.place(*UIDS[:12])
    with reading(emulator) as reader:
        assert [len(reader.cycle().uids) for _ in range(3)] == [12, 12, 12]
    with reading(emulator, "?rf=keep") as reader:
        assert [len(reader.cycle().uids) for _ in range(3)] == [12, 0, 0]


def test_garbled_replies_lose_no_chip_and_make_no_phantom(nothing_leaks: Leaks) -> None:
    emulator = AnyIdEmulator(clock=SystemClock(speed=20), seed=3)
    emulator.field.place(*UIDS[:30])
    with reading(emulator) as reader:
        emulator.garble(0.2)
        cycles = [reader.cycle() for _ in range(12)]
        emulator.garble(0.0)
        assert reader.cycle().complete
        assert reader.health.crc_errors + reader.health.noise > 0
    assert sum(cycle.complete for cycle in cycles) > 7
    assert all(set(cycle.uids) == set(UIDS[:30]) for cycle in cycles if cycle.complete)
    assert {uid for cycle in cycles for uid in cycle.uids} <= set(UIDS)


def test_garbled_replies_show_no_tray_that_has_gone(nothing_leaks: Leaks) -> None:
    emulator = AnyIdEmulator(clock=SystemClock(speed=20), seed=5)
    trays = [set(UIDS[start : start + 3]) for start in (0, 0, 10, 20, 20)] * 4
    told = []
    with reading(emulator) as reader:
        emulator.garble(0.3)
        for tray in trays:
            emulator.field.clear()
            emulator.field.place(*sorted(tray))
            told.append(reader.cycle())
        assert reader.health.crc_errors + reader.health.noise > 0
    assert all(
        set(cycle.uids) == tray for cycle, tray in zip(told, trays, strict=True) if cycle.complete
    )
    assert sum(cycle.complete for cycle in told) > 12


@pytest.mark.parametrize("seed", [7, 9, 14])
def test_a_silencing_reader_is_known_though_its_first_word_on_that_is_garbled(
    nothing_leaks: Leaks, seed: int
) -> None:
    emulator = AnyIdEmulator(clock=SystemClock(speed=20), silences=True, seed=seed)
    emulator.field.place(*UIDS[:4])
    emulator.garble(0.4)
    with reading(emulator, "?baud=115200") as reader:
        emulator.garble(0.0)
        assert [len(reader.cycle().uids) for _ in range(3)] == [4, 4, 4]


def test_reports_of_chips_are_acknowledged_between_the_inventories(nothing_leaks: Leaks) -> None:
    emulator = AnyIdEmulator(clock=SystemClock(speed=10), reports=True)
    with reading(emulator) as reader:
        emulator.field.place(*UIDS[:5])
        deadline = time.monotonic() + 10
        while emulator.firmware.acknowledged < 5 and time.monotonic() < deadline:
            reader.cycle()
        assert emulator.firmware.acknowledged == 5
        cycle = reader.cycle()
    assert cycle.complete
    assert cycle.uids == tuple(UIDS[:5])


def test_the_speed_is_found(nothing_leaks: Leaks) -> None:
    with reading(AnyIdEmulator(baud=38400)) as reader:
        assert reader.cycle().complete


def test_a_mute_reader_times_out_and_then_goes_on(nothing_leaks: Leaks) -> None:
    emulator = AnyIdEmulator()
    with reading(emulator) as reader:
        emulator.mute(0.5)
        assert [fault.code for fault in reader.cycle().faults] == ["E-RDR-030"]
        assert reader.cycle().complete
