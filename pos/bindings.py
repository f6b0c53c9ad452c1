"""Binding plates at the desk: what a plate carries, until when, and taking it back into use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from canteen.db import Session
from canteen.ids import new_id
from pos.errors import NoHalfPrice, PlateRefused, PlateUnknown
from pos.plates import OPEN, SOLD, open_serving, release_servings
from pos.state import Occasion
from pos.tables import bindings, plates, servings
from pos.tray import Item
from readers import TagUid


class Result(StrEnum):
    """What became of one plate at the desk."""

    BOUND = "bound"
    REPLACED = "replaced"
    RELEASED = "released"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PlateResult:
    """One plate's answer at the desk."""

    uid: TagUid
    result: Result
    dish: str | None
    slot: int | None
    half: bool = False


def half_of(item: Item) -> Item:
    """Half a portion of a dish, to be bound; raises `NoHalfPrice` where none is sold."""
    half = item.halved()
    if half is None:
        raise NoHalfPrice(dish=item.name)
    return half


def bind_dish(
    session: Session,
    uids: Sequence[TagUid],
    item: Item,
    occasion: Occasion,
    *,
    until: datetime | None,
    by: str | None,
    now: datetime,
    replace: bool = False,
) -> tuple[PlateResult, ...]:
    """Bind plates to one dish, or to half portions of it, and open a serving on each; all or none.

    Raises `PlateRefused` for the first plate that still carries an unsold serving of this business
    date, unless `replace`.
    """
    results = []
    for uid in dict.fromkeys(uids):
        before = _end_binding(session, uid, occasion, now, replace=replace)
        binding_id = _bind(session, uid, now, by, dish_code=item.code, until=until, half=item.half)
        open_serving(session, uid.text, binding_id, item.code, occasion, now, half=item.half)
        result = Result.REPLACED if before else Result.BOUND
        results.append(PlateResult(uid, result, item.code, None, item.half))
    return tuple(results)


def bind_slot(
    session: Session,
    uids: Sequence[TagUid],
    slot: int,
    occasion: Occasion,
    *,
    by: str | None,
    now: datetime,
    replace: bool = False,
    half: bool = False,
) -> tuple[PlateResult, ...]:
    """Give plates a menu slot, whole portions or `half` ones, for good; all or none.

    Whether the dish of a day has a half price is asked each day. Raises as `bind_dish`.
    """
    results = []
    for uid in dict.fromkeys(uids):
        before = _end_binding(session, uid, occasion, now, replace=replace)
        _bind(session, uid, now, by, slot=slot, half=half)
        result = Result.REPLACED if before else Result.BOUND
        results.append(PlateResult(uid, result, None, slot, half))
    return tuple(results)


def release(session: Session, uids: Sequence[TagUid], now: datetime) -> tuple[PlateResult, ...]:
    """Take plates back into use: a dish binding ends, a slot plate may open its next serving.

    Raises `PlateUnknown` for the first chip that was never enrolled; then nothing is changed.
    """
    results = []
    for uid in dict.fromkeys(uids):
        _require_plate(session, uid)
        row = _in_force(session, uid)
        if row is not None:
            release_servings(session, servings.c.binding_id == row.id, now)
            if row.slot is None:
                _end(session, row.id, now)
        held = (row.dish_code, row.slot, row.half) if row else (None, None)
        results.append(PlateResult(uid, Result.RELEASED, *held))
    return tuple(results)


def returned(session: Session, uids: Sequence[TagUid], now: datetime) -> None:
    """Free plates read at the return: sold servings are over, dish bindings of them end.

    What was not sold stays as it is; unknown chips are passed over.
    """
    sold = sa.select(servings.c.binding_id).where(
        servings.c.uid.in_([uid.text for uid in uids]),
        servings.c.status == SOLD,
        servings.c.released_at.is_(None),
    )
    ids = list(session.execute(sold).scalars())
    if not ids:
        return
    release_servings(session, servings.c.binding_id.in_(ids) & (servings.c.status == SOLD), now)
    session.execute(
        sa.update(bindings)
        .where(bindings.c.id.in_(ids), bindings.c.slot.is_(None), bindings.c.ended_at.is_(None))
        .values(ended_at=now)
    )


