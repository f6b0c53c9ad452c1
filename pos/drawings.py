"""The drawings of plates and of the food on them, for screens, paper and workbooks.

The files lie beside the screens; they are found through `pos`, since importing `pos.ui` is for
those who open a window.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

FOODS: Final = "foods"
PLATES: Final = "plates"


@cache
def names(folder: str) -> frozenset[str]:
    """The names of the drawings in `FOODS` or `PLATES`."""
    return frozenset(each.name.removesuffix(".svg") for each in _folder(folder).iterdir())


@cache
def svg(folder: str, name: str) -> str:
    """One drawing; empty where none has this name."""
    if name not in names(folder):
        return ""
    return _folder(folder).joinpath(f"{name}.svg").read_text("utf-8")


def _folder(folder: str) -> Traversable:
    return resources.files("pos").joinpath("ui", "art", folder)
