"""To come."""

from typing import Any


def add(subparsers: Any) -> None:
    """Add this module's commands."""
