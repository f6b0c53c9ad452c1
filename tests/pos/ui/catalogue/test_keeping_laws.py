"""Whatever is done at the desk, in the end the shelf has every draft there is, and no other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.staff import PinAnswer, Role, Staff
from pos.ui.catalogue import keeping
from pos.ui.catalogue.acts import Keep
from pos.ui.catalogue.scene_parts import DISH, listed
from pos.ui.catalogue.sessions import locked, logged_in
from pos.ui.catalogue.state import DeskState, Step
from pos.ui.catalogue.steps import pressed, typed

PEOPLE = [Staff(number, number, Role.DIETITIAN) for number in ("21", "22")]
TOUCHES = st.one_of(
    st.tuples(st.just("open"), st.sampled_from([DISH, "hongshaorou"])),
    st.tuples(st.just("type"), st.sampled_from(["", "少许", "12", "2400"])),
    st.tuples(st.just("name"), st.sampled_from(["", "新菜"])),
    st.tuples(st.sampled_from(["undo", "redo", "new", "drop", "copy", "keep"]), st.just("")),
    st.tuples(st.just("login"), st.sampled_from([0, 1])),
)


class Shelf:
    """What lies there, by person and key, and the desk that fills it."""

    def __init__(self) -> None:
        self.state = listed()
        self.lies: dict[str, dict[str, object]] = defaultdict(dict)

    def take(self, step: Step) -> None:
        self.state = step.state
        for act in step.acts:
            if isinstance(act, Keep):
                self.keep(act)

    def keep(self, act: Keep) -> None:
        for key in act.done_with:
            self.lies[act.by].pop(key, None)
        self.lies[act.by] |= {key: draft.now for key, draft in act.drafts.items()}
        self.take(keeping.kept(self.state, act, ()))

    def keep_all(self) -> None:
        for _each in range(9):
            act = keeping.to_keep(self.state)
            if act is None:
                return
            self.keep(act)
        raise AssertionError("the shelf is never done")

    def touch(self, what: str, value: object) -> None:
        match what:
            case "type":
                self.take(typed(self.state, "line.0.amount", str(value)))
            case "name":
                self.take(typed(self.state, "name_zh", str(value)))
            case "keep":
                self.keep_all()
            case "login":
                self.take(locked(self.state))
                self.take(logged_in(self.state, PinAnswer(PEOPLE[int(str(value))], 5, None)))
            case _:
                self.take(pressed(self.state, what, str(value)))

    def drafts(self) -> dict[str, dict[str, object]]:
        """What there is to lose, by person."""
        found = {self.state.owner: self.state.drafts}
        found |= {who: session.drafts for who, session in self.state.parked.items()}
        return {
            who: {
                key: draft.now
                for key, draft in drafts.items()
                if draft.changed and draft.now != keeping.EMPTY
            }
            for who, drafts in found.items()
        }


def lying(shelf: Shelf) -> dict[str, dict[str, object]]:
    return {who: found for who, found in shelf.lies.items() if found}


@given(st.lists(TOUCHES, max_size=25))
@settings(deadline=None, max_examples=60)
def test_in_the_end_the_shelf_has_every_draft_and_no_other(touches):
    shelf = Shelf()
    for what, value in touches:
        shelf.touch(what, value)
    shelf.keep_all()
    assert lying(shelf) == {who: found for who, found in shelf.drafts().items() if found}


@given(st.lists(TOUCHES, max_size=12))
@settings(deadline=None, max_examples=40)
def test_nobody_finds_the_drafts_of_somebody_else_before_her(touches):
    shelf = Shelf()
    for what, value in touches:
        before = shelf.drafts()
        shelf.touch(what, value)
        after = shelf.drafts()
        others = before.keys() - {shelf.state.owner}
        assert all(after[who] == before[who] for who in others)


def test_a_dish_that_is_being_saved_is_left_alone():
    state = pressed(listed(), "open", DISH).state
    state = typed(state, "line.0.amount", "2400").state
    assert keeping.to_keep(state) is not None
    saving: DeskState = replace(state, busy="save")
    assert keeping.to_keep(saving) is None
