"""The right side while a tray has to wait: one sentence, and what stays true."""

from __future__ import annotations

from typing import Final

from canteen.i18n import N_, _
from pos.tray import HoldReason, Tray
from pos.ui.inputs import Inputs
from pos.ui.places import places
from pos.ui.props import Panel

_SENTENCES: Final = {
    HoldReason.UNKNOWN: N_("有 {count} 盘没认出\n请等工作人员\n过来看"),
    HoldReason.INCOMPLETE: N_("有一盘没读清\n请把托盘放平"),
    HoldReason.WEAK: N_("旁边的盘子太近\n请挪开一点"),
    HoldReason.STALE: N_("有 {count} 盘要核对\n请等工作人员\n过来看"),
    HoldReason.NO_MENU: N_("菜单还没有发布\n请等工作人员\n过来看"),
}
DISCS_A_ROW: Final = 6
"""As `HeldPanel.qml` draws them."""
_BY_ITSELF: Final = (HoldReason.INCOMPLETE, HoldReason.WEAK)


def held_panel(inputs: Inputs) -> Panel:
    """Read, but not payable as it lies: one sentence, and who will see to it."""
    tray = inputs.state.tray
    reason = tray.reasons[0] if tray.reasons else HoldReason.UNKNOWN
    return Panel(
        kind="held",
        ground="amber",
        icon="warn",
        title=_("先不用付款"),
        sentence=_sentence(inputs, reason),
        discs=_discs(tray),
        help=_still_true(inputs, reason),
        take_back=_take_back(inputs),
    )


def _take_back(inputs: Inputs) -> str:
    # One row of discs leaves room for it; with more plates staff see to it.
    few = 0 < inputs.state.tray.count <= DISCS_A_ROW
    return _("退回上一盘") if inputs.tapping and few else ""


def _sentence(inputs: Inputs, reason: HoldReason) -> str:
    if inputs.tapping and reason is HoldReason.INCOMPLETE:
        return _("有一盘没读清\n请再放一次")
    tray = inputs.state.tray
    stale = sum(plate.stale for plate in tray.plates)
    count = stale if reason is HoldReason.STALE else len(tray.unknown)
    return _(_SENTENCES[reason]).format(count=count)


def _discs(tray: Tray) -> tuple[str, ...]:
    return tuple(
        "?" if plate is None else str(number) for number, plate in enumerate(places(tray), start=1)
    )


def _still_true(inputs: Inputs, reason: HoldReason) -> str:
    tray = inputs.state.tray
    known = sum(not plate.stale for plate in tray.plates)
    rest = bool(tray.unknown) or reason is HoldReason.STALE
    text = _("其余 {count} 盘已经记好，价格不变。") if rest else _("{count} 盘已经记好，价格不变。")
    first = text.format(count=known) if known else ""
    if reason in _BY_ITSELF:
        then = _("弄好以后会自己算好。")
    else:
        then = _("盘子请先留着。") if inputs.tapping else _("托盘请不要拿走。")
    return f"{first}\n{then}" if first else then
