"""What an idle reader costs: the processor time of its loop while nothing lies there.

`python benchmarks/idle.py [--seconds 10] [DRIVER …]` (feig and pcsc unless others are named). The
emulated reader and the smart card service run in processes of their own. Exit 1 where more than 2 %
of one core is used. pcsc wants root, or a system that lets everyone have namespaces.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.pcscd import Pcscd, in_a_room

from canteen.clock import SystemClock
from readers import CycleRead, Presence, ReaderEvent, ReaderLoop, open_reader
from readers.drivers import SERIAL_FAMILIES

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = 0.02
WARMING_SECONDS = 1.0


def spent(url: str, seconds: float) -> list[float]:
    """The share of a core that a loop over an idle reader uses, and its cycles a second."""
    clock = SystemClock()
    counts: Counter[bool] = Counter()

    def note(event: ReaderEvent) -> None:
        assert isinstance(event, CycleRead), event
        counts[event.cycle.complete and not event.cycle.tags] += 1

    loop = ReaderLoop(lambda: open_reader(url, clock), Presence(), clock, note)
    loop.start()
    time.sleep(WARMING_SECONDS)
    counts.clear()
    wall, processor = time.perf_counter(), time.process_time()
    time.sleep(seconds)
    share = (time.process_time() - processor) / (time.perf_counter() - wall)
    loop.stop()
    assert counts[True], "no cycle"
    assert not counts[False], counts
    return [share, counts[True] / seconds]


def measure(driver: str, seconds: float) -> list[float]:
    """As `spent`, with an emulated reader in another process."""
    if driver == "pcsc":
        return [*in_a_room(lambda: _pcsc(seconds))]
    with tempfile.TemporaryDirectory() as folder:
        words = ["readers", "emulate", driver, "--link", str(Path(folder) / "reader")]
        emulator = subprocess.Popen(
            [sys.executable, "-m", "pos", *words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        with emulator:
            assert emulator.stdout is not None
            path = emulator.stdout.readline().strip()
            return spent(f"{driver}:{path}?parity=N", seconds)


def _pcsc(seconds: float) -> list[float]:
    with Pcscd():
        return spent("pcsc:", seconds)


def main(argv: list[str] | None = None) -> int:
    """Print a line a driver; 1 where one uses too much."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10.0)
    choices = [*SERIAL_FAMILIES, "pcsc"]
    parser.add_argument("drivers", nargs="*", default=["feig", "pcsc"], metavar="DRIVER")
    args = parser.parse_args(argv)
    if not set(args.drivers) <= set(choices):
        parser.error(", ".join(choices))
    missed = False
    print("driver   of a core  cycles/s")
    for driver in args.drivers:
        share, cycles = measure(driver, args.seconds)
        missed |= share > ALLOWED
        print(f"{driver:8}{share:10.2%}{cycles:10.1f}{'  missed' * (share > ALLOWED)}")
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
