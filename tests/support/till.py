"""A till on a test database, and what lies on its tray, in one line each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from accounts import chain as chains
from accounts import ledger, staff
from accounts.chain import Chain
from canteen.clock import ManualClock
from canteen.db import Database
from canteen.errors import CanteenError
from canteen.money import Money
from menus.catalogue import sundries
from menus.meals import SHANGHAI, Meal
from nutrition import Nutrients
from nutrition.amounts import Amount
from pos import bindings, plates, shifts
from pos.checkout import Order, Settled, settle
from pos.desk import TillDesk, item_of_sundry, occasion_at
from pos.documents import SlipStyle
from pos.pricing import Quote, quote
from pos.printing import SlipPrinter
from pos.settings import Settings
from pos.state import Occasion
from pos.tray import HandLine, Item, PlateRecord, Tray, assemble_tray
from readers import TagUid
from receipts.spool import Fact, JobFailed, JobSent, SlipJob

LUNCH_TIME = datetime(2026, 11, 23, 11, 30, tzinfo=SHANGHAI)
LUNCH = Occasion(LUNCH_TIME.date(), Meal.LUNCH)
CASHIER = "07"
KNOWN = ("energy_kcal", "protein_g", "fat_g", "carbohydrate_g", "salt_g")


def chip(n: int) -> TagUid:
    """The chip of the n-th plate."""
    return TagUid.of(bytes.fromhex("E0040150") + n.to_bytes(4, "big"))


def portion(**figures: str | tuple[str]) -> Nutrients:
    """Whole figures as text; a figure in a tuple is only the known part."""
    return Nutrients(
        {
            code: Amount(Decimal(figure[0]), complete=False)
            if isinstance(figure, tuple)
            else Amount(Decimal(figure))
            for code, figure in figures.items()
        }
    )


def dish(code: str = "hongshaorou", fen: int = 1200, **changes: Any) -> Item:
    """Something to sell, of which all five figures are known."""
    whole = portion(**dict.fromkeys(KNOWN, "1"))
    item = Item(code, "红烧肉", "Braised pork", "big", "pork-cubes", Money(fen), whole)
    return replace(item, **changes)


@dataclass
class InstantPaper:
    """In the spool's place: every slip is out, or fails with `trouble`, before `submit` returns."""

    report: Callable[[Fact], None]
    jobs: list[SlipJob] = field(default_factory=list)
    trouble: CanteenError | None = None

    def submit(self, job: SlipJob) -> bool:
        self.jobs.append(job)
        wrong = self.trouble
        self.report(JobFailed(job.id, wrong.code, wrong.said) if wrong else JobSent(job.id))
        return True

    def close(self, timeout: float) -> bool:
        return True


