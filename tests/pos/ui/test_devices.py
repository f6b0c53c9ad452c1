"""How the devices are, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.errors import CanteenError
from pos.returns import ReturnReader
from pos.state import ReaderTrouble, StationState
from pos.ui.devices import ReadFigures, devices
from readers import LineHealth, ReadCount, ReaderHealth, TagUid

LINE = LineHealth(frames=990, crc_errors=10, resyncs=3, last_good=100.0)
HEALTH = ReaderHealth(LINE, reconnects=2, connected=True, recent=LINE)
CLEAN = replace(HEALTH, recent=replace(LINE, crc_errors=0))


def chips(count):
    return tuple(TagUid.parse(f"E00401500000{number:04X}") for number in range(1, count + 1))


NO_FIGURES = ReadFigures()
CALM = StationState()


def shown(health=HEALTH, figures=NO_FIGURES, at=101.0, state=CALM, **more):
    return devices(state, health, figures, at, **({"prints": True, "sold": 3} | more))


def reader(*args, **more):
    return shown(*args, **more)[0]


def test_the_reader_the_printer_and_the_book():
    assert [(each.name, each.fact, each.well) for each in shown(ReaderHealth())] == [
        ("读盘器", "已连接", True),
        ("小票打印机", "已连接", True),
        ("账本", "今日 3 笔", True),
    ]
    assert [each.name for each in shown(prints=False)] == ["读盘器", "账本"]


def test_a_printer_without_paper_and_a_reader_that_is_gone():
    trouble = ReaderTrouble("E-RDR-003", "", 1, 0.0)
    state = StationState(reader=trouble, paper=CanteenError())
    found = shown(state=state)
    assert [(each.fact, each.well) for each in found[:2]] == [
        ("关掉占用它的程序", False),
        ("找技术人员", False),
    ]
    assert [each.details for each in found[:2]] == [
        ("最近应答：刚刚，校验错误 1.0%，重连 2 次，E-RDR-003",),
        ("E-CAN-000",),
    ]


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (2.9, "刚刚"),
        (8.0, "8 秒前"),
        (125.0, "2 分钟前"),
        (7300.0, "2 小时前"),
        (200_000.0, "2 天前"),
        (-5.0, "刚刚"),
    ],
)
def test_since_when_it_last_answered(since, said):
    assert reader(at=100.0 + since).details[0].startswith(f"最近应答：{said}，")


def test_a_line_that_spoils_frames_wants_a_look_and_few_frames_say_nothing():
    assert (reader().fact, reader().well) == ("数据线有干扰，检查接头", False)
    good = replace(HEALTH, recent=replace(LINE, frames=99_990))
    assert reader(good).well
    assert "校验错误 <0.1%" in reader(good).details[0]
    few = replace(HEALTH, recent=LineHealth(frames=5, crc_errors=5))
    assert reader(few).well
    assert "校验" not in reader(few).details[0]


def test_a_line_is_judged_by_its_last_minutes_and_not_by_the_whole_day():
    assert reader(replace(CLEAN, line=replace(LINE, frames=10, crc_errors=900))).well
    day = replace(LINE, frames=10**6, crc_errors=300)
    assert not reader(replace(HEALTH, line=day)).well


def test_a_reader_that_was_never_reached_says_nothing_of_its_line():
    assert reader(ReaderHealth()).details == ()
    assert reader(ReaderHealth(connected=True)).details == ("重新对齐 0 次，重连 0 次",)


def test_the_rate_of_one_antenna_is_the_readers():
    found = reader(CLEAN, ReadFigures({1: ReadCount(1000, 986)}))
    assert found.fact == "读出率 98.6%"
    assert len(found.details) == 1


def test_a_rate_gives_its_place_to_what_to_do():
    trouble = StationState(reader=ReaderTrouble("E-RDR-006", "", 1, 0.0))
    found = reader(figures=ReadFigures({1: ReadCount(1000, 986)}), state=trouble)
    assert found.fact == "检查电源和数据线"
    assert found.details == (
        "最近应答：刚刚，校验错误 1.0%，重连 2 次，E-RDR-006",
        "读出率 98.6%",
    )


def test_several_antennas_are_told_apart():
    counts = {1: ReadCount(1000, 990), 2: ReadCount(1000, 700), 3: ReadCount(199, 0)}
    found = reader(CLEAN, ReadFigures(counts))
    assert found.fact == "读出率 84.5%"
    assert found.details[1] == "天线读出率：1 号 99.0%，2 号 70.0%"


def test_of_many_antennas_the_worst_are_named():
    counts = {number: ReadCount(1000, 1000 - number) for number in range(1, 9)}
    assert reader(figures=ReadFigures(counts)).details[1] == (
        "天线读出率：8 号 99.2%，7 号 99.3%，6 号 99.4%，5 号 99.5%"
    )


def test_worn_plates_are_named_for_replacement():
    found = shown(figures=ReadFigures(worn=chips(2)))[1]
    assert (found.name, found.fact, found.well) == ("餐盘", "2 只该换，尾号 0001、0002", False)
    many = shown(figures=ReadFigures(worn=chips(9)))[1]
    assert many.fact == "9 只该换，尾号 0001、0002、0003、0004 等"
    assert many.details == ()


def test_the_worst_plates_are_named_with_their_rates():
    worst = tuple((uid, ReadCount(1000, 600 + 50 * n)) for n, uid in enumerate(chips(5)))
    found = shown(figures=ReadFigures(worst=worst))[1]
    assert (found.name, found.fact, found.well) == ("餐盘", "没有要换的", True)
    assert found.details == ("读出率最低：0001 60.0%，0002 65.0%，0003 70.0%，0004 75.0%",)
    worn = shown(figures=ReadFigures(worn=chips(2), worst=worst))[1]
    assert (worn.fact, worn.well) == ("2 只该换，尾号 0001、0002", False)
    assert worn.details == found.details


def test_the_reader_at_the_return_is_told_after_that_of_the_till():
    found = shown(returns=ReturnReader(HEALTH))
    assert [each.name for each in found] == ["读盘器", "回收处读盘器", "小票打印机", "账本"]
    assert (found[1].fact, found[1].well) == ("数据线有干扰，检查接头", False)
    assert found[1].details == ("最近应答：刚刚，校验错误 1.0%，重新对齐 3 次，重连 2 次",)
    gone = shown(returns=ReturnReader(ReaderHealth(), "E-RDR-006"))[1]
    assert (gone.fact, gone.well, gone.details) == (
        "检查电源和数据线",
        False,
        ("E-RDR-006",),
    )
    assert shown(returns=ReturnReader(CLEAN))[1].well


@given(st.integers(200, 10**6), st.floats(0, 1))
def test_a_rate_is_all_or_none_only_when_it_is(cycles, share):
    reads = round(cycles * share)
    fact = reader(CLEAN, ReadFigures({1: ReadCount(cycles, reads)})).fact
    assert (fact == "读出率 100.0%") == (reads == cycles)
    assert (fact == "读出率 0.0%") == (reads == 0)
