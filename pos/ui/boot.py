"""The kiosk from its parts: a list of named steps, each of them short."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from canteen.clock import Clock
from canteen.db import Database
from canteen.jobs import Jobs
from canteen.log import get_logger
from pos.errors import CardNotUsed
from pos.returns import ReturnReader
from pos.settings import Settings
from pos.ui.acts import Station
from pos.ui.inputs import Inputs
from pos.ui.model import KioskModel, PinDone
from pos.ui.overlay import Other
from pos.ui.reader_bridge import Call, GuiThread
from pos.ui.surroundings import MenuDesk, Surroundings
from pos.ui.wedge_keys import WedgeKeys
from pos.ui.window import (
    application,
    end,
    ended_by_signals,
    load_window,
    make_engine,
    require_display,
)
from readers import ReaderHealth, TagUid, wedge_format
from readers.wedge import WedgeDecoder

SECONDS_A_MINUTE: Final = 60.0
CARD_TAIL: Final = 4
"""Digits of a card's number that may be shown."""

OtherSteps = Mapping[str, Callable[[str, str], None]]
"""Steps that the station itself does not do, by name: called with a value and the staff's id."""

_log = get_logger("pos.ui")


class Loop(Protocol):
    """What the screen needs of `readers.ReaderLoop`."""

    @property
    def health(self) -> ReaderHealth:
        """How the reader did."""
        ...


class Returns(Protocol):
    """What the screen needs of `pos.returns.ReturnLine`."""

    @property
    def state(self) -> ReturnReader:
        """How the reader at the return does."""
        ...


class KioskApp(Protocol):
    """What the screen needs of `pos.bootstrap.App`."""

    @property
    def settings(self) -> Settings: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def station(self) -> Station: ...
    @property
    def desk(self) -> MenuDesk: ...
    @property
    def database(self) -> Database: ...
    @property
    def background(self) -> Jobs: ...
    @property
    def loop(self) -> Loop: ...
    @property
    def returns(self) -> Returns | None: ...

    def touched(self) -> None:
        """A key was pressed."""
        ...

    def check_pin(self, pin: str, done: PinDone) -> None:
        """Find out whose PIN this is; `done` runs on the GUI thread."""
        ...

    def start(self) -> None:
        """Begin to read."""
        ...

    def close(self) -> None:
        """Finish the work under way and let go of everything."""
        ...


Build = Callable[[Callable[[Call], None]], KioskApp]
"""Builds the app, given how a call is brought to the GUI thread."""


@dataclass(slots=True)
class Kiosk:
    """A kiosk that is built and shown, not yet reading."""

    qt: QGuiApplication
    app: KioskApp
    model: KioskModel
    engine: QQmlApplicationEngine
    window: QQuickWindow

    def run(self) -> None:
        """Read and sell until the window is closed or the process is told to end."""
        with ended_by_signals(self.qt):
            self.app.start()
            self.model.start()
            self.qt.exec()

    def close(self) -> None:
        """Take the window down, then the app."""
        self.model.stop()
        end(self.engine)
        self.app.close()


def open_kiosk(build: Build, *, fullscreen: bool, others: OtherSteps | None = None) -> None:
    """Open the kiosk and stay until it is closed.

    Raises `NoDisplay` where there is no screen, and what `build` raises.
    """
    kiosk = boot(build, fullscreen=fullscreen, others=others)
    try:
        kiosk.run()
    finally:
        kiosk.close()


def boot(build: Build, *, fullscreen: bool, others: OtherSteps | None = None) -> Kiosk:
    """Fonts, app, model, engine, window, in this order; the first frame shows today's dishes."""
    require_display()
    qt = application()
    gui = GuiThread()
    app = build(gui.deliver)
    gui.setParent(qt)
    model = _model(app, others or {})
    engine = make_engine(moves=not app.settings.pos.reduced_motion)
    window = load_window(engine, "Main", {"kiosk": model}, None)
    _take_cards(window, app)
    _show(window, fullscreen=fullscreen)
    return Kiosk(qt, app, model, engine, window)


def _take_cards(window: QQuickWindow, app: KioskApp) -> None:
    """Keep the keys of a card reader that types away from the screen, whatever is open there."""
    name = app.settings.pos.wedge
    if not name:
        return
    keys = WedgeKeys(WedgeDecoder(wedge_format(name)), window)

    def shown(card: TagUid) -> None:
        app.station.tell(CardNotUsed(tail=card.text[-CARD_TAIL:]))

    keys.card.connect(shown)
    window.installEventFilter(keys)


def _model(app: KioskApp, others: OtherSteps) -> KioskModel:
    around = Surroundings(
        app.settings,
        app.desk,
        app.database,
        app.clock,
        app.background,
        offers=others.keys(),
        health=lambda: app.loop.health,
        returns=lambda: app.returns.state if app.returns else None,
    )

    def inputs() -> Inputs:
        return around.inputs(app.station.state)

    def other(act: Other, by: str) -> None:
        step = others.get(act.name)
        if step is None:
            _log.warning("nobody-offers", act=act.name, by=by)
        else:
            step(act.value, by)

    return KioskModel(
        app.station,
        app.check_pin,
        inputs,
        app.clock,
        other=other,
        cash_unlocked_seconds=app.settings.pos.cash_unlocked_minutes * SECONDS_A_MINUTE,
        on_touch=app.touched,
    )


def _show(window: QQuickWindow, *, fullscreen: bool) -> None:
    if fullscreen:
        window.showFullScreen()
    else:
        window.resize(1280, 800)
        window.show()
