"""What is told of a terminal's reader: whether it answers, how well, and which plates are worn."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from canteen.clock import Clock
from canteen.errors import CanteenError
from canteen.i18n import _
from pos.findings import Finding, failed
from pos.reader_reads import worst_plates
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
from readers.drivers import SERIAL_FAMILIES
from readers.health import WINDOW_SECONDS
from readers.read_rates import KNOWN_AFTER

CYCLES: Final = 10
FRESH: Final = timedelta(minutes=3)
"""A running till writes its reader's health down once a minute."""
MUTE: Final = timedelta(seconds=10)
"""A serial reader that works sends a frame several times a second, plates or none."""
PLATES_NAMED: Final = 5
_JUST_NOW: Final = 0.05
_TENTHS_BELOW: Final = 9.95
_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86400


def reader(code: str, address: str, clock: Clock, report: ReaderReport | None = None) -> Finding:
    """Whether the configured reader answers and reads; it is given back at once.

    One that a running till holds is judged by what that till wrote down, `report`; of any other
    reader this is told besides.
    """
    if not address:
        return Finding(code, True, _("没有设置读盘器。"), _("在设置文件 [pos] reader 里写上。"))
    known = _written_down(report, clock.now())
    try:
        cycles, line = _try_out(address, clock)
    except CanteenError as error:
        if isinstance(error, PortBusy) and report is not None and _is_held(report, clock.now()):
            said = _("读盘器 {address} 正由运行中的结算台使用。").format(address=address)
            return _judged(code, said + known, report.health.recent, mute=_is_mute(address, report))
        finding = failed(code, error)
        return replace(finding, sentence=finding.sentence + known)
    return _tried_out(code, address, cycles, line, clock.monotonic(), known)


def reading(plates: Mapping[TagUid, ReadCount], antennas: Mapping[int, ReadCount]) -> Finding:
    """How well this station's plates answer, by antenna, the worst, and those to replace."""
    if not antennas:
        return Finding("reading", True, _("还没有读盘统计，先按保守的读取率结算。"))
    said = _("最近 30 天餐盘读取率：{antennas}；结算按 {rate} % 计算。").format(
        antennas="、".join(
            _("天线 {antenna} 是 {rate} %").format(antenna=antenna, rate=percent(count.rate))
            for antenna, count in antennas.items()
        ),
        rate=percent(known_rate(plates)),
    )
    said += _worst(plates)
    worn = worn_plates(plates)
    if not worn:
        return Finding("reading", True, said)
    shown = "、".join(uid.text for uid in worn[:PLATES_NAMED])
    mend = _("这些餐盘的芯片常常读不到，请换掉（共 {count} 只）：{uids}").format(
        count=len(worn), uids=shown
    )
    return Finding("reading", False, said, mend)


