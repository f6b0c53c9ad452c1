"""The station from the first chip to the empty table."""

import pytest
from support.counter import MUTE, Counter, HeldJobs
from support.till import CASHIER, chip, dish

from canteen.db import DatabaseBusy
from canteen.money import ZERO, Money
from pos.errors import NoShift
from pos.state import Phase
from pos.station import REFRESH_SECONDS
from pos.tray import Found, HoldReason, PlateStatus


@pytest.fixture
def counter() -> Counter:
    return Counter()


def test_a_tray_goes_all_the_way(counter):
    counter.fill(1, 2)
    counter.see(1, settled=False)
    counter.see(1, 2, settled=False)
    assert (counter.state.phase, counter.state.certainty) == (Phase.FILLING, 0.0)
    assert counter.state.quote.due == Money(2400)
    counter.see(1, 2)
    assert counter.state.phase is Phase.SETTLED
    counter.pay()
    counter.see(1, 2)
    assert counter.state.paid.due == Money(2400)
    counter.see()
    assert counter.phases == [
        Phase.FILLING, Phase.SETTLED, Phase.PAYING, Phase.DONE, Phase.IDLE,
    ]  # fmt: skip
    assert counter.state == type(counter.state)()
    assert counter.desk.gone == [(chip(1), chip(2))]


def test_the_order_is_what_was_shown(counter):
    counter.fill(1, 2)
    counter.see(1, 2)
    shown = counter.state.quote
    counter.station.pay_cash(Money(3000), CASHIER)
    (order,) = counter.desk.orders
    assert order.quote == shown
    assert (order.tendered, order.staff_id, order.menu_version) == (Money(3000), CASHIER, "menu-7")
    assert counter.state.paid.change == Money(600)


def test_nothing_is_paid_before_the_tray_is_settled(counter):
    counter.fill(1)
    counter.station.pay_cash(Money(1200), CASHIER)
    assert counter.said == "E-POS-011"
    counter.see(1, settled=False)
    counter.pay()
    assert (counter.said, counter.desk.orders) == ("E-POS-011", [])


def test_a_changed_tray_is_not_paid(counter):
    counter.fill(1, 2)
    counter.see(1)
    counter.see(1, 2, settled=False)
    counter.station.pay_cash(Money(1200), CASHIER)
    assert (counter.said, counter.desk.orders) == ("E-POS-011", [])
    assert counter.state.quote.due == Money(2400)


def test_too_little_money_is_refused(counter):
    counter.fill(1)
    counter.see(1)
    counter.station.pay_cash(Money(1199), CASHIER)
    assert (counter.said, counter.state.phase) == ("E-POS-012", Phase.SETTLED)
    counter.pay()
    assert counter.state.phase is Phase.DONE


def test_a_second_press_pays_nothing_twice():
    counter = Counter(HeldJobs())
    counter.fill(1)
    counter.see(1)
    counter.jobs.finish()
    counter.pay()
    assert (counter.state.phase, counter.station.busy) == (Phase.PAYING, True)
    counter.station.pay_cash(Money(1200), CASHIER)
    counter.jobs.finish()
    assert len(counter.desk.orders) == 1
    assert (counter.state.phase, counter.station.busy) == (Phase.DONE, False)


def test_what_happens_while_money_is_written_waits():
    counter = Counter(HeldJobs())
    counter.fill(1, 2)
    counter.see(1)
    counter.jobs.finish()
    counter.pay()
    counter.station.staff.add_by_hand([dish()], CASHIER)
    counter.station.staff.leave_out(chip(1), "", CASHIER)
    counter.station.staff.give_up(CASHIER)
    counter.wait(0.4)
    assert (counter.state.phase, counter.state.tray.count) == (Phase.PAYING, 1)
    counter.jobs.finish()
    (order,) = counter.desk.orders
    assert [line.uid for line in order.quote.lines] == [chip(1)]
    assert (counter.state.phase, counter.state.tray.hand_lines) == (Phase.DONE, ())


def test_a_tray_taken_while_money_is_written_is_paid_all_the_same():
    counter = Counter(HeldJobs())
    counter.fill(1)
    counter.see(1)
    counter.jobs.finish()
    counter.pay()
    counter.see()
    assert counter.state.phase is Phase.PAYING
    counter.jobs.finish()
    assert counter.phases[-2:] == [Phase.DONE, Phase.IDLE]


