"""The dietitian's desk from its parts, in a window or as a picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
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
"""How often the screen looks at the time. Python looks at signals between its own steps, too."""
SECONDS_A_MINUTE = 60
TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    }
)
"""What shows that somebody is there."""


class Presence(QObject):
    """An event filter of the desk's window that tells the screen of every touch."""

    def __init__(self, screen: CatalogueScreen, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's naming
        """See what comes by and let it pass."""
        if event.type() in TOUCHES:
            self._screen.touched()
        return False


def desk_window(
    engine: QQmlApplicationEngine, screen: CatalogueScreen, size: tuple[int, int] | None
) -> QQuickWindow:
    """The desk's window over `screen`, not shown yet; raises `RuntimeError` if it cannot be."""
    window = load_window(engine, "Desk", {"desk": screen}, size)
    window.installEventFilter(Presence(screen, window))
    return window


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
    lock_seconds = settings.pos.desk_lock_minutes * SECONDS_A_MINUTE
    screen = CatalogueScreen(DeskState(now=clock.now()), desk, jobs, clock, lock_seconds)
    engine = make_engine(moves=not settings.pos.reduced_motion)
    window = desk_window(engine, screen, None if fullscreen else (1280, 800))
    if fullscreen:
        window.showFullScreen()
    else:
        window.show()
    pulse = QTimer(qt)
    pulse.timeout.connect(screen.pulse)
    pulse.start(PULSE_MS)
    try:
        with ended_by_signals(qt):
            screen.begin()
            qt.exec()
    finally:
        pulse.stop()
        screen.last_words()
        end(engine)
        jobs.close()


def shoot_desk(path: Path, state: str, size: tuple[int, int], language: str) -> None:
    """Draw `state` (one of `SCENES`) into the PNG file `path`; raises `OSError`."""
    i18n.choose(language)
    screen = CatalogueScreen(SCENES[state]())  # the engine only borrows it
    save_picture(path, lambda engine: desk_window(engine, screen, size))
