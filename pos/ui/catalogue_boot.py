"""The dietitian's desk from its parts, in a window or as a picture."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from accounts.chain import Chain
from canteen import i18n
from canteen.clock import Clock
from canteen.db import Database
from canteen.jobs import SerialJobs
from pos.catalogue_desk import CatalogueDesk
from pos.settings import Settings
from pos.ui.boot import ENDING
from pos.ui.catalogue_scenes import SCENES
from pos.ui.catalogue_screen import CatalogueScreen
from pos.ui.catalogue_state import DeskState
from pos.ui.errors import NoDisplay
from pos.ui.reader_bridge import GuiThread
from pos.ui.window import application, draw_without_graphics_card, end, make_engine

PULSE_MS = 200
"""Python looks at signals between its own steps; a timer that calls into it makes them."""


def desk_window(
    engine: QQmlApplicationEngine, screen: CatalogueScreen, size: tuple[int, int] | None
) -> QQuickWindow:
    """The desk's window over `screen`, not shown yet; raises `RuntimeError` if it cannot be."""
    properties: dict[str, object] = {"desk": screen}
    if size is not None:
        properties |= {"width": size[0], "height": size[1]}
    engine.setInitialProperties(properties)
    engine.loadFromModule("Kangle", "Desk")
    roots: list[QObject] = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise RuntimeError("Desk.qml did not load")
    return roots[0]


def open_desk(
    settings: Settings, database: Database, chain: Chain, clock: Clock, *, fullscreen: bool
) -> None:
    """Open the desk and stay until it is closed; raises `NoDisplay`."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform == "linux" and not (shown or os.environ.get("QT_QPA_PLATFORM")):
        raise NoDisplay
    qt = application()
    gui = GuiThread()
    gui.setParent(qt)
    jobs = SerialJobs(gui.deliver)
    desk = CatalogueDesk(database, chain, settings, clock)
    screen = CatalogueScreen(DeskState(now=clock.now()), desk, jobs, clock)
    engine = make_engine(moves=not settings.pos.reduced_motion)
    window = desk_window(engine, screen, None if fullscreen else (1280, 800))
    if fullscreen:
        window.showFullScreen()
    else:
        window.show()
    pulse = QTimer(qt)
    pulse.timeout.connect(lambda: None)
    pulse.start(PULSE_MS)
    before = [(number, signal.signal(number, lambda *_: qt.quit())) for number in ENDING]
    try:
        screen.begin()
        qt.exec()
    finally:
        for number, handler in before:
            signal.signal(number, handler)
        pulse.stop()
        end(engine)
        jobs.close()


def shoot_desk(path: Path, state: str, size: tuple[int, int], language: str) -> None:
    """Draw `state` (one of `SCENES`) into the PNG file `path`; raises `OSError`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    i18n.choose(language)
    draw_without_graphics_card()
    app = application()
    engine = make_engine(moves=False)
    screen = CatalogueScreen(SCENES[state]())  # the engine only borrows it
    window = desk_window(engine, screen, size)
    window.show()
    app.processEvents()
    stored = window.grabWindow().save(str(path))
    end(engine)
    if not stored:
        raise OSError(str(path))
