"""The dietitian's desk from its parts, in a window or as a picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from accounts.chain import Chain
from canteen import i18n
from canteen.clock import Clock
from canteen.db import Database
from canteen.jobs import SerialJobs
from pos.catalogue.desk import CatalogueDesk
from pos.settings import Settings
from pos.ui.catalogue.scenes import SCENES
from pos.ui.catalogue.screen import CatalogueScreen
from pos.ui.catalogue.state import DeskState
from pos.ui.reader_bridge import GuiThread
from pos.ui.window import (
    application,
    end,
    ended_by_signals,
    load_window,
    make_engine,
    require_display,
    save_picture,
)

PULSE_MS = 200
"""Python looks at signals between its own steps; a timer that calls into it makes them."""


def desk_window(
    engine: QQmlApplicationEngine, screen: CatalogueScreen, size: tuple[int, int] | None
) -> QQuickWindow:
    """The desk's window over `screen`, not shown yet; raises `RuntimeError` if it cannot be."""
    return load_window(engine, "Desk", {"desk": screen}, size)


def open_desk(
    settings: Settings, database: Database, chain: Chain, clock: Clock, *, fullscreen: bool
) -> None:
    """Open the desk and stay until it is closed; raises `NoDisplay`."""
    require_display()
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
    try:
        with ended_by_signals(qt):
            screen.begin()
            qt.exec()
    finally:
        pulse.stop()
        end(engine)
        jobs.close()


def shoot_desk(path: Path, state: str, size: tuple[int, int], language: str) -> None:
    """Draw `state` (one of `SCENES`) into the PNG file `path`; raises `OSError`."""
    i18n.choose(language)
    screen = CatalogueScreen(SCENES[state]())  # the engine only borrows it
    save_picture(path, lambda engine: desk_window(engine, screen, size))
