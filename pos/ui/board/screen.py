"""The wall screen as QML sees it, and how it follows the menu.

Every second the menu is read anew in a job of another thread; what comes back is drawn on the GUI
thread, which never waits for the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import Property, QObject, QTimer, Signal

from canteen.clock import Clock
from canteen.db import Database
from canteen.jobs import Jobs
from canteen.log import get_logger
from menus import Menu, business_date
from menus.catalogue import todays_menu
from menus.portions import PortionCache
from pos.settings import Settings
from pos.ui.board.props import BoardProps
from pos.ui.board.view import BoardInputs, derive_board
from pos.ui.values import to_qml

POLL_MS: Final = 1000
"""Between two looks at the menu; with the reading itself a change shows within two seconds."""
AWAY_SECONDS: Final = 5.0
"""A menu that could not be read for so long may be out of date, and the screen says so."""

_log = get_logger("pos.ui")


class BoardScreen(QObject):
    """Derives props from inputs and publishes the parts that changed."""

    headChanged = Signal()  # noqa: N815 - Qt's naming
    sheetChanged = Signal()  # noqa: N815

    def __init__(self, inputs: BoardInputs) -> None:
        super().__init__()
        self._inputs = inputs
        self._props = BoardProps()
        self._maps: dict[str, dict[str, Any]] = {}
        self.show(inputs)

    def show(self, inputs: BoardInputs) -> None:
        """Draw `inputs`."""
        self._inputs = inputs
        before, self._props = self._props, derive_board(inputs)
        for name in ("head", "sheet"):
            part = getattr(self._props, name)
            if name not in self._maps or part != getattr(before, name):
                self._maps[name] = to_qml(part)
                getattr(self, f"{name}Changed").emit()

    @property
    def inputs(self) -> BoardInputs:
        """What the screen was last derived from."""
        return self._inputs

    @property
    def props(self) -> BoardProps:
        """What the screen shows."""
        return self._props

    @Property("QVariantMap", notify=headChanged)  # type: ignore[arg-type]
    def head(self) -> dict[str, Any]:
        """`pos.ui.board.props.Head`."""
        return self._maps["head"]

    @Property("QVariantMap", notify=sheetChanged)  # type: ignore[arg-type]
    def sheet(self) -> dict[str, Any]:
        """`pos.ui.board.props.Sheet`."""
        return self._maps["sheet"]


class MenuReader:
    """Reads today's menu; slow, used by one thread at a time.

    `open_it` opens the database, at the first reading and again until that worked once.
    """

    def __init__(self, open_it: Callable[[], Database], settings: Settings, clock: Clock) -> None:
        self._open = open_it
        self._settings = settings
        self._clock = clock
        self._database: Database | None = None
        self._portions = PortionCache()

    def read(self) -> Menu:
        """The menu of the business date as it is now. Raises one of the `DatabaseError` tree."""
        if self._database is None:
            self._database = self._open()
        day = business_date(self._clock.now(), self._settings.meals)
        with self._database.read() as session:
            return todays_menu(session, day, self._portions)

    def close(self) -> None:
        """Let go of the database."""
        if self._database is not None:
            self._database.close()


class LiveBoard(BoardScreen):
    """A screen that follows the menu. Every method runs on the GUI thread; `read` runs in jobs."""

    def __init__(
        self, read: Callable[[], Menu], jobs: Jobs, settings: Settings, clock: Clock
    ) -> None:
        super().__init__(
            BoardInputs(
                now=clock.now(), canteen_name=settings.pos.canteen_name, hours=settings.meals
            )
        )
        self._read = read
        self._jobs = jobs
        self._clock = clock
        self._reading = False
        self._failing = False
        self._read_mark = clock.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def reading(self) -> bool:
        """Whether a look at the menu is under way."""
        return self._reading

    def start(self) -> None:
        """Read at once, and then every second."""
        self._timer.start()
        self.tick()

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()

    def tick(self) -> None:
        """Look at the time, and have the menu read unless it is being read already."""
        self._draw()
        if not self._reading:
            self._reading = True
            asked = self._clock.now()
            self._jobs.submit(self._read, lambda menu, error: self._take(asked, menu, error))

    def _take(self, asked: datetime, menu: Menu | None, error: Exception | None) -> None:
        self._reading = False
        if menu is None:
            if not self._failing:
                _log.warning("menu-not-read", error=repr(error))
            self._failing = True
            return
        self._failing = False
        self._read_mark = self._clock.monotonic()
        self._draw(menu=menu, read_at=asked)

    def _draw(self, **changes: Any) -> None:
        # Counted from the last success: a server that went silent answers not even with an error.
        away = self._clock.monotonic() - self._read_mark >= AWAY_SECONDS
        self.show(replace(self._inputs, now=self._clock.now(), away=away, **changes))
