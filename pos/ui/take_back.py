"""The button of a till where plates are shown one by one and cannot be lifted off again."""

from __future__ import annotations

from canteen.i18n import _
from pos.ui.inputs import Inputs, name_of
from pos.ui.places import places


def take_back_words(inputs: Inputs) -> str:
    """Which plate goes, the one shown last; empty where none can go.

    Where there is a notice it gives way: that needs the room above the button.
    """
    state = inputs.state
    if not (inputs.tapping and state.tray.count) or state.notice or inputs.trouble:
        return ""
    last = places(state.tray)[-1]
    if last is None:
        return _("去掉没认出的这盘")
    return _("去掉：{dish}").format(dish=name_of(last.item))
