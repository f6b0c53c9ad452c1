"""Every state of the dietitian's desk on the demo canteen, without a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Final

from accounts.staff import PinAnswer, Role, Staff
from canteen.db import DatabaseUnreachable
from canteen.money import Money
from menus.demo import demo_canteen
from menus.prices import PriceChange
from pos.catalogue.book import Book, DishPast, KeptVersion
from pos.catalogue.desk import ChangedMeanwhile, Saved
from pos.ui.catalogue import answers
from pos.ui.catalogue.state import DeskState, PinPage, Save, Step, searched
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
    return searched(DeskState(now=NOW, book=book(), staff=DIETITIAN))


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


def _edited(*touches: Touch) -> DeskState:
    return open_dish(("=line.0.amount", "2400"), ("=change_note", "多放番茄"), *touches)


def _login() -> DeskState:
    return replace(listed(), staff=None, page=PinPage("login", digits="25"))


def _invalid() -> DeskState:
    return _edited(
        ("=name_zh", "番茄炒蛋番茄炒蛋番"),
        ("=line.1.amount", "12a"),
        ("=line.2.amount", "3 个"),
        ("=portions", "0"),
    )


def _unknown() -> DeskState:
    state = _edited()
    if state.draft is None or state.book is None:
        raise ValueError(DISH)
    food = state.draft.now.lines[1].food
    bare = replace(state.book.foods[food], values={}, price_kg=None)
    foods = {**state.book.foods, food: bare}
    return does(replace(state, book=replace(state.book, foods=foods)), [("=portions", "25")])


def _signing(*answer: PinAnswer) -> DeskState:
    state = open_dish(("price", ""), ("=page.price", "7.50"), ("confirm", ""), ("digit", "1"))
    page = state.page
    if answer and isinstance(page, PinPage):
        return replace(state, page=replace(page, digits="", answer=answer[0]))
    return state


def _retired() -> DeskState:
    gone = replace(book(), retired={DISH: TODAY})
    state = replace(open_dish(), book=gone)
    return does(searched(state), [("filter", "state"), ("pick", "retired"), ("open", DISH)])


def _saved() -> DeskState:
    step = pressed(_edited(), "save", "")
    act = _save_of(step)
    dish = replace(act.dish, recipe=replace(act.dish.recipe, version=3))
    kept = KeptVersion(dish.recipe, "21", NOW, "多放番茄")
    done = Saved(dish, None, replace(past(), versions=(*past().versions, kept)), ("recipe",))
    return answers.saved(step.state, act, done).state


def _save_of(step: Step) -> Save:
    return next(act for act in step.acts if isinstance(act, Save))


def _conflict() -> DeskState:
    step = pressed(_edited(), "save", "")
    act = _save_of(step)
    theirs = replace(book().dishes[DISH], recipe=past().versions[0].version)
    return answers.failed(
        step.state, act, ChangedMeanwhile(dish=theirs.dish.name_zh, by="王主管", stored=theirs)
    ).state


def _no_database() -> DeskState:
    error = DatabaseUnreachable(where="canteen", reason="connection refused")
    return replace(_edited(), down=error)


Scene = Callable[[], DeskState]
SCENES: Final[dict[str, Scene]] = {
    "login": _login,
    "list": listed,
    "search": lambda: does(listed(), [("=query", "fq"), ("filter", "category"), ("pick", "half")]),
    "nothing-found": lambda: does(listed(), [("=query", "龙虾")]),
    "filter": lambda: does(listed(), [("filter", "method")]),
    "dish": open_dish,
    "edit": _edited,
    "edit-facts": lambda: _edited(("tab", "facts"), ("side", "label")),
    "edit-invalid": _invalid,
    "unknown-figures": _unknown,
    "drop": lambda: _edited(("drop", "")),
    "new": lambda: does(listed(), [("new", ""), ("tab", "facts")]),
    "food-choice": lambda: _edited(("choose", "food.add"), ("=page.text", "豆")),
    "drawing-choice": lambda: open_dish(("choose", "drawing")),
    "compare": lambda: _edited(("compare", "")),
    "price": lambda: open_dish(("price", ""), ("=page.price", "7.50")),
    "price-invalid": lambda: open_dish(("price", ""), ("=page.price", "7,50")),
    "price-pin": _signing,
    "price-pin-wrong": lambda: _signing(PinAnswer(None, 4, None)),
    "retired": _retired,
    "saved": _saved,
    "conflict": _conflict,
    "no-database": _no_database,
}
"""Every state by its name."""
