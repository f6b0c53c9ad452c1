"""The trays that have to wait, as scenes: one for each reason."""

from __future__ import annotations

from dataclasses import replace

from pos.state import Phase
from pos.tray import HoldReason, NoHalf
from pos.ui.inputs import Inputs
from pos.ui.scene_parts import dishes, tray_of, with_tray

USUAL = 6
UNKNOWN_AT = 2
"""Two plates are seen before the one nobody knows, as in the design's picture."""


def held(plates: int | None = None, *, last: bool = False) -> Inputs:
    """One plate is not known; `last`: it was shown last."""
    items = dishes(max(1, USUAL if plates is None else plates))
    place = len(items) - 1 if last else min(UNKNOWN_AT, len(items) - 1)
    del items[place]
    return with_tray(Phase.HELD, tray_of(items, unknown=1, reasons=(HoldReason.UNKNOWN,), at=place))


def held_weak(plates: int | None = None) -> Inputs:
    """One plate seems to lie at a neighbour's."""
    tray = tray_of(dishes(USUAL if plates is None else plates), reasons=(HoldReason.WEAK,))
    doubtful = tuple(plate.uid for plate in tray.plates[:2][-1:])
    return with_tray(Phase.HELD, replace(tray, doubtful=doubtful))


def held_incomplete(plates: int | None = None) -> Inputs:
    """A cycle could not read every plate it heard."""
    items = dishes(USUAL if plates is None else plates)
    return with_tray(Phase.HELD, tray_of(items, reasons=(HoldReason.INCOMPLETE,)))


def held_stale(plates: int | None = None) -> Inputs:
    """Two plates carry what was bound for an earlier meal."""
    tray = tray_of(dishes(USUAL if plates is None else plates), reasons=(HoldReason.STALE,))
    marked = tuple(replace(plate, stale=place in {1, 3}) for place, plate in enumerate(tray.plates))
    return with_tray(Phase.HELD, replace(tray, plates=marked))


def held_no_half(plates: int | None = None) -> Inputs:
    """A plate for halves, of a dish that has no half price today."""
    inputs = held(plates)
    tray = inputs.state.tray
    dish = next(entry.item for entry in inputs.menu if entry.item.half_price is None)
    missing = tuple(NoHalf(uid, dish) for uid in tray.unknown)
    told = replace(tray, no_half=missing, reasons=(HoldReason.NO_MENU,))
    return with_tray(Phase.HELD, told)


def held_no_menu(plates: int | None = None) -> Inputs:
    """Slot plates on a day without a menu: nobody can say what they carry."""
    tray = tray_of([], unknown=3 if plates is None else plates, reasons=(HoldReason.NO_MENU,))
    return replace(with_tray(Phase.HELD, tray), menu=())
