from dataclasses import replace

import pytest
from support.report_books import FOODS, LINES, book

from menus.dishes import Category
from nutrition import FoodValue, Status
from pos.reports.weak_data import foods_of, grades, sources_section, weak_dishes, weak_section
from receipts.report_documents import Paragraph, Table

WHOLE = {Category.BIG: (("pork", 1000), ("salt", 10))}
SPINACH = {Category.VEG: LINES[Category.VEG]}


def cells(section, number=0):
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return [[cell.text for cell in row] for row in tables[number].rows]


def test_grades_are_counted_the_best_first():
    lines = {**WHOLE, Category.VEG: (("mystery", 100), ("salt", 1))}
    assert grades(book(lines=lines, per_day=2)) == "A 级 2 道、不足九成已知 2 道"
    assert grades(replace(book(lines=WHOLE), results={})) == "不足九成已知 1 道"


def test_of_one_grade_what_lacks_most_comes_first():
    lines = {Category.BIG: (("pork", 900), ("salt", 10)), Category.VEG: LINES[Category.VEG]}
    found = cells(weak_section(book(lines=lines, cooked=None)))
    assert [row[1] for row in found] == ["没有熟重，按生重算；缺钙", "没有熟重，按生重算"]


def test_names_with_commas_are_parted_otherwise():
    made = book(lines=SPINACH, cooked=None, per_day=2)
    comma = [replace(dish, name_zh=f"{dish.code}, hot") for dish in made.dishes]
    made = replace(made, days=(replace(made.days[0], dishes=tuple(comma)),))
    assert cells(weak_section(made))[0][3] == "veg0-0, hot；veg0-1, hot"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("estimated: proxy USDA SR28 NDB 15008 (a carp)", "pork 15008"),
        (
            "estimated: proxy 0.94 × USDA SR28 NDB 16112 + 0.06 × USDA SR28 NDB 02047 (salted)",
            "pork 0.94 × 16112 + 0.06 × 02047",
        ),
        (
            "estimated: proxy 10.00 × USDA SR28 NDB 11026 − 9.00 × pure water (dried)",
            "pork 10.00 × 11026 − 9.00 × 水",
        ),
    ],
)
def test_a_stand_in_names_the_entries_it_is_made_of(source, said):
    made = book(lines=WHOLE)
    value = FoodValue(FOODS["pork"].per_100g("energy_kcal"), Status.ESTIMATED, source)
    pork = replace(FOODS["pork"], values={**FOODS["pork"].values, "energy_kcal": value})
    section = sources_section(replace(made, foods={**FOODS, "pork": pork}))
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert f"估算，没有自己的数值，由 USDA SR28 NDB 里相近的食材拼成，× 前是份额：{said}" in texts


def test_a_weighed_and_complete_dish_is_not_weak():
    made = book(lines=WHOLE)
    assert weak_dishes(made) == {}
    assert "没有" in weak_section(made).blocks[0].text


def test_without_a_cooked_weight_a_dish_is_of_grade_b():
    (row,) = cells(weak_section(book(lines=WHOLE, cooked=None)))
    assert row == ["B", "没有熟重，按生重算", "1", "菜big0-0"]


def test_what_is_missing_is_named_with_its_food():
    made = book(lines=SPINACH, cooked=None, per_day=2)
    section = weak_section(made)
    assert cells(section)[0] == ["B", "没有熟重，按生重算；缺钙", "2", "菜veg0-0、菜veg0-1"]
    assert cells(section, 1) == [["钙", "食材没有这一项的数值", "spinach 2"]]


def test_the_worst_grade_comes_first():
    lines = {**SPINACH, Category.BIG: (("mystery", 100), ("pork", 100), ("salt", 1))}
    grades = [row[0] for row in cells(weak_section(book(lines=lines, cooked=None)))]
    assert grades == ["不足九成已知", "B"]


def test_a_salt_that_nobody_wrote_down_belongs_to_the_whole_dish():
    made = book(lines={Category.BIG: (("pork", 100),)}, cooked=None)
    assert ["钠", "配方里没有写盐、酱油或别的咸味料", "整道菜 1"] in cells(weak_section(made), 1)


def test_a_dish_never_reckoned_is_named():
    made = replace(book(lines=WHOLE), results={})
    assert cells(weak_section(made))[0][:2] == ["—", "还没有算过营养"]


def test_sources_name_every_food_once():
    made = book(days=3)
    assert [food.code for food in foods_of(made)] == [
        "oil",
        "pork",
        "rice",
        "salt",
        "spinach",
        "tofu",
    ]
    value = FoodValue(FOODS["pork"].per_100g("energy_kcal"), Status.MEASURED, "USDA SR28 NDB 10024")
    pork = replace(FOODS["pork"], values={**FOODS["pork"].values, "energy_kcal": value})
    section = sources_section(replace(made, foods={**FOODS, "pork": pork}))
    said = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert "USDA SR28 NDB，名后是编号：pork 10024" in said
    assert any(text.startswith("其他：oil（TABLE oil）、rice（TABLE rice）") for text in said)
