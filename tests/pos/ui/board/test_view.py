"""What the wall screen says of a menu and an hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus import Menu, MenuItem
from menus.demo import demo_canteen
from menus.dishes import PER_DAY, Category
from pos.ui.board.props import Mark
from pos.ui.board.scenes import SCENES, full
from pos.ui.board.view import derive_board
from pos.ui.scene_parts import DAY, NOW

MIDNIGHT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
"""The beginning of Monday the 23rd in Shanghai."""
DISH = demo_canteen().dishes[0]

amounts = st.decimals(min_value=0, max_value=2000, places=3)
shares = st.decimals(min_value=0, max_value=1, places=3)


def at(hour: float, **changes):
    """The demo's board at an hour of Monday in Shanghai."""
    return derive_board(replace(full(), now=MIDNIGHT + timedelta(hours=hour), **changes))


def rows(props):
    return [row for column in props.sheet.columns for row in column.rows]


def test_a_day_stands_in_six_categories_of_their_glaze():
    columns = derive_board(full()).sheet.columns
    assert [(c.title, c.colour, c.column, c.upper, len(c.rows)) for c in columns] == [
        ("大荤", "glazeBig", 0, True, 6),
        ("小荤", "glazeHalf", 1, True, 6),
        ("素菜", "glazeVeg", 2, True, 6),
        ("汤", "glazeSoup", 0, False, 2),
        ("主食", "glazeStaple", 1, False, 2),
        ("点心", "glazeSnack", 2, False, 2),
    ]
    assert {c.heads for c in columns} == {("千卡", "蛋白", "脂肪", "碳水", "盐")}


def test_a_row_tells_name_price_figures_and_what_is_in_it():
    row = rows(derive_board(full()))[0]
    assert (row.name, row.category, row.drawing, row.price) == (
        "红烧肉",
        "big",
        "pork-cubes",
        "12.00",
    )
    assert [figure.text for figure in row.figures] == ["400", "17.4", "34.3", "4.2", "1.0"]
    assert (row.marks, row.raised) == ((Mark("麸"), Mark("豆"), Mark("半", half=True)), ())


def test_head_and_feet_at_lunch():
    props = derive_board(full())
    head = props.head
    assert (head.name, head.meal, head.count, head.note) == ("康乐食府", "今日午餐", "24 道", "")
    assert (head.date, head.clock) == ("11月23日 星期一", "11:26")
    assert props.sheet.foot_left == "蛋白质、脂肪、碳水、盐以克计，每份估算值；过敏请再问工作人员"
    assert props.sheet.foot_right == "成人每天约需 2000 千卡，食盐不超过 5 克"
    assert [entry.word for entry in props.sheet.legend][-2:] == ["坚果", "可以点半份"]


@pytest.mark.parametrize(
    ("hour", "meal"),
    [
        (4, "下一餐 早餐 06:30 开始"),
        (6.5, "今日早餐"),
        (9, "下一餐 午餐 10:45 开始"),
        (12.99, "今日午餐"),
        (13, "下一餐 晚餐 16:30 开始"),
        (18.49, "今日晚餐"),
    ],
)
def test_each_hour_names_the_meal_or_the_next_one(hour, meal):
    props = at(hour)
    assert (props.head.meal, len(rows(props))) == (meal, 24)


@pytest.mark.parametrize(
    ("hour", "day"), [(18.5, "明天"), (23.9, "明天"), (24, "今天"), (27.9, "今天")]
)
def test_after_the_last_meal_the_first_of_the_next_day_is_told(hour, day):
    props = at(hour)
    assert rows(props) == []
    assert props.sheet.sentence == f"今天的餐都供应完了\n{day}早餐 06:30 开始"
    assert (props.head.meal, props.head.count) == ("", "")


def test_at_the_cut_off_yesterdays_menu_goes():
    assert at(28).sheet.sentence == "请稍候"
    assert at(28, away=True).sheet.sentence.startswith("菜单暂时读不到\n")
    menu = replace(full().menu, day=DAY + timedelta(days=1))
    assert len(rows(at(28, menu=menu))) == 24


def test_a_day_without_a_menu_says_so():
    props = derive_board(SCENES["no-menu"]())
    assert (props.sheet.sentence, props.sheet.columns) == ("今天的菜单还没有发布", ())


def test_while_the_database_is_away_the_last_menu_stays_and_its_age_is_told():
    props = at(11.5, away=True, read_at=NOW - timedelta(minutes=6))
    assert props.head.note == "菜单停在 11:20，有没有请问工作人员"
    assert len(rows(props)) == 24


def test_signs_are_explained_where_they_are_shown():
    sheet = derive_board(SCENES["unknown-figures"]()).sheet
    assert sheet.foot_left.endswith("；≥ 是至少这么多；◐ 部分未知；— 和 ? 是还不知道")
    assert sheet.foot_right == ""


def test_how_many_are_gone_is_told_while_it_is_known():
    assert derive_board(SCENES["sold-out"]()).head.count == "24 道，售罄 2 道"
    assert derive_board(SCENES["stale"]()).head.count == "24 道"


def test_what_has_no_room_is_counted():
    big = tuple(MenuItem(1 + number, DISH) for number in range(8))
    props = derive_board(replace(full(), menu=Menu(DAY, "x/1", big)))
    assert len(rows(props)) == PER_DAY[Category.BIG]
    assert (props.head.count, props.sheet.foot_left[-10:]) == ("8 道", "另有 2 道没有列出")


@given(st.datetimes(datetime(2026, 11, 20), datetime(2026, 11, 27)))  # noqa: DTZ001
def test_at_any_moment_there_is_a_menu_of_the_day_or_a_sentence(moment):
    props = derive_board(replace(full(), now=moment.replace(tzinfo=UTC)))
    assert bool(props.sheet.columns) != bool(props.sheet.sentence)
    assert bool(props.head.count) == bool(props.sheet.columns)
    assert props == derive_board(replace(full(), now=moment.replace(tzinfo=UTC)))


@pytest.mark.parametrize("state", SCENES)
def test_every_state_shows_something(state):
    props = derive_board(SCENES[state]())
    assert rows(props) or props.sheet.sentence
