"""What the dietitian's desk refuses: a dish or a code that somebody else was quicker with."""

from __future__ import annotations

from typing import cast

from canteen.i18n import N_
from menus.catalogue_files import CatalogueDish
from pos.errors import PosError


class ChangedMeanwhile(PosError):
    """Somebody saved the dish since it was opened; facts: dish, by, stored. Nothing was written."""

    code = "E-POS-080"
    sentence = N_("「{dish}」刚才被{by}存过，你的改动没有写进去，还留在这里。")
    mend = N_("先看两边的区别，再决定存你的，还是用存好的。")
    exit_status = 1

    @property
    def stored(self) -> CatalogueDish:
        """The dish as it stands now."""
        return cast("CatalogueDish", self.facts["stored"])


class CodeTaken(PosError):
    """A new dish has the code of one that is there by now; facts: code."""

    code = "E-POS-081"
    sentence = N_("编码「{code}」刚被别的菜用了，新菜没有写进去，还留在这里。")
    mend = N_("换一个编码再存。")
    exit_status = 1
