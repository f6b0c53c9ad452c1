"""Words and keys that several of the staff's pages share."""

from __future__ import annotations

from typing import Final

from accounts.staff import Action, Staff
from canteen.i18n import N_, _
from pos.state import Phase
from pos.ui.inputs import Inputs
from readers import TagUid

ESCAPE: Final = "\x1b"
ENTER: Final = frozenset("\r\n")
ERASE: Final = frozenset("\b\x7f")
TAIL: Final = 4

_COMMAND: Final = ("canteen ", "--")
"""By these a text for the command line is known; nobody at a till can type one."""
_IN_PERSON: Final = {
    "E-POS-020": N_("这台没开班，不能收钱。\n请值班主管先开班。"),
    "E-POS-040": N_("上次停机时有一张小票可能没打完。\n账已记好，需要就补打。"),
}

OPEN_PHASES: Final = frozenset({Phase.FILLING, Phase.SETTLED, Phase.HELD})
"""While a tray lies there that can still be changed."""


def is_erase(key: str) -> bool:
    """Whether a keyboard's key takes back the last one."""
    return key in ERASE


def leaving(inputs: Inputs) -> str:
    """How soon the page closes by itself, said in the last seconds only."""
    left = inputs.idle_left
    if left is None:
        return ""
    return _("{seconds} 秒后退出，点一下就不退").format(seconds=left)


def notice_of(inputs: Inputs) -> str:
    """Why the last step was refused, and what to do on the lines after it; empty where none was."""
    notice = inputs.state.notice or inputs.trouble
    if notice is None:
        return ""
    if notice.code in _IN_PERSON:
        return _(_IN_PERSON[notice.code])
    by_command = any(sign in notice.mend for sign in _COMMAND)
    todo = _("请值班主管来看。") if by_command else notice.todo
    return f"{notice.said.strip()}\n{todo}"


def chip_tail(uid: TagUid) -> str:
    """The end of a chip's number, by which staff tell plates of one dish apart."""
    return _("芯片尾号 {tail}").format(tail=uid.text[-TAIL:])


def may(staff: Staff | None, *actions: Action) -> bool:
    """Whether `staff` is allowed one of `actions`."""
    return staff is not None and any(staff.may(action) for action in actions)
