"""How long an EPC Gen2 inventory takes on the air.

Every chip draws one of 2^Q slots; those alone in theirs are read, the others draw again in the
next round, until a round had no collision. With Q = 4 and 96-bit EPCs the means over many draws,
in milliseconds, of a simulation of the standard's timing:

    link                          1 chip    4    8   12
    Tari 6.25, BLF 640, FM0          1.9  3.9  7.0  9.9
    Tari 12.5, BLF 320, Miller 2     4.2  9.7   18   26
    Tari 25, BLF 250, Miller 4       8.7   21   40   58

The seconds of empty and collided slots and of a round's beginning below are chosen to give these
means within 4 %.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Link:
    """A radio profile: seconds of a slot with one chip, with none, with several; of a beginning."""

    success: float
    empty: float
    collision: float
    round: float


FM0: Final = Link(0.00048, 0.000075, 0.00037, 0.0003)
MILLER_2: Final = Link(0.00150, 0.00014, 0.00070, 0.0006)
MILLER_4: Final = Link(0.00352, 0.00027, 0.00141, 0.0012)
"""The profile that UHFReader288 is shipped with (its manual v1.14, "reader profile")."""


def inventory_seconds(
    chips: int,
    dice: random.Random,
    link: Link = MILLER_4,
    *,
    q: int = 4,
    limit: float = math.inf,
) -> tuple[float, ...]:
    """When each of `chips` is read, in seconds from the start, and last when the reader is done.

    After `limit` no further round begins; some chips are then missing, and the last figure is
    greater than `limit`. Without one a crowd much greater than 2^`q` may take for ever.
    """
    times: list[float] = []
    now, collided = 0.0, True
    while collided and now <= limit:
        slots = Counter(dice.randrange(1 << q) for _chip in range(chips - len(times)))
        collided = any(count > 1 for count in slots.values())
        now += link.round
        for slot in range(1 << q):
            now += (link.empty, link.success, link.collision)[min(slots[slot], 2)]
            if slots[slot] == 1:
                times.append(now)
    return (*times, now)
