"""Which of several unknown chips is meant: the one that is lifted. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pos.tray import Item
from readers import TagUid


@dataclass(frozen=True, slots=True)
class Lifting:
    """`item` waits for one of `chips` to leave the field, in the name of staff `by`."""

    item: Item
    chips: frozenset[TagUid]
    by: str

    def lifted(self, seen: Collection[TagUid]) -> TagUid | None:
        """The chip that left, when it is exactly one."""
        left = self.chips - frozenset(seen)
        return next(iter(left)) if len(left) == 1 else None
