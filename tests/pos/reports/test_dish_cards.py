from dataclasses import replace
from decimal import Decimal
from importlib import resources

import pytest
from support.report_books import LINES, book

from menus.dishes import Category
from nutrition.amounts import Amount, Nutrients
from pos.reports.dish_cards import dish_cards, nrv, pictures
from receipts.pdf.drawings import read_drawing

FOODS = resources.files("pos").joinpath("ui", "art", "foods")


def card(lines, **changes):
    (made,) = dish_cards(book(lines={Category.BIG: lines}, **changes), "康乐食府").cards
    return made


def facts(made):
    return dict(made.facts)


def test_energy_fat_sodium_and_salt_come_first():
    made = card(LINES[Category.BIG])
    assert [each.label for each in made.figures] == [
        "能量", "脂肪", "钠", "盐", "蛋白质", "碳水化合物",
    ]  # fmt: skip
    energy, fat, sodium, salt, *_rest = made.figures
    assert (energy.portion, energy.unit, energy.per_100g) == ("250", "千卡", "125")
    assert (fat.portion, fat.per_100g) == ("14.0", "7.0")
    assert (sodium.portion, salt.portion) == ("445", "1.1")


def test_a_card_says_the_sentence_of_the_guide_and_its_price():
    made = card(LINES[Category.BIG])
    assert made.sentence == "成人每日能量需要量为2000 kcal，人均每日食盐摄入量不高于5g"
    assert (made.price, made.category, made.edge) == ("8.50", "大荤", "#9A3D26")
    assert made.portion == "每份 200 克，估算值"


def test_facts_tell_allergens_texture_foods_and_lights():
    found = facts(card((("tofu", 1000), ("pork", 500), ("oil", 300), ("salt", 100))))
    assert found["过敏原"] == "大豆"
    assert found["软硬"] == "易嚼、有骨或刺"
    assert found["主料"] == "tofu、pork"
    assert found["每 100 克"] == "脂肪（高）、盐（高）"


def test_a_claim_stands_only_where_all_is_known():
    assert facts(card((("pork", 2000), ("salt", 1))))["特点"] == "低饱和脂肪、低糖、低钠、含蛋白质"
    assert "特点" not in facts(card((("mystery", 4000), ("salt", 1))))


def test_what_is_not_known_is_a_dash():
    made = card((("mystery", 1000), ("salt", 10)))
    energy, _fat, sodium, *_rest = made.figures
    assert (energy.portion, energy.nrv) == ("—", "—")
    assert (sodium.portion, sodium.nrv) == ("≥ 400", "—")
    assert facts(made)["每 100 克"] == "脂肪（—）、盐（—）"


def test_a_dish_without_portions_shows_no_portion():
    made = card(LINES[Category.BIG], portions=None)
    assert made.portion == "每份 — 克，估算值"
    assert {each.portion for each in made.figures} == {"—"}


@pytest.mark.parametrize(
    ("code", "held", "value", "shown"),
    [
        ("energy_kcal", "energy_kj", "594.1", "7%"),
        ("protein_g", "protein_g", "22.4", "37%"),
        ("fat_g", "fat_g", "5.1", "8%"),  # 8.5 rounds half to even
        ("sodium_mg", "sodium_mg", "240", "12%"),
        ("salt_g", "salt_g", "0.6", "12%"),
    ],
)
def test_reference_values_are_those_of_the_standard(code, held, value, shown):
    assert nrv(code, Nutrients({held: Amount(Decimal(value))})) == shown


def test_cards_and_labels_can_be_made_alone():
    given = book(per_day=2)
    both = dish_cards(given, "康乐食府")
    assert both.cards == both.labels
    assert len(both.cards) == 12
    assert dish_cards(given, "康乐食府", labels=False).labels == ()
    assert dish_cards(given, "康乐食府", cards=False).cards == ()


def test_a_dish_whose_facts_nobody_wrote_has_no_softness():
    (made,) = dish_cards(
        replace(book(lines={Category.BIG: LINES[Category.BIG]}), facts={}), "康乐食府"
    ).cards
    assert facts(made)["软硬"] == "—"


def test_a_card_of_a_menu_says_its_day_and_one_of_chosen_dishes_does_not():
    given = book(lines={Category.BIG: LINES[Category.BIG]})
    assert dish_cards(given, "康乐食府").cards[0].when == "11月23日　午餐"
    chosen = replace(given, days=(replace(given.days[0], menu=False),))
    assert dish_cards(chosen, "康乐食府").cards[0].when == ""


def test_the_food_lies_on_the_plate_of_its_category():
    (dish,) = book(lines={Category.BIG: LINES[Category.BIG]}).dishes
    plate, food = pictures(replace(dish, drawing="fish-whole"))
    assert "#9A3D26" in plate
    assert len(read_drawing(food).shapes) > 1
    assert pictures(replace(dish, drawing="nothing-like-it")) == (plate,)


def test_every_drawing_of_the_till_can_be_printed():
    names = {each.name.removesuffix(".svg") for each in FOODS.iterdir()}
    assert len(names) > 100
    (dish,) = book(lines={Category.BIG: LINES[Category.BIG]}).dishes
    for name in names:
        for category in Category:
            plate, food = pictures(replace(dish, category=category, drawing=name))
            assert read_drawing(plate).shapes
            assert read_drawing(food).shapes


def test_no_allergen_in_the_recipe_is_told_from_no_recipe():
    given = book(lines={Category.BIG: (("pork", 1000), ("salt", 10))})
    (known,) = dish_cards(given, "康乐食府").cards
    (unknown,) = dish_cards(replace(given, results={}), "康乐食府").cards
    assert (facts(known)["过敏原"], facts(unknown)["过敏原"]) == ("没有列出", "—")
