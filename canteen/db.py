"""The database: one MetaData, one way to write, SQLite and PostgreSQL behind the same code.

`Database.write()` is the only way to get a write transaction. On SQLite it is `BEGIN IMMEDIATE`
over WAL with synchronous=FULL: the library's defaults lose updates when two writers read and then
write, and the last commit when power is cut. The process links one SQLite (pysqlite3); a second
copy on the same file would cancel the first one's locks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.engine import URL, Connection, Dialect, Engine, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from canteen.errors import CanteenError
from canteen.i18n import N_
from canteen.money import Money

Session: TypeAlias = Connection
"""A connection inside one transaction; services take it as an argument."""

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: Final = sa.MetaData(naming_convention=NAMING)

BUSY_TIMEOUT_MS: Final = 5_000
POSTGRES_LIMITS: Final = {
    "connect_timeout": 5,
    "options": f"-c lock_timeout={BUSY_TIMEOUT_MS}",
    # A server that went silent is noticed within about 15 s, not when TCP gives up after minutes.
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 15_000,
}
FIXED_IN: Final = (3, 51, 3)
"""The first SQLite without the WAL-reset fault (sqlite.org/wal.html#walresetbug)."""

SQLITE_RECIPE: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    # Without it INSERT OR REPLACE removes the old row and asks no trigger.
    "PRAGMA recursive_triggers=ON",
)


class DatabaseError(CanteenError):
    """The database refused; nothing of the transaction stands."""

    code = "E-DB-001"
    sentence = N_("数据库拒绝了这一步（{reason}），什么都没有写进去。")
    mend = N_("运行 canteen doctor 看数据库那一行，再试一次。")


class BadDatabaseUrl(DatabaseError):
    """A URL of neither SQLite nor PostgreSQL."""

    code = "E-DB-002"
    sentence = N_("数据库地址「{url}」看不懂。")
    mend = N_("写成 sqlite:///文件 或 postgresql://用户@主机/库名。")


class DatabaseMissing(DatabaseError):
    """No schema there yet."""

    code = "E-DB-003"
    sentence = N_("{where} 还没有数据库，什么都没有打开。")
    mend = N_("先运行 canteen init（演示用 canteen init --demo）。")


class DatabaseOlder(DatabaseError):
    """A schema of an earlier release."""

    code = "E-DB-004"
    sentence = N_("{where} 的数据库是旧版（{found}），这个程序要新版（{wanted}）。")
    mend = N_("先备份，再运行 canteen init 升级，数据都会留着。")


class DatabaseNewer(DatabaseError):
    """A schema of a later release; writing to it could lose what this program does not know."""

    code = "E-DB-005"
    sentence = N_("{where} 的数据库来自更新的程序（{found}），这个程序不敢动它。")
    mend = N_("安装新版程序再打开。")


class DiskFull(DatabaseError):
    """The disk took no more; the sale was not made."""

    code = "E-DB-006"
    sentence = N_("磁盘满了，这一笔没有记下，也没有收钱。")
    mend = N_("腾出磁盘空间再试，之前的账都在。")


class DatabaseBusy(DatabaseError):
    """Another program held the write lock for longer than the busy timeout."""

    code = "E-DB-007"
    sentence = N_("数据库被别的程序占着，等了 5 秒没等到，这一步没有做。")
    mend = N_("关掉占用数据库的程序再试。")


class DatabaseUnreachable(DatabaseError):
    """The file cannot be opened or the server does not answer."""

    code = "E-DB-008"
    sentence = N_("打不开数据库 {where}（{reason}）。")
    mend = N_("检查路径、权限或数据库服务器，再试一次。")
    exit_status = 3


class DatabaseReadOnly(DatabaseError):
    """No permission to write."""

    code = "E-DB-009"
    sentence = N_("数据库只能读不能写，这一步没有做。")
    mend = N_("检查数据库文件和所在文件夹的写权限。")


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite keeps no offset; what was stored is UTC by process_bind_param.
        found: datetime = value
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


