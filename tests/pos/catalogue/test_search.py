"""Dishes are found by what a dietitian types."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from menus.demo import demo_canteen
from nutrition import Grade
from pos.catalogue.book import Book
from pos.catalogue.search import FILTERS, Query, find, find_foods, initials, option_word, options

DEMO = demo_canteen()
TODAY = date(2026, 11, 23)
BOOK = Book(today=TODAY, foods=DEMO.foods, dishes={each.dish.code: each for each in DEMO.catalogue})


@pytest.mark.parametrize("text", ["番茄炒", "fanqiechao", "fqcd", "Tomato and egg", " FQCD "])
def test_a_dish_is_found_by_name_and_pinyin(text):
    assert "fanqiechaodan" in find(BOOK, Query(text))


def test_a_dish_is_found_by_its_main_ingredient():
    found = find(BOOK, Query("鸡蛋"))
    assert "fanqiechaodan" in found
    assert "hongshaorou" not in found


@pytest.mark.parametrize(
    ("code", "name", "letters"),
    [
        ("hongshaorou", "红烧肉", "hsr"),
        ("baiyejieshaorou", "百叶结烧肉", "byjsr"),
        ("ermifan", "二米饭", "emf"),
        ("tangyunai", "桂花糖芋艿", "tyn"),
        ("fanqiechaodan-2", "番茄炒蛋2", "fqcd"),
        ("xian", "西安", "xa"),
    ],
)
def test_the_first_letters_of_a_name(code, name, letters):
    assert letters in initials(code, len(name))


@pytest.mark.parametrize("code", ["zzz", "", "egg-salad", "b2"])
def test_a_code_that_is_no_pinyin_has_no_first_letters(code):
    assert initials(code, 3) - {""} == set()


def test_filters_narrow_and_add_up():
    for query in (
        Query(category="soup"),
        Query(method="steam"),
        Query(season="winter"),
        Query(texture="6"),
    ):
        found = find(BOOK, query)
        assert 0 < len(found) < len(BOOK.dishes)
    soups = set(find(BOOK, Query(category="soup")))
    assert set(find(BOOK, Query(category="soup", method="boil"))) <= soups


def test_dishes_whose_figures_are_unsure_are_found():
    assert find(BOOK, Query(grade="unsure")) == ()
    dish = BOOK.dishes["hongshaorou"]
    portion = replace(dish.dish.portion, grade=Grade.C)
    worse = replace(dish, dish=replace(dish.dish, portion=portion))
    assert find(BOOK.with_dish(worse, None), Query(grade="unsure")) == ("hongshaorou",)


def test_a_retired_dish_is_found_only_where_it_is_asked_for():
    book = BOOK.with_dish(BOOK.dishes["hongshaorou"], TODAY)
    assert "hongshaorou" not in find(book, Query())
    assert find(book, Query(state="retired")) == ("hongshaorou",)
    later = BOOK.with_dish(BOOK.dishes["hongshaorou"], date(2026, 12, 1))
    assert "hongshaorou" in find(later, Query())


def test_what_is_being_edited_is_found():
    assert find(BOOK, Query(state="drafts"), frozenset({"hongshaorou"})) == ("hongshaorou",)


def test_foods_that_begin_with_the_word_come_first():
    found = find_foods(BOOK, "豆", 12)
    assert len(found) == 12
    assert DEMO.foods[found[0]].name_zh.startswith("豆") or any(
        alias.startswith("豆") for alias in DEMO.foods[found[0]].aliases
    )
    assert find_foods(BOOK, "no such food", 12) == ()


def test_every_choice_of_a_filter_has_a_word():
    assert all(option_word(name, code) for name in FILTERS for code in options(name))


def test_recipes_that_go_into_others_are_found_only_where_they_may_be_taken():
    part = replace(DEMO.foods["egg"], code="@gaotang/1", name_zh="自家高汤")
    book = replace(BOOK, foods={**DEMO.foods, part.code: part})
    assert find_foods(book, "自家高汤", 5) == ("@gaotang/1",)
    assert find_foods(book, "自家高汤", 5, parts=False) == ()
