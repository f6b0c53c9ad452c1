"""Scenes of a meal's figures: of a diner who is known, not wholly known, asked for their basis."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from nutrition import Amount, Nutrients
from nutrition.lunch_targets import target_for
from pos.state import Phase
from pos.tray import Item
from pos.ui.figures import COLUMNS
from pos.ui.inputs import Inputs
from pos.ui.scene_parts import MONOTONIC, Scene, dishes, tray_of, with_tray

SHARES: Final = (Decimal("0.94"), Decimal("0.6"), None)
"""How much is known of the first dishes: the most, a part, nothing."""


def settled(plates: int | None = None) -> Inputs:
    """Read for certain, for a woman of seventy whose card was laid down."""
    tray = tray_of(dishes(6 if plates is None else plates))
    lunch = target_for(70, "female").reference
    return replace(with_tray(Phase.SETTLED, tray), diner=lunch)


def basis(plates: int | None = None) -> Inputs:
    """Somebody asked where the range comes from."""
    return replace(settled(plates), basis_at=MONOTONIC)


def partly(phase: Phase, shares: tuple[Decimal | None, ...] = SHARES) -> Scene:
    """A tray in `phase`, of whose first dishes not everything is known."""

    def scene(plates: int | None = None) -> Inputs:
        items = dishes(6 if plates is None else plates)
        told = [_known(item, share) for item, share in zip(items, shares, strict=False)]
        return with_tray(phase, tray_of([*told, *items[len(told) :]]))

    return scene


def _known(item: Item, share: Decimal | None) -> Item:
    """`item`, of whose figures so much is known; None: nothing."""
    if share is None:
        return replace(item, nutrients=Nutrients())
    amounts = {
        code: Amount(item.nutrients.at_least(code), complete=False, part=share)
        for code in COLUMNS.values()
    }
    return replace(item, nutrients=Nutrients(amounts))


MEAL_SCENES: Final[dict[str, Scene]] = {
    "settled-diner": settled,
    "basis": basis,
    "filling-partly": partly(Phase.FILLING),
    "settled-partly": partly(Phase.SETTLED),
    "settled-at-least": partly(Phase.SETTLED, SHARES[:1]),
}
"""State by its name on the command line."""
