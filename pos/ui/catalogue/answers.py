"""What the database's answers make of the desk's state. Pure."""

from __future__ import annotations

from dataclasses import replace

from canteen.db import DatabaseError
from canteen.errors import CanteenError
from canteen.i18n import _
from menus.editing import CHANGES
from pos.catalogue.book import Book, DishPast, KeptVersion
from pos.catalogue.desk import ChangedMeanwhile, PriceAnswer, Saved
from pos.catalogue.draft import Draft
from pos.catalogue.edit import edit_of
from pos.ui.catalogue.pages import pin_refused
from pos.ui.catalogue.state import (
    Act,
    ConflictPage,
    DeskState,
    Look,
    Note,
    PinPage,
    Read,
    Retire,
    Save,
    SignPrice,
    Step,
    reckoned,
    searched,
)


def book_read(state: DeskState, book: Book) -> Step:
    """The whole book came; drafts stay, and find out at the save what changed below them."""
    kept = {
        key: draft for key, draft in state.drafts.items() if draft.changed or key in book.dishes
    }
    kept = {
        key: draft if draft.changed else Draft.of(edit_of(book.dishes[key]))
        for key, draft in kept.items()
    }
    fresh = replace(state, book=book, drafts=kept, pasts={}, busy="", down=None)
    acts: tuple[Act, ...] = (Look(state.key),) if state.key in book.dishes else ()
    return Step(searched(reckoned(fresh)), acts)


def past_read(state: DeskState, code: str, past: DishPast) -> Step:
    """The versions and prices of a dish came."""
    return Step(replace(state, pasts={**state.pasts, code: past}))


def saved(state: DeskState, act: Save, done: Saved) -> Step:
    """A dish was written; its draft is done with."""
    code = done.dish.dish.code
    drafts = {key: draft for key, draft in state.drafts.items() if key != act.key}
    drafts[code] = Draft.of(edit_of(done.dish))
    if not done.changes:
        said = _("和存好的一样，没有写新版。")
    elif "recipe" in done.changes or "new" in done.changes:
        said = _("已保存「{dish}」，配方现在是第 {version} 版；以前的版本都还在。").format(
            dish=done.dish.dish.name_zh, version=done.dish.recipe.version
        )
    else:
        what = _("、").join(_(CHANGES[each]) for each in done.changes)
        said = _("已保存「{dish}」的{what}；配方没有变。").format(
            dish=done.dish.dish.name_zh, what=what
        )
    key = code if state.key == act.key else state.key
    fresh = replace(state, key=key, drafts=drafts, note=Note("good", said))
    return _taken_in(fresh, done)


def retired(state: DeskState, act: Retire, done: Saved) -> Step:
    """A dish was taken out of planning, or back in."""
    facts = {"dish": done.dish.dish.name_zh, "day": act.from_date}
    if act.from_date is None:
        said = _("「{dish}」又能排进菜单了。")
    else:
        said = _("「{dish}」从 {day} 起不再排进菜单；要恢复就按「恢复」。")
    return _taken_in(replace(state, note=Note("good", said.format(**facts))), done)


def price_came(state: DeskState, act: SignPrice, answer: PriceAnswer) -> Step:
    """A price was signed, or the PIN was not good for it."""
    done = answer.saved
    if done is None:
        return pin_refused(state, answer.pin)
    by = "—" if answer.pin.staff is None else answer.pin.staff.name
    said = _("「{dish}」从 {day} 起每份 {price} 元，{by}签了字；以前的小票不变。").format(
        dish=done.dish.dish.name_zh, day=act.from_date, price=act.price, by=by
    )
    return _taken_in(replace(state, page=None, note=Note("good", said)), done)


def _taken_in(state: DeskState, done: Saved) -> Step:
    """The book with a dish as it stands now; a draft of it goes on from there."""
    code = done.dish.dish.code
    if state.book is None:
        return Step(replace(state, busy=""))
    drafts = dict(state.drafts)
    if code in drafts:
        drafts[code] = drafts[code].on(done.dish)
    fresh = replace(
        state,
        book=state.book.with_dish(done.dish, done.retired),
        drafts=drafts,
        pasts={**state.pasts, code: done.past},
        busy="",
    )
    return Step(searched(reckoned(fresh)))


def failed(state: DeskState, act: Act, error: Exception) -> Step:
    """Something was not done; whatever was typed stays."""
    known = error if isinstance(error, CanteenError) else CanteenError()
    calm = replace(state, busy="")
    if isinstance(calm.page, PinPage):
        calm = replace(calm, page=replace(calm.page, asking=False, digits=""))
    if isinstance(error, ChangedMeanwhile):
        return _conflict(calm, error)
    if isinstance(act, Read) or (isinstance(error, DatabaseError) and state.book is None):
        return Step(replace(calm, down=known))
    return Step(replace(calm, note=Note("bad", str(known))))


def _conflict(state: DeskState, error: ChangedMeanwhile) -> Step:
    """Somebody else was first; theirs joins the versions, so that both can be compared."""
    past = state.pasts.get(state.key, DishPast())
    theirs = error.stored.recipe
    others = tuple(kept for kept in past.versions if kept.version.version != theirs.version)
    kept = KeptVersion(theirs, str(error.facts["by"]))
    pasts = {**state.pasts, state.key: replace(past, versions=(*others, kept))}
    page = ConflictPage(error.stored, error.said, error.todo)
    return Step(replace(state, page=page, pasts=pasts))
