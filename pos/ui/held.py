"""The right side while a tray has to wait: one sentence, and what stays true."""

from __future__ import annotations

from typing import Final

from canteen.i18n import N_, _
from pos.errors import NotSure
from pos.state import Phase
from pos.tray import HoldReason, Tray
from pos.ui.counts import counted
from pos.ui.inputs import Inputs, name_of
from pos.ui.places import certain, is_doubted, places
from pos.ui.props import Panel
from pos.ui.take_back import take_back_words


def _same(text: str) -> tuple[str, str]:
    return text, text


_SENTENCES: Final = {
    HoldReason.UNKNOWN: (
        N_("有 1 盘没认出\n请等工作人员\n过来看"),
        N_("有 {count} 盘没认出\n请等工作人员\n过来看"),
    ),
    HoldReason.STALE: (
        N_("有 1 盘要核对\n请等工作人员\n过来看"),
        N_("有 {count} 盘要核对\n请等工作人员\n过来看"),
    ),
    HoldReason.INCOMPLETE: _same(N_("有一盘没读清\n请把托盘放平")),
    HoldReason.WEAK: _same(N_("旁边的盘子太近\n请挪开一点")),
    HoldReason.NO_MENU: _same(N_("菜单还没有发布\n请等工作人员\n过来看")),
}
_NO_HALF: Final = (
    N_("有 1 盘今天\n不卖半份\n请换一盘整份"),
    N_("有 {count} 盘今天\n不卖半份\n请换成整份"),
)
DISCS_A_ROW: Final = 6
"""As `HeldPanel.qml` draws them."""
_BY_ITSELF: Final = (HoldReason.INCOMPLETE, HoldReason.WEAK)


def held_panel(inputs: Inputs) -> Panel:
    """Read, but not payable as it lies: one sentence, and who will see to it."""
    tray = inputs.state.tray
    reason = tray.reasons[0] if tray.reasons else HoldReason.UNKNOWN
    # One row of discs leaves room for it; with more plates staff see to it.
    take_back = take_back_words(inputs) if tray.count <= DISCS_A_ROW else ""
    return Panel(
        kind="held",
        ground="amber",
        icon="warn",
        title=_("先不用付款"),
        sentence=_sentence(inputs, reason),
        discs=_discs(tray),
        help=_still_true(inputs, reason),
        take_back=take_back,
        take_back_note=_("不要这一盘，就按：") if take_back else "",
    )


def wants_whole(tray: Tray) -> bool:
    """Whether whole portions would do: every plate without a dish is one for halves of a dish that
    has no half price.
    """
    return bool(tray.no_half) and len(tray.no_half) == len(tray.unknown)


def is_refused(inputs: Inputs) -> bool:
    """Whether money was refused for a tray that looks settled, since its reading is not sure."""
    notice = inputs.state.notice
    return inputs.state.phase is Phase.SETTLED and isinstance(notice, NotSure)


def refused_panel(inputs: Inputs) -> Panel:
    """No money was taken: that first, so that nobody hands it over twice."""
    keep = _("盘子请先留着。") if inputs.tapping else _("托盘请不要拿走。")
    return Panel(
        kind="held",
        ground="amber",
        icon="warn",
        title=_("没有收钱"),
        sentence=_("有盘子没读准\n请把盘子摆平\n等工作人员再收"),
        help="\n".join((_("价格不变。"), keep)),
        again=_("再收一次") if "cash" in inputs.ways else "",
        by_staff=_("工作人员用"),
    )


def _sentence(inputs: Inputs, reason: HoldReason) -> str:
    if inputs.tapping and reason is HoldReason.INCOMPLETE:
        return _("有一盘没读清\n请再放一次")
    tray = inputs.state.tray
    if reason is HoldReason.NO_MENU and wants_whole(tray):
        return counted(len(tray.no_half), *_NO_HALF)
    stale = sum(plate.stale for plate in tray.plates)
    count = stale if reason is HoldReason.STALE else len(tray.unknown)
    return counted(count, *_SENTENCES[reason])


def _discs(tray: Tray) -> tuple[str, ...]:
    return tuple(
        "?" if plate is None or is_doubted(tray, plate) else str(number)
        for number, plate in enumerate(places(tray), start=1)
    )


def _still_true(inputs: Inputs, reason: HoldReason) -> str:
    if inputs.state.notice or inputs.trouble:
        # A notice then stands in its place.
        return ""
    if reason is HoldReason.NO_MENU and wants_whole(inputs.state.tray):
        then = _("换好以后会自己算好，\n也可以等工作人员过来。")
    elif reason in _BY_ITSELF:
        then = _("弄好以后会自己算好。")
    else:
        then = _("盘子请先留着。") if inputs.tapping else _("托盘请不要拿走。")
    tray = inputs.state.tray
    strange = _whose(tray) if reason is HoldReason.WEAK else ""
    return "\n".join(filter(None, (strange, _counted_already(tray), then)))


def _whose(tray: Tray) -> str:
    names = [name_of(plate.item) for plate in tray.plates if plate.uid in tray.doubtful]
    if len(names) == 1:
        return _("{dish}好像是别人的。").format(dish=names[0])
    return _("有 {count} 盘好像是别人的。").format(count=len(names)) if names else ""


def _counted_already(tray: Tray) -> str:
    known = len(certain(tray))
    if not known:
        return ""
    if known < tray.count:
        return counted(
            known, N_("其余 1 盘已经记好，价格不变。"), N_("其余 {count} 盘已经记好，价格不变。")
        )
    return counted(known, N_("1 盘已经记好，价格不变。"), N_("{count} 盘已经记好，价格不变。"))
