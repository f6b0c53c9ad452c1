"""Plates, what they carry, and which serving of it may be sold.

A plate has no price. A binding says what it carries: one dish for one meal, or a menu slot for
good. A serving is one filling of one plate and is what is sold, once. A sold plate is free again
by a new bind, by a release, or because the next meal has begun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from canteen.db import Session
from canteen.ids import new_id
from canteen.prepared import Prepared
from pos.errors import PlateSoldElsewhere
from pos.state import Occasion
from pos.tables import bindings, plates, sale_lines, sales, servings
from pos.tray import Found, Item, PlateRecord, PlateStatus
from readers import TagUid

OPEN: Final = "open"
SOLD: Final = "sold"
RELEASED: Final = "released"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What can lie on a plate now: every dish, today's slots, and the menu's version."""

    items: Mapping[str, Item]
    slots: Mapping[int, str]
    version: str


_FIND: Final = (
    sa.select(
        bindings.c.uid,
        bindings.c.id.label("binding_id"),
        bindings.c.dish_code,
        bindings.c.slot,
        bindings.c.half,
        bindings.c.until,
        servings.c.id.label("serving_id"),
        servings.c.dish_code.label("served"),
        servings.c.status,
        servings.c.business_date,
        servings.c.meal,
        plates.c.last_seen_at,
    )
    .select_from(bindings)
    .join(plates, plates.c.uid == bindings.c.uid)
    .outerjoin(
        servings,
        sa.and_(
            servings.c.binding_id == bindings.c.id,
            servings.c.released_at.is_(None),
            sa.or_(
                bindings.c.slot.is_(None),
                sa.and_(
                    servings.c.business_date == sa.bindparam("day"),
                    servings.c.meal == sa.bindparam("meal"),
                ),
            ),
        ),
    )
    .where(bindings.c.uid.in_(sa.bindparam("uids", expanding=True)), bindings.c.ended_at.is_(None))
)


def find_servings(
    session: Session, uids: Sequence[TagUid], occasion: Occasion, shelf: Shelf, now: datetime
) -> dict[TagUid, PlateRecord]:
    """What the records say of each chip: one indexed query.

    A slot plate that may open its next serving is left out; `open_servings` opens it.
    """
    found: dict[TagUid, PlateRecord] = {}
    rows = _rows(session, uids, occasion)
    for uid in uids:
        row = rows.get(uid.text)
        record = _judge(uid, row, occasion, shelf, now)
        if record is not None:
            found[uid] = record
    return found


def open_servings(
    session: Session,
    uids: Sequence[TagUid],
    occasion: Occasion,
    shelf: Shelf,
    now: datetime,
    *,
    reuse_after: timedelta | None = None,
) -> None:
    """Open the next serving of each slot plate among `uids` that has none in this meal.

    With `reuse_after`, a sold slot plate that was out of every field for so long is opened again.
    """
    # Two readers may see one plate: on PostgreSQL the second waits here and finds it opened.
    session.execute(
        sa.select(plates.c.uid)
        .where(plates.c.uid.in_([uid.text for uid in uids]))
        .order_by(plates.c.uid)
        .with_for_update()
    )
    for uid, row in _rows(session, uids, occasion).items():
        dish = shelf.items.get(shelf.slots.get(row.slot, "")) if row.slot is not None else None
        if dish is None or _portion(dish, row) is None:
            continue
        if row.serving_id is not None:
            if reuse_after is None or not _rested(session, row, now - reuse_after):
                continue
            release_servings(session, servings.c.id == row.serving_id, now)
        open_serving(session, uid, row.binding_id, dish.code, occasion, now, half=row.half)


_SELL: Final = Prepared(
    lambda _dialect: (
        sa.update(servings)
        .where(servings.c.id == sa.bindparam("serving"), servings.c.status == OPEN)
        .values(status=SOLD)
    )
)


def sell(session: Session, serving_ids: Sequence[UUID]) -> None:
    """Mark servings as sold, all or none; raises `PlateSoldElsewhere`."""
    # In one order everywhere, so that two terminals never wait for each other.
    rows = [{"serving": each} for each in sorted(serving_ids)]
    if _SELL.run_many(session, rows) != len(rows):
        raise PlateSoldElsewhere


