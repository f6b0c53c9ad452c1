"""A dish put before her. Pure."""

from __future__ import annotations

from dataclasses import replace

from pos.catalogue.draft import Draft
from pos.catalogue.edit import edit_of
from pos.ui.catalogue.acts import Act, Look, LookAround
from pos.ui.catalogue.state import NEW, DeskState, Step, reckoned


def opened(state: DeskState, key: str) -> Step:
    """The dish or draft `key` is open; what was being edited elsewhere stays as it is."""
    if state.book is None or (key not in state.book.dishes and key not in state.drafts):
        return Step(state)
    kept = {each: draft for each, draft in state.drafts.items() if draft.changed}
    if key not in kept:
        kept[key] = Draft.of(edit_of(state.book.dishes[key]))
    moved = replace(state, key=key, drafts=kept, armed="", note=None)
    acts: tuple[Act, ...] = ()
    if not key.startswith(NEW):
        acts = (LookAround(state.owner),)
        acts = acts if key in state.pasts else (Look(key), *acts)
    return Step(reckoned(moved), acts)
