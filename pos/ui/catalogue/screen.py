"""What QML sees of the dietitian's desk: maps to draw from, and where touches and texts go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, TypeVar

from PySide6.QtCore import Property, QObject, Signal, Slot

from accounts.staff import Staff
from canteen.clock import Clock
from canteen.i18n import _
from canteen.jobs import ImmediateJobs, Jobs
from canteen.log import get_logger
from pos.catalogue.desk import CatalogueDesk
from pos.ui.catalogue import answers
from pos.ui.catalogue.pages import logged_in
from pos.ui.catalogue.props import Props
from pos.ui.catalogue.state import (
    Act,
    CheckPin,
    DeskState,
    Focus,
    Leave,
    Look,
    Note,
    PinPage,
    Read,
    Retire,
    Save,
    SignPrice,
    Step,
)
from pos.ui.catalogue.steps import pressed, typed
from pos.ui.catalogue.view import derive
from pos.ui.values import to_qml

PARTS: Final = ("bar", "head", "rows", "editor", "side", "say", "page")
_log = get_logger("pos.ui")
T = TypeVar("T")


class CatalogueScreen(QObject):
    """Shows a state; with a desk it also acts. Used from the GUI thread."""

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
    ) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs or ImmediateJobs()
        self._clock = clock
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

    @Slot(result=bool)
    def leave(self) -> bool:
        """Whether the window may close; with edits unsaved only the second time."""
        unsaved = self._state.unsaved
        if not unsaved or self._state.armed == "leave":
            return True
        said = _("还有 {count} 道菜没保存，没有关；先保存，或再关一次就丢掉。")
        note = Note("bad", said.format(count=len(unsaved)))
        self.show(replace(self._state, armed="leave", note=note))
        return False

    def _now(self) -> DeskState:
        return self._state if self._clock is None else replace(self._state, now=self._clock.now())

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
        by = self._state.staff
        match act:
            case Read():
                self._submit(act, desk.book, answers.book_read)
            case Look(code):
                self._submit(
                    act, lambda: desk.past(code), lambda now, got: answers.past_read(now, code, got)
                )
            case CheckPin(digits):
                self._submit(act, lambda: desk.check_pin(digits), logged_in)
            case Save() if by is not None:
                self._save(desk, act, by)
            case Retire(code, day) if by is not None:
                self._submit(
                    act,
                    lambda: desk.retire(code, day, by),
                    lambda now, got: answers.retired(now, act, got),
                )
            case SignPrice() if by is not None:
                self._sign(desk, act, by)

    def _save(self, desk: CatalogueDesk, act: Save, by: Staff) -> None:
        self._submit(
            act,
            lambda: desk.save(act.dish, act.base, by, act.note),
            lambda now, got: answers.saved(now, act, got),
        )

    def _sign(self, desk: CatalogueDesk, act: SignPrice, by: Staff) -> None:
        self._submit(
            act,
            lambda: desk.change_price(act.code, act.price, act.half, act.from_date, by, act.digits),
            lambda now, got: answers.price_came(now, act, got),
        )

    def _submit(
        self, act: Act, work: Callable[[], T], then: Callable[[DeskState, T], Step]
    ) -> None:
        def done(value: T | None, error: Exception | None) -> None:
            if error is not None or value is None:
                _log.warning("desk-refused", act=type(act).__name__, reason=str(error))
                self._take(answers.failed(self._now(), act, error or RuntimeError()))
            else:
                self._take(then(self._now(), value))

        self._jobs.submit(work, done)

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