class MoneyColumn(sa.TypeDecorator[Money]):
    """`Money` as a whole number of fen."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.fen

    def process_result_value(self, value: Any, dialect: Dialect) -> Money | None:
        return None if value is None else Money(int(value))


class DecimalColumn(sa.TypeDecorator[Decimal]):
    """An exact decimal as text, the same on both databases (SQLite has no decimal type)."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Database:
    """One database and the two ways into it: `read()` and `write()`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._turn = threading.Lock()

    @classmethod
    def open(cls, url: str, *, create: bool = False) -> Database:
        """Open `sqlite:///FILE` or `postgresql://…`.

        No file is created unless `create`. Raises `BadDatabaseUrl`, `DatabaseMissing`,
        `DatabaseUnreachable`.
        """
        parsed = _parse(url)
        if parsed.get_backend_name() == "sqlite":
            return cls(_sqlite_engine(parsed, create=create))
        return cls(sa.create_engine(parsed, pool_pre_ping=True, connect_args=POSTGRES_LIMITS))

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @property
    def where(self) -> str:
        """The place as a person names it: a file, or a server without its password."""
        url = self.engine.url
        if self.is_sqlite:
            return str(url.database)
        return url.set(drivername="postgresql").render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """The SQLite file, or None."""
        return Path(str(self.engine.url.database)) if self.is_sqlite else None

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One write transaction: committed at the end, rolled back on any exception.

        Raises one of the `DatabaseError` tree in place of the driver's errors.
        """
        # SQLite's lock is not fair: threads of one process take turns here instead of spinning.
        with self._turn, self._transaction("IMMEDIATE") as session:
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One read transaction over a single state of the database."""
        with self._transaction("DEFERRED") as session:
            yield session

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[Session]:
        try:
            with self.engine.connect() as connection:
                if self.is_sqlite:
                    connection.info["begin"] = kind
                elif kind == "DEFERRED":
                    connection.execution_options(
                        isolation_level="REPEATABLE READ", postgresql_readonly=True
                    )
                with connection.begin():
                    yield connection
        except exc.DBAPIError as error:
            raise translated(error.orig, self.where) from error
        except self.engine.dialect.loaded_dbapi.Error as error:
            # From a prepared statement, which runs on the driver's own cursor.
            raise translated(error, self.where) from error


# Primary result codes (sqlite.org/rescode.html); the other databases' texts may hold any word.
_SQLITE_CODES: Final[dict[int, type[DatabaseError]]] = {
    5: DatabaseBusy,
    6: DatabaseBusy,
    8: DatabaseReadOnly,
    13: DiskFull,
    14: DatabaseUnreachable,
    26: DatabaseUnreachable,
}
# PostgreSQL's codes (its manual, appendix A): what is waited for in vain, refused or missing.
_SQL_STATES: Final[dict[str, type[DatabaseError]]] = {
    "40001": DatabaseBusy,
    "40P01": DatabaseBusy,
    "55P03": DatabaseBusy,
    "25006": DatabaseReadOnly,
    "42501": DatabaseReadOnly,
    "53100": DiskFull,
    "42P01": DatabaseMissing,
}


def translated(error: BaseException | None, where: str) -> DatabaseError:
    """The driver's error as one of ours. The only place where they are told apart."""
    said = str(error).strip()
    kind = _kind(error, said)
    reason = (said.splitlines() or [type(error).__name__])[0]
    return kind(where=where, reason=reason)


def _kind(error: BaseException | None, said: str) -> type[DatabaseError]:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        if code & 0xFF == 1 and said.startswith("no such table"):
            return DatabaseMissing
        return _SQLITE_CODES.get(code & 0xFF, DatabaseError)
    state = getattr(error, "sqlstate", None)
    if state is not None:
        lost = state.startswith(("08", "57P"))
        return DatabaseUnreachable if lost else _SQL_STATES.get(state, DatabaseError)
    # psycopg has no code for a connection that never came about or went away.
    lost = hasattr(error, "sqlstate") and type(error).__name__ == "OperationalError"
    return DatabaseUnreachable if lost else DatabaseError


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except exc.ArgumentError:
        raise BadDatabaseUrl(url=url) from None
    name = parsed.get_backend_name()
    if name == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if name == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(drivername="sqlite")
    raise BadDatabaseUrl(url=url)


def _sqlite_engine(url: URL, *, create: bool) -> Engine:
    from pysqlite3 import dbapi2  # noqa: PLC0415 - a PostgreSQL site needs no SQLite

    file = Path(str(url.database))
    if not create and not file.is_file():
        raise DatabaseMissing(where=file)
    if dbapi2.sqlite_version_info < FIXED_IN:
        raise DatabaseError(reason=f"SQLite {dbapi2.sqlite_version} < 3.51.3")
    engine = sa.create_engine(
        url,
        module=dbapi2,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )
    event.listen(engine, "connect", _apply_recipe)
    event.listen(engine, "begin", _begin)
    return engine


def _apply_recipe(connection: Any, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for statement in SQLITE_RECIPE:
        cursor.execute(statement)
    cursor.close()


def _begin(connection: Connection) -> None:
    kind = connection.info.get("begin", "IMMEDIATE")
    reads = kind == "DEFERRED"
    if connection.info.get("reads", False) != reads:
        connection.exec_driver_sql(f"PRAGMA query_only={int(reads)}")
        connection.info["reads"] = reads
    connection.exec_driver_sql(f"BEGIN {kind}")


def invariant_rows(session: Session, queries: dict[str, sa.Select[Any]]) -> dict[str, int]:
    """How many rows break each named invariant; 0 where it holds."""
    return {
        name: session.execute(sa.select(sa.func.count()).select_from(query.subquery())).scalar_one()
        for name, query in queries.items()
    }


Invariants: TypeAlias = Callable[[], dict[str, sa.Select[Any]]]
