from dataclasses import replace
from decimal import Decimal

import pytest
from support.pdf_pages import outside, pages
from support.report_books import FIRST, LINES, book

from menus.dishes import Category
from nutrition import LunchReference
from pos.reports.menu_report import menu_report
from pos.reports.trays import TrayKind
from receipts.pdf.report import render_report
from receipts.report_documents import Beside, Chart, Paragraph, Stack, Table


def made(given, kind=TrayKind.FULL):
    return menu_report(given, "康乐食府", LunchReference(), "成人", kind)


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
    assert fifteen.facts == ("供餐 15 天", "还没有就餐人次", "菜品 90 道", "无重样", "对照：成人")
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
    assert [row[1] for row in rows(section)] == ["≥ 13", "20–30", "50–65"]
    (stack,) = [block for block in section.blocks if isinstance(block, Stack)]
    assert sum(stack.shares[0]) == pytest.approx(100)


def test_foods_are_raw_grams_of_an_average_day(fifteen):
    found = {row[0].strip(): row[1:] for row in rows(sections(fifteen)["食物种类"])}
    assert found["畜禽肉"][:2] == ["14–30", "120"]
    assert found["水果"][1:] == ["0", "", "0%", "▼ 偏少"]
    oil = {row[0]: row[1] for row in rows(sections(fifteen)["油、盐、糖（每人次）"])}
    assert oil["烹调油"] == "20.0 克"
    assert oil["糖（放的糖和甜馅）"] == "0.0 克"


def test_protein_is_told_by_source(fifteen):
    section = sections(fifteen)["蛋白质来源"]
    assert rows(section)[2] == ["动物性食物", "12.0", "25%"]
    assert said(section) == ["优质蛋白（动物性食物和豆类）占 36%，要求不少于 50%"]


def test_days_are_drawn_over_their_range(fifteen):
    (energy,) = sections(fifteen)["每天能量（千卡）"].blocks
    (sodium,) = sections(fifteen)["每天钠（毫克）"].blocks
    assert isinstance(energy, Chart)
    assert isinstance(sodium, Chart)
    assert energy.values == (Decimal(1080),) * 15
    assert energy.texts == ("1080",) * 15
    assert all(energy.flagged)
    assert energy.labels[:3] == ("23一", "24二", "25三")
    assert (sodium.low, sodium.high, sodium.line) == (None, 800, True)


def test_days_outside_are_listed_with_their_direction(fifteen):
    found = rows(sections(fifteen)["超出 80%–120% 的日子"])
    assert len(found) == 15
    assert found[0][:2] == ["2026-11-23 一", "▲ 144%"]


def test_kinds_of_food_count_a_day_and_a_week(fifteen):
    found = rows(sections(fifteen)["食物的种数"])
    assert found[-3:] == [
        ["每天最少", "4", "≥ 12", "▼ 偏少"],
        ["11-23 至 11-29", "4", "≥ 25", "▼ 偏少"],
        ["11-30 至 12-6", "4", "≥ 25", "▼ 偏少"],
    ]


def test_the_page_says_by_which_tray_it_was_reckoned(fifteen):
    (sentence,) = said(sections(fifteen)["怎样算的"])
    assert "1 份大荤、1 份小荤、1 份素菜、半份汤、1 份主食、四分之一份点心" in sentence
    (half,) = said(sections(made(book(days=2), TrayKind.HALF))["怎样算的"])
    assert "半份大荤、半份小荤、半份素菜" in half


def test_a_day_without_soup_is_named():
    without = {name: lines for name, lines in LINES.items() if name is not Category.SOUP}
    found = said(sections(made(book(days=1, lines=without)))["怎样算的"])
    assert found[1:] == ["2026-11-23 的菜单没有汤，那天的数少了这一份。"]


def test_advice_names_what_stands_out(fifteen):
    found = said(sections(fifteen)["意见"])
    assert found[0].startswith("一、钠有 15 天超过 800 毫克")
    assert any("能量每人次 1080 千卡，是建议量的 144%，偏高。" in each for each in found)


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


@pytest.mark.parametrize("days", [1, 15, 31])
def test_the_book_becomes_pages_with_nothing_outside(days):
    data = render_report(made(book(days=days, per_day=2)))
    found = pages(data)
    assert outside(data, 30) == []
    assert f"第 {len(found)} 页，共 {len(found)} 页" in found[-1]
