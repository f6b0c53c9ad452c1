from collections.abc import Iterator

import pytest
from support.databases import SqliteStores, opened_copy

from canteen.db import Database


@pytest.fixture
def sqlite_demo(sqlite_stores: SqliteStores) -> Iterator[Database]:
    """The demo canteen on SQLite alone."""
    yield from opened_copy(sqlite_stores, "demo")
