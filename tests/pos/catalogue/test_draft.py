"""Whatever is typed can be taken back, step by step, and done again."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from canteen.money import Money
from menus.demo import demo_canteen
from pos.catalogue import edit as e
from pos.catalogue.draft import Draft

DISHES = demo_canteen().catalogue
TEXTS = st.sampled_from(["", "0", "12", "1.5 kg", "2 个", "abc", "½", "-3"])


def changed(state: e.EditState, what: int, text: str) -> e.EditState:
    lines = len(state.lines)
    ways = [lambda: e.set_field(state, e.FIELDS[what % len(e.FIELDS)], text)]
    ways.append(lambda: e.add_line(state, "salt"))
    if lines:
        place = what % lines
        ways += [
            lambda: e.set_line(state, place, "amount", text),
            lambda: e.set_line(state, place, "eaten", text),
            lambda: e.set_food(state, place, "rice"),
            lambda: e.remove_line(state, place),
            lambda: e.move_line(state, place, -1),
            lambda: e.move_line(state, place, 1),
        ]
    return ways[what % len(ways)]()


@given(st.sampled_from(DISHES), st.lists(st.tuples(st.integers(0, 999), TEXTS), max_size=12))
@settings(deadline=None)
def test_undoing_everything_gives_the_dish_back_and_redoing_the_edit(dish, edits):
    start = Draft.of(e.edit_of(dish))
    draft = start
    for what, text in edits:
        draft = draft.edited(changed(draft.now, what, text))
    end = draft.now
    for _each in range(len(edits)):
        draft = draft.undone()
    assert draft.now == start.now
    assert not draft.changed
    for _each in range(len(edits)):
        draft = draft.redone()
    assert draft.now == end


def test_typing_on_in_one_field_is_one_step():
    draft = Draft.of(e.edit_of(DISHES[0]))
    for text in ("1", "12", "120"):
        draft = draft.edited(e.set_line(draft.now, 0, "amount", text), "line.0.amount")
    draft = draft.edited(e.set_field(draft.now, "portions", "25"), "portions")
    assert draft.undone().now.lines[0].amount == "120"
    assert draft.undone().undone().now == draft.start


def test_a_new_edit_forgets_what_was_undone():
    draft = Draft.of(e.edit_of(DISHES[0]))
    draft = draft.edited(e.set_field(draft.now, "portions", "25")).undone()
    draft = draft.edited(e.set_field(draft.now, "portions", "30"))
    assert draft.redone().now.portions == "30"


def test_edits_go_on_over_what_somebody_else_saved():
    mine = Draft.of(e.edit_of(DISHES[0]))
    mine = mine.edited(e.set_field(mine.now, "portions", "25"))
    moved = mine.on(DISHES[1])
    assert moved.now.base is DISHES[1]
    assert moved.now.portions == "25"
    assert moved.undone().now.base is DISHES[1]
    assert moved.now.price == str(DISHES[1].dish.price)


def test_a_signed_price_is_taken_over_and_nothing_else():
    mine = Draft.of(e.edit_of(DISHES[0]))
    mine = mine.edited(e.set_field(mine.now, "portions", "25"))
    dearer = replace(DISHES[0], dish=replace(DISHES[0].dish, price=Money(9900)))
    moved = mine.at_price_of(dearer)
    assert (moved.now.price, moved.now.portions) == ("99.00", "25")
    assert moved.now.base is DISHES[0]
    assert not moved.is_behind(dearer)


def test_an_edit_is_behind_once_somebody_saved_the_dish():
    mine = Draft.of(e.edit_of(DISHES[0]))
    renamed = replace(DISHES[0], dish=replace(DISHES[0].dish, name_en="x"))
    assert mine.is_behind(renamed)
    assert not mine.is_behind(DISHES[0])
    assert not Draft.of(e.EditState()).is_behind(renamed)


def test_a_kept_edit_is_undone_in_one_step():
    start = e.edit_of(DISHES[0])
    now = e.set_field(e.set_field(start, "portions", "25"), "cooked", "9")
    kept = Draft.from_to(start, now)
    assert kept.changed
    assert kept.undone().now == start
    assert Draft.from_to(start, start).past == ()
