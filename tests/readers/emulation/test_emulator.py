from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from canteen.clock import SystemClock
from readers import open_reader
from readers.emulation import FeigEmulator, make_emulator
from readers.errors import LinkTaken, NoAnswer, ReaderGone, UnknownProtocol
from readers.tag import TagUid

UIDS = [TagUid.parse(f"E00401{number * 7919:010X}") for number in range(12)]
Leaks = Callable[[], None]


def test_the_driver_reads_twelve_plates_every_cycle(nothing_leaks: Leaks) -> None:
    with FeigEmulator() as emulator:
        emulator.field.place(*UIDS)
        reader = open_reader(f"feig:{emulator.path}?parity=N", SystemClock())
        for _ in range(5):
            cycle = reader.cycle()
            assert cycle.complete
            assert cycle.uids == tuple(UIDS)
        reader.close()
        reader.close()


def test_a_cycle_takes_air_wire_and_waits(nothing_leaks: Leaks) -> None:
    clock = SystemClock()
    with FeigEmulator(clock=clock) as emulator:
        reader = open_reader(f"feig:{emulator.path}?parity=N", clock)
        cycle = min((reader.cycle() for _ in range(5)), key=lambda each: each.ended - each.started)
        reader.close()
    # Empty round 7.4 ms, a silence of 5 ms, 13 bytes.
    floor = 0.0074 + 0.005 + 13 * 11 / 38400
    assert floor - 0.001 <= cycle.ended - cycle.started <= floor + 0.010


def test_a_faster_clock_makes_a_faster_reader(nothing_leaks: Leaks) -> None:
    clock = SystemClock(speed=10)
    with FeigEmulator(clock=clock) as emulator:
        emulator.field.place(*UIDS)
        reader = open_reader(f"feig:{emulator.path}?parity=N", clock)
        began = time.monotonic()
        assert all(reader.cycle().complete for _ in range(5))
        assert time.monotonic() - began < 5 * 0.1
        reader.close()


def test_garbled_replies_make_incomplete_cycles_and_no_phantom(nothing_leaks: Leaks) -> None:
    with FeigEmulator(clock=SystemClock(speed=20), seed=1) as emulator:
        emulator.field.place(*UIDS)
        reader = open_reader(f"feig:{emulator.path}?parity=N", SystemClock())
        emulator.garble(0.2)
        cycles = [reader.cycle() for _ in range(40)]
        emulator.garble(0.0)
        assert reader.cycle().complete
        reader.close()
    assert 5 < sum(not cycle.complete for cycle in cycles) < 40
    assert {uid for cycle in cycles for uid in cycle.uids} <= set(UIDS)


def test_a_mute_reader_times_out_and_then_goes_on(nothing_leaks: Leaks) -> None:
    with FeigEmulator() as emulator:
        reader = open_reader(f"feig:{emulator.path}?parity=N", SystemClock())
        emulator.mute(1.0)
        assert [fault.code for fault in reader.cycle().faults] == ["E-RDR-030"]
        assert reader.cycle().complete
        reader.close()


def test_an_overflowing_reader_never_completes(nothing_leaks: Leaks) -> None:
    with FeigEmulator(capacity=8) as emulator:
        emulator.field.place(*UIDS)
        reader = open_reader(f"feig:{emulator.path}?parity=N", SystemClock())
        for _ in range(3):
            assert [fault.code for fault in reader.cycle().faults] == ["E-RDR-032"]
        reader.close()


def test_at_another_speed_nobody_answers(nothing_leaks: Leaks) -> None:
    with FeigEmulator(baud=38400) as emulator, pytest.raises(NoAnswer, match="19200"):
        open_reader(f"feig:{emulator.path}?parity=N&baud=19200", SystemClock())


def test_a_pulled_cable_is_noticed_at_once(nothing_leaks: Leaks) -> None:
    with FeigEmulator() as emulator:
        reader = open_reader(f"feig:{emulator.path}?parity=N", SystemClock())
        emulator.unplug()
        emulator.unplug()
        began = time.monotonic()
        with pytest.raises(ReaderGone):
            reader.cycle()
        assert time.monotonic() - began < 0.1
        reader.close()


def test_a_link_keeps_the_path_through_unplug_and_plug(
    tmp_path: Path, nothing_leaks: Leaks
) -> None:
    link = tmp_path / "reader"
    with FeigEmulator(link=link) as emulator:
        assert emulator.path == str(link)
        first = link.readlink()
        emulator.unplug()
        assert not link.is_symlink()
        emulator.plug()
        emulator.plug()
        assert link.is_symlink()
        assert first.parent == link.readlink().parent
    assert not link.is_symlink()


def test_a_file_in_the_place_of_the_link_is_left_alone(
    tmp_path: Path, nothing_leaks: Leaks
) -> None:
    link = tmp_path / "reader"
    link.write_text("precious", encoding="utf-8")
    with pytest.raises(LinkTaken, match="E-RDR-019"):
        FeigEmulator(link=link).plug()
    with pytest.raises(LinkTaken):
        FeigEmulator(link=tmp_path / "nowhere" / "reader").plug()
    assert link.read_text(encoding="utf-8") == "precious"


def test_emulators_are_made_by_the_name_of_their_protocol() -> None:
    assert isinstance(make_emulator("feig", SystemClock(), baud=19200), FeigEmulator)
    assert isinstance(make_emulator("feig", SystemClock()), FeigEmulator)
    with pytest.raises(UnknownProtocol, match="feig"):
        make_emulator("nothing", SystemClock())
