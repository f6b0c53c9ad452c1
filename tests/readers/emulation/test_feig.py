"""The emulated FEIG reader with its driver, over a pseudo terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from canteen.clock import SystemClock
from readers.drivers.feig import FeigReader
from readers.emulation import FeigEmulator
from readers.protocols import feig
from readers.url import ReaderUrl

UIDS = [f"E00401{number:010X}" for number in range(9)]

pytestmark = pytest.mark.usefixtures("nothing_leaks")


@contextmanager
def opened(emulator: FeigEmulator) -> Iterator[FeigReader]:
    url = ReaderUrl.parse(f"feig:{emulator.path}?parity=N")
    driver = FeigReader.open(url, SystemClock())
    try:
        yield driver
    finally:
        driver.close()


@pytest.mark.parametrize("advanced", [False, True])
def test_a_tray_is_read_in_either_form(advanced: bool) -> None:
    with FeigEmulator(advanced=advanced) as emulator, opened(emulator) as driver:
        emulator.field.place(*UIDS)
        cycle = driver.cycle()
        assert cycle.complete
        assert [uid.text for uid in cycle.uids] == UIDS
        assert driver.health.noise == driver.health.crc_errors == 0


def test_a_failed_anticollision_makes_the_cycle_incomplete_and_keeps_its_chips() -> None:
    with FeigEmulator() as emulator, opened(emulator) as driver:
        emulator.field.place(*UIDS[:3])
        emulator.field.collide(1.0)
        cycle = driver.cycle()
        assert [fault.code for fault in cycle.faults] == ["E-RDR-033"]
        assert [uid.text for uid in cycle.uids] == UIDS[:1]


def test_a_mute_reader_times_out_and_the_next_cycle_works() -> None:
    with FeigEmulator() as emulator, opened(emulator) as driver:
        emulator.field.place(UIDS[0])
        emulator.mute(1.0)
        assert [fault.code for fault in driver.cycle().faults] == ["E-RDR-030"]
        assert driver.health.timeouts == 1
        assert driver.cycle().complete


@pytest.mark.parametrize("advanced", [False, True])
def test_spoilt_replies_never_show_a_chip_that_is_not_there(advanced: bool) -> None:
    with FeigEmulator(seed=5, advanced=advanced) as emulator, opened(emulator) as driver:
        emulator.field.place(*UIDS[:4])
        emulator.garble(0.4)
        cycles = [driver.cycle() for _number in range(12)]
    assert {uid.text for cycle in cycles for uid in cycle.uids} <= set(UIDS[:4])
    assert any(cycle.complete for cycle in cycles)
    for cycle in cycles:
        assert len(cycle.uids) == 4 if cycle.complete else cycle.faults
        assert cycle.ended - cycle.started < 2 * (feig.RESPONSE_SECONDS + 0.5)
