"""The emulated UHF readers and the drivers for them, over a pseudo terminal."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from canteen.clock import SystemClock
from readers import open_reader
from readers.emulation import make_emulator
from readers.emulation.antennas import AntennaField
from readers.emulation.uhf import Uhf18Emulator, Uhf288Emulator
from readers.emulation.uhf_firmware import Chatter
from readers.errors import NoAnswer
from readers.protocols import uhf
from readers.tag import TagUid
from readers.transport import SerialSettings, SerialTransport

UIDS = [TagUid.parse(f"E2003412{number * 7919:016X}") for number in range(12)]
Leaks = Callable[[], None]
FAMILIES = pytest.mark.parametrize(
    ("driver", "make"), [("uhf18", Uhf18Emulator), ("uhf288", Uhf288Emulator)]
)
Make = type[Uhf18Emulator] | type[Uhf288Emulator]


@FAMILIES
def test_the_driver_reads_twelve_chips_every_cycle(
    driver: str, make: Make, nothing_leaks: Leaks
) -> None:
    with make(seed=1) as emulator:
        emulator.field.place(*UIDS)
        reader = open_reader(f"{driver}:{emulator.path}", SystemClock())
        for _ in range(3):
            cycle = reader.cycle()
            assert cycle.complete
            assert cycle.uids == tuple(UIDS)
            # Air 58 ms in the mean, wire 30 to 48 ms.
            assert 0.05 < cycle.ended - cycle.started < 0.3
        emulator.field.clear()
        empty = reader.cycle()
        assert empty.complete
        assert empty.tags == ()
        assert reader.health.crc_errors == reader.health.noise == 0
        reader.close()
        reader.close()


@FAMILIES
def test_what_a_reader_says_unasked_is_never_an_answer(
    driver: str, make: Make, nothing_leaks: Leaks
) -> None:
    with make(seed=1, chatter=Chatter(reports=0.05, heartbeats=0.03)) as emulator:
        emulator.field.place(*UIDS[:2])
        reader = open_reader(f"{driver}:{emulator.path}", SystemClock())
        emulator.field.rate(UIDS[0], 0.5)
        cycles = [reader.cycle() for _ in range(12)]
        reader.close()
    assert sum(cycle.complete for cycle in cycles) >= 8
    assert {cycle.uids for cycle in cycles if cycle.complete} == {(UIDS[1],), tuple(UIDS[:2])}


@FAMILIES
def test_garbled_frames_never_make_a_complete_cycle_without_a_chip(
    driver: str, make: Make, nothing_leaks: Leaks
) -> None:
    with make(clock=SystemClock(speed=20), seed=3) as emulator:
        emulator.field.place(*UIDS)
        reader = open_reader(f"{driver}:{emulator.path}", SystemClock())
        emulator.garble(0.15)
        cycles = [reader.cycle() for _ in range(8)]
        emulator.garble(0.0)
        assert reader.cycle().complete
        reader.close()
    assert not all(cycle.complete for cycle in cycles)
    assert {cycle.uids for cycle in cycles if cycle.complete} <= {tuple(UIDS)}
    assert {uid for cycle in cycles for uid in cycle.uids} <= set(UIDS)


def test_a_mute_reader_times_out_and_then_goes_on(nothing_leaks: Leaks) -> None:
    with Uhf18Emulator(seed=1) as emulator:
        reader = open_reader(f"uhf18:{emulator.path}", SystemClock())
        emulator.mute(0.4)
        assert [fault.code for fault in reader.cycle().faults] == ["E-RDR-030"]
        assert reader.cycle().complete
        assert reader.health.timeouts == 1
        reader.close()


def test_more_chips_than_the_memory_holds_never_complete(nothing_leaks: Leaks) -> None:
    with Uhf18Emulator(capacity=8, seed=1) as emulator:
        emulator.field.place(*UIDS)
        reader = open_reader(f"uhf18:{emulator.path}", SystemClock())
        cycle = reader.cycle()
        assert [fault.code for fault in cycle.faults] == ["E-RDR-032"]
        assert cycle.uids == tuple(UIDS[:8])
        reader.close()


def test_scan_time_that_is_over_makes_the_cycle_incomplete(nothing_leaks: Leaks) -> None:
    with Uhf288Emulator(seed=1) as emulator:
        emulator.field.place(*UIDS[:3])
        emulator.field.collide(1.0)
        reader = open_reader(f"uhf288:{emulator.path}", SystemClock())
        cycle = reader.cycle()
        assert [fault.code for fault in cycle.faults] == ["E-RDR-033"]
        assert cycle.uids == tuple(UIDS[:2])
        assert 0.3 <= cycle.ended - cycle.started < 0.45
        reader.close()


def test_a_chip_before_two_antennas_counts_once_with_the_stronger(nothing_leaks: Leaks) -> None:
    field = AntennaField()
    field.place(*UIDS[:3])
    field.seen(UIDS[0], {1: 0x30, 2: 0x50})
    field.seen(UIDS[1], {1: 0x70, 2: 0x50})
    field.seen(UIDS[2], {2: 0x20})
    with Uhf288Emulator(field, seed=1) as emulator:
        reader = open_reader(f"uhf288:{emulator.path}?antennas=1,2", SystemClock())
        cycle = reader.cycle()
        reader.close()
    assert cycle.complete
    assert {(tag.uid, tag.antenna, tag.rssi) for tag in cycle.tags} == {
        (UIDS[0], 2, 0x50),
        (UIDS[1], 1, 0x70),
        (UIDS[2], 2, 0x20),
    }


def test_a_reader_that_is_busy_does_not_hear(nothing_leaks: Leaks) -> None:
    with Uhf288Emulator(seed=1) as emulator:
        emulator.field.place(*UIDS[:2])
        emulator.field.collide(1.0)
        line = SerialTransport.open(SerialSettings(emulator.path, 57600))
        line.write(uhf.inventory_request_288(1))
        time.sleep(0.1)
        line.write(uhf.encode_request(uhf.READER_INFORMATION))
        frames = uhf.decoder().feed(line.read(256, 0.5), 0.0)
        line.write(uhf.encode_request(uhf.READER_INFORMATION))
        (answer,) = uhf.decoder().feed(line.read(22, 0.3), 0.0)
        line.close()
    assert {frame.command for frame in frames} == {uhf.INVENTORY}
    assert frames[-1].status == uhf.SCAN_TIME_OVER
    assert answer.command == uhf.READER_INFORMATION


def test_at_another_speed_nobody_answers(nothing_leaks: Leaks) -> None:
    with Uhf18Emulator() as emulator, pytest.raises(NoAnswer, match="9600 8N1"):
        open_reader(f"uhf18:{emulator.path}?baud=9600", SystemClock())


def test_emulators_are_made_by_the_name_of_their_protocol() -> None:
    assert isinstance(make_emulator("uhf18", SystemClock(), baud=115200), Uhf18Emulator)
    assert isinstance(make_emulator("uhf288", SystemClock()), Uhf288Emulator)