def ago(seconds: float) -> str:
    """How long ago something was, to what a person can use: tenths of a second up to days."""
    if seconds < _JUST_NOW:
        return _("刚刚")
    if seconds < _MINUTE:
        tenths = f"{seconds:.1f}".removesuffix(".0")
        return _("{count} 秒前").format(count=tenths if seconds < _TENTHS_BELOW else int(seconds))
    if seconds < _HOUR:
        return _("{count} 分钟前").format(count=int(seconds // _MINUTE))
    if seconds < _DAY:
        return _("{count} 小时前").format(count=int(seconds // _HOUR))
    return _("{count} 天前").format(count=int(seconds // _DAY))


def percent(share: float) -> str:
    """A share in percent with one decimal; a few are never shown as none, nor most as all."""
    text = f"{share * 100:.1f}"
    if text == "100.0" and share < 1.0:
        return ">99.9"
    return "<0.1" if text == "0.0" and share > 0.0 else text


def _try_out(address: str, clock: Clock) -> tuple[list[Cycle], LineHealth]:
    with contextlib.closing(open_reader(address, clock)) as opened:
        cycles = [opened.cycle() for _number in range(CYCLES)]
        return cycles, opened.health


def _tried_out(
    code: str, address: str, cycles: list[Cycle], line: LineHealth, monotonic: float, known: str
) -> Finding:
    whole = sum(cycle.complete for cycle in cycles)
    since = None if line.last_good is None else monotonic - line.last_good
    said = _("读盘器 {address} 有应答：读了 {all} 轮，{whole} 轮读全，{facts}。").format(
        address=address, all=len(cycles), whole=whole, facts=_facts(line, since)
    )
    if 2 * whole < len(cycles):
        fault = next((cycle.faults[0] for cycle in cycles if cycle.faults), None)
        if fault is None:
            mend = _("读盘器没有说为什么读不全：检查它的电源，重新插拔数据线，再试一次。")
            return Finding(code, False, said + known, mend)
        return Finding(code, False, f"{said}{known}{fault.code}", fault.message)
    return _judged(code, said + known, line)


def _is_held(report: ReaderReport, now: datetime) -> bool:
    """Whether the till said lately that it has the reader."""
    return report.health.connected and now - report.at <= FRESH


def _is_mute(address: str, report: ReaderReport) -> bool:
    """Whether the reader had been silent when the till wrote; others than serial ones may be."""
    serial = address.partition(":")[0] in SERIAL_FAMILIES
    return serial and report.last_good is not None and report.at - report.last_good > MUTE


def _written_down(report: ReaderReport | None, now: datetime) -> str:
    """What the till wrote down last, and when; empty if it never did."""
    if report is None:
        return ""
    last = report.last_good
    since = None if last is None else (report.at - last).total_seconds()
    facts = _facts(report.health.recent, since, report.health.reconnects)
    text = _("结算台 {when}记下：当时{facts}。")
    if not report.health.connected:
        text = _("结算台 {when}记下：当时断开着，{facts}。")
    return text.format(when=ago((now - report.at).total_seconds()), facts=facts)


def _facts(line: LineHealth, since: float | None, reconnects: int | None = None) -> str:
    """The figures of a line; `since`: the seconds that had passed since its last good frame.

    With `reconnects` they are a till's, which tells of the last minutes.
    """
    rate = line.crc_error_rate
    errors = _("校验错 {count} 次").format(count=line.crc_errors)
    if rate is not None:
        errors = _("校验错 {count} 次（{rate} %）").format(
            count=line.crc_errors, rate=percent(rate)
        )
    heard = _("收到 {count} 个应答")
    if reconnects is not None:
        heard = _("近 {minutes} 分钟收到 {count} 个应答")
    parts = [
        heard.format(count=line.frames, minutes=round(WINDOW_SECONDS / _MINUTE)),
        errors,
        _("没有应答 {count} 次").format(count=line.timeouts),
        _("重新对齐 {count} 次").format(count=line.resyncs),
    ]
    if since is not None:
        parts.insert(0, _("最近一次应答 {when}").format(when=ago(since)))
    if reconnects is not None:
        parts.append(_("重连 {count} 次").format(count=reconnects))
    return _("，").join(parts)


def _judged(code: str, said: str, line: LineHealth, *, mute: bool = False) -> Finding:
    if mute:
        return Finding(code, False, said, _("读盘器连着却不应答：检查它的电源，重新插拔数据线。"))
    if line.is_spoilt:
        mend = _("校验错太多：检查数据线和接头，离电机、冰柜远一点，核对波特率。")
        return Finding(code, False, said, mend)
    return Finding(code, True, said)


def _worst(plates: Mapping[TagUid, ReadCount]) -> str:
    """The plates that answer worst, with their rates, or why none can be named yet."""
    worst = worst_plates(plates, PLATES_NAMED)
    if not worst:
        return _("还没有一只餐盘读满 {count} 轮，单只的读取率说不准。").format(count=KNOWN_AFTER)
    named = "、".join(f"{uid.text} {percent(count.rate)} %" for uid, count in worst)
    return _("读取率最低的餐盘：{plates}。").format(plates=named)
