"""What the reader pipeline adds to a cycle: measured time against air, wire and demanded waits.

`python benchmarks/tray_cycle.py [--rounds 7] [FAMILY …]` reads 1 to 12 plates from the emulated
reader of every serial family at its usual speed and prints one line a count; exit 1 where more
than max(10 %, 2 ms) is added in the median.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from floors import FAMILIES, Family

from canteen.clock import SystemClock
from readers import Presence, Reader, open_reader

PLATES = 12
SHARE, LEAST_SECONDS = 0.10, 0.002


def measure(family: Family, rounds: int) -> bool:
    """Print a family's table; whether a count is too slow."""
    clock = SystemClock()
    field, beside = family.field(), family.field()
    slow = False
    print(f"{family.name:7}plates  floor ms  cycle ms  added ms  allowed ms")
    with family.emulator(field, clock) as emulator:
        reader = open_reader(f"{family.name}:{emulator.path}?baud={family.baud}&parity=N", clock)
        floor = family.floor(beside)
        for count, chip in enumerate(family.chips(PLATES), start=1):
            field.place(chip)
            beside.place(chip)
            pairs = [(floor(), _cycle(reader, count)) for _ in range(rounds)]
            slow |= _tell(count, pairs)
        reader.close()
    return slow


def _tell(count: int, pairs: list[tuple[float, float]]) -> bool:
    """A UHF inventory takes another time on the air each time, so each has its own floor."""
    floor = statistics.median(least for least, _took in pairs)
    added = statistics.median(took - least for least, took in pairs)
    allowed = max(SHARE * floor, LEAST_SECONDS)
    missed = added > allowed
    figures = (floor, floor + added, added, allowed)
    words = "".join(f"{value * 1000:10.2f}" for value in figures)
    print(f"{count:13}{words}{'  missed' if missed else ''}")
    return missed


def _cycle(reader: Reader, count: int) -> float:
    cycle = reader.cycle()
    assert cycle.complete, cycle.faults
    assert len(Presence().see(cycle).plates) == count
    return cycle.ended - cycle.started


def main(argv: list[str] | None = None) -> int:
    """Print the tables; 1 where a count is too slow."""
    names = [family.name for family in FAMILIES]
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("families", nargs="*", metavar="FAMILY")
    args = parser.parse_args(argv)
    wanted = args.families or names
    slow = [measure(family, args.rounds) for family in FAMILIES if family.name in wanted]
    return int(any(slow))


if __name__ == "__main__":
    raise SystemExit(main())
