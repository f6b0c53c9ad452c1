"""The whole screen as a pure function: frozen inputs in, frozen props out."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from canteen.i18n import _
from menus import Meal, meal_at
from menus.meals import SHANGHAI
from pos.state import Phase
from pos.ui.dates import day_words
from pos.ui.held import held_panel, is_refused, refused_panel
from pos.ui.inputs import Inputs, MenuEntry
from pos.ui.panel import (
    clearing_panel,
    filling_panel,
    idle_panel,
    out_panel,
    paid_panel,
    settled_panel,
    shown_phase,
)
from pos.ui.props import Header, Nothing, Panel, Props, Sheet
from pos.ui.sheet import menu_sheet, tray_sheet
from pos.ui.staff_words import notice_of

SETTLE_HOLD_SECONDS: Final = 0.6
"""No total is drawn sooner after the first plate (design: `settleHold`)."""
CALLED_SECONDS: Final = 30.0
"""How long the call button says that staff were called."""

__all__ = ["Inputs", "MenuEntry", "Props", "derive_props"]


def derive_props(inputs: Inputs) -> Props:
    """Everything the screen shows."""
    state = inputs.state
    local = inputs.now.astimezone(SHANGHAI)
    meal = state.occasion.meal if state.occasion is not None else meal_at(inputs.now, inputs.hours)
    since_first = inputs.monotonic - state.first_seen if state.first_seen is not None else 0.0
    phase = shown_phase(state.phase, since_first, SETTLE_HOLD_SECONDS, state.tray.count)
    out = _is_out(inputs)
    sheet = _sheet(inputs, phase, out=out)
    panel = out_panel(inputs) if out else _panel(inputs, phase, meal)
    # What was paid stands; nothing beside it may say that no money was taken.
    told = panel.kind == "paid" or (phase is Phase.SETTLED and is_refused(inputs))
    return Props(
        header=Header(_(inputs.canteen_name), meal.word, day_words(local), f"{local:%H:%M}"),
        sheet=sheet,
        panel=_with_call(inputs, panel, told=told),
        overlay=inputs.overlay.shown(inputs) if inputs.overlay is not None else Nothing(),
    )


def _is_out(inputs: Inputs) -> bool:
    """Whether the till is off; what staff entered by hand is sold without the reader."""
    state = inputs.state
    if inputs.stopped is not None:
        return state.phase not in {Phase.PAYING, Phase.DONE}
    by_hand = bool(state.tray.hand_lines) or state.phase in {Phase.PAYING, Phase.DONE}
    return state.reader is not None and not by_hand


def _sheet(inputs: Inputs, phase: Phase, *, out: bool) -> Sheet:
    if out or phase is Phase.IDLE or inputs.state.tray.is_empty:
        return menu_sheet(inputs)
    return tray_sheet(inputs, phase)


def _panel(inputs: Inputs, phase: Phase, meal: Meal) -> Panel:
    paid = inputs.state.paid
    if phase is Phase.DONE and paid is not None:
        return paid_panel(inputs, paid)
    match phase:
        case Phase.FILLING:
            return filling_panel(inputs)
        case Phase.HELD:
            return held_panel(inputs)
        case Phase.SETTLED | Phase.PAYING:
            paying = phase is Phase.PAYING
            refused = is_refused(inputs)
            return refused_panel(inputs) if refused else settled_panel(inputs, paying=paying)
        case Phase.CLEARING | Phase.DONE:
            return clearing_panel()
        case _:
            return idle_panel(inputs, meal)


def _with_call(inputs: Inputs, panel: Panel, *, told: bool) -> Panel:
    """`panel` with its call button, and with the notice unless that is `told` already."""
    at = inputs.called_at
    called = at is not None and inputs.monotonic - at < CALLED_SECONDS
    return replace(
        panel,
        call=_("已呼叫，请稍等") if called else _("呼叫工作人员"),
        called=called,
        notice="" if told else notice_of(inputs),
    )
