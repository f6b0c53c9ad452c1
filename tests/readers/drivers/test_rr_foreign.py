"""The driver against firmware that shares no code with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from foreign.rr_firmware import RrFirmware

from canteen.clock import SystemClock
from readers import open_reader
from readers.cycle import Cycle
from readers.protocols.len_adr_cmd import BROADCAST
from readers.reader import Reader

UIDS = [f"E00401{number * 7919:010X}" for number in range(12)]


def opened(firmware: RrFirmware) -> Reader:
    return open_reader(f"rr:{firmware.path}", SystemClock())


def texts(cycle: Cycle) -> set[str]:
    return {uid.text for uid in cycle.uids}


@pytest.mark.parametrize("per_scan", [1, 4, 8, 10])
@pytest.mark.parametrize("count", [0, 1, 7, 12])
@pytest.mark.parametrize(
    "wish", [{}, {"msb": True}, {"partial_without_data": True}, {"field_off": True}]
)
def test_every_plate_is_read_in_every_cycle(
    count: int, per_scan: int, wish: dict[str, bool]
) -> None:
    firmware = RrFirmware(per_scan, timing=False, **wish)  # type: ignore[arg-type]
    firmware.place(*UIDS[:count])
    with firmware:
        reader = opened(firmware)
        cycles = [reader.cycle(), reader.cycle()]
        reader.close()
    assert all(cycle.complete for cycle in cycles)
    assert [texts(cycle) for cycle in cycles] == [set(UIDS[:count])] * 2
    assert firmware.dropped == []
    assert {request[1] for request in firmware.requests} == {BROADCAST}


def test_the_scan_time_is_set_once() -> None:
    firmware = RrFirmware(timing=False)
    with firmware:
        for _opening in range(2):
            opened(firmware).close()
    assert firmware.scan_time == 3
    assert [request[3] for request in firmware.requests].count(0x04) == 1


def test_with_real_time_a_cycle_of_twelve_plates_is_short() -> None:
    firmware = RrFirmware(10)
    firmware.place(*UIDS)
    with firmware:
        reader = opened(firmware)
        cycle = reader.cycle()
        reader.close()
    assert texts(cycle) == set(UIDS)
    # The scan time, 104 bytes of wire, and two continued scans.
    assert cycle.ended - cycle.started < 0.55


@pytest.mark.parametrize(
    "status", [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0A, 0x0C, 0x0F, 0x10, 0x11, 0x1B, 0x1F, 0x42]
)
def test_after_any_status_the_next_cycle_is_whole(status: int) -> None:
    firmware = RrFirmware(timing=False)
    firmware.place(*UIDS)
    with firmware:
        reader = opened(firmware)
        firmware.status(status)
        cycles = [reader.cycle(), reader.cycle()]
        reader.close()
    assert [cycle.complete for cycle in cycles] == [False, True]
    assert texts(cycles[1]) == set(UIDS)


def test_partial_for_ever_is_left() -> None:
    firmware = RrFirmware(timing=False)
    firmware.place(*UIDS)
    with firmware:
        reader = opened(firmware)
        firmware.status(0x0B, None)
        assert [fault.code for fault in reader.cycle().faults] == ["E-RDR-037"]
        firmware.status(None)
        assert reader.cycle().complete
        reader.close()


@pytest.mark.parametrize("spoilt", [1, 2, 5])
def test_spoilt_replies_cost_cycles_and_no_plate(spoilt: int) -> None:
    firmware = RrFirmware(timing=False)
    firmware.place(*UIDS)
    with firmware:
        reader = opened(firmware)
        firmware.badcrc(spoilt)
        cycles = [reader.cycle() for _ in range(spoilt + 1)]
        reader.close()
    assert not cycles[0].complete
    assert cycles[-1].complete
    assert all(texts(cycle) == set(UIDS) for cycle in cycles if cycle.complete)


def test_power_that_was_lost_brings_one_incomplete_cycle() -> None:
    firmware = RrFirmware(timing=False)
    firmware.place(*UIDS[:2])
    with firmware:
        reader = opened(firmware)
        firmware.power_up()
        cycles = [reader.cycle(), reader.cycle()]
        reader.close()
    assert [cycle.complete for cycle in cycles] == [False, True]


def test_unplugged_and_plugged_in_again(tmp_path: Path) -> None:
    firmware = RrFirmware(timing=False, link=tmp_path / "rr")
    firmware.place(*UIDS)
    for _plugging in range(2):
        with firmware:
            reader = opened(firmware)
            assert reader.cycle().complete
            reader.close()
