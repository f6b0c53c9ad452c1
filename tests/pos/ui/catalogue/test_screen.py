"""The dietitian at her desk: real touches and keys, a real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
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
from canteen.money import Money
from menus.editing import stored_dishes
from pos.catalogue.desk import CatalogueDesk
from pos.settings import load_settings
from pos.ui.catalogue.boot import desk_window
from pos.ui.catalogue.screen import CatalogueScreen
from pos.ui.catalogue.state import ConflictPage, DeskState
from pos.ui.window import application, draw_without_graphics_card, end, make_engine

DISH = "fanqiechaodan"
CHEN_PIN, WANG_PIN, CASHIER_PIN = "4826", "1379", "2580"


@dataclass
class Place:
    """A desk in a window, and hands."""

    screen: CatalogueScreen
    window: QQuickWindow
    database: Database
    desk: CatalogueDesk

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

    def stored(self):
        """The dish as the database has it."""
        with self.database.read() as session:
            return stored_dishes(session, self.desk.today(), [DISH])[DISH]


@pytest.fixture
def place(sqlite_demo) -> Iterator[Place]:
    key = chains.load_key(sqlite_demo)
    with sqlite_demo.write() as session:
        staff.add(
            session, id="21", name="陈营养师", role="dietitian", pin=CHEN_PIN, key=key, now=DEMO_DAY
        )
    clock = ManualClock(DEMO_DAY)
    desk = CatalogueDesk(sqlite_demo, Chain(key, "T1"), load_settings(None), clock)
    draw_without_graphics_card()
    application()
    engine = make_engine(moves=False)
    screen = CatalogueScreen(DeskState(now=DEMO_DAY), desk, clock=clock)
    window = desk_window(engine, screen, (1920, 1080))
    window.show()
    screen.begin()
    application().processEvents()
    try:
        yield Place(screen, window, sqlite_demo, desk)
    finally:
        end(engine)


@pytest.fixture
def at_work(place) -> Place:
    """Logged in, with the dish open."""
    place.pin(CHEN_PIN)
    place.write("query", "fqcd")
    place.click(place.part("dishes").childItems()[0].childItems()[0])
    assert place.screen.state.key == DISH
    return place


def test_nothing_is_done_without_a_pin(place):
    assert "登录菜谱" in place.says()
    place.pin("0000")
    assert "口令不对，还可试 4 次" in place.says()
    assert place.screen.state.staff is None
    place.pin(CHEN_PIN)
    assert place.screen.state.staff.id == "21"
    assert "登录菜谱" not in place.says()


def test_somebody_else_only_reads(place):
    place.pin(CASHIER_PIN)
    place.screen.press("open", DISH)
    place.screen.press("copy", "")
    place.screen.edit("line.0.amount", "1")
    assert place.screen.state.unsaved == ()
    assert any("只能看" in text for text in place.says())


def test_grams_are_typed_the_figures_follow_and_a_save_makes_a_version(at_work):
    before = at_work.screen.props.side.figures
    old = at_work.stored()
    at_work.write("line.0.amount", "2400")
    after = at_work.screen.props.side.figures
    assert after[0].cells != before[0].cells
    assert after[0].cells[0] in at_work.says()
    assert at_work.stored() == old
    at_work.press("保存")
    new = at_work.stored()
    assert new.recipe.version == 2
    assert new.recipe.recipe.lines[0].grams == Decimal(2400)
    assert at_work.screen.state.unsaved == ()
    assert any("第 2 版" in text for text in at_work.says())


def test_what_cannot_be_read_is_not_saved_and_stays(at_work):
    at_work.write("line.0.amount", "24oo")
    assert at_work.screen.state.figures.dish is None
    at_work.press("保存")
    assert at_work.stored().recipe.version == 1
    assert at_work.part("line.0.amount").property("text") == "24oo"
    assert any("还有 1 处要改" in text for text in at_work.says())


def test_the_caret_stays_while_figures_change(at_work):
    at_work.write("line.0.amount", "1234")
    field = at_work.part("line.0.amount")
    QTest.keyClick(at_work.window, Qt.Key.Key_Left)
    QTest.keyClick(at_work.window, Qt.Key.Key_Left)
    at_work.type("5")
    assert field.property("text") == "12534"
    assert field.property("activeFocus")
    assert field.property("cursorPosition") == 3


def test_one_press_drops_nothing_two_do(at_work):
    at_work.write("line.0.amount", "2400")
    at_work.press("放弃")
    assert at_work.screen.state.unsaved == (DISH,)
    at_work.press("再按一次放弃")
    assert at_work.screen.state.unsaved == ()
    assert at_work.part("line.0.amount").property("text") == "1400"


def test_an_edit_waits_while_another_dish_is_looked_at(at_work):
    at_work.write("line.0.amount", "2400")
    at_work.screen.press("open", "hongshaorou")
    at_work.screen.press("open", DISH)
    assert at_work.part("line.0.amount").property("text") == "2400"
    assert not at_work.screen.leave()
    assert any("还有 1 道菜没保存" in text for text in at_work.says())
    assert at_work.screen.leave()


def test_keys_undo_and_redo(at_work):
    at_work.write("line.0.amount", "2400")
    QTest.keyClick(at_work.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert at_work.part("line.0.amount").property("text") == "1400"
    assert at_work.screen.state.unsaved == ()
    QTest.keyClick(at_work.window, Qt.Key.Key_Tab)
    QTest.keyClick(at_work.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert at_work.part("line.0.amount").property("text") == "2400"


def test_lines_come_move_and_go(at_work):
    count = len(at_work.screen.props.editor.lines)
    at_work.press("加食材")
    at_work.type("嫩豆腐")
    QTest.keyClick(at_work.window, Qt.Key.Key_Return)
    application().processEvents()
    assert len(at_work.screen.props.editor.lines) == count + 1
    assert at_work.part(f"line.{count}.amount").property("activeFocus")
    at_work.type("300")
    at_work.screen.press("line-up", str(count))
    assert at_work.screen.props.editor.lines[count - 1].amount == "300"
    at_work.screen.press("line-remove", str(count - 1))
    application().processEvents()
    assert len(at_work.screen.props.editor.lines) == count


def test_a_price_needs_a_manager(at_work):
    at_work.press("改价")
    at_work.write("page.price", "7.50")
    at_work.press("请经理签字")
    at_work.pin("0000")
    assert at_work.stored().dish.price == Money(600)
    assert "口令不对，还可试 4 次" in at_work.says()
    at_work.pin(CASHIER_PIN)
    assert "小周不能签价格，没有改；请经理或主管输口令" in at_work.says()
    assert at_work.stored().dish.price == Money(600)
    at_work.pin(WANG_PIN)
    assert at_work.stored().dish.price == Money(750)
    assert any("王主管签了字" in text for text in at_work.says())


def test_what_another_saved_meanwhile_is_shown_before_it_is_replaced(at_work):
    base = at_work.stored()
    at_work.write("line.0.amount", "2400")
    theirs = at_work.screen.state.figures.dish
    wang = at_work.desk.check_pin(WANG_PIN).staff
    at_work.desk.save(theirs, base, wang)
    at_work.write("line.0.amount", "2500")
    at_work.press("保存")
    assert isinstance(at_work.screen.state.page, ConflictPage)
    at_work.press("看区别")
    assert "1 项食材不同" in at_work.says()
    at_work.press("返回")
    at_work.press("接着用我的")
    at_work.press("保存")
    assert at_work.stored().recipe.version == 3
    assert at_work.stored().recipe.recipe.lines[0].grams == Decimal(2500)


def test_theirs_can_be_taken_and_mine_found_again(at_work):
    base = at_work.stored()
    at_work.write("line.0.amount", "2400")
    wang = at_work.desk.check_pin(WANG_PIN).staff
    at_work.desk.save(at_work.screen.state.figures.dish, base, wang)
    at_work.write("line.0.amount", "2500")
    at_work.press("保存")
    at_work.press("用存好的")
    assert at_work.part("line.0.amount").property("text") == "2400"
    assert at_work.screen.state.unsaved == ()
    at_work.screen.press("undo", "")
    assert at_work.part("line.0.amount").property("text") == "2500"


def test_retiring_takes_two_presses_and_can_be_taken_back(at_work):
    at_work.press("停用")
    assert not at_work.desk.book().is_retired(DISH)
    at_work.press("再按一次停用")
    assert at_work.desk.book().is_retired(DISH)
    at_work.press("恢复")
    assert not at_work.desk.book().is_retired(DISH)


def test_a_copy_becomes_a_dish_of_its_own(at_work):
    at_work.press("复制")
    at_work.write("name_zh", "番茄滑蛋")
    at_work.press("保存")
    book = at_work.desk.book()
    copy = book.dishes[f"{DISH}-2"]
    assert copy.dish.name_zh == "番茄滑蛋"
    assert copy.dish.price == book.dishes[DISH].dish.price
    assert at_work.screen.state.key == f"{DISH}-2"


def test_a_drawing_is_chosen_from_the_set(at_work):
    at_work.screen.press("choose", "drawing")
    application().processEvents()
    at_work.screen.press("pick", "tomato")
    at_work.press("保存")
    assert at_work.stored().dish.drawing == "tomato"


def test_a_database_that_is_gone_loses_no_edit(at_work):
    at_work.write("line.0.amount", "2400")
    with at_work.database.write() as session:
        session.exec_driver_sql("ALTER TABLE foods RENAME TO away")
    at_work.screen.press("reload", "")
    application().processEvents()
    assert "数据库打不开" in at_work.says()
    with at_work.database.write() as session:
        session.exec_driver_sql("ALTER TABLE away RENAME TO foods")
    at_work.press("再试一次")
    assert at_work.part("line.0.amount").property("text") == "2400"
