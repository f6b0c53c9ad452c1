"""What the desk's scenes are made of: the demo canteen, a dish with a past, and touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Final

from accounts.staff import Role, Staff
from canteen.money import Money
from menus.demo import demo_canteen
from menus.prices import PriceChange
from pos.catalogue.book import Book, DishPast, KeptVersion
from pos.ui.catalogue import answers
from pos.ui.catalogue.state import DeskState, searched
from pos.ui.catalogue.steps import pressed, typed

NOW: Final = datetime(2026, 11, 23, 3, 26, tzinfo=UTC)
TODAY: Final = date(2026, 11, 23)
DIETITIAN: Final = Staff("21", "陈营养师", Role.DIETITIAN)
NAMES: Final = {"21": "陈营养师", "01": "王主管"}
DISH: Final = "fanqiechaodan"
Touch = tuple[str, str]


@cache
def book() -> Book:
    """The demo's catalogue."""
    demo = demo_canteen()
    return Book(
        today=TODAY,
        foods=demo.foods,
        dishes={each.dish.code: each for each in demo.catalogue},
        names=NAMES,
    )


@cache
def past() -> DishPast:
    """Two versions of the dish of the scenes, and one price change."""
    second = book().dishes[DISH].recipe
    salt = next(place for place, line in enumerate(second.recipe.lines) if line.food == "salt")
    lines = list(second.recipe.lines)
    lines[salt] = replace(lines[salt], grams=lines[salt].grams + 15)
    first = replace(second, recipe=replace(second.recipe, lines=tuple(lines[:-1])))
    kept = replace(second, version=2)
    at = datetime(2026, 11, 12, 6, 0, tzinfo=UTC)
    change = PriceChange(DISH, 1, date(2026, 11, 2), Money(600), Money(350), "21", "01", at)
    return DishPast((KeptVersion(first), KeptVersion(kept, "21", at, "少放盐")), (change,))


def listed() -> DeskState:
    """The whole list, nobody's dish open."""
    return searched(DeskState(now=NOW, book=book(), staff=DIETITIAN, owner=DIETITIAN.id))


def does(state: DeskState, touches: Sequence[Touch]) -> DeskState:
    """The state after touches; a touch that begins with `=` types into a field."""
    for what, value in touches:
        if what.startswith("="):
            state = typed(state, what[1:], value).state
        else:
            state = pressed(state, what, value).state
    return state


def open_dish(*touches: Touch) -> DeskState:
    """The dish of the scenes open, then more."""
    state = pressed(listed(), "open", DISH).state
    return does(answers.past_read(state, DISH, past()).state, touches)


def edited(*touches: Touch) -> DeskState:
    """The dish of the scenes with a change that is not saved, then more."""
    return open_dish(("=line.0.amount", "2400"), ("=change_note", "多放番茄"), *touches)
