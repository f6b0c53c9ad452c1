"""The driver on the emulated reader: framing, timing and plugging as with hardware."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from canteen.clock import SystemClock
from readers import open_reader
from readers.emulation.rr import RrEmulator
from readers.errors import NoAnswer, ReaderGone
from readers.tag import TagUid

UIDS = [TagUid.parse(f"E00401{number * 7919:010X}") for number in range(12)]
Leaks = Callable[[], None]


@pytest.mark.parametrize("page_tags", [3, 10, 12])
@pytest.mark.parametrize("lsb_first", [True, False])
def test_the_driver_reads_twelve_plates_every_cycle(
    nothing_leaks: Leaks, page_tags: int, lsb_first: bool
) -> None:
    clock = SystemClock(speed=10)
    with RrEmulator(clock=clock, page_tags=page_tags, lsb_first=lsb_first) as emulator:
        emulator.field.place(*UIDS)
        reader = open_reader(f"rr:{emulator.path}", SystemClock())
        for _ in range(3):
            cycle = reader.cycle()
            assert cycle.complete
            assert cycle.uids == tuple(UIDS)
        reader.close()
        reader.close()


@pytest.mark.parametrize("lsb_first", [True, False])
def test_chips_that_read_either_way_are_named_as_the_others_are(
    nothing_leaks: Leaks, lsb_first: bool
) -> None:
    either = [TagUid.parse(f"E00401{number:08X}E0") for number in range(5)]
    with RrEmulator(clock=SystemClock(speed=10), page_tags=3, lsb_first=lsb_first) as emulator:
        emulator.field.place(*either, UIDS[0])
        reader = open_reader(f"rr:{emulator.path}", SystemClock())
        assert reader.cycle().uids == (*either, UIDS[0])
        emulator.field.take(UIDS[0])
        assert reader.cycle().uids == tuple(either)
        reader.close()


def test_a_cycle_takes_air_and_wire(nothing_leaks: Leaks) -> None:
    clock = SystemClock()
    with RrEmulator(clock=clock) as emulator:
        reader = open_reader(f"rr:{emulator.path}", clock)
        cycle = min((reader.cycle() for _ in range(5)), key=lambda each: each.ended - each.started)
        reader.close()
    # Field reset 10 ms, empty round 7.4 ms, 11 bytes.
    floor = 0.010 + 0.0074 + 11 * 10 / 19200
    assert floor - 0.001 <= cycle.ended - cycle.started <= floor + 0.010


def test_a_full_scan_takes_what_the_driver_set(nothing_leaks: Leaks) -> None:
    clock = SystemClock()
    with RrEmulator(clock=clock, full_scan=True) as emulator:
        reader = open_reader(f"rr:{emulator.path}", clock)
        cycle = reader.cycle()
        reader.close()
    assert cycle.complete
    assert 0.3 < cycle.ended - cycle.started < 0.4


def test_garbled_replies_make_incomplete_cycles_and_no_phantom(nothing_leaks: Leaks) -> None:
    with RrEmulator(clock=SystemClock(speed=20), seed=1, page_tags=12) as emulator:
        emulator.field.place(*UIDS)
        reader = open_reader(f"rr:{emulator.path}", SystemClock())
        emulator.garble(0.2)
        cycles = [reader.cycle() for _ in range(40)]
        emulator.garble(0.0)
        assert reader.cycle().complete
        reader.close()
    assert 3 < sum(not cycle.complete for cycle in cycles) < 40
    assert all(cycle.uids == tuple(UIDS) for cycle in cycles if cycle.complete)
    assert {uid for cycle in cycles for uid in cycle.uids} <= set(UIDS)


def test_collisions_never_hide_a_plate_in_a_complete_cycle(nothing_leaks: Leaks) -> None:
    with RrEmulator(clock=SystemClock(speed=50), seed=2) as emulator:
        emulator.field.place(*UIDS)
        emulator.field.collide(0.5)
        reader = open_reader(f"rr:{emulator.path}", SystemClock())
        cycles = [reader.cycle() for _ in range(20)]
        reader.close()
    assert all(cycle.uids == tuple(UIDS) for cycle in cycles if cycle.complete)
    assert any(cycle.complete for cycle in cycles)


def test_a_mute_reader_times_out_and_then_goes_on(nothing_leaks: Leaks) -> None:
    with RrEmulator() as emulator:
        reader = open_reader(f"rr:{emulator.path}", SystemClock())
        emulator.mute(1.0)
        assert [fault.code for fault in reader.cycle().faults] == ["E-RDR-030"]
        assert reader.cycle().complete
        reader.close()


def test_a_reader_at_another_speed_is_no_reader(nothing_leaks: Leaks) -> None:
    with RrEmulator(baud=57600) as emulator:
        with pytest.raises(NoAnswer, match="19200"):
            open_reader(f"rr:{emulator.path}", SystemClock())
        open_reader(f"rr:{emulator.path}?baud=57600", SystemClock()).close()


def test_unplugged_it_is_gone_and_plugged_in_it_is_set_up_again(
    nothing_leaks: Leaks, tmp_path: Path
) -> None:
    link = tmp_path / "rr"
    clock = SystemClock(speed=5)
    with RrEmulator(clock=clock, link=link) as emulator:
        emulator.field.place(*UIDS[:2])
        reader = open_reader(f"rr:{link}", SystemClock())
        emulator.unplug()
        with pytest.raises(ReaderGone):
            reader.cycle()
        reader.close()
        emulator.plug()
        reader = open_reader(f"rr:{link}", SystemClock())
        cycle = reader.cycle()
        reader.close()
    assert cycle.complete
    assert cycle.uids == tuple(UIDS[:2])


def test_power_lost_behind_a_line_that_stays_is_noticed(nothing_leaks: Leaks) -> None:
    with RrEmulator(clock=SystemClock(speed=5)) as emulator:
        emulator.field.place(*UIDS[:2])
        reader = open_reader(f"rr:{emulator.path}", SystemClock())
        assert reader.cycle().complete
        emulator._firmware.power_up()
        cycles = [reader.cycle() for _ in range(3)]
        reader.close()
    assert [cycle.complete for cycle in cycles] == [False, True, True]


def test_cycles_follow_each_other(nothing_leaks: Leaks) -> None:
    with RrEmulator(clock=SystemClock(speed=20)) as emulator:
        reader = open_reader(f"rr:{emulator.path}", SystemClock())
        cycles = [reader.cycle() for _ in range(5)]
        reader.close()
    assert all(first.ended <= second.started for first, second in pairwise(cycles))
