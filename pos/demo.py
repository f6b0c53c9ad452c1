"""The demo canteen: a fresh database, an emulated reader, and guests who come with trays."""

from __future__ import annotations

import contextlib
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from accounts import chain as chains
from canteen.clock import Clock
from canteen.db import Database
from pos import bindings
from pos.bootstrap import App
from pos.desk import occasion_at
from pos.founding import add_demo, found
from pos.settings import Settings
from pos.state import Phase
from readers import TagUid
from readers.emulation import FeigEmulator

TRAYS: Final = (
    (2, 7, 13, 14, 19, 21),
    (5, 15, 22),
    (1, 8, 17, 20, 22, 23, 24),
    (3, 12, 16, 21),
)
"""The menu slots on the trays that come, one after another."""
HALVES: Final = frozenset({12, 13, 15, 17})
"""Of those the slots of which a half portion lies there, on a plate bound to be one."""

PLATES_A_SLOT: Final = 2
HALF_PLATE: Final = PLATES_A_SLOT + 1
GUEST_COMES_SECONDS: Final = 3.0
GUEST_GOES_SECONDS: Final = 5.0
LOOK_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """Where the demo lies: settings that name its reader and printer, and its database."""

    settings: Settings
    url: str
    folder: Path
    emulator: FeigEmulator


def plate_uid(slot: int, number: int = 1) -> TagUid:
    """A demo plate of a menu slot."""
    return TagUid.parse(f"E0040150{slot:02X}{number:06X}")


@contextlib.contextmanager
def demo_place(settings: Settings, clock: Clock) -> Iterator[DemoPlace]:
    """Make the demo canteen in a folder of its own, with a reader on a pty; both go afterwards."""
    with tempfile.TemporaryDirectory(prefix="kangle-demo-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'demo.db'}"
        database = found(url)
        try:
            add_demo(database, clock.now())
            _bind_plates(database, settings, clock)
        finally:
            database.close()
        with FeigEmulator(clock=clock, link=folder / "reader") as emulator:
            pos = replace(
                settings.pos,
                reader=f"feig:{emulator.path}?parity=N",
                printer=f"file:{folder / 'slips.escpos'}",
            )
            yield DemoPlace(replace(settings, pos=pos), url, folder, emulator)


def _bind_plates(database: Database, settings: Settings, clock: Clock) -> None:
    chains.load_key(database)
    now = clock.now()
    occasion = occasion_at(now, settings)
    with database.write() as session:
        for slot in range(1, 25):
            uids = [plate_uid(slot, number + 1) for number in range(PLATES_A_SLOT)]
            bindings.bind_slot(session, uids, slot, occasion, by=None, now=now)
        for slot in sorted(HALVES):
            uids = [plate_uid(slot, HALF_PLATE)]
            bindings.bind_slot(session, uids, slot, occasion, by=None, now=now, half=True)


class Guests:
    """Guests at the emulated reader: one puts a tray down, waits until it is paid, takes it away.

    A thread of its own, since guests are no part of the till; `again` lets the next one come.
    """

    def __init__(self, app: App, emulator: FeigEmulator, clock: Clock, *, again: bool) -> None:
        self._app = app
        self._emulator = emulator
        self._clock = clock
        self._again = again
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="demo-guests", daemon=True)

    def start(self) -> None:
        """Let the first guest come."""
        self._thread.start()

    def stop(self) -> None:
        """Send everybody home."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        number = 0
        while not self._stopping.is_set():
            tray = [
                plate_uid(slot, HALF_PLATE if slot in HALVES else 1)
                for slot in TRAYS[number % len(TRAYS)]
            ]
            number += 1
            self._emulator.field.place(*tray)
            if not self._until(Phase.DONE, Phase.CLEARING) or not self._again:
                return
            self._clock.wait(self._stopping, GUEST_GOES_SECONDS)
            self._emulator.field.take(*tray)
            self._until(Phase.IDLE)
            self._wash(tray)
            self._clock.wait(self._stopping, GUEST_COMES_SECONDS)

    def _until(self, *phases: Phase) -> bool:
        while self._app.station.state.phase not in phases:
            if self._clock.wait(self._stopping, LOOK_SECONDS):
                return False
        return True

    def _wash(self, tray: list[TagUid]) -> None:
        if self._stopping.is_set():
            return
        with self._app.database.write() as session:
            bindings.release(session, tray, self._clock.now())
