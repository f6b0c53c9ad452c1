"""What the reader pipeline adds to a cycle: measured time against air, wire and demanded waits.

`python benchmarks/tray_cycle.py [ROUNDS]` reads 1 to 12 plates from an emulated FEIG reader at
38400 bit/s and prints one line a count; exit 1 where more than max(10 %, 2 ms) is added.
"""

from __future__ import annotations

import random
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from canteen.clock import SystemClock
from readers import Presence, TagUid, open_reader
from readers.emulation import FeigEmulator
from readers.emulation.air import FIELD_RESET_SECONDS, inventory_seconds
from readers.emulation.feig import BAUD, BITS
from readers.emulation.feig_firmware import COMMAND_SECONDS, PAGE_TAGS
from readers.protocols import feig

PLATES = 12
SHARE, LEAST_SECONDS = 0.10, 0.002


def floor_seconds(uids: list[TagUid]) -> float:
    """Air, controller, wire and the silence before each request of one cycle."""
    pages = -(-len(uids) // PAGE_TAGS)
    sent = len(feig.encode_request(feig.RF_RESET)) + pages * len(feig.inventory_request())
    reset, page = 6, 7
    got = reset + pages * page + sum(len(feig.data_set(uid)) for uid in uids)
    # The first page's air time stands for its controller time; later pages are in memory.
    work = FIELD_RESET_SECONDS + inventory_seconds(uids) + (pages - 1) * COMMAND_SECONDS
    return work + (sent + got) * BITS / BAUD + (1 + pages) * feig.QUIET_SECONDS


def main(rounds: int) -> int:
    """Print the table; 1 where a count is too slow."""
    clock = SystemClock()
    dice = random.Random(1)  # noqa: S311 - made-up chip numbers
    chips = [TagUid.of(b"\xe0\x04\x01" + dice.randbytes(5)) for _ in range(PLATES)]
    slow = False
    print("plates  floor ms  cycle ms  added ms  allowed ms")
    with FeigEmulator(clock=clock) as emulator:
        reader = open_reader(f"feig:{emulator.path}?parity=N", clock)
        for count in range(1, PLATES + 1):
            emulator.field.place(chips[count - 1])
            floor = floor_seconds(chips[:count])
            added = statistics.median(_cycle(reader, count) for _ in range(rounds)) - floor
            allowed = max(SHARE * floor, LEAST_SECONDS)
            slow |= added > allowed
            figures = (floor, floor + added, added, allowed)
            print(f"{count:6}" + "".join(f"{value * 1000:10.2f}" for value in figures))
        reader.close()
    return int(slow)


def _cycle(reader: object, count: int) -> float:
    cycle = reader.cycle()  # type: ignore[attr-defined]
    assert cycle.complete
    assert len(Presence().see(cycle).plates) == count
    return float(cycle.ended - cycle.started)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
