"""What can go wrong with the screens."""

from __future__ import annotations

from canteen.errors import OutOfReach
from canteen.i18n import N_


class NoDisplay(OutOfReach):
    """There is no screen to draw on."""

    code = "E-UI-001"
    sentence = N_("这台机器上没有可用的屏幕，窗口没有打开。")
    mend = N_("在有屏幕的会话里再启动；没有屏幕也要结账，用 canteen till --headless。")
