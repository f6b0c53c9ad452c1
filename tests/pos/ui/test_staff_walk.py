"""From a touch to the sale: the pages over a real station, with a desk that keeps no books."""

from __future__ import annotations

import pytest
from support.screens import application
from support.staff_desk import DISHES, RICE, Desk, Later, chip

from accounts.staff import PinAnswer, Role, Staff
from canteen.clock import ManualClock
from canteen.money import Money
from pos.errors import NoShift
from pos.payment import SURE_SECONDS
from pos.state import Phase
from pos.station import HAND_SALE_SHOWN_SECONDS, CheckoutStation
from pos.ui.inputs import Inputs, MenuEntry
from pos.ui.model import STAFF_IDLE_SECONDS, KioskModel
from pos.ui.scenes import NOW, demo_sundries
from readers import CycleRead, ReaderBack, ReaderLost, Sighting, TagRead, TapTray
from readers.cycle import Cycle, Fault

CASHIER = Staff("07", "小周", Role.CASHIER)


class Till:
    """A kiosk's model with what is behind it."""

    def __init__(self, tapping=None):
        application()
        self.clock = ManualClock(NOW)
        self.desk = Desk()
        self.jobs = Later()
        self.station = CheckoutStation(self.desk, self.jobs, self.clock, tapping)
        menu = tuple(MenuEntry(item) for item in DISHES)
        surroundings = Inputs(menu=menu, sundries=demo_sundries(), tapping=tapping is not None)
        self.model = KioskModel(self.station, self.check, lambda: surroundings, self.clock)

    def check(self, digits, done):
        who = CASHIER if digits == "2580" else None
        answer = PinAnswer(who, 5 if who else 4, None)
        self.jobs.submit(lambda: answer, done)

    def lay(self, *numbers, doubtful=(), undecided=()):
        plates = tuple(chip(number) for number in numbers)
        weak, unclear = (tuple(chip(number) for number in each) for each in (doubtful, undecided))
        self.read(Sighting(plates, True, 1.0, doubtful=weak, undecided=unclear))

    def tap(self, tray, number):
        cycle = Cycle.whole((TagRead(chip(number)),), 0.0, 0.0)
        self.read(tray.see(cycle))

    def read(self, sighting):
        now = self.clock.monotonic()
        self.station.on_reader(CycleRead(Cycle.whole((), now, now), sighting))
        self.jobs.run()

    def lose_reader(self):
        fault = Fault("E-RDR-003", "no answer")
        self.station.on_reader(ReaderLost(fault, 1, Sighting()))

    def touch(self, *touches):
        for touch in touches:
            what, _colon, value = touch.partition(":")
            self.model.press(what, value)
            self.jobs.run()

    def unlock(self):
        self.touch("digit:2", "digit:5", "digit:8", "digit:0", "confirm")

    @property
    def page(self):
        return self.model.overlay["kind"]

    @property
    def phase(self):
        return self.station.state.phase


@pytest.fixture
def till():
    return Till()


def test_a_tray_is_paid_in_cash_behind_a_pin(till):
    till.lay(1, 2)
    till.touch("cash")
    assert till.page == "pin"
    till.unlock()
    assert till.page == "cash"
    till.touch("note:50", "confirm")
    (order,) = till.desk.sales
    assert (order.tendered, order.staff_id) == (Money(5000), "07")
    assert (till.page, till.phase) == ("", Phase.DONE)


def test_half_portions_are_ordered_by_hand_with_one_touch_more(till):
    till.lose_reader()
    till.touch("byhand")
    till.unlock()
    red = DISHES[0].code
    till.touch("portion:half", f"more:{red}/half", f"more:{red}/half", "portion:whole")
    till.touch(f"more:{red}", "done", "exact", "confirm")
    (order,) = till.desk.sales
    assert [line.item.half for line in order.quote.lines] == [True, True, False]
    assert order.quote.due == DISHES[0].half_price * 2 + DISHES[0].price


def test_half_a_portion_is_said_to_lie_on_a_plate(till):
    till.lay(1, 20)
    till.touch("staff")
    till.unlock()
    till.touch("choose", "portion:half", f"more:{DISHES[0].code}/half", "confirm")
    till.lay(1, 20)
    assert till.desk.bound == {chip(20): DISHES[0].halved()}
    assert till.phase is Phase.SETTLED


def test_within_half_an_hour_no_second_pin(till):
    till.lay(1)
    till.touch("cash")
    till.unlock()
    till.touch("exact", "confirm")
    till.lay()
    till.clock.advance(29 * 60)
    till.lay(2)
    till.touch("cash")
    assert till.page == "cash"
    till.touch("back")
    till.clock.advance(2 * 60)
    till.touch("cash")
    assert till.page == "pin"


