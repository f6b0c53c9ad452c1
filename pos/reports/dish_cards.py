"""Cards and labels that stand by the dishes: energy, fat, sodium and salt first.

The order is that of 餐饮食品营养标识指南 (2020), as is the sentence on a day's energy and salt. NRV
per cent are those of one portion, by the reference values of GB 28050-2025.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from canteen.i18n import N_, _
from canteen.measures import SALT_PER_SODIUM, UNKNOWN, show
from menus.dish_facts import BONES, TEXTURES
from menus.dishes import Category, Dish
from menus.meals import Meal
from nutrition import Nutrients
from nutrition import nutrients as n
from nutrition.amounts import Amount
from nutrition.guidance import claims, lights
from nutrition.labels import Standard, row_rules
from pos.drawings import FOODS, PLATES, svg
from pos.reports.book import Book, Day
from pos.reports.food_groups import NO_KIND
from pos.reports.ingredients import ingredients
from pos.reports.words import allergens, food_name, joined, nutrient_figure, unit
from receipts.report_documents import CardFigure, CardSheets, DishCard

FIGURES: Final = (n.ENERGY_KCAL, n.FAT, n.SODIUM, n.SALT, n.PROTEIN, n.CARBOHYDRATE)
EDGES: Final = {
    Category.BIG: "#9A3D26",
    Category.HALF: "#955A14",
    Category.VEG: "#4A7A43",
    Category.SOUP: "#386A86",
    Category.STAPLE: "#756633",
    Category.SNACK: "#8A4C64",
}
"""The glaze of each category's plates."""

SENTENCE: Final = N_("成人每日能量需要量为2000 kcal，人均每日食盐摄入量不高于5g")
MAIN_FOODS: Final = 5
LIT: Final = (n.FAT, n.SALT)
PER_CENT: Final = Decimal(100)


def dish_cards(book: Book, canteen: str, *, cards: bool = True, labels: bool = True) -> CardSheets:
    """Cards and labels of every dish of `book`."""
    made = tuple(_card(dish, day, book, canteen) for day in book.days for dish in day.dishes)
    return CardSheets(
        title=_("菜品营养卡"),
        author=canteen,
        cards=made if cards else (),
        labels=made if labels else (),
    )


def _card(dish: Dish, day: Day, book: Book, canteen: str) -> DishCard:
    result = book.results.get(dish.recipe_id)
    per_100g = result.per_100g if result else Nutrients()
    grams = dish.portion.portion_g
    return DishCard(
        edge=EDGES[dish.category],
        category=dish.category.word,
        name=dish.name,
        name_en=dish.name_en if dish.name_en != dish.name else "",
        price=f"{dish.price}",
        figures=tuple(_figure(code, dish.per_portion, per_100g) for code in FIGURES),
        facts=_facts(dish, book, per_100g),
        portion=_("每份 {grams} 克，估算值").format(grams=show(grams, 0)),
        author=canteen,
        sentence=_(SENTENCE),
        pictures=pictures(dish),
        when=_when(day),
    )


def _when(day: Day) -> str:
    """The meal of a published menu; nothing for dishes that were picked by hand."""
    if not day.menu:
        return ""
    return _("{month}月{day}日　{meal}").format(
        month=day.on.month, day=day.on.day, meal=Meal.LUNCH.word
    )


def pictures(dish: Dish) -> tuple[str, ...]:
    """The SVG texts of the plate of its category and, where it is drawn, of the food on it."""
    drawn = (svg(PLATES, f"empty-{dish.category}"), svg(FOODS, dish.drawing))
    return tuple(filter(None, drawn))


def _figure(code: str, portion: Nutrients, per_100g: Nutrients) -> CardFigure:
    return CardFigure(
        label=n.BY_CODE[code].name,
        portion=nutrient_figure(portion.amount(code), code),
        unit=unit(code),
        per_100g=nutrient_figure(per_100g.amount(code), code),
        nrv=nrv(code, portion),
    )


def nrv(code: str, held: Nutrients) -> str:
    """Whole per cent of a day's reference value, half to even; a dash where it is not known."""
    rules = {rule.key: rule.nrv for rule in row_rules(Standard.GB2025)}
    if code == n.ENERGY_KCAL:
        code = n.ENERGY_KJ
    value = held[code]
    reference = rules.get(code)
    if code == n.SALT and (sodium := rules[n.SODIUM]) is not None:
        reference = sodium * SALT_PER_SODIUM / 1000
    if value is None or not reference:
        return UNKNOWN
    return f"{(value / reference * PER_CENT).quantize(Decimal(1), ROUND_HALF_EVEN)}%"


def _facts(dish: Dish, book: Book, per_100g: Nutrients) -> tuple[tuple[str, str], ...]:
    facts = book.facts.get(dish.code)
    softness = UNKNOWN
    if facts:
        softness = joined((_(TEXTURES[facts.texture]), _(BONES[facts.bones])))
    found = lights(per_100g, dish.portion.portion_g)
    words = (
        _("{name}（{word}）").format(
            name=n.BY_CODE[code].name, word=found[code].word if code in found else UNKNOWN
        )
        for code in LIT
    )
    terms = joined(claim.text for claim in claims(per_100g))
    pairs = (
        (_("过敏原"), allergens(dish.allergens, known=dish.recipe_id in book.results)),
        (_("软硬"), softness),
        (_("主料"), main_foods(dish, book)),
        (_("每 100 克"), joined(words)),
        (_("特点"), terms),
    )
    return tuple((head, text) for head, text in pairs if text)


def main_foods(dish: Dish, book: Book) -> str:
    """The heaviest foods of a portion, without oil, sugar, seasoning and water."""
    kept = [each for each in ingredients(dish, book) if each.food.group not in NO_KIND]
    heavy = sorted(kept, key=lambda each: -_weight(each.eaten))[:MAIN_FOODS]
    return joined(food_name(each.food) for each in heavy) or UNKNOWN


def _weight(amount: Amount) -> Decimal:
    return amount.known
