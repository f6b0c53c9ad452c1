from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canteen.db import Database, DatabaseError, invariant_rows
from canteen.money import Money
from menus import tables as t
from menus.catalogue import dish_facts, dishes, retirements, sundries, todays_menu
from menus.catalogue_store import load_demo
from menus.demo import DemoCanteen
from menus.dishes import Category
from menus.editing import retire
from menus.invariants import INVARIANTS

TODAY = date(2026, 11, 23)


def test_the_demo_comes_back_as_it_is_in_the_files(stocked: Database, demo: DemoCanteen) -> None:
    with stocked.read() as session:
        assert todays_menu(session, TODAY) == demo.menu(TODAY)
        assert set(dishes(session)) == {each.dish for each in demo.catalogue}
        facts = dish_facts(session)
        assert facts == {each.dish.code: each.facts for each in demo.catalogue}
        assert dish_facts(session, ["hongshaorou"]) == {"hongshaorou": facts["hongshaorou"]}
        assert sundries(session) == demo.sundries


def test_loading_again_changes_nothing(stocked: Database) -> None:
    with stocked.write() as session:
        session.execute(
            sa.update(t.dishes).where(t.dishes.c.code == "ermifan").values(price_fen=Money(150))
        )
        assert load_demo(session) == 0
        rice = todays_menu(session, TODAY).at(21)
        assert rice is not None
        assert rice.price == Money(150)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.dates())
def test_the_demo_answers_every_date(stocked: Database, on: date) -> None:
    with stocked.read() as session:
        menu = todays_menu(session, on)
    assert menu.version == "demo/1"
    assert len(menu.items) == 24


def test_without_a_cycle_the_menu_has_no_items(database: Database) -> None:
    with database.read() as session:
        assert todays_menu(session, TODAY).items == ()
        assert dishes(session) == ()


def test_dishes_come_by_category(stocked: Database) -> None:
    with stocked.read() as session:
        codes = [(list(Category).index(dish.category), dish.code) for dish in dishes(session)]
    assert codes == sorted(codes)


def test_a_retired_dish_is_left_out_from_its_date_on(stocked: Database) -> None:
    with stocked.write() as session:
        retire(session, "hongshaorou", TODAY)
        assert retirements(session) == {"hongshaorou": TODAY}

        def there(on: date | None, *, retired: bool = False) -> bool:
            found = dishes(session, on, retired=retired)
            return "hongshaorou" in {dish.code for dish in found}

        assert there(TODAY - timedelta(days=1))
        assert not there(TODAY)
        assert not there(None)
        assert there(TODAY, retired=True)


def test_a_cycle_published_later_takes_over_from_its_start(stocked: Database) -> None:
    with stocked.write() as session:
        new = {"id": "autumn", "seq": 2, "starts_on": TODAY, "days": 2}
        session.execute(t.menu_cycles.insert(), [new])
        old = session.execute(sa.select(t.menu_items)).all()
        moved = [
            {"cycle_id": "autumn", "day": day, "slot": row.slot, "dish_code": row.dish_code}
            for day in (1, 2)
            for row in old
        ]
        session.execute(t.menu_items.insert(), moved)
        versions = [todays_menu(session, date(2026, 11, d)).version for d in (22, 23, 24, 25)]
        assert versions == ["demo/1", "autumn/1", "autumn/2", "autumn/1"]
        assert invariant_rows(session, INVARIANTS) == dict.fromkeys(INVARIANTS, 0)


def test_every_invariant_holds_of_the_demo(stocked: Database) -> None:
    with stocked.read() as session:
        assert invariant_rows(session, INVARIANTS) == dict.fromkeys(INVARIANTS, 0)


BREAKS = [
    ("menus.every-cycle-day-full", sa.delete(t.menu_items).where(t.menu_items.c.slot == 3)),
    (
        "menus.days-within-cycle",
        sa.update(t.menu_items).where(t.menu_items.c.slot == 3).values(day=2),
    ),
    ("menus.names-fit", sa.update(t.dishes).values(name_zh="九个字的菜名放不下")),
]


@pytest.mark.parametrize(("name", "damage"), BREAKS, ids=[name for name, _ in BREAKS])
def test_a_broken_row_is_found(stocked: Database, name: str, damage: sa.Update) -> None:
    with stocked.write() as session:
        session.execute(damage)
        broken = {key for key, rows in invariant_rows(session, INVARIANTS).items() if rows}
    assert broken == {name}


REFUSED = [
    sa.update(t.dishes).values(price_fen=Money(-1)),
    sa.update(t.dishes).values(category="cake"),
    sa.update(t.dishes).values(recipe_id="nothing/1"),
    sa.update(t.menu_items).where(t.menu_items.c.slot == 3).values(slot=25),
    sa.update(t.menu_items).where(t.menu_items.c.slot == 3).values(dish_code="ermifan"),
    sa.update(t.sundries).values(is_food=False),
]


@pytest.mark.parametrize("damage", REFUSED, ids=str)
def test_the_database_refuses_what_cannot_be(stocked: Database, damage: sa.Update) -> None:
    with pytest.raises(DatabaseError), stocked.write() as session:
        session.execute(damage)