def test_locking_asks_for_the_pin_again(till):
    till.lay(1)
    till.touch("staff")
    till.unlock()
    till.touch("tile:lock")
    assert till.page == ""
    till.touch("cash")
    assert till.page == "pin"


def test_a_wrong_pin_leads_nowhere(till):
    till.lay(1)
    till.touch("cash", "digit:1", "digit:1", "digit:1", "digit:1", "confirm")
    assert till.page == "pin"
    assert till.model.overlay["line"] == "口令不对，还可试 4 次"
    till.touch("back", "note:50", "exact", "confirm")
    assert till.desk.sales == []


def test_a_plate_added_under_the_keypad_closes_it(till):
    till.lay(1)
    till.touch("cash")
    till.unlock()
    till.touch("note:50")
    till.lay(1, 2)
    assert (till.page, till.phase) == ("", Phase.SETTLED)
    assert till.desk.sales == []


def test_a_refused_sale_leaves_the_keypad_empty_with_the_reason(till):
    till.desk.refusal = NoShift()
    till.lay(1)
    till.touch("cash")
    till.unlock()
    till.touch("note:50", "confirm")
    till.clock.advance(1.5)
    till.model.tick()
    till.jobs.run()
    shown = till.model.overlay
    assert (till.page, shown["typed"], shown["due"]) == ("cash", "", str(DISHES[0].price))
    assert "没开班" in shown["said"]
    till.desk.refusal = None
    till.touch("note:50", "confirm")
    assert till.phase is Phase.DONE


def test_an_unknown_plate_is_named_and_then_paid(till):
    till.lay(1, 20)
    assert till.phase is Phase.HELD
    till.touch("staff")
    till.unlock()
    till.touch("choose", f"more:{DISHES[5].code}", "confirm")
    till.lay(1, 20)
    assert (till.page, till.phase) == ("attendant", Phase.SETTLED)
    assert till.desk.bound == {chip(20): DISHES[5]}
    till.touch("tile:cash", "exact", "confirm")
    assert till.desk.sales[0].tendered == DISHES[0].price + DISHES[5].price


def test_of_two_unknown_plates_the_lifted_one_is_named(till):
    till.lay(1, 20, 21)
    till.touch("staff")
    till.unlock()
    till.touch("choose", f"more:{DISHES[5].code}", "confirm")
    assert till.page == "lift"
    till.lay(1, 20)
    assert till.desk.bound == {chip(21): DISHES[5]}
    assert till.page == "attendant"
    till.touch("choose", f"more:{DISHES[6].code}", "confirm")
    assert till.desk.bound[chip(20)] == DISHES[6]


def test_lifting_can_be_called_off(till):
    till.lay(1, 20, 21)
    till.touch("staff")
    till.unlock()
    till.touch("choose", f"more:{DISHES[5].code}", "confirm", "cancel")
    assert (till.page, till.station.state.lifting) == ("attendant", None)
    till.lay(1, 20)
    assert till.desk.bound == {}


def test_a_plate_lifted_when_nobody_looks_any_more_is_not_named(till):
    till.lay(1, 20, 21)
    till.touch("staff")
    till.unlock()
    till.touch("choose", f"more:{DISHES[5].code}", "confirm")
    till.clock.advance(STAFF_IDLE_SECONDS)
    till.model.tick()
    till.lay(1, 20)
    assert (till.page, till.desk.bound) == ("", {})


def test_a_plate_is_left_out_with_its_reason(till):
    till.lay(1, 2)
    till.touch("staff")
    till.unlock()
    till.touch(f"strike:{chip(2).text}", "reason:not-wanted")
    assert till.page == "attendant"
    assert till.station.state.quote.due == DISHES[0].price
    assert ("07", "leave-out", {"reason": "not-wanted"}) in till.desk.notes


def test_a_plate_in_doubt_is_said_to_lie_there_and_then_paid(till):
    till.lay(1, 2, doubtful=[2])
    assert till.phase is Phase.HELD
    till.touch("staff")
    till.unlock()
    assert [row["kind"] for row in till.model.overlay["rows"]] == ["plate", "doubtful"]
    till.touch(f"confirm:{chip(2).text}")
    till.lay(1, 2, doubtful=[2])
    assert (till.page, till.phase) == ("attendant", Phase.SETTLED)
    assert ("07", "confirm-plate", {}) in till.desk.notes
    till.touch("tile:cash", "exact", "confirm")
    assert till.desk.sales[0].tendered == DISHES[0].price + DISHES[1].price


