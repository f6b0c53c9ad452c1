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
from pos.ui.cures import LINE_DISTURBED, cure_of
from pos.ui.inputs import Device
from pos.ui.staff_words import TAIL
from readers import ReadCount, ReaderHealth, TagUid
from readers.read_rates import KNOWN_AFTER

JUST_NOW_SECONDS: Final = 3.0
"""A reader that works answers several times a second."""
MOST_ANTENNAS: Final = 4
MOST_TAILS: Final = 4
MOST_COUNTED: Final = 99


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

    Of what is not well, what to do stands first, then code and figures in the details.
    `monotonic` is now by the clock that cycles are timed with. Plates are told of as soon as some
    are known well enough.
    """
    found = [_reader(state, health, figures, monotonic)]
    if returns is not None:
        found.append(_return_reader(returns, monotonic))
    if figures.worn or figures.worst:
        found.append(_plates(figures))
    if prints:
        found.append(_printer(state))
    found.append(Device(_("账本"), _("今日 {count} 笔").format(count=sold), well=True))
    return tuple(found)


def _reader(
    state: StationState, health: ReaderHealth, figures: ReadFigures, monotonic: float
) -> Device:
    code = "" if state.reader is None else state.reader.code
    cure = _reader_cure(code, health)
    rate = _rate(figures)
    rates = _by_antenna(figures) or (rate if cure else "")
    details = filter(None, (_line(code, health, monotonic), rates))
    return Device(_("读盘器"), cure or rate or _("已连接"), not cure, tuple(details))


def _return_reader(returns: ReturnReader, monotonic: float) -> Device:
    cure = _reader_cure(returns.trouble, returns.health)
    line = _line(returns.trouble, returns.health, monotonic)
    return Device(_("回收处读盘器"), cure or _("已连接"), not cure, (line,) if line else ())


def _printer(state: StationState) -> Device:
    if state.paper is None:
        return Device(_("小票打印机"), _("已连接"), well=True)
    code = state.paper.code
    return Device(_("小票打印机"), cure_of(code), well=False, details=(code,))


def _reader_cure(code: str, health: ReaderHealth) -> str:
    """What to do about a reader; empty where it is well."""
    if code:
        return cure_of(code)
    return _(LINE_DISTURBED) if health.recent.is_spoilt else ""


def _rate(figures: ReadFigures) -> str:
    """How well the reader reads, all antennas together; empty before that is known."""
    counts = [count for _number, count in _known_antennas(figures)]
    if not counts:
        return ""
    return _("读出率 {rate}%").format(rate=percent(sum(counts, ReadCount()).rate))


def _line(code: str, health: ReaderHealth, monotonic: float) -> str:
    """What is known of the line; empty before the reader was ever reached.

    A `code` of trouble, which technicians ask for, stands last and leaves resyncs no room.
    """
    at, spoilt = health.line.last_good, health.recent.crc_error_rate
    parts = []
    if at is not None:
        parts.append(_("最近应答：{when}").format(when=_since(monotonic - at)))
    if spoilt is not None:
        parts.append(_("校验错误 {rate}%").format(rate=percent(spoilt)))
    if parts or health.connected or health.reconnects:
        if not code:
            parts.append(_("重新对齐 {count} 次").format(count=_count(health.line.resyncs)))
        parts.append(_("重连 {count} 次").format(count=_count(health.reconnects)))
    return _("，").join(filter(None, (*parts, code)))


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
    known = [each for each in figures.antennas.items() if each[1].cycles >= KNOWN_AFTER]
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
