from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from support.report_books import LINES, book

from menus.dishes import Category
from nutrition.amounts import Amount, Nutrients
from pos.reports.trays import TrayKind, halved, held, lacking, mean, shares, summed


def served(day, kind):
    return held(shares(day, kind.portions))


FULL_KCAL = (160 + 90) + (80 + 50) + (200 + 90) + 25 + 350 + 35


def test_a_whole_tray_is_the_sum_of_its_portions():
    (day,) = book().days
    # 80 g of pork at 200 kcal, 10 g of oil; and so on for each category.
    assert served(day, TrayKind.FULL)["energy_kcal"] == FULL_KCAL


def test_half_portions_halve_the_dishes_and_nothing_else():
    (day,) = book().days
    dishes = sum(Decimal(n) for n in (160, 90, 80, 50, 200, 90))
    rest = Decimal("0.5") * 50 + 350 + Decimal("0.25") * 140
    assert served(day, TrayKind.HALF)["energy_kcal"] == dishes / 2 + rest


def test_a_halved_tray_is_the_tray_of_half_portions():
    (day,) = book(per_day=2).days
    assert halved(shares(day, TrayKind.FULL.portions)) == shares(day, TrayKind.HALF.portions)


@given(st.integers(1, 6))
def test_more_dishes_alike_change_nothing(per_day):
    (one,) = book().days
    (many,) = book(per_day=per_day).days
    for code in ("energy_kcal", "salt_g"):
        known = served(many, TrayKind.FULL)[code]
        assert known is not None
        assert abs(known - served(one, TrayKind.FULL)[code]) < Decimal("1e-20")
    assert sum(each.portions for each in shares(many, TrayKind.FULL.portions)) - Decimal(
        "4.75"
    ) < Decimal("1e-20")


def test_a_category_without_a_dish_is_named():
    (day,) = book(lines={Category.BIG: LINES[Category.BIG]}).days
    assert lacking(day, TrayKind.FULL.portions) == (
        Category.HALF, Category.VEG, Category.SOUP, Category.STAPLE, Category.SNACK,
    )  # fmt: skip
    assert served(day, TrayKind.FULL)["energy_kcal"] == 250


def test_what_one_dish_does_not_know_the_tray_does_not_know():
    (day,) = book().days
    tray = served(day, TrayKind.FULL)
    assert tray["calcium_mg"] is None
    assert tray.at_least("calcium_mg") > 0


def test_the_mean_of_trays_keeps_the_unknown_unknown():
    whole = Nutrients({"fat_g": Amount(Decimal(10))})
    part = Nutrients({"fat_g": Amount(Decimal(4), complete=False)})
    assert mean([whole, whole])["fat_g"] == 10
    assert mean([whole, part])["fat_g"] is None
    assert mean([whole, part]).at_least("fat_g") == 7
    assert mean([])["fat_g"] is None
    assert summed([]) == Amount(Decimal(0))
