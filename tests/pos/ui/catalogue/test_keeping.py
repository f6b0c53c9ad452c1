"""What was typed outlasts a crash and a closed window, and comes back to whoever typed it."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from support.databases import DEMO_DAY
from support.dish_desk import (
    CASHIER_PIN,
    CHEN_PIN,
    DISH,
    FANG_PIN,
    PULSE,
    WANG_PIN,
    desk_over,
)

from canteen.clock import ManualClock
from canteen.jobs import SerialJobs
from pos.ui.catalogue.screen import CatalogueScreen
from pos.ui.catalogue.state import ConflictPage, OfferPage
from pos.ui.window import application

LATER = DEMO_DAY + timedelta(hours=20)


@pytest.fixture
def typed(at_work):
    """A dish with an edit that lies on the shelf, and the program gone without a word."""
    at_work.write("line.0.amount", "2400")
    at_work.wait(2)
    return at_work


def on_shelf(place, who="21"):
    return {each.key: each.draft for each in place.desk.drafts.own(who)}


def test_a_draft_lies_in_the_database_two_seconds_after_the_last_key(at_work):
    at_work.write("line.0.amount", "24")
    assert on_shelf(at_work) == {}
    at_work.wait(2 - PULSE)
    assert on_shelf(at_work)[DISH].now.lines[0].amount == "24"
    assert any(text == "草稿存于今天 11:00" for text in at_work.says())


def test_somebody_who_never_pauses_is_kept_up_with_too(at_work):
    at_work.write("line.0.note", "")
    for count in range(1, 21):
        at_work.type("x")
        at_work.wait(0.4)
        kept = on_shelf(at_work)
        if count >= 5:
            assert len(kept[DISH].now.lines[0].note) >= count - 5
    at_work.wait(2)
    assert on_shelf(at_work)[DISH].now.lines[0].note == "x" * 20


def test_keeping_leaves_the_thread_that_draws_alone(at_work, monkeypatch):
    """While the shelf is slow, keys are taken and shown; what came meanwhile is kept after."""
    told = []
    jobs = SerialJobs(told.append)
    screen = CatalogueScreen(at_work.screen.state, at_work.desk, jobs, at_work.clock)
    threads = []
    keep = at_work.desk.drafts.keep

    def slow(*words):
        threads.append(threading.current_thread().name)
        return keep(*words)

    monkeypatch.setattr(at_work.desk.drafts, "keep", slow)
    screen.edit("line.0.amount", "24")
    for _pulse in range(8):
        at_work.clock.advance(PULSE)
        screen.pulse()
    assert screen.state.keeping
    screen.edit("line.0.amount", "2400")
    jobs.close()
    assert threads == ["jobs"]
    for call in told:
        call()
    assert not screen.state.keeping
    assert screen.state.draft.now.lines[0].amount == "2400"
    assert on_shelf(at_work)[DISH].now.lines[0].amount == "24"


def test_after_a_crash_the_draft_is_offered_and_gone_on_with(typed):
    with desk_over(typed.database, ManualClock(LATER)) as again:
        again.pin(CHEN_PIN)
        assert isinstance(again.screen.state.page, OfferPage)
        assert "昨天 11:00 的草稿" in again.says()
        assert "改自配方第 1 版" in again.says()
        again.press("继续")
        assert again.screen.state.key == DISH
        assert again.part("line.0.amount").property("text") == "2400"
        assert again.screen.state.unsaved == (DISH,)
        again.screen.press("undo", "")
        assert again.screen.state.unsaved == ()


def test_a_draft_is_dropped_by_two_presses_and_is_gone(typed):
    with desk_over(typed.database, ManualClock(LATER)) as again:
        again.pin(CHEN_PIN)
        again.press("丢掉")
        again.press("再按一次丢掉")
        again.wait(2)
        assert again.screen.state.page is None
        assert on_shelf(again) == {}
        assert again.screen.state.unsaved == ()


def test_escape_goes_on_with_every_draft(typed):
    typed.screen.press("new", "")
    typed.screen.edit("name_zh", "新菜")
    typed.wait(2)
    with desk_over(typed.database, ManualClock(LATER)) as again:
        again.pin(CHEN_PIN)
        assert len(again.screen.state.page.offers) == 2
        again.screen.press("escape", "")
        assert len(again.screen.state.unsaved) == 2
        assert again.screen.state.draft.now.name_zh == "新菜"


def test_a_save_ends_the_draft(typed):
    typed.press("保存")
    assert on_shelf(typed) == {}
    typed.wait(3)
    assert on_shelf(typed) == {}


def test_an_edit_taken_back_ends_the_draft(typed):
    typed.press("放弃")
    typed.press("再按一次放弃")
    typed.wait(2)
    assert on_shelf(typed) == {}


def test_an_empty_new_dish_is_no_draft(at_work):
    at_work.press("新菜")
    at_work.wait(3)
    assert on_shelf(at_work) == {}


def test_new_dishes_of_two_desks_do_not_take_each_others_place(at_work):
    at_work.press("新菜")
    at_work.write("name_zh", "甲")
    at_work.wait(2)
    with desk_over(at_work.database, ManualClock(LATER)) as other:
        other.pin(CHEN_PIN)
        other.press("继续")
        other.press("新菜")
        other.write("name_zh", "乙")
        other.wait(2)
        assert {draft.now.name_zh for draft in on_shelf(other).values()} == {"甲", "乙"}


def test_closing_the_window_keeps_the_last_keys(at_work):
    closed = []
    at_work.screen.closeAsked.connect(lambda: closed.append(True))
    at_work.write("line.0.amount", "2400")
    assert at_work.window.close()
    assert on_shelf(at_work)[DISH].now.lines[0].amount == "2400"
    assert closed == []


def test_a_window_waits_for_the_shelf_and_closes_then(at_work):
    told, closed = [], []
    jobs = SerialJobs(told.append)
    screen = CatalogueScreen(at_work.screen.state, at_work.desk, jobs, at_work.clock)
    screen.closeAsked.connect(lambda: closed.append(True))
    screen.edit("line.0.amount", "2400")
    assert not screen.leave()
    jobs.close()
    for call in told:
        call()
    assert closed == [True]
    assert screen.leave()


def test_without_a_database_the_window_closes_at_the_second_wish(at_work):
    at_work.write("line.0.amount", "2400")
    with at_work.database.write() as session:
        session.exec_driver_sql("ALTER TABLE dish_drafts RENAME TO away")
    assert not at_work.screen.leave()
    assert any("草稿没有存下，没有关" in text for text in at_work.says())
    assert at_work.screen.leave()


def test_a_shelf_that_failed_is_tried_again(at_work):
    at_work.write("line.0.amount", "2400")
    with at_work.database.write() as session:
        session.exec_driver_sql("ALTER TABLE dish_drafts RENAME TO away")
    at_work.wait(2)
    assert any("草稿没有存下，打的字都还在这里" in text for text in at_work.says())
    with at_work.database.write() as session:
        session.exec_driver_sql("ALTER TABLE away RENAME TO dish_drafts")
    at_work.wait(7)
    assert on_shelf(at_work)[DISH].now.lines[0].amount == "2400"


def test_a_program_that_is_told_to_end_keeps_the_last_keys(at_work):
    at_work.write("line.0.amount", "2400")
    at_work.screen.last_words()
    assert on_shelf(at_work)[DISH].now.lines[0].amount == "2400"


def test_a_draft_whose_dish_moved_on_says_so(typed):
    base = typed.stored()
    theirs = typed.screen.state.figures.dish
    typed.write("line.0.amount", "2500")
    typed.wait(2)
    typed.desk.save(theirs, base, typed.desk.check_pin(WANG_PIN).staff)
    with desk_over(typed.database, ManualClock(LATER)) as again:
        again.pin(CHEN_PIN)
        assert "改自配方第 1 版，之后有人存过，保存前先看区别" in again.says()
        again.press("继续")
        assert "改自第 1 版，之后有人存过" in again.says()
        again.press("比较版本")
        assert "1 项食材不同" in again.says()
        again.press("返回")
        again.press("保存")
        assert isinstance(again.screen.state.page, ConflictPage)
        again.press("接着用我的")
        assert "改自第 1 版，之后有人存过" not in again.says()
        again.press("保存")
        assert again.stored().recipe.version == 3
        assert on_shelf(again) == {}


def test_others_see_who_is_at_a_dish_and_cannot_touch_the_draft(typed):
    with desk_over(typed.database, typed.clock) as other:
        other.pin(FANG_PIN)
        assert other.screen.state.page is None
        assert other.screen.state.unsaved == ()
        other.write("query", "fqcd")
        assert "陈营养师 正在改" in other.says()
        other.screen.press("open", DISH)
        application().processEvents()
        assert any(text.startswith("陈营养师 正在改这道菜（今天 11:00）") for text in other.says())
        assert other.part("line.0.amount").property("text") == "1400"
        typed.press("保存")
        other.wait(16)
        assert not any("正在改" in text for text in other.says())


def test_somebody_who_only_reads_is_offered_nothing(typed):
    typed.desk.drafts.keep("07", {DISH: typed.screen.state.draft}, (), DEMO_DAY)
    typed.press("锁上")
    typed.pin(CASHIER_PIN)
    assert typed.screen.state.page is None
    assert typed.screen.state.unsaved == ()
