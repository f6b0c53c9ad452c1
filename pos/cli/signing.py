"""Who may do a thing on the command line: by a number, and by a PIN where a price changes."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from canteen.errors import BadInput
from canteen.i18n import N_, _
from pos.cli import base

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.staff import PinAnswer, Staff
    from canteen.db import Session


class NotTheirs(BadInput):
    """A member of staff who is unknown or may not do this; facts: staff, what."""

    code = "E-POS-077"
    sentence = N_("工号「{staff}」不能做这件事（{what}），什么都没有写入。")
    mend = N_("核对工号，或请岗位合适的人来做。")


class PinRefused(BadInput):
    """A PIN that is not that of the manager who was named; facts: staff, what."""

    code = "E-POS-083"
    sentence = N_("新价格没有签成：{what}，什么都没有写入。")
    mend = N_("再运行一次，请「{staff}」本人输入 PIN。")


def require(session: Session, staff_id: str, may: Callable[[Staff], bool], what: str) -> None:
    """Raise `NotTheirs` unless somebody with this number `may`; `what` says who would."""
    from accounts import staff

    found = staff.find(session, staff_id) if staff_id else None
    if found is None:
        raise NotTheirs(staff=staff_id, what=_("没有这个工号") if staff_id else _("没有写工号"))
    if not may(found):
        raise NotTheirs(staff=staff_id, what=what)


def sign(desk: base.Desk, staff_id: str) -> None:
    """Read a PIN, the first line of stdin; raise `PinRefused` unless it is that of `staff_id`.

    A wrong one is counted as at the till.
    """
    from accounts import chain
    from accounts.staff import answer_pin, match_pin

    base.say(_("价格有变，请「{staff}」输入 PIN，再按回车。").format(staff=staff_id))
    pin = sys.stdin.readline().strip()
    if not pin:
        raise PinRefused(staff=staff_id, what=_("没有读到 PIN"))
    with desk.database.read() as session:
        match = match_pin(session, pin, key=chain.load_key(desk.database))
    now = desk.clock.now()
    # The count of wrong PINs stays, whatever is raised after it.
    with desk.database.write() as session:
        answer = answer_pin(session, match, now=now)
    if answer.staff is None:
        raise PinRefused(staff=staff_id, what=_refusal(answer, now))
    if answer.staff.id != staff_id:
        raise PinRefused(staff=staff_id, what=_("这不是「{staff}」的 PIN").format(staff=staff_id))


def _refusal(answer: PinAnswer, now: datetime) -> str:
    if answer.locked_until is None:
        return _("PIN 不对，还可以试 {count} 次").format(count=answer.tries_left)
    minutes = math.ceil((answer.locked_until - now).total_seconds() / 60)
    return _("PIN 输错太多次，{minutes} 分钟后再试").format(minutes=max(1, minutes))
