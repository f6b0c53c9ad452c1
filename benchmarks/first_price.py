"""From the reader's last byte to the first price on the screen.

    python benchmarks/first_price.py [--trays 40] [--plates 5000]

A kiosk without a display, an emulated reader, 1 to 12 plates of a canteen with many. The time runs
from the end of the first cycle that has plates to the first frame that shows a price. Beside it
stands a frame of the same window that changes nothing, in the same run. Floor: 50 ms, the 95th
percentile.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from payment_commit import NOW, fill_plates, percentile
from PySide6.QtCore import QTimer

from canteen.clock import SystemClock
from canteen.money import ZERO
from pos import shifts
from pos.bootstrap import build, open_chain, open_database
from pos.founding import add_demo, found
from pos.settings import Settings
from pos.state import Phase
from pos.ui.boot import boot
from readers import CycleRead, TagUid
from readers.emulation import FeigEmulator

FLOOR_SECONDS = 0.050
MOST_PLATES = 12


class Stopwatch:
    """Puts trays on the emulated reader one after another and takes the times."""

    def __init__(self, emulator: FeigEmulator, uids: list[TagUid], trays: int) -> None:
        self.emulator = emulator
        self.uids = uids
        self.left = trays
        self.read_at: float | None = None
        self.shown = False
        self.times: list[float] = []
        self.frames: list[float] = []
        self.frame_asked = 0.0
        self.kiosk: Any = None

    def make(self, settings: Settings, url: str, clock: SystemClock) -> None:
        def app(deliver: Any) -> Any:
            built = build(settings, open_database(url), clock, deliver)
            loop_publish = built.loop._publish  # noqa: SLF001 - the stopwatch sits on the thread

            def publish(event: Any) -> None:
                if isinstance(event, CycleRead) and event.cycle.tags and self.read_at is None:
                    self.read_at = time.perf_counter()
                loop_publish(event)

            built.loop._publish = publish  # noqa: SLF001 - as above
            return built

        self.kiosk = boot(app, fullscreen=False)
        self.kiosk.window.frameSwapped.connect(self.framed)
        QTimer.singleShot(500, self.next)

    def next(self) -> None:
        if self.left == 0:
            self.kiosk.qt.quit()
            return
        self.left -= 1
        count = self.left % MOST_PLATES + 1
        start = self.left * MOST_PLATES
        self.read_at, self.shown = None, False
        self.frame_asked = time.perf_counter()
        self.kiosk.window.update()
        QTimer.singleShot(100, lambda: self.emulator.field.place(*self.uids[start : start + count]))

    def framed(self) -> None:
        if self.frame_asked:
            self.frames.append(time.perf_counter() - self.frame_asked)
            self.frame_asked = 0.0
        rows = self.kiosk.model.props.sheet.rows
        if self.read_at and not self.shown and any(row.price for row in rows):
            self.times.append(time.perf_counter() - self.read_at)
            self.shown = True
            self.emulator.field.clear()
            self.wait_idle()

    def wait_idle(self) -> None:
        if self.kiosk.app.station.state.phase is Phase.IDLE:
            self.next()
        else:
            QTimer.singleShot(20, self.wait_idle)


def make_canteen(folder: Path, count: int) -> tuple[str, list[TagUid]]:
    url = f"sqlite:///{folder / 'canteen.db'}"
    database = found(url)
    add_demo(database, NOW)
    chain = open_chain(database, Settings())
    with database.write() as session:
        person = shifts.Staff(shifts.HEADLESS, shifts.HEADLESS, "cashier")  # type: ignore[arg-type]
        shifts.open_shift(session, chain, person, ZERO, NOW.date(), NOW)
    uids = fill_plates(database, count)
    database.close()
    return url, uids


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--trays", type=int, default=40)
    parser.add_argument("--plates", type=int, default=5_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url, uids = make_canteen(folder, args.plates)
        clock = SystemClock(NOW)
        with FeigEmulator(clock=clock, link=folder / "reader") as emulator:
            settings = Settings()
            reader = f"feig:{emulator.path}?parity=N"
            settings = replace(settings, pos=replace(settings.pos, reader=reader))
            watch = Stopwatch(emulator, uids, args.trays)
            watch.make(settings, url, clock)
            watch.kiosk.run()
            watch.kiosk.close()
    p50, p95 = percentile(watch.times, 0.5), percentile(watch.times, 0.95)
    frame = percentile(watch.frames, 0.5)
    print(
        f"first price: p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms over {len(watch.times)}"
        f" trays (floor {FLOOR_SECONDS * 1000:.0f} ms), {p50 / frame:.1f} x a frame that changes"
        f" nothing ({frame * 1000:.1f} ms)"
    )
    return 0 if p95 <= FLOOR_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
