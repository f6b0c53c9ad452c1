from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.pdf_pages import outside, pages, placed, sizes

from receipts.pdf.cards import render_cards
from receipts.report_documents import CardFigure, CardSheets, DishCard

SENTENCE = "成人每日能量需要量为2000 kcal，人均每日食盐摄入量不高于5g"
CARD = DishCard(
    edge="#9A3D26",
    category="大荤",
    name="清蒸鲈鱼",
    name_en="Steamed sea bass",
    price="14.00",
    figures=(
        CardFigure("能量", "142", "千卡", "79", "7%"),
        CardFigure("脂肪", "5.1", "克", "2.8", "9%"),
        CardFigure("钠", "≥ 240", "毫克", "—", "—"),
    ),
    facts=(("过敏原", "鱼、大豆、麸质"), ("软硬", "易嚼、有骨或刺"), ("主料", "鲈鱼、葱、姜")),
    portion="每份 180 克，估算值",
    author="康乐食府",
    sentence=SENTENCE,
)


def sheets(count, **changes):
    card = replace(CARD, **changes)
    return CardSheets("菜品营养卡", "康乐食府", (card,) * count, (card,) * count)


def test_four_cards_and_twelve_labels_stand_on_a_sheet():
    data = render_cards(sheets(13))
    found = pages(data)
    assert [text.count("清蒸鲈鱼") for text in found] == [4, 4, 4, 1, 12, 1]
    assert sizes(data) == {(297, 210)}
    assert "第 6 页，共 6 页" in found[5]


def test_a_card_says_all_of_it():
    text = pages(render_cards(replace(sheets(1), labels=())))[0]
    for said in ("大荤", "Steamed sea bass", "14.00", "142", "100 克 79", "NRV 7%", "≥ 240", "—"):
        assert said in text
    for said in ("鱼、大豆、麸质", "易嚼、有骨或刺", "鲈鱼、葱、姜", "每份 180 克", SENTENCE):
        assert said in text


@pytest.mark.parametrize("long", ["一二三四五六七八", "a" * 60, "很长的名字" * 10])
def test_a_long_name_does_not_run_into_the_price(long):
    found = placed(render_cards(replace(sheets(1, name=long), labels=())))
    name = next(each for each in found if each.text == long)
    price = next(each for each in found if each.text == "14.00")
    assert name.x + name.wide < price.x


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=15)
def test_any_facts_stand_within_the_sheet(text):
    made = sheets(2, facts=(("过敏原", text), ("软硬", text), ("主料", text)))
    assert outside(render_cards(made)) == []


def test_many_facts_stay_above_the_foot():
    made = replace(sheets(1, facts=(("主料", "鳕鱼、葱、姜" * 60),)), labels=())
    found = placed(render_cards(made))
    foot = next(each for each in found if each.text.startswith("康乐食府"))
    facts = [each for each in found if set("鳕葱姜") & set(each.text)]
    assert "".join(each.text for each in facts).count("鳕鱼") == 60
    assert all(each.y > foot.y for each in facts)


def test_no_dish_gives_a_file_all_the_same():
    assert pages(render_cards(sheets(0))) is not None
