"""Drafts on their way to the shelf and back: what to keep, and what is offered again. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from canteen.i18n import _
from pos.catalogue.draft import Draft
from pos.catalogue.drafts import KeptDraft, OtherDraft
from pos.catalogue.edit import EditState
from pos.ui.catalogue.acts import Keep
from pos.ui.catalogue.opening import opened
from pos.ui.catalogue.state import DeskState, Note, OfferPage, Step, searched

DROP: Final = "drop-draft"
EMPTY: Final = EditState()


def to_keep(state: DeskState) -> Keep | None:
    """What the shelf has otherwise than the desk, of one person; None where it has everything.

    A dish that is being saved is left alone: its draft goes with the save.
    """
    saving = state.key if state.busy == "save" else ""
    now = (state.owner, state.drafts, state.kept)
    parked = ((who, each.drafts, each.kept) for who, each in state.parked.items())
    found = (_lacking(*each, saving) for each in (now, *parked))
    return next((act for act in found if act is not None), None)


def _lacking(
    who: str, drafts: Mapping[str, Draft], kept_now: Mapping[str, EditState], saving: str
) -> Keep | None:
    wanted = {
        key: draft
        for key, draft in drafts.items()
        if draft.changed and draft.now != EMPTY and key != saving
    }
    missing = {key: draft for key, draft in wanted.items() if kept_now.get(key) != draft.now}
    done_with = tuple(key for key in kept_now if key not in wanted and key != saving)
    return Keep(who, missing, done_with) if who and (missing or done_with) else None


def kept(state: DeskState, act: Keep, others: tuple[OtherDraft, ...]) -> Step:
    """Drafts lie on the shelf now, or are off it."""
    calm = replace(state, keeping=False)
    if state.owner == act.by:
        shelf = _shelf(state.kept, act)
        return Step(replace(calm, kept=shelf, kept_at=state.now, others=others))
    session = state.parked.get(act.by)
    if session is None:
        return Step(calm)
    left = replace(session, kept=_shelf(session.kept, act), kept_at=state.now)
    return Step(replace(calm, parked={**state.parked, act.by: left}))


def _shelf(before: Mapping[str, EditState], act: Keep) -> dict[str, EditState]:
    rest = {key: now for key, now in before.items() if key not in act.done_with}
    return rest | {key: draft.now for key, draft in act.drafts.items()}


def seen(state: DeskState, by: str, others: tuple[OtherDraft, ...]) -> Step:
    """What others than `by` are at."""
    return Step(state if state.owner != by else replace(state, others=others))


def found(
    state: DeskState, by: str, own: tuple[KeptDraft, ...], others: tuple[OtherDraft, ...]
) -> Step:
    """What lies on the shelf for `by`, who logged in; what is before her already is not offered."""
    if state.owner != by:
        return Step(state)
    fresh = replace(state, others=others)
    offers = tuple(each for each in own if each.key not in state.unsaved)
    if not offers or not state.can_edit:
        return Step(fresh)
    return Step(replace(fresh, page=OfferPage(offers), under=state.page))


def offer_pressed(state: DeskState, page: OfferPage, what: str, value: str) -> Step:
    """A touch on the page of offers; leaving it goes on with all that is left."""
    if what in {"back", "go-on-all"}:
        for each in reversed(page.offers):  # the newest is open in the end
            state = _gone_on(state, each)
        return _decided(state, ())
    offer = next((each for each in page.offers if each.key == value), None)
    if offer is None:
        return Step(state)
    rest = tuple(each for each in page.offers if each is not offer)
    if what == "go-on":
        return _decided(_gone_on(state, offer), rest)
    if what != DROP:
        return Step(state)
    if state.armed != f"{DROP} {offer.key}":
        return Step(replace(state, armed=f"{DROP} {offer.key}"))
    # What lay on the shelf and is no draft here is taken off it.
    return _decided(replace(state, kept={**state.kept, offer.key: offer.draft.now}), rest)


def _gone_on(state: DeskState, offer: KeptDraft) -> DeskState:
    draft = offer.draft
    stored = None if state.book is None else state.book.dishes.get(offer.key)
    if stored is not None:
        draft = draft.at_price_of(stored)
    return replace(
        state,
        key=offer.key,
        drafts={**state.drafts, offer.key: draft},
        kept={**state.kept, offer.key: draft.now},
        kept_at=offer.saved_at,
    )


def _decided(state: DeskState, rest: tuple[KeptDraft, ...]) -> Step:
    """The page with what is left to decide; after the last one the draft gone on with is open."""
    calm = replace(state, armed="")
    if rest:
        return Step(replace(calm, page=OfferPage(rest)))
    step = opened(replace(calm, page=state.under, under=None), state.key)
    draft = step.state.draft
    if draft is None or not draft.changed:
        return Step(searched(step.state), step.acts)
    note = Note("plain", _("接着上次的草稿，还没有写进菜谱；改好按「保存」。"))
    return Step(searched(replace(step.state, note=note)), step.acts)
