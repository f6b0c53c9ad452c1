"""One payment at a time: frozen, committed, and asked about when its answer was lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from canteen.clock import Clock
from canteen.db import DatabaseError
from canteen.errors import CanteenError
from canteen.ids import new_id
from canteen.jobs import Jobs
from canteen.money import Money
from pos.checkout import Order, Settled
from pos.desk import Desk
from pos.errors import NotPayable, NotSure
from pos.pricing import Quote
from pos.visit import Visit

ASK_SECONDS: Final = 1.0
"""Between two questions whether a payment stands whose answer was lost."""

SURE_SECONDS: Final = 4.0
"""How long a payment waits for the reading to become sure before the tray is offered anew."""

Answered = Callable[[Settled | None, Exception | None], None]


class Payment:
    """Commits an order through `jobs` and gives the answer to `answered`.

    An order whose tray is not sure yet is `waiting`; the station lets it go on, or drops it.
    When the database failed in the middle, the commit may stand all the same. The order is then
    `unsure`, and nothing else may be sold from that tray before the database said which it is.
    """

    def __init__(self, desk: Desk, jobs: Jobs, clock: Clock, answered: Answered) -> None:
        self._desk = desk
        self._jobs = jobs
        self._clock = clock
        self._answered = answered
        self._ask_at = 0.0
        self._asking = False
        self.busy = False
        self.stands = False
        """Whether the tray under way may be paid: the station's thread sets it, the job reads it
        once. Nothing else of the station is the job's to see."""
        self.waiting: Order | None = None
        self._waiting_since = 0.0
        self.unsure: Order | None = None

    def freeze(
        self, visit: Visit, quote: Quote, tendered: Money, by: str, confidence: float | None
    ) -> Order:
        """The visit's tray as an order, under one id as long as it stays; raises `TooLittle`."""
        now = self._clock.now()
        visit.sale = visit.sale or new_id(now)
        return Order.freeze(
            quote,
            visit.occasion,
            now=now,
            tendered=tendered,
            staff_id=by,
            menu_version=visit.shelf.version,
            confidence=confidence,
            style=self._desk.style,
            sale=visit.sale,
        )

    def wait(self, order: Order) -> None:
        """Keep the order until its tray is sure."""
        self.waiting = order
        self._waiting_since = self._clock.monotonic()

    def judge(self, *, stands: bool, sure: bool) -> tuple[Order | None, CanteenError | None]:
        """The waiting order if its money may be written now; a notice if it is dropped instead.

        `stands`: the tray is settled, and the one that was to be paid. `sure`: see `Visit.is_sure`.
        """
        order = self.waiting
        if order is None:
            return None, None
        if not stands:
            self.drop()
            return None, NotPayable()
        if sure:
            return order, None
        if self._clock.monotonic() - self._waiting_since < SURE_SECONDS:
            return None, None
        self.drop()
        return None, NotSure()

    @property
    def open(self) -> bool:
        """Whether money is being written, or may have been: nothing else may change the tray."""
        return self.busy or self.unsure is not None

    def drop(self) -> None:
        """Forget the waiting order; nothing of it was written."""
        self.waiting = None

    def commit(self, order: Order) -> None:
        """Make the order a sale, unless its tray no longer `stands` when its turn has come."""
        self.waiting = None
        self.busy = self.stands = True

        def done(settled: Settled | None, error: Exception | None) -> None:
            self.busy = False
            if isinstance(error, DatabaseError):
                self.unsure = order
                self._ask_at = self._clock.monotonic() + ASK_SECONDS
            self._answered(settled, error)

        def work() -> Settled:
            if not self.stands:
                raise NotPayable
            return self._desk.settle(order)

        self._jobs.submit(work, done)

    def ask(self) -> None:
        """Ask whether the unsure order stands, now and then; its answer settles the matter."""
        order = self.unsure
        if order is None or self._asking or self._clock.monotonic() < self._ask_at:
            return
        self._asking = True

        def done(settled: Settled | None, error: Exception | None) -> None:
            self._asking = False
            self._ask_at = self._clock.monotonic() + ASK_SECONDS
            if error is None:
                self.unsure = None
                self._answered(settled, None)

        self._jobs.submit(lambda: self._desk.standing(order), done)
