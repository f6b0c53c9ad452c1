"""The food table a command reckons with: the canteen's own where there is one, else the shipped."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from canteen.db import DatabaseMissing
from canteen.i18n import _
from pos.bootstrap import default_url, open_database

if TYPE_CHECKING:
    from nutrition import Food


def foods_used(args: argparse.Namespace) -> tuple[dict[str, Food], str]:
    """Foods by code, of the database that is named or configured, and a sentence that tells which.

    Without a named database and where the configured one was never made they are those that come
    with the program. Raises one of the `DatabaseError` tree.
    """
    own = _own(args.db)
    if own is not None:
        return own, _("用的是食堂自己的食物表，{count} 种食材。").format(count=len(own))
    from nutrition import load_foods

    shipped = load_foods()
    return shipped, _("用的是随程序带来的食物表，{count} 种食材。").format(count=len(shipped))


def _own(named: str | None) -> dict[str, Food] | None:
    from nutrition.store import read_foods

    try:
        database = open_database(named or default_url())
    except DatabaseMissing:
        if named:
            raise
        return None
    try:
        with database.read() as session:
            return read_foods(session)
    finally:
        database.close()
