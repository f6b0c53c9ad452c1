"""Room on the disk: selling stops before money is taken, not in the middle of a write."""

from __future__ import annotations

import shutil
from typing import Final

from canteen.db import Database
from pos.errors import DiskLow

MEGABYTE: Final = 1_000_000


def free_mb(database: Database) -> int | None:
    """Free megabytes on the database's disk; None where the database is a server's."""
    file = database.file
    return None if file is None else shutil.disk_usage(file.parent).free // MEGABYTE


def require_room(database: Database, least_mb: int) -> None:
    """Raise `DiskLow` when less than `least_mb` megabytes are free."""
    free = free_mb(database)
    if free is not None and free < least_mb:
        raise DiskLow(free=free)
