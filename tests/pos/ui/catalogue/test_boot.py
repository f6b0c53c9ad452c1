"""The dietitian's desk as a program: opened, told to end, drawn."""

from __future__ import annotations

import os
import signal

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from support.databases import DEMO_DAY
from support.dish_desk import DISH, WANG_PIN

from accounts import chain as chains
from accounts.chain import Chain
from canteen.clock import ManualClock
from pos.catalogue.drafts import DraftShelf
from pos.settings import load_settings
from pos.ui.catalogue import boot as catalogue_boot
from pos.ui.errors import NoDisplay
from pos.ui.window import application


def opened(database) -> None:
    chain = Chain(chains.load_key(database), "T1")
    clock = ManualClock(DEMO_DAY)
    catalogue_boot.open_desk(load_settings(None), database, chain, clock, fullscreen=False)


@pytest.mark.usefixtures("loop_ends")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_desk_ends_when_it_is_told_to(sqlite_demo, number):
    application()
    before = signal.getsignal(number)
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), number))
    opened(sqlite_demo)
    assert signal.getsignal(number) is before


class Typist:
    """Logs in, opens a dish, types into it, and then somebody ends the program."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.timeout.connect(self.step)
        self._timer.start(20)

    @property
    def waits(self) -> bool:
        return self._timer.isActive()

    def step(self) -> None:
        (window,) = QGuiApplication.topLevelWindows()
        screen = window.property("desk")
        state = screen.state
        if state.staff is not None and state.page is None:
            self._timer.stop()
            screen.press("open", DISH)
            screen.edit("line.0.amount", "2400")
            os.kill(os.getpid(), signal.SIGTERM)
        elif state.book is not None and not state.page.asking:
            for digit in WANG_PIN:
                screen.press("digit", digit)
            screen.press("confirm", "")


@pytest.mark.usefixtures("loop_ends")
def test_what_was_just_typed_is_kept_when_it_is_told_to_end(sqlite_demo):
    application()
    typist = Typist()
    opened(sqlite_demo)
    assert not typist.waits
    (kept,) = DraftShelf(sqlite_demo).own("01")
    assert kept.draft.now.lines[0].amount == "2400"


def test_without_a_screen_it_says_so(sqlite_demo, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NoDisplay):
        opened(sqlite_demo)