def test_a_payment_waits_for_a_sure_reading_and_says_when_none_comes(till):
    till.lay(1, undecided=[1])
    till.touch("cash")
    till.unlock()
    till.touch("note:50", "confirm")
    assert (till.phase, till.desk.sales) == (Phase.PAYING, [])
    assert till.model.props.panel.working == "正在收款，请别动盘子"
    till.clock.advance(SURE_SECONDS)
    till.lay(1, undecided=[1])
    assert (till.page, till.phase) == ("cash", Phase.SETTLED)
    assert (till.model.overlay["typed"], till.model.overlay["missing"]) == ("", "刚才没有收成")
    assert "一直读不准" in till.model.overlay["said"]
    panel = till.model.props.panel
    assert (panel.kind, panel.title, panel.notice) == ("held", "没有收钱", "")
    till.lay(1)
    till.touch("note:50", "confirm")
    assert till.phase is Phase.DONE


def test_a_tray_that_changes_while_its_payment_waits_is_not_charged(till):
    till.lay(1, 2, undecided=[2])
    till.touch("cash")
    till.unlock()
    till.touch("note:50", "confirm")
    till.lay(1)
    assert (till.desk.sales, "托盘刚才有变化" in till.model.props.panel.notice) == ([], True)


def test_plates_shown_one_by_one_are_taken_back_and_paid():
    tray = TapTray()
    till = Till(tray)
    till.tap(tray, 1)
    till.tap(tray, 2)
    assert (till.phase, till.model.props.panel.take_back) == (
        Phase.SETTLED,
        f"去掉：{DISHES[1].name}",
    )
    till.touch("take-back")
    assert till.station.state.quote.due == DISHES[0].price
    till.touch("cash")
    till.unlock()
    till.touch("exact", "confirm")
    assert (till.phase, till.model.props.panel.kind) == (Phase.DONE, "paid")
    till.clock.advance(HAND_SALE_SHOWN_SECONDS - 0.1)
    till.model.tick()
    assert till.phase is Phase.DONE
    till.clock.advance(0.2)
    till.model.tick()
    assert (till.phase, till.model.props.panel.kind) == (Phase.IDLE, "idle")


def test_with_the_reader_out_staff_order_by_hand_and_take_cash(till):
    till.lose_reader()
    till.touch("byhand")
    till.unlock()
    till.touch(f"more:{DISHES[0].code}", f"more:{RICE.code}", f"more:{RICE.code}", "done")
    assert till.page == "cash"
    assert till.model.overlay["due"] == str(DISHES[0].price + RICE.price * 2)
    till.touch("exact", "confirm")
    assert (till.page, till.phase) == ("", Phase.DONE)
    assert [line.entered_by for line in till.desk.sales[0].quote.lines] == ["07"] * 3


def test_going_back_from_the_keypad_keeps_the_list_and_sells_nothing(till):
    till.touch("byhand")
    till.unlock()
    till.touch(f"more:{DISHES[0].code}", "done", "back")
    assert (till.page, till.phase) == ("byhand", Phase.IDLE)
    assert [row["count"] for row in till.model.overlay["rows"]] == ["1"]
    till.touch(f"more:{DISHES[0].code}", "done", "exact", "confirm")
    assert till.desk.sales[0].quote.due == DISHES[0].price * 2


def test_a_dish_added_by_hand_joins_the_tray(till):
    till.lay(1)
    till.touch("staff")
    till.unlock()
    till.touch("add", f"more:{RICE.code}", "done")
    assert till.page == "attendant"
    assert till.station.state.quote.due == DISHES[0].price + RICE.price
    till.touch("tile:cash", "exact", "confirm")
    assert till.phase is Phase.DONE


def test_a_tray_is_given_up_at_the_second_touch(till):
    till.lay(1)
    till.touch("staff")
    till.unlock()
    till.touch("give-up", "give-up")
    assert (till.page, till.phase) == ("", Phase.CLEARING)


def test_a_page_left_alone_says_so_and_closes(till):
    till.lay(1)
    till.touch("staff")
    till.unlock()
    till.clock.advance(STAFF_IDLE_SECONDS - 10)
    till.model.tick()
    assert till.model.overlay["leaving"] == "11 秒后退出，点一下就不退"
    till.touch("touch")
    till.clock.advance(STAFF_IDLE_SECONDS - 1)
    till.model.tick()
    assert till.page == "attendant"
    till.clock.advance(1)
    till.model.tick()
    assert till.page == ""


def test_the_reader_coming_back_changes_nothing_on_the_page(till):
    till.lose_reader()
    till.touch("byhand")
    till.unlock()
    till.touch(f"more:{DISHES[0].code}")
    till.station.on_reader(ReaderBack())
    assert till.page == "byhand"
    assert len(till.model.overlay["rows"]) == 1
