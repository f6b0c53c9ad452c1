"""Triggers that refuse to change or remove a row; revisions name their own tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from alembic import op

_SQLITE: Final = (
    "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append only'); END"
)
_FUNCTION: Final = (
    "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append only', TG_TABLE_NAME; END $$"
)
_POSTGRES: Final = (
    "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
    "FOR EACH {scope} EXECUTE FUNCTION append_only()"
)


def protect(tables: Iterable[str]) -> None:
    """Let `tables` only grow from here on."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    scopes = {"UPDATE": "ROW", "DELETE": "ROW"}
    if not is_sqlite:
        op.execute(_FUNCTION)
        # A way to empty a table that asks no row; SQLite has none.
        scopes["TRUNCATE"] = "STATEMENT"
    for table in tables:
        for verb, scope in scopes.items():
            form = _SQLITE if is_sqlite else _POSTGRES
            op.execute(form.format(table=table, verb=verb, scope=scope))
