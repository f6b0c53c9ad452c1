from datetime import UTC, datetime
from decimal import Decimal

from menus.meals import Meal
from nutrition import LunchReference, Nutrients
from nutrition.amounts import Amount
from pos.documents import SlipStyle
from pos.reports.reading import SoldTray
from pos.reports.tray_slip import tray_slip

STYLE = SlipStyle("康乐食府", "社区食堂", "T1", LunchReference())
CODES = ("energy_kcal", "protein_g", "fat_g", "carbohydrate_g", "salt_g")


def held(*figures, complete=True):
    amounts = (Amount(Decimal(str(figure)), complete) for figure in figures)
    return Nutrients(dict(zip(CODES, amounts, strict=True)))


def slip(*lines, meal=Meal.LUNCH):
    at = datetime(2026, 11, 23, 3, 27, 45, tzinfo=UTC)
    return tray_slip(SoldTray("T1-20261123-000017", "T1", meal, at, lines), STYLE)


def test_five_figures_stand_against_the_lunch_range():
    made = slip(("红烧肉", held(400, 17.4, 34, 4, 1)), ("二米饭", held(350, 8, 1, 84, 0)))
    assert made.lines == (("红烧肉", "400"), ("二米饭", "350"))
    assert [(row.label, row.value, row.verdict) for row in made.nutrition] == [
        ("能量", "750", "适中"),
        ("蛋白质", "25.4", "充足"),
        ("脂肪", "35.0", "偏高"),
        ("碳水化合物", "88.0", "适中"),
        ("盐", "1.0", "适中"),
    ]
    assert made.notes[0] == "盐 1.0 克，是全天建议量（5 克）的 20%"
    assert made.notes[1].startswith("午餐参考（一天的 35%-40%）：能量 700-800 千卡")
    assert len(made.notes) == 2
    assert made.printed_at == "2026-11-23T11:27:45+08:00"


def test_another_meal_says_that_it_borrows_the_range_of_a_lunch():
    made = slip(("红烧肉", held(400, 17.4, 34, 4, 1)), meal=Meal.DINNER)
    assert made.notes[-1] == "这一顿是晚餐，没有自己的参考，借用午餐的。"


def test_a_figure_unknown_at_the_sale_stays_unknown():
    part = held(100, 5, 5, 5, 0, complete=False)
    made = slip(("红烧肉", held(400, 17, 20, 4, 1)), ("新菜", part))
    assert made.lines[1] == ("新菜", "≥ 100")
    assert made.nutrition[0].value == "≥ 500"
    assert made.nutrition[0].verdict == "部分未知"
    assert slip(("新菜", Nutrients())).lines == (("新菜", "—"),)
