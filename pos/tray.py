"""What lies on the tray and whether it can be sold. Pure: values in, values out."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from canteen.money import Money
from nutrition import Nutrients
from readers import TagUid

WHOLE: Final = Decimal(1)
HALF: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Item:
    """What can be sold: a dish of the menu, half a portion of one, or a thing without a plate.

    `price` and `nutrients` are those of what is sold, one portion or a `half` of one; what is not
    known stays unknown, never zero. `half_price` is None where no half portion is sold.
    """

    code: str
    name: str
    name_en: str
    category: str
    drawing: str
    price: Money
    nutrients: Nutrients = field(hash=False)
    is_food: bool = True
    half_price: Money | None = None
    half: bool = False
    # The same figures as a sale line keeps them; made once here, not inside each payment.
    snapshot: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        text = json.dumps(self.nutrients.snapshot(), sort_keys=True)
        object.__setattr__(self, "snapshot", text)

    @property
    def portions(self) -> Decimal:
        """How much of a portion it is."""
        return HALF if self.half else WHOLE

    def halved(self) -> Item | None:
        """Half a portion of it, at the half price: None where none is sold, itself if it is one."""
        if self.half:
            return self
        if self.half_price is None:
            return None
        return replace(self, price=self.half_price, nutrients=self.nutrients.half(), half=True)


class PlateStatus(StrEnum):
    """Where a plate's serving stands."""

    OPEN = "open"
    SOLD = "sold"


class Found(StrEnum):
    """What the records say of a chip."""

    SERVING = "serving"
    STALE = "stale"
    UNBOUND = "unbound"
    NO_MENU = "no-menu"
    NO_HALF = "no-half"


@dataclass(frozen=True, slots=True)
class PlateRecord:
    """One chip as the records know it; item and serving only where it carries something.

    A plate for half portions of a dish that has no half price (`NO_HALF`) has the whole dish.
    """

    uid: TagUid
    found: Found
    item: Item | None = None
    serving_id: UUID | None = None
    status: PlateStatus = PlateStatus.OPEN


class HoldReason(StrEnum):
    """Why a tray cannot be paid yet."""

    UNKNOWN = "unknown"
    INCOMPLETE = "incomplete"
    WEAK = "weak"
    STALE = "stale"
    NO_MENU = "no-menu"


@dataclass(frozen=True, slots=True)
class TrayPlate:
    """A plate with a dish on it. A stale one holds the tray; a sold one adds nothing."""

    uid: TagUid
    item: Item
    serving_id: UUID
    status: PlateStatus
    stale: bool = False


@dataclass(frozen=True, slots=True)
class NoHalf:
    """A plate for half portions of `item`, a dish that is not sold by halves now."""

    uid: TagUid
    item: Item


@dataclass(frozen=True, slots=True)
class HandLine:
    """Something entered by a member of staff, without a chip."""

    item: Item
    entered_by: str


@dataclass(frozen=True, slots=True)
class Tray:
    """Plates in the order they were seen, chips that nobody can price, and why it must wait.

    `seen` is the order of both together. `doubtful` are open plates that seem to lie elsewhere.
    `no_half` are those of `unknown` whose dish is known and has no half price.
    """

    plates: tuple[TrayPlate, ...] = ()
    unknown: tuple[TagUid, ...] = ()
    reasons: tuple[HoldReason, ...] = ()
    hand_lines: tuple[HandLine, ...] = ()
    seen: tuple[TagUid, ...] = ()
    doubtful: tuple[TagUid, ...] = ()
    no_half: tuple[NoHalf, ...] = ()

    @property
    def open_plates(self) -> tuple[TrayPlate, ...]:
        """The plates that are to be paid."""
        return tuple(plate for plate in self.plates if plate.status is PlateStatus.OPEN)

    @property
    def count(self) -> int:
        """Plates that lie there, known or not."""
        return len(self.plates) + len(self.unknown)

    @property
    def is_empty(self) -> bool:
        return not (self.plates or self.unknown or self.hand_lines)


_WITHOUT_PRICE: Final = {
    Found.NO_MENU: HoldReason.NO_MENU,
    # Nothing on today's menu that it could be sold as; what is to be done stands in `no_half`.
    Found.NO_HALF: HoldReason.NO_MENU,
}


def assemble_tray(
    seen: Sequence[TagUid],
    records: Mapping[TagUid, PlateRecord],
    *,
    incomplete: bool = False,
    doubtful: Collection[TagUid] = (),
    struck: frozenset[TagUid] = frozenset(),
    hand_lines: tuple[HandLine, ...] = (),
) -> Tray:
    """Put the tray together.

    `seen` in the order of first sight; a chip without a record yet is left for the next look.
    `struck` are chips that staff left out or ignored. Reasons come in the order of `HoldReason`.
    """
    plates: list[TrayPlate] = []
    unknown: list[TagUid] = []
    reasons: set[HoldReason] = set()
    for uid in seen:
        record = records.get(uid)
        if record is None or uid in struck:
            continue
        if record.item is None or record.serving_id is None:
            unknown.append(uid)
            reasons.add(_WITHOUT_PRICE.get(record.found, HoldReason.UNKNOWN))
            continue
        stale = record.found is Found.STALE
        if stale:
            reasons.add(HoldReason.STALE)
        plates.append(TrayPlate(uid, record.item, record.serving_id, record.status, stale))
    if incomplete and (plates or unknown):
        reasons.add(HoldReason.INCOMPLETE)
    # A sold plate adds nothing, wherever it lies; a chip without a dish holds the tray already.
    weak = tuple(
        plate.uid for plate in plates if plate.uid in doubtful and plate.status is PlateStatus.OPEN
    )
    if weak:
        reasons.add(HoldReason.WEAK)
    ordered = tuple(reason for reason in HoldReason if reason in reasons)
    there = {plate.uid for plate in plates} | set(unknown)
    order = tuple(uid for uid in seen if uid in there)
    halves = tuple(NoHalf(uid, item) for uid in unknown if (item := records[uid].item) is not None)
    return Tray(tuple(plates), tuple(unknown), ordered, hand_lines, order, weak, halves)
