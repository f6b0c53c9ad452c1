"""Every state of the screen on the demo canteen, as inputs; no database, no reader."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from canteen.money import Money
from pos.errors import NotSure
from pos.pricing import quote
from pos.state import PaidSale, Phase, ReaderTrouble, StationState
from pos.tray import Item
from pos.ui.hold_scenes import (
    held,
    held_incomplete,
    held_no_half,
    held_no_menu,
    held_stale,
    held_weak,
)
from pos.ui.inputs import Inputs
from pos.ui.meal_scenes import MEAL_SCENES
from pos.ui.scene_parts import (
    DAY,
    MONOTONIC,
    NOW,
    Scene,
    base,
    demo_menu,
    demo_sundries,
    dishes,
    tray_of,
    with_halves,
    with_tray,
)
from pos.ui.staff_scenes import staff_scenes

__all__ = [
    "DAY",
    "MONOTONIC",
    "NOW",
    "SCENES",
    "Scene",
    "demo_menu",
    "demo_sundries",
    "dishes",
    "held",
    "held_weak",
    "tray_of",
]


def idle(plates: int | None = None) -> Inputs:
    """Nothing lies there."""
    del plates
    return base()


def filling(plates: int | None = None) -> Inputs:
    """Plates are being put down."""
    tray = tray_of(dishes(4 if plates is None else plates))
    return with_tray(Phase.FILLING, tray, certainty=0.62)


def settled(plates: int | None = None) -> Inputs:
    """Read for certain, to be paid; of thirteen plates and more one is already paid."""
    count = 6 if plates is None else plates
    sold = (10,) if count > 12 else ()  # noqa: PLR2004 - the design's layout 3c shows one
    return with_tray(Phase.SETTLED, tray_of(dishes(count), sold=sold))


def settled_halves(plates: int | None = None) -> Inputs:
    """Read for certain, every other plate half a portion."""
    tray = tray_of(with_halves(dishes(6 if plates is None else plates)))
    return with_tray(Phase.SETTLED, tray)


def all_paid(plates: int | None = None) -> Inputs:
    """Every plate was sold before, so that there is nothing to pay."""
    count = 6 if plates is None else plates
    return with_tray(Phase.SETTLED, tray_of(dishes(count), sold=range(count)))


def refused(plates: int | None = None) -> Inputs:
    """A payment was given up, since the reading did not become sure."""
    inputs = settled(plates)
    return replace(inputs, state=replace(inputs.state, notice=NotSure()))


def called(plates: int | None = None) -> Inputs:
    """Staff were called, to a settled tray."""
    return replace(settled(plates), called_at=MONOTONIC)


def tapped(scene: Scene) -> Scene:
    """The same at a till where plates are shown one by one."""

    def shown(plates: int | None = None) -> Inputs:
        inputs = scene(plates)
        return replace(inputs, tapping=True, state=replace(inputs.state, confidence=None))

    return shown


def paying(plates: int | None = None) -> Inputs:
    """The sale is being written."""
    return with_tray(Phase.PAYING, tray_of(dishes(6 if plates is None else plates)))


def paid(plates: int | None = None) -> Inputs:
    """Paid in cash; the tray still lies there."""
    tray = tray_of(dishes(6 if plates is None else plates))
    due = quote(tray).due
    tendered = Money(-(-due.fen // 5000) * 5000)
    sale = PaidSale(
        sale=UUID(int=7),
        receipt_no="T1-20261123-000017",
        sold_at=NOW,
        total=due,
        due=due,
        tendered=tendered,
        change=tendered - due,
        plates=len(tray.plates),
    )
    return with_tray(Phase.DONE, tray, paid=sale)


def clearing(plates: int | None = None) -> Inputs:
    """Given up; to be taken away."""
    return with_tray(Phase.CLEARING, tray_of(dishes(3 if plates is None else plates)))


def reader_out(plates: int | None = None) -> Inputs:
    """The reader does not answer."""
    del plates
    trouble = ReaderTrouble("E-RDR-003", "", 4, MONOTONIC - 3)
    return base(StationState(reader=trouble))


def no_menu(plates: int | None = None) -> Inputs:
    """No menu is published for the meal."""
    del plates
    return replace(base(), menu=())


LONGEST: Final = "清炖蟹粉狮子头盅"
LONGEST_EN: Final = "Mushroom dumplings"
"""As long as the catalogue lets a name be."""


def with_longest_names(inputs: Inputs) -> Inputs:
    """The same with every name as long as a name may be."""

    def longer(item: Item) -> Item:
        return replace(item, name=LONGEST, name_en=LONGEST_EN)

    tray = inputs.state.tray
    plates = tuple(replace(plate, item=longer(plate.item)) for plate in tray.plates)
    hand_lines = tuple(replace(line, item=longer(line.item)) for line in tray.hand_lines)
    no_half = tuple(replace(each, item=longer(each.item)) for each in tray.no_half)
    longest = replace(tray, plates=plates, hand_lines=hand_lines, no_half=no_half)
    state = replace(inputs.state, tray=longest)
    return replace(
        inputs,
        state=state,
        menu=tuple(replace(entry, item=longer(entry.item)) for entry in inputs.menu),
        sundries=tuple(longer(item) for item in inputs.sundries),
    )


SCENES: Final[dict[str, Scene]] = {
    "idle": idle,
    "filling": filling,
    "settled": settled,
    "settled-halves": settled_halves,
    **MEAL_SCENES,
    "all-paid": all_paid,
    "held": held,
    "held-weak": held_weak,
    "held-incomplete": held_incomplete,
    "held-stale": held_stale,
    "held-no-menu": held_no_menu,
    "held-no-half": held_no_half,
    "refused": refused,
    "called": called,
    "held-called": lambda plates: replace(held(plates), called_at=MONOTONIC),
    "paying": paying,
    "paid": paid,
    "clearing": clearing,
    "reader-out": reader_out,
    "no-menu": no_menu,
    "tap-idle": tapped(idle),
    "tap-filling": tapped(filling),
    "tap-settled": tapped(settled),
    "tap-held": tapped(lambda plates: held(plates, last=True)),
    "tap-all-paid": tapped(all_paid),
    "tap-paid": tapped(paid),
    **staff_scenes(
        idle=idle,
        settled=settled,
        held=held,
        weak=held_weak,
        stale=held_stale,
        no_half=held_no_half,
        reader_out=reader_out,
    ),
}
"""State by its name on the command line, from how many plates lie there (None: the usual)."""
