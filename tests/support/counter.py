"""A station with a desk of few lines; sightings are fed by hand, answers come when told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from support.till import CASHIER, LUNCH, LUNCH_TIME, chip, dish

from accounts.chain import ChainHead
from canteen.clock import ManualClock
from canteen.errors import CanteenError
from canteen.ids import new_id
from canteen.jobs import ImmediateJobs
from nutrition import LunchReference
from pos.checkout import Order, Settled
from pos.documents import SlipStyle
from pos.plates import Shelf
from pos.state import Occasion, PaidSale, Phase, StationState
from pos.station import CheckoutStation
from pos.tray import Found, Item, PlateRecord, PlateStatus
from readers import (
    Cycle,
    CycleRead,
    Fault,
    ReaderBack,
    ReaderLost,
    Sighting,
    TagRead,
    TagUid,
    TapTray,
)

GONE = Fault("E-RDR-006", "断开了")
MUTE = Fault("E-RDR-030", "没有应答")


class HeldJobs:
    """Slow work that ends when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, work: Any, done: Any) -> None:
        self.waiting.append(lambda: ImmediateJobs().submit(work, done))

    def finish(self) -> None:
        """Let everything that waits, and what follows from it, end."""
        while self.waiting:
            self.waiting.pop(0)()


@dataclass
class FakeDesk:
    """Remembers what it was asked; `trouble` by method name is raised instead of an answer."""

    records: dict[TagUid, PlateRecord] = field(default_factory=dict)
    orders: list[Order] = field(default_factory=list)
    notes: list[tuple[str, ...]] = field(default_factory=list)
    gone: list[tuple[TagUid, ...]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    may_open: list[bool] = field(default_factory=list)
    trouble: dict[str, Exception] = field(default_factory=dict)
    stands: Settled | None = None
    occasion_now: Occasion = LUNCH
    style: SlipStyle = field(
        default_factory=lambda: SlipStyle("康乐食府", "社区食堂", "T1", LunchReference())
    )

    def occasion(self, now: datetime) -> Occasion:
        self._ask("occasion")
        return self.occasion_now

    def shelf(self, occasion: Occasion) -> Shelf:
        return Shelf({}, {}, "menu-7")

    def look_up(
        self, uids: Sequence[TagUid], occasion: Occasion, shelf: Shelf, *, may_open: bool
    ) -> dict[TagUid, PlateRecord]:
        self._ask("look_up")
        self.may_open.append(may_open)
        return {uid: self.records.get(uid, PlateRecord(uid, Found.UNBOUND)) for uid in uids}

    def standing(self, order: Order) -> Settled | None:
        self._ask("standing")
        return self.stands

    def settle(self, order: Order) -> Settled:
        self._ask("settle")
        self.orders.append(order)
        for line in order.quote.lines:
            if line.uid:
                self.records[line.uid] = replace(self.records[line.uid], status=PlateStatus.SOLD)
        due, count = order.quote.due, len(order.quote.lines)
        paid = PaidSale(
            order.sale, f"T1-20261123-{len(self.orders):06d}", LUNCH_TIME, order.quote.total, due,
            order.tendered, order.tendered - due, count,
        )  # fmt: skip
        return Settled(paid, ChainHead("T1", 1, ""), order.slip, order.print_job, created=True)

    def bind(self, uid: TagUid, item: Item, occasion: Occasion, by: str) -> None:
        self._ask("bind")
        self.notes.append(("bind", uid.text, item.code, by))
        self.fill(uid, item)

    def note(self, actor: str, action: str, subject: str, detail: Mapping[str, str]) -> None:
        self._ask("note")
        self.notes.append((action, subject, *detail.values(), actor))

    def left_field(self, uids: Sequence[TagUid]) -> None:
        self._ask("left_field")
        self.gone.append(tuple(uids))

    def fill(self, uid: TagUid, item: Item | None = None, **facts: Any) -> None:
        """Let a plate carry an open serving."""
        facts = {"found": Found.SERVING, "serving_id": new_id(LUNCH_TIME)} | facts
        self.records[uid] = PlateRecord(uid, item=item or dish(), **facts)

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if what in self.trouble:
            raise self.trouble[what]


class Counter:
    """The station and the hands around it."""

    def __init__(self, jobs: Any = None, tapping: TapTray | None = None) -> None:
        self.clock, self.desk = ManualClock(LUNCH_TIME), FakeDesk()
        self.jobs = jobs or ImmediateJobs()
        self.tapping = tapping
        self.station = CheckoutStation(self.desk, self.jobs, self.clock, tapping)
        self.states: list[StationState] = []
        self.station.subscribe(self.states.append)
        self.seen = Sighting()

    @property
    def state(self) -> StationState:
        return self.station.state

    @property
    def phases(self) -> list[Phase]:
        """The phases that were published, each change once."""
        told = [Phase.IDLE, *(state.phase for state in self.states)]
        return [phase for before, phase in pairwise(told) if phase != before]

    def fill(self, *numbers: int, fen: int = 1200, **facts: Any) -> None:
        """Let plates carry a dish."""
        for number in numbers:
            self.desk.fill(chip(number), dish(fen=fen), **facts)

    def see(
        self, *numbers: int, settled: bool = True, incomplete: bool = False,
        doubtful: Sequence[int] = (), undecided: Sequence[int] = (),
        faults: tuple[Fault, ...] = (), confidence: float | None = None,
    ) -> None:  # fmt: skip
        """One cycle, after a tenth of a second, that leaves these plates known."""
        self.clock.advance(0.1)
        uids = tuple(chip(number) for number in numbers)
        settled = settled and bool(uids) and not incomplete
        self.seen = Sighting(
            uids, settled=settled, certainty=float(settled), incomplete=incomplete,
            doubtful=tuple(map(chip, doubtful)), undecided=tuple(map(chip, undecided)),
            confidence=confidence,
        )  # fmt: skip
        now = self.clock.monotonic()
        cycle = Cycle(tuple(map(TagRead, uids)), not incomplete, faults, now - 0.05, now)
        self.station.on_reader(CycleRead(cycle, self.seen))

    def tap(self, *numbers: int) -> None:
        """One cycle in which these chips are held to a reader that plates are shown to."""
        assert self.tapping is not None
        self.clock.advance(0.1)
        now = self.clock.monotonic()
        cycle = Cycle.whole(tuple(TagRead(chip(number)) for number in numbers), now - 0.05, now)
        self.station.on_reader(CycleRead(cycle, self.tapping.see(cycle)))

    def lose(self, attempt: int = 1) -> None:
        """The reader is gone; what it saw last is no longer certain."""
        self.seen = replace(self.seen, settled=False, incomplete=True)
        self.station.on_reader(ReaderLost(GONE, attempt, self.seen))

    def bring_back(self) -> None:
        self.station.on_reader(ReaderBack())

    def wait(self, seconds: float) -> None:
        """Let time pass, five looks a second."""
        for _ in range(round(seconds * 5)):
            self.clock.advance(0.2)
            self.station.tick()

    def pay(self) -> None:
        """The exact sum."""
        assert self.state.quote is not None
        self.station.pay_cash(self.state.quote.due, CASHIER)

    def serve(self, *numbers: int) -> None:
        """A whole tray, paid."""
        self.fill(*numbers)
        self.see(*numbers)
        self.pay()
        assert self.state.phase is Phase.DONE

    @property
    def said(self) -> str | None:
        """The code of the notice that stands."""
        notice: CanteenError | None = self.state.notice
        return notice.code if notice else None
