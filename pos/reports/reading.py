"""What reports are made of, read from the database in a few queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from canteen.db import Session
from canteen.errors import BadInput
from canteen.i18n import N_, language
from canteen.measures import named
from canteen.money import Money
from menus import catalogue
from menus.dishes import Dish, Sundry
from menus.meals import Meal
from menus.portions import PortionCache
from menus.tables import sundries
from nutrition import Nutrients, RecipeVersion
from nutrition.errors import nearest
from nutrition.parts import part_ids
from nutrition.result_store import read_results
from nutrition.store import read_foods, read_recipes
from pos.errors import DishUnknown
from pos.history import find_sale
from pos.reports.book import Book, Day
from pos.tables import sale_lines, sales
from pos.tray import HALF, WHOLE


class OffTheCalendar(BadInput):
    """Days that no calendar of ours has, or without as many before; facts: start, days."""

    code = "E-POS-085"
    sentence = N_("从 {start} 起的 {days} 天或者它们之前的日子不在能算的日历里，什么都没有打印。")
    mend = N_("核对年份，换一个日期再试。")


def read_book(session: Session, start: date, days: int) -> Book:
    """The book of `days` dates from `start`; raises `OffTheCalendar`."""
    _shifted(start, days, days)
    cache = PortionCache()
    found = []
    for number in range(days):
        menu = catalogue.todays_menu(session, start + timedelta(days=number), cache)
        found.append(Day(menu.day, tuple(item.dish for item in menu.items)))
    sold = _sold(session, start, days)
    return _filled(session, tuple(found), _diners(session, start, days), sold)


def read_books(session: Session, start: date, days: int) -> tuple[Book, Book | None]:
    """The book of `days` dates from `start`, and that of as many before where lunches were sold.

    Raises `OffTheCalendar`.
    """
    earlier, end = _shifted(start, -days, days), _shifted(start, days, days)
    if not _diners(session, earlier, days):
        return read_book(session, start, days), None
    whole = read_book(session, earlier, 2 * days)
    return _part(whole, start, end), _part(whole, earlier, start)


def _part(whole: Book, first: date, end: date) -> Book:
    """A part of `whole`, with what was sold in it and stands on menus of other parts only."""
    part = whole.between(first, end)
    menu = {dish.code for dish in part.dishes}
    sold = {code for day in part.sold.values() for code in day} - menu
    known: dict[str, Dish | Sundry] = {dish.code: dish for dish in whole.dishes}
    known |= whole.others
    return replace(part, others={code: known[code] for code in sorted(sold)})


def _shifted(start: date, by: int, days: int) -> date:
    try:
        return start + timedelta(days=by)
    except OverflowError:
        raise OffTheCalendar(start=start.isoformat(), days=days) from None


def read_dishes(session: Session, on: date, codes: Iterable[str] = ()) -> Book:
    """A book of one day: the dishes `codes`, or without codes the menu of the date.

    Where no menu is published for that date, every dish. Raises `DishUnknown`, `OffTheCalendar`.
    """
    wanted = tuple(dict.fromkeys(codes))
    if not wanted:
        book = read_book(session, on, 1)
        if book.dishes:
            return book
    known = {dish.code: dish for dish in catalogue.dishes(session, on, retired=bool(wanted))}
    for code in wanted:
        if code not in known:
            raise DishUnknown(dish=code, hint=nearest(code, known))
    chosen = tuple(known[code] for code in wanted) if wanted else tuple(known.values())
    return _filled(session, (Day(on, chosen, menu=False),))


def _filled(
    session: Session,
    days: tuple[Day, ...],
    diners: Mapping[date, int] | None = None,
    sold: Mapping[date, Mapping[str, Decimal]] | None = None,
) -> Book:
    dishes = [dish for day in days for dish in day.dishes]
    sold = sold or {}
    menu = {dish.code for dish in dishes}
    wanted = {code for day in sold.values() for code in day} - menu
    others, no_food = _others(session, days[0].on, wanted) if wanted else ({}, frozenset())
    recipes = _recipes(session, [*dishes, *others.values()])
    return Book(
        days=days,
        recipes=recipes,
        results=read_results(session, recipes),
        foods=read_foods(session),
        facts=catalogue.dish_facts(session, menu),
        diners=diners or {},
        sold={
            on: {code: count for code, count in day.items() if code not in no_food}
            for on, day in sold.items()
        },
        others=others,
    )


def _others(
    session: Session, on: date, codes: set[str]
) -> tuple[dict[str, Dish | Sundry], frozenset[str]]:
    """What was sold and stands on no menu, by code; and the codes of what is no food."""
    things = {each.code: each for each in catalogue.sundries(session) if each.code in codes}
    found: dict[str, Dish | Sundry] = {code: each for code, each in things.items() if each.is_food}
    if left := codes - set(things):
        every = catalogue.dishes(session, on, retired=True)
        found |= {dish.code: dish for dish in every if dish.code in left}
    for code in codes - set(things) - set(found):
        # Its lines stay in the records: whatever it was, what it held is not known any more.
        found[code] = Sundry(code, code, code, Money(0), is_food=True)
    return found, frozenset(code for code, each in things.items() if not each.is_food)


def _recipes(session: Session, dishes: Iterable[Dish | Sundry]) -> dict[str, RecipeVersion]:
    """The recipes of the dishes, and those that stand within them."""
    found: dict[str, RecipeVersion] = {}
    wanted = {dish.recipe_id for dish in dishes if dish.recipe_id is not None}
    while wanted:
        new = read_recipes(session, wanted)
        found |= new
        inner = {part for version in new.values() for part in part_ids(version.recipe)}
        wanted = inner - set(found)
    return found


def _lunches(start: date, days: int) -> sa.ColumnElement[bool]:
    """The sales of the lunches of those dates."""
    return sa.and_(
        sales.c.business_date >= start,
        sales.c.business_date < start + timedelta(days=days),
        sales.c.meal == Meal.LUNCH.value,
    )


def _diners(session: Session, start: date, days: int) -> dict[date, int]:
    """Trays paid at lunch, by date."""
    query = (
        sa.select(sales.c.business_date, sa.func.count())
        .where(_lunches(start, days))
        .group_by(sales.c.business_date)
    )
    return {on: int(count) for on, count in session.execute(query)}


def _sold(session: Session, start: date, days: int) -> dict[date, dict[str, Decimal]]:
    """Portions on those trays, by date and code."""
    keys = (sales.c.business_date, sale_lines.c.item_code, sale_lines.c.half)
    query = (
        sa.select(*keys, sa.func.count())
        .join(sale_lines, sale_lines.c.sale_id == sales.c.id)
        .where(_lunches(start, days))
        .group_by(*keys)
    )
    found: dict[date, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for on, code, half, count in session.execute(query):
        found[on][code] += count * (HALF if half else WHOLE)
    return {on: dict(day) for on, day in found.items()}


@dataclass(frozen=True, slots=True)
class SoldTray:
    """One sale as its lines keep it: names, and what each portion held when it was sold."""

    receipt_no: str
    terminal: str
    meal: Meal
    sold_at: datetime
    lines: tuple[tuple[str, Nutrients], ...]


def read_tray(session: Session, text: str) -> SoldTray:
    """A sale by its id or receipt number, without what is no food; raises `SaleUnknown`."""
    sale = find_sale(session, text)
    row = session.execute(sa.select(sales).where(sales.c.id == sale)).one()
    lines = session.execute(
        sa.select(sale_lines).where(sale_lines.c.sale_id == sale).order_by(sale_lines.c.n)
    )
    no_food = set(
        session.execute(sa.select(sundries.c.code).where(sundries.c.is_food.is_(False))).scalars()
    )
    return SoldTray(
        receipt_no=row.receipt_no,
        terminal=row.terminal,
        meal=Meal(row.meal),
        sold_at=row.sold_at,
        lines=tuple(
            (_line_name(line), Nutrients.from_snapshot(json.loads(line.nutrients)))
            for line in lines
            if line.item_code not in no_food
        ),
    )


def _line_name(line: sa.Row[Any]) -> str:
    """What was sold, as it was named at the sale, in the language in force."""
    name = line.name_en if language() == "en" and line.name_en else line.name
    return named(name, half=line.half)
