"""What is told of a terminal's reader: whether it answers, how well, and which plates are worn."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from canteen.clock import Clock
from canteen.errors import CanteenError
from canteen.i18n import _
from pos.findings import Finding, failed
from pos.reader_state import ReaderReport
from readers import (
    Cycle,
    LineHealth,
    PortBusy,
    ReadCount,
    TagUid,
    known_rate,
    open_reader,
    worn_plates,
)

CYCLES: Final = 10
FRESH: Final = timedelta(minutes=3)
"""A running till writes its reader's health down once a minute."""
MOST_CRC_ERRORS: Final = 0.05
WORN_SHOWN: Final = 5


def reader(code: str, address: str, clock: Clock, report: ReaderReport | None = None) -> Finding:
    """Whether the configured reader answers and reads; it is given back at once.

    One that a running till holds is judged by what that till wrote down, `report`.
    """
    if not address:
        return Finding(code, True, _("没有设置读盘器。"), _("在设置文件 [pos] reader 里写上。"))
    try:
        cycles, line = _try_out(address, clock)
    except PortBusy as error:
        return _held(code, address, report, clock.now()) or failed(code, error)
    except CanteenError as error:
        return failed(code, error)
    whole = sum(cycle.complete for cycle in cycles)
    said = _("读盘器 {address} 有应答：读了 {all} 轮，{whole} 轮读全，校验错 {errors} 次。").format(
        address=address, all=len(cycles), whole=whole, errors=line.crc_errors
    )
    if 2 * whole < len(cycles):
        fault = next(cycle.faults[0] for cycle in cycles if cycle.faults)
        return Finding(code, False, f"{said}{fault.code}", fault.message)
    return _judged(code, said, line)


def _try_out(address: str, clock: Clock) -> tuple[list[Cycle], LineHealth]:
    with contextlib.closing(open_reader(address, clock)) as opened:
        cycles = [opened.cycle() for _number in range(CYCLES)]
        return cycles, opened.health


def _held(code: str, address: str, report: ReaderReport | None, now: datetime) -> Finding | None:
    """What the till that holds the reader says of it, if it said so lately."""
    if report is None or not report.health.connected or now - report.at > FRESH:
        return None
    line = report.health.line
    said = _(
        "读盘器 {address} 正由运行中的结算台使用：收到 {frames} 个应答，校验错 {errors} 次，"
        "没有应答 {timeouts} 次，重连 {reconnects} 次。"
    ).format(
        address=address,
        frames=line.frames,
        errors=line.crc_errors,
        timeouts=line.timeouts,
        reconnects=report.health.reconnects,
    )
    return _judged(code, said, line)


def _judged(code: str, said: str, line: LineHealth) -> Finding:
    rate = line.crc_error_rate
    if rate is not None and rate > MOST_CRC_ERRORS:
        mend = _("校验错太多：检查数据线和接头，离电机、冰柜远一点，核对波特率。")
        return Finding(code, False, said, mend)
    return Finding(code, True, said)


def reading(plates: Mapping[TagUid, ReadCount], antennas: Mapping[int, ReadCount]) -> Finding:
    """How well this station's plates answer, by antenna, and which of them are to be replaced."""
    if not antennas:
        return Finding("reading", True, _("还没有读盘统计，先按保守的读取率结算。"))
    said = _("最近 30 天餐盘读取率：{antennas}；结算按 {rate} % 计算。").format(
        antennas="、".join(
            _("天线 {antenna} 是 {rate} %").format(antenna=antenna, rate=_percent(count.rate))
            for antenna, count in antennas.items()
        ),
        rate=_percent(known_rate(plates)),
    )
    worn = worn_plates(plates)
    if not worn:
        return Finding("reading", True, said)
    shown = "、".join(uid.text for uid in worn[:WORN_SHOWN])
    mend = _("这些餐盘的芯片常常读不到，请换掉（共 {count} 只）：{uids}").format(
        count=len(worn), uids=shown
    )
    return Finding("reading", False, said, mend)


def _percent(rate: float) -> str:
    return f"{100.0 * rate:.1f}"
