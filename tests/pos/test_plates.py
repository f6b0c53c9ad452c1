from dataclasses import replace
from datetime import timedelta

import pytest
from support.till import LUNCH_TIME, Till, at_once, chip, rows

from pos.bindings import Result
from pos.plates import Shelf
from pos.settings import PosSettings, Settings
from pos.tables import plates, servings
from pos.tray import Found, HoldReason, PlateStatus

A, B = chip(1), chip(2)
NEXT_DAY = LUNCH_TIME + timedelta(days=1)
DINNER_TIME = LUNCH_TIME.replace(hour=17)


@pytest.fixture
def till(demo_database):
    return Till.open(demo_database)


def numbers(till, uid=A):
    found = rows(till.database, servings, servings.c.uid == uid.text)
    return sorted((row["business_date"].day, row["meal"], row["n"], row["status"]) for row in found)


def status(till, uid=A):
    record = till.see(uid)[uid]
    return record.found, record.status


SELLS = (Found.SERVING, PlateStatus.OPEN)
PAID = (Found.SERVING, PlateStatus.SOLD)


def test_a_chip_nobody_bound_is_unknown(till):
    assert till.see(A, B) == till.peek(A, B)
    assert {record.found for record in till.see(A, B).values()} == {Found.UNBOUND}
    assert till.see() == {}


def test_a_bound_plate_tells_dish_and_price(till):
    till.bind("hongshaorou", A)
    record = till.see(A)[A]
    assert (record.item.code, record.item.price.fen) == ("hongshaorou", 1200)
    assert status(till) == SELLS


def test_a_sold_plate_that_is_put_back_stays_sold(till):
    till.serve(1)
    assert status(till) == PAID
    assert till.quote(A).due.fen == 0
    till.clock.advance(3600)
    assert status(till) == PAID


@pytest.mark.parametrize("later", [DINNER_TIME, NEXT_DAY])
def test_the_next_meal_takes_a_sold_dish_off_its_plate(till, later):
    till.serve(1)
    till.go_to(later)
    assert status(till)[0] is Found.UNBOUND
    assert till.bind("ermifan", A)[0].result is Result.BOUND


@pytest.mark.parametrize("later", [DINNER_TIME, NEXT_DAY])
def test_an_unsold_dish_of_an_earlier_meal_is_stale(till, later):
    till.bind("hongshaorou", A, until=NEXT_DAY + timedelta(days=1))
    till.go_to(later)
    assert status(till)[0] is Found.STALE
    assert till.tray(A).reasons == (HoldReason.STALE,)


def test_until_is_the_first_instant_at_which_a_dish_is_stale(till):
    till.bind("hongshaorou", A, until=LUNCH_TIME + timedelta(minutes=20))
    till.clock.advance(20 * 60 - 1)
    assert status(till) == SELLS
    till.clock.advance(1)
    assert status(till)[0] is Found.STALE


def test_a_sold_plate_is_not_stale_when_its_time_is_over(till):
    till.bind("hongshaorou", A, until=LUNCH_TIME + timedelta(minutes=20))
    till.sell(A)
    till.clock.advance(3600)
    assert status(till) == PAID


def test_without_a_menu_nothing_has_a_price(till):
    till.bind("hongshaorou", A)
    till.slot(3, B)
    till.shelf = Shelf({}, {}, "none")
    assert {record.found for record in till.see(A, B).values()} == {Found.NO_MENU}
    assert till.tray(A, B).reasons == (HoldReason.NO_MENU,)
    assert numbers(till, B) == []


def test_a_slot_plate_opens_at_its_first_complete_sighting_only(till):
    till.slot(3, A)
    assert till.see(A, complete=False) == {}
    assert numbers(till) == []
    assert till.see(A)[A].item.code == "congkaodapai"
    assert till.see(A) == till.see(A, complete=False)
    assert numbers(till) == [(23, "lunch", 1, "open")]


def test_a_sold_slot_plate_stays_sold_until_it_is_released(till):
    till.slot(3, A)
    till.sell(A)
    assert status(till) == PAID
    till.release(A)
    assert till.see(A, complete=False) == {}
    assert status(till) == SELLS
    assert numbers(till) == [(23, "lunch", 1, "released"), (23, "lunch", 2, "open")]


@pytest.mark.parametrize("later", [DINNER_TIME, NEXT_DAY])
def test_a_slot_plate_is_filled_again_for_the_next_meal(till, later):
    till.slot(3, A)
    till.sell(A)
    till.go_to(later)
    assert status(till) == SELLS
    assert till.sell(A).created


def test_a_serving_keeps_its_dish_when_the_menu_changes(till):
    till.slot(3, A)
    till.see(A)
    till.shelf = replace(till.shelf, slots={**till.shelf.slots, 3: "ermifan"})
    assert till.see(A)[A].item.code == "congkaodapai"
    till.release(A)
    assert till.see(A)[A].item.code == "ermifan"


def test_two_readers_that_see_a_slot_plate_at_once_open_one_serving(till):
    other = till.beside("T2")
    for n in range(4):
        uids = [chip(20 + 2 * n), chip(21 + 2 * n)]
        till.slot(3, *uids)
        mine, theirs = at_once(
            lambda seen=uids: till.see(*seen), lambda seen=uids[::-1]: other.see(*seen)
        )
        assert mine == theirs
        assert [numbers(till, uid) for uid in uids] == [[(23, "lunch", 1, "open")]] * 2
    other.database.close()


def test_one_look_up_answers_every_chip_by_itself(till):
    till.bind("hongshaorou", A)
    till.slot(21, B)
    found = till.see(chip(9), B, A)
    assert {uid: record.found.value for uid, record in found.items()} == {
        A: "serving",
        B: "serving",
        chip(9): "unbound",
    }


class TestReuseByTime:
    """Plates that come back into use after half an hour out of every field."""

    @pytest.fixture
    def till(self, demo_database):
        settings = Settings(pos=PosSettings(reuse_after_minutes=30))
        till = Till.open(demo_database, settings=settings)
        till.slot(3, A)
        till.bind("hongshaorou", B)
        return till

    def test_it_comes_back_when_it_was_away_for_long_enough(self, till):
        till.sell(A)
        till.desk.left_field([A])
        till.clock.advance(30 * 60 - 1)
        assert status(till) == PAID
        till.clock.advance(1)
        assert till.see(A, complete=False)[A].status is PlateStatus.SOLD
        assert status(till) == SELLS
        assert numbers(till) == [(23, "lunch", 1, "released"), (23, "lunch", 2, "open")]

    def test_a_plate_that_never_left_stays_sold(self, till):
        till.sell(A)
        till.clock.advance(3600)
        assert status(till) == PAID

    def test_only_leaving_after_the_sale_counts(self, till):
        till.see(A)
        till.desk.left_field([A])
        till.clock.advance(3600)
        till.sell(A)
        assert status(till) == PAID

    def test_a_dish_plate_waits_for_its_next_bind(self, till):
        till.sell(B)
        till.desk.left_field([B])
        till.clock.advance(3600)
        assert status(till, B) == PAID

    def test_by_default_no_time_brings_it_back(self, till):
        plain = Till(till.database)
        plain.sell(A)
        plain.desk.left_field([A])
        assert rows(till.database, plates)[0]["last_seen_at"] is None
        plain.clock.advance(3600)
        assert status(plain) == PAID
