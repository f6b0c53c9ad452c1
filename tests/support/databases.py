"""Databases to test on, each test with one of its own, on SQLite and on PostgreSQL.

Fixtures: `empty_url` (nothing there yet), `database` (an upgraded schema without rows),
`demo_database` (the demo canteen), all on both; `sqlite_database` and `postgres_database`
where the trap is one's own; `postgres` for the server itself.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from support.postgres import PostgresServer

from accounts.chain import KEY_VARIABLE
from canteen.db import Database
from pos.founding import add_demo, found

BACKENDS = ("sqlite", "postgresql")
KEY = "7e" * 32
DEMO_DAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def found_demo(url: str) -> Database:
    """The demo canteen at `url`, founded on the day all demo figures speak of."""
    made = found(url)
    add_demo(made, DEMO_DAY)
    return made


FOUNDERS: dict[str, Callable[[str], Database]] = {"bare": found, "demo": found_demo}


class SqliteStores:
    """SQLite files, copied from one that was founded once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def empty(self) -> str:
        """The URL of a file that is not there, in a folder of its own."""
        folder = self._folder / str(next(self._numbers))
        folder.mkdir()
        return f"sqlite:///{folder / 'canteen.db'}"

    def copy(self, name: str) -> str:
        """The URL of a fresh copy of the template `name`."""
        template = self._folder / name / "canteen.db"
        if not template.exists():
            FOUNDERS[name](f"sqlite:///{template}").close()
        url = self.empty()
        file = Path(url.removeprefix("sqlite:///"))
        # Closing the last connection moved everything from the WAL into the file.
        shutil.copy(template, file)
        shutil.copy2(f"{template}.key", f"{file}.key")
        return url

    def drop(self, url: str) -> None:
        """Remove what `empty` or `copy` made."""
        shutil.rmtree(Path(url.removeprefix("sqlite:///")).parent)


class PostgresStores:
    """Databases of one server, copied from one that was founded once."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._numbers = count(1)
        self._templates: set[str] = set()
        # Without it, release 15 and later write the whole template into the log: twice the time.
        self._strategy = "STRATEGY FILE_COPY" if server.release >= 150_000 else ""

    def empty(self) -> str:
        """The URL of a database without a table."""
        return self._made("template0")

    def copy(self, name: str) -> str:
        """The URL of a fresh copy of the template `name`."""
        if name not in self._templates:
            self._server.run(f"CREATE DATABASE {name}")
            FOUNDERS[name](self._server.url(name)).close()
            self._templates.add(name)
        return self._made(name)

    def drop(self, url: str) -> None:
        """Remove what `empty` or `copy` made, whoever is still connected."""
        name = url.partition("?")[0].rpartition("/")[2]
        self._server.run(f"DROP DATABASE {name} WITH (FORCE)")

    def _made(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._server.run(f"CREATE DATABASE {name} TEMPLATE {template} {self._strategy}")
        return self._server.url(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def sqlite_stores(tmp_path_factory: pytest.TempPathFactory) -> SqliteStores:
    return SqliteStores(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_stores(postgres: PostgresServer) -> PostgresStores:
    return PostgresStores(postgres)


@pytest.fixture(params=BACKENDS)
def stores(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> SqliteStores | PostgresStores:
    if request.param == "sqlite":
        monkeypatch.delenv(KEY_VARIABLE, raising=False)
        return request.getfixturevalue("sqlite_stores")
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    return request.getfixturevalue("postgres_stores")


@pytest.fixture
def empty_url(stores: SqliteStores | PostgresStores) -> Iterator[str]:
    url = stores.empty()
    yield url
    stores.drop(url)


@pytest.fixture
def database(stores: SqliteStores | PostgresStores) -> Iterator[Database]:
    yield from opened_copy(stores, "bare")


@pytest.fixture
def demo_database(stores: SqliteStores | PostgresStores) -> Iterator[Database]:
    yield from opened_copy(stores, "demo")


@pytest.fixture
def sqlite_database(sqlite_stores: SqliteStores) -> Iterator[Database]:
    yield from opened_copy(sqlite_stores, "bare")


@pytest.fixture
def postgres_database(
    postgres_stores: PostgresStores, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    yield from opened_copy(postgres_stores, "bare")


def opened_copy(stores: SqliteStores | PostgresStores, name: str) -> Iterator[Database]:
    """A copy of the template `name`, opened; closed and removed afterwards."""
    url = stores.copy(name)
    opened = Database.open(url)
    yield opened
    opened.close()
    stores.drop(url)
