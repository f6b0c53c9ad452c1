"""The same station without a window: one event a change, and a hand that pays by itself."""

from __future__ import annotations

import contextlib
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from accounts import staff
from canteen.db import Session
from canteen.errors import CanteenError
from canteen.money import ZERO
from menus import business_date
from nutrition import Nutrients
from pos import shifts
from pos.bindings import half_key
from pos.bootstrap import App
from pos.state import PaidSale, Phase, StationState
from pos.tray import Tray, TrayPlate

TICK_SECONDS: Final = 0.2
FIGURES: Final = ("energy_kcal", "protein_g", "fat_g", "carbohydrate_g", "salt_g")
_SHOWN: Final = {
    Phase.FILLING: "filling",
    Phase.SETTLED: "settled",
    Phase.HELD: "held",
}

Emit = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Ending:
    """When to stop: after so many paid trays, or seconds of real time; None means never."""

    trays: int | None = None
    seconds: float | None = None


class HeadlessTill:
    """Runs an `App`'s inbox on the calling thread until the ending or `stop`.

    What an earlier run left unprinted is told at once: it is named only once, and the reader may
    never come.
    """

    def __init__(
        self,
        app: App,
        inbox: queue.SimpleQueue[Callable[[], None]],
        emit: Emit,
        *,
        pay: bool,
        ending: Ending,
        stop: threading.Event,
    ) -> None:
        self._app = app
        self._inbox = inbox
        self._emit = emit
        self._pay = pay
        self._ending = ending
        self._stop = stop
        self._last_tray: dict[str, Any] | None = None
        self._last_phase = Phase.IDLE
        self._fault: tuple[str, int] | None = None
        self._paid: set[UUID] = set()
        self._noticed: CanteenError | None = None
        self._printed = 0
        app.station.subscribe(self._changed)
        app.station.on_paper(self._paper)
        for waiting in app.waiting:
            self._emit_error(waiting)

    def run(self) -> None:
        """Sell until told to stop; the commit under way is always finished."""
        started = time.monotonic()
        self._app.start()
        pause = TICK_SECONDS / 4
        next_tick = started
        while not self._over(started):
            with contextlib.suppress(queue.Empty):
                self._inbox.get(timeout=pause)()
            if time.monotonic() >= next_tick:
                next_tick = time.monotonic() + pause
                self._app.station.tick()

    def _over(self, started: float) -> bool:
        station = self._app.station
        if self._stop.is_set():
            return not station.busy
        trays, seconds = self._ending.trays, self._ending.seconds
        if trays is not None and len(self._paid) >= trays and self._printed >= trays:
            return True
        late = seconds is not None and time.monotonic() - started >= seconds
        return late and not station.busy

    def _changed(self, state: StationState) -> None:
        self._tell_reader(state)
        self._tell_tray(state)
        if state.paid is not None and state.paid.sale not in self._paid:
            self._paid.add(state.paid.sale)
            self._emit(paid_event(state.paid))
        if state.notice is not None and state.notice is not self._noticed:
            self._emit_error(state.notice)
        self._noticed = state.notice
        if state.phase is Phase.IDLE and self._last_phase is not Phase.IDLE:
            self._last_tray = None
            self._emit({"event": "cleared"})
        self._last_phase = state.phase
        if self._pay and state.phase is Phase.SETTLED and state.quote and state.quote.due > ZERO:
            # After the listeners: a state is published whole before the next step is taken.
            self._inbox.put(lambda: self._pay_now(state))

    def _pay_now(self, state: StationState) -> None:
        if self._app.station.state is state and state.quote is not None:
            self._app.station.pay_cash(state.quote.due, shifts.HEADLESS)

    def _tell_tray(self, state: StationState) -> None:
        if state.phase not in _SHOWN or state.tray.is_empty:
            return
        event = tray_event(state)
        compared = {key: value for key, value in event.items() if key != "confidence"}
        if compared != self._last_tray:
            self._last_tray = compared
            self._emit(event)

    def _tell_reader(self, state: StationState) -> None:
        trouble = state.reader
        mark = (trouble.code, trouble.attempt) if trouble else None
        if trouble is not None and mark != self._fault:
            self._emit({"event": "fault", "code": trouble.code, "message": trouble.message})
        self._fault = mark

    def _paper(self, _job: UUID, error: CanteenError | None) -> None:
        self._printed += 1
        if error is not None:
            self._emit_error(error)

    def _emit_error(self, error: CanteenError) -> None:
        self._emit({"event": "fault", "code": error.code, "message": error.said + error.todo})


def tray_event(state: StationState) -> dict[str, Any]:
    """The `tray` event of a state."""
    due = state.quote.due if state.quote else ZERO
    return {
        "event": "tray",
        "state": _SHOWN[state.phase],
        "plates": [_plate(plate) for plate in state.tray.plates],
        "unknown": [uid.text for uid in state.tray.unknown],
        "reasons": [reason.value for reason in state.tray.reasons],
        **_no_half(state.tray),
        "total_fen": due.fen,
        "confidence": state.confidence,
    }


def paid_event(paid: PaidSale) -> dict[str, Any]:
    """The `paid` event; made only of a sale that is durable."""
    return {
        "event": "paid",
        "sale": str(paid.sale),
        "receipt_no": paid.receipt_no,
        "total_fen": paid.total.fen,
        "due_fen": paid.due.fen,
        "adjustments": [],
    }


def open_shift_by_itself(app: App) -> None:
    """Open a shift for `headless` with nothing in the drawer, unless one is open."""
    now = app.clock.now()
    with app.database.write() as session:
        person = _headless(session, now)
        if shifts.current(session, app.settings.pos.terminal) is None:
            day = business_date(now, app.settings.meals)
            shifts.open_shift(session, app.chain, person, ZERO, day, now)


def _headless(session: Session, now: datetime) -> staff.Staff:
    found = staff.find(session, shifts.HEADLESS)
    if found is not None:
        return found
    return staff.add(
        session,
        id=shifts.HEADLESS,
        name=shifts.HEADLESS,
        role=staff.Role.CASHIER,
        pin=None,
        key=b"",
        now=now,
    )


def _no_half(tray: Tray) -> dict[str, Any]:
    """Those of the unknown whose dish is known and not sold by halves today; absent for none."""
    found = [{"uid": each.uid.text, "dish": each.item.code} for each in tray.no_half]
    return {"no_half": found} if found else {}


def _plate(plate: TrayPlate) -> dict[str, Any]:
    return {
        "uid": plate.uid.text,
        "dish": plate.item.code,
        "name": plate.item.name,
        "status": plate.status.value,
        "price_fen": plate.item.price.fen,
        **half_key(half=plate.item.half),
        **figures(plate.item.nutrients),
    }


def figures(nutrients: Nutrients) -> dict[str, float | None]:
    """The figures of one portion as JSON numbers; null for what is not wholly known."""
    return {code: None if (value := nutrients[code]) is None else float(value) for code in FIGURES}


@contextmanager
def asked_to_end() -> Iterator[threading.Event]:
    """SIGINT and SIGTERM set the event; whoever looks at it ends between two steps."""
    stop = threading.Event()
    wanted = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_args: stop.set()) for number in wanted]
    try:
        yield stop
    finally:
        for number, handler in zip(wanted, before, strict=True):
            signal.signal(number, handler)
