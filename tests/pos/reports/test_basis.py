from dataclasses import replace
from decimal import Decimal

import pytest
from support.report_books import LINES, book, sold_alike

from menus.dishes import Category
from nutrition import LunchReference
from nutrition.lunch_targets import lunch_targets
from pos.reports.analysis import analyse
from pos.reports.basis import basis_fact, basis_section
from pos.reports.trays import TrayKind


def found(made, asked=None, group="成人"):
    return analyse(made, asked, LunchReference(), group)


def said(made, asked=None):
    return [block.text for block in basis_section(found(made, asked)).blocks]


def test_an_assumed_tray_is_stated_with_the_reason():
    tray, reason, *_rest = said(book(days=3))
    assert "1 份大荤、1 份小荤、1 份素菜、半份汤、1 份主食、四分之一份点心" in tray
    assert reason == "没有按实际销售加权：午餐卖出 30 盘以上的有 0 天，不到 3 天的一半。"
    assert basis_fact(found(book())) == "按假定的一盘，不按销售"


def test_a_tray_that_was_asked_for_needs_no_reason():
    tray, meal, _against = said(sold_alike(book(days=3)), TrayKind.HALF)
    assert "半份大荤、半份小荤、半份素菜" in tray
    assert meal.startswith("全部按午餐算")


def test_sales_are_stated_with_their_number_and_portions():
    text, *_rest = said(sold_alike(book(days=3)))
    assert "3 天共 120 盘" in text
    assert "1.00 份大荤、1.00 份小荤" in text
    assert basis_fact(found(sold_alike(book(days=3)))) == "按实际销售加权（120 盘）"


def test_days_with_few_trays_are_named():
    made = sold_alike(book(days=3))
    few = replace(made, diners={**made.diners, made.days[1].on: 29})
    texts = said(few)
    assert "2 天共 80 盘" in texts[0]
    assert texts[1] == "11-24 不足 30 盘，按其他天每类卖出的份数算，当天各道菜平分。"


def test_everything_is_said_to_be_lunch():
    assert (
        "全部按午餐算：一顿午餐占一天的 35%–40%，建议量都是这一顿的；早餐和晚餐没有算进来。"
        in said(book())
    )


@pytest.mark.parametrize("target", lunch_targets(), ids=lambda target: target.group)
def test_whom_the_range_is_for_and_where_it_stands(target):
    made = analyse(book(), None, target.reference, target.name)
    texts = [block.text for block in basis_section(made).blocks]
    assert f"对照：{target.name}（{target.basis}）。" in texts


def test_a_range_of_the_canteen_itself_names_no_standard():
    own = replace(LunchReference(), salt_g_high=Decimal("1.5"))
    made = analyse(book(), None, own, "本食堂设置的午餐参考")
    texts = [block.text for block in basis_section(made).blocks]
    assert "对照：本食堂设置的午餐参考。" in texts


def test_a_day_without_soup_is_named_unless_its_own_sales_count():
    without = {name: lines for name, lines in LINES.items() if name is not Category.SOUP}
    line = "2026-11-23 的菜单没有汤，那天的数少了这一份。"
    assert line in said(book(lines=without))
    assert line not in said(sold_alike(book(lines=without)))
