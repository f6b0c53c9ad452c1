"""What doctor tells of a reader: tried out, held by a running till, spoilt, worn plates."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.counter import LUNCH_TIME, chip

from canteen.clock import ManualClock, SystemClock
from pos.reader_findings import FRESH, _is_mute, ago, reader, reading
from pos.reader_state import ReaderReport
from readers import Cycle, LineHealth, ReadCount, ReaderHealth, open_reader
from readers.emulation import FeigEmulator

CLOCK = SystemClock()
HELD = ManualClock(LUNCH_TIME)


def report(connected=True, age=timedelta(seconds=20), silent=0.2, **line):
    health = ReaderHealth(reconnects=2, connected=connected, recent=LineHealth(**line))
    written = LUNCH_TIME - age
    return ReaderReport(written, health, written - timedelta(seconds=silent))


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
    assert re.search(
        r"读了 10 轮，10 轮读全，最近一次应答 (刚刚|\d\.\d 秒前)，收到 \d+ 个应答，"
        r"校验错 0 次.*，没有应答 0 次，重新对齐 0 次。$",
        finding.sentence,
    )
    open_reader(address(emulator), CLOCK).close()


def test_a_reader_whose_cycles_are_not_whole_is_not_well(emulator):
    emulator.field.place(chip(1), chip(2))
    emulator.field.collide(1.0)
    finding = reader("reader", address(emulator), CLOCK)
    assert not finding.ok
    assert "0 轮读全" in finding.sentence
    assert "E-RDR-033" in finding.sentence
    assert finding.mend


def test_cycles_cut_short_without_a_word_are_told_all_the_same(emulator, monkeypatch):
    cut = Cycle((), complete=False, faults=(), started=0.0, ended=0.1)
    monkeypatch.setattr("readers.drivers.feig.FeigReader.cycle", lambda _reader: cut)
    finding = reader("reader", address(emulator), CLOCK)
    assert not finding.ok
    assert "0 轮读全" in finding.sentence
    assert "没有说为什么" in finding.mend


def test_an_absent_reader_is_named_with_its_code():
    finding = reader("reader", "feig:/dev/ttyNothing", CLOCK)
    assert (finding.ok, finding.sentence[:9]) == (False, "E-RDR-001")


@pytest.mark.parametrize(
    ("told", "held", "ok"),
    [
        (report(frames=5000, crc_errors=3), True, True),
        (report(frames=100, crc_errors=40), True, False),
        (report(frames=5000, crc_errors=49), True, True),
        (report(frames=5000, crc_errors=51), True, False),
        (report(frames=5000, silent=9.0), True, True),
        (report(frames=5000, silent=11.0), True, False),
        (report(connected=False, frames=5000), False, False),
        (report(age=FRESH * 2, frames=5000), False, False),
        (None, False, False),
    ],
)
def test_a_reader_in_use_is_judged_by_what_the_till_wrote_down(emulator, told, held, ok):
    with contextlib.closing(open_reader(address(emulator), CLOCK)):
        finding = reader("reader", address(emulator), HELD, told)
    assert finding.ok is ok
    assert ("运行中的结算台" in finding.sentence) is held
    assert finding.sentence.startswith("E-RDR-003") is not held
    assert ("重连 2 次" in finding.sentence) is (told is not None)
    assert ok or finding.mend


def test_what_the_till_wrote_down_is_told_with_its_time(emulator):
    told = report(frames=41_800, crc_errors=12, resyncs=3, timeouts=4)
    with contextlib.closing(open_reader(address(emulator), CLOCK)):
        finding = reader("reader", address(emulator), HELD, told)
    assert finding.sentence.endswith(
        "结算台 20 秒前记下：当时最近一次应答 0.2 秒前，近 5 分钟收到 41800 个应答，"
        "校验错 12 次（<0.1 %），没有应答 4 次，重新对齐 3 次，重连 2 次。"
    )


def test_a_reader_that_is_gone_is_told_with_what_was_known_of_it():
    told = report(connected=False, age=timedelta(minutes=13), silent=25, frames=7)
    finding = reader("reader", "feig:/dev/ttyNothing", HELD, told)
    assert finding.sentence.startswith("E-RDR-001")
    assert (
        "结算台 13 分钟前记下：当时断开着，最近一次应答 25 秒前，近 5 分钟收到 7 个"
        in finding.sentence
    )


def test_a_free_reader_is_tried_out_and_told_with_what_the_till_wrote_last(emulator):
    finding = reader("reader", address(emulator), CLOCK, report(frames=7, crc_errors=7))
    assert finding.ok
    assert "读了 10 轮" in finding.sentence
    assert (
        "记下：当时最近一次应答 0.2 秒前，近 5 分钟收到 7 个应答，校验错 7 次，" in finding.sentence
    )


def test_a_card_reader_may_be_silent_for_as_long_as_no_card_comes():
    told = report(frames=5, silent=5000)
    assert not _is_mute("pcsc:", told)
    assert not _is_mute("others:/dev/x", told)
    assert _is_mute("rr:/dev/x", told)
    assert not _is_mute("rr:/dev/x", replace(told, last_good=None))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-3.0, "刚刚"),
        (0.04, "刚刚"),
        (0.2, "0.2 秒前"),
        (8.0, "8 秒前"),
        (9.96, "9 秒前"),
        (59.9, "59 秒前"),
        (60.0, "1 分钟前"),
        (3600.0, "1 小时前"),
        (86_399.0, "23 小时前"),
        (200_000.0, "2 天前"),
    ],
)
def test_how_long_ago_is_told_to_what_a_person_can_use(seconds, said):
    assert ago(seconds) == said


@given(st.floats(-10, 10**7), st.floats(0, 10**6))
def test_what_is_longer_ago_is_never_told_as_later(seconds, more):
    def told(text):
        units = {"秒前": 1, "分钟前": 60, "小时前": 3600, "天前": 86_400}
        if text == "刚刚":
            return 0.0
        count, unit = text.split(" ")
        return float(count) * units[unit]

    assert told(ago(seconds)) <= told(ago(seconds + more)) <= max(0.0, seconds + more) + 0.05


def test_a_new_station_has_no_statistics_yet():
    assert reading({}, {}).ok


def test_the_rates_are_told_by_antenna():
    plates = {chip(1): ReadCount(3000, 2910)}
    finding = reading(plates, {1: ReadCount(2000, 1980), 2: ReadCount(1000, 930)})
    assert finding.ok
    assert "天线 1 是 99.0 %、天线 2 是 93.0 %" in finding.sentence


def test_the_worst_plates_are_named_with_their_rates_before_they_are_worn():
    plates = {chip(n): ReadCount(1000, 1000 - n) for n in range(7)}
    plates[chip(9)] = ReadCount(199, 0)
    finding = reading(plates, {1: ReadCount(8000, 7900)})
    assert finding.ok
    worst = "、".join(f"{chip(n).text} {100 - n / 10:.1f} %" for n in range(6, 1, -1))
    assert finding.sentence.endswith(f"读取率最低的餐盘：{worst}。")


def test_where_no_plate_is_known_well_enough_none_is_named():
    finding = reading({chip(1): ReadCount(199, 3)}, {1: ReadCount(199, 3)})
    assert finding.ok
    assert finding.sentence.endswith("还没有一只餐盘读满 200 轮，单只的读取率说不准。")


def test_worn_plates_are_named_for_replacement():
    plates = {chip(1): ReadCount(3000, 2910), chip(2): ReadCount(300, 150)}
    finding = reading(plates, {1: ReadCount(3300, 3060)})
    assert not finding.ok
    assert chip(2).text in finding.mend
    assert chip(1).text not in finding.mend
