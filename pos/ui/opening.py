"""Which page a member of staff gets."""

from __future__ import annotations

from accounts.staff import Staff
from pos.state import Phase
from pos.ui.attendant import Attendant
from pos.ui.byhand import ByHand
from pos.ui.cash import Cash
from pos.ui.inputs import Inputs
from pos.ui.overlay import Overlay


def open_page(wanted: str, inputs: Inputs, staff: Staff | None = None) -> Overlay | None:
    """The page itself, after a right PIN; None where it makes no sense as things stand.

    `staff` is who gave the PIN; None only for cash on a till that was unlocked before.
    """
    if inputs.stopped is not None and wanted != "attendant":
        return None
    match wanted:
        case "attendant" if staff is not None:
            return Attendant(staff)
        case "cash":
            quote = inputs.state.quote
            payable = inputs.state.phase is Phase.SETTLED and quote is not None and quote.lines
            return Cash(quote.due) if payable and quote is not None else None
        case "byhand" if staff is not None and inputs.state.phase is not Phase.PAYING:
            return ByHand.opened(inputs.state)
        case _:
            return None
