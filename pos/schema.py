"""Every table of the house on one MetaData, and the triggers that keep history as it was."""

from __future__ import annotations

from typing import Final

import accounts.tables
import menus.tables
import nutrition.tables
import pos.tables
from canteen.db import metadata

APPEND_ONLY: Final = tuple(
    table.name for table in (*accounts.tables.APPEND_ONLY, *pos.tables.APPEND_ONLY)
)

__all__ = ["APPEND_ONLY", "menus", "metadata", "nutrition"]
