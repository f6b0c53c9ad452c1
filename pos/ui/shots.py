"""A picture of one state of the screen, without a display."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

from canteen import i18n
from pos.ui.inputs import Inputs
from pos.ui.scenes import SCENES
from pos.ui.screen import Screen
from pos.ui.window import load_window, save_picture

LARGE = (1920, 1080)
SMALL = (1280, 800)


def shoot(
    path: Path,
    state: str,
    size: tuple[int, int] = LARGE,
    language: str = "zh_CN",
    plates: int | None = None,
) -> None:
    """Draw `state` (one of `SCENES`) into the PNG file `path`.

    Raises `KeyError` for another state and `OSError` when the file cannot be written.
    """
    i18n.choose(language)
    draw(path, SCENES[state](plates), size)


def draw(path: Path, inputs: Inputs, size: tuple[int, int] = LARGE) -> None:
    """Draw the screen of `inputs` into the PNG file `path`; raises `OSError`."""
    screen = Screen(inputs)  # the engine only borrows it
    save_picture(path, lambda engine: load_window(engine, "Main", {"kiosk": screen}, size))


def shoot_all(folder: Path) -> None:
    """Draw every state at both sizes into `folder`, and the settled one in English too."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in (LARGE, SMALL):
        for state in SCENES:
            file = folder / f"kiosk-{state}-{width}x{height}.png"
            shoot(file, state, (width, height))
            _lighten(file)
        english = folder / f"kiosk-settled-en-{width}x{height}.png"
        shoot(english, "settled", (width, height), "en")
        _lighten(english)


def _lighten(file: Path) -> None:
    """Keep a picture in 256 colours: a fifth of the size, for pages that show many."""
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


if __name__ == "__main__":
    shoot_all(Path(sys.argv[1]))
