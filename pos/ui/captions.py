"""Over the bars of a meal: for whom they are, or where their range comes from."""

from __future__ import annotations

from typing import Final

from canteen.i18n import _
from nutrition.lunch_targets import basis_of, find_target
from pos.ui.figures import PARTLY, partly_words
from pos.ui.inputs import Inputs
from pos.ui.props import Bar, Caption

BASIS_SECONDS: Final = 30.0
"""How long the bars say where their range comes from, to whoever asked."""


def shows_basis(inputs: Inputs) -> bool:
    """Whether somebody asked for the basis and may still be reading it."""
    at = inputs.basis_at
    return at is not None and inputs.monotonic - at < BASIS_SECONDS


def caption(inputs: Inputs, shown: tuple[Bar, ...], *, verdicts: bool) -> Caption:
    """The line over the bars `shown`; `verdicts` says whether each of them has its verdict."""
    if shows_basis(inputs):
        return Caption("", basis_of(inputs.lunch), _("收起"))
    return Caption(_("这一餐的营养"), _hint(inputs, shown, verdicts=verdicts), _("看依据"))


def _hint(inputs: Inputs, shown: tuple[Bar, ...], *, verdicts: bool) -> str:
    """A mark that no verdict puts into words is explained. Of a diner no more than the age band."""
    target = find_target(inputs.lunch.group)
    lunch = target.lunch if target is not None else _("午餐")
    hint = _("{lunch}参考（浅绿色），数值为估算").format(lunch=lunch)
    if verdicts or all(bar.value != PARTLY for bar in shown):
        return hint
    return _("；").join((hint, partly_words()))
