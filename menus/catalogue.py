"""Dishes and menus out of the database, and the demo canteen into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from canteen.db import Session
from menus import tables as t
from menus.demo import CYCLE, DemoCanteen, demo_canteen
from menus.dishes import Category, Dish, Portion, Sundry, portion_of
from menus.menu import Menu, MenuItem, cycle_day, menu_version
from nutrition.store import add_foods, add_recipes, read_foods, read_recipes

DEMO_STARTS: Final = date(2000, 1, 1)
"""Any published cycle starts later, and so takes over from the demo."""


def dishes(session: Session) -> tuple[Dish, ...]:
    """Every dish, by category and code."""
    rows = session.execute(sa.select(t.dishes)).all()
    order = list(Category)
    made = _made_dishes(session, rows).values()
    return tuple(sorted(made, key=lambda dish: (order.index(dish.category), dish.code)))


def sundries(session: Session) -> tuple[Sundry, ...]:
    """Everything sold without a plate, in the order of the screen."""
    rows = session.execute(sa.select(t.sundries).order_by(t.sundries.c.place)).all()
    portions = _portions(session, [row.recipe_id for row in rows if row.recipe_id])
    return tuple(
        Sundry(
            code=row.code,
            name_zh=row.name_zh,
            name_en=row.name_en,
            price=row.price_fen,
            is_food=row.is_food,
            recipe_id=row.recipe_id,
            portion=portions.get(row.recipe_id, Portion()),
        )
        for row in rows
    )


def todays_menu(session: Session, on: date) -> Menu:
    """The menu of a business date, by the cycle in force; without items where none is published.

    A cycle answers every date: before its start it counts back.
    """
    cycle = _cycle_in_force(session, on)
    if cycle is None:
        return Menu(on, "none", ())
    day = cycle_day(on, cycle.starts_on, cycle.days)
    query = (
        sa.select(t.menu_items.c.slot, t.dishes)
        .join(t.dishes, t.dishes.c.code == t.menu_items.c.dish_code)
        .where(t.menu_items.c.cycle_id == cycle.id, t.menu_items.c.day == day)
        .order_by(t.menu_items.c.slot)
    )
    rows = session.execute(query).all()
    made = _made_dishes(session, rows)
    items = tuple(MenuItem(row.slot, made[row.code]) for row in rows)
    return Menu(on, menu_version(cycle.id, day), items)


def load_demo(session: Session) -> int:
    """Write the demo canteen where it is not there yet; returns how many rows that took.

    What is there already, changed by staff or not, stays as it is.
    """
    demo = demo_canteen()
    written = add_foods(session, demo.foods.values())
    written += add_recipes(session, demo.recipes)
    written += _insert_new(session, t.dishes, [_dish_row(dish) for dish in demo.dishes])
    written += _insert_new(
        session, t.sundries, [_sundry_row(n, each) for n, each in enumerate(demo.sundries)]
    )
    return written + _add_demo_cycle(session, demo)


def _cycle_in_force(session: Session, on: date) -> sa.Row[Any] | None:
    started = (
        sa.select(t.menu_cycles)
        .where(t.menu_cycles.c.starts_on <= on)
        .order_by(t.menu_cycles.c.starts_on.desc(), t.menu_cycles.c.seq.desc())
        .limit(1)
    )
    first = sa.select(t.menu_cycles).order_by(t.menu_cycles.c.starts_on, t.menu_cycles.c.seq.desc())
    return session.execute(started).first() or session.execute(first.limit(1)).first()


def _made_dishes(session: Session, rows: Iterable[sa.Row[Any]]) -> dict[str, Dish]:
    rows = list(rows)
    portions = _portions(session, [row.recipe_id for row in rows])
    return {
        row.code: Dish(
            code=row.code,
            name_zh=row.name_zh,
            name_en=row.name_en,
            category=Category(row.category),
            price=row.price_fen,
            drawing=row.drawing,
            recipe_id=row.recipe_id,
            portion=portions[row.recipe_id],
        )
        for row in rows
    }


def _portions(session: Session, recipe_ids: list[str]) -> Mapping[str, Portion]:
    if not recipe_ids:
        return {}
    foods = read_foods(session)
    versions = read_recipes(session, recipe_ids)
    return {key: portion_of(version, foods) for key, version in versions.items()}


def _insert_new(session: Session, table: sa.Table, rows: list[dict[str, object]]) -> int:
    have = set(session.execute(sa.select(table.c.code)).scalars())
    new = [row for row in rows if row["code"] not in have]
    if new:
        session.execute(table.insert(), new)
    return len(new)


def _add_demo_cycle(session: Session, demo: DemoCanteen) -> int:
    known = session.execute(sa.select(t.menu_cycles.c.id, t.menu_cycles.c.seq)).all()
    if CYCLE in [row.id for row in known]:
        return 0
    seq = 1 + max((row.seq for row in known), default=0)
    cycle = {"id": CYCLE, "seq": seq, "starts_on": DEMO_STARTS, "days": 1}
    items = [
        {"cycle_id": CYCLE, "day": 1, "slot": slot, "dish_code": code}
        for slot, code in demo.slots.items()
    ]
    session.execute(t.menu_cycles.insert(), [cycle])
    session.execute(t.menu_items.insert(), items)
    return 1 + len(items)


def _dish_row(dish: Dish) -> dict[str, object]:
    return {
        "code": dish.code,
        "name_zh": dish.name_zh,
        "name_en": dish.name_en,
        "category": dish.category.value,
        "price_fen": dish.price,
        "drawing": dish.drawing,
        "recipe_id": dish.recipe_id,
    }


def _sundry_row(place: int, sundry: Sundry) -> dict[str, object]:
    return {
        "code": sundry.code,
        "name_zh": sundry.name_zh,
        "name_en": sundry.name_en,
        "price_fen": sundry.price,
        "is_food": sundry.is_food,
        "recipe_id": sundry.recipe_id,
        "place": place,
    }
