"""Counts in words. Chinese has one form; English has two, so each has a message of its own."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from canteen.i18n import _
from pos.tray import Item


def portions(items: Iterable[Item]) -> int | Decimal:
    """How many portions some items are, a half as 0.5; a whole number as one."""
    total = sum((item.portions for item in items), Decimal(0))
    return int(total) if total == int(total) else total


def counted(count: int | Decimal, one: str, many: str) -> str:
    """`one` or `many`, messages marked where they stand; `many` has the field `count`."""
    return _(one) if count == 1 else _(many).format(count=count)


def parted(text: str, count: int | Decimal) -> tuple[str, str, str]:
    """What stands before the figure, the figure, and what stands after it."""
    before, figure, after = text.partition(str(count))
    return before.strip(), figure, after.strip()
