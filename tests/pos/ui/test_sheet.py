"""The tray's rows: half portions are marked, and a plate that cannot be sold by halves says so."""

from __future__ import annotations

import pytest

from canteen import i18n
from pos.state import Phase
from pos.ui.checkout import derive_props
from pos.ui.scene_parts import dishes, tray_of, with_halves, with_tray
from pos.ui.scenes import SCENES
from pos.ui.sheet import tray_rows


def rows(items):
    inputs = with_tray(Phase.SETTLED, tray_of(items))
    return tray_rows(inputs, Phase.SETTLED)


@pytest.mark.parametrize("count", [6, 12, 16, 24])
def test_a_half_is_marked_and_has_the_half_figures_and_price(count):
    wholes = dishes(count)
    mixed = with_halves(wholes)
    assert any(item.half for item in mixed)
    for row, item, whole in zip(rows(mixed), mixed, wholes, strict=True):
        assert (row.name, row.half) == (whole.name, "半份" if item.half else "")
        assert row.price == str(whole.half_price if item.half else whole.price)
    for row, whole in zip(rows(wholes), wholes, strict=True):
        assert (row.half, row.price) == ("", str(whole.price))


def test_the_figures_are_half_of_those_of_the_whole():
    whole = dishes(3)[2]
    (row,) = rows([whole.halved()])
    (full,) = rows([whole])
    assert (row.kcal, full.kcal) == ("39", "77")


def test_in_english_the_name_and_the_mark_are_english():
    i18n.choose("en")
    (row,) = rows([dishes(3)[2].halved()])
    i18n.choose("zh_CN")
    assert row.name == "Baby greens"


def test_a_plate_that_is_not_sold_by_halves_today_names_its_dish():
    props = derive_props(SCENES["held-no-half"](None))
    (row,) = [row for row in props.sheet.rows if row.kind == "unknown"]
    assert (row.name, row.price, row.short) == ("清蒸鲈鱼", "今天不卖半份", "不卖半份")
    assert (row.drawing, row.category) == ("fish-whole", "big")
    assert props.sheet.held.note.startswith("换好这一盘以后")
    assert props.sheet.held.count == "已记好 5 盘"
