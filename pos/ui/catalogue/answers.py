"""What the database's answers make of the desk's state. Pure."""

from __future__ import annotations

from dataclasses import replace

from canteen.db import DatabaseError
from canteen.errors import CanteenError
from canteen.i18n import _
from menus.editing import CHANGES
from pos.catalogue.book import Book, DishPast, KeptVersion
from pos.catalogue.desk import PriceAnswer, Saved
from pos.catalogue.draft import Draft
from pos.catalogue.edit import edit_of
from pos.catalogue.errors import ChangedMeanwhile
from pos.ui.catalogue.acts import Act, Add, Keep, Look, LookAround, Read, Retire, Save, SignPrice
from pos.ui.catalogue.pages import pin_refused
from pos.ui.catalogue.state import (
    ConflictPage,
    DeskState,
    Note,
    PinPage,
    Step,
    reckoned,
    searched,
)


def book_read(state: DeskState, book: Book) -> Step:
    """The whole book came; drafts stay, and say what changed below them."""
    kept = {
        key: draft for key, draft in state.drafts.items() if draft.changed or key in book.dishes
    }
    kept = {
        key: draft if draft.changed else Draft.of(edit_of(book.dishes[key]))
        for key, draft in kept.items()
    }
    fresh = replace(
        state,
        book=book,
        read_at=state.now,
        drafts=kept,
        # That of the open dish stands until it is read again: a comparison may be before her.
        pasts={key: past for key, past in state.pasts.items() if key == state.key},
        busy="",
        down=None,
    )
    acts: tuple[Act, ...] = (Look(state.key),) if state.key in book.dishes else ()
    return Step(searched(reckoned(fresh)), acts)


def past_read(state: DeskState, code: str, past: DishPast) -> Step:
    """The versions and prices of a dish came."""
    return Step(replace(state, pasts={**state.pasts, code: past}))


def saved(state: DeskState, act: Save, done: Saved) -> Step:
    """A dish was written; its draft is done with."""
    if not done.changes:
        said = _("和存好的一样，没有写新版。")
    elif "recipe" in done.changes:
        said = _("已保存「{dish}」，配方现在是第 {version} 版；以前的版本都还在。").format(
            dish=done.dish.dish.name_zh, version=done.dish.recipe.version
        )
    else:
        what = _("、").join(_(CHANGES[each]) for each in done.changes)
        said = _("已保存「{dish}」的{what}；配方没有变。").format(
            dish=done.dish.dish.name_zh, what=what
        )
    return _done_with(state, act.key, done, said)


def added(state: DeskState, act: Add, answer: PriceAnswer) -> Step:
    """A new dish was written with its first price, or the PIN was not good for it."""
    done = answer.saved
    if done is None:
        return pin_refused(state, answer.pin)
    said = _("新菜「{dish}」存好了，从 {day} 起每份 {price} 元，{by}签了字。").format(
        dish=done.dish.dish.name_zh,
        day=act.from_date,
        price=act.dish.dish.price,
        by=_signer(answer),
    )
    return _done_with(replace(state, page=None), act.key, done, said)


def _done_with(state: DeskState, key: str, done: Saved, said: str) -> Step:
    code = done.dish.dish.code
    drafts = {each: draft for each, draft in state.drafts.items() if each != key}
    drafts[code] = Draft.of(edit_of(done.dish))
    # The draft went off the shelf with the save.
    kept = {each: now for each, now in state.kept.items() if each != key}
    fresh = replace(
        state,
        key=code if state.key == key else state.key,
        drafts=drafts,
        kept=kept,
        note=Note("good", said),
    )
    return _taken_in(fresh, done)


def _signer(answer: PriceAnswer) -> str:
    return "—" if answer.pin.staff is None else answer.pin.staff.name


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
    said = _("「{dish}」从 {day} 起每份 {price} 元，{by}签了字；以前的小票不变。").format(
        dish=done.dish.dish.name_zh, day=act.from_date, price=act.price, by=_signer(answer)
    )
    return _taken_in(replace(state, page=None, note=Note("good", said)), done)


def _taken_in(state: DeskState, done: Saved) -> Step:
    """The book with a dish as it stands now; a draft of it goes on from there."""
    code = done.dish.dish.code
    if state.book is None:
        return Step(replace(state, busy=""))
    drafts = dict(state.drafts)
    if code in drafts and drafts[code].changed:
        # What somebody else saved meanwhile is not taken for the beginning of this edit.
        drafts[code] = drafts[code].at_price_of(done.dish)
    elif code in drafts:
        drafts[code] = Draft.of(edit_of(done.dish))
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
    if isinstance(act, LookAround):
        return Step(state)  # only that others are seen late; the log has it
    if isinstance(act, Keep):
        said = _("草稿没有存下，打的字都还在这里，会自己再试。") + known.said
        return Step(replace(state, keeping=False, note=Note("bad", said)))
    calm = replace(state, busy="")
    if isinstance(calm.page, PinPage):
        page = replace(calm.page, asking=False, digits="", failed=True)
        # Below a PIN for a price nobody would read why it was not written.
        calm = replace(calm, page=None if page.price is not None else page)
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
    versions = tuple(sorted((*others, kept), key=lambda each: each.version.version))
    pasts = {**state.pasts, state.key: replace(past, versions=versions)}
    page = ConflictPage(error.stored, error.said, error.todo)
    return Step(replace(state, page=page, pasts=pasts))
