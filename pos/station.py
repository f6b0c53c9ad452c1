"""The checkout station: reader events and staff's touches in, one published state out.

No Qt and no thread of its own: every method is called from one thread, slow work goes to `jobs`
and its answer comes back to that thread. Whatever the answer, the state that is published is
complete and frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from canteen.clock import Clock
from canteen.errors import CanteenError
from canteen.ids import new_id
from canteen.jobs import Jobs
from canteen.money import Money
from pos.checkout import Order, Settled
from pos.desk import Desk
from pos.errors import NotPayable
from pos.plates import Shelf
from pos.pricing import quote
from pos.state import Occasion, Phase, ReaderTrouble, StationState
from pos.tray import HandLine, HoldReason, Item, PlateRecord, Tray, assemble_tray
from readers import CycleRead, ReaderBack, ReaderEvent, ReaderLost, Sighting, TagUid

Listener = Callable[[StationState], None]

REFRESH_SECONDS: Final = 1.0
"""A binding changed at a desk shows on a running till within this and one look-up."""
INCOMPLETE_SECONDS: Final = 1.5
"""A reader whose cycles stay incomplete for so long holds the tray; single bad ones do not."""
HAND_SALE_SHOWN_SECONDS: Final = 8.0
"""How long the paid screen of a sale without a tray stays."""


@dataclass(slots=True)
class _Visit:
    """What is remembered from a tray's first plate until it is gone."""

    occasion: Occasion
    shelf: Shelf
    first_seen: float
    records: dict[TagUid, PlateRecord]
    struck: frozenset[TagUid] = frozenset()
    hand_lines: tuple[HandLine, ...] = ()
    sale: UUID | None = None
    sold: frozenset[TagUid] = frozenset()
    looked_at: float = 0.0
    lift_from: frozenset[TagUid] = frozenset()


