"""Money waits until the reading is sure; a tray that changes meanwhile keeps its money."""

from __future__ import annotations

import pytest
from support.counter import CASHIER, Counter, HeldJobs, chip
from support.till import dish

from canteen.db import DatabaseBusy
from pos.lookups import REFRESH_SECONDS
from pos.payment import SURE_SECONDS
from pos.state import Phase
from pos.tray import HoldReason


@pytest.fixture
def counter() -> Counter:
    counter = Counter()
    counter.fill(1, 2, 3)
    return counter


def test_a_plate_that_may_be_a_neighbours_makes_the_money_wait(counter):
    counter.see(1, 2, undecided=[2])
    assert counter.state.phase is Phase.SETTLED
    counter.pay()
    assert (counter.state.phase, counter.desk.orders) == (Phase.PAYING, [])
    counter.see(1, 2, undecided=[2])
    assert counter.desk.orders == []
    counter.see(1, 2, confidence=0.9999999)
    assert counter.state.phase is Phase.DONE
    (order,) = counter.desk.orders
    assert order.confidence == 0.9999999


def test_an_incomplete_cycle_makes_the_money_wait_for_the_next_one(counter):
    counter.see(1, 2)
    counter.see(1, 2, incomplete=True)
    counter.pay()
    assert (counter.state.phase, counter.desk.orders) == (Phase.PAYING, [])
    counter.see(1, 2)
    assert counter.state.phase is Phase.DONE


def held(*numbers: int) -> Counter:
    counter = Counter(HeldJobs())
    counter.fill(1, 2, 3)
    counter.see(*numbers)
    counter.jobs.finish()
    counter.see(*numbers)
    return counter


@pytest.mark.parametrize("now_there", [(1,), (1, 2, 3)])
def test_a_tray_that_changes_before_the_job_has_its_turn_is_not_sold(now_there):
    counter = held(1, 2)
    counter.pay()
    counter.see(*now_there)
    counter.jobs.finish()
    assert (counter.desk.orders, counter.said) == ([], "E-POS-011")


@pytest.mark.parametrize("how", [{"incomplete": True}, {"settled": False}, {"undecided": [2]}])
def test_a_reading_that_is_not_sure_any_more_before_the_jobs_turn_sells_nothing(how):
    counter = held(1, 2)
    counter.pay()
    counter.see(1, 2, **how)
    counter.jobs.finish()
    assert (counter.desk.orders, counter.said) == ([], "E-POS-011")
    counter.wait(REFRESH_SECONDS + 0.2)
    counter.jobs.finish()
    counter.see(1, 2)
    assert counter.state.phase is Phase.SETTLED
    counter.pay()
    counter.jobs.finish()
    assert (len(counter.desk.orders), counter.state.phase) == (1, Phase.DONE)


@pytest.mark.parametrize("back", [False, True])
def test_a_reader_lost_before_the_jobs_turn_sells_nothing_and_the_tray_stays(back):
    counter = held(1, 2)
    counter.pay()
    counter.lose()
    if back:
        counter.bring_back()
    counter.jobs.finish()
    assert (counter.desk.orders, counter.said) == ([], "E-POS-011")
    assert counter.state.tray.count == 2
    assert (counter.state.reader is None) is back
    assert counter.state.phase is Phase.FILLING


def test_a_tray_that_is_seen_as_it_was_before_the_jobs_turn_is_sold():
    counter = held(1, 2)
    counter.pay()
    counter.see(1, 2, incomplete=True)
    counter.see(1)
    counter.see(1, 2)
    counter.jobs.finish()
    assert (len(counter.desk.orders), counter.state.phase) == (1, Phase.DONE)


def test_who_took_the_whole_tray_away_has_paid_though_the_reader_is_lost_then():
    counter = held(1, 2)
    counter.pay()
    counter.see()
    counter.lose()
    counter.jobs.finish()
    assert len(counter.desk.orders) == 1


def by_hand() -> Counter:
    counter = Counter(HeldJobs())
    counter.station.staff.add_by_hand([dish("baimifan", 50)], CASHIER)
    counter.jobs.finish()
    assert counter.state.phase is Phase.SETTLED
    return counter


def test_a_lost_reader_says_nothing_of_what_was_entered_by_hand():
    counter = by_hand()
    counter.pay()
    counter.lose()
    counter.jobs.finish()
    assert (len(counter.desk.orders), counter.state.phase) == (1, Phase.DONE)


def test_plates_laid_beside_what_was_entered_by_hand_are_not_forgotten():
    counter = by_hand()
    counter.fill(1)
    counter.pay()
    counter.see(1)
    counter.jobs.finish()
    assert (counter.desk.orders, counter.said) == ([], "E-POS-011")


@pytest.mark.parametrize("now_there", [(1, 2), (1,), (2,)])
def test_a_chip_that_was_left_out_of_the_tray_stops_no_money(now_there):
    counter = held(1, 2)
    counter.station.staff.leave_out(chip(2), "neighbour", CASHIER)
    counter.see(1, 2)
    counter.jobs.finish()
    counter.pay()
    counter.see(*now_there)
    counter.jobs.finish()
    (order,) = counter.desk.orders
    assert [line.uid for line in order.quote.lines] == [chip(1)]


def test_the_job_goes_by_the_one_value_that_was_set_for_it():
    counter = held(1, 2)
    counter.pay()
    station, work = counter.station, counter.jobs.waiting.pop(0)
    # Whatever else of the station changes, the job goes by what was set for it.
    station.sighting, station.visit = station.sighting.__class__(), None
    assert station.payment.stands
    station.payment.stands = False
    work()
    assert counter.desk.orders == []


