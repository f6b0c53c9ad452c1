"""How the devices are, in words for staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from canteen.i18n import _
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
SPOILT_SHARE: Final = 0.01
"""From one spoilt frame in a hundred on, staff are told to look at the line."""
_MINUTE: Final = 60
_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class ReadFigures:
    """How well plates were read in the last days: by antenna, and which plates are worn."""

    antennas: Mapping[int, ReadCount] = field(default_factory=dict)
    worn: tuple[TagUid, ...] = ()


def devices(
    state: StationState,
    health: ReaderHealth,
    figures: ReadFigures,
    monotonic: float,
    *,
    prints: bool,
    sold: int,
) -> tuple[Device, ...]:
    """The reader, worn plates where there are any, the printer where there is one, the book.

    `monotonic` is now by the clock that cycles are timed with.
    """
    found = [_reader(state, health, figures, monotonic)]
    if figures.worn:
        found.append(_worn(figures.worn))
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
        fact = _("读出率 {rate}%").format(rate=_percent(sum(counts, ReadCount()).rate))
    else:
        fact = _("已连接")
    spoilt = health.line.crc_error_rate or 0.0
    lines = (_line(health, monotonic), _by_antenna(figures))
    well = trouble is None and spoilt < SPOILT_SHARE
    return Device(_("读盘器"), fact, well, tuple(filter(None, lines)))


def _line(health: ReaderHealth, monotonic: float) -> str:
    """What is known of the line; empty before the reader was ever reached."""
    at, spoilt = health.line.last_good, health.line.crc_error_rate
    parts = []
    if at is not None:
        parts.append(_("最近应答 {when}").format(when=_ago(monotonic - at)))
    if spoilt is not None:
        parts.append(_("校验错误 {rate}%").format(rate=_percent(spoilt)))
    if parts or health.connected or health.reconnects:
        parts.append(_("重连 {count} 次").format(count=health.reconnects))
    return _("，").join(parts)


def _ago(seconds: float) -> str:
    if seconds < JUST_NOW_SECONDS:
        return _("刚刚")
    if seconds < _MINUTE:
        return _("{count} 秒前").format(count=int(seconds))
    if seconds < _HOUR:
        return _("{count} 分钟前").format(count=int(seconds // _MINUTE))
    return _("{count} 小时前").format(count=int(seconds // _HOUR))


def _by_antenna(figures: ReadFigures) -> str:
    known = _known_antennas(figures)
    if len(known) < 2:  # noqa: PLR2004 - one antenna's rate is the reader's
        return ""
    rates = (
        _("{number} 号 {rate}%").format(number=number, rate=_percent(count.rate))
        for number, count in known[:MOST_ANTENNAS]
    )
    return _("天线读出率：{rates}").format(rates=_("，").join(rates))


def _known_antennas(figures: ReadFigures) -> list[tuple[int, ReadCount]]:
    """The antennas that are known well enough, the worst first where not all can be named."""
    known = [each for each in figures.antennas.items() if each[1].cycles >= ENOUGH_CYCLES]
    if len(known) > MOST_ANTENNAS:
        known.sort(key=lambda each: each[1].rate)
    return known


def _worn(uids: tuple[TagUid, ...]) -> Device:
    tails = _("、").join(uid.text[-TAIL:] for uid in uids[:MOST_TAILS])
    text = _("{count} 只该换，尾号 {tails}")
    if len(uids) > MOST_TAILS:
        text = _("{count} 只该换，尾号 {tails} 等")
    return Device(_("餐盘"), text.format(count=len(uids), tails=tails), well=False)


def _percent(share: float) -> str:
    """A share in percent with one decimal; a few are never shown as none, nor most as all."""
    text = f"{share * 100:.1f}"
    if text == "100.0" and share < 1.0:
        return ">99.9"
    return "<0.1" if text == "0.0" and share > 0.0 else text
