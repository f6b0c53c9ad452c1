"""What somebody with the database in their hands can do to rows the schema protects."""

import sqlalchemy as sa

from canteen.db import Database


def rewrite(database: Database, *statements: sa.Executable) -> None:
    """Run `statements` with every append-only trigger out of the way."""
    with database.write() as session:
        if database.is_sqlite:
            names = session.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).scalars()
            for name in names.all():
                session.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            session.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            session.execute(statement)
