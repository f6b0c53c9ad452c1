"""A demo canteen of its own for each test that runs a command on one."""

from collections.abc import Iterator

import pytest
from support.databases import SqliteStores


@pytest.fixture
def url(sqlite_stores: SqliteStores, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The demo canteen on the noon of one Monday."""
    monkeypatch.setenv("CANTEEN_NOW", "2026-11-23T11:30:00+08:00")
    made = sqlite_stores.copy("demo")
    yield made
    sqlite_stores.drop(made)
