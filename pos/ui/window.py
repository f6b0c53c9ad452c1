"""The Qt objects of a screen: application, engine, window."""

from __future__ import annotations

import os
import sys

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from pos.ui.art_files import dress, load_fonts
from pos.ui.screen import Screen


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


def make_window(
    engine: QQmlApplicationEngine, screen: Screen, size: tuple[int, int] | None
) -> QQuickWindow:
    """The till's window over `screen`, not shown yet; `size` None leaves it to the caller.

    Raises `RuntimeError` when the window cannot be built.
    """
    properties: dict[str, object] = {"kiosk": screen}
    if size is not None:
        properties |= {"width": size[0], "height": size[1]}
    engine.setInitialProperties(properties)
    engine.loadFromModule("Kangle", "Main")
    roots: list[QObject] = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise RuntimeError("Main.qml did not load")
    return roots[0]


def end(engine: QQmlApplicationEngine) -> None:
    """Take down an engine and its window at once, while what they draw from still stands."""
    shiboken6.delete(engine)
