"""The checkout station: reader events and staff's touches in, one published state out.

No Qt and no thread of its own: every method is called from one thread, slow work goes to `jobs`
and its answer comes back to that thread. Whatever the answer, the state that is published is
complete and frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

from canteen.clock import Clock
from canteen.errors import CanteenError
from canteen.jobs import Jobs
from canteen.log import get_logger
from canteen.money import Money
from pos.checkout import Settled
from pos.desk import Desk
from pos.errors import NotPayable
from pos.payment import Payment
from pos.plates import Shelf
from pos.pricing import quote
from pos.reader_watch import ReaderWatch
from pos.state import Listener, Occasion, Phase, Published, StationState
from pos.tray import HandLine, Item, PlateRecord
from pos.visit import Visit
from readers import CycleRead, ReaderBack, ReaderEvent, Sighting, TagUid

PaperListener = Callable[[UUID, CanteenError | None], None]

REFRESH_SECONDS: Final = 1.0
"""A binding changed at a desk shows on a running till within this and one look-up."""
HAND_SALE_SHOWN_SECONDS: Final = 8.0
"""How long the paid screen of a sale without a tray stays."""
HAND_TRAY_SECONDS: Final = 180.0
"""How long a tray that was only entered by hand waits for its money."""

_log = get_logger(__name__)


class CheckoutStation:
    """One till. `desk` does the slow work through `jobs`; `clock` gives the time."""

    def __init__(self, desk: Desk, jobs: Jobs, clock: Clock) -> None:
        self._published = Published()
        self._publish = self._published.change
        self._desk = desk
        self._jobs = jobs
        self._clock = clock
        self._payment = Payment(desk, jobs, clock, self._paid)
        self._paper_listeners: list[PaperListener] = []
        self._sighting = Sighting()
        self._watch = ReaderWatch()
        self._visit: Visit | None = None
        self._waiting_lines: tuple[HandLine, ...] = ()
        self._looking = False
        self._retry_at = 0.0
        self._done_at = 0.0
        self._slip: UUID | None = None
        self._lift_by = ""

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with each new state, on the station's thread."""
        self._published.subscribe(listener)

    def on_paper(self, listener: PaperListener) -> None:
        """Call `listener` when a slip came out, or did not."""
        self._paper_listeners.append(listener)

    @property
    def state(self) -> StationState:
        """What was published last."""
        return self._published.state

    @property
    def busy(self) -> bool:
        """Whether money is being committed right now."""
        return self._payment.busy

    # -- what comes in ---------------------------------------------------------------------------

    def on_reader(self, event: ReaderEvent) -> None:
        """Take one event of the reader's loop."""
        now = self._clock.monotonic()
        if isinstance(event, ReaderBack):
            self._watch.back()
            self._publish(reader=None)
            return
        self._sighting = event.sighting
        if isinstance(event, CycleRead):
            self._watch.read(event.cycle, now)
        else:
            self._watch.lost(event, now)
        self._publish(reader=self._watch.trouble)
        self._step()

    def tick(self) -> None:
        """Look at the time; called about five times a second."""
        now = self._clock.monotonic()
        if self._payment.busy:
            return
        if self._waiting_lines:
            self._begin()
        visit = self._visit
        if self._payment.unsure is not None:
            self._payment.ask()
        elif visit is None or self.state.phase is Phase.CLEARING:
            return
        elif self._sighting.plates and now - visit.looked_at >= REFRESH_SECONDS:
            self._look_up(self._sighting.plates)
            self._step()
        elif self.state.phase is Phase.DONE:
            lies_there = self._sighting.plates and self.state.reader is None
            if not (visit.sold or lies_there) and now - self._done_at >= HAND_SALE_SHOWN_SECONDS:
                self._clear()
        elif self._sighting.plates:
            self._step()
        elif visit.hand_lines and now - visit.first_seen >= HAND_TRAY_SECONDS:
            # Forgotten, and not to be found on the next guest's bill.
            self.give_up(visit.hand_lines[0].entered_by)

    def pay_cash(self, tendered: Money, by: str) -> None:
        """Take cash for the settled tray; the answer is a new state, paid or with a notice."""
        visit, current = self._visit, self.state.quote
        if self.state.phase is not Phase.SETTLED or visit is None or current is None:
            self._publish(notice=NotPayable())
            return
        if not current.lines:
            return
        try:
            order = self._payment.freeze(visit, current, tendered, by, self._sighting.confidence)
        except CanteenError as error:
            self._publish(notice=error)
            return
        self._publish(phase=Phase.PAYING, notice=None)
        self._payment.commit(order)

    def paper_came(self, job: UUID, error: CanteenError | None) -> None:
        """A slip came out, or did not; the sale stands either way."""
        for listener in self._paper_listeners:
            listener(job, error)
        if self._slip == job:
            self._publish(paper=error)

    # -- staff -----------------------------------------------------------------------------------

    def leave_out(self, uid: TagUid, reason: str, by: str) -> None:
        """Take a plate off the bill for this tray, with a reason."""
        self._strike(uid, by, "leave-out", {"reason": reason})

    def ignore_chip(self, uid: TagUid, by: str) -> None:
        """Take no notice of a chip that is no plate of ours, for this tray."""
        self._strike(uid, by, "ignore-chip", {})

    def bind_now(self, item: Item, by: str) -> None:
        """Say what lies on the unknown plate.

        With one unknown chip it is bound at once. With more, `state.lifting` is set and the next
        single chip that leaves is the one meant; it is bound and may be put back.
        """
        visit, unknown = self._visit, self.state.tray.unknown
        if visit is None or not unknown:
            return
        if len(unknown) == 1:
            self._bind(visit, unknown[0], item, by)
            return
        visit.lift_from = frozenset(unknown)
        self._lift_by = by
        self._publish(lifting=item)

    def cancel_lift(self) -> None:
        """Bind nothing after all."""
        self._publish(lifting=None)

    def add_by_hand(self, items: Sequence[Item], by: str) -> None:
        """Add what has no chip to the tray, or to a tray of its own when none lies there."""
        lines = tuple(HandLine(item, by) for item in items)
        if not lines or self._payment.busy:
            return
        if self._visit is None or self.state.phase in (Phase.DONE, Phase.CLEARING):
            self._retry_at = 0.0
            self._waiting_lines += lines
            self._begin()
            return
        self._visit.hand_lines += lines
        self._step()

    def give_up(self, by: str) -> None:
        """Sell nothing of what lies here; it must be taken away before the next tray."""
        visit = self._visit
        if self._payment.busy:
            return
        self._waiting_lines = ()
        if visit is None:
            return
        uids = ",".join(uid.text for uid in self._sighting.plates)
        self._note(by, "give-up", "tray", {"uids": uids})
        if self._sighting.plates and self.state.reader is None:
            visit.hand_lines = ()
            self._publish(phase=Phase.CLEARING, quote=None, lifting=None, notice=None)
        else:
            self._clear()

    def _strike(self, uid: TagUid, by: str, action: str, detail: Mapping[str, str]) -> None:
        visit = self._visit
        if visit is None or self._payment.busy:
            return
        visit.struck |= {uid}
        self._note(by, action, uid.text, detail)
        self._step()

    def _bind(self, visit: Visit, uid: TagUid, item: Item, by: str) -> None:
        def done(_value: None, error: Exception | None) -> None:
            self.tell(error)
            visit.records.pop(uid, None)
            self._step()

        self._jobs.submit(lambda: self._desk.bind(uid, item, visit.occasion, by), done)

    def _watch_lift(self, visit: Visit) -> None:
        item = self.state.lifting
        if item is None:
            return
        left = visit.lift_from - frozenset(self._sighting.plates)
        if len(left) == 1:
            self._publish(lifting=None)
            self._bind(visit, next(iter(left)), item, self._lift_by)

    def _note(self, actor: str, action: str, subject: str, detail: Mapping[str, str]) -> None:
        self._jobs.submit(
            lambda: self._desk.note(actor, action, subject, detail),
            lambda _value, error: self.tell(error),
        )

    # -- the tray --------------------------------------------------------------------------------

    def _step(self) -> None:
        """Bring the tray up to what is seen now."""
        visit, seen = self._visit, self._sighting.plates
        if self._payment.busy or self._payment.unsure is not None:
            return
        if visit is not None and self.state.reader is None:
            # A chip that left and comes back is looked at like any other.
            visit.struck &= frozenset(seen)
        if visit is None:
            if seen and self.state.reader is None:
                self._begin()
        elif self.state.phase in (Phase.DONE, Phase.CLEARING):
            self._after_sale(visit)
        elif not seen and not visit.hand_lines:
            self._clear()
        else:
            self._watch_lift(visit)
            missing = [uid for uid in seen if uid not in visit.records]
            if missing:
                self._look_up(missing)
            self._assemble(visit)

    def _after_sale(self, visit: Visit) -> None:
        seen = self._sighting.plates
        if not seen:
            if visit.sold or self.state.phase is Phase.CLEARING:
                self._clear()
            return
        if self.state.phase is Phase.CLEARING:
            return
        if any(uid not in visit.struck and visit.is_new(uid) for uid in seen):
            # A plate was added to a paid tray, or one was released where it lies: a new tray,
            # under the meal and the menu of now. What is paid stays paid.
            self._begin()

    def _begin(self) -> None:
        """Start a visit: the occasion and the menu it is sold under are fixed here."""
        if self._looking or self._clock.monotonic() < self._retry_at:
            return
        self._looking = True
        first_seen = self._clock.monotonic()

        def work() -> tuple[Occasion, Shelf]:
            occasion = self._desk.occasion(self._clock.now())
            return occasion, self._desk.shelf(occasion)

        def done(value: tuple[Occasion, Shelf] | None, error: Exception | None) -> None:
            self._looked(error)
            if value is not None and not self._payment.busy:
                lines, self._waiting_lines = self._waiting_lines, ()
                struck = self._visit.struck if self._visit else frozenset()
                if self.state.phase is Phase.CLEARING:
                    # What was given up stays out of it; only what is entered by hand is sold.
                    struck = frozenset(self._sighting.plates)
                self._open(Visit(*value, first_seen, hand_lines=lines, struck=struck))

        self._jobs.submit(work, done)

    def _open(self, visit: Visit) -> None:
        self._visit = visit
        self._published.replace(
            StationState(
                phase=Phase.FILLING,
                occasion=visit.occasion,
                first_seen=visit.first_seen,
                reader=self.state.reader,
            )
        )
        self._step()

    def _look_up(self, uids: Sequence[TagUid]) -> None:
        visit, now = self._visit, self._clock.monotonic()
        if self._looking or visit is None or now < self._retry_at:
            return
        self._looking = True
        visit.looked_at = now
        asked, may_open = tuple(uids), not self._sighting.incomplete

        def work() -> dict[TagUid, PlateRecord]:
            return self._desk.look_up(asked, visit.occasion, visit.shelf, may_open=may_open)

        def done(found: dict[TagUid, PlateRecord] | None, error: Exception | None) -> None:
            self._looked(error)
            if found is not None and visit is self._visit:
                visit.records.update(found)
                visit.recheck &= not set(self._sighting.plates) <= set(asked)
                self._step()

        self._jobs.submit(work, done)

    def _looked(self, error: Exception | None) -> None:
        self._looking = False
        if error is not None:
            self._retry_at = self._clock.monotonic() + REFRESH_SECONDS
            self.tell(error)

    def _assemble(self, visit: Visit) -> None:
        sighting, before = self._sighting, self.state
        tray = visit.tray(
            sighting,
            incomplete=self._watch.is_incomplete(self._clock.monotonic()),
            reader_away=before.reader is not None,
        )
        changed = tray != before.tray
        if changed:
            visit.sale = None
        self._publish(
            phase=visit.phase(tray, sighting, before),
            tray=tray,
            quote=quote(tray) if changed or before.quote is None else before.quote,
            certainty=sighting.certainty,
            confidence=sighting.confidence,
        )

    def _clear(self) -> None:
        visit, self._visit = self._visit, None
        gone = tuple(dict.fromkeys((*self.state.tray.seen, *visit.records))) if visit else ()
        if gone:
            self._jobs.submit(
                lambda: self._desk.left_field(gone), lambda _value, error: self.tell(error)
            )
        self._published.replace(StationState(reader=self.state.reader))

    def _paid(self, settled: Settled | None, error: Exception | None) -> None:
        visit = self._visit
        if visit is None:
            return
        if settled is None:
            visit.recheck = bool(self._sighting.plates)
            visit.looked_at = self._clock.monotonic()
            self._publish(phase=Phase.FILLING)
            self.tell(error)
            if error is None:
                self._look_up(self._sighting.plates)
        else:
            visit.sold = frozenset(plate.uid for plate in self.state.tray.plates)
            # What is read from here on tells whether a sold plate was released where it lies.
            visit.records.clear()
            visit.recheck = False
            self._done_at = visit.looked_at = self._clock.monotonic()
            self._slip = settled.print_job
            self._publish(phase=Phase.DONE, paid=settled.paid)
        self._step()

    # -- small things ----------------------------------------------------------------------------

    def tell(self, error: Exception | None) -> None:
        """Publish a notice for staff; None says nothing, an unforeseen error is logged whole."""
        if error is None:
            return
        if not isinstance(error, CanteenError):
            _log.error("unforeseen", exc_info=error)
            error = CanteenError()
        self._publish(notice=error)
