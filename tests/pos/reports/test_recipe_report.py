from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from support.pdf_pages import outside, overlapping, pages, sizes
from support.report_books import FIRST, LINES, book

from menus.dishes import Category
from menus.meals import MealHours
from nutrition.results import Reason
from pos.reports.recipe_report import recipe_report
from receipts.pdf.report import render_report


def made(given):
    return recipe_report(given, "康乐食府", MealHours())


def test_a_dish_tells_grams_method_figures_allergens_and_texture():
    (section,) = made(book(lines={Category.HALF: LINES[Category.HALF]})).sections
    heading, row = section.blocks[0].rows
    assert [cell.text for cell in heading] == ["小荤"]
    assert [cell.text for cell in row] == [
        "菜half0-0\n每份 200 克",
        "pork 40、tofu 50、salt 1.0",
        "切块，小火焖 50 分钟。",
        "130", "7.5", "4.5", "18.0", "445", "1.1", "大豆", "易嚼",
    ]  # fmt: skip


def test_what_nobody_knows_is_a_dash_and_never_nought():
    (section,) = made(book(lines={Category.BIG: (("mystery", 100), ("salt", 10))})).sections
    _heading, row = section.blocks[0].rows
    assert row[1].text == "mystery —、salt 1.0"
    assert row[3].text == "—"
    assert row[7].text == "≥ 400"


def test_an_amount_without_a_weight_stands_as_the_cook_wrote_it():
    given = book(lines={Category.BIG: (("pork", 1000), ("salt", 10))})
    ((key, version),) = given.recipes.items()
    pork, salt = version.recipe.lines
    pinch = replace(salt, grams=Decimal(0), unweighed=Reason.NO_PIECE_WEIGHT, measure="少许")
    lines = (pork, pinch)
    changed = replace(version, recipe=replace(version.recipe, lines=lines))
    (section,) = made(replace(given, recipes={key: changed})).sections
    assert section.blocks[0].rows[1][1].text == "pork 80、salt 少许"


def test_a_day_stands_under_its_date_and_meal():
    report = made(book(days=7))
    assert report.title == "一周带量食谱"
    assert [section.title for section in report.sections][:2] == [
        "2026-11-23　星期一　午餐", "2026-11-24　星期二　午餐",
    ]  # fmt: skip
    assert [section.new_page for section in report.sections] == [False, *[True] * 6]
    assert "午餐 10:45–13:00" in report.facts
    assert report.foot == "数值由配方计算（A 级 42 道）；过敏原按食材列出，不排除微量"


def test_a_day_without_a_menu_says_so():
    given = book()
    report = made(replace(given, days=(replace(given.days[0], dishes=()),)))
    assert report.sections[0].blocks[0].text == "这天还没有发布菜单。"


@pytest.mark.parametrize("days", [1, 7])
def test_the_pages_lie_across_and_cut_nothing_off(days):
    data = render_report(made(book(days=days, per_day=6)))
    assert sizes(data) == {(297, 210)}
    assert outside(data, 30) == []
    assert overlapping(data) == []
    found = pages(data)
    per_day = len(found) // days
    assert len(found) == days * per_day
    # Whoever holds a single page knows its day.
    for number, text in enumerate(found):
        assert f"{FIRST + timedelta(days=number // per_day):%Y-%m-%d}　星期" in text
    whole = "".join(pages(data))
    assert whole.count("每份 200 克") == days * 36
