"""The wall screen from its parts, in a window or as a picture."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from canteen import i18n
from canteen.clock import Clock
from canteen.db import Database, DatabaseBusy, DatabaseUnreachable
from canteen.jobs import SerialJobs
from pos.settings import Settings
from pos.ui.board import BoardScreen, LiveBoard, MenuReader
from pos.ui.board_scenes import SCENES
from pos.ui.boot import ENDING
from pos.ui.errors import NoDisplay
from pos.ui.reader_bridge import GuiThread
from pos.ui.window import application, draw_without_graphics_card, end, make_engine

DESIGNED = (1920, 1080)


def board_window(
    engine: QQmlApplicationEngine, screen: BoardScreen, size: tuple[int, int] = DESIGNED
) -> QQuickWindow:
    """The window over `screen`, not shown yet; raises `RuntimeError` if it cannot be built."""
    engine.setInitialProperties({"board": screen, "width": size[0], "height": size[1]})
    engine.loadFromModule("Kangle", "Board")
    roots: list[QObject] = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise RuntimeError("Board.qml did not load")
    return roots[0]


@dataclass(slots=True)
class Board:
    """A wall screen that is built and shown, not yet reading."""

    qt: QGuiApplication
    screen: LiveBoard
    reader: MenuReader
    jobs: SerialJobs
    engine: QQmlApplicationEngine
    window: QQuickWindow

    def run(self) -> None:
        """Follow the menu until the window is closed or the process is told to end."""
        # Python looks at signals between its own steps; the screen's timer makes them.
        before = [(each, signal.signal(each, lambda *_: self.qt.quit())) for each in ENDING]
        try:
            self.screen.start()
            self.qt.exec()
        finally:
            for number, handler in before:
                signal.signal(number, handler)

    def close(self) -> None:
        """Take the window down, then let go of the database."""
        self.screen.stop()
        end(self.engine)
        self.jobs.close()
        self.reader.close()


def boot_board(
    open_it: Callable[[], Database], settings: Settings, clock: Clock, *, fullscreen: bool
) -> Board:
    """A shown wall screen over the database that `open_it` opens, in a job, when it is there.

    Raises `NoDisplay`.
    """
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform == "linux" and not (shown or os.environ.get("QT_QPA_PLATFORM")):
        raise NoDisplay
    qt = application()
    gui = GuiThread()
    gui.setParent(qt)
    jobs = SerialJobs(gui.deliver, "board")
    reader = MenuReader(open_it, settings, clock)
    screen = LiveBoard(reader.read, jobs, settings, clock)
    engine = make_engine(moves=not settings.pos.reduced_motion)
    window = board_window(engine, screen)
    if fullscreen:
        window.setCursor(QCursor(Qt.CursorShape.BlankCursor))
        window.showFullScreen()
    else:
        window.resize(1280, 720)
        window.show()
    return Board(qt, screen, reader, jobs, engine, window)


def opener(open_it: Callable[[], Database]) -> Callable[[], Database]:
    """`open_it` after a first try, so that what waiting does not mend is told at once.

    A server that is not there yet may come: the screen waits for it. Raises the other errors of the
    `DatabaseError` tree.
    """
    first: list[Database] = []
    with suppress(DatabaseUnreachable, DatabaseBusy):
        first.append(open_it())
    return lambda: first.pop() if first else open_it()


def open_board(
    open_it: Callable[[], Database], settings: Settings, clock: Clock, *, fullscreen: bool
) -> None:
    """Open the wall screen and stay until it is closed; raises `NoDisplay`."""
    board = boot_board(open_it, settings, clock, fullscreen=fullscreen)
    try:
        board.run()
    finally:
        board.close()


def shoot_board(path: Path, state: str, size: tuple[int, int], language: str) -> None:
    """Draw `state` (one of `SCENES`) into the PNG file `path`; raises `KeyError`, `OSError`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    i18n.choose(language)
    draw_without_graphics_card()
    app = application()
    engine = make_engine(moves=False)
    screen = BoardScreen(SCENES[state]())
    window = board_window(engine, screen, size)
    window.show()
    app.processEvents()
    stored = window.grabWindow().save(str(path))
    end(engine)
    if not stored:
        raise OSError(str(path))
