"""The staff's pages as scenes, above the diner's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from accounts.staff import PinAnswer, Role, Staff
from canteen.errors import CanteenError
from canteen.i18n import _
from canteen.money import Money
from pos.errors import NoShift, PlateSoldElsewhere
from pos.returns import ReturnReader
from pos.tray import Item, Tray
from pos.ui.attendant import Attendant
from pos.ui.byhand import ByHand
from pos.ui.cash import MOST, Cash, shortest
from pos.ui.choose import Choose, Lift
from pos.ui.devices import ReadFigures, devices
from pos.ui.inputs import Inputs
from pos.ui.overlay import Overlay
from pos.ui.pin import Pin
from pos.ui.reason import Reason
from pos.ui.shift_sheet import ShiftSheet
from readers import LineHealth, ReadCount, ReaderHealth, TagUid

Scene = Callable[[int | None], Inputs]

CASHIER: Final = Staff("07", "小周", Role.CASHIER)
USUAL_LINES: Final = 7
_LINE: Final = LineHealth(frames=41_800, crc_errors=12, resyncs=3, last_good=1000.0)
HEALTH: Final = ReaderHealth(_LINE, reconnects=2, connected=True, recent=_LINE)
_RETURN_LINE: Final = LineHealth(frames=9_120, crc_errors=31, resyncs=18, last_good=220.0)
RETURNS: Final = ReturnReader(ReaderHealth(_RETURN_LINE, 6, recent=_RETURN_LINE), "E-RDR-006")
_SPOILT_LINE: Final = LineHealth(frames=41_800, crc_errors=1_390, last_good=940.0)
SPOILT: Final = ReaderHealth(_SPOILT_LINE, reconnects=9, recent=_SPOILT_LINE)
"""A disturbed line, silent for a minute."""
SOLD: Final = 312
FIGURES: Final = ReadFigures(
    {1: ReadCount(52_000, 51_532), 2: ReadCount(48_000, 47_088)},
    (TagUid.parse("E00401500A7C3F2A"), TagUid.parse("E00401500A7C91C0")),
    tuple(
        (TagUid.parse(f"E00401500A7C{tail}"), ReadCount(1000, reads))
        for tail, reads in (("3F2A", 611), ("91C0", 664), ("0B21", 930), ("7D18", 941))
    ),
)


def staff_scenes(
    *,
    idle: Scene,
    settled: Scene,
    held: Scene,
    weak: Scene,
    stale: Scene,
    no_half: Scene,
    reader_out: Scene,
) -> dict[str, Scene]:
    """The pages by their name on the command line, above the scenes they are opened from."""
    page = Attendant(CASHIER)
    return {
        "attendant-pin": lambda n: _above(held(n), Pin("attendant", "258")),
        "pin-wrong": lambda n: _leaving(_above(held(n), _wrong_pin(2))),
        "pin-locked": lambda n: _above(held(n), _locked_pin(held(n))),
        "attendant": lambda n: _above(held(n), page),
        "attendant-leaving": lambda n: _leaving(
            _told(_above(held(n), replace(page, giving_up=True)), PlateSoldElsewhere())
        ),
        "attendant-weak": lambda n: _above(weak(n), page),
        "attendant-stale": lambda n: _above(stale(n), page),
        "attendant-no-half": lambda n: _above(no_half(n), page),
        "attendant-reader": lambda _n: _in_trouble(_above(reader_out(None), page)),
        "attendant-settled": lambda n: _above(settled(n), page),
        "attendant-devices": lambda _n: _with_returns(_above(idle(None), page)),
        "attendant-empty": lambda _n: _above(idle(None), page),
        "reason": lambda n: _above(settled(n), _reason(settled(n).state.tray, page)),
        "choose": lambda n: _above(held(n), _choose(held(n), page)),
        "choose-halves": lambda n: _above(held(n), _choose(held(n), page, halves=True)),
        "lifting": lambda n: _lifting(held(n), page),
        "shift": lambda n: _above(settled(n), ShiftSheet(page)),
        "cash": lambda n: _cash(settled(n), 5000),
        "cash-short": lambda n: _leaving(_cash(settled(n), -1050)),
        "cash-large": lambda n: _dear(settled(n)),
        "cash-refused": lambda n: _told(_cash(settled(n), 0, typed=""), NoShift()),
        "by-hand": lambda n: _by_hand(idle(None), n),
        "by-hand-halves": lambda n: _by_hand(idle(None), n, halves=True),
        "by-hand-joined": lambda n: _leaving(_by_hand(settled(6), n)),
    }


def _above(inputs: Inputs, overlay: Overlay) -> Inputs:
    return replace(
        inputs,
        overlay=overlay,
        staff_name=CASHIER.name,
        shift="\n".join(
            (
                _("10:02 开班"),
                f"{_('开班')}\t10:02",
                f"{_('当班')}\t{CASHIER.name}",
                f"{_('备用金')}\t{_('{n} 元').format(n='200.00')}",
            )
        ),
        offers=frozenset({"reprint"}),
        devices=(
            *devices(
                inputs.state, HEALTH, FIGURES, inputs.monotonic, prints=inputs.prints, sold=SOLD
            ),
        ),
    )


def _with_returns(inputs: Inputs) -> Inputs:
    """Every device there can be, that at the return out of order."""
    found = devices(
        inputs.state,
        HEALTH,
        FIGURES,
        inputs.monotonic,
        prints=inputs.prints,
        sold=312,
        returns=RETURNS,
    )
    return replace(inputs, devices=found)


def _wrong_pin(left: int) -> Pin:
    return Pin("attendant", answer=PinAnswer(None, left, None))


def _locked_pin(inputs: Inputs) -> Pin:
    until = inputs.now + timedelta(minutes=4)
    return Pin("attendant", answer=PinAnswer(None, 0, until))


def _reason(tray: Tray, page: Attendant) -> Overlay:
    plates = tray.open_plates
    return Reason(plates[min(1, len(plates) - 1)].uid, page) if plates else page


def _choose(inputs: Inputs, page: Attendant, *, halves: bool = False) -> Choose:
    item = inputs.menu[0].item if inputs.menu else None
    return Choose(page, item.halved() if item and halves else item, halves)


def _lifting(inputs: Inputs, page: Attendant) -> Inputs:
    item = inputs.menu[0].item
    tray = inputs.state.tray
    unknown = (*tray.unknown, TagUid.parse("E004015000C091F3"))
    seen = (*tray.seen, unknown[-1])
    state = replace(inputs.state, lifting=item, tray=replace(tray, unknown=unknown, seen=seen))
    return _above(replace(inputs, state=state), Lift(item, page))


def _cash(inputs: Inputs, more: int, typed: str | None = None) -> Inputs:
    """The keypad with the sum rounded up to a note, or with so many fen less than it."""
    due = inputs.state.quote.due if inputs.state.quote is not None else Money(0)
    if typed is not None:
        return _above(inputs, Cash(due, typed))
    handed = -(-due.fen // more) * more if more > 0 else due.fen + more
    typed = shortest(Money(handed)) if handed > 0 else ""
    return _above(inputs, Cash(due, typed))


def _dear(inputs: Inputs) -> Inputs:
    """A sum such as no tray has."""
    due = Money(1_234_567)
    quote = replace(inputs.state.quote, due=due) if inputs.state.quote is not None else None
    state = replace(inputs.state, quote=quote)
    return _above(replace(inputs, state=state), Cash(due, shortest(MOST)))


def _leaving(inputs: Inputs) -> Inputs:
    """The page closes soon."""
    return replace(inputs, idle_left=19)


def _told(inputs: Inputs, notice: CanteenError) -> Inputs:
    """The last step was refused."""
    return replace(inputs, state=replace(inputs.state, notice=notice))


def _in_trouble(inputs: Inputs) -> Inputs:
    """As `_above` draws it, with a line that spoils frames and a reader that went away."""
    found = devices(
        inputs.state, SPOILT, FIGURES, inputs.monotonic, prints=inputs.prints, sold=SOLD
    )
    return replace(inputs, devices=found)


def _by_hand(inputs: Inputs, count: int | None, *, halves: bool = False) -> Inputs:
    menu = [entry.item for entry in inputs.menu]
    taken: list[Item] = [*menu[:18:6], *menu[18:19], *inputs.sundries[:2], *menu]
    lines = tuple(
        # As in the design's picture; with halves each dish that is sold so.
        ((item.halved() or item) if halves else item, 2 if place == 4 else 1)  # noqa: PLR2004
        for place, item in enumerate(dict.fromkeys(taken))
    )
    taken_so_far = lines[: USUAL_LINES if count is None else count]
    return _above(inputs, ByHand(taken_so_far, halves=halves))
