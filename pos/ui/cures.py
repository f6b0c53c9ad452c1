"""What a cashier can do about a device, in so few words that they stand in one line of its row.

The whole sentence, with port and technical terms, is in the error itself and in `canteen doctor`.
"""

from __future__ import annotations

from typing import Final

from canteen.i18n import N_, _

LINE_DISTURBED: Final = N_("数据线有干扰，检查接头")
"""So many answers arrive spoilt that a plug is loose, or a motor stands near the line."""
_TECHNICIAN: Final = N_("找技术人员")
_POWER_AND_LINE: Final = N_("检查电源和数据线")
_PLUG_IN: Final = N_("插好数据线和电源")
_SPREAD: Final = N_("把餐盘摆开")
_NO_CARDS: Final = N_("拿开手机和卡")
_CURES: Final = {
    "E-RDR-001": _PLUG_IN,
    "E-RDR-003": N_("关掉占用它的程序"),
    "E-RDR-005": _POWER_AND_LINE,
    "E-RDR-006": _POWER_AND_LINE,
    "E-RDR-008": _PLUG_IN,
    "E-RDR-030": _POWER_AND_LINE,
    "E-RDR-031": LINE_DISTURBED,
    "E-RDR-032": N_("拿走一些餐盘，分两次"),
    "E-RDR-033": N_("餐盘放平，拿开手机"),
    "E-RDR-034": _SPREAD,
    "E-RDR-036": _NO_CARDS,
    "E-RDR-037": N_("拔下读盘器，再插上"),
    "E-RDR-038": _NO_CARDS,
    "E-RDR-040": _NO_CARDS,
    "E-RDR-043": _SPREAD,
    "E-RDR-044": N_("关掉读盘器，再打开"),
    "E-RDR-045": _POWER_AND_LINE,
    "E-PRN-004": _POWER_AND_LINE,
    "E-PRN-007": N_("看看缺纸、开盖、掉线"),
    "E-PRN-009": N_("换上新纸卷"),
    "E-PRN-010": N_("合上盖子"),
    "E-POS-042": N_("看看电源、纸和连线"),
}
"""By the code of the trouble; what is not here a cashier cannot mend."""


def cure_of(code: str) -> str:
    """What to do about the trouble with this code, in the language in force."""
    return _(_CURES.get(code, _TECHNICIAN))