def test_a_plate_found_to_be_a_neighbours_before_the_jobs_turn_is_not_sold():
    counter = held(1, 2)
    counter.pay()
    counter.see(1, 2, doubtful=[2])
    counter.jobs.finish()
    assert counter.desk.orders == []


def test_a_chip_in_doubt_beside_a_paid_tray_leaves_the_paid_screen_alone(counter):
    counter.see(1)
    counter.pay()
    counter.see(1, 2, undecided=[2])
    counter.see(1, 2, doubtful=[2])
    assert counter.state.phase is Phase.DONE
    counter.see(1, 2)
    assert counter.state.phase is Phase.SETTLED


def test_a_neighbours_plate_that_was_struck_stays_out_when_it_returns(counter):
    counter.see(1, 2, doubtful=[2])
    counter.station.staff.leave_out(chip(2), "neighbour", CASHIER)
    counter.see(1)
    counter.see(1, 2, doubtful=[2])
    assert counter.state.phase is Phase.SETTLED
    assert [plate.uid for plate in counter.state.tray.plates] == [chip(1)]


def test_while_a_payment_is_unsure_nobody_can_give_up_or_add(counter):
    counter.see(1, 2)
    counter.desk.trouble["settle"] = DatabaseBusy()
    counter.pay()
    before = counter.state.phase
    counter.station.staff.give_up(CASHIER)
    counter.station.staff.add_by_hand([dish("baimifan", 50)], CASHIER)
    assert counter.state.phase is before
    assert counter.state.tray.hand_lines == ()


@pytest.mark.parametrize("now_there", [(1,), (1, 2, 3), ()])
def test_a_plate_added_or_taken_while_money_waits_stops_it(counter, now_there):
    counter.see(1, 2, undecided=[2])
    counter.pay()
    counter.see(*now_there)
    counter.see(*now_there)
    assert counter.desk.orders == []
    assert counter.state.phase is (Phase.SETTLED if now_there else Phase.IDLE)


def test_what_stopped_it_is_said(counter):
    counter.see(1, 2, undecided=[2])
    counter.pay()
    counter.see(1, 2, 3, settled=False)
    assert (counter.state.phase, counter.said) == (Phase.FILLING, "E-POS-011")


def test_a_plate_found_to_be_a_neighbours_holds_the_tray_instead(counter):
    counter.see(1, 2, undecided=[2])
    counter.pay()
    counter.see(1, 2, doubtful=[2])
    assert (counter.state.phase, counter.desk.orders) == (Phase.HELD, [])
    assert counter.state.tray.doubtful == (chip(2),)


def test_it_does_not_wait_for_ever(counter):
    counter.see(1, 2, undecided=[2])
    counter.pay()
    for _ in range(int(SURE_SECONDS / 0.1) + 1):
        counter.see(1, 2, undecided=[2])
    assert (counter.state.phase, counter.said) == (Phase.SETTLED, "E-POS-014")
    assert counter.desk.orders == []


def test_the_same_tray_is_paid_under_one_id_after_it_waited_in_vain(counter):
    counter.see(1, 2, undecided=[2])
    counter.pay()
    for _ in range(int(SURE_SECONDS / 0.1) + 1):
        counter.see(1, 2, undecided=[2])
    counter.see(1, 2)
    counter.pay()
    assert len(counter.desk.orders) == 1


def test_a_lost_reader_lets_the_money_wait_in_vain(counter):
    counter.see(1, 2, undecided=[2])
    counter.pay()
    counter.lose()
    counter.wait(SURE_SECONDS + 1)
    assert counter.desk.orders == []
    assert counter.state.phase is not Phase.PAYING


def test_a_sold_plate_in_doubt_holds_nothing_and_delays_nothing(counter):
    counter.serve(1)
    counter.see(1, 2, doubtful=[1])
    assert counter.state.phase is Phase.SETTLED
    counter.see(1, 2, undecided=[1])
    counter.pay()
    assert counter.state.phase is Phase.DONE


def test_what_a_person_confirms_is_sold_however_weakly_it_answers(counter):
    counter.see(1, 2, doubtful=[2])
    assert counter.state.tray.reasons == (HoldReason.WEAK,)
    counter.station.staff.confirm(chip(2), CASHIER)
    assert counter.state.phase is Phase.SETTLED
    counter.see(1, 2, undecided=[2])
    counter.pay()
    assert len(counter.desk.orders[0].quote.lines) == 2
    assert counter.desk.notes == [("confirm-plate", chip(2).text, CASHIER)]


def test_only_a_doubtful_plate_can_be_confirmed(counter):
    counter.see(1, 2)
    counter.station.staff.confirm(chip(2), CASHIER)
    assert counter.desk.notes == []


def test_a_confirmed_plate_that_left_is_doubted_again_when_it_returns(counter):
    counter.see(1, 2, doubtful=[2])
    counter.station.staff.confirm(chip(2), CASHIER)
    counter.see(1)
    counter.see(1, 2, doubtful=[2])
    assert counter.state.phase is Phase.HELD


def test_giving_up_forgets_the_money_that_waits(counter):
    counter.see(1, 2, undecided=[2])
    counter.pay()
    counter.station.staff.give_up(CASHIER)
    counter.see(1, 2)
    counter.see(1, 2)
    assert (counter.state.phase, counter.desk.orders) == (Phase.CLEARING, [])
