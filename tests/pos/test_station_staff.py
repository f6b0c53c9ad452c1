"""What staff may do at the station: hands, strikes, binding, giving up."""

import pytest
from support.counter import Counter, HeldJobs
from support.till import CASHIER, chip, dish

from canteen.db import DatabaseBusy
from canteen.money import Money
from pos.errors import PlateRefused
from pos.state import Phase
from pos.station import HAND_SALE_SHOWN_SECONDS, HAND_TRAY_SECONDS


@pytest.fixture
def counter() -> Counter:
    return Counter()


RICE = dish("baimifan", 50, category="sundry")


def test_a_sale_by_hand_needs_no_reader(counter):
    counter.lose()
    counter.station.staff.add_by_hand([RICE, RICE], CASHIER)
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, Money(100))
    counter.pay()
    (order,) = counter.desk.orders
    assert [(line.uid, line.entered_by) for line in order.quote.lines] == [(None, CASHIER)] * 2
    assert counter.state.phase is Phase.DONE
    counter.wait(HAND_SALE_SHOWN_SECONDS - 1)
    assert counter.state.phase is Phase.DONE
    counter.wait(1.2)
    assert counter.state.phase is Phase.IDLE
    assert counter.state.reader is not None


def test_without_a_reader_plates_seen_before_are_not_billed(counter):
    counter.fill(1)
    counter.see(1)
    counter.lose()
    counter.station.staff.add_by_hand([RICE], CASHIER)
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, Money(50))


def test_hand_lines_join_the_tray_that_lies_there(counter):
    counter.fill(1)
    counter.see(1)
    counter.station.staff.add_by_hand([RICE], CASHIER)
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, Money(1250))
    counter.pay()
    assert [line.item.code for line in counter.desk.orders[0].quote.lines] == [
        "hongshaorou",
        "baimifan",
    ]


def test_hand_lines_on_an_empty_table_are_a_tray(counter):
    counter.see()
    counter.station.staff.add_by_hand([RICE], CASHIER)
    counter.see()
    assert counter.state.phase is Phase.SETTLED
    counter.pay()
    assert len(counter.desk.orders) == 1


def test_hand_lines_after_a_paid_tray_are_a_sale_of_their_own(counter):
    counter.serve(1)
    counter.station.staff.add_by_hand([RICE], CASHIER)
    assert counter.state.quote.due == Money(50)
    counter.see(1)
    counter.pay()
    assert [line.item.code for line in counter.desk.orders[1].quote.lines] == ["baimifan"]


def test_a_new_tray_after_a_hand_sale_is_a_sale_of_its_own(counter):
    counter.station.staff.add_by_hand([RICE], CASHIER)
    counter.pay()
    counter.fill(1)
    counter.see(1)
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, Money(1200))


def test_no_item_is_no_tray(counter):
    counter.station.staff.add_by_hand([], CASHIER)
    assert counter.state.phase is Phase.IDLE


def test_hand_lines_entered_twice_while_the_menu_is_read_all_count():
    counter = Counter(HeldJobs())
    counter.station.staff.add_by_hand([RICE], CASHIER)
    counter.station.staff.add_by_hand([RICE], CASHIER)
    counter.jobs.finish()
    assert counter.state.quote.due == Money(100)


def test_hand_lines_entered_in_a_bad_moment_are_not_lost(counter):
    counter.desk.trouble["occasion"] = DatabaseBusy()
    counter.station.staff.add_by_hand([RICE], CASHIER)
    assert (counter.state.phase, counter.said) == (Phase.IDLE, "E-DB-007")
    counter.desk.trouble.clear()
    counter.wait(1.2)
    assert counter.state.quote is not None
    assert counter.state.quote.due == Money(50)


def test_hand_lines_that_were_forgotten_do_not_wait_for_the_next_guest(counter):
    counter.station.staff.add_by_hand([RICE], CASHIER)
    counter.wait(HAND_TRAY_SECONDS - 1)
    assert counter.state.phase is Phase.SETTLED
    counter.wait(1.4)
    assert (counter.state.phase, counter.desk.notes[0][0]) == (Phase.IDLE, "give-up")


def test_hand_lines_given_up_in_a_bad_moment_do_not_join_the_next_tray(counter):
    counter.desk.trouble["occasion"] = DatabaseBusy()
    counter.station.staff.add_by_hand([RICE], CASHIER)
    counter.station.staff.give_up(CASHIER)
    counter.desk.trouble.clear()
    counter.wait(1.2)
    counter.fill(1)
    counter.see(1)
    assert counter.state.quote.due == Money(1200)


def test_a_hand_sale_beside_a_tray_given_up_bills_no_plate_of_it(counter):
    counter.fill(1)
    counter.see(1)
    counter.station.staff.give_up(CASHIER)
    counter.station.staff.add_by_hand([RICE], CASHIER)
    counter.see(1)
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, Money(50))
    counter.pay()
    counter.wait(HAND_SALE_SHOWN_SECONDS + 1)
    counter.see(1)
    assert counter.state.phase is Phase.DONE  # it still lies there
    counter.see()
    counter.wait(0.2)
    assert counter.state.phase is Phase.IDLE


def test_a_plate_left_out_is_not_billed_and_written_down(counter):
    counter.fill(1, 2)
    counter.see(1, 2)
    counter.station.staff.leave_out(chip(2), "客人不要", CASHIER)
    assert counter.state.quote.due == Money(1200)
    assert counter.desk.notes == [("leave-out", chip(2).text, "客人不要", CASHIER)]
    counter.pay()
    counter.see(1, 2)
    assert counter.state.phase is Phase.DONE  # what was left out begins no tray of its own


