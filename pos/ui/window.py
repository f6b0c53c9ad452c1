"""The Qt objects of a screen: application, engine, window; how it ends, and how it is drawn."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from pos.ui.art_files import dress, load_fonts
from pos.ui.errors import NoDisplay

ENDING: Final = (signal.SIGINT, signal.SIGTERM)


def require_display() -> None:
    """Raise `NoDisplay` where there is no screen to draw on."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise NoDisplay


def application() -> QGuiApplication:
    """The process's one Qt application, made when it is first asked for, with our typeface."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        load_fonts()
        return running
    app = QGuiApplication(sys.argv[:1])
    load_fonts()
    return app


def draw_without_graphics_card() -> None:
    """Let Qt Quick draw in software; must come before the first window."""
    os.environ.setdefault("QT_QUICK_BACKEND", "software")


def make_engine(*, moves: bool) -> QQmlApplicationEngine:
    """An engine that knows the module `Kangle` and its theme."""
    engine = QQmlApplicationEngine()
    dress(engine, moves=moves)
    return engine


def load_window(
    engine: QQmlApplicationEngine,
    kind: str,
    properties: Mapping[str, object],
    size: tuple[int, int] | None,
) -> QQuickWindow:
    """The window of the QML type `kind`, not shown yet; `size` None leaves it to the caller.

    Raises `RuntimeError` when it cannot be built.
    """
    given = dict(properties)
    if size is not None:
        given |= {"width": size[0], "height": size[1]}
    engine.setInitialProperties(given)
    engine.loadFromModule("Kangle", kind)
    roots: list[QObject] = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise RuntimeError(f"{kind}.qml did not load")
    return roots[0]


@contextmanager
def ended_by_signals(app: QGuiApplication) -> Iterator[None]:
    """Let the process's ending signals end Qt's loop instead, and put them back afterwards.

    Python looks at signals between its own steps; a timer of the screen has to make them.
    """
    before = [(each, signal.signal(each, lambda *_: app.quit())) for each in ENDING]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def save_picture(path: Path, window_of: Callable[[QQmlApplicationEngine], QQuickWindow]) -> None:
    """Draw the window that `window_of` makes, without a display, into a PNG; raises `OSError`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    draw_without_graphics_card()
    app = application()
    engine = make_engine(moves=False)
    window = window_of(engine)
    window.show()
    app.processEvents()
    saved = window.grabWindow().save(str(path))
    end(engine)
    if not saved:
        raise OSError(str(path))


def end(engine: QQmlApplicationEngine) -> None:
    """Take down an engine and its window at once, while what they draw from still stands."""
    shiboken6.delete(engine)
