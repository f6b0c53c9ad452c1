"""How sure a tray's reading is, in words: in round ones for diners, with the number for staff."""

from __future__ import annotations

from typing import Final

from canteen.i18n import N_, _

_SHARES: Final = (
    (1e-6, N_("百万分之一")),
    (1e-5, N_("十万分之一")),
    (1e-4, N_("万分之一")),
    (1e-3, N_("千分之一")),
    (1e-2, N_("百分之一")),
)
"""Nothing smaller is named: the words stay still while the chance goes on shrinking."""
_ROUNDING: Final = 1.0 + 1e-6
"""A confidence of one less a millionth is not that exactly."""
_MILLION: Final = 1e6
_LEAST: Final = 0.01
_FEW: Final = 10.0


def round_words(confidence: float | None) -> str:
    """The chance of an overlooked plate as a round share; empty where none can be stated."""
    if confidence is None:
        return ""
    for share, word in _SHARES:
        if 1.0 - confidence <= share * _ROUNDING:
            return _("漏读可能不超过{share}").format(share=_(word))
    return ""


def exact_words(confidence: float | None) -> str:
    """The chance of an overlooked plate in millionths; empty where none can be stated."""
    if confidence is None:
        return ""
    millionths = (1.0 - confidence) * _MILLION
    if millionths < _LEAST:
        return _("漏读可能：不到百万分之 {n}").format(n=_LEAST)
    return _("漏读可能：百万分之 {n}").format(n=f"{millionths:.{2 if millionths < _FEW else 0}f}")