@dataclass
class Till:
    """One terminal that sells through the production path; time moves only when told.

    `open` begins with a shift. Every step is one transaction of its own, as at a real till.
    """

    database: Database
    terminal: str = "T1"
    settings: Settings = field(default_factory=Settings)
    clock: ManualClock = field(default_factory=lambda: ManualClock(LUNCH_TIME))

    def __post_init__(self) -> None:
        pos = self.settings.pos
        self.chain = Chain(chains.load_key(self.database), self.terminal)
        self.style = SlipStyle(pos.canteen_name, pos.subtitle, self.terminal, self.settings.lunch)
        self.papers: list[tuple[UUID, CanteenError | None]] = []
        self.slips = SlipPrinter(
            self.database,
            self.clock,
            self._paper,
            lambda job, error: self.papers.append((job, error)),
        )
        self.desk = TillDesk(self.database, self.chain, self.settings, self.clock, self.slips)
        self.shelf = self.desk.shelf(self.occasion)

    def beside(self, terminal: str) -> Till:
        """Another terminal with an open shift and, as in another process, its own connections."""
        url = self.database.engine.url.render_as_string(hide_password=False)
        return Till.open(Database.open(url), terminal=terminal, settings=self.settings)

    def _paper(self, report: Callable[[Fact], None]) -> Any:
        self.paper = InstantPaper(report)
        return self.paper

    @classmethod
    def open(cls, database: Database, drawer: int = 20_000, **facts: Any) -> Till:
        till = cls(database, **facts)
        till.open_shift(drawer)
        return till

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def occasion(self) -> Occasion:
        return occasion_at(self.now, self.settings)

    def go_to(self, when: datetime) -> None:
        """Let the time pass until `when`; the day's menu is read again."""
        self.clock.advance((when - self.now).total_seconds())
        self.shelf = self.desk.shelf(self.occasion)

    def open_shift(self, drawer: int = 20_000) -> shifts.Shift:
        with self.database.write() as session:
            person = staff.require(session, CASHIER)
            return shifts.open_shift(
                session,
                self.chain,
                person,
                Money(drawer),
                self.occasion.business_date,
                self.now,
            )

    def close_shift(self, counted: int) -> shifts.Shift:
        with self.database.write() as session:
            return shifts.close_shift(session, self.chain, Money(counted), self.now)

    def bind(
        self,
        code: str,
        *uids: TagUid,
        until: datetime | None = None,
        replace: bool = False,
        occasion: Occasion | None = None,
        half: bool = False,
    ) -> tuple[bindings.PlateResult, ...]:
        item = self.shelf.items[code]
        with self.database.write() as session:
            return bindings.bind_dish(
                session,
                uids,
                bindings.half_of(item) if half else item,
                occasion or self.occasion,
                until=until or self.now + timedelta(hours=12),
                by=CASHIER,
                now=self.now,
                replace=replace,
            )

    def slot(
        self, slot: int, *uids: TagUid, replace: bool = False, half: bool = False
    ) -> tuple[bindings.PlateResult, ...]:
        with self.database.write() as session:
            return bindings.bind_slot(
                session,
                uids,
                slot,
                self.occasion,
                by=None,
                now=self.now,
                replace=replace,
                half=half,
            )

    def release(self, *uids: TagUid) -> tuple[bindings.PlateResult, ...]:
        with self.database.write() as session:
            return bindings.release(session, uids, self.now)

    def see(self, *uids: TagUid, complete: bool = True) -> dict[TagUid, PlateRecord]:
        """What the records say of chips that one cycle has read."""
        return self.desk.look_up(uids, self.occasion, self.shelf, may_open=complete)

    def peek(self, *uids: TagUid) -> dict[TagUid, PlateRecord]:
        """As `see`, with nothing opened on the way."""
        with self.database.read() as session:
            return plates.find_servings(session, uids, self.occasion, self.shelf, self.now)

    def tray(self, *uids: TagUid, hand: Sequence[Item] = ()) -> Tray:
        lines = tuple(HandLine(item, CASHIER) for item in hand)
        return assemble_tray(uids, self.see(*uids), hand_lines=lines)

    def quote(self, *uids: TagUid, hand: Sequence[Item] = ()) -> Quote:
        return quote(self.tray(*uids, hand=hand))

    def sundry(self, code: str) -> Item:
        with self.database.read() as session:
            return next(item_of_sundry(each) for each in sundries(session) if each.code == code)

    def order(
        self,
        *uids: TagUid,
        hand: Sequence[Item] = (),
        tendered: int | None = None,
        sale: UUID | None = None,
    ) -> Order:
        priced = self.quote(*uids, hand=hand)
        return Order.freeze(
            priced,
            self.occasion,
            now=self.now,
            tendered=priced.due if tendered is None else Money(tendered),
            staff_id=CASHIER,
            menu_version=self.shelf.version,
            confidence=None,
            style=self.style,
            sale=sale,
        )

    def settle(self, order: Order) -> Settled:
        """The one write, without paper."""
        with self.database.write() as session:
            return settle(session, order, self.chain, self.now)

    def sell(
        self, *uids: TagUid, hand: Sequence[Item] = (), tendered: int | None = None
    ) -> Settled:
        return self.settle(self.order(*uids, hand=hand, tendered=tendered))

    def serve(self, first: int, count: int = 1, code: str = "hongshaorou") -> Settled:
        """Bind `count` fresh plates from the `first` on and sell them as one tray."""
        uids = [chip(first + n) for n in range(count)]
        self.bind(code, *uids)
        return self.sell(*uids)

    def balance(self, account: str) -> int:
        with self.database.read() as session:
            return ledger.balance(session, account).fen

    @property
    def drawer(self) -> int:
        return self.balance(ledger.cash_drawer(self.terminal))


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Do `works` in threads that start together; what each returned, or its error of ours."""
    gate, answers = threading.Barrier(len(works)), [None] * len(works)

    def run(n: int, work: Callable[[], Any]) -> None:
        gate.wait()
        try:
            answers[n] = work()
        except CanteenError as error:
            answers[n] = error

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


class Interrupted(Exception):
    """The power went, in a test."""


def interrupted(database: Database, work: Callable[[Any], object]) -> None:
    """Do all of `work` in one transaction that ends in `Interrupted`."""
    with database.write() as session:
        work(session)
        raise Interrupted


def rows(database: Database, table: sa.Table, *where: Any) -> list[dict[str, Any]]:
    """Every row of `table`, or those where `where` holds, in the order of their key."""
    with database.read() as session:
        found = session.execute(sa.select(table).where(*where).order_by(*table.primary_key))
        return [dict(row._mapping) for row in found]


def counts(database: Database) -> dict[str, int]:
    """How many rows each table holds."""
    with database.read() as session:
        return {
            name: session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in shifts.shifts.metadata.tables.items()
        }
