"""Dishes into the database: a whole catalogue, and the demo canteen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from canteen.db import Session
from menus import tables as t
from menus.catalogue_files import CatalogueDish
from menus.demo import CYCLE, DemoCanteen, demo_canteen
from menus.dish_facts import DishFacts
from menus.dishes import Dish, Sundry
from nutrition.result_store import refresh
from nutrition.store import add_foods, add_recipes

DEMO_STARTS: Final = date(2000, 1, 1)
"""Any published cycle starts later, and so takes over from the demo."""


def add_dishes(session: Session, new: Iterable[CatalogueDish]) -> int:
    """Write the dishes whose code is not there yet, with recipe and facts; returns the rows.

    Their foods must be there. What is there already, changed by staff or not, stays as it is.
    """
    dishes = list(new)
    have = set(session.execute(sa.select(t.dishes.c.code)).scalars())
    added = [each for each in dishes if each.dish.code not in have]
    written = add_recipes(session, [each.recipe for each in added])
    if added:
        session.execute(t.dishes.insert(), [dish_row(each.dish) for each in added])
    return len(added) + written + _add_facts(session, dishes)


def _add_facts(session: Session, dishes: list[CatalogueDish]) -> int:
    have = set(session.execute(sa.select(t.dish_facts.c.dish_code)).scalars())
    new = [each for each in dishes if each.dish.code not in have]
    # What is a variant of another names it, so that one goes first.
    new.sort(key=lambda each: bool(each.facts.variant_of))
    if new:
        rows = [facts_row(each.dish, each.facts) for each in new]
        session.execute(t.dish_facts.insert(), rows)
    return len(new)


def load_demo(session: Session) -> int:
    """Write the demo canteen where it is not there yet; returns how many rows that took."""
    demo = demo_canteen()
    written = add_foods(session, demo.foods.values())
    written += add_dishes(session, demo.catalogue)
    written += add_recipes(session, demo.sundry_recipes)
    written += _add_sundries(session, demo.sundries)
    written += _add_demo_cycle(session, demo)
    return written + refresh(session)


def dish_row(dish: Dish) -> dict[str, Any]:
    """The row of `dishes`."""
    return {
        "code": dish.code,
        "name_zh": dish.name_zh,
        "name_en": dish.name_en,
        "category": dish.category.value,
        "price_fen": dish.price,
        "drawing": dish.drawing,
        "recipe_id": dish.recipe_id,
    }


def facts_row(dish: Dish, facts: DishFacts) -> dict[str, Any]:
    """The row of `dish_facts`; the dish is not retired."""
    return {
        "dish_code": dish.code,
        "main_food": facts.main,
        "main_group": facts.group,
        "method": facts.method,
        "equipment": facts.equipment,
        "flavour": facts.flavour,
        "colour": facts.colour,
        "texture": facts.texture,
        "bones": facts.bones,
        "seasons": " ".join(facts.seasons),
        "prep_minutes": facts.prep_minutes,
        "popularity": facts.popularity,
        "half_price_fen": dish.half_price,
        "variant_of": facts.variant_of or None,
        "salt_note": facts.salt_note,
        "oil_note": facts.oil_note,
        "energy_note": facts.energy_note,
        "retired_on": None,
    }


def _add_sundries(session: Session, sundries: Iterable[Sundry]) -> int:
    have = set(session.execute(sa.select(t.sundries.c.code)).scalars())
    rows = [
        _sundry_row(place, sundry)
        for place, sundry in enumerate(sundries)
        if sundry.code not in have
    ]
    if rows:
        session.execute(t.sundries.insert(), rows)
    return len(rows)


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
