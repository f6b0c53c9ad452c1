"""What the wall screen says of one dish."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen import i18n
from canteen.money import Money
from menus import MenuItem
from menus.demo import demo_canteen
from menus.dishes import Portion
from nutrition import Amount, Nutrients
from nutrition.foods import ALLERGENS as CODES
from pos.ui.board.props import Figure, Mark
from pos.ui.board.rows import ALLERGENS, row_of

DISH = demo_canteen().dishes[0]

amounts = st.decimals(min_value=0, max_value=2000, places=3)
shares = st.decimals(min_value=0, max_value=1, places=3)


def row_with(dish, *, sold_out=False):
    return row_of(MenuItem(1, dish, sold_out))


def holding(**amounts_by_code):
    """The dish with these amounts of a portion."""
    return replace(DISH, portion=replace(DISH.portion, per_portion=Nutrients(amounts_by_code)))


def test_a_dish_that_has_run_out_keeps_its_place_and_its_name_alone():
    row = row_with(DISH, sold_out=True)
    assert (row.name, row.sold_out, row.gone) == ("红烧肉", "售罄", "今天已经卖完")
    assert (row.price, row.figures, row.marks, row.raised) == ("", (), (), ())


@pytest.mark.parametrize(
    ("language", "count", "half", "across", "raised"),
    [
        ("zh_CN", 2, True, "麸蛋半", ""),
        ("zh_CN", 3, False, "麸蛋鱼", ""),
        ("zh_CN", 3, True, "麸蛋鱼", "半"),
        ("zh_CN", 4, False, "麸蛋鱼", "豆"),
        ("zh_CN", 4, True, "麸蛋鱼", "豆半"),
        ("en", 3, True, "GEF½", ""),
        ("en", 4, False, "GEFS", ""),
        ("en", 4, True, "GEFS", "½"),
    ],
)
def test_marks_without_room_beside_the_figures_stand_beside_the_name(
    language, count, half, across, raised
):
    i18n.choose(language)
    codes = ("gluten", "egg", "fish", "soy")[:count]
    portion = replace(DISH.portion, allergens=codes)
    row = row_with(replace(DISH, half_price=Money(650) if half else None, portion=portion))
    i18n.choose("zh_CN")
    assert "".join(mark.text for mark in row.marks) == across
    assert "".join(mark.text for mark in row.raised) == raised
    assert [mark.half for mark in (*row.marks, *row.raised)] == [False] * count + [True] * half


def test_every_allergen_the_house_knows_has_a_mark_of_its_own():
    assert set(ALLERGENS) == set(CODES)
    for column in (0, 1):
        assert len({marks[column] for marks in ALLERGENS.values()}) == len(CODES)


def test_a_dish_without_a_recipe_is_not_called_free_of_anything():
    row = row_with(replace(DISH, portion=Portion()))
    assert row.marks == (Mark("?"), Mark("半", half=True))
    assert {figure.text for figure in row.figures} == {"—"}


def test_a_drawing_nobody_made_leaves_the_plate_empty():
    assert row_with(replace(DISH, drawing="unheard-of")).drawing == ""


@given(amount=amounts, share=shares)
def test_a_figure_is_whole_or_at_least_or_a_mark_and_never_made_up(amount, share):
    whole = row_with(holding(protein_g=Amount(amount))).figures[1]
    partly = row_with(holding(protein_g=Amount(amount, complete=False, part=share))).figures[1]
    assert whole == Figure(f"{amount.quantize(Decimal('0.1'), 'ROUND_HALF_UP'):.1f}")
    if share >= Decimal("0.9") and amount:
        assert partly == Figure(whole.text, partly=True)
    else:
        assert partly == Figure("◐" if amount else "—")
