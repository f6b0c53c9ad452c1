"""States of drafts: kept, offered again, of somebody else, behind what is stored; the lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from accounts.staff import PinAnswer
from pos.catalogue.draft import Draft
from pos.catalogue.drafts import KeptDraft, OtherDraft
from pos.catalogue.edit import EditState, edit_of, set_field, set_line
from pos.ui.catalogue import keeping
from pos.ui.catalogue.scene_parts import DISH, NOW, book, edited, listed, past
from pos.ui.catalogue.sessions import locked
from pos.ui.catalogue.state import DeskState, PinPage
from pos.ui.catalogue.steps import pressed

YESTERDAY: Final = NOW - timedelta(hours=19, minutes=6)


def _kept_drafts() -> tuple[KeptDraft, ...]:
    """Yesterday's change of a dish that was saved since, a new dish, and one without a name."""
    base = replace(book().dishes[DISH], recipe=past().versions[0].version)
    start = edit_of(base)
    change = Draft.from_to(start, set_line(start, 0, "amount", "2400"))
    began = EditState(code="fanqiehuadan", name_zh="番茄滑蛋", category="half", drawing="tomato")
    bare = set_field(EditState(), "price", "6")
    return (
        KeptDraft(DISH, change, YESTERDAY),
        KeptDraft("new-1", Draft.from_to(began, began), YESTERDAY - timedelta(minutes=8)),
        KeptDraft("new-2", Draft.from_to(EditState(), bare), YESTERDAY - timedelta(days=4)),
    )


def _offered() -> DeskState:
    state = listed()
    return keeping.found(state, state.owner, _kept_drafts(), ()).state


def _gone_on() -> DeskState:
    return pressed(_offered(), "go-on-all").state


def _others() -> DeskState:
    at = (OtherDraft(DISH, "王芳", NOW - timedelta(minutes=12)),)
    return replace(edited(), others=at)


def _kept() -> DeskState:
    state = edited()
    act = keeping.to_keep(state)
    if act is None:
        raise ValueError(DISH)
    return keeping.kept(state, act, ()).state


def _locked(*answer: PinAnswer) -> DeskState:
    state = locked(_kept()).state
    page = state.page
    if answer and isinstance(page, PinPage):
        return replace(state, page=replace(page, answer=answer[0]))
    return state


def _pin_page(*, failed: bool) -> DeskState:
    return replace(_locked(), page=PinPage("login", failed=failed))


DRAFT_SCENES: Final[dict[str, Callable[[], DeskState]]] = {
    "draft-kept": _kept,
    "drafts-offered": _offered,
    "draft-drop": lambda: pressed(_offered(), keeping.DROP, "new-1").state,
    "draft-behind": _gone_on,
    "others-draft": _others,
    "locked": _locked,
    "locked-failed": lambda: _pin_page(failed=True),
    "locked-leaving": lambda: replace(_locked(), armed="leave"),
    "locked-wrong": lambda: _locked(PinAnswer(None, 4, None)),
}
"""Every state by its name."""
