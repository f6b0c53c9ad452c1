"""How the devices are, in words for staff."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from canteen.i18n import _
from pos.reader_findings import ago, percent
from pos.returns import ReturnReader
from pos.state import StationState
from pos.ui.inputs import Device
from pos.ui.staff_words import TAIL
from readers import ReadCount, ReaderHealth, TagUid

JUST_NOW_SECONDS: Final = 3.0
"""A reader that works answers several times a second."""
ENOUGH_CYCLES: Final = 200
"""Before an antenna's rate is named: one of 0.95 is then known to about ± 0.03."""
MOST_ANTENNAS: Final = 4
MOST_TAILS: Final = 4
MOST_COUNTED: Final = 999
SPOILT_SHARE: Final = 0.01
"""From one spoilt frame in a hundred on, staff are told to look at the line."""


@dataclass(frozen=True, slots=True)
class ReadFigures:
    """How well plates were read in the last days: by antenna, which plates are worn, and which
    answer worst, worn or not.
    """

    antennas: Mapping[int, ReadCount] = field(default_factory=dict)
    worn: tuple[TagUid, ...] = ()
    worst: tuple[tuple[TagUid, ReadCount], ...] = ()


def devices(
    state: StationState,
    health: ReaderHealth,
    figures: ReadFigures,
    monotonic: float,
    *,
    prints: bool,
    sold: int,
    returns: ReturnReader | None = None,
) -> tuple[Device, ...]:
    """The reader, that of the return and the printer where there is one, plates, the book.

    `monotonic` is now by the clock that cycles are timed with. Plates are told of as soon as some
    are known well enough.
    """
    found = [_reader(state, health, figures, monotonic)]
    if returns is not None:
        found.append(_return_reader(returns, monotonic))
    if figures.worn or figures.worst:
        found.append(_plates(figures))
    if prints:
        paper = state.paper
        fact = _("已连接") if paper is None else paper.code
        found.append(Device(_("小票打印机"), fact, paper is None))
    found.append(Device(_("账本"), _("今日 {count} 笔").format(count=sold), well=True))
    return tuple(found)


def _reader(
    state: StationState, health: ReaderHealth, figures: ReadFigures, monotonic: float
) -> Device:
    trouble = state.reader
    counts = [count for _number, count in _known_antennas(figures)]
    if trouble is not None:
        fact = trouble.code
    elif counts:
        fact = _("读出率 {rate}%").format(rate=percent(sum(counts, ReadCount()).rate))
    else:
        fact = _("已连接")
    lines = (_line(health, monotonic), _by_antenna(figures))
    well = trouble is None and _is_clean(health)
    return Device(_("读盘器"), fact, well, tuple(filter(None, lines)))


def _return_reader(returns: ReturnReader, monotonic: float) -> Device:
    line = _line(returns.health, monotonic)
    return Device(
        _("回收处读盘器"),
        returns.trouble or _("已连接"),
        not returns.trouble and _is_clean(returns.health),
        (line,) if line else (),
    )


def _is_clean(health: ReaderHealth) -> bool:
    return (health.line.crc_error_rate or 0.0) < SPOILT_SHARE


def _line(health: ReaderHealth, monotonic: float) -> str:
    """What is known of the line; empty before the reader was ever reached."""
    at, spoilt = health.line.last_good, health.line.crc_error_rate
    parts = []
    if at is not None:
        parts.append(_("最近应答 {when}").format(when=_since(monotonic - at)))
    if spoilt is not None:
        parts.append(_("校验错误 {rate}%").format(rate=percent(spoilt)))
    if parts or health.connected or health.reconnects:
        parts.append(_("重新对齐 {count} 次").format(count=_count(health.line.resyncs)))
        parts.append(_("重连 {count} 次").format(count=_count(health.reconnects)))
    return _("，").join(parts)


def _count(times: int) -> str:
    """So often that the exact figure helps nobody, and has no room."""
    return str(times) if times <= MOST_COUNTED else f"{MOST_COUNTED}+"


def _since(seconds: float) -> str:
    """Whole seconds: tenths would never stand still."""
    return _("刚刚") if seconds < JUST_NOW_SECONDS else ago(math.floor(seconds))


def _by_antenna(figures: ReadFigures) -> str:
    known = _known_antennas(figures)
    if len(known) < 2:  # noqa: PLR2004 - one antenna's rate is the reader's
        return ""
    rates = (
        _("{number} 号 {rate}%").format(number=number, rate=percent(count.rate))
        for number, count in known[:MOST_ANTENNAS]
    )
    return _("天线读出率：{rates}").format(rates=_("，").join(rates))


def _known_antennas(figures: ReadFigures) -> list[tuple[int, ReadCount]]:
    """The antennas that are known well enough, the worst first where not all can be named."""
    known = [each for each in figures.antennas.items() if each[1].cycles >= ENOUGH_CYCLES]
    if len(known) > MOST_ANTENNAS:
        known.sort(key=lambda each: each[1].rate)
    return known


def _plates(figures: ReadFigures) -> Device:
    """Those to be replaced, and the worst of all with their rates."""
    worn, worst = figures.worn, figures.worst[:MOST_TAILS]
    fact = _("没有要换的")
    if worn:
        tails = _("、").join(uid.text[-TAIL:] for uid in worn[:MOST_TAILS])
        text = _("{count} 只该换，尾号 {tails}")
        if len(worn) > MOST_TAILS:
            text = _("{count} 只该换，尾号 {tails} 等")
        fact = text.format(count=len(worn), tails=tails)
    rates = _("，").join(f"{uid.text[-TAIL:]} {percent(count.rate)}%" for uid, count in worst)
    details = (_("读出率最低：{plates}").format(plates=rates),) if worst else ()
    return Device(_("餐盘"), fact, not worn, details)
