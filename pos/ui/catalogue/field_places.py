"""Where each field of a dish stands on the desk."""

from __future__ import annotations

from typing import Final

HEAD: Final = ("name_zh", "name_en", "category")
"""Beside the plate, whichever tab is open."""
BATCH: Final = ("portions", "cooked", "yield_source", "moisture", "unsalted")
"""Below the lines of the recipe; `WORDS` below them."""
WORDS: Final = ("yield_reason", "change_note")
FACTS: Final = (
    "code",
    "price",
    "half_price",
    "main",
    "group",
    "method",
    "equipment",
    "flavour",
    "colour",
    "texture",
    "bones",
    "prep_minutes",
    "popularity",
    "variant_of",
    "seasons",
    "steps",
    "salt_note",
    "oil_note",
    "energy_note",
)
"""On the tab beside the recipe."""
NEW_ONLY: Final = frozenset({"price", "half_price"})
"""Fields of a dish that is not stored yet; later a price is a dated change."""


def tab_of(field: str, now: str) -> str:
    """The tab on which a field of a problem stands, `now` for one that is always seen."""
    if field in HEAD:
        return now
    return "facts" if field in FACTS else "recipe"
