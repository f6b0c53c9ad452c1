"""A dietitian's place: the real window over a real database, and hands that touch it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from support.databases import DEMO_DAY
from support.screens import items, words

from accounts import chain as chains
from accounts import staff
from accounts.chain import Chain
from canteen.clock import ManualClock
from canteen.db import Database
from menus.catalogue_files import CatalogueDish
from menus.editing import stored_dishes
from pos.catalogue.desk import CatalogueDesk
from pos.settings import load_settings
from pos.ui.catalogue.boot import desk_window
from pos.ui.catalogue.screen import CatalogueScreen
from pos.ui.catalogue.state import DeskState
from pos.ui.window import application, draw_without_graphics_card, end, make_engine

DISH = "fanqiechaodan"
CHEN_PIN, FANG_PIN, WANG_PIN, CASHIER_PIN = "4826", "6190", "1379", "2580"
LOCK_SECONDS = 600.0
PULSE = 0.2


@dataclass
class Place:
    """A desk in a window, and hands."""

    screen: CatalogueScreen
    window: QQuickWindow
    database: Database
    desk: CatalogueDesk
    clock: ManualClock

    def part(self, name: str) -> QQuickItem:
        found = [each for each in items(self.window.contentItem()) if each.objectName() == name]
        assert len(found) == 1, (name, len(found))
        return found[0]

    def click(self, item: QQuickItem) -> None:
        centre = item.mapToScene(QPoint(int(item.width() / 2), int(item.height() / 2)))
        QTest.mouseClick(
            self.window, Qt.MouseButton.LeftButton, pos=QPoint(int(centre.x()), int(centre.y()))
        )
        application().processEvents()

    def type(self, text: str) -> None:
        """Each character as a keyboard or an input method sends it."""
        for sign in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign)
                application().sendEvent(self.window, event)

    def press(self, label: str) -> None:
        """Click the button that says so."""
        found = [
            each
            for each in items(self.window.contentItem())
            # Asking an item for what it has not costs PySide a count of None.
            if each.metaObject().indexOfProperty("label") >= 0
            and each.property("label") == label
            and each.isEnabled()
        ]
        assert found, label
        self.click(found[-1])

    def write(self, name: str, text: str) -> None:
        """Click a field and type over what is in it."""
        self.click(self.part(name))
        QTest.keyClick(self.window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)
        application().processEvents()

    def pin(self, digits: str) -> None:
        self.type(digits)
        QTest.keyClick(self.window, Qt.Key.Key_Return)
        application().processEvents()

    def says(self) -> list[str]:
        return [word.text for word in words(self.window.contentItem())]

    def wait(self, seconds: float) -> None:
        """Let time pass, with the pulse that the program's timer gives."""
        for _pulse in range(round(seconds / PULSE)):
            self.clock.advance(PULSE)
            self.screen.pulse()
        application().processEvents()

    def stored(self, code: str = DISH) -> CatalogueDish:
        """A dish as the database has it."""
        with self.database.read() as session:
            return stored_dishes(session, self.desk.today(), [code])[code]


def hire(database: Database) -> None:
    """Two dietitians join the demo's staff."""
    key = chains.load_key(database)
    people = (("21", "陈营养师", CHEN_PIN), ("22", "王芳", FANG_PIN))
    with database.write() as session:
        for number, name, pin in people:
            staff.add(
                session, id=number, name=name, role="dietitian", pin=pin, key=key, now=DEMO_DAY
            )


@contextmanager
def desk_over(database: Database, clock: ManualClock) -> Iterator[Place]:
    """The desk as a program of its own, begun and waiting for a PIN."""
    chain = Chain(chains.load_key(database), "T1")
    desk = CatalogueDesk(database, chain, load_settings(None), clock)
    draw_without_graphics_card()
    application()
    engine = make_engine(moves=False)
    screen = CatalogueScreen(DeskState(now=clock.now()), desk, None, clock, LOCK_SECONDS)
    window = desk_window(engine, screen, (1920, 1080))
    window.show()
    screen.begin()
    application().processEvents()
    try:
        yield Place(screen, window, database, desk, clock)
    finally:
        end(engine)
