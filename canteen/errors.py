"""The root of every error a person may see.

Each package draws its own small tree under `CanteenError`. A class carries a stable code, one
sentence that says what happened and what it means, and one that says what to do; the facts of the
case fill the `{fields}` of both.

    CanteenError
    ├── BadInput            exit 2: the caller can mend it
    ├── OutOfReach          exit 3: a device or a server does not answer
    └── (per package)       readers E-RDR, nutrition E-NUT, menus E-MNU, accounts E-ACC,
                            receipts E-PRN, pos E-POS, database E-DB, settings E-CFG
"""

from __future__ import annotations

from typing import ClassVar

from canteen.i18n import N_, _


class CanteenError(Exception):
    """What went wrong, said for a person; `str(error)` is one line: code, sentence, mend."""

    code: ClassVar[str] = "E-CAN-000"
    sentence: ClassVar[str] = N_("出了没料到的问题，这一步没有做成。")
    mend: ClassVar[str] = N_("请再试一次；还不行就带着日志找技术人员。")
    exit_status: ClassVar[int] = 2

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.code, facts)

    @property
    def said(self) -> str:
        """What happened and what it means, in the language in force."""
        return _(self.sentence).format(**self.facts)

    @property
    def todo(self) -> str:
        """What to do about it, in the language in force."""
        return _(self.mend).format(**self.facts)

    def __str__(self) -> str:
        return f"{self.code} {self.said}{self.todo}"


class BadInput(CanteenError):
    """The caller handed in something that cannot be used; nothing was changed."""

    code = "E-CAN-001"
    sentence = N_("输入的内容用不了：{what}。")
    mend = N_("改好再试。")


class OutOfReach(CanteenError):
    """A device or a server does not answer."""

    code = "E-CAN-002"
    sentence = N_("{what}没有回应。")
    mend = N_("检查电源和连线再试。")
    exit_status = 3
