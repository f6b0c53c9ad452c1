"""Every state of the screen on the demo canteen, as inputs; no database, no reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Final
from uuid import UUID

from canteen.money import Money
from menus import Dish, Meal, Sundry
from menus.demo import demo_canteen
from pos.errors import NotSure
from pos.pricing import quote
from pos.state import Occasion, PaidSale, Phase, ReaderTrouble, StationState
from pos.tray import HoldReason, Item, PlateStatus, Tray, TrayPlate
from pos.ui.inputs import Device, Inputs, MenuEntry
from pos.ui.staff_scenes import staff_scenes
from readers import TagUid

NOW: Final = datetime(2026, 11, 23, 3, 26, tzinfo=UTC)
"""A Monday, 11:26 in Shanghai."""
DAY: Final = date(2026, 11, 23)
MONOTONIC: Final = 1000.0
SURE: Final = 1.0 - 3.2e-7
"""A reading's confidence as it is after the first settled cycles."""
USUAL: Final = (
    "qingzhengluyu",
    "fanqiechaodan",
    "qingchaojimaocai",
    "congyouyunai",
    "jicaidoufugeng",
    "ermifan",
)
"""Dishes of the usual tray; the rest of the menu follows when more plates are asked for."""

Scene = Callable[[int | None], Inputs]


def _item(dish: Dish | Sundry) -> Item:
    return Item(
        code=dish.code,
        name=dish.name_zh,
        name_en=dish.name_en,
        category=dish.category.value if isinstance(dish, Dish) else "",
        drawing=dish.drawing if isinstance(dish, Dish) else "",
        price=dish.price,
        nutrients=dish.portion.per_portion,
        is_food=dish.is_food if isinstance(dish, Sundry) else True,
    )


@cache
def demo_menu() -> tuple[MenuEntry, ...]:
    """The demo's dishes, in the order of the menu."""
    return tuple(MenuEntry(_item(each.dish)) for each in demo_canteen().menu(DAY).items)


@cache
def demo_sundries() -> tuple[Item, ...]:
    """What the demo sells without plates."""
    return tuple(_item(each) for each in demo_canteen().sundries)


def _uid(number: int) -> TagUid:
    return TagUid(f"E0040150{0x3A7C0000 + number * 0x1F35:08X}")


def dishes(count: int) -> list[Item]:
    """`count` dishes: the usual tray first, then the rest of the menu, over and over."""
    menu = [entry.item for entry in demo_menu()]
    usual = [item for code in USUAL for item in menu if item.code == code]
    order = usual + [item for item in menu if item not in usual]
    return [order[place % len(order)] for place in range(count)]


def tray_of(
    items: Sequence[Item],
    *,
    unknown: int = 0,
    sold: Sequence[int] = (),
    reasons: Sequence[HoldReason] = (),
) -> Tray:
    """A tray of `items`, with so many unknown chips, and the plates at `sold` already paid."""
    plates = tuple(
        TrayPlate(
            _uid(place),
            item,
            UUID(int=place + 1),
            PlateStatus.SOLD if place in sold else PlateStatus.OPEN,
        )
        for place, item in enumerate(items)
    )
    strange = tuple(_uid(900 + place) for place in range(unknown))
    seen = (*(plate.uid for plate in plates), *strange)
    return Tray(plates, strange, tuple(reasons), seen=seen)


def base(state: StationState | None = None) -> Inputs:
    """The demo canteen at 11:26 on a Monday."""
    return Inputs(
        state=state or StationState(),
        menu=demo_menu(),
        sundries=demo_sundries(),
        now=NOW,
        monotonic=MONOTONIC,
        canteen_name="康乐食府",
        terminal="T1",
        shift="07",
        devices=(Device("读盘器", "98.6%", well=True),),
    )


def _with_tray(phase: Phase, tray: Tray, **more: object) -> Inputs:
    state = StationState(
        phase=phase,
        occasion=Occasion(DAY, Meal.LUNCH),
        tray=tray,
        quote=quote(tray),
        certainty=1.0,
        confidence=SURE if phase in {Phase.SETTLED, Phase.PAYING, Phase.DONE} else None,
        first_seen=MONOTONIC - 5,
    )
    return base(replace(state, **more))  # type: ignore[arg-type]


def idle(plates: int | None = None) -> Inputs:
    """Nothing lies there."""
    del plates
    return base()


def filling(plates: int | None = None) -> Inputs:
    """Plates are being put down."""
    tray = tray_of(dishes(4 if plates is None else plates))
    return _with_tray(Phase.FILLING, tray, certainty=0.62)


def settled(plates: int | None = None) -> Inputs:
    """Read for certain, to be paid; of thirteen plates and more one is already paid."""
    count = 6 if plates is None else plates
    sold = (10,) if count > 12 else ()  # noqa: PLR2004 - the design's layout 3c shows one
    return _with_tray(Phase.SETTLED, tray_of(dishes(count), sold=sold))


def all_paid(plates: int | None = None) -> Inputs:
    """Every plate was sold before, so that there is nothing to pay."""
    count = 6 if plates is None else plates
    return _with_tray(Phase.SETTLED, tray_of(dishes(count), sold=range(count)))


def held(plates: int | None = None) -> Inputs:
    """One plate is not known."""
    count = 6 if plates is None else plates
    tray = tray_of(dishes(max(0, count - 1)), unknown=1, reasons=(HoldReason.UNKNOWN,))
    return _with_tray(Phase.HELD, tray)


def held_weak(plates: int | None = None) -> Inputs:
    """One plate seems to lie at a neighbour's."""
    tray = tray_of(dishes(6 if plates is None else plates), reasons=(HoldReason.WEAK,))
    doubtful = tuple(plate.uid for plate in tray.plates[1:2])
    return _with_tray(Phase.HELD, replace(tray, doubtful=doubtful))


def refused(plates: int | None = None) -> Inputs:
    """A payment was given up, since the reading did not become sure."""
    inputs = settled(plates)
    return replace(inputs, state=replace(inputs.state, notice=NotSure()))


def tapped(scene: Scene) -> Scene:
    """The same at a till where plates are shown one by one."""

    def shown(plates: int | None = None) -> Inputs:
        inputs = scene(plates)
        return replace(inputs, tapping=True, state=replace(inputs.state, confidence=None))

    return shown


def paying(plates: int | None = None) -> Inputs:
    """The sale is being written."""
    return _with_tray(Phase.PAYING, tray_of(dishes(6 if plates is None else plates)))


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
    return _with_tray(Phase.DONE, tray, paid=sale)


def clearing(plates: int | None = None) -> Inputs:
    """Given up; to be taken away."""
    return _with_tray(Phase.CLEARING, tray_of(dishes(3 if plates is None else plates)))


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
    state = replace(inputs.state, tray=replace(tray, plates=plates, hand_lines=hand_lines))
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
    "all-paid": all_paid,
    "held": held,
    "held-weak": held_weak,
    "refused": refused,
    "paying": paying,
    "paid": paid,
    "clearing": clearing,
    "reader-out": reader_out,
    "no-menu": no_menu,
    "tap-idle": tapped(idle),
    "tap-filling": tapped(filling),
    "tap-settled": tapped(settled),
    "tap-held": tapped(held),
    "tap-all-paid": tapped(all_paid),
    "tap-paid": tapped(paid),
    **staff_scenes(idle, settled, held, held_weak),
}
"""State by its name on the command line, from how many plates lie there (None: the usual)."""
