from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.report_books import book

from menus.dishes import Category
from nutrition import load_foods
from pos.reports.book import Day
from pos.reports.food_groups import (
    GROUPS,
    SOURCES,
    animal_fat,
    energy_shares,
    kinds,
    kinds_of_one,
    protein_by_source,
    tray_parts,
)
from pos.reports.trays import TrayKind, shares

BY_WORD = {group.word: group for group in GROUPS}


@pytest.fixture
def parts():
    made = book()
    return tray_parts(shares(made.days[0], TrayKind.FULL.portions), made)


@pytest.mark.parametrize(
    ("word", "grams"),
    [
        ("谷类", 110),  # a portion of rice, and a quarter of 40 g
        ("畜禽肉", 120),  # 80 % of 100 g and of 50 g
        ("蔬菜", 200),
        ("其中深色蔬菜", 200),
        ("大豆和坚果", 15),  # 75 g of tofu with 7 g of protein in 100 g, as soybeans with 35
        ("烹调油", 20),
        ("水果", 0),
    ],
)
def test_groups_of_a_tray_in_raw_edible_grams(parts, word, grams):
    assert BY_WORD[word].grams(parts).value == grams


def test_a_lunch_is_a_part_of_a_day():
    assert (BY_WORD["畜禽肉"].low, BY_WORD["畜禽肉"].high) == (14, 30)


def test_protein_comes_from_where_the_food_belongs(parts):
    found = {word: amount.value for word, amount in protein_by_source(parts).items()}
    assert found == {
        "谷薯": 11,
        "豆类": Decimal("5.25"),
        "动物性食物": 12,
        "其他": 20,
    }


def test_every_food_of_the_table_has_exactly_one_source():
    for food in load_foods().values():
        assert sum(holds(food) for holds in SOURCES.values()) == 1, food.code


def test_no_food_of_the_table_counts_in_two_groups_but_within_one():
    tops = [group for group in GROUPS if not group.within]
    for food in load_foods().values():
        assert sum(group.holds(food) for group in tops) <= 1, food.code


def test_fat_of_animals_in_grams(parts):
    assert animal_fat(parts).value == 6


def test_kinds_leave_out_oil_and_seasoning():
    made = book(days=2)
    assert kinds(made.days, made) == {"pork", "tofu", "spinach", "rice"}


def test_kinds_of_one_tray_are_the_mean_over_all_that_can_be_chosen():
    lines = {
        Category.BIG: (("pork", 500), ("tofu", 500)),
        Category.HALF: (("tofu", 500), ("oil", 100)),
        Category.STAPLE: (("rice", 1000),),
    }
    made = book(lines=lines)
    assert kinds_of_one(made.days[0], made) == 3
    # Spinach is one of two vegetable dishes: it lies on half of the trays.
    spinach, rice = (
        book(lines={Category.VEG: ((code, 100),)}, prefix=code) for code in ("spinach", "rice")
    )
    both = replace(
        spinach,
        days=(Day(spinach.days[0].on, (*spinach.dishes, *rice.dishes)),),
        recipes={**spinach.recipes, **rice.recipes},
        results={**spinach.results, **rice.results},
    )
    assert kinds_of_one(both.days[0], both) == 1
    assert kinds(both.days, both) == {"spinach", "rice"}


@given(st.lists(st.decimals(0, 200, places=1), min_size=3, max_size=3))
def test_shares_of_energy_make_a_hundred(grams):
    figures = dict(zip(("protein_g", "fat_g", "carbohydrate_g"), grams, strict=True))
    found = energy_shares(figures)
    assert found == () if not any(grams) else abs(sum(found) - 100) < Decimal("1e-20")


def test_an_unknown_figure_gives_no_shares():
    assert energy_shares({"protein_g": Decimal(1), "fat_g": None}) == ()
    assert energy_shares(
        {"protein_g": Decimal(9), "fat_g": Decimal(4), "carbohydrate_g": Decimal(7)}
    ) == (36, 36, 28)
