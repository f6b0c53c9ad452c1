"""What QML sees of the dietitian's desk: maps to draw from, and where touches and texts go."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from canteen.clock import Clock
from canteen.i18n import _
from canteen.jobs import ImmediateJobs, Jobs
from canteen.log import get_logger
from pos.catalogue.desk import CatalogueDesk
from pos.ui.catalogue import answers
from pos.ui.catalogue.acts import Act, Focus, Keep, Leave, LookAround, Read
from pos.ui.catalogue.calls import call_for
from pos.ui.catalogue.keeping import to_keep
from pos.ui.catalogue.props import Props
from pos.ui.catalogue.sessions import locked
from pos.ui.catalogue.state import DeskState, Note, PinPage, Step
from pos.ui.catalogue.steps import pressed, typed
from pos.ui.catalogue.view import derive
from pos.ui.values import to_qml

PARTS: Final = ("bar", "head", "rows", "editor", "side", "say", "page")
KEEP_SECONDS: Final = 1.0
"""After the first key that is not on the shelf; with the pulse and the write it stays below 2."""
RETRY_SECONDS: Final = 5.0
LOOK_SECONDS: Final = 15.0
"""How often the desk looks what others are at."""
_log = get_logger("pos.ui")


class CatalogueScreen(QObject):
    """Shows a state; with a desk it also acts. Used from the GUI thread.

    `lock_seconds` without a touch cover the desk, 0 never.
    """

    barChanged = Signal()  # noqa: N815 - Qt's naming
    headChanged = Signal()  # noqa: N815
    rowsChanged = Signal()  # noqa: N815
    editorChanged = Signal()  # noqa: N815
    sideChanged = Signal()  # noqa: N815
    sayChanged = Signal()  # noqa: N815
    pageChanged = Signal()  # noqa: N815
    focusAsked = Signal(str)  # noqa: N815
    closeAsked = Signal()  # noqa: N815

    def __init__(
        self,
        state: DeskState,
        desk: CatalogueDesk | None = None,
        jobs: Jobs | None = None,
        clock: Clock | None = None,
        lock_seconds: float = 0.0,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs or ImmediateJobs()
        self._clock = clock
        self._lock_seconds = lock_seconds
        self._touched_at = self._seconds()
        self._keep_at: float | None = None
        self._look_at = self._seconds() + LOOK_SECONDS
        self._leaving = False
        self._state = state
        self._props = Props()
        self._maps: dict[str, Any] = {}
        self.show(state)

    @property
    def state(self) -> DeskState:
        """What the screen was last derived from."""
        return self._state

    @property
    def props(self) -> Props:
        """What the screen shows."""
        return self._props

    def begin(self) -> None:
        """Ask for a PIN and read the book."""
        self._state = replace(self._state, page=PinPage("login"), busy="read")
        self._take(Step(self._state, (Read(),)))

    def show(self, state: DeskState) -> None:
        """Draw `state`."""
        last = (self._state, self._props) if self._maps else None
        self._state = state
        before, self._props = self._props, derive(state, last)
        for name in PARTS:
            part = getattr(self._props, name)
            if name not in self._maps or part != getattr(before, name):
                self._maps[name] = to_qml(part)
                getattr(self, f"{name}Changed").emit()

    @Slot(str, str)
    def press(self, what: str, value: str) -> None:
        """A touch."""
        self._take(pressed(self._now(), what, value))

    @Slot(str, str)
    def edit(self, field: str, text: str) -> None:
        """A field's text, at each key."""
        self._take(typed(self._now(), field, text))

    def touched(self) -> None:
        """Somebody is there: a key, the mouse, a finger."""
        self._touched_at = self._seconds()

    def pulse(self) -> None:
        """Look at the time; called a few times a second. Drafts go to the shelf from here."""
        now, state = self._seconds(), self._state
        asks = state.busy or (isinstance(state.page, PinPage) and state.page.asking)
        idle = self._lock_seconds and now - self._touched_at >= self._lock_seconds
        if idle and state.staff is not None and not asks:
            self._take(locked(self._now()))
        elif state.staff is not None and now >= self._look_at:
            self._look_at = now + LOOK_SECONDS
            self._do(LookAround(state.owner))
        self._keep_in_time(now)

    def _keep_in_time(self, now: float) -> None:
        act = None if self._state.keeping else to_keep(self._state)
        if act is None:
            self._keep_at = None
        elif self._keep_at is None:
            self._keep_at = now + KEEP_SECONDS
        elif now >= self._keep_at:
            self._keep_at = None
            self._do(act)

    @Slot(result=bool)
    def leave(self) -> bool:
        """Whether the window may close now: once every draft lies on the shelf.

        Where they cannot be put there, the second time.
        """
        act = to_keep(self._state)
        if self._desk is None or act is None or self._state.armed == "leave":
            return True
        self._do(act)
        self._leaving = self._state.keeping
        if not self._leaving:
            self._after_leaving()
        return not self._leaving and to_keep(self._state) is None

    def last_words(self) -> None:
        """Put on the shelf what is not there; the program ends, and nobody waits for the answer."""
        act = to_keep(self._state)
        if act is None or self._desk is None:
            return
        call = call_for(self._desk, act, None, self._now().now)
        if call is not None:
            self._jobs.submit(call[0], lambda _value, error: _told(act, error))

    def _now(self) -> DeskState:
        return self._state if self._clock is None else replace(self._state, now=self._clock.now())

    def _seconds(self) -> float:
        return 0.0 if self._clock is None else self._clock.monotonic()

    def _take(self, step: Step) -> None:
        self.show(step.state)
        for act in step.acts:
            self._do(act)

    def _do(self, act: Act) -> None:
        if isinstance(act, Focus):
            self.focusAsked.emit(act.field)
        elif isinstance(act, Leave):
            self.closeAsked.emit()
        elif self._desk is not None:
            self._ask(self._desk, act)

    def _ask(self, desk: CatalogueDesk, act: Act) -> None:
        call = call_for(desk, act, self._state.staff, self._now().now)
        if call is None:
            return
        if isinstance(act, Keep):
            self._state = replace(self._state, keeping=True)
        work, then = call

        def done(value: Any, error: Exception | None) -> None:
            if error is not None:
                _told(act, error)
                self._take(answers.failed(self._now(), act, error))
            else:
                self._take(then(self._now(), value))
            if isinstance(act, Keep):
                self._after_keeping(error)

        self._jobs.submit(work, done)

    def _after_keeping(self, error: Exception | None) -> None:
        if error is not None:
            self._keep_at = self._seconds() + RETRY_SECONDS
        if self._leaving:
            self._leaving = False
            self._after_leaving()
            if to_keep(self._state) is None:
                self.closeAsked.emit()

    def _after_leaving(self) -> None:
        """Say so where something could not be put on the shelf before the window closes."""
        if to_keep(self._state) is not None:
            said = _("草稿没有存下，没有关；先保存，或再关一次就丢掉打的字。")
            self.show(replace(self._state, armed="leave", note=Note("bad", said)))

    @Property("QVariantMap", notify=barChanged)  # type: ignore[arg-type]
    def bar(self) -> dict[str, Any]:
        """`pos.ui.catalogue.props.Bar`."""
        return dict(self._maps["bar"])

    @Property("QVariantMap", notify=headChanged)  # type: ignore[arg-type]
    def head(self) -> dict[str, Any]:
        """`pos.ui.catalogue.props.ListHead`."""
        return dict(self._maps["head"])

    @Property("QVariantList", notify=rowsChanged)  # type: ignore[arg-type]
    def rows(self) -> list[Any]:
        """`pos.ui.catalogue.props.Row`, one a dish."""
        return list(self._maps["rows"])

    @Property("QVariantMap", notify=editorChanged)  # type: ignore[arg-type]
    def editor(self) -> dict[str, Any]:
        """`pos.ui.catalogue.props.Editor`."""
        return dict(self._maps["editor"])

    @Property("QVariantMap", notify=sideChanged)  # type: ignore[arg-type]
    def side(self) -> dict[str, Any]:
        """`pos.ui.catalogue.props.Side`."""
        return dict(self._maps["side"])

    @Property("QVariantMap", notify=sayChanged)  # type: ignore[arg-type]
    def say(self) -> dict[str, Any]:
        """`pos.ui.catalogue.props.Say`."""
        return dict(self._maps["say"])

    @Property("QVariantMap", notify=pageChanged)  # type: ignore[arg-type]
    def page(self) -> dict[str, Any]:
        """What lies above the screen; `kind` is empty where nothing does."""
        return dict(self._maps["page"] or {"kind": ""})


def _told(act: Act, error: Exception | None) -> None:
    if error is not None:
        _log.warning("desk-refused", act=type(act).__name__, reason=str(error))
