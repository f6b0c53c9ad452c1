"""Counts in words. Chinese has one form; English has two, so each has a message of its own."""

from __future__ import annotations

from canteen.i18n import _


def counted(count: int, one: str, many: str) -> str:
    """`one` or `many`, messages marked where they stand; `many` has the field `count`."""
    return _(one) if count == 1 else _(many).format(count=count)


def parted(text: str, count: int) -> tuple[str, str, str]:
    """What stands before the figure, the figure, and what stands after it."""
    before, figure, after = text.partition(str(count))
    return before.strip(), figure, after.strip()
