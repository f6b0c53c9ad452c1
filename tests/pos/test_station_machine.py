"""Any course of events at the station: what is never allowed to happen."""

from datetime import timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from support.counter import Counter, HeldJobs
from support.till import CASHIER, chip, dish

from canteen.db import DatabaseBusy
from canteen.money import Money
from pos.pricing import Quote, quote
from pos.state import Phase
from pos.tray import PlateStatus

PLATES = range(6)
trays = st.sets(st.sampled_from(PLATES), max_size=4).map(sorted)
steps = st.sampled_from(["occasion", "look_up", "settle", "bind", "note", "left_field"])


class AnyCourse(RuleBasedStateMachine):
    """Plates 0–3 carry dishes at first, 4 and 5 are unknown; the desk answers late, or with
    trouble; staff press whatever they like.
    """

    @initialize()
    def open(self) -> None:
        self.jobs = HeldJobs()
        self.counter = Counter(self.jobs)
        self.counter.fill(0, 1, 2, 3)
        self.allowed: list[Quote] = []
        self.ids: dict[UUID, Quote] = {}
        self.tried = 0

    @rule(numbers=trays, certain=st.booleans(), broken=st.booleans())
    def see(self, numbers: list[int], certain: bool, broken: bool) -> None:
        self.counter.see(*numbers, settled=certain, incomplete=broken)

    @rule()
    def see_the_same(self) -> None:
        numbers = [n for n in PLATES if chip(n) in self.counter.seen.plates]
        self.counter.see(*numbers)

    @rule(seconds=st.sampled_from([0.2, 1.2, 9.0]))
    def wait(self, seconds: float) -> None:
        self.counter.wait(seconds)

    @rule()
    def finish(self) -> None:
        self.jobs.finish()

    @precondition(lambda self: self.jobs.waiting)
    @rule()
    def finish_one(self) -> None:
        self.jobs.waiting.pop(0)()

    @rule(tendered=st.sampled_from([0, 1200, 5000, 20000]))
    def pay(self, tendered: int) -> None:
        state, station = self.counter.state, self.counter.station
        before = len(self.jobs.waiting)
        station.pay_cash(Money(tendered), CASHIER)
        if station.state.phase is Phase.PAYING and len(self.jobs.waiting) > before:
            assert state.phase is Phase.SETTLED
            assert state.tray.reasons == ()
            assert state.quote is not None
            assert state.quote == quote(state.tray)
            self.allowed.append(state.quote)

    @rule(step=steps)
    def break_desk(self, step: str) -> None:
        self.counter.desk.trouble[step] = DatabaseBusy()

    @rule()
    def mend_desk(self) -> None:
        self.counter.desk.trouble.clear()

    @rule()
    def lose(self) -> None:
        self.counter.lose()

    @rule()
    def bring_back(self) -> None:
        self.counter.bring_back()

    @rule(number=st.sampled_from(PLATES))
    def refill(self, number: int) -> None:
        """A desk elsewhere binds a plate anew."""
        self.counter.fill(number)

    @rule()
    def add_by_hand(self) -> None:
        self.counter.station.staff.add_by_hand([dish("baimifan", 50)], CASHIER)

    @rule(number=st.sampled_from(PLATES))
    def leave_out(self, number: int) -> None:
        self.counter.station.staff.leave_out(chip(number), "r", CASHIER)

    @rule()
    def bind_now(self) -> None:
        self.counter.station.staff.bind_now(dish(fen=700), CASHIER)

    @rule()
    def give_up(self) -> None:
        self.counter.station.staff.give_up(CASHIER)

    @invariant()
    def only_what_was_shown_is_paid(self) -> None:
        orders = self.counter.desk.orders
        paid = [order.quote for order in orders]
        assert all(priced in self.allowed for priced in paid)
        for order in orders:
            assert self.ids.setdefault(order.sale, order.quote) == order.quote

    @invariant()
    def no_serving_is_sold_twice(self) -> None:
        sold = [
            line.serving_id
            for order in self.counter.desk.orders
            for line in order.quote.lines
            if line.serving_id
        ]
        assert len(sold) == len(set(sold))

    @invariant()
    def no_sold_plate_is_priced(self) -> None:
        for state in self.counter.states:
            for line in state.quote.lines if state.quote else ():
                assert line.uid is None or any(
                    plate.uid == line.uid and plate.status is PlateStatus.OPEN
                    for plate in state.tray.plates
                )

    @invariant()
    def done_only_after_money(self) -> None:
        told = 0
        for before, state in pairwise(self.counter.states):
            if state.phase is Phase.DONE and before.phase is not Phase.DONE:
                assert before.phase is Phase.PAYING
                told += 1
        assert told <= len(self.counter.desk.orders)

    @invariant()
    def a_settled_tray_is_what_lies_there(self) -> None:
        state = self.counter.state
        if state.phase is Phase.SETTLED and state.reader is None:
            visible = set(self.counter.seen.plates)
            assert {plate.uid for plate in state.tray.plates} <= visible
            assert state.tray.unknown == ()

    def teardown(self) -> None:
        """Whatever happened, an empty table and a quiet desk bring the till back to idle."""
        if not hasattr(self, "counter"):
            return
        self.counter.desk.trouble.clear()
        self.jobs.finish()
        self.counter.bring_back()
        self.counter.station.staff.give_up(CASHIER)
        self.jobs.finish()
        self.counter.see()
        self.counter.wait(9)
        self.jobs.finish()
        # What staff entered by hand stays on the table while it was asked whether a sale stands.
        self.counter.station.staff.give_up(CASHIER)
        self.jobs.finish()
        self.counter.see()
        assert self.counter.state.phase is Phase.IDLE
        assert self.counter.state.reader is None


AnyCourse.TestCase.settings = settings(
    max_examples=150, stateful_step_count=30, deadline=timedelta(seconds=2)
)
TestAnyCourse = AnyCourse.TestCase
