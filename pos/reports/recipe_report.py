"""Recipes with weights for a day or a week: who cooks sees grams, who plans sees what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from canteen.i18n import _
from canteen.measures import UNKNOWN, show
from menus.dish_facts import TEXTURES
from menus.dishes import Category, Dish
from menus.meals import Meal, MealHours
from nutrition import nutrients as n
from pos.reports.book import Book, Day
from pos.reports.ingredients import Ingredient, ingredients
from pos.reports.weak_data import grades
from pos.reports.words import (
    WEEKDAYS,
    allergens,
    dishes_named,
    figure,
    food_name,
    nutrient_figure,
)
from receipts.report_documents import Cell, Column, Paragraph, Report, Section, Table

SIZE: Final = 8.2
FIGURES: Final = (n.ENERGY_KCAL, n.PROTEIN, n.FAT, n.CARBOHYDRATE, n.SODIUM, n.SALT)
WEEK: Final = 7
SMALL_G: Final = Decimal(10)
"""Below this weight a tenth of a gram is told."""


def recipe_report(book: Book, canteen: str, hours: MealHours) -> Report:
    """The recipes of all lunches of `book`, a day on its own pages."""
    first, last = book.days[0].on.isoformat(), book.days[-1].on.isoformat()
    begin, end = hours.of(Meal.LUNCH)
    span = first if first == last else _("{first} 至 {last}").format(first=first, last=last)
    return Report(
        title=_("一周带量食谱") if len(book.days) == WEEK else _("带量食谱"),
        facts=(
            _("{meal} {begin}–{end}").format(
                meal=Meal.LUNCH.word,
                begin=begin.isoformat("minutes"),
                end=end.isoformat("minutes"),
            ),
            _("用量是一份的生重可食部，克；“饮用水”是烹调时加的水"),
        ),
        head_left=_("{canteen}　带量食谱").format(canteen=canteen),
        head_right=_("{span}　{meal}").format(span=span, meal=Meal.LUNCH.word),
        foot=_("数值由配方计算（{grades}）；过敏原按食材列出，不排除微量").format(
            grades=grades(book)
        ),
        signature=_("营养师签字："),
        sections=tuple(
            _day_section(day, book, new_page=number > 0) for number, day in enumerate(book.days)
        ),
        author=canteen,
        landscape=True,
    )


def _day_section(day: Day, book: Book, *, new_page: bool) -> Section:
    title = _("{date}　星期{weekday}　{meal}").format(
        date=day.on.isoformat(), weekday=_(WEEKDAYS[day.on.weekday()]), meal=Meal.LUNCH.word
    )
    if not day.dishes:
        nothing = Paragraph(_("这天还没有发布菜单。"))
        return Section(title, (nothing,), new_page=new_page)
    table = Table(_columns(), tuple(_rows(day, book)), SIZE)
    note = _("{count} 道菜，数值是每份的").format(count=len(day.dishes))
    return Section(title, (table,), note, new_page)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("菜"), 48),
        Column(_("食材（克）"), 128),
        Column(_("做法"), 128),
        Column(_("千卡"), 18, "right"),
        Column(_("蛋白质 克"), 24, "right"),
        Column(_("脂肪 克"), 20, "right"),
        Column(_("碳水 克"), 20, "right"),
        Column(_("钠 毫克"), 22, "right"),
        Column(_("盐 克"), 16, "right"),
        Column(_("过敏原"), 30),
        Column(_("软硬"), 26),
    )


def _rows(day: Day, book: Book) -> Iterator[tuple[Cell, ...]]:
    for category in Category:
        dishes = day.of(category)
        if dishes:
            yield (Cell(category.word, bold=True, tone="soft"),)
        for dish in dishes:
            yield _row(dish, book)


def _row(dish: Dish, book: Book) -> tuple[Cell, ...]:
    version = book.recipes.get(dish.recipe_id)
    facts = book.facts.get(dish.code)
    grams = dish.portion.portion_g
    weight = _("每份 {grams} 克").format(grams=show(grams, 0)) if grams is not None else ""
    return (
        Cell("\n".join(filter(None, (dish.name, weight))), bold=True),
        Cell(dishes_named(map(_weighed, ingredients(dish, book))) or UNKNOWN),
        Cell(version.method if version and version.method else UNKNOWN),
        *(Cell(nutrient_figure(dish.per_portion.amount(code), code)) for code in FIGURES),
        Cell(allergens(dish.allergens, known=dish.recipe_id in book.results)),
        Cell(_(TEXTURES[facts.texture]) if facts else UNKNOWN),
    )


def _weighed(each: Ingredient) -> str:
    places = 1 if each.raw.known < SMALL_G else 0
    shown = figure(each.raw, places)
    if each.measure:
        shown = each.measure if shown == UNKNOWN else f"{shown} {each.measure}"
    return f"{food_name(each.food)} {shown}"
