import io
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.pdf_pages import outside, overlapping, pages, placed, sizes

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
def test_no_text_runs_into_another_whatever_the_name(long):
    data = render_cards(sheets(13, name=long, name_en=long, when="11月23日　午餐"))
    assert overlapping(data) == []
    assert len(placed(data)) > 26 * 15


def test_every_text_lies_where_an_office_printer_can_print():
    margin = 12  # points, 4.2 mm
    data = render_cards(sheets(12))
    assert outside(data, margin) == []
    high = 595.28
    assert all(
        margin < each.y and each.y + 0.8 * each.size < high - margin for each in placed(data)
    )


def test_a_card_says_its_meal():
    found = pages(render_cards(replace(sheets(1, when="11月23日　午餐"), labels=())))
    assert "11月23日　午餐" in found[0]


def test_the_picture_is_drawn_in_its_own_colours():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">'
        '<path d="M2 48a46 40 0 1 0 92 0a46 40 0 1 0 -92 0Z" fill="#010203"/></svg>'
    )
    with_picture = contents(render_cards(sheets(1, pictures=(svg,))))
    assert with_picture.count(b".003922 .007843 .011765 rg") == 2
    assert b".003922 .007843 .011765 rg" not in contents(render_cards(sheets(1)))


def contents(data):
    pages_of = pypdf.PdfReader(io.BytesIO(data)).pages
    return b"".join(page.get_contents().get_data() for page in pages_of)


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
