from dataclasses import replace
from decimal import Decimal

import pytest
from support.pdf_pages import outside, overlapping, pages
from support.report_books import FIRST, LINES, book, sold_alike

from menus.dishes import Category
from nutrition import LunchReference
from pos.reports.menu_report import menu_report
from receipts.pdf.report import render_report
from receipts.report_documents import Beside, Chart, Paragraph, Stack, Table


def made(given, asked=None, before=None):
    return menu_report(given, "康乐食府", LunchReference(), "成人", asked, before)


def sections(report):
    flat = []
    for each in report.sections:
        flat += [each.left, each.right] if isinstance(each, Beside) else [each]
    return {section.title: section for section in flat}


def rows(section):
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return [[cell.text for cell in row] for table in tables for row in table.rows]


def said(section):
    return [block.text for block in section.blocks if isinstance(block, Paragraph)]


@pytest.fixture(scope="module")
def fifteen():
    return made(book(days=15))


def test_the_head_says_which_days_and_for_whom(fifteen):
    assert fifteen.title == "十五天午餐营养分析"
    assert fifteen.head_right == "2026-11-23 至 2026-12-07　午餐"
    assert fifteen.facts == (
        "供餐 15 天",
        "还没有就餐人次",
        "菜品 90 道",
        "无重样",
        "对照：成人",
        "每人次平均值，按假定的一盘，不按销售",
    )
    assert fifteen.foot.startswith("数值由配方计算（A 级 90 道）")
    assert fifteen.signature == "营养师签字："
    assert made(book(days=7)).title == "7 天午餐营养分析"


def test_nutrients_stand_against_what_is_recommended(fifteen):
    found = rows(sections(fifteen)["营养素　供给与建议"])
    # 1080 kcal against the middle of 700 to 800.
    assert found[0][:5] == ["能量（千卡）", "700–800", "1080", "80–120", "144%"]
    assert found[0][6] == "▲ 偏高"
    calcium = next(row for row in found if row[0].startswith("钙"))
    # The spinach's calcium is not known, so only its part of the tray is.
    assert calcium[2].startswith("≥ ")
    assert calcium[4].startswith("≥ ")
    assert calcium[6] == "– 部分未知"


def test_energy_comes_from_three_nutrients_that_make_a_hundred(fifteen):
    section = sections(fifteen)["能量来源"]
    shares = [Decimal(row[2]) for row in rows(section)]
    assert abs(sum(shares) - 100) <= Decimal("0.2")
    assert [row[1] for row in rows(section)] == ["≥ 11", "20–30", "50–65"]
    (stack,) = [block for block in section.blocks if isinstance(block, Stack)]
    assert stack.labels == ("建议", "实际")
    assert [sum(each) for each in stack.shares] == [pytest.approx(100)] * 2


def test_foods_are_raw_grams_of_an_average_day(fifteen):
    found = {row[0].strip(): row[1:] for row in rows(sections(fifteen)["食物种类"])}
    assert found["畜禽肉"][:2] == ["14–30", "120"]
    assert found["水果"][1:] == ["0", "", "0%", "▼ 偏少"]


def test_protein_is_told_by_source(fifteen):
    section = sections(fifteen)["蛋白质来源"]
    assert rows(section)[2] == ["动物性食物", "12.0", "25%"]
    assert said(section) == ["优质蛋白（动物性食物和豆类）占 36%，要求不少于 50%"]


def test_days_are_drawn_over_their_range(fifteen):
    (energy,) = sections(fifteen)["每天能量（千卡）"].blocks
    assert isinstance(energy, Chart)
    assert energy.values == (Decimal(1080),) * 15
    assert energy.texts == ("1080",) * 15
    assert all(energy.flagged)
    assert energy.labels[:3] == ("23一", "24二", "25三")


def test_days_outside_are_listed_with_their_direction(fifteen):
    found = rows(sections(fifteen)["超出 80%–120% 的日子"])
    assert len(found) == 15
    assert found[0][:2] == ["2026-11-23 一", "▲ 144%"]


def test_kinds_of_food_count_a_day_and_a_week(fifteen):
    found = rows(sections(fifteen)["食物的种数"])
    assert found[-4:] == [
        ["每天最少", "4", "≥ 12", "▼ 偏少"],
        ["11-23 至 11-29", "4", "≥ 25", "▼ 偏少"],
        ["11-30 至 12-6", "4", "≥ 25", "▼ 偏少"],
        ["一顿各类选一道，平均", "4", "—", ""],
    ]


def test_diners_are_counted_by_day():
    given = replace(book(days=2), diners={FIRST: 812})
    report = made(given)
    assert "就餐 812 人次" in report.facts
    assert rows(sections(report)["每天就餐人次"])[0][:2] == ["812", "—"]


def test_without_a_menu_the_report_says_so():
    days = tuple(replace(day, dishes=()) for day in book(days=15).days)
    report = made(replace(book(), days=days))
    assert [section.title for section in report.sections] == ["菜单"]
    assert "这些天还没有发布菜单" in pages(render_report(report))[0]


def test_one_unknown_dish_keeps_its_nutrient_unknown_everywhere():
    unknown = {**LINES, Category.BIG: (("mystery", 1000), ("salt", 10))}
    report = made(book(days=2, lines=unknown))
    energy = rows(sections(report)["营养素　供给与建议"])[0]
    assert energy[2].startswith("≥ ")
    assert rows(sections(report)["能量来源"])[0][2] == "—"
    (stack,) = sections(report)["每天能量来源（%）"].blocks
    assert stack.shares == ((), ())


def test_a_report_by_sales_says_so_and_compares_with_the_days_before():
    given, before = sold_alike(book(days=7)), sold_alike(book(days=7))
    report = made(given, before=before)
    assert "每人次平均值，按实际销售加权（280 盘）" in report.facts
    heads = [column.head for column in sections(report)["油、盐、糖（每人次）"].blocks[0].columns]
    assert heads == ["", "不超过", "7 天平均", "11-23 至 11-29", "上期平均"]


def test_accepted_ranges_stand_behind_the_bars(fifteen):
    (table,) = sections(fifteen)["营养素　供给与建议"].blocks
    gauges = {row[0].text: row[5].gauge for row in table.rows}
    energy, fibre, sodium = (
        gauges[f"{name}"] for name in ("能量（千卡）", "膳食纤维（克）", "钠（毫克）")
    )
    assert (energy.low, energy.high) == (80, 120)
    assert (fibre.low, fibre.high) == (80, fibre.end)
    assert (sodium.low, sodium.high) == (0, 120)


@pytest.mark.parametrize("days", [1, 15, 31])
@pytest.mark.parametrize("sold", [False, True], ids=["assumed", "sold"])
def test_the_book_becomes_pages_with_nothing_outside(days, sold):
    given = book(days=days, per_day=2)
    data = render_report(made(sold_alike(given) if sold else given))
    found = pages(data)
    assert outside(data, 30) == []
    assert overlapping(data) == []
    assert f"第 {len(found)} 页，共 {len(found)} 页" in found[-1]
