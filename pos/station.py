"""The checkout station: reader events and staff's touches in, one published state out.

No Qt and no thread of its own: every method is called from one thread, slow work goes to `jobs`
and its answer comes back to that thread. Whatever the answer, the state that is published is
complete and frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
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
from pos.lookups import REFRESH_SECONDS, Lookups, Records
from pos.payment import Payment
from pos.plates import Shelf
from pos.pricing import quote
from pos.reader_watch import ReaderWatch
from pos.staff_work import StaffWork
from pos.state import Listener, Occasion, Phase, Published, StationState
from pos.tray import HandLine
from pos.visit import Visit
from readers import CycleRead, PlatesCounted, ReaderBack, ReaderEvent, Sighting, TagUid, TapTray

PaperListener = Callable[[UUID, CanteenError | None], None]

HAND_SALE_SHOWN_SECONDS: Final = 8.0
"""How long the paid screen of a sale without a tray stays."""
HAND_TRAY_SECONDS: Final = 180.0
"""How long a tray that was only entered by hand waits for its money."""

_log = get_logger(__name__)


class CheckoutStation:
    """One till. `desk` does the slow work through `jobs`; `clock` gives the time.

    What staff do beside taking money is `staff`'s. `tapping` is the rule of the reader's loop where
    plates are shown one by one: its trays end here, not by leaving the field.
    """

    def __init__(
        self, desk: Desk, jobs: Jobs, clock: Clock, tapping: TapTray | None = None
    ) -> None:
        self._published = Published()
        self.publish = self._published.change
        self._desk = desk
        self._jobs = jobs
        self._clock = clock
        self.payment = Payment(desk, jobs, clock, self._paid)
        self.lookups = Lookups(desk, jobs, clock, self.tell)
        self._paper_listeners: list[PaperListener] = []
        self._tapping = tapping
        self.sighting = Sighting()
        self._watch = ReaderWatch()
        self.visit: Visit | None = None
        self.waiting_lines: tuple[HandLine, ...] = ()
        self._done_at = 0.0
        self.staff = StaffWork(self, desk, jobs)
        self._slip: UUID | None = None

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
        return self.payment.busy

    # -- what comes in ---------------------------------------------------------------------------

    def on_reader(self, event: ReaderEvent) -> None:
        """Take one event of the reader's loop."""
        now = self._clock.monotonic()
        if isinstance(event, PlatesCounted):
            return
        if isinstance(event, ReaderBack):
            self._watch.back()
            self.publish(reader=None)
            return
        # Where plates are tapped, an event may be older than what staff took back since.
        self.sighting = self._tapping.sighting if self._tapping else event.sighting
        if isinstance(event, CycleRead):
            self._watch.read(event.cycle, now)
        else:
            self._watch.lost(event, now)
        if self.payment.busy:
            self.payment.stands = self._stands()
        self.publish(reader=self._watch.trouble)
        self.step()

    def tick(self) -> None:
        """Look at the time; called about five times a second."""
        now = self._clock.monotonic()
        if self.payment.busy:
            return
        if self.waiting_lines:
            self.begin()
        visit = self.visit
        if self.payment.unsure is not None:
            self.payment.ask()
        elif visit is None or self.state.phase is Phase.CLEARING:
            return
        elif self.sighting.plates and now - visit.looked_at >= REFRESH_SECONDS:
            self._look_up(self.sighting.plates)
            self.step()
        elif self.state.phase is Phase.DONE:
            self._end_paid(visit, now)
        elif self.sighting.plates:
            self.step()
        elif visit.hand_lines and now - visit.first_seen >= HAND_TRAY_SECONDS:
            # Forgotten, and not to be found on the next guest's bill.
            self.staff.give_up(visit.hand_lines[0].entered_by)

    def _end_paid(self, visit: Visit, now: float) -> None:
        """Take the paid screen away where no tray does so by leaving."""
        lies_there = bool(visit.sold or (self.sighting.plates and self.state.reader is None))
        stays = lies_there and self._tapping is None
        if stays or now - self._done_at < HAND_SALE_SHOWN_SECONDS:
            return
        seen = self.sighting.plates
        self.end_tapping([uid for uid in seen if not self._is_fresh(visit, uid)])
        if self._tapping is None or not self.sighting.plates:
            self.clear()

    def pay_cash(self, tendered: Money, by: str) -> None:
        """Take cash for the settled tray; the answer is a new state, paid or with a notice."""
        visit, current = self.visit, self.state.quote
        if self.state.phase is not Phase.SETTLED or visit is None or current is None:
            self.publish(notice=NotPayable())
            return
        if not current.lines:
            return
        try:
            order = self.payment.freeze(visit, current, tendered, by, self.sighting.confidence)
        except CanteenError as error:
            self.publish(notice=error)
            return
        self.publish(phase=Phase.PAYING, notice=None)
        if visit.is_sure(self.state.tray, self.sighting, reader_away=bool(self.state.reader)):
            self.payment.commit(order)
        else:
            self.payment.wait(order)

    def _stands(self) -> bool:
        """Whether the tray whose money is being written is still the one that was offered.

        Who takes the whole tray away has given the money and goes. What was only entered by hand
        lies on no reader, so a lost one says nothing of it.
        """
        visit, tray, now = self.visit, self.state.tray, self.sighting
        if visit is None:
            return False
        away = self._watch.trouble is not None
        lies = frozenset(now.plates) - visit.struck
        if not lies or not tray.seen:
            return away or not lies
        same = not away and lies == frozenset(tray.seen)
        return same and visit.is_sure(tray, now, reader_away=away)

    def paper_came(self, job: UUID, error: CanteenError | None) -> None:
        """A slip came out, or did not; the sale stands either way."""
        for listener in self._paper_listeners:
            listener(job, error)
        if self._slip == job:
            self.publish(paper=error)

    # -- the tray --------------------------------------------------------------------------------

    def step(self) -> None:
        """Bring the tray up to what is seen now."""
        visit, seen = self.visit, self.sighting.plates
        if self.payment.busy or self.payment.unsure is not None:
            return
        if visit is not None and self.state.reader is None:
            # A chip that left and comes back is looked at like any other.
            # A neighbour's comes and goes by itself, and stays out for the whole tray.
            visit.struck &= frozenset(seen) | visit.strays
            visit.confirmed &= frozenset(seen)
        if visit is None:
            if seen and self.state.reader is None:
                self.begin()
        elif self.state.phase in (Phase.DONE, Phase.CLEARING):
            self._after_sale(visit)
        elif not seen and not visit.hand_lines:
            self.clear()
        else:
            self.staff.watch_lift(visit)
            missing = [uid for uid in seen if uid not in visit.records]
            if missing:
                self._look_up(missing)
            self._assemble(visit)

    def _after_sale(self, visit: Visit) -> None:
        seen = self.sighting.plates
        if not seen:
            if (visit.sold and self._tapping is None) or self.state.phase is Phase.CLEARING:
                self.clear()
            return
        if self.state.phase is Phase.CLEARING:
            return
        if any(self._is_fresh(visit, uid) for uid in seen):
            # A plate was added to a paid tray, or one was released where it lies: a new tray,
            # under the meal and the menu of now. What is paid stays paid.
            self.begin()

    def _is_fresh(self, visit: Visit, uid: TagUid) -> bool:
        """Whether a chip beside a paid tray begins the next one. A neighbour's may not."""
        in_doubt = uid in self.sighting.undecided or uid in self.sighting.doubtful
        return not in_doubt and uid not in visit.struck and visit.is_new(uid)

    def begin(self) -> None:
        """Start a visit: the occasion and the menu it is sold under are fixed here."""
        first_seen = self._clock.monotonic()

        def done(occasion: Occasion, shelf: Shelf, records: Records) -> None:
            if self.payment.busy:
                return
            lines, self.waiting_lines = self.waiting_lines, ()
            struck = self.visit.struck if self.visit and self._tapping is None else frozenset()
            if self.state.phase is Phase.CLEARING:
                # What was given up stays out of it; only what is entered by hand is sold.
                struck = frozenset(self.sighting.plates)
            visit = Visit(occasion, shelf, first_seen, records, struck=struck, hand_lines=lines)
            visit.looked_at = self._clock.monotonic()
            self._open(visit)

        self.lookups.begin(self.sighting.plates, done, may_open=not self.sighting.incomplete)

    def _open(self, visit: Visit) -> None:
        self.visit = visit
        self._published.replace(
            StationState(
                phase=Phase.FILLING,
                occasion=visit.occasion,
                first_seen=visit.first_seen,
                reader=self.state.reader,
            )
        )
        self.step()

    def _look_up(self, uids: Sequence[TagUid]) -> None:
        visit = self.visit
        if visit is None:
            return
        asked = tuple(uids)

        def done(found: Records) -> None:
            if visit is self.visit:
                visit.records.update(found)
                visit.recheck &= not set(self.sighting.plates) <= set(asked)
                self.step()

        may_open = not self.sighting.incomplete
        if self.lookups.look_up(asked, visit.occasion, visit.shelf, done, may_open=may_open):
            visit.looked_at = self._clock.monotonic()

    def _assemble(self, visit: Visit) -> None:
        sighting, before = self.sighting, self.state
        away = before.reader is not None
        tray = visit.tray(
            sighting,
            incomplete=self._watch.is_incomplete(self._clock.monotonic()),
            reader_away=away,
        )
        changed = tray != before.tray
        if changed:
            visit.sale = None
        phase = visit.phase(tray, sighting, before)
        due, notice = self.payment.judge(
            stands=tray == before.tray and phase is Phase.SETTLED,
            sure=visit.is_sure(tray, sighting, reader_away=away),
        )
        self.publish(
            phase=Phase.PAYING if due or self.payment.waiting else phase,
            tray=tray,
            quote=quote(tray) if changed or before.quote is None else before.quote,
            certainty=sighting.certainty,
            confidence=sighting.confidence,
            notice=notice or before.notice,
        )
        if due is not None:
            self.payment.commit(replace(due, confidence=sighting.confidence))

    def end_tapping(self, uids: Collection[TagUid]) -> None:
        """Where plates are tapped: these are done with, and lie on no tray any more."""
        if self._tapping is not None:
            self.sighting = self._tapping.clear(uids)

    def take_back(self) -> None:
        """Where plates are tapped: take back the last one."""
        if self._tapping is not None and not self.payment.busy:
            self.sighting = self._tapping.take_back()
            self.step()

    def clear(self) -> None:
        """Forget the tray."""
        self.payment.drop()
        visit, self.visit = self.visit, None
        gone = tuple(dict.fromkeys((*self.state.tray.seen, *visit.records))) if visit else ()
        if gone:
            self._jobs.submit(
                lambda: self._desk.left_field(gone), lambda _value, error: self.tell(error)
            )
        self._published.replace(StationState(reader=self.state.reader))

    def _paid(self, settled: Settled | None, error: Exception | None) -> None:
        visit = self.visit
        if visit is None:
            return
        if settled is None:
            visit.recheck = bool(self.sighting.plates)
            visit.looked_at = self._clock.monotonic()
            self.publish(phase=Phase.FILLING)
            self.tell(error)
            if error is None:
                self._look_up(self.sighting.plates)
        else:
            visit.sold = frozenset(plate.uid for plate in self.state.tray.plates)
            self.end_tapping(visit.sold | visit.struck)
            # What is read from here on tells whether a sold plate was released where it lies.
            visit.records.clear()
            visit.recheck = False
            self._done_at = visit.looked_at = self._clock.monotonic()
            self._slip = settled.print_job
            self.publish(phase=Phase.DONE, paid=settled.paid)
        self.step()

    # -- small things ----------------------------------------------------------------------------

    def tell(self, error: Exception | None) -> None:
        """Publish a notice for staff; None says nothing, an unforeseen error is logged whole."""
        if error is None:
            return
        if not isinstance(error, CanteenError):
            _log.error("unforeseen", exc_info=error)
            error = CanteenError()
        self.publish(notice=error)