def left_field(session: Session, uids: Sequence[TagUid], now: datetime) -> None:
    """Note when plates left a field; asked for only where plates are reused after a time."""
    session.execute(
        sa.update(plates)
        .where(plates.c.uid.in_([uid.text for uid in uids]))
        .values(last_seen_at=now)
    )


def _rested(session: Session, row: Any, latest: datetime) -> bool:
    """Whether a sold plate left after its sale and not later than `latest`."""
    if row.status != SOLD or row.last_seen_at is None or row.last_seen_at > latest:
        return False
    sold = session.execute(
        sa.select(sa.func.count())
        .select_from(sale_lines.join(sales, sales.c.id == sale_lines.c.sale_id))
        .where(sale_lines.c.serving_id == row.serving_id, sales.c.sold_at <= row.last_seen_at)
    ).scalar_one()
    return bool(sold)


def _rows(session: Session, uids: Sequence[TagUid], occasion: Occasion) -> dict[str, Any]:
    if not uids:
        return {}
    rows = session.execute(
        _FIND,
        {
            "uids": [uid.text for uid in uids],
            "day": occasion.business_date,
            "meal": occasion.meal.value,
        },
    )
    return {row.uid: row for row in rows}


def _judge(
    uid: TagUid, row: Any, occasion: Occasion, shelf: Shelf, now: datetime
) -> PlateRecord | None:
    if row is None:
        return PlateRecord(uid, Found.UNBOUND)
    if row.slot is not None:
        return _judge_slot(uid, row, shelf)
    here = row.business_date == occasion.business_date and row.meal == occasion.meal.value
    # A serving sold in an earlier meal frees its plate: nothing lies on it any more.
    if row.serving_id is None or (row.status == SOLD and not here):
        return PlateRecord(uid, Found.UNBOUND)
    fresh = here and (row.until is None or now < row.until)
    dish = shelf.items.get(row.served)
    return _record(uid, row, dish, Found.SERVING if fresh else Found.STALE)


def _judge_slot(uid: TagUid, row: Any, shelf: Shelf) -> PlateRecord | None:
    code = row.served if row.serving_id is not None else shelf.slots.get(row.slot)
    dish = shelf.items.get(code) if code is not None else None
    if row.serving_id is None and dish is not None and _portion(dish, row) is not None:
        return None
    return _record(uid, row, dish, Found.SERVING)


def _record(uid: TagUid, row: Any, dish: Item | None, found: Found) -> PlateRecord:
    """What the plate of `row` carries of `dish`; `found` where that is an open serving."""
    if dish is None:
        return PlateRecord(uid, Found.NO_MENU)
    item = _portion(dish, row)
    if row.status == SOLD:
        # What it was sold at stands on its line; here a price that is gone must not hold the tray.
        known = item or replace(dish, half_price=dish.price).halved()
        return PlateRecord(uid, Found.SERVING, known, row.serving_id, PlateStatus.SOLD)
    if item is None:
        return PlateRecord(uid, Found.NO_HALF, dish)
    return PlateRecord(uid, found, item, row.serving_id)


def _portion(dish: Item, row: Any) -> Item | None:
    """What a plate of `row` holds of `dish`; None where its half is not sold."""
    return dish.halved() if row.half else dish


def release_servings(session: Session, which: sa.ColumnElement[bool], now: datetime) -> None:
    """Free the plates of the servings in force that `which` names."""
    session.execute(
        sa.update(servings)
        .where(which, servings.c.released_at.is_(None))
        .values(status=RELEASED, released_at=now)
    )


def open_serving(
    session: Session,
    uid: str,
    binding_id: UUID,
    dish_code: str,
    occasion: Occasion,
    now: datetime,
    *,
    half: bool,
) -> None:
    """Open the plate's next serving of this meal, numbered after those it had."""
    last = session.execute(
        sa.select(sa.func.max(servings.c.n)).where(
            servings.c.uid == uid,
            servings.c.business_date == occasion.business_date,
            servings.c.meal == occasion.meal.value,
        )
    ).scalar()
    session.execute(
        sa.insert(servings),
        {
            "id": new_id(now),
            "uid": uid,
            "binding_id": binding_id,
            "dish_code": dish_code,
            "half": half,
            "business_date": occasion.business_date,
            "meal": occasion.meal.value,
            "n": (last or 0) + 1,
            "status": OPEN,
            "opened_at": now,
        },
    )
