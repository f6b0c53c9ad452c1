"""What reports are made of, read from the database in a few queries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from canteen.db import Session
from menus import catalogue
from menus.dishes import Dish
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


def read_book(session: Session, start: date, days: int) -> Book:
    """The book of `days` dates from `start`."""
    cache = PortionCache()
    found = []
    for number in range(days):
        menu = catalogue.todays_menu(session, start + timedelta(days=number), cache)
        found.append(Day(menu.day, tuple(item.dish for item in menu.items)))
    return _filled(session, tuple(found), _diners(session, start, days))


def read_dishes(session: Session, on: date, codes: Iterable[str] = ()) -> Book:
    """A book of one day: the dishes `codes`, or without codes the menu of the date.

    Where no menu is published for that date, every dish. Raises `DishUnknown`.
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
    return _filled(session, (Day(on, chosen),), {})


def _filled(session: Session, days: tuple[Day, ...], diners: dict[date, int]) -> Book:
    dishes = [dish for day in days for dish in day.dishes]
    recipes = _recipes(session, dishes)
    return Book(
        days=days,
        recipes=recipes,
        results=read_results(session, recipes),
        foods=read_foods(session),
        facts=catalogue.dish_facts(session, [dish.code for dish in dishes]),
        diners=diners,
    )


def _recipes(session: Session, dishes: list[Dish]) -> dict[str, RecipeVersion]:
    """The recipes of the dishes, and those that stand within them."""
    found: dict[str, RecipeVersion] = {}
    wanted = {dish.recipe_id for dish in dishes}
    while wanted:
        new = read_recipes(session, wanted)
        found |= new
        inner = {part for version in new.values() for part in part_ids(version.recipe)}
        wanted = inner - set(found)
    return found


def _diners(session: Session, start: date, days: int) -> dict[date, int]:
    end = start + timedelta(days=days)
    query = (
        sa.select(sales.c.business_date, sa.func.count())
        .where(
            sales.c.business_date >= start,
            sales.c.business_date < end,
            sales.c.meal == Meal.LUNCH.value,
        )
        .group_by(sales.c.business_date)
    )
    return {on: int(count) for on, count in session.execute(query)}


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
            (line.name, Nutrients.from_snapshot(json.loads(line.nutrients)))
            for line in lines
            if line.item_code not in no_food
        ),
    )
