"""What came before: the versions of a dish's recipe, its prices, and whose hand was the last."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from accounts.tables import staff
from canteen.db import Session
from menus.prices import price_changes
from menus.tables import dishes
from nutrition.store import read_recipes
from nutrition.tables import recipes
from pos.catalogue.book import DishPast, KeptVersion
from pos.tables import audit_events

SAVED: Final = "dish-save"
"""The entry of the audit trail that a saved dish leaves."""


def past_of(session: Session, code: str) -> DishPast:
    """The versions and prices of a dish; empty for one that is not stored."""
    query = (
        sa.select(recipes)
        .where(
            recipes.c.code.in_(
                sa.select(recipes.c.code)
                .join(dishes, dishes.c.recipe_id == recipes.c.id)
                .where(dishes.c.code == code)
            )
        )
        .order_by(recipes.c.version)
    )
    kept = session.execute(query).all()
    versions = read_recipes(session, [row.id for row in kept])
    return DishPast(
        versions=tuple(
            KeptVersion(
                versions[row.id], row.changed_by or "", row.changed_at, row.change_note or ""
            )
            for row in kept
        ),
        prices=price_changes(session, code),
    )


def last_hand(session: Session, dish: str) -> str:
    """The name of whoever saved a dish last, or a dash where it is as it came with the program."""
    query = (
        sa.select(staff.c.name)
        .join(audit_events, audit_events.c.actor == staff.c.id)
        .where(audit_events.c.subject == dish, audit_events.c.action == SAVED)
        .order_by(audit_events.c.id.desc())
        .limit(1)
    )
    return session.execute(query).scalar() or "—"
