"""Making a canteen: the schema, the chain's key, and the demo canteen where it is asked for."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from accounts import chain as chains
from accounts import staff
from canteen.db import Database, DatabaseUnreachable
from menus.catalogue_store import load_demo
from nutrition.result_store import refresh
from pos.migrations import upgrade
from pos.shifts import HEADLESS


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """A member of the demo canteen's staff; the PIN is public and so is only for the demo."""

    id: str
    name: str
    role: str
    pin: str


DEMO_STAFF: Final = (
    DemoStaff("07", "小周", "cashier", "2580"),
    DemoStaff("01", "王主管", "supervisor", "1379"),
)


def found(url: str) -> Database:
    """Make or upgrade the schema at `url` and see to the key; running it again changes nothing.

    Raises one of the `DatabaseError` tree or `ChainKeyMissing`.
    """
    _make_folder(url)
    database = Database.open(url, create=True)
    try:
        upgrade(database)
        with database.read() as session:
            unsigned = chains.is_empty(session)
        if unsigned:
            # A new key beside entries signed with a lost one would only hide the loss.
            chains.make_key(database)
        chains.load_key(database)
        with database.write() as session:
            refresh(session)
    except BaseException:
        database.close()
        raise
    return database


def add_demo(database: Database, now: datetime) -> int:
    """Load the demo canteen; returns how many rows were new, 0 when it was all there."""
    key = chains.load_key(database)
    with database.write() as session:
        added = load_demo(session)
        for person in DEMO_STAFF:
            if staff.find(session, person.id) is None:
                staff.add(
                    session,
                    id=person.id,
                    name=person.name,
                    role=person.role,
                    pin=person.pin,
                    key=key,
                    now=now,
                )
                added += 1
        if staff.find(session, HEADLESS) is None:
            staff.add(
                session, id=HEADLESS, name=HEADLESS, role="cashier", pin=None, key=key, now=now
            )
            added += 1
    return added


def _make_folder(url: str) -> None:
    prefix = "sqlite:///"
    if not url.startswith(prefix):
        return
    folder = Path(url.removeprefix(prefix)).parent
    with contextlib.suppress(FileExistsError):
        try:
            folder.mkdir(parents=True)
        except PermissionError as error:
            raise DatabaseUnreachable(where=folder, reason=error.strerror) from error
