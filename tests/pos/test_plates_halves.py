"""Plates for half portions: what they carry, and what holds them."""

import pytest
from support.till import CASHIER, Till, chip, rows

from canteen.money import Money
from menus.prices import add_price
from pos import audit
from pos.pricing import quote
from pos.tables import sale_lines, servings
from pos.tray import Found, HoldReason, NoHalf, PlateStatus

A, B, C = chip(1), chip(2), chip(3)
RED = "hongshaorou"
BASS = "qingzhengluyu"
"""A dish that the demo does not sell by halves."""
SLOT_OF_RED, SLOT_OF_BASS = 1, 2


@pytest.fixture
def till(demo_database):
    return Till.open(demo_database)


def reprice(till, dish, price, half):
    """A price from today on, as a manager signs it."""
    with till.database.write() as session:
        add_price(
            session,
            dish,
            till.occasion.business_date,
            Money(price),
            None if half is None else Money(half),
            changed_by=CASHIER,
            approved_by="01",
            now=till.now,
        )
    till.clock.advance(60)
    till.shelf = till.desk.shelf(till.occasion)


def test_half_a_portion_costs_the_half_price_and_holds_exactly_half(till):
    till.bind(RED, A)
    till.bind(RED, B, half=True)
    whole, half = (plate.item for plate in till.tray(A, B).plates)
    assert (whole.half, half.half, half.code) == (False, True, RED)
    assert (whole.price.fen, half.price.fen) == (1200, 650)
    assert {code: half.nutrients.at_least(code) * 2 for code in whole.nutrients} == {
        code: whole.nutrients.at_least(code) for code in whole.nutrients
    }
    assert till.quote(A, B).due == Money(1850)


def test_a_slot_plate_follows_the_dish_of_the_day_by_halves(till):
    till.slot(SLOT_OF_RED, A, half=True)
    assert rows(till.database, servings) == []
    assert till.quote(A).due == Money(650)
    (opened,) = rows(till.database, servings)
    assert (opened["dish_code"], opened["half"]) == (RED, True)


def test_the_half_price_is_the_one_in_force(till):
    till.slot(SLOT_OF_RED, A, half=True)
    till.bind(RED, B, half=True)
    reprice(till, RED, 1300, 700)
    assert till.quote(A, B).due == Money(1400)


def test_a_slot_whose_dish_has_no_half_price_holds_the_tray(till):
    till.slot(SLOT_OF_BASS, A, half=True)
    till.slot(SLOT_OF_RED, B)
    record = till.see(A)[A]
    assert (record.found, record.item.code, record.serving_id) == (Found.NO_HALF, BASS, None)
    tray = till.tray(A, B)
    assert (tray.unknown, tray.reasons) == ((A,), (HoldReason.NO_MENU,))
    assert tray.no_half == (NoHalf(A, till.shelf.items[BASS]),)
    assert quote(tray).due == Money(1200)
    assert {row["uid"] for row in rows(till.database, servings)} == {B.text}


def test_a_slot_plate_is_sold_again_once_its_dish_has_a_half_price(till):
    till.slot(SLOT_OF_BASS, A, half=True)
    assert till.see(A)[A].found is Found.NO_HALF
    reprice(till, BASS, 1400, 750)
    assert till.sell(A).paid.due == Money(750)


@pytest.mark.parametrize("bind", ["dish", "slot"])
def test_a_half_price_that_was_withdrawn_holds_what_is_not_sold_yet(till, bind):
    if bind == "dish":
        till.bind(RED, A, B, half=True)
    else:
        till.slot(SLOT_OF_RED, A, B, half=True)
    till.sell(A)
    till.see(B)
    reprice(till, RED, 1200, None)
    sold, unsold = till.see(A)[A], till.see(B)[B]
    assert (sold.found, sold.status, sold.item.half) == (Found.SERVING, PlateStatus.SOLD, True)
    assert unsold.found is Found.NO_HALF
    tray = till.tray(A, B)
    assert (quote(tray).due, tray.reasons) == (Money(0), (HoldReason.NO_MENU,))
    assert till.tray(A).reasons == ()


def test_without_a_menu_a_plate_for_halves_is_like_any_other(till):
    till.slot(SLOT_OF_RED, A, half=True)
    till.shelf = type(till.shelf)(till.shelf.items, {}, "none")
    assert till.peek(A)[A].found is Found.NO_MENU
    assert till.tray(A).no_half == ()


def test_a_serving_keeps_what_it_was_opened_as(till):
    till.slot(SLOT_OF_RED, A, half=True)
    till.sell(A)
    till.release(A)
    till.slot(SLOT_OF_RED, A)
    assert till.sell(A).paid.due == Money(1200)
    opened = {row["n"]: row for row in rows(till.database, servings)}
    assert [opened[n]["half"] for n in (1, 2)] == [True, False]
    sold = {row["serving_id"]: row["half"] for row in rows(till.database, sale_lines)}
    assert sold == {row["id"]: row["half"] for row in opened.values()}
    assert audit.run(till.database).ok
