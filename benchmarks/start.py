"""How long the kiosk takes to start, with a long past: whole processes, from start to frame.

    python benchmarks/start.py [--sales 1000000] [--plates 5000] [--runs 5]

Two floors: the idle screen with today's dishes within 1.5 s, ready to sell (the first complete
reading cycle has reached the station) within 3 s; medians. The same start on an empty canteen and
an interpreter that only imports the libraries stand beside.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from history import add_history
from payment_commit import NOW, fill_plates

from accounts.chain import Chain, load_key
from canteen.clock import SystemClock
from canteen.money import ZERO
from pos import shifts
from pos.desk import occasion_at
from pos.founding import add_demo, found
from pos.settings import Settings
from readers.emulation import FeigEmulator

IDLE_SECONDS, READY_SECONDS = 1.5, 3.0
BARE = "import PySide6.QtQuick, sqlalchemy, pysqlite3, serial"


def make_canteen(folder: Path, sales: int, plates: int) -> str:
    """The URL of a canteen with a past and filled plates."""
    url = f"sqlite:///{folder / 'canteen.db'}"
    database = found(url)
    add_demo(database, NOW)
    chain = Chain(load_key(database), "T1")
    with database.write() as session:
        person = shifts.Staff(shifts.HEADLESS, shifts.HEADLESS, "cashier")  # type: ignore[arg-type]
        day = occasion_at(NOW, Settings()).business_date
        shifts.open_shift(session, chain, person, ZERO, day, NOW)
    if plates:
        fill_plates(database, plates)
    if sales:
        add_history(database, sales)
    database.close()
    return url


def one_start(url: str, reader: str) -> dict[str, float]:
    """Seconds from the process's start to the idle screen and to ready."""
    started = time.time()
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("start_child.py")), url, reader],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
    )
    stamps = json.loads(done.stdout)
    return {name: stamp - started for name, stamp in stamps.items()}


def bare_start() -> float:
    """Seconds of a process that only imports the libraries."""
    started = time.time()
    subprocess.run([sys.executable, "-c", BARE], check=True)
    return time.time() - started


def measure(sales: int, plates: int, runs: int) -> dict[str, float]:
    """Medians over `runs` starts, after one that is not counted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = make_canteen(folder, sales, plates)
        clock = SystemClock(datetime.now(UTC))
        with FeigEmulator(clock=clock, link=folder / "reader") as emulator:
            reader = f"feig:{emulator.path}?parity=N"
            one_start(url, reader)
            times = [one_start(url, reader) for _ in range(runs)]
    return {key: statistics.median(each[key] for each in times) for key in times[0]}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sales", type=int, default=1_000_000)
    parser.add_argument("--plates", type=int, default=5_000)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    bare = statistics.median(bare_start() for _ in range(args.runs))
    empty = measure(0, 0, args.runs)
    full = measure(args.sales, args.plates, args.runs)
    print(f"start: libraries alone {bare:.2f} s")
    for key, floor in (("idle", IDLE_SECONDS), ("ready", READY_SECONDS)):
        print(
            f"start {key}: {full[key]:.2f} s with {args.sales} sales and {args.plates} plates"
            f" (floor {floor} s), {full[key] / empty[key]:.2f} x an empty canteen,"
            f" {full[key] / bare:.2f} x the libraries alone"
        )
    return 0 if full["idle"] <= IDLE_SECONDS and full["ready"] <= READY_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
