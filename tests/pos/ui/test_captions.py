"""For whom the bars of a meal are, and where their range comes from."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from support.screens import Heard, Stage, targets, window_over

from canteen import i18n
from nutrition.lunch_targets import lunch_targets
from pos.ui.captions import BASIS_SECONDS, caption
from pos.ui.checkout import derive_props
from pos.ui.scenes import SCENES

SETTLED = SCENES["settled"](6)


def shown(inputs):
    return derive_props(inputs).sheet.caption


@pytest.mark.parametrize("target", lunch_targets(), ids=lambda target: target.group)
def test_the_caption_names_the_group_and_nothing_else_of_a_diner(target):
    told = shown(replace(SETTLED, diner=target.reference))
    assert told.title == "这一餐的营养"
    assert told.hint == f"{target.name}午餐参考（浅绿色），数值为估算"


def test_of_a_diner_nobody_knows_the_group_that_is_set_is_assumed():
    f75 = next(each for each in lunch_targets() if each.group == "f75")
    assert shown(replace(SETTLED, reference=f75.reference)).hint.startswith("75 岁以上女性午餐")
    assert shown(SETTLED).hint.startswith("成人午餐")


def test_a_group_nobody_knows_has_no_name():
    own = replace(SETTLED.reference, group="child")
    assert shown(replace(SETTLED, reference=own)).hint.startswith("午餐参考")


def test_whoever_asks_sees_the_basis_for_a_while():
    asked = replace(SETTLED, basis_at=SETTLED.monotonic)
    told = shown(asked)
    assert (told.title, told.ask) == ("", "收起")
    assert told.hint == "GB 28050-2025、WS/T 554：每天 2000 千卡，午餐占 35–40%"
    assert shown(replace(asked, monotonic=asked.monotonic + BASIS_SECONDS)) == shown(SETTLED)


@pytest.mark.parametrize(("plates", "explained"), [(6, False), (12, False), (15, True)])
def test_a_mark_that_no_verdict_puts_into_words_is_explained(plates, explained):
    told = shown(SCENES["settled-partly"](plates))
    assert told.hint.endswith("；◐ 部分未知") == explained


@pytest.mark.parametrize("plates", [4, 12, 15])
def test_while_plates_are_put_down_a_mark_is_explained_as_well(plates):
    sheet = derive_props(SCENES["filling-partly"](plates)).sheet
    assert "◐ 部分未知" in sheet.note + sheet.heads.unit
    assert "◐ 部分未知" in sheet.note + sheet.heads.unit_short
    plain = derive_props(SCENES["filling"](plates)).sheet
    assert "◐" not in plain.note + plain.heads.unit + plain.heads.unit_short


def test_without_bars_there_is_no_caption():
    assert shown(SCENES["filling"](4)) == shown(SCENES["held"](4)) == shown(SCENES["idle"](None))
    assert shown(SCENES["filling"](4)).ask == ""


def test_no_advice_is_given():
    for language in i18n.LANGUAGES:
        i18n.choose(language)
        said = [caption(SETTLED, (), verdicts=True).hint]
        said += [target.basis for target in lunch_targets()]
        i18n.choose("zh_CN")
        advice = ("建议", "应当", "should")
        assert [text for text in said if any(word in text for word in advice)] == []


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800)], ids=["large", "small"])
@pytest.mark.parametrize("plates", [6, 12, 15])
def test_bars_and_strip_take_a_touch(size, plates):
    screen = Heard(SCENES["settled"](plates))
    with window_over(screen, size) as window:
        ((_label, box),) = targets(Stage(screen, window).part("sheet"))
        centre = QPoint(round(box.center().x()), round(box.center().y()))
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), centre)
    assert screen.touches == [("basis", "")]
