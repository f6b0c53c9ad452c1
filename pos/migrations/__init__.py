"""The one history of the schema, run from code so that an installed wheel can upgrade itself."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from canteen.db import Database, DatabaseMissing, DatabaseNewer, DatabaseOlder

if TYPE_CHECKING:
    from alembic.config import Config

HISTORY: Final = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every revision in order; the last is what this program needs. A test holds it to the scripts."""

HEAD: Final = HISTORY[-1]


def found_revision(database: Database) -> str | None:
    """The revision the database is at, or None where there is no schema yet.

    Raises one of the `DatabaseError` tree where it cannot be read.
    """
    with database.read() as session:
        if not sa.inspect(session).has_table("alembic_version"):
            return None
        return session.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def require_head(database: Database) -> None:
    """Raise `DatabaseMissing`, `DatabaseOlder` or `DatabaseNewer` unless the schema is ours."""
    found = found_revision(database)
    if found is None:
        raise DatabaseMissing(where=database.where)
    if found not in HISTORY:
        raise DatabaseNewer(where=database.where, found=found)
    if found != HEAD:
        raise DatabaseOlder(where=database.where, found=found, wanted=HEAD)


def upgrade(database: Database) -> None:
    """Bring the schema up to date in one transaction; raises `DatabaseNewer`."""
    from alembic import command  # noqa: PLC0415 - 0.3 s that only init and upgrades pay

    found = found_revision(database)
    if found == HEAD:
        return
    if found is not None and found not in HISTORY:
        raise DatabaseNewer(where=database.where, found=found)
    with database.write() as session:
        config = alembic_config()
        config.attributes["connection"] = session
        command.upgrade(config, "head")


def alembic_config() -> Config:
    """Alembic's configuration, without any file."""
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(resources.files("pos.migrations")))
    return config
