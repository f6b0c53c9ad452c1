"""The dietitian's desk as a program: opened, told to end, drawn."""

from __future__ import annotations

import os
import signal

import pytest
from PySide6.QtCore import QTimer
from support.databases import DEMO_DAY

from accounts import chain as chains
from accounts.chain import Chain
from canteen.clock import ManualClock
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


def test_without_a_screen_it_says_so(sqlite_demo, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NoDisplay):
        opened(sqlite_demo)
