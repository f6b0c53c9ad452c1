"""Dishes, things without plates, and menus out of the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from canteen.db import Session
from menus import tables as t
from menus.dish_facts import DishFacts
from menus.dishes import Category, Dish, Portion, Sundry
from menus.menu import Menu, MenuItem, cycle_day, menu_version
from menus.portions import PortionCache
from menus.prices import prices_on
from menus.sold_out import gone


def dishes(
    session: Session,
    on: date | None = None,
    cache: PortionCache | None = None,
    *,
    retired: bool = False,
) -> tuple[Dish, ...]:
    """Every dish, by category and code, with the price of a date or its first one.

    Those that are retired on that date, or at any time without one, only where `retired` asks.
    """
    query = sa.select(t.dishes, t.dish_facts.c.half_price_fen).outerjoin(
        t.dish_facts, t.dish_facts.c.dish_code == t.dishes.c.code
    )
    if not retired:
        left = t.dish_facts.c.retired_on
        in_use = left.is_(None) if on is None else sa.or_(left.is_(None), left > on)
        query = query.where(in_use)
    made = _made_dishes(session, session.execute(query).all(), on, cache).values()
    order = list(Category)
    return tuple(sorted(made, key=lambda dish: (order.index(dish.category), dish.code)))


def sundries(session: Session, cache: PortionCache | None = None) -> tuple[Sundry, ...]:
    """Everything sold without a plate, in the order of the screen."""
    rows = session.execute(sa.select(t.sundries).order_by(t.sundries.c.place)).all()
    ids = [row.recipe_id for row in rows if row.recipe_id]
    portions = (cache or PortionCache()).read(session, ids)
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


def todays_menu(session: Session, on: date, cache: PortionCache | None = None) -> Menu:
    """The menu of a business date, by the cycle in force; without items where none is published.

    A cycle answers every date: before its start it counts back.
    """
    cycle = _cycle_in_force(session, on)
    if cycle is None:
        return Menu(on, "none", ())
    day = cycle_day(on, cycle.starts_on, cycle.days)
    query = (
        sa.select(t.menu_items.c.slot, t.dishes, t.dish_facts.c.half_price_fen)
        .join(t.dishes, t.dishes.c.code == t.menu_items.c.dish_code)
        .outerjoin(t.dish_facts, t.dish_facts.c.dish_code == t.dishes.c.code)
        .where(t.menu_items.c.cycle_id == cycle.id, t.menu_items.c.day == day)
        .order_by(t.menu_items.c.slot)
    )
    rows = session.execute(query).all()
    made = _made_dishes(session, rows, on, cache)
    missing = gone(session, on)
    items = tuple(MenuItem(row.slot, made[row.code], row.code in missing) for row in rows)
    return Menu(on, menu_version(cycle.id, day), items)


def dish_facts(session: Session, codes: Iterable[str] | None = None) -> dict[str, DishFacts]:
    """What is known of each dish, by code: of `codes`, or of all; without facts it is absent."""
    query = sa.select(t.dish_facts)
    if codes is not None:
        query = query.where(t.dish_facts.c.dish_code.in_(sorted(set(codes))))
    return {
        row.dish_code: DishFacts(
            main=row.main_food,
            group=row.main_group,
            method=row.method,
            equipment=row.equipment,
            flavour=row.flavour,
            colour=row.colour,
            texture=row.texture,
            bones=row.bones,
            seasons=tuple(row.seasons.split()),
            prep_minutes=row.prep_minutes,
            popularity=row.popularity,
            variant_of=row.variant_of or "",
            salt_note=row.salt_note,
            oil_note=row.oil_note,
            energy_note=row.energy_note,
        )
        for row in session.execute(query)
    }


def retirements(session: Session) -> dict[str, date]:
    """The date from which each retired dish is not planned any more, by code."""
    query = sa.select(t.dish_facts.c.dish_code, t.dish_facts.c.retired_on).where(
        t.dish_facts.c.retired_on.is_not(None)
    )
    return {row.dish_code: row.retired_on for row in session.execute(query)}


def _cycle_in_force(session: Session, on: date) -> sa.Row[Any] | None:
    started = (
        sa.select(t.menu_cycles)
        .where(t.menu_cycles.c.starts_on <= on)
        .order_by(t.menu_cycles.c.starts_on.desc(), t.menu_cycles.c.seq.desc())
        .limit(1)
    )
    first = sa.select(t.menu_cycles).order_by(t.menu_cycles.c.starts_on, t.menu_cycles.c.seq.desc())
    return session.execute(started).first() or session.execute(first.limit(1)).first()


def _made_dishes(
    session: Session, rows: Sequence[sa.Row[Any]], on: date | None, cache: PortionCache | None
) -> dict[str, Dish]:
    portions = (cache or PortionCache()).read(session, [row.recipe_id for row in rows])
    changes = {} if on is None else prices_on(session, on, [row.code for row in rows])
    made = {}
    for row in rows:
        change = changes.get(row.code)
        made[row.code] = Dish(
            code=row.code,
            name_zh=row.name_zh,
            name_en=row.name_en,
            category=Category(row.category),
            price=change.price if change else row.price_fen,
            drawing=row.drawing,
            recipe_id=row.recipe_id,
            portion=portions[row.recipe_id],
            half_price=change.half if change else row.half_price_fen,
        )
    return made
