"""The wall screen from its parts, in a window or as a picture."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from canteen import i18n
from canteen.clock import Clock
from canteen.db import Database, DatabaseBusy, DatabaseUnreachable
from canteen.jobs import SerialJobs
from pos.settings import Settings
from pos.ui.board.scenes import SCENES
from pos.ui.board.screen import BoardScreen, LiveBoard, MenuReader
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

DESIGNED = (1920, 1080)


def board_window(
    engine: QQmlApplicationEngine, screen: BoardScreen, size: tuple[int, int] = DESIGNED
) -> QQuickWindow:
    """The window over `screen`, not shown yet; raises `RuntimeError` if it cannot be built."""
    return load_window(engine, "Board", {"board": screen}, size)


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
        with ended_by_signals(self.qt):
            self.screen.start()
            self.qt.exec()

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
    require_display()
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
    i18n.choose(language)
    screen = BoardScreen(SCENES[state]())  # the engine only borrows it
    save_picture(path, lambda engine: board_window(engine, screen, size))
