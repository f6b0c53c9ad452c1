"""Drafts lie in the database and come back as they were typed, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.databases import DEMO_DAY
from support.logs import logged

from accounts import chain as chains
from accounts import staff
from accounts.chain import Chain
from accounts.staff import Role, Staff
from canteen.clock import ManualClock
from menus.editing import differences
from pos.catalogue import edit as e
from pos.catalogue.desk import CatalogueDesk
from pos.catalogue.draft import Draft
from pos.catalogue.drafts import OtherDraft
from pos.catalogue.errors import ChangedMeanwhile
from pos.catalogue.figures import figures_of
from pos.settings import load_settings
from pos.tables import dish_drafts

DISH = "fanqiechaodan"
CHEN = Staff("21", "陈营养师", Role.DIETITIAN)
FANG = Staff("22", "王芳", Role.DIETITIAN)
WANG_PIN = "1379"
LATER = DEMO_DAY + timedelta(minutes=5)


@pytest.fixture
def desk(demo_database):
    key = chains.load_key(demo_database)
    with demo_database.write() as session:
        for who in (CHEN, FANG):
            staff.add(
                session, id=who.id, name=who.name, role=who.role, pin=None, key=key, now=DEMO_DAY
            )
    clock = ManualClock(DEMO_DAY)
    return CatalogueDesk(demo_database, Chain(key, "T1"), load_settings(None), clock)


def begun(desk, field="portions", text="2o"):
    """A draft of the dish with a field that cannot be read yet."""
    draft = Draft.of(e.edit_of(desk.book().dishes[DISH]))
    return draft.edited(e.set_field(draft.now, field, text))


def test_a_draft_comes_back_as_it_was_typed(desk):
    draft = begun(desk)
    desk.drafts.keep("21", {DISH: draft}, (), DEMO_DAY)
    (found,) = desk.drafts.own("21")
    assert (found.key, found.saved_at) == (DISH, DEMO_DAY)
    assert replace(found.draft.now, base=None) == replace(draft.now, base=None)
    assert differences(draft.start.base, found.draft.start.base) == ()
    assert found.draft.now.base is found.draft.start.base
    assert found.draft.undone().now == found.draft.start
    assert desk.drafts.own("22") == ()


def test_a_new_dish_is_kept_without_a_base(desk):
    draft = Draft.of(e.set_field(e.EditState(), "name_zh", "新菜"))
    desk.drafts.keep("21", {"new-1": draft}, (), DEMO_DAY)
    (found,) = desk.drafts.own("21")
    assert found.draft.now == draft.now
    assert found.draft.start.base is None


def test_what_is_kept_again_takes_the_place_of_what_was(desk):
    desk.drafts.keep("21", {DISH: begun(desk)}, (), DEMO_DAY)
    desk.drafts.keep("21", {DISH: begun(desk, text="25")}, (), LATER)
    (found,) = desk.drafts.own("21")
    assert (found.draft.now.portions, found.saved_at) == ("25", LATER)


def test_what_is_done_with_is_off_the_shelf(desk):
    desk.drafts.keep("21", {DISH: begun(desk), "new-1": Draft.of(e.EditState())}, (), DEMO_DAY)
    desk.drafts.keep("21", {}, (DISH,), LATER)
    assert [each.key for each in desk.drafts.own("21")] == ["new-1"]


def test_the_newest_comes_first(desk):
    desk.drafts.keep("21", {"new-1": Draft.of(e.EditState())}, (), DEMO_DAY)
    desk.drafts.keep("21", {DISH: begun(desk)}, (), LATER)
    assert [each.key for each in desk.drafts.own("21")] == [DISH, "new-1"]


def test_others_see_that_somebody_is_at_a_dish_and_nothing_more(desk):
    desk.drafts.keep("22", {DISH: begun(desk), "new-1": Draft.of(e.EditState())}, (), DEMO_DAY)
    seen = (OtherDraft(DISH, "王芳", DEMO_DAY),)
    assert desk.drafts.others("21") == seen
    assert desk.drafts.keep("21", {DISH: begun(desk)}, (), LATER) == seen
    assert [each.who for each in desk.drafts.others("22")] == ["陈营养师"]
    assert [each.saved_at for each in desk.drafts.own("22")] == [DEMO_DAY, DEMO_DAY]


def test_a_save_takes_its_draft_with_it(desk):
    book = desk.book()
    draft = begun(desk, "cooked", "3100")
    desk.drafts.keep("21", {DISH: draft}, (), DEMO_DAY)
    new = figures_of(draft.now, book.foods, book.dishes.keys() - {DISH}).dish
    desk.save(new, book.dishes[DISH], CHEN, key=DISH)
    assert desk.drafts.own("21") == ()


def test_a_new_dish_that_is_written_takes_its_draft_with_it(desk):
    book = desk.book()
    now = e.copy_of(e.edit_of(book.dishes[DISH]), book.dishes)
    desk.drafts.keep("21", {"new-1": Draft.of(now)}, (), DEMO_DAY)
    new = figures_of(now, book.foods, book.dishes.keys()).dish
    assert desk.add(new, desk.today(), CHEN, "0000", key="new-1").saved is None
    assert len(desk.drafts.own("21")) == 1
    assert desk.add(new, desk.today(), CHEN, WANG_PIN, key="new-1").saved is not None
    assert desk.drafts.own("21") == ()


def test_a_draft_that_came_back_still_finds_out_that_somebody_was_quicker(desk):
    book = desk.book()
    desk.drafts.keep("21", {DISH: begun(desk, "cooked", "3100")}, (), DEMO_DAY)
    theirs = begun(desk, "cooked", "2900")
    theirs = figures_of(theirs.now, book.foods, book.dishes.keys() - {DISH}).dish
    desk.save(theirs, book.dishes[DISH], FANG)
    (found,) = desk.drafts.own("21")
    stored = desk.book().dishes[DISH]
    assert found.draft.is_behind(stored)
    assert found.draft.start.base.recipe.version == 1
    mine = figures_of(found.draft.now, book.foods, book.dishes.keys() - {DISH}).dish
    with pytest.raises(ChangedMeanwhile) as refused:
        desk.save(mine, found.draft.start.base, CHEN)
    assert "王芳" in refused.value.said


def test_a_draft_of_another_program_is_left_where_it_lies(desk, demo_database):
    desk.drafts.keep("21", {DISH: begun(desk), "new-1": Draft.of(e.EditState())}, (), DEMO_DAY)
    with demo_database.write() as session:
        odd = sa.update(dish_drafts).where(dish_drafts.c.key == "new-1").values(body='{"v": 9}')
        session.execute(odd)
    with logged("kangle.pos.catalogue.drafts") as told:
        assert [each.key for each in desk.drafts.own("21")] == [DISH]
    assert [(each["event"], each["draft"]) for each in told] == [("draft-unreadable", "new-1")]
    with demo_database.read() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(dish_drafts)).scalar() == 2


TEXTS = st.text(st.characters(), max_size=12)
LINES = st.builds(e.LineText, *[TEXTS] * 6)


@given(
    st.lists(st.tuples(st.sampled_from(e.FIELDS), TEXTS), max_size=8), st.lists(LINES, max_size=4)
)
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_was_typed_comes_back(desk, fields, lines):
    now = e.EditState(lines=tuple(lines))
    for name, text in fields:
        now = e.set_field(now, name, text)
    desk.drafts.keep("21", {"new-1": Draft.from_to(e.EditState(), now)}, (), DEMO_DAY)
    (found,) = desk.drafts.own("21")
    assert found.draft.now == now
