"""Words and keys that several of the staff's pages share."""

from __future__ import annotations

from typing import Final

from accounts.staff import Action, Staff
from canteen.i18n import _
from pos.state import Phase
from pos.ui.inputs import Inputs
from readers import TagUid

ESCAPE: Final = "\x1b"
ENTER: Final = frozenset("\r\n")
ERASE: Final = frozenset("\b\x7f")
TAIL: Final = 4

OPEN_PHASES: Final = frozenset({Phase.FILLING, Phase.SETTLED, Phase.HELD})
"""While a tray lies there that can still be changed."""


def is_erase(key: str) -> bool:
    """Whether a keyboard's key takes back the last one."""
    return key in ERASE


def leaving(inputs: Inputs) -> str:
    """How soon the page closes by itself, said in the last seconds only."""
    left = inputs.idle_left
    return _("剩 {seconds} 秒").format(seconds=left) if left is not None else ""


def notice_of(inputs: Inputs) -> str:
    """Why the last step was refused and what to do; empty where nothing was."""
    notice = inputs.state.notice or inputs.trouble
    return f"{notice.said}{notice.todo}" if notice is not None else ""


def chip_tail(uid: TagUid) -> str:
    """The end of a chip's number, by which staff tell plates of one dish apart."""
    return _("芯片尾号 {tail}").format(tail=uid.text[-TAIL:])


def may(staff: Staff | None, *actions: Action) -> bool:
    """Whether `staff` is allowed one of `actions`."""
    return staff is not None and any(staff.may(action) for action in actions)
