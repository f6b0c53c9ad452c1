from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from menus.demo import DemoCanteen
from menus.dishes import Category
from menus.menu import SLOTS, cycle_day


@given(st.dates(), st.dates(), st.integers(1, 60))
def test_a_cycle_answers_every_date_and_repeats(on: date, starts_on: date, days: int) -> None:
    day = cycle_day(on, starts_on, days)
    assert 1 <= day <= days
    assert (on - starts_on).days % days == day - 1


def test_a_cycle_begins_with_its_first_day() -> None:
    start = date(2026, 11, 23)
    assert [cycle_day(date(2026, 11, d), start, 15) for d in (22, 23, 24)] == [15, 1, 2]


def test_a_menu_is_found_by_slot_and_by_category(demo: DemoCanteen) -> None:
    menu = demo.menu(date(2026, 11, 23))
    assert SLOTS == 24
    first = menu.at(1)
    assert first is not None
    assert first.dish.name_zh == "红烧肉"
    assert first.price == first.dish.price
    assert menu.at(25) is None
    assert [item.dish.name_zh for item in menu.of(Category.SOUP)] == ["荠菜豆腐羹", "冬瓜排骨汤"]
