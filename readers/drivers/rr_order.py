"""Naming the chips of a reader that does not say which end of a number it sends first.

Every ISO 15693 number begins with E0, so a number with E0 at one end only tells where it begins.
Of 256 chips one has E0 at both ends, and reads either way.
"""

from __future__ import annotations

from collections.abc import Iterable

from readers.protocols import rr
from readers.tag import TagRead


class SentOrder:
    """The byte order of one reader, learnt from its chips for as long as it stays connected.

    Until a chip shows the order, and again once chips have shown both, a number with E0 at both
    ends is read least significant byte first. On a reader that sends the other end first, such a
    chip therefore has another number for as long as it lies there with none but its like, after
    each opening anew; with the first other chip it takes its right number and keeps it. `Presence`
    sees one plate go and another come, and settles nothing before the first has gone for good.

    The recording of a tray holds the opening and the cycles of that tray, not those before. A
    replay may so name such a chip otherwise than it was named: on a reader that sends the most
    significant byte first, where it lay alone and an earlier tray had shown the order.
    """

    def __init__(self) -> None:
        self._shown: set[rr.Order] = set()

    def name(self, numbers: Iterable[bytes]) -> tuple[TagRead, ...]:
        """The chips of one whole cycle, whose numbers came so, each under one name.

        They are to be given together, since the last may tell how the first is to be read.
        """
        sent = tuple(numbers)
        self._shown |= rr.orders_shown(sent)
        order = rr.agreed(self._shown)
        return tuple(rr.chip(number, order) for number in sent)
