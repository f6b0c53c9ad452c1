"""The one pricing function: screen, slip, ledger and report all show what it returns. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from canteen.money import Money
from nutrition import Nutrients
from nutrition import total as nutrient_total
from pos.tray import Item, Tray
from readers import TagUid

RULE_VERSION: Final = "list/1"
"""List price, no discount. Later rules bring their own version; a sale keeps the one it used."""


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One thing to pay: a plate's serving, or something entered by hand."""

    item: Item
    price: Money
    paid: Money
    uid: TagUid | None = None
    serving_id: UUID | None = None
    entered_by: str | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Money taken off the list price: kind `discount` or `subsidy`, the rule, and who bears it."""

    kind: str
    rule: str
    amount: Money
    payer: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What a tray costs and what it holds."""

    lines: tuple[QuoteLine, ...]
    total: Money
    adjustments: tuple[Adjustment, ...]
    due: Money
    nutrients: Nutrients = field(hash=False)
    rule_version: str = RULE_VERSION


def quote(tray: Tray) -> Quote:
    """Price `tray`. Sold plates add nothing, neither money nor nutrients."""
    lines = tuple(
        QuoteLine(plate.item, plate.item.price, plate.item.price, plate.uid, plate.serving_id)
        for plate in tray.open_plates
    ) + tuple(
        QuoteLine(line.item, line.item.price, line.item.price, entered_by=line.entered_by)
        for line in tray.hand_lines
    )
    total = Money.total(line.price for line in lines)
    return Quote(
        lines=lines,
        total=total,
        adjustments=(),
        due=Money.total(line.paid for line in lines),
        nutrients=nutrient_total(line.item.nutrients for line in lines if line.item.is_food),
    )
