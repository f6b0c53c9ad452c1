"""How long an ISO 15693 inventory takes on the air.

ISO 15693-2 and -3, 26.48 kbit/s, one subcarrier, 1-of-4 coding, 16 slots: an inventory request of
5 bytes takes 1.62 ms with its answer delay, a slot with a reply 4.59 ms, an empty slot 0.36 ms.
Chips that share a slot collide and are asked again with a mask longer by one hex digit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from readers.tag import TagUid

REQUEST_SECONDS: Final = 0.00162
REPLY_SLOT_SECONDS: Final = 0.00459
EMPTY_SLOT_SECONDS: Final = 0.00036
FIELD_RESET_SECONDS: Final = 0.010
"""Field off and on again; FEIG's manuals allow up to 15 ms."""
SLOTS: Final = 16


def inventory_seconds(uids: Iterable[TagUid]) -> float:
    """Air time until every one of `uids` was read, collisions included."""
    return _round([uid.text[::-1] for uid in uids], 0)


def _round(numbers: list[str], mask: int) -> float:
    """One round of 16 slots, chosen by the digit after the mask, and the rounds it calls for."""
    slots: dict[str, list[str]] = defaultdict(list)
    for number in numbers:
        slots[number[mask : mask + 1]].append(number)
    seconds = REQUEST_SECONDS + len(slots) * REPLY_SLOT_SECONDS
    seconds += (SLOTS - min(SLOTS, len(slots))) * EMPTY_SLOT_SECONDS
    for digit, collided in slots.items():
        if len(collided) > 1 and digit:
            seconds += _round(collided, mask + 1)
    return seconds
