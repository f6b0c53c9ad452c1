import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from support.till import CASHIER, LUNCH, LUNCH_TIME, Till, chip, counts, rows

from accounts.tables import chain_entries
from canteen.money import Money
from menus.meals import Meal, business_day
from menus.tables import dishes, menu_cycles, menu_items
from pos import audit
from pos.desk import SHELF_SECONDS, item_of_sundry
from pos.errors import DiskLow, PlateSoldElsewhere
from pos.settings import PosSettings, Settings
from pos.tables import audit_events, bindings, plates, print_jobs, servings
from pos.tray import Found

A, B = chip(1), chip(2)
AUTUMN = {"id": "autumn", "seq": 9, "starts_on": date(2026, 11, 24), "days": 1}


@pytest.fixture
def till(sqlite_demo):
    return Till.open(sqlite_demo)


def test_the_shelf_holds_every_dish_and_the_slots_of_the_day(till):
    assert len(till.shelf.items) >= 540
    assert (till.shelf.slots[1], till.shelf.slots[24]) == ("hongshaorou", "hongzaofagao")
    assert till.shelf.version == "demo/1"
    pork = till.shelf.items["hongshaorou"]
    assert (pork.name, pork.price.fen, pork.category, pork.is_food) == (
        "红烧肉",
        1200,
        "big",
        True,
    )
    assert pork.nutrients["energy_kcal"] > 0


def test_a_new_price_counts_for_trays_that_come_a_little_later(till):
    with till.database.write() as session:
        session.execute(sa.update(dishes).values(price_fen=Money(1)))
    till.clock.advance(SHELF_SECONDS)
    assert till.desk.shelf(LUNCH) == till.shelf
    till.clock.advance(1)
    assert {item.price.fen for item in till.desk.shelf(LUNCH).items.values()} == {1}


def test_the_menu_of_another_date_is_read_at_once(till):
    with till.database.write() as session:
        session.execute(sa.insert(menu_cycles), AUTUMN)
    tomorrow = replace(LUNCH, business_date=AUTUMN["starts_on"])
    assert (till.desk.shelf(tomorrow).version, till.desk.shelf(tomorrow).slots) == ("autumn/1", {})
    assert till.desk.shelf(LUNCH) == till.shelf


def test_a_plate_at_the_return_is_free_again(till):
    till.slot(3, A)
    till.sell(A)
    till.desk.returned([A, B, chip(99)])
    assert till.see(A, complete=False) == {}
    assert till.sell(A).created


def test_the_menu_tells_what_is_sold_without_a_plate(till):
    menu, sundries = till.desk.menu(LUNCH)
    assert [item.slot for item in menu.items] == list(range(1, 25))
    box = next(each for each in sundries if each.code == "dabaohe")
    assert not item_of_sundry(box).is_food
    assert item_of_sundry(box).category == "sundry"


def test_the_occasion_is_the_business_date_and_the_meal(till):
    assert till.desk.occasion(LUNCH_TIME) == LUNCH
    night = till.desk.occasion(LUNCH_TIME.replace(day=24, hour=3))
    assert night == replace(LUNCH, meal=Meal.DINNER)


def test_an_incomplete_cycle_opens_nothing(till):
    till.slot(3, A)
    assert till.see(A, B, complete=False).keys() == {B}
    assert rows(till.database, servings) == []
    assert till.see(A, B).keys() == {A, B}
    assert len(rows(till.database, servings)) == 1


def test_a_slot_the_menu_has_not_opens_nothing(till):
    till.slot(3, A)
    with till.database.write() as session:
        session.execute(sa.delete(menu_items).where(menu_items.c.slot == 3))
    till.go_to(LUNCH_TIME + timedelta(seconds=SHELF_SECONDS + 1))
    assert till.see(A)[A].found is Found.NO_MENU
    assert rows(till.database, servings) == []


def test_paper_comes_after_the_commit_and_once(till):
    till.bind("hongshaorou", A)
    order = till.order(A)
    settled = till.desk.settle(order)
    assert [job.content for job in till.paper.jobs] == [settled.document]
    assert rows(till.database, print_jobs)[0]["state"] == "sent"
    assert not till.desk.settle(order).created
    assert len(till.paper.jobs) == 1


def test_a_refused_sale_prints_nothing(till):
    till.bind("hongshaorou", A)
    late = till.order(A)
    till.sell(A)
    with pytest.raises(PlateSoldElsewhere):
        till.desk.settle(late)
    assert till.paper.jobs == []


def test_little_disk_stops_the_sale_before_money_is_taken(sqlite_demo):
    settings = Settings(pos=PosSettings(least_free_mb=10**9))
    till = Till.open(sqlite_demo, settings=settings)
    till.bind("hongshaorou", A)
    order = till.order(A)
    before = counts(sqlite_demo)
    with pytest.raises(DiskLow) as refused:
        till.desk.settle(order)
    assert 0 < refused.value.facts["free"] < 10**9
    assert counts(sqlite_demo) == before
    assert till.paper.jobs == []


def test_a_bind_at_the_till_replaces_and_lasts_the_business_date(till):
    till.bind("ermifan", A)
    till.desk.bind(A, till.shelf.items["hongshaorou"], LUNCH, "01")
    assert till.peek(A)[A].item.code == "hongshaorou"
    (binding,) = rows(till.database, bindings, bindings.c.ended_at.is_(None))
    assert binding["until"] == business_day(LUNCH.business_date)[1]
    (event,) = rows(till.database, audit_events)
    assert (event["actor"], event["action"], event["subject"]) == ("01", "bind", A.text)
    assert json.loads(event["detail"]) == {"dish": "hongshaorou"}


def test_half_a_portion_bound_at_the_till_is_written_as_one(till):
    till.desk.bind(A, till.shelf.items["hongshaorou"].halved(), LUNCH, "01")
    assert till.quote(A).due.fen == 650
    (event,) = rows(till.database, audit_events)
    assert json.loads(event["detail"]) == {"dish": "hongshaorou", "half": "yes"}


def test_a_bind_that_is_refused_leaves_no_event(till):
    unknown = replace(till.shelf.items["ermifan"], code="none-such")
    before = counts(till.database)
    with pytest.raises(Exception, match="E-DB"):
        till.desk.bind(A, unknown, LUNCH, "01")
    assert counts(till.database) == before


def test_what_staff_did_is_written_and_signed(till):
    till.desk.note(CASHIER, "leave-out", A.text, {"reason": "洒了"})
    (event,) = rows(till.database, audit_events)
    assert (event["terminal"], event["at"], event["actor"]) == ("T1", LUNCH_TIME, CASHIER)
    assert json.loads(event["detail"]) == {"reason": "洒了"}
    assert rows(till.database, chain_entries)[-1]["subject"] == event["id"]
    assert audit.run(till.database).ok


def test_leaving_is_noted_only_where_it_matters(till):
    till.slot(3, A, B)
    till.desk.left_field([A])
    assert [row["last_seen_at"] for row in rows(till.database, plates)] == [None, None]
    timed = Till(till.database, settings=Settings(pos=PosSettings(reuse_after_minutes=5)))
    timed.desk.left_field([A])
    timed.desk.left_field([])
    assert [row["last_seen_at"] for row in rows(till.database, plates)] == [LUNCH_TIME, None]
