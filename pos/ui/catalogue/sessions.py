"""Who is at the desk: the login, the lock, and what each person has before her. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from accounts.staff import PinAnswer
from canteen.i18n import _
from pos.catalogue.draft import Draft
from pos.catalogue.edit import edit_of
from pos.ui.catalogue.acts import Act, FindDrafts, Read
from pos.ui.catalogue.keeping import to_keep
from pos.ui.catalogue.state import (
    DeskState,
    Note,
    OfferPage,
    Page,
    PinPage,
    Session,
    Step,
    reckoned,
    searched,
)

FRESH: Final = timedelta(minutes=5)
"""A book read longer ago is read again at a login: others work on, and a day may have begun."""


def locked(state: DeskState) -> Step:
    """The desk is covered until a PIN is given; drafts go to the shelf at once."""
    if state.staff is None:
        return Step(state)
    act = to_keep(state)
    closed = replace(
        state, staff=None, page=PinPage("login"), under=_page_kept(state), note=None, armed=""
    )
    return Step(closed, () if act is None else (act,))


def _page_kept(state: DeskState) -> Page | None:
    """What lay above the screen; no half-typed PIN, and offers come again with the login."""
    page = state.page
    if isinstance(page, PinPage):
        return page.price
    return state.under if isinstance(page, OfferPage) else page


def logged_in(state: DeskState, answer: PinAnswer) -> Step:
    """What the PIN at the start, or over a locked desk, was worth."""
    page = state.page
    if not isinstance(page, PinPage) or page.wanted != "login":
        return Step(state)
    if answer.staff is None:
        return Step(replace(state, page=replace(page, digits="", asking=False, answer=answer)))
    inside = _seated(state, answer.staff.id)
    inside = replace(inside, staff=answer.staff, page=inside.under, under=None, note=None)
    if not inside.can_edit:
        said = _("你的岗位只能看菜谱；要改请营养师、经理或主管登录。")
        inside = replace(inside, note=Note("plain", said))
    acts: tuple[Act, ...] = (FindDrafts(answer.staff.id),)
    if state.read_at is not None and state.now - state.read_at > FRESH:
        acts = (Read(), *acts)
    return Step(searched(reckoned(inside)), acts)


def _seated(state: DeskState, who: str) -> DeskState:
    """The session of `who` on the desk, that of whoever sat here before parked."""
    if state.owner == who:
        return state
    parked = dict(state.parked)
    if state.owner:
        parked[state.owner] = Session(
            query=state.query,
            key=state.key,
            drafts=state.drafts,
            kept=state.kept,
            kept_at=state.kept_at,
            tab=state.tab,
            side=state.side,
            page=state.under,
        )
    session = parked.pop(who, Session())
    return replace(
        state,
        owner=who,
        parked=parked,
        others=(),
        query=session.query,
        key=session.key,
        drafts=_drafts(state, session),
        kept=session.kept,
        kept_at=session.kept_at,
        tab=session.tab,
        side=session.side,
        under=session.page,
    )


def _drafts(state: DeskState, session: Session) -> dict[str, Draft]:
    """Her edits as she left them; a dish that she only had open is as it stands now."""
    drafts = {key: draft for key, draft in session.drafts.items() if draft.changed}
    if state.book is not None and session.key in state.book.dishes.keys() - drafts.keys():
        drafts[session.key] = Draft.of(edit_of(state.book.dishes[session.key]))
    return drafts
