"""What doctor tells of a reader: tried out, held by a running till, spoilt, worn plates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.counter import LUNCH_TIME, chip

from canteen.clock import ManualClock, SystemClock
from pos.reader_findings import FRESH, reader, reading
from pos.reader_state import ReaderReport
from readers import LineHealth, ReadCount, ReaderHealth, open_reader
from readers.emulation import FeigEmulator

CLOCK = SystemClock()
HELD = ManualClock(LUNCH_TIME)


def report(connected=True, age=timedelta(seconds=20), **line):
    health = ReaderHealth(LineHealth(**line), 2, connected=connected)
    return ReaderReport(LUNCH_TIME - age, health, None)


@pytest.fixture
def emulator():
    with FeigEmulator() as emulator:
        yield emulator


def address(emulator):
    return f"feig:{emulator.path}?parity=N"


def test_without_a_reader_nothing_is_wrong():
    assert reader("reader", "", CLOCK).ok


def test_a_reader_that_answers_is_tried_out_and_given_back(emulator):
    finding = reader("reader", address(emulator), CLOCK)
    assert finding.ok
    assert "读了 10 轮，10 轮读全，校验错 0 次" in finding.sentence
    open_reader(address(emulator), CLOCK).close()


def test_a_reader_whose_cycles_are_not_whole_is_not_well(emulator):
    emulator.field.place(chip(1), chip(2))
    emulator.field.collide(1.0)
    finding = reader("reader", address(emulator), CLOCK)
    assert not finding.ok
    assert "0 轮读全" in finding.sentence
    assert "E-RDR-033" in finding.sentence
    assert finding.mend


def test_an_absent_reader_is_named_with_its_code():
    finding = reader("reader", "feig:/dev/ttyNothing", CLOCK)
    assert (finding.ok, finding.sentence[:9]) == (False, "E-RDR-001")


@pytest.mark.parametrize(
    ("told", "ok"),
    [
        (report(frames=5000, crc_errors=3), True),
        (report(frames=100, crc_errors=40), False),
        (report(connected=False, frames=5000), False),
        (report(age=FRESH * 2, frames=5000), False),
        (None, False),
    ],
)
def test_a_reader_in_use_is_judged_by_what_the_till_wrote_down(emulator, told, ok):
    with_till = open_reader(address(emulator), CLOCK)
    try:
        finding = reader("reader", address(emulator), HELD, told)
    finally:
        with_till.close()
    assert finding.ok is ok
    if ok:
        assert "运行中的结算台" in finding.sentence
        assert "重连 2 次" in finding.sentence


def test_a_new_station_has_no_statistics_yet():
    assert reading({}, {}).ok


def test_the_rates_are_told_by_antenna():
    plates = {chip(1): ReadCount(3000, 2910)}
    finding = reading(plates, {1: ReadCount(2000, 1980), 2: ReadCount(1000, 930)})
    assert finding.ok
    assert "天线 1 是 99.0 %、天线 2 是 93.0 %" in finding.sentence


def test_worn_plates_are_named_for_replacement():
    plates = {chip(1): ReadCount(3000, 2910), chip(2): ReadCount(300, 150)}
    finding = reading(plates, {1: ReadCount(3300, 3060)})
    assert not finding.ok
    assert chip(2).text in finding.mend
    assert chip(1).text not in finding.mend
