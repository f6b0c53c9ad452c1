"""Dishes that have run out: from when, said by whom, and when they were back.

Nothing is rewritten but the end of a span: when a dish ran out tells later what was asked for and
not there.
"""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from canteen.db import Session
from menus.tables import sold_out


def run_out(session: Session, on: date, dish: str, *, by: str, now: datetime) -> bool:
    """Say that a dish has run out; False where that was said already."""
    if dish in gone(session, on):
        return False
    last = session.execute(
        sa.select(sa.func.max(sold_out.c.number)).where(
            sold_out.c.business_date == on, sold_out.c.dish_code == dish
        )
    ).scalar()
    row = {
        "business_date": on,
        "dish_code": dish,
        "number": (last or 0) + 1,
        "since": now,
        "said_by": by,
        "back_at": None,
        "back_by": None,
    }
    session.execute(sold_out.insert(), [row])
    return True


def back_again(session: Session, on: date, dish: str, *, by: str, now: datetime) -> bool:
    """Say that a dish is there again; False where it had not run out."""
    done = session.execute(
        sa.update(sold_out)
        .where(
            sold_out.c.business_date == on,
            sold_out.c.dish_code == dish,
            sold_out.c.back_at.is_(None),
        )
        .values(back_at=now, back_by=by)
    )
    return bool(done.rowcount)


def gone(session: Session, on: date) -> frozenset[str]:
    """The dishes that have run out and are not back, on a business date."""
    query = sa.select(sold_out.c.dish_code).where(
        sold_out.c.business_date == on, sold_out.c.back_at.is_(None)
    )
    return frozenset(session.execute(query).scalars())
