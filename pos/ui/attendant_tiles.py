"""The six things to do on the attendant's page, and why one of them cannot be done now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from accounts.staff import Action, Staff
from canteen.i18n import N_, _
from pos.state import Phase
from pos.ui.inputs import Inputs
from pos.ui.places import doubted_count
from pos.ui.staff_words import may

_NOT_PAYABLE: Final = {
    Phase.IDLE: N_("没有托盘"),
    Phase.FILLING: N_("正在读取"),
    Phase.HELD: N_("还没读清"),
    Phase.PAYING: N_("正在收款"),
    Phase.DONE: N_("已经付过"),
    Phase.CLEARING: N_("先拿走托盘"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the six; `reason` says why it is off, empty where it can be touched."""

    what: str
    label: str
    note: str
    icon: str
    reason: str


def tiles(inputs: Inputs, staff: Staff) -> tuple[Tile, ...]:
    """In the order of the design; what does not exist yet says so."""
    no_sale = "" if may(staff, Action.SELL) else _("没有权限")
    return (
        Tile("cash", _("收现金"), _("收钱、找零"), "cash", sells(inputs, staff)),
        Tile("byhand", _("人工点菜"), _("不用读盘"), "plate", no_sale or _stopped(inputs)),
        Tile("refund", _("退款"), _("按盘或整单"), "undo", _("本台还没开通")),
        Tile("reprint", _("补打小票"), _("标明补打"), "printer", _reprint(inputs, staff)),
        Tile("shift", _("交接班"), _("看本班"), "swap", ""),
        Tile("lock", _("锁台"), _("离开时用"), "lock", ""),
    )


def sells(inputs: Inputs, staff: Staff) -> str:
    """Why no cash can be taken for what lies there; empty where it can."""
    state = inputs.state
    if not may(staff, Action.SELL):
        return _("没有权限")
    if stopped := _stopped(inputs):
        return stopped
    if state.phase is Phase.HELD and state.tray.unknown:
        return _("先认好 {count} 盘").format(count=len(state.tray.unknown))
    if state.phase is Phase.HELD and (doubted := doubted_count(state.tray)):
        return _("先核对 {count} 盘").format(count=doubted)
    if state.phase is not Phase.SETTLED:
        return _(_NOT_PAYABLE[state.phase])
    return "" if state.quote is not None and state.quote.lines else _("没有要付的")


def may_reprint(inputs: Inputs, staff: Staff) -> bool:
    """Whether a slip can be printed again here."""
    return _reprint(inputs, staff) == ""


def may_order(inputs: Inputs, staff: Staff) -> bool:
    """Whether something may be sold without a plate."""
    return may(staff, Action.SELL) and not _stopped(inputs)


def _reprint(inputs: Inputs, staff: Staff) -> str:
    if not may(staff, Action.REPRINT):
        return _("没有权限")
    return "" if "reprint" in inputs.offers else _("没有小票")


def _stopped(inputs: Inputs) -> str:
    if inputs.state.phase is Phase.PAYING:
        return _("正在收款")
    return _("暂停收款") if inputs.stopped is not None else ""
