"""From what the desk's state asks for to the slow call that does it, and what its answer means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from accounts.staff import Staff
from pos.catalogue.desk import CatalogueDesk
from pos.ui.catalogue import answers, keeping
from pos.ui.catalogue.acts import (
    Act,
    Add,
    CheckPin,
    FindDrafts,
    Keep,
    Look,
    LookAround,
    Read,
    Retire,
    Save,
    SignPrice,
)
from pos.ui.catalogue.sessions import logged_in
from pos.ui.catalogue.state import DeskState, Step

Work: TypeAlias = Callable[[], Any]
Then: TypeAlias = Callable[[DeskState, Any], Step]
"""What the state becomes with what `Work` returned."""
Call: TypeAlias = tuple[Work, Then]


def call_for(desk: CatalogueDesk, act: Act, by: Staff | None, now: datetime) -> Call | None:
    """The call of an act; None for one that no database does, or that needs somebody logged in."""
    found = _reading(desk, act) or _of_drafts(desk, act, now)
    return found if found is not None or by is None else _change(desk, act, by)


def _reading(desk: CatalogueDesk, act: Act) -> Call | None:
    match act:
        case Read():
            return desk.book, answers.book_read
        case Look(code):
            return lambda: desk.past(code), lambda state, got: answers.past_read(state, code, got)
        case CheckPin(digits):
            return lambda: desk.check_pin(digits), logged_in
        case _:
            return None


def _of_drafts(desk: CatalogueDesk, act: Act, now: datetime) -> Call | None:
    shelf = desk.drafts
    match act:
        case Keep(by, drafts, done_with):
            return (
                lambda: shelf.keep(by, drafts, done_with, now),
                lambda state, got: keeping.kept(state, act, got),
            )
        case FindDrafts(by):
            return (
                lambda: (shelf.own(by), shelf.others(by)),
                lambda state, got: keeping.found(state, by, *got),
            )
        case LookAround(by):
            return (
                lambda: shelf.others(by),
                lambda state, got: keeping.seen(state, by, got),
            )
        case _:
            return None


def _change(desk: CatalogueDesk, act: Act, by: Staff) -> Call | None:
    match act:
        case Save(key, dish, base, note):
            return (
                lambda: desk.save(dish, base, by, note, key),
                lambda state, got: answers.saved(state, act, got),
            )
        case Add(key, dish, day, digits, note):
            return (
                lambda: desk.add(dish, day, by, digits, note, key),
                lambda state, got: answers.added(state, act, got),
            )
        case Retire(code, first):
            return (
                lambda: desk.retire(code, first, by),
                lambda state, got: answers.retired(state, act, got),
            )
        case SignPrice(code, price, half, first_day, digits):
            return (
                lambda: desk.change_price(code, price, half, first_day, by, digits),
                lambda state, got: answers.price_came(state, act, got),
            )
        case _:
            return None
