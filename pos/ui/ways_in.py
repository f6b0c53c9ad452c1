"""From what staff want to the page that does it; each but the PIN sheet lies behind a PIN."""

from __future__ import annotations

from typing import Final

from pos.ui.opening import open_page
from pos.ui.overlay import Overlay
from pos.ui.pin import Pin

__all__ = ["WAYS", "ask_pin", "open_page"]

WAYS: Final = ("attendant", "cash", "byhand")
"""What a diner's screen can ask staff for."""


def ask_pin(wanted: str) -> Overlay | None:
    """The PIN sheet that leads to `wanted`; None for what is not one of `WAYS`."""
    return Pin(wanted) if wanted in WAYS else None
