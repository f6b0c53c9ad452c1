"""How sure a tray's reading is, in words; the number itself stands in the records."""

from __future__ import annotations

from typing import Final

from canteen.i18n import N_, _
from pos.ui.counts import counted

_SHARES: Final = (
    (1e-6, N_("百万分之一")),
    (1e-5, N_("十万分之一")),
    (1e-4, N_("万分之一")),
    (1e-3, N_("千分之一")),
    (1e-2, N_("百分之一")),
)
"""Nothing smaller is named: the words stay still while the chance goes on shrinking."""
_STEADY: Final = 1e-4
"""Up to this chance of a miss a reading is called steady."""
_ROUNDING: Final = 1.0 + 1e-6
"""A confidence of one less a millionth is not that exactly."""


def diner_words(confidence: float | None, plates: int) -> str:
    """That every plate was read again and again; empty where no confidence can be stated."""
    if not _share(confidence):
        return ""
    return counted(plates, N_("1 盘，反复读过"), N_("{count} 盘都反复读过"))


def staff_words(confidence: float | None, *, short: bool = False) -> str:
    """The chance of an overlooked plate as a round share; empty where none can be stated.

    `short` where there is no room for the share.
    """
    share = _share(confidence)
    if not share or confidence is None:
        return ""
    sure = 1.0 - confidence <= _STEADY
    if sure and short:
        return _("读得很稳")
    text = _("读得很稳（漏盘不超过{share}）") if sure else _("漏盘不超过{share}")
    return text.format(share=_(share))


def _share(confidence: float | None) -> str:
    if confidence is None:
        return ""
    missed = 1.0 - confidence
    return next((word for share, word in _SHARES if missed <= share * _ROUNDING), "")