def test_sold_plates_add_nothing_and_pay_nothing(counter):
    counter.fill(1, status=PlateStatus.SOLD)
    counter.see(1)
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, ZERO)
    counter.pay()
    assert counter.desk.orders == []
    counter.fill(2)
    counter.see(1, 2)
    assert counter.state.quote.due == Money(1200)
    counter.pay()
    assert [line.uid for line in counter.desk.orders[0].quote.lines] == [chip(2)]


def test_a_plate_added_to_a_paid_tray_is_a_tray_of_its_own(counter):
    counter.serve(1)
    first = counter.state.paid.sale
    counter.fill(2)
    counter.see(1, 2, settled=False)
    assert (counter.state.phase, counter.state.paid) == (Phase.FILLING, None)
    counter.see(1, 2)
    assert counter.state.quote.due == Money(1200)
    counter.pay()
    assert [line.uid for line in counter.desk.orders[1].quote.lines] == [chip(2)]
    assert counter.state.paid.sale != first


def test_paid_plates_may_leave_one_by_one(counter):
    counter.serve(1, 2)
    counter.see(1)
    assert counter.state.phase is Phase.DONE
    counter.see(1, 2)
    counter.see()
    assert counter.state.phase is Phase.IDLE
    assert len(counter.desk.orders) == 1


@pytest.mark.parametrize(
    ("found", "reason"), [(Found.STALE, HoldReason.STALE), (Found.NO_MENU, HoldReason.NO_MENU)]
)
def test_what_cannot_be_sold_holds_the_tray(counter, found, reason):
    counter.fill(1)
    counter.fill(2, found=found, **({"serving_id": None} if found is Found.NO_MENU else {}))
    counter.see(1, 2)
    assert (counter.state.phase, counter.state.tray.reasons) == (Phase.HELD, (reason,))
    counter.pay()
    assert counter.desk.orders == []


def test_an_unknown_plate_bound_elsewhere_shows_within_two_seconds(counter):
    counter.fill(1)
    counter.see(1, 2)
    assert (counter.state.phase, counter.state.tray.unknown) == (Phase.HELD, (chip(2),))
    counter.fill(2)
    counter.wait(1.2)
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, Money(2400))


def test_a_plate_sold_at_another_till_shows_within_two_seconds(counter):
    counter.fill(1)
    counter.see(1)
    counter.fill(1, status=PlateStatus.SOLD)
    counter.wait(1.2)
    assert counter.state.quote.due == ZERO


def test_a_single_bad_cycle_changes_nothing_but_a_series_holds(counter):
    counter.fill(1)
    counter.see(1)
    counter.see(1, incomplete=True)
    assert counter.state.phase is Phase.SETTLED
    for _ in range(16):
        counter.see(1, incomplete=True)
    assert counter.state.tray.reasons == (HoldReason.INCOMPLETE,)
    assert counter.state.phase is Phase.HELD
    counter.see(1)
    assert counter.state.phase is Phase.SETTLED


def test_an_incomplete_cycle_opens_no_serving(counter):
    counter.see(1, incomplete=True)
    counter.see(1, 2)
    assert counter.desk.may_open == [False, True]


def test_a_plate_seen_too_seldom_holds_the_tray(counter):
    counter.fill(1, 2)
    counter.see(1, 2, doubtful=[2])
    assert (counter.state.phase, counter.state.tray.reasons) == (Phase.HELD, (HoldReason.WEAK,))
    counter.station.staff.leave_out(chip(2), "邻盘", CASHIER)
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, Money(1200))


def test_a_refused_payment_is_offered_again_under_the_same_id(counter):
    counter.fill(1)
    counter.see(1)
    sales = []
    settle = counter.desk.settle
    counter.desk.settle = lambda order: sales.append(order.sale) or settle(order)
    counter.desk.trouble["settle"] = DatabaseBusy()
    counter.pay()
    assert (counter.state.phase, counter.said) == (Phase.FILLING, "E-DB-007")
    counter.see(1)
    assert counter.state.phase is Phase.FILLING  # not before the records were read again
    counter.wait(1.2)
    assert counter.state.phase is Phase.SETTLED
    del counter.desk.trouble["settle"]
    counter.pay()
    assert (len(sales), len(set(sales)), counter.state.paid.sale) == (2, 1, sales[0])


