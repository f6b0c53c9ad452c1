"""The one object that QML sees: what to draw, and where touches go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QTimer, Slot

from accounts.staff import PinAnswer
from canteen.clock import Clock
from canteen.errors import CanteenError
from canteen.log import get_logger
from nutrition import LunchReference
from pos.state import Phase, StationState
from pos.ui import ways_in
from pos.ui.acts import Station, perform
from pos.ui.captions import shows_basis
from pos.ui.inputs import Inputs
from pos.ui.overlay import CheckPin, Lock, Other, Step
from pos.ui.screen import Screen

TICK_MS: Final = 200
STAFF_IDLE_SECONDS: Final = 60.0
"""A staff page closes by itself after so long without a touch."""
WARN_SECONDS: Final = 20.0
"""WCAG 2.2.1: told this long before, and any touch puts it off."""

PinDone = Callable[[PinAnswer | None, Exception | None], None]
CheckPinCall = Callable[[str, PinDone], None]


_log = get_logger("pos.ui")


class KioskModel(Screen):
    """Holds the station's state and the staff's page, derives props, publishes those that changed.

    `surroundings` gives the rest of `Inputs` (menu, hours, devices …) and is asked at each tick;
    it must be quick. Every method runs on the GUI thread.
    """

    def __init__(
        self,
        station: Station,
        check_pin: CheckPinCall,
        surroundings: Callable[[], Inputs],
        clock: Clock,
        *,
        other: Callable[[Other, str], None] | None = None,
        cash_unlocked_seconds: float = 1800.0,
        on_touch: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(
            replace(
                surroundings(),
                state=station.state,
                now=clock.now(),
                monotonic=clock.monotonic(),
            )
        )
        self._station = station
        self._check_pin = check_pin
        self._surroundings = surroundings
        self._clock = clock
        self._other = other or _nobody
        self._cash_unlocked_seconds = cash_unlocked_seconds
        self._on_touch = on_touch
        self._by = ""
        self._cash_by = ("", 0.0)
        self._touched = clock.monotonic()
        station.subscribe(self.take_state)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begin to look at the time."""
        self._timer.start()

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()

    @Slot(str, str)
    def press(self, what: str, value: str) -> None:
        """A touch: on the staff's page if one lies above, else on the diner's screen."""
        self._touched = self._clock.monotonic()
        self._on_touch()
        overlay = self._inputs.overlay
        if overlay is not None:
            self._take(overlay.press(what, value, self._inputs))
        elif what == "call":
            _log.info("staff-called", phase=self._inputs.state.phase.value)
            self._derive(called_at=self._touched)
        elif what == "basis":
            self._derive(basis_at=None if shows_basis(self._inputs) else self._touched)
        elif what == "take-back":
            self._station.take_back()
        elif what == "staff":
            self._ask("attendant")
        elif what in ways_in.WAYS:
            self._ask(what)

    @Slot(str)
    def key(self, text: str) -> None:
        """A key of a keyboard goes to the staff's page as `key`."""
        if self._inputs.overlay is not None and text:
            self.press("key", text)

    def know_diner(self, lunch: LunchReference | None) -> None:
        """Hold this tray against the lunch of the diner whose card was laid down; None: anyone's.

        It ends with the tray, as everything does that is about one diner.
        """
        self._derive(diner=lunch)

    def take_state(self, state: StationState) -> None:
        """A new state of the station."""
        overlay = self._inputs.overlay
        gone: dict[str, Any] = {}
        if state.phase is Phase.IDLE and self._inputs.state.phase is not Phase.IDLE:
            gone = {"called_at": None, "diner": None, "basis_at": None}
        self._derive(
            state=state,
            overlay=overlay.follow(state) if overlay is not None else None,
            trouble=None,
            **gone,
        )

    def tick(self) -> None:
        """Look at the time: the station's, the clock's on the screen, the hold before a total."""
        self._station.tick()
        idle = self._clock.monotonic() - self._touched
        left: int | None = None
        overlay = self._inputs.overlay
        if overlay is not None and idle >= STAFF_IDLE_SECONDS:
            # Nobody looks any more: a plate lifted later is no answer.
            self._station.staff.cancel_lift()
            overlay = None
        elif overlay is not None and idle >= STAFF_IDLE_SECONDS - WARN_SECONDS:
            left = int(STAFF_IDLE_SECONDS - idle) + 1
        self._derive(overlay=overlay, idle_left=left)

    def _ask(self, wanted: str) -> None:
        by, until = self._cash_by
        if wanted == "cash" and by and self._clock.monotonic() < until:
            self._by = by
            self._derive(overlay=ways_in.open_page(wanted, self._inputs))
        else:
            self._derive(overlay=ways_in.ask_pin(wanted))

    def _take(self, step: Step) -> None:
        self._derive(overlay=step.overlay, idle_left=None)
        for act in step.acts:
            if isinstance(act, CheckPin):
                self._check_pin(act.digits, self._take_pin_answer)
            elif isinstance(act, Lock):
                self._cash_by = ("", 0.0)
            else:
                perform(act, self._station, self._by, self._other)

    def _take_pin_answer(self, answer: PinAnswer | None, error: Exception | None) -> None:
        if answer is None:
            known = isinstance(error, CanteenError)
            _log.error("pin-not-checked", error=repr(error))
            self._derive(overlay=None, trouble=error if known else CanteenError())
            return
        if answer.staff is not None:
            self._by = answer.staff.id
            until = self._clock.monotonic() + self._cash_unlocked_seconds
            self._cash_by = (answer.staff.id, until)
            self._inputs = replace(self._inputs, staff_name=answer.staff.name)
        overlay = self._inputs.overlay
        if overlay is not None:
            self._take(overlay.answered(answer, self._inputs))

    def _derive(self, **changes: Any) -> None:
        held = self._inputs
        kept: dict[str, Any] = {
            "state": held.state,
            "overlay": held.overlay,
            "called_at": held.called_at,
            "diner": held.diner,
            "basis_at": held.basis_at,
            "staff_name": held.staff_name,
            "idle_left": held.idle_left,
            "trouble": held.trouble,
        }
        inputs = replace(
            self._surroundings(),
            now=self._clock.now(),
            monotonic=self._clock.monotonic(),
            **(kept | changes),
        )
        self.show(inputs)


def _nobody(act: Other, by: str) -> None:
    _log.warning("nobody-offers", act=act.name, by=by)