def list_plates(session: Session) -> list[dict[str, Any]]:
    """Every enrolled plate with its binding in force and its newest serving."""
    newest = (
        sa.select(
            servings,
            sa.func.row_number()
            .over(
                partition_by=servings.c.uid,
                order_by=(
                    servings.c.business_date.desc(),
                    servings.c.opened_at.desc(),
                    servings.c.n.desc(),
                ),
            )
            .label("rank"),
        )
    ).subquery()
    query = (
        sa.select(
            plates.c.uid,
            bindings.c.dish_code,
            bindings.c.slot,
            bindings.c.half,
            bindings.c.until,
            newest.c.dish_code.label("served"),
            newest.c.business_date,
            newest.c.meal,
            newest.c.n,
            newest.c.status,
            newest.c.half.label("served_half"),
        )
        .select_from(plates)
        .outerjoin(bindings, sa.and_(bindings.c.uid == plates.c.uid, bindings.c.ended_at.is_(None)))
        .outerjoin(newest, sa.and_(newest.c.uid == plates.c.uid, newest.c.rank == 1))
        .order_by(plates.c.uid)
    )
    return [_listed(row) for row in session.execute(query)]


def _listed(row: Any) -> dict[str, Any]:
    day: date | None = row.business_date
    return {
        "uid": row.uid,
        "dish": row.dish_code or (row.served if row.slot is not None else None),
        "slot": row.slot,
        "serving": None
        if day is None
        else {
            "business_date": day.isoformat(),
            "meal": row.meal,
            "n": row.n,
            "status": row.status,
            **half_key(half=row.served_half),
        },
        "until": row.until.isoformat() if row.until else None,
        **half_key(half=row.half),
    }


def half_key(*, half: bool | None) -> dict[str, bool]:
    """The key that says so of half a portion; a whole one says nothing."""
    return {"half": True} if half else {}


def _in_force(session: Session, uid: TagUid) -> Any:
    return session.execute(
        sa.select(bindings).where(bindings.c.uid == uid.text, bindings.c.ended_at.is_(None))
    ).first()


def _require_plate(session: Session, uid: TagUid) -> None:
    if session.execute(sa.select(plates.c.uid).where(plates.c.uid == uid.text)).first() is None:
        raise PlateUnknown(uid=uid.text)


def _end_binding(
    session: Session, uid: TagUid, occasion: Occasion, now: datetime, *, replace: bool
) -> bool:
    """End what is in force; True when an unsold serving was given up for it."""
    row = _in_force(session, uid)
    if row is None:
        return False
    unsold = session.execute(
        sa.select(servings.c.dish_code).where(
            servings.c.binding_id == row.id,
            servings.c.status == OPEN,
            servings.c.business_date >= occasion.business_date,
        )
    ).first()
    if unsold is not None and not replace:
        raise PlateRefused(uid=uid.text, dish=unsold.dish_code)
    release_servings(session, servings.c.binding_id == row.id, now)
    _end(session, row.id, now)
    return unsold is not None


def _end(session: Session, binding_id: UUID, now: datetime) -> None:
    session.execute(sa.update(bindings).where(bindings.c.id == binding_id).values(ended_at=now))


def _bind(
    session: Session,
    uid: TagUid,
    now: datetime,
    by: str | None,
    *,
    dish_code: str | None = None,
    slot: int | None = None,
    until: datetime | None = None,
    half: bool,
) -> UUID:
    known = session.execute(sa.select(plates.c.uid).where(plates.c.uid == uid.text)).first()
    if known is None:
        session.execute(sa.insert(plates), {"uid": uid.text, "enrolled_at": now})
    binding_id = new_id(now)
    session.execute(
        sa.insert(bindings),
        {
            "id": binding_id,
            "uid": uid.text,
            "dish_code": dish_code,
            "slot": slot,
            "half": half,
            "until": until,
            "bound_at": now,
            "bound_by": by,
        },
    )
    return binding_id
