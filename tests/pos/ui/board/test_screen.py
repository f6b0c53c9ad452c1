"""The wall screen over real databases: what changes there shows here."""

from __future__ import annotations

import threading
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from support.commands import call
from support.screens import items, targets, words

from canteen.clock import ManualClock, SystemClock
from canteen.db import Database, DatabaseMissing, DatabaseUnreachable
from canteen.money import Money
from menus import tables as t
from menus.prices import add_price
from pos.settings import Settings
from pos.ui.board.boot import boot_board, opener
from pos.ui.board.scenes import SCENES
from pos.ui.board.screen import AWAY_SECONDS, POLL_MS, BoardScreen
from pos.ui.window import application

NOW = datetime(2026, 11, 23, 3, 26, tzinfo=UTC)
DAY = date(2026, 11, 23)
SOON = 2.0
END_SESSIONS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"


def until(condition, seconds: float) -> None:
    """Draw until `condition` holds; fails after `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        application().processEvents()
        time.sleep(0.005)


@contextmanager
def board_over(database: Database, clock):
    """A shown board; the test's database stays open behind it."""
    url = database.engine.url.render_as_string(hide_password=False)
    board = boot_board(lambda: Database.open(url), Settings(), clock, fullscreen=False)
    with closing(board):
        yield board


@pytest.fixture
def live(demo_database, qapp):
    """A board that follows the demo canteen by its own timer."""
    with board_over(demo_database, SystemClock(NOW)) as board:
        board.screen.start()
        until(lambda: len(rows(board)) == 24, SOON)
        yield board


def rows(board):
    return {row.name: row for column in board.screen.props.sheet.columns for row in column.rows}


def said(board) -> list[str]:
    board.qt.processEvents()
    return [word.text for word in words(board.window.contentItem())]


def url_of(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def test_a_dish_sold_out_at_a_desk_shows_within_two_seconds_and_is_back_so_too(
    live, demo_database, qapp, capsys, monkeypatch
):
    monkeypatch.setenv("CANTEEN_NOW", NOW.isoformat())
    words_of = ("menus", "sold-out", "hongshaorou", "--by", "07", "--db", url_of(demo_database))
    assert call(capsys, *words_of).status == 0
    until(lambda: rows(live)["红烧肉"].sold_out == "售罄", SOON)
    assert "售罄" in said(live)
    assert call(capsys, *words_of, "--back").status == 0
    until(lambda: rows(live)["红烧肉"].price == "12.00", SOON)
    assert "售罄" not in said(live)


def test_a_new_price_shows_within_two_seconds(live, demo_database, qapp):
    with demo_database.write() as session:
        session.execute(
            sa.update(t.dishes).where(t.dishes.c.code == "ermifan").values(price_fen=Money(150))
        )
    until(lambda: rows(live)["二米饭"].price == "1.50", SOON)
    assert "1.50" in said(live)


def test_the_database_is_never_read_in_the_thread_that_draws(sqlite_demo, qapp):
    threads = []

    def open_it():
        threads.append(threading.current_thread())
        return Database.open(url_of(sqlite_demo))

    with closing(boot_board(open_it, Settings(), SystemClock(NOW), fullscreen=False)) as board:
        board.screen.start()
        until(lambda: len(rows(board)) == 24, SOON)
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()
    assert not threads[0].is_alive()


def read_on(board) -> None:
    """One look of the board, to its end."""
    board.screen.tick()
    until(lambda: not board.screen.reading, 10.0)


def test_while_the_server_is_away_the_menu_stays_with_a_note_until_it_is_back(
    postgres_database, postgres, postgres_stores, qapp
):
    url = postgres_stores.copy("demo")
    name = url.partition("?")[0].rpartition("/")[2]
    clock = ManualClock(NOW)
    board = boot_board(lambda: Database.open(url), Settings(), clock, fullscreen=False)
    with closing(board):
        read_on(board)
        assert len(rows(board)) == 24
        postgres.run(
            f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
            END_SESSIONS.format(name),
        )
        clock.advance(1)
        read_on(board)
        assert board.screen.props.head.note == ""
        clock.advance(AWAY_SECONDS)
        read_on(board)
        assert "菜单停在 11:26，有没有请问工作人员" in said(board)
        assert len(rows(board)) == 24
        postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        clock.advance(1)
        read_on(board)
        assert board.screen.props.head.note == ""
    postgres_stores.drop(url)


def test_a_server_that_comes_later_than_the_screen_is_waited_for(sqlite_demo, qapp):
    there = []

    def open_it():
        if not there:
            raise DatabaseUnreachable(where="server", reason="starting")
        return Database.open(url_of(sqlite_demo))

    clock = ManualClock(NOW)
    with closing(boot_board(opener(open_it), Settings(), clock, fullscreen=False)) as board:
        read_on(board)
        assert "请稍候" in said(board)
        clock.advance(AWAY_SECONDS)
        read_on(board)
        assert any(text.startswith("菜单暂时读不到") for text in said(board))
        there.append(True)
        clock.advance(POLL_MS / 1000)
        read_on(board)
        assert {"红烧肉", "今日午餐"} <= set(said(board))


def test_a_database_that_waiting_does_not_bring_is_told_at_once(tmp_path):
    with pytest.raises(DatabaseMissing):
        opener(lambda: Database.open(f"sqlite:///{tmp_path / 'none.db'}"))


def test_the_business_date_turns_at_the_cut_off(sqlite_demo, qapp):
    tuesday = DAY + timedelta(days=1)
    with sqlite_demo.write() as session:
        add_price(
            session,
            "ermifan",
            tuesday,
            Money(150),
            None,
            changed_by="07",
            approved_by="09",
            now=NOW,
        )
    clock = ManualClock(NOW)
    with board_over(sqlite_demo, clock) as board:
        read_on(board)
        assert rows(board)["二米饭"].price == "1.00"
        clock.advance(16.5 * 3600)  # 03:56, still Monday's business date
        read_on(board)
        assert board.screen.props.sheet.sentence.endswith("今天早餐 06:30 开始")
        clock.advance(600)
        read_on(board)
        assert rows(board)["二米饭"].price == "1.50"
        assert board.screen.props.head.date == "11月24日 星期二"


def test_a_slow_look_is_not_asked_for_twice(sqlite_demo, qapp):
    held = threading.Event()
    looks = []

    def open_it():
        looks.append(1)
        held.wait(10)
        return Database.open(url_of(sqlite_demo))

    with closing(boot_board(open_it, Settings(), ManualClock(NOW), fullscreen=False)) as board:
        for _each in range(5):
            board.screen.tick()
        held.set()
        until(lambda: len(rows(board)) == 24, SOON)
        until(lambda: not board.screen.reading, SOON)
    assert len(looks) == 1


def test_only_what_changed_is_published(qapp):
    screen = BoardScreen(SCENES["full"]())
    published = []
    screen.headChanged.connect(lambda: published.append("head"))
    screen.sheetChanged.connect(lambda: published.append("sheet"))
    screen.show(screen.inputs)
    assert published == []
    screen.show(replace(screen.inputs, now=screen.inputs.now + timedelta(minutes=1)))
    assert published == ["head"]
    screen.show(SCENES["sold-out"]())
    assert published == ["head", "head", "sheet"]


def test_nothing_on_the_wall_takes_a_touch(sqlite_demo, qapp):
    with board_over(sqlite_demo, ManualClock(NOW)) as board:
        read_on(board)
        shown = board.window.contentItem()
        assert len(list(items(shown))) > 100
        assert targets(shown) == []
