from dataclasses import replace

import pytest
from support.pdf_pages import outside, pages, sizes

from receipts.columns import width
from receipts.documents import NutritionRow
from receipts.layout import Text
from receipts.pdf.slip import render_tray
from receipts.report_documents import TraySlip
from receipts.tray_layout import tray_layout

SLIP = TraySlip(
    canteen_name="康乐食府",
    subtitle="社区食堂",
    meal_name="午餐",
    terminal="T1",
    receipt_no="T1-20261123-000017",
    printed_at="2026-11-23T11:27:45+08:00",
    lines=(("清蒸鲈鱼", "142"), ("荠菜豆腐羹", "—")),
    nutrition=(NutritionRow("能量", "784", "千卡", 8, "适中"),),
    notes=("盐 2.6 克，是全天建议量（5 克）的 52%",),
)


def lines(slip, columns=48):
    return [block.text for block in tray_layout(slip, columns) if isinstance(block, Text)]


def test_the_slip_says_dishes_and_the_meal_but_no_money():
    said = "\n".join(lines(SLIP))
    for word in ("2026-11-23 11:27", "T1-20261123-000017", "荠菜豆腐羹", "■■■■■■■■□□", "52%"):
        assert word in said
    assert "8 格为午餐参考上限" in "\n".join(lines(replace(SLIP, meal_name="晚餐")))
    assert "￥" not in said
    assert "实付" not in said


@pytest.mark.parametrize("columns", [32, 48])
def test_no_line_is_wider_than_the_paper(columns):
    long = replace(SLIP, lines=(("一个非常非常非常非常非常非常非常长的菜名" * 3, "≥ 1234"),))
    for block in tray_layout(long, columns):
        if isinstance(block, Text):
            assert width(block.text) * (2 if block.double else 1) <= columns


def test_it_becomes_one_page_of_80_mm():
    data = render_tray(SLIP)
    (text,) = pages(data)
    assert "清蒸鲈鱼" in text
    assert next(iter(sizes(data)))[0] == 80
    assert outside(data) == []
    assert render_tray(SLIP) == data
