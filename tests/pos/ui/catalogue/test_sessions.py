"""The lock, and whose session lies on the desk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from support.dish_desk import CHEN_PIN, DISH, FANG_PIN, LOCK_SECONDS, desk_over

from pos.ui.catalogue.state import ComparePage, PinPage, PricePage


@pytest.fixture
def edited(at_work):
    at_work.write("line.0.amount", "2400")
    return at_work


def test_the_desk_locks_after_so_long_without_a_touch(edited):
    edited.wait(LOCK_SECONDS - 1)
    assert edited.screen.state.staff is not None
    edited.wait(2)
    assert edited.screen.state.staff is None
    assert "菜谱锁上了" in edited.says()
    assert "陈营养师或同事的口令，草稿都在" in edited.says()


def test_figures_are_covered_while_it_is_locked(edited):
    assert "2400" in [each.amount for each in edited.screen.props.editor.lines]
    energy = edited.screen.props.side.figures[0].cells[0]
    assert energy in edited.says()
    edited.press("锁上")
    said = edited.says()
    assert energy not in said
    assert not any("番茄炒蛋" in text for text in said)
    assert not any(text in said for text in ("保存", "新菜", "597 / 597 道"))


@pytest.mark.parametrize("touch", ["key", "mouse", "move"])
def test_every_touch_begins_the_time_anew(edited, touch):
    edited.wait(LOCK_SECONDS - 10)
    match touch:
        case "key":
            QTest.keyClick(edited.window, Qt.Key.Key_Shift)
        case "mouse":
            QTest.mouseClick(edited.window, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        case "move":
            QTest.mouseMove(edited.window, QPoint(7, 7))
            QTest.mouseMove(edited.window, QPoint(90, 90))
    edited.wait(20)
    assert edited.screen.state.staff is not None


def test_the_lock_puts_the_draft_on_the_shelf_at_once(edited):
    edited.press("锁上")
    (kept,) = edited.desk.drafts.own("21")
    assert kept.draft.now.lines[0].amount == "2400"


def test_the_same_person_goes_on_where_she_was(edited):
    edited.press("比较版本")
    edited.wait(LOCK_SECONDS + 1)
    edited.pin("0000")
    assert "口令不对，还可试 4 次" in edited.says()
    edited.pin(CHEN_PIN)
    assert isinstance(edited.screen.state.page, ComparePage)
    edited.press("返回")
    assert edited.screen.state.key == DISH
    assert edited.part("line.0.amount").property("text") == "2400"
    edited.screen.press("undo", "")
    assert edited.part("line.0.amount").property("text") == "1400"


def test_somebody_else_has_a_session_of_her_own(edited):
    edited.press("锁上")
    edited.pin(FANG_PIN)
    state = edited.screen.state
    assert (state.key, state.unsaved, state.query.text) == ("", (), "")
    assert [(each.dish, each.who) for each in state.others] == [(DISH, "陈营养师")]
    edited.screen.press("open", "hongshaorou")
    edited.screen.edit("line.0.amount", "99")
    edited.press("锁上")
    edited.pin(CHEN_PIN)
    assert edited.screen.state.page is None
    assert edited.screen.state.key == DISH
    assert edited.screen.state.unsaved == (DISH,)
    assert edited.part("line.0.amount").property("text") == "2400"
    edited.press("锁上")
    edited.pin(FANG_PIN)
    assert edited.screen.state.unsaved == ("hongshaorou",)


def test_a_half_typed_pin_of_a_manager_is_not_kept(edited):
    edited.press("改价")
    edited.write("page.price", "7.50")
    edited.press("请经理签字")
    edited.type("13")
    edited.wait(LOCK_SECONDS + 1)
    page = edited.screen.state.page
    assert isinstance(page, PinPage)
    assert (page.wanted, page.digits) == ("login", "")
    edited.pin(CHEN_PIN)
    page = edited.screen.state.page
    assert isinstance(page, PricePage)
    assert page.price == "7.50"


def test_drafts_that_were_not_decided_on_are_offered_again(edited):
    edited.wait(2)
    with desk_over(edited.database, edited.clock) as again:
        again.pin(CHEN_PIN)
        again.wait(LOCK_SECONDS + 1)
        assert "菜谱锁上了" in again.says()
        again.pin(CHEN_PIN)
        assert "上次的草稿，继续还是丢掉" in again.says()


def test_a_desk_that_never_locks_stays_open(edited):
    edited.screen._lock_seconds = 0.0
    edited.wait(LOCK_SECONDS * 3)
    assert edited.screen.state.staff is not None


def test_a_book_of_an_hour_ago_is_read_again_at_the_login(edited):
    base = edited.stored()
    theirs = edited.screen.state.figures.dish
    edited.wait(LOCK_SECONDS + 1)
    edited.desk.save(theirs, base, edited.desk.check_pin(FANG_PIN).staff)
    edited.pin(CHEN_PIN)
    assert edited.screen.state.is_behind
    assert "改自第 1 版，之后有人存过" in edited.says()


def test_a_pin_that_nobody_could_look_up_is_no_wrong_one(edited):
    edited.press("锁上")
    with edited.database.write() as session:
        session.exec_driver_sql("ALTER TABLE staff RENAME TO away")
    edited.pin(CHEN_PIN)
    assert "数据库没有回应，请再试一次" in edited.says()
    with edited.database.write() as session:
        session.exec_driver_sql("ALTER TABLE away RENAME TO staff")
    edited.pin(CHEN_PIN)
    assert edited.screen.state.staff.id == "21"
