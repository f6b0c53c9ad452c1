from dataclasses import replace
from decimal import Decimal

from support.report_books import LINES, book, sold_alike

from menus.dishes import Category
from nutrition import LunchReference
from pos.reports.advice import advice_section
from pos.reports.analysis import analyse
from pos.reports.trays import TrayKind

REFERENCE = LunchReference(
    energy_kcal_low=Decimal(700),
    energy_kcal_high=Decimal(800),
    protein_g_low=Decimal(21),
    fat_g_low=Decimal(16),
    fat_g_high=Decimal(27),
    carbohydrate_g_low=Decimal(88),
    carbohydrate_g_high=Decimal(130),
    salt_g_high=Decimal("2.0"),
)


def said(made, asked=None):
    found = analyse(made, asked, REFERENCE, "成人")
    return [block.text for block in advice_section(found).blocks]


def halves(made, asked=None):
    return [text for text in said(made, asked) if "都打半份" in text]


def test_salt_comes_first_and_every_sentence_has_its_number():
    found = said(book(days=15))
    assert found[0].startswith("一、盐有 15 天超过 2.0 克，每人次平均 4.2 克；")
    assert any("能量每人次 1080 千卡，是建议量的 144%，偏高。" in text for text in found)
    assert [text[0] for text in found] == list("一二三四五六七八")[: len(found)]


def test_food_groups_are_told_in_one_sentence():
    (groups,) = [text for text in said(book()) if "食物种类：" in text]
    assert "偏高的有" in groups
    assert "畜禽肉" in groups.split("偏少的有")[0]
    assert "水果" in groups.split("偏少的有")[1]


def test_too_much_fat_is_told_with_where_it_comes_from():
    # 45.25 g: 6 g of pork's, 20 g of oil, the rest of the plants'.
    (fat,) = [text for text in said(book()) if "来自动物性食物" in text]
    assert fat[1:] == "、用油多的菜见“每天烹调油”；脂肪有 13% 来自动物性食物。"
    # Figures without a recipe do not say where they come from.
    assert not any("来自动物性食物" in text for text in said(replace(book(), recipes={})))


def test_half_portions_are_reckoned_where_too_much_lies_on_the_tray():
    # 250 + 130 + 290 kcal of dishes halved, and 25 + 350 + 35 beside them: 745 of 750.
    (text,) = halves(book())
    assert "能量 745 千卡（建议量的 99%）" in text
    assert text.endswith("盐仍偏高，要从配方上减。")


def test_half_portions_that_mend_it_are_said_to():
    less = {"salt": 5, "oil": 2}
    mild = {
        category: tuple((name, grams // less.get(name, 1)) for name, grams in lines)
        for category, lines in LINES.items()
    }
    (text,) = halves(book(lines=mild))
    assert text.endswith("能量、脂肪就不偏高了。")


def test_energy_that_would_run_short_is_named():
    fat = {Category.BIG: (("pork", 1000), ("oil", 350), ("salt", 1))}
    (text,) = halves(book(lines=fat))
    assert "能量会偏少，要添主食。" in text


def test_a_tray_of_half_portions_is_not_halved_again():
    assert halves(book(), TrayKind.HALF) == []
    assert len(halves(sold_alike(book()))) == 1


def test_nothing_to_say_is_said():
    calm = {
        Category.BIG: (("pork", 300), ("oil", 90), ("salt", 5)),
        Category.STAPLE: (("rice", 1200),),
    }
    (first, *rest) = said(book(lines=calm))
    assert first.startswith("一、")
    assert not any("盐" in text for text in (first, *rest))
