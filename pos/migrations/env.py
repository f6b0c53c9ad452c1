"""Alembic's entry: runs the revisions on the connection that the caller hands over.

Developers who call `alembic` by hand give a URL with `-x url=…`.
"""

from __future__ import annotations

from alembic import context

import pos.schema
from canteen.db import Database


def run() -> None:
    """Run on the given connection, or on one opened for `-x url=…`."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        _migrate(connection)
        return
    url = context.get_x_argument(as_dictionary=True)["url"]
    with Database.open(url, create=True).write() as session:
        _migrate(session)


def _migrate(connection: object) -> None:
    context.configure(
        connection=connection,  # type: ignore[arg-type]  # alembic takes any connection
        target_metadata=pos.schema.metadata,
        transaction_per_migration=False,
        compare_type=True,
    )
    context.run_migrations()


run()
