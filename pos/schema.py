"""Every table of the house on one MetaData, its partial indexes, and what may only grow.

Only the migrations and those who compare the schema need this. The partial indexes stand here and
not beside their tables: naming PostgreSQL's options loads its dialect, 55 ms of every start.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

import accounts.tables
import menus.tables
import nutrition.tables
import pos.tables
from canteen.db import metadata
from pos.tables import bindings, print_jobs, servings, shifts

APPEND_ONLY: Final = tuple(
    table.name for table in (*accounts.tables.APPEND_ONLY, *pos.tables.APPEND_ONLY)
)


def _partial(
    name: str, *columns: sa.Column[object], where: sa.ColumnElement[bool], unique: bool = True
) -> None:
    sa.Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


_partial("uq_bindings_uid_in_force", bindings.c.uid, where=bindings.c.ended_at.is_(None))
# By `released_at`, not by `status`: selling then leaves the index as it is.
_partial(
    "uq_servings_binding_in_force",
    servings.c.binding_id,
    servings.c.business_date,
    servings.c.meal,
    where=servings.c.released_at.is_(None),
)
_partial("uq_shifts_terminal_open", shifts.c.terminal, where=shifts.c.closed_at.is_(None))
_partial(
    "ix_print_jobs_waiting",
    print_jobs.c.terminal,
    print_jobs.c.state,
    where=print_jobs.c.state.in_(("queued", "sent")),
    unique=False,
)

__all__ = ["APPEND_ONLY", "menus", "metadata", "nutrition"]
