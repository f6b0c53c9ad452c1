"""What the station does after a payment: lost answers, meals that change, plates released."""

from dataclasses import replace

import pytest
from support.counter import CASHIER, LUNCH, Counter
from support.till import chip, dish

from canteen.db import DatabaseUnreachable
from canteen.ids import new_id
from canteen.money import Money
from menus import Meal
from pos.state import Phase
from pos.tray import PlateStatus


@pytest.fixture
def counter():
    return Counter()


def lose_the_answer(counter):
    """The commit stands, and the answer to it never comes."""
    settle = counter.desk.settle

    def lost(order):
        counter.desk.stands = replace(settle(order), created=False)
        raise DatabaseUnreachable(where="server", reason="gone")

    counter.desk.settle = lost


def test_a_commit_whose_answer_was_lost_is_one_sale(counter):
    counter.fill(1)
    counter.see(1)
    counter.station.staff.add_by_hand([dish(fen=100)], CASHIER)
    lose_the_answer(counter)
    counter.pay()
    counter.see(1)
    assert counter.state.phase is Phase.FILLING  # nothing is offered before the database answered
    counter.wait(1.2)
    assert (counter.state.phase, counter.state.paid.due) == (Phase.DONE, Money(1300))
    counter.wait(3)
    counter.see(1)
    assert (counter.state.phase, len(counter.desk.orders)) == (Phase.DONE, 1)


def test_a_lost_answer_is_asked_for_until_it_comes(counter):
    counter.fill(1)
    counter.see(1)
    lose_the_answer(counter)
    counter.desk.trouble["standing"] = DatabaseUnreachable(where="server", reason="gone")
    counter.pay()
    counter.wait(5)
    assert (counter.state.phase, counter.state.paid) == (Phase.FILLING, None)
    del counter.desk.trouble["standing"]
    counter.wait(1.2)
    assert counter.state.phase is Phase.DONE


def test_a_plate_added_to_a_paid_tray_is_sold_under_the_meal_of_now(counter):
    counter.serve(1)
    counter.desk.occasion_now = replace(LUNCH, meal=Meal.DINNER)
    counter.fill(2)
    counter.see(1, 2)
    assert counter.state.occasion.meal is Meal.DINNER
    counter.pay()
    assert counter.desk.orders[-1].occasion.meal is Meal.DINNER


def test_a_sold_plate_released_where_it_lies_is_a_new_tray(counter):
    counter.serve(1)
    counter.wait(2)
    assert counter.state.phase is Phase.DONE
    record = counter.desk.records[chip(1)]
    counter.desk.records[chip(1)] = replace(
        record, status=PlateStatus.OPEN, serving_id=new_id(counter.clock.now())
    )
    counter.wait(2)
    counter.see(1)
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, Money(1200))


def test_a_plate_left_out_is_looked_at_again_when_it_comes_back(counter):
    counter.fill(1, 2)
    counter.see(1, 2)
    counter.station.staff.leave_out(chip(2), "not-wanted", CASHIER)
    counter.pay()
    counter.see(1)
    counter.see(1, 2)
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, Money(1200))
