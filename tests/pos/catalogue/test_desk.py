"""The desk on a real database: versions, prices, retirement, and who may do what."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from support.databases import DEMO_DAY

from accounts import chain as chains
from accounts import staff
from accounts.chain import Chain
from accounts.errors import NotAllowed
from accounts.staff import Role, Staff
from canteen.clock import ManualClock
from canteen.money import Money
from menus.catalogue_check import check_catalogue
from menus.dishes import Category
from nutrition import Grade
from nutrition.results import Reason
from pos import audit
from pos.catalogue.desk import CatalogueDesk
from pos.catalogue.edit import edit_of, set_field, set_line
from pos.catalogue.errors import ChangedMeanwhile, CodeTaken
from pos.catalogue.figures import figures_of
from pos.settings import load_settings
from pos.tables import audit_events

DISH = "fanqiechaodan"
WANG = Staff("01", "王主管", Role.SUPERVISOR)
CHEN = Staff("21", "陈营养师", Role.DIETITIAN)
CASHIER = Staff("07", "小周", Role.CASHIER)
CHEN_PIN, WANG_PIN, CASHIER_PIN = "4826", "1379", "2580"


@pytest.fixture
def desk(demo_database):
    key = chains.load_key(demo_database)
    with demo_database.write() as session:
        staff.add(
            session,
            id=CHEN.id,
            name=CHEN.name,
            role=CHEN.role,
            pin=CHEN_PIN,
            key=key,
            now=DEMO_DAY,
        )
    return CatalogueDesk(
        demo_database, Chain(key, "T1"), load_settings(None), ManualClock(DEMO_DAY)
    )


def edited(desk, book=None, **fields):
    book = book or desk.book()
    state = edit_of(book.dishes[DISH])
    state = set_line(state, 0, "amount", "1500")
    for name, text in fields.items():
        state = set_field(state, name, text)
    made = figures_of(state, book.foods, book.dishes.keys() - {DISH}).dish
    assert made is not None
    return made, book.dishes[DISH]


def events(database):
    with database.read() as session:
        rows = session.execute(sa.select(audit_events).order_by(audit_events.c.at)).all()
    return [(row.actor, row.action, row.subject, json.loads(row.detail)) for row in rows]


def test_the_book_has_every_dish_with_its_figures(desk):
    book = desk.book()
    assert len(book.dishes) > 500
    assert book.dishes[DISH].dish.portion.portion_g
    assert book.names["01"] == "王主管"
    assert book.today == date(2026, 11, 23)


def test_saving_makes_the_next_version_and_keeps_the_last(desk, demo_database):
    new, base = edited(desk)
    saved = desk.save(new, base, CHEN, "多放蛋")
    assert saved.changes == ("recipe",)
    assert [kept.version.version for kept in saved.past.versions] == [1, 2]
    first, second = saved.past.versions
    assert first.version == base.recipe
    assert second.version.recipe.lines[0].grams == Decimal(1500)
    assert (second.by, second.note, second.at) == ("21", "多放蛋", DEMO_DAY)
    again = desk.book().dishes[DISH]
    assert again == saved.dish
    assert again.dish.recipe_id == f"{DISH}/2"
    assert again.dish.portion == new.dish.portion
    detail = {"changes": "recipe", "note": "多放蛋"}
    assert events(demo_database) == [("21", "dish-save", DISH, detail)]
    assert [each for each in audit.run(demo_database).checks if not each.ok] == []


def test_what_is_no_change_writes_nothing(desk, demo_database):
    base = desk.book().dishes[DISH]
    saved = desk.save(base, base, CHEN)
    assert saved.changes == ()
    assert len(saved.past.versions) == 1
    assert events(demo_database) == []


def test_a_dish_that_somebody_else_saved_is_not_overwritten(desk):
    new, base = edited(desk)
    theirs, _base = edited(desk, cooked="3000")
    desk.save(theirs, base, WANG, key=DISH)
    with pytest.raises(ChangedMeanwhile) as refused:
        desk.save(new, base, CHEN)
    assert "王主管" in refused.value.said
    assert refused.value.stored.recipe.version == 2
    assert desk.book().dishes[DISH].recipe.recipe.cooked_total_g == 3000
    saved = desk.save(new, refused.value.stored, CHEN)
    assert saved.dish.recipe.version == 3


def test_a_price_signed_meanwhile_is_kept_by_a_save(desk):
    new, base = edited(desk)
    desk.change_price(DISH, Money(900), None, desk.today(), CHEN, WANG_PIN)
    saved = desk.save(new, base, CHEN)
    assert (saved.dish.dish.price, saved.dish.dish.half_price) == (Money(900), None)
    assert saved.dish.recipe.version == 2


def new_dish(desk, code="xincai"):
    made, _base = edited(desk)
    recipe = replace(made.recipe, code=code, version=1)
    dish = replace(made.dish, code=code, name_zh="新菜", price=Money(650), recipe_id=recipe.id)
    return replace(made, dish=dish, recipe=recipe)


def test_the_first_price_of_a_new_dish_is_signed_by_a_manager(desk, demo_database):
    new, tomorrow = new_dish(desk), desk.today() + timedelta(days=1)
    for pin in ("0000", CASHIER_PIN, CHEN_PIN):
        assert desk.add(new, tomorrow, CHEN, pin).saved is None
    assert "xincai" not in desk.book().dishes
    saved = desk.add(new, tomorrow, CHEN, WANG_PIN, "试菜").saved
    assert saved.changes == ("new",)
    (price,) = saved.past.prices
    assert (price.number, price.from_date, price.price) == (1, tomorrow, Money(650))
    assert (price.changed_by, price.approved_by) == ("21", "01")
    ((actor, action, dish, detail),) = events(demo_database)
    assert (actor, action, dish) == ("21", "dish-save", "xincai")
    assert (detail["price"], detail["from"]) == ("6.50", tomorrow.isoformat())
    assert (detail["approved_by"], detail["note"]) == ("01", "试菜")
    assert desk.book().dishes["xincai"].dish.price == Money(650)
    with pytest.raises(CodeTaken):
        desk.add(new, tomorrow, CHEN, WANG_PIN)


def test_a_new_dish_never_takes_the_recipe_of_something_else(desk):
    with pytest.raises(CodeTaken):
        desk.add(new_dish(desk, "doujiang"), desk.today(), CHEN, WANG_PIN)


def test_a_line_without_a_weight_is_saved_as_it_was_written(desk):
    book = desk.book()
    base = book.dishes[DISH]
    state = set_line(edit_of(base), 4, "amount", "少许")
    new = figures_of(state, book.foods, book.dishes.keys() - {DISH}).dish
    saved = desk.save(new, base, CHEN)
    assert saved.changes == ("recipe",)
    line = saved.dish.recipe.recipe.lines[4]
    assert (line.food, line.measure, line.unweighed) == ("salt", "少许", Reason.NO_PIECE_WEIGHT)
    assert saved.dish.dish.portion.grade is Grade.C
    assert saved.dish.dish.per_portion["sodium_mg"] is None
    assert saved.dish.dish.per_portion.at_least("sodium_mg") > 0
    assert edit_of(desk.book().dishes[DISH]).lines[4].amount == "少许"
    complaints = check_catalogue([saved.dish], book.foods)
    assert any("营养等级是 C" in each.what for each in complaints)


def test_two_desks_cannot_save_the_same_dish_at_once(desk):
    """Each sees the other's version or is refused; none writes over what it has not seen."""
    first, base = edited(desk)
    second, _base = edited(desk, name_en="Eggs")
    results = []

    def save(new):
        try:
            results.append(desk.save(new, base, CHEN))
        except ChangedMeanwhile as refused:
            results.append(refused)

    threads = [threading.Thread(target=save, args=(new,)) for new in (first, second)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(type(each).__name__ for each in results) == ["ChangedMeanwhile", "Saved"]


def test_facts_and_names_change_without_a_new_version(desk):
    base = desk.book().dishes[DISH]
    dish = replace(base.dish, name_zh="番茄滑蛋", category=Category.VEG, drawing="tomato")
    new = replace(base, dish=dish, facts=replace(base.facts, seasons=("summer",)))
    saved = desk.save(new, base, CHEN)
    assert set(saved.changes) == {"name", "drawing", "facts"}
    assert len(saved.past.versions) == 1
    assert desk.book().dishes[DISH].facts.seasons == ("summer",)


def test_a_price_needs_the_pin_of_a_manager_or_supervisor(desk, demo_database):
    price = (DISH, Money(750), Money(400), desk.today(), CHEN)
    assert desk.change_price(*price, "0000").saved is None
    assert desk.change_price(*price, CASHIER_PIN).saved is None
    assert desk.change_price(*price, CHEN_PIN).saved is None
    assert desk.past(DISH).prices == ()
    answer = desk.change_price(*price, WANG_PIN)
    assert answer.saved.dish.dish.price == Money(750)
    (change,) = answer.saved.past.prices
    assert (change.changed_by, change.approved_by) == ("21", "01")
    ((actor, action, _dish, detail),) = events(demo_database)
    assert (actor, action, detail["approved_by"]) == ("21", "dish-price", "01")


def test_wrong_pins_are_counted(desk):
    price = (DISH, Money(750), None, desk.today(), CHEN)
    tries = [desk.change_price(*price, "0000").pin.tries_left for _each in range(4)]
    assert tries == [4, 3, 2, 1]
    assert desk.change_price(*price, "0000").pin.locked_until is not None
    assert desk.change_price(*price, WANG_PIN).saved is None


def test_a_price_of_tomorrow_does_not_hold_today(desk):
    tomorrow = desk.today() + timedelta(days=1)
    before = desk.book().dishes[DISH].dish.price
    saved = desk.change_price(DISH, Money(990), None, tomorrow, WANG, WANG_PIN).saved
    assert saved.dish.dish.price == before
    assert saved.past.prices[0].from_date == tomorrow


def test_a_dish_is_retired_and_comes_back(desk, demo_database):
    saved = desk.retire(DISH, desk.today(), CHEN)
    assert saved.retired == desk.today()
    assert desk.book().is_retired(DISH)
    assert desk.retire(DISH, None, CHEN).retired is None
    assert not desk.book().is_retired(DISH)
    assert [event[1] for event in events(demo_database)] == ["dish-retire", "dish-restore"]


def test_somebody_who_may_not_edit_changes_nothing(desk, demo_database):
    new, base = edited(desk)
    with pytest.raises(NotAllowed):
        desk.save(new, base, CASHIER)
    with pytest.raises(NotAllowed):
        desk.retire(DISH, desk.today(), CASHIER)
    with pytest.raises(NotAllowed):
        desk.change_price(DISH, Money(1), None, desk.today(), CASHIER, WANG_PIN)
    # The role at the login is not believed, that of the database is.
    with pytest.raises(NotAllowed):
        desk.save(new, base, replace(CASHIER, role=Role.MANAGER))
    assert events(demo_database) == []
    assert desk.book().dishes[DISH] == base


def test_a_pin_says_who_it_is(desk):
    assert desk.check_pin(CHEN_PIN).staff == CHEN
    assert desk.check_pin("0000").staff is None
