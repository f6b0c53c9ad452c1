"""What staff do at the till beside taking money: plates left out, bound, confirmed, lines by hand.

Each act changes the visit of the tray that lies there, is written to the audit trail, and lets the
station look at the tray anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from canteen.jobs import Jobs
from pos.desk import Desk
from pos.lifting import Lifting
from pos.lookups import Lookups
from pos.payment import Payment
from pos.state import Phase, StationState
from pos.tray import HandLine, Item
from pos.visit import Visit
from readers import Sighting, TagUid


class Floor(Protocol):
    """What staff's work needs of the station."""

    visit: Visit | None
    sighting: Sighting
    payment: Payment
    lookups: Lookups
    waiting_lines: tuple[HandLine, ...]

    @property
    def state(self) -> StationState:
        """What was published last."""
        ...

    def publish(self, **changes: Any) -> None:
        """Publish the state with some fields changed."""
        ...

    def step(self) -> None:
        """Bring the tray up to what is seen now."""
        ...

    def begin(self) -> None:
        """Start a visit."""
        ...

    def clear(self) -> None:
        """Forget the tray."""
        ...

    def end_tapping(self, uids: Sequence[TagUid]) -> None:
        """Where plates are tapped: these are done with."""
        ...

    def tell(self, error: Exception | None) -> None:
        """Publish a notice for staff."""
        ...


class StaffWork:
    """Used from the station's thread; `by` is the id of the member of staff."""

    def __init__(self, floor: Floor, desk: Desk, jobs: Jobs) -> None:
        self._floor = floor
        self._desk = desk
        self._jobs = jobs

    def leave_out(self, uid: TagUid, reason: str, by: str) -> None:
        """Take a plate off the bill for this tray, with a reason."""
        self._strike(uid, by, "leave-out", {"reason": reason})

    def ignore_chip(self, uid: TagUid, by: str) -> None:
        """Take no notice of a chip that is no plate of ours, for this tray."""
        self._strike(uid, by, "ignore-chip", {})

    def confirm(self, uid: TagUid, by: str) -> None:
        """Say that a plate the reader doubts lies on this tray."""
        visit = self._floor.visit
        if visit is None or self._floor.payment.open or uid not in self._floor.state.tray.doubtful:
            return
        visit.confirmed |= {uid}
        self._note(by, "confirm-plate", uid.text, {})
        self._floor.step()

    def bind_now(self, item: Item, by: str) -> None:
        """Say what lies on the unknown plate.

        With one unknown chip it is bound at once. With more, `state.lifting` is set and the next
        single chip that leaves is the one meant; it is bound and may be put back.
        """
        visit, unknown = self._floor.visit, self._floor.state.tray.unknown
        if visit is None or not unknown:
            return
        if len(unknown) == 1:
            self._bind(visit, unknown[0], item, by)
            return
        visit.lifting = Lifting(item, frozenset(unknown), by)
        self._floor.publish(lifting=item)

    def cancel_lift(self) -> None:
        """Bind nothing after all."""
        if self._floor.visit is not None:
            self._floor.visit.lifting = None
        self._floor.publish(lifting=None)

    def watch_lift(self, visit: Visit) -> None:
        """Bind the chip that was lifted, if one is waited for."""
        lifting = visit.lifting
        uid = lifting.lifted(self._floor.sighting.plates) if lifting else None
        if lifting is not None and uid is not None:
            self.cancel_lift()
            self._bind(visit, uid, lifting.item, lifting.by)

    def add_by_hand(self, items: Sequence[Item], by: str) -> None:
        """Add what has no chip to the tray, or to a tray of its own when none lies there."""
        floor, lines = self._floor, tuple(HandLine(item, by) for item in items)
        if not lines or floor.payment.open:
            return
        if floor.visit is None or floor.state.phase in (Phase.DONE, Phase.CLEARING):
            floor.lookups.hurry()
            floor.waiting_lines += lines
            floor.begin()
            return
        floor.visit.hand_lines += lines
        floor.step()

    def give_up(self, by: str) -> None:
        """Sell nothing of what lies here; it must be taken away before the next tray."""
        floor = self._floor
        if floor.payment.open:
            return
        floor.waiting_lines = ()
        if floor.visit is None:
            return
        plates = floor.sighting.plates
        self._note(by, "give-up", "tray", {"uids": ",".join(uid.text for uid in plates)})
        floor.end_tapping(plates)
        if floor.sighting.plates and floor.state.reader is None:
            floor.visit.hand_lines = ()
            floor.payment.drop()
            floor.publish(phase=Phase.CLEARING, quote=None, lifting=None, notice=None)
        else:
            floor.clear()

    def _strike(self, uid: TagUid, by: str, action: str, detail: Mapping[str, str]) -> None:
        visit = self._floor.visit
        if visit is None or self._floor.payment.open:
            return
        visit.struck |= {uid}
        if uid in self._floor.sighting.doubtful:
            visit.strays |= {uid}
        self._note(by, action, uid.text, detail)
        self._floor.step()

    def _bind(self, visit: Visit, uid: TagUid, item: Item, by: str) -> None:
        def done(_value: None, error: Exception | None) -> None:
            self._floor.tell(error)
            visit.records.pop(uid, None)
            self._floor.step()

        self._jobs.submit(lambda: self._desk.bind(uid, item, visit.occasion, by), done)

    def _note(self, actor: str, action: str, subject: str, detail: Mapping[str, str]) -> None:
        self._jobs.submit(
            lambda: self._desk.note(actor, action, subject, detail),
            lambda _value, error: self._floor.tell(error),
        )
