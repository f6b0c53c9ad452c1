"""Every state of the dietitian's desk on the demo canteen, without a database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from accounts.staff import PinAnswer
from canteen.db import DatabaseUnreachable
from pos.catalogue.book import KeptVersion
from pos.catalogue.desk import Saved
from pos.catalogue.errors import ChangedMeanwhile
from pos.ui.catalogue import answers
from pos.ui.catalogue.acts import Save
from pos.ui.catalogue.draft_scenes import DRAFT_SCENES
from pos.ui.catalogue.scene_parts import (
    DISH,
    NOW,
    TODAY,
    Touch,
    book,
    does,
    edited,
    listed,
    open_dish,
    past,
)
from pos.ui.catalogue.state import DeskState, PinPage, Step, searched
from pos.ui.catalogue.steps import pressed


def _login() -> DeskState:
    return DeskState(now=NOW, book=book(), page=PinPage("login", digits="25"))


def _invalid() -> DeskState:
    return edited(
        ("=name_zh", "番茄炒蛋番茄炒蛋番"),
        ("=line.1.amount", "12a"),
        ("=line.2.amount", "3 个"),
        ("=portions", "0"),
    )


def _unknown() -> DeskState:
    state = edited()
    if state.draft is None or state.book is None:
        raise ValueError(DISH)
    food = state.draft.now.lines[1].food
    bare = replace(state.book.foods[food], values={}, price_kg=None)
    foods = {**state.book.foods, food: bare}
    return does(replace(state, book=replace(state.book, foods=foods)), [("=portions", "25")])


def _unweighed() -> DeskState:
    return edited(("=line.4.amount", "少许"), ("=line.5.amount", "2 把"))


def _new(*touches: Touch) -> DeskState:
    """A copy with a name of its own, which can be saved; then more."""
    return does(open_dish(("copy", ""), ("=name_zh", "番茄滑蛋")), touches)


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
    step = pressed(edited(), "save", "")
    act = _save_of(step)
    dish = replace(act.dish, recipe=replace(act.dish.recipe, version=3))
    kept = KeptVersion(dish.recipe, "21", NOW, "多放番茄")
    done = Saved(dish, None, replace(past(), versions=(*past().versions, kept)), ("recipe",))
    return answers.saved(step.state, act, done).state


def _save_of(step: Step) -> Save:
    return next(act for act in step.acts if isinstance(act, Save))


def _conflict() -> DeskState:
    step = pressed(edited(), "save", "")
    act = _save_of(step)
    theirs = replace(book().dishes[DISH], recipe=past().versions[0].version)
    return answers.failed(
        step.state, act, ChangedMeanwhile(dish=theirs.dish.name_zh, by="王主管", stored=theirs)
    ).state


def _no_database() -> DeskState:
    error = DatabaseUnreachable(where="canteen", reason="connection refused")
    return replace(edited(), down=error)


Scene = Callable[[], DeskState]
SCENES: Final[dict[str, Scene]] = {
    "login": _login,
    "list": listed,
    "search": lambda: does(listed(), [("=query", "fq"), ("filter", "category"), ("pick", "half")]),
    "nothing-found": lambda: does(listed(), [("=query", "龙虾")]),
    "filter": lambda: does(listed(), [("filter", "method")]),
    "dish": open_dish,
    "edit": edited,
    "edit-facts": lambda: edited(("tab", "facts"), ("side", "label")),
    "edit-invalid": _invalid,
    "unknown-figures": _unknown,
    "unweighed": _unweighed,
    "unweighed-label": lambda: does(_unweighed(), [("side", "label")]),
    "drop": lambda: edited(("drop", "")),
    "new": lambda: does(listed(), [("new", ""), ("tab", "facts")]),
    "new-tried": lambda: does(listed(), [("new", ""), ("tab", "facts"), ("save", "")]),
    "copy": _new,
    "first-price": lambda: _new(("save", "")),
    "food-choice": lambda: edited(("choose", "food.add"), ("=page.text", "豆")),
    "drawing-choice": lambda: open_dish(("choose", "drawing")),
    "compare": lambda: edited(("compare", "")),
    "price": lambda: open_dish(("price", ""), ("=page.price", "7.50")),
    "price-invalid": lambda: open_dish(("price", ""), ("=page.price", "7,50")),
    "price-pin": _signing,
    "price-pin-wrong": lambda: _signing(PinAnswer(None, 4, None)),
    "retired": _retired,
    "saved": _saved,
    "conflict": _conflict,
    "conflict-compare": lambda: does(_conflict(), [("look", "")]),
    "no-database": _no_database,
    **DRAFT_SCENES,
}
"""Every state by its name."""
