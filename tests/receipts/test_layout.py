from dataclasses import replace

import pytest

from canteen import i18n
from receipts.columns import width
from receipts.documents import NutritionRow, ReceiptLine
from receipts.layout import QrCode, Rule, Text, bar_cells, layout, plain_text

GOLDEN = """\
        康乐食府
                 社区食堂　午餐
2026-11-23 11:27                      1 号结算台
单号 T1-20261123-000312                  收银 07
------------------------------------------------
菜名                    千卡      原价      折后
清蒸鲈鱼                 142     14.00     12.60
番茄炒蛋                 168      6.00      5.40
清炒鸡毛菜                76      4.00      3.60
葱油芋艿                 148      4.50      4.05
荠菜豆腐羹                64      3.00      2.70
二米饭                    —      1.00      0.90
------------------------------------------------
6 盘原价                                   32.50
长者 9 折                                  -3.25
堂食补贴（满 15 元补 2 元）                -2.00
实付             ￥27.25
收现金                                     30.00
找零                                        2.75
已省                                        5.25
规则 长者助餐 2025-12-22 版，今天补贴已用完
------------------------------------------------
本餐营养（估算）              8 格为午餐参考上限
能量         784 千卡 ■■■■■■■■□□  适中
蛋白质      45.9 克   ■■■■■■■■■■  充足
脂肪        30.5 克   ■■■■■■■■■□  偏高
碳水化合物  81.7 克   ■■■■■□□□□□  偏少
盐           2.6 克   ■■■■■■■■■■  偏高
盐 2.6 克，是全天建议量（5 克）的 52%
------------------------------------------------
[https://example.org/s/0312]
              扫一扫看每道菜的配料
                请取走托盘，慢用
"""

GOLDEN_NARROW = """\
    康乐食府
              早餐
2026-11-23 06:45      1 号结算台
单号 T1-20261123-000001
--------------------------------
菜名                千卡    价格
鲜肉包               210    2.50
--------------------------------
1 盘合计                    2.50
实付      ￥2.50
收现金                      2.50
--------------------------------
        请取走托盘，慢用
"""


GOLDEN_HALVES = """\
菜名                千卡    价格
清蒸鲈鱼（半份）      71    7.00
糖醋小排炒年糕片     412   12.50
（半份）
二米饭               190    1.00
"""

GOLDEN_HALVES_REDUCED = """\
菜名        千卡    原价    折后
清蒸鲈鱼      71    7.00    6.30
（半份）
糖醋小排炒   412   12.50   11.25
年糕片
（半份）
二米饭       190    1.00    0.90
"""


def fits(blocks, columns):
    texts = [block for block in blocks if isinstance(block, Text)]
    return all(width(t.text) <= (columns // 2 if t.double else columns) for t in texts)


def test_a_slip_of_six_plates(slip):
    assert plain_text(slip) == GOLDEN


def test_the_bars_of_a_dinner_are_held_against_a_lunch_too(slip):
    text = plain_text(replace(slip, meal_name="晚餐"))
    assert "8 格为午餐参考上限" in text
    assert "8 格为晚餐" not in text


def test_without_discount_there_is_one_price_column(plain_slip):
    assert plain_text(plain_slip, 32) == GOLDEN_NARROW


def halves(*paid):
    """Two halves and a whole, of which the second name is as long as a name may be."""
    names = (("清蒸鲈鱼", "71", 700), ("糖醋小排炒年糕片", "412", 1250), ("二米饭", "190", 100))
    return tuple(
        ReceiptLine(name, energy, fen, now, half=name != "二米饭")
        for (name, energy, fen), now in zip(names, paid, strict=True)
    )


def plates_of(text):
    """The part of a slip that lists what was sold."""
    return text.split("-" * 32 + "\n")[1]


def test_half_a_portion_stands_after_its_name(slip):
    wide = plain_text(replace(slip, lines=halves(630, 1125, 90)))
    assert "清蒸鲈鱼（半份）          71      7.00      6.30" in wide
    assert "清蒸鲈鱼（半份）" not in plain_text(slip)


def test_on_narrow_paper_it_goes_below_where_there_is_no_room(plain_slip):
    full = replace(plain_slip, lines=halves(700, 1250, 100))
    assert plates_of(plain_text(full, 32)) == GOLDEN_HALVES
    reduced = replace(plain_slip, lines=halves(630, 1125, 90))
    assert plates_of(plain_text(reduced, 32)) == GOLDEN_HALVES_REDUCED


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_line_of_a_half_is_longer_than_the_paper(slip, columns, language):
    i18n.choose(language)
    long = ReceiptLine("Mushroom dumplings with greens", "412", 1250, 1125, half=True)
    blocks = layout(replace(slip, lines=(*halves(630, 1125, 90), long)), columns)
    i18n.choose("zh_CN")
    assert fits(blocks, columns)


@pytest.mark.parametrize("columns", [32, 42, 48, 64])
def test_no_line_is_longer_than_the_paper(slip, columns):
    assert fits(layout(slip, columns), columns)


def test_a_reprint_says_so_first_and_large(slip):
    first = layout(slip.as_reprint())[0]
    assert isinstance(first, Text)
    assert (first.text.strip(), first.double) == ("补打", True)
    assert "补打" not in plain_text(slip)


def test_long_names_and_amounts_go_on_below(slip):
    name = "清汤狮子头配时令鸡毛菜与手工蛋饺（小份少盐）"
    line = ReceiptLine(name, "1234.5", 123456789012, 123456789011)
    nutrient = NutritionRow("膳食纤维（估算值）", "12345678.9", "毫克当量", 14, "部分未知")
    blocks = layout(replace(slip, lines=(line,), nutrition=(nutrient,), canteen_name=name))
    shown = "".join(block.text for block in blocks if isinstance(block, Text)).replace(" ", "")
    assert fits(blocks, 48)
    for letter in name:
        assert letter in shown
    assert "部分未知" in shown
    assert bar_cells(14) in shown


@pytest.mark.parametrize(("cells", "full"), [(-1, 0), (0, 0), (8, 8), (10, 10), (11, 10)])
def test_a_bar_always_has_ten_cells(cells, full):
    assert bar_cells(cells) == "■" * full + "□" * (10 - full)


def test_parts_that_are_empty_are_left_out(plain_slip):
    blocks = layout(plain_slip)
    assert not any(isinstance(block, QrCode) for block in blocks)
    assert sum(isinstance(block, Rule) for block in blocks) == 3


def test_paper_too_narrow_for_a_slip_is_refused(slip):
    with pytest.raises(ValueError, match="32 columns"):
        layout(slip, 24)