class CheckoutStation:
    """One till. `desk` does the slow work through `jobs`; `clock` gives the time."""

    def __init__(self, desk: Desk, jobs: Jobs, clock: Clock) -> None:
        self._desk = desk
        self._jobs = jobs
        self._clock = clock
        self._listeners: list[Listener] = []
        self._paper_listeners: list[Callable[[UUID, CanteenError | None], None]] = []
        self._sighting = Sighting()
        self._incomplete_since: float | None = None
        self._visit: _Visit | None = None
        self._looking = False
        self._paying = False
        self._done_at = 0.0
        self._slip: UUID | None = None
        self._lift_by = ""
        self.state = StationState()

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with each new state, on the station's thread."""
        self._listeners.append(listener)

    def on_paper(self, listener: Callable[[UUID, CanteenError | None], None]) -> None:
        """Call `listener` when a slip came out, or did not."""
        self._paper_listeners.append(listener)

    @property
    def busy(self) -> bool:
        """Whether money is being committed right now."""
        return self._paying

    # -- what comes in ---------------------------------------------------------------------------

    def on_reader(self, event: ReaderEvent) -> None:
        """Take one event of the reader's loop."""
        if isinstance(event, CycleRead):
            self._watch_completeness(event.cycle.complete)
            self._sighting = event.sighting
            self._publish(reader=None)
            self._step()
        elif isinstance(event, ReaderLost):
            since = self.state.reader.since if self.state.reader else self._clock.monotonic()
            self._sighting = event.sighting
            trouble = ReaderTrouble(event.fault.code, event.fault.message, event.attempt, since)
            self._publish(reader=trouble)
            self._step()
        elif isinstance(event, ReaderBack):
            self._publish(reader=None)

    def tick(self) -> None:
        """Look at the time; called about five times a second."""
        if self.state.phase is Phase.DONE and not self._sighting.plates:
            self._end_hand_sale()
        visit = self._visit
        if visit is None or self._paying or not self._sighting.plates:
            return
        if self.state.phase in (Phase.DONE, Phase.CLEARING):
            return
        if self._clock.monotonic() - visit.looked_at >= REFRESH_SECONDS:
            self._look_up(self._sighting.plates)
        self._step()

    def pay_cash(self, tendered: Money, by: str) -> None:
        """Take cash for the settled tray; the answer is a new state, paid or with a notice."""
        visit = self._visit
        current = self.state.quote
        if self.state.phase is not Phase.SETTLED or visit is None or current is None:
            self._publish(notice=NotPayable())
            return
        if not current.lines:
            return
        now = self._clock.now()
        visit.sale = visit.sale or new_id(now)
        try:
            order = Order.freeze(
                current,
                visit.occasion,
                now=now,
                tendered=tendered,
                staff_id=by,
                menu_version=visit.shelf.version,
                confidence=self._sighting.confidence,
                sale=visit.sale,
            )
        except CanteenError as error:
            self._publish(notice=error)
            return
        self._paying = True
        self._publish(phase=Phase.PAYING, notice=None)
        self._jobs.submit(lambda: self._desk.settle(order), self._paid)

    def leave_out(self, uid: TagUid, reason: str, by: str) -> None:
        """Take a plate off the bill for this tray, with a reason."""
        self._strike(uid, by, "leave-out", reason)

    def ignore_chip(self, uid: TagUid, by: str) -> None:
        """Take no notice of a chip that is no plate of ours, for this tray."""
        self._strike(uid, by, "ignore-chip", "")

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
        if not lines:
            return
        if self._visit is None or self.state.phase in (Phase.DONE, Phase.CLEARING):
            self._begin(lambda visit: self._add_lines(visit, lines))
            return
        self._add_lines(self._visit, lines)

    def give_up(self, by: str) -> None:
        """Sell nothing of what lies here; it must be taken away before the next tray."""
        if self._visit is None or self._paying:
            return
        uids = ",".join(uid.text for uid in self._sighting.plates)
        self._note(by, "give-up", "tray", {"uids": uids})
        if self._sighting.plates and self.state.reader is None:
            self._visit.hand_lines = ()
            self._publish(phase=Phase.CLEARING, quote=None, lifting=None, notice=None)
        else:
            self._clear()

    # -- the tray --------------------------------------------------------------------------------

    def _step(self) -> None:
        """Bring the tray up to what is seen now."""
        if self._paying:
            return
        seen = self._sighting.plates
        if self._visit is None:
            if seen:
                self._begin(lambda _visit: None)
            return
        if self.state.phase in (Phase.DONE, Phase.CLEARING):
            self._after_sale(self._visit, seen)
            return
        if not seen and not self._visit.hand_lines:
            self._clear()
            return
        self._watch_lift(self._visit, seen)
        missing = [uid for uid in seen if uid not in self._visit.records]
        if missing:
            self._look_up(missing)
        self._assemble(self._visit)

    def _after_sale(self, visit: _Visit, seen: tuple[TagUid, ...]) -> None:
        if self.state.phase is Phase.CLEARING:
            if not seen:
                self._clear()
            return
        if not seen:
            if visit.sold:
                self._clear()
            return
        if any(uid not in visit.sold | visit.struck for uid in seen):
            now = self._clock.monotonic()
            self._visit = _Visit(visit.occasion, visit.shelf, now, {}, struck=visit.struck)
            self._publish(
                phase=Phase.FILLING, paid=None, quote=None, tray=Tray(), first_seen=now, paper=None
            )
            self._step()

    def _begin(self, then: Callable[[_Visit], None]) -> None:
        """Start a visit: the occasion and the menu it is sold under are fixed here."""
        if self._looking:
            return
        self._looking = True
        first_seen = self._clock.monotonic()

        def work() -> tuple[Occasion, Shelf]:
            occasion = self._desk.occasion(self._clock.now())
            return occasion, self._desk.shelf(occasion)

        def done(value: tuple[Occasion, Shelf] | None, error: Exception | None) -> None:
            self._looking = False
            if value is None:
                self._publish(notice=_ours(error))
                return
            self._visit = _Visit(value[0], value[1], first_seen, {})
            self._publish(
                phase=Phase.FILLING,
                occasion=value[0],
                first_seen=first_seen,
                paid=None,
                notice=None,
                quote=None,
                tray=Tray(),
            )
            then(self._visit)
            self._step()

        self._jobs.submit(work, done)

    def _look_up(self, uids: Sequence[TagUid]) -> None:
        visit = self._visit
        if self._looking or visit is None:
            return
        self._looking = True
        visit.looked_at = self._clock.monotonic()
        asked = tuple(uids)
        may_open = not self._sighting.incomplete

        def done(found: dict[TagUid, PlateRecord] | None, error: Exception | None) -> None:
            self._looking = False
            if found is None:
                self._publish(notice=_ours(error))
            elif visit is self._visit:
                visit.records.update(found)
                self._step()

        self._jobs.submit(
            lambda: self._desk.look_up(asked, visit.occasion, visit.shelf, may_open=may_open), done
        )

    def _assemble(self, visit: _Visit) -> None:
        sighting = self._sighting
        alone = self.state.reader is not None and bool(visit.hand_lines)
        seen = () if alone else sighting.plates
        tray = assemble_tray(
            seen,
            visit.records,
            incomplete=self._is_incomplete(),
            doubtful=sighting.doubtful,
            struck=visit.struck,
            hand_lines=visit.hand_lines,
        )
        known = all(uid in visit.records for uid in seen)
        settled = known and (not seen or sighting.settled or self._was_settled(tray))
        phase = Phase.FILLING
        if self._proves_nothing(tray) or (settled and tray.reasons):
            phase = Phase.HELD
        elif settled:
            phase = Phase.SETTLED
        if tray != self.state.tray:
            visit.sale = None
        self._publish(
            phase=phase,
            tray=tray,
            quote=quote(tray),
            certainty=sighting.certainty,
            confidence=sighting.confidence,
        )

    @staticmethod
    def _proves_nothing(tray: Tray) -> bool:
        """More cycles of this kind will not settle the tray: a person must help."""
        return HoldReason.INCOMPLETE in tray.reasons or HoldReason.WEAK in tray.reasons

    def _was_settled(self, tray: Tray) -> bool:
        """A settled tray stays so through a single bad cycle, as long as nothing on it changed."""
        return (
            self.state.phase is Phase.SETTLED
            and tray == self.state.tray
            and self._sighting.incomplete
            and self.state.reader is None
        )

    def _clear(self) -> None:
        visit, self._visit = self._visit, None
        if visit is not None and visit.records:
            gone = tuple(visit.records)
            self._jobs.submit(lambda: self._desk.left_field(gone), self._only_notice)
        self._publish(
            phase=Phase.IDLE,
            occasion=None,
            tray=Tray(),
            quote=None,
            certainty=0.0,
            confidence=None,
            first_seen=None,
            paid=None,
            lifting=None,
            notice=None,
        )

    # -- money -----------------------------------------------------------------------------------

    def _paid(self, settled: Settled | None, error: Exception | None) -> None:
        self._paying = False
        visit = self._visit
        if settled is None or visit is None:
            # The tray is read again before anything else is offered.
            if visit is not None:
                visit.records.clear()
            self._publish(phase=Phase.FILLING, notice=_ours(error))
            self._step()
            return
        visit.sold = frozenset(plate.uid for plate in self.state.tray.plates)
        self._done_at = self._clock.monotonic()
        self._slip = settled.print_job
        self._publish(phase=Phase.DONE, paid=settled.paid, paper=None)
        self._step()

    def paper_came(self, job: UUID, error: CanteenError | None) -> None:
        """A slip came out, or did not; the sale stands either way."""
        for listener in self._paper_listeners:
            listener(job, error)
        if self._slip == job:
            self._publish(paper=error)

    def _end_hand_sale(self) -> None:
        if self._clock.monotonic() - self._done_at >= HAND_SALE_SHOWN_SECONDS:
            self._clear()

    # -- staff -----------------------------------------------------------------------------------

    def _strike(self, uid: TagUid, by: str, action: str, reason: str) -> None:
        visit = self._visit
        if visit is None or self._paying:
            return
        visit.struck |= {uid}
        self._note(by, action, uid.text, {"reason": reason} if reason else {})
        self._step()

    def _bind(self, visit: _Visit, uid: TagUid, item: Item, by: str) -> None:
        occasion = visit.occasion

        def done(_value: None, error: Exception | None) -> None:
            if error is not None:
                self._publish(notice=_ours(error))
            visit.records.pop(uid, None)
            self._step()

        self._jobs.submit(lambda: self._desk.bind(uid, item, occasion, by), done)

    def _watch_lift(self, visit: _Visit, seen: tuple[TagUid, ...]) -> None:
        item = self.state.lifting
        if item is None:
            return
        left = visit.lift_from - frozenset(seen)
        if len(left) == 1:
            self._publish(lifting=None)
            self._bind(visit, next(iter(left)), item, self._lift_by)

    def _add_lines(self, visit: _Visit, lines: tuple[HandLine, ...]) -> None:
        visit.hand_lines += lines
        self._step()

    def _note(self, actor: str, action: str, subject: str, detail: Mapping[str, str]) -> None:
        self._jobs.submit(
            lambda: self._desk.note(actor, action, subject, detail), self._only_notice
        )

    # -- small things ----------------------------------------------------------------------------

    def _only_notice(self, _value: None, error: Exception | None) -> None:
        if error is not None:
            self._publish(notice=_ours(error))

    def _watch_completeness(self, complete: bool) -> None:
        if complete:
            self._incomplete_since = None
        elif self._incomplete_since is None:
            self._incomplete_since = self._clock.monotonic()

    def _is_incomplete(self) -> bool:
        since = self._incomplete_since
        return since is not None and self._clock.monotonic() - since >= INCOMPLETE_SECONDS

    def _publish(self, **changes: object) -> None:
        state = replace(self.state, **changes)  # type: ignore[arg-type]  # names checked in tests
        if state == self.state:
            return
        self.state = state
        for listener in self._listeners:
            listener(state)


def _ours(error: Exception | None) -> CanteenError:
    """An error a person may see; anything unforeseen keeps its cause for the log."""
    if isinstance(error, CanteenError):
        return error
    unforeseen = CanteenError()
    unforeseen.__cause__ = error
    return unforeseen