def test_an_ignored_chip_no_longer_holds_the_tray(counter):
    counter.fill(1)
    counter.see(1, 9)
    assert counter.state.phase is Phase.HELD
    counter.station.staff.ignore_chip(chip(9), CASHIER)
    assert counter.state.phase is Phase.SETTLED
    assert counter.desk.notes == [("ignore-chip", chip(9).text, CASHIER)]


def test_strikes_are_forgotten_with_the_tray(counter):
    counter.see(9)
    counter.station.staff.ignore_chip(chip(9), CASHIER)
    counter.see()
    counter.see(9)
    assert (counter.state.phase, counter.state.tray.unknown) == (Phase.HELD, (chip(9),))


def test_a_strike_that_cannot_be_written_down_is_said(counter):
    counter.see(9)
    counter.desk.trouble["note"] = DatabaseBusy()
    counter.station.staff.ignore_chip(chip(9), CASHIER)
    assert counter.said == "E-DB-007"


def test_one_unknown_plate_is_bound_at_once(counter):
    counter.see(9)
    counter.station.staff.bind_now(dish(fen=700), CASHIER)
    assert counter.desk.notes == [("bind", chip(9).text, "hongshaorou", CASHIER)]
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, Money(700))


def test_of_more_unknown_plates_the_one_lifted_is_bound(counter):
    counter.fill(1)
    counter.see(1, 8, 9)
    counter.station.staff.bind_now(dish(fen=700), CASHIER)
    assert (counter.state.lifting.price, counter.desk.notes) == (Money(700), [])
    counter.see(1, 8)
    assert counter.state.lifting is None
    assert counter.desk.notes == [("bind", chip(9).text, "hongshaorou", CASHIER)]
    counter.see(1, 8, 9)
    assert counter.state.tray.unknown == (chip(8),)
    counter.station.staff.bind_now(dish(fen=300), CASHIER)
    assert (counter.state.phase, counter.state.quote.due) == (Phase.SETTLED, Money(2200))


def test_two_lifted_at_once_bind_nothing(counter):
    counter.see(7, 8, 9)
    counter.station.staff.bind_now(dish(), CASHIER)
    counter.see(7)
    assert counter.desk.notes == []
    assert counter.state.lifting is not None
    counter.see(7, 8)
    assert counter.desk.notes == [("bind", chip(9).text, "hongshaorou", CASHIER)]


def test_lifting_may_be_called_off(counter):
    counter.see(8, 9)
    counter.station.staff.bind_now(dish(), CASHIER)
    counter.station.staff.cancel_lift()
    counter.see(8)
    counter.wait(1)
    assert counter.desk.notes == []


def test_a_known_plate_lifted_binds_nothing(counter):
    counter.fill(1)
    counter.see(1, 8, 9)
    counter.station.staff.bind_now(dish(), CASHIER)
    counter.see(8, 9)
    assert counter.desk.notes == []
    assert counter.state.lifting is not None


def test_a_binding_that_is_refused_is_said_and_the_tray_stays_held(counter):
    counter.see(9)
    counter.desk.trouble["bind"] = PlateRefused(uid="", dish="")
    counter.station.staff.bind_now(dish(), CASHIER)
    assert (counter.said, counter.state.phase) == ("E-POS-001", Phase.HELD)


def test_nothing_to_bind(counter):
    counter.station.staff.bind_now(dish(), CASHIER)
    counter.fill(1)
    counter.see(1)
    counter.station.staff.bind_now(dish(), CASHIER)
    assert counter.desk.notes == []


def test_what_was_given_up_must_be_taken_away(counter):
    counter.fill(1, 2)
    counter.see(1, 2)
    counter.station.staff.give_up(CASHIER)
    assert counter.state.phase is Phase.CLEARING
    assert counter.desk.notes == [("give-up", "tray", f"{chip(1)},{chip(2)}", CASHIER)]
    counter.see(1, 2)
    counter.station.pay_cash(Money(2400), CASHIER)
    counter.wait(2)
    assert (counter.state.phase, counter.desk.orders) == (Phase.CLEARING, [])
    counter.see(2)
    assert counter.state.phase is Phase.CLEARING
    counter.see()
    assert counter.state.phase is Phase.IDLE
    counter.see(1)
    assert counter.state.phase is Phase.SETTLED


def test_a_hand_sale_given_up_is_gone(counter):
    counter.station.staff.add_by_hand([RICE], CASHIER)
    counter.station.staff.give_up(CASHIER)
    assert counter.state.phase is Phase.IDLE
    counter.wait(1)
    assert counter.desk.orders == []


def test_a_tray_given_up_without_a_reader_is_gone(counter):
    counter.fill(1)
    counter.see(1)
    counter.lose()
    counter.station.staff.give_up(CASHIER)
    assert (counter.state.phase, counter.state.reader is None) == (Phase.IDLE, False)


def test_nothing_to_give_up(counter):
    counter.station.staff.give_up(CASHIER)
    assert (counter.state.phase, counter.desk.notes) == (Phase.IDLE, [])


def test_a_paid_tray_is_not_given_up(counter):
    counter.serve(1)
    counter.station.staff.give_up(CASHIER)
    counter.see(1)
    assert counter.state.phase in (Phase.DONE, Phase.CLEARING)
    counter.see()
    assert counter.state.phase is Phase.IDLE
    assert len(counter.desk.orders) == 1
