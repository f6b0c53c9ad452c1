"""Writing dishes with their entries in the audit trail, for the desk and for workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from accounts.chain import Chain
from canteen.db import Session
from canteen.money import Money
from menus.catalogue_files import CatalogueDish
from menus.editing import PRICED, Signature, save_dishes
from pos import audit_trail
from pos.catalogue.past import SAVED


def save_signed(
    session: Session,
    chain: Chain,
    new: Iterable[CatalogueDish],
    old: Mapping[str, CatalogueDish],
    *,
    by: str,
    now: datetime,
    signature: Signature | None = None,
    note: str = "",
) -> dict[str, tuple[str, ...]]:
    """`menus.editing.save_dishes`, and one entry of the audit trail a dish that was written.

    Raises as it does.
    """
    wanted = {each.dish.code: each for each in new}
    changed = save_dishes(
        session, wanted.values(), old, by=by, now=now, signature=signature, note=note
    )
    for code, what in changed.items():
        detail = {"changes": " ".join(what), "note": note}
        if signature is not None and PRICED & set(what):
            dish = wanted[code].dish
            detail |= price_detail(dish.price, dish.half_price, signature)
        audit_trail.record(session, chain, by, SAVED, code, detail, now)
    return changed


def price_detail(price: Money, half: Money | None, signature: Signature) -> dict[str, str]:
    """What the audit trail says of a price: the amounts, the first day, and who approved them."""
    return {
        "price": str(price),
        "half": "" if half is None else str(half),
        "from": signature.from_date.isoformat(),
        "approved_by": signature.approved_by,
    }
