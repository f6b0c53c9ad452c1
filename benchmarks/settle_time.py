"""From laying a tray down to its first price, and to knowing that nothing was overlooked.

`python benchmarks/settle_time.py [TRAYS]`: 4 and 12 plates at once, at a random moment of a running
reader's cycle or of the rest after it, each answering with chance p, with the real driver and
presence rule at delta 1e-6. Time is exact and not measured: air, wire and demanded waits by the
emulator's constants, and for the host what `tray_cycle.py` finds; that leaves out the screen, which
`first_price.py` measures. A plate laid down after an inventory began waits for the next one. Exit 1
where the 95th percentile of a FEIG reader at 38400 bit/s is over its limit, a tray was settled
wrong, or the first price did not come with the first cycle begun after laying, more often than
plates that all stay silent explain.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from exact_line import ExactLine

from readers import Presence, Reader, open_reader
from readers.emulation import feig, rr
from readers.emulation.feig_firmware import FeigFirmware
from readers.emulation.field import TagField
from readers.emulation.firmware import Firmware
from readers.emulation.rr_firmware import RrFirmware
from readers.loop import rest_seconds
from readers.presence import DELTA, Sighting
from readers.read_rates import ReadCount, lower_limit

HOST_SECONDS = 0.0005
"""For each request; `tray_cycle.py` finds 0.2 to 0.7 ms."""
MOST_CYCLES = 500
RARE = 1e-3
"""So many late cycles, or more, are no chance."""


@dataclass(frozen=True)
class Case:
    """A reader, how many plates, how they answer, and the seconds 95 trays of 100 may take."""

    reader: str
    plates: int
    rate: float
    limit: float | None = None


CASES = (
    Case("feig", 4, 0.9, 0.55),
    Case("feig", 12, 0.9, 1.7),
    Case("feig", 4, 0.98, 0.35),
    Case("feig", 12, 0.98, 1.1),
    *(
        Case(reader, plates, rate)
        for reader in ("rr", "rr full")
        for rate in (0.9, 0.98)
        for plates in (4, 12)
    ),
)


@dataclass
class Figures:
    """What the trays of a case took, in seconds.

    `late` counts the cycles begun after laying that showed no plate at all.
    """

    priced: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    cycle: list[float] = field(default_factory=list)
    late: int = 0
    wrong: int = 0


def make_line(reader: str, zone: TagField) -> tuple[ExactLine, str]:
    """The emulated reader on a line without waiting, and the address that fits it."""
    firmware: Firmware
    if reader == "feig":
        firmware = FeigFirmware(zone)
        return ExactLine(firmware, feig.BAUD, feig.BITS, HOST_SECONDS), "feig:exact?parity=E"
    firmware = RrFirmware(zone, full_scan=reader == "rr full")
    return ExactLine(firmware, rr.BAUD, 10, HOST_SECONDS), "rr:exact"


def measure(case: Case, trays: int) -> Figures:
    """Lay down so many trays, one after another, on one running reader."""
    zone = TagField(1)
    line, url = make_line(case.reader, zone)
    driver: Callable[..., Reader] = open_reader
    reader = driver(url, line.clock, lambda _settings: line)
    dice = random.Random(case.plates)  # noqa: S311 - made-up chip numbers and moments
    figures = Figures()
    for _tray in range(trays):
        chips = [_chip(dice) for _plate in range(case.plates)]
        for chip in chips:
            zone.rate(chip, case.rate)
        idle = reader.cycle()
        rest = rest_seconds(idle, Sighting())
        laid = line.now() + dice.random() * (idle.ended - idle.started + rest)
        line.plan(laid, lambda chips=chips: zone.place(*chips))
        line.read(1, rest)
        _watch(reader, Presence(rate=case.rate), set(chips), laid, figures)
        zone.clear()
    return figures


def _chip(dice: random.Random) -> str:
    return f"E00401{dice.getrandbits(40):010X}"


def _watch(
    reader: Reader, presence: Presence, chips: set[str], laid: float, figures: Figures
) -> None:
    """Read until the tray is settled."""
    shown = False
    for _cycle in range(MOST_CYCLES):
        cycle = reader.cycle()
        assert cycle.complete, cycle.faults
        sighting = presence.see(cycle)
        if not shown and sighting.plates:
            shown = True
            figures.priced.append(cycle.ended - laid)
        elif not shown and cycle.started >= laid:
            figures.late += 1
        if len(cycle.tags) == len(chips):
            figures.cycle.append(cycle.ended - cycle.started)
        if sighting.settled:
            figures.settled.append(cycle.ended - laid)
            figures.wrong += {uid.text for uid in sighting.plates} != chips
            return
    raise AssertionError("it never settles")


def _missed(case: Case, figures: Figures) -> list[str]:
    """What the case misses, in words."""
    reasons = []
    if case.limit is not None and percentile(figures.settled, 0.95) > case.limit:
        reasons.append(f"95 trays of 100 take longer than {case.limit} s to settle")
    if figures.wrong:
        reasons.append(f"{figures.wrong} settled without one of their plates")
    silent = (1.0 - case.rate) ** case.plates
    # Late cycles come one after another until a tray shows a plate, so the last cycle of all is not
    # late: of the others these are too many where the share's lower limit is above the chance.
    cycles = ReadCount(figures.late + len(figures.settled) - 1, figures.late)
    if lower_limit(cycles, 1.0 - RARE) > silent:
        reasons.append(
            f"the first price was late: {figures.late} cycles showed no plate, where all are silent"
            f" with a chance of {silent:.1g} a cycle"
        )
    return reasons


def _tell(case: Case, figures: Figures) -> bool:
    """Print the case's line; whether it misses something."""
    words = f"{case.reader:8}{case.rate:5}{case.plates:7}{len(figures.settled):7}"
    words += f"{statistics.median(figures.cycle):9.3f}"
    for each in (figures.priced, figures.settled):
        words += f"{percentile(each, 0.5):9.3f}{percentile(each, 0.95):7.3f}"
    words += f"{case.limit:7}" if case.limit is not None else "      –"
    words += f"{figures.late:6}{figures.wrong:6}"
    reasons = _missed(case, figures)
    print("\n    missed: ".join([words, *reasons]))
    return bool(reasons)


def percentile(values: list[float], share: float) -> float:
    """By nearest rank."""
    return sorted(values)[max(0, -(-int(share * 100) * len(values) // 100) - 1)]


def main(trays: int) -> int:
    """Print the table; 1 where a limit is missed or a tray was settled wrong."""
    print(f"seconds from laying down, delta {DELTA:g}; host {HOST_SECONDS * 1000:g} ms a request")
    print("                               cycle   first price       settled        price")
    print("reader      p plates  trays      p50      p50    p95      p50    p95  limit  late wrong")
    missed = [_tell(case, measure(case, trays)) for case in CASES]
    print("late: cycles begun after laying that showed no plate at all")
    return int(any(missed))


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