def test_a_changed_tray_gets_an_id_of_its_own(counter):
    counter.fill(1, 2)
    counter.see(1)
    sales = []
    settle = counter.desk.settle
    counter.desk.settle = lambda order: sales.append(order.sale) or settle(order)
    counter.desk.trouble["settle"] = NoShift()
    counter.pay()
    counter.see(1, 2)
    counter.wait(1.2)
    counter.pay()
    assert len(set(sales)) == 2


def test_a_payment_refused_without_a_reader_is_offered_again(counter):
    counter.lose()
    counter.station.staff.add_by_hand([dish(fen=50)], CASHIER)
    counter.desk.trouble["settle"] = NoShift()
    counter.pay()
    counter.desk.trouble.clear()
    counter.wait(1.2)
    assert counter.state.phase is Phase.SETTLED
    counter.pay()
    assert counter.state.phase is Phase.DONE


@pytest.mark.parametrize("step", ["occasion", "look_up"])
def test_trouble_at_the_desk_is_said_and_tried_again_after_a_pause(counter, step):
    counter.fill(1)
    counter.desk.trouble[step] = DatabaseBusy()
    for _ in range(5):
        counter.see(1)
    assert (counter.said, counter.desk.asked.count(step)) == ("E-DB-007", 1)
    assert counter.state.phase in (Phase.IDLE, Phase.FILLING)
    del counter.desk.trouble[step]
    for _ in range(int(REFRESH_SECONDS / 0.1) + 1):
        counter.see(1)
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, Money(1200))


def test_a_defect_at_the_desk_does_not_stop_the_till(counter):
    counter.fill(1)
    counter.desk.trouble = {"look_up": ZeroDivisionError(), "left_field": RuntimeError()}
    counter.see(1)
    assert counter.said == "E-CAN-000"
    counter.see()
    assert counter.state.phase is Phase.IDLE
    counter.desk.trouble.clear()
    counter.wait(1)
    counter.see(1)
    assert counter.state.phase is Phase.SETTLED


def test_a_lost_reader_settles_nothing_until_it_is_back(counter):
    counter.fill(1)
    counter.see(1)
    counter.lose()
    assert counter.state.phase is Phase.FILLING
    assert (counter.state.reader.code, counter.state.reader.attempt) == ("E-RDR-006", 1)
    counter.pay()
    counter.lose(attempt=2)
    assert (counter.state.reader.attempt, counter.desk.orders) == (2, [])
    counter.bring_back()
    assert counter.state.reader is None
    counter.see(1)
    assert counter.state.phase is Phase.SETTLED


def test_a_reader_lost_over_an_empty_table_begins_nothing(counter):
    counter.lose()
    counter.lose(attempt=2)
    assert (counter.state.phase, counter.desk.asked) == (Phase.IDLE, [])


def test_a_mute_reader_counts_as_out_of_order(counter):
    for _ in range(35):
        counter.see(incomplete=True, faults=(MUTE,))
    assert counter.state.reader.code == MUTE.code
    counter.see()
    assert counter.state.reader is None


def test_only_the_slip_of_the_last_sale_tells_of_its_paper(counter):
    told = []
    counter.station.on_paper(lambda job, error: told.append(error))
    counter.serve(1)
    first = counter.desk.orders[0].print_job
    counter.see()
    counter.serve(2)
    wrong = NoShift()
    counter.station.paper_came(first, wrong)
    assert counter.state.paper is None
    counter.station.paper_came(counter.desk.orders[1].print_job, wrong)
    assert (counter.state.paper, counter.state.phase) == (wrong, Phase.DONE)
    assert told == [wrong, wrong]


def test_an_answer_for_a_tray_that_has_gone_changes_nothing():
    counter = Counter(HeldJobs())
    counter.fill(1, 2)
    counter.see(1)
    counter.jobs.waiting.pop(0)()  # the occasion; the look-up is still under way
    counter.see()
    counter.see(2)
    counter.jobs.finish()
    counter.see(2)
    counter.jobs.finish()
    assert [plate.uid for plate in counter.state.tray.plates] == [chip(2)]
    assert counter.state.phase is Phase.SETTLED


def test_the_same_sighting_is_published_once(counter):
    counter.fill(1)
    counter.see(1)
    told = len(counter.states)
    counter.see(1)
    counter.wait(0.6)
    assert len(counter.states) == told
