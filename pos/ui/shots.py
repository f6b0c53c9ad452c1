"""A picture of one state of the screen, without a display."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from canteen import i18n
from pos.ui.inputs import Inputs
from pos.ui.scenes import SCENES

LARGE = (1920, 1080)


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
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from pos.ui.screen import Screen  # noqa: PLC0415 - Qt chooses its platform when it is loaded
    from pos.ui.window import (  # noqa: PLC0415 - as above
        application,
        draw_without_graphics_card,
        end,
        make_engine,
        make_window,
    )

    draw_without_graphics_card()
    app = application()
    engine = make_engine(moves=False)
    screen = Screen(inputs)
    window = make_window(engine, screen, size)
    window.show()
    app.processEvents()
    saved = window.grabWindow().save(str(path))
    end(engine)
    if not saved:
        raise OSError(str(path))


def main(arguments: list[str]) -> None:
    """STATE FILE [WIDTHxHEIGHT] [PLATES] [LANGUAGE]."""
    state, file, *rest = arguments
    width, _x, height = (rest[0] if rest else "1920x1080").partition("x")
    plates = int(rest[1]) if len(rest) > 1 and rest[1] != "-" else None
    language = rest[2] if len(rest) > 2 else "zh_CN"  # noqa: PLR2004 - third argument
    shoot(Path(file), state, (int(width), int(height)), language, plates)


if __name__ == "__main__":
    main(sys.argv[1:])
