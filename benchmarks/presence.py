"""How often the presence rule is wrong, how long it takes, and what others do: tables.

    python benchmarks/presence.py [--trays N] [--short]

`N` (1,000,000 unless said otherwise) is the number of simulated trays a line; plates laid one by
one take a tenth of it, the real rule 2,000 at most. `--short` leaves out section 5, whose sums take
many minutes. Chances without an interval are exact. Nothing
here waits for a reader: cycle times are computed for a FEIG reader at 38400 bit/s. Exit 1 where a
promise of the rule is broken.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "tests"))

import numpy as np
from support.laid_plates import lay
from support.stray_odds import clean_tray, with_stray
from support.tray_odds import chain, commits, cycle_seconds, interval, simulate

from readers.certainty import absent_after, miss_chance, patience
from readers.presence import DELTA
from readers.read_rates import STARTING_RATE

RATES = [round(0.80 + step / 100, 2) for step in range(20)]
DELTAS = (1e-3, 1e-4, 1e-6)
SIMULATED = [(1, 0.9), (2, 0.8), (2, 0.95), (3, 0.98), (4, 0.9), (8, 0.9), (12, 0.8), (12, 0.95)]
COMMIT_SECONDS = 2.0
BILLED, HELD, WAITS = 1e-4, 0.01, 0.03
REAL_TRAYS = 2000

Row = Sequence[object]


def table(caption: str, head: Row, rows: Iterator[Row]) -> bool:
    """Print a table as it comes; whether no row ends with "no"."""
    print()
    print(textwrap.fill(caption, 100))
    print(_line(head))
    good = True
    for row in rows:
        print(_line(row), flush=True)
        good &= row[-1] != "no"
    return good


def _line(row: Row) -> str:
    first, *rest = row
    return f"{first!s:>24}" + "".join(f" {cell!s:>12}" for cell in rest)


def yes(held: object) -> str:
    return "yes" if held else "no"


def million(hits: int, trials: int) -> str:
    low, high = interval(hits, trials)
    return f"{hits / trials * 1e6:.0f} ({low * 1e6:.0f}-{high * 1e6:.0f})"


def missed(_trays: int) -> Iterator[Row]:
    for rate in RATES:
        for delta in DELTAS:
            lengths = patience(rate, delta)
            chances = [miss_chance(plates, rate, lengths) for plates in range(1, 13)]
            least = all(
                length == 1
                or any(
                    miss_chance(n, rate, [*lengths[:m], length - 1, *lengths[m + 1 :]]) > delta
                    for n in range(2, 26)
                )
                for m, length in enumerate(lengths)
            )
            runs = "".join(map(str, lengths[:12]))
            kept = max(chances) <= delta and least
            worst = int(np.argmax(chances)) + 1
            yield rate, f"{delta:g}", runs, f"{max(chances):.3g}", worst, yes(least), yes(kept)


def simulated(trays: int) -> Iterator[Row]:
    for plates, rate in SIMULATED:
        exact = miss_chance(plates, rate, patience(rate, 1e-3))
        seen = simulate(trays, [rate] * plates, patience(rate, 1e-3), seed=plates)
        low, high = seen.interval
        yield (
            f"{plates} at {rate}",
            f"{exact:.4g}",
            f"{seen.wrong / trays:.4g}",
            f"{low:.4g}",
            f"{high:.4g}",
            yes(low <= exact <= high),
        )


def worn(_trays: int) -> Iterator[Row]:
    for known in (0.95, STARTING_RATE):
        for plates in (2, 4, 12):
            for rate in (0.6, 0.65, 0.7, 0.75, 0.8):
                yield _curve(f"{plates}, one at {rate}", [0.95] * (plates - 1) + [rate], known)


def started(_trays: int) -> Iterator[Row]:
    for true in (0.9, 0.98):
        for known in (STARTING_RATE, true):
            for plates in (1, 2, 4, 8, 12):
                yield _curve(f"{plates} at {true}", [true] * plates, known)


def _curve(name: str, rates: Sequence[float], known: float) -> Row:
    exact = chain(rates, patience(known, DELTA))
    cycles = [exact.percentile(0.5), exact.percentile(0.95)]
    took = cycle_seconds(len(rates))
    return (
        name,
        known,
        f"{exact.wrong:.3g}",
        *cycles,
        *(f"{count * took:.2f}" for count in cycles),
    )


def beside(trays: int) -> Iterator[Row]:
    trays = max(1, trays // 10)
    for plates, rate in ((4, 0.9), (4, 0.95), (12, 0.9), (12, 0.95)):
        for name, rule in (
            ("window of 3", ("window", 3)),
            ("window of 5", ("window", 5)),
            ("window of 10", ("window", 10)),
            ("SMURF 0.05", ("smurf", 0.05)),
            ("SMURF 0.001", ("smurf", 0.001)),
            ("ours 1e-3", ("ours", rate, 1e-3)),
            ("ours 1e-6", ("ours", rate, 1e-6)),
            ("ours 1e-6, rate unknown", ("ours", STARTING_RATE, 1e-6)),
        ):
            laid = lay(rule, trays, plates, rate, seed=1)
            half, most = np.percentile(laid.seconds, [50, 95])
            yield (
                name,
                f"{plates} at {rate}",
                million(laid.wrong, trays),
                f"{laid.in_passing / trays:.4f}",
                f"{laid.lacking * 1e3:.2f}",
                f"{half:.2f}",
                f"{most:.2f}",
            )


def added(_trays: int) -> Iterator[Row]:
    for rate in (0.8, 0.9, 0.95, 0.9733, 0.98, 0.99, 0.9921):
        for delta in (1e-3, 1e-6):
            lengths = patience(rate, delta)[:12]
            worst = (1 - rate) ** min(lengths)
            runs = "".join(map(str, lengths))
            yield rate, f"{delta:g}", runs, f"{worst:.3g}", absent_after(rate, delta)


def strays(_trays: int) -> Iterator[Row]:
    for plates in (1, 4, 12):
        for rate in (0.9, 0.95, 0.98):
            for stray in (0.05, 0.1, 0.2):
                for later in (0, int(COMMIT_SECONDS / cycle_seconds(plates))):
                    commit = with_stray(plates, rate, stray, later)
                    yield (
                        f"{plates} at {rate}, stray {stray}",
                        later,
                        f"{commit.billed:.2e}",
                        f"{commit.doubted:.4f}",
                        f"{commit.undecided:.4f}",
                        f"{commit.unsettled:.4f}",
                        yes(commit.billed + commit.left_out <= BILLED),
                    )


def clean(_trays: int) -> Iterator[Row]:
    for plates in (1, 4, 12):
        for rate in (0.9, 0.95, 0.98):
            for known in (rate, STARTING_RATE):
                for later in (0, int(COMMIT_SECONDS / cycle_seconds(plates))):
                    held, waits = clean_tray(plates, rate, later, known)
                    kept = held <= HELD and waits <= WAITS
                    verdict = yes(kept) if later else "as it is"
                    yield (
                        f"{plates} at {rate}",
                        known,
                        later,
                        f"{held:.2g}",
                        f"{waits:.4g}",
                        verdict,
                    )


def real(trays: int) -> Iterator[Row]:
    count = min(trays, REAL_TRAYS)
    for plates, rate, stray in ((1, 0.98, 0.2), (4, 0.9, 0.1), (12, 0.9, 0.2), (12, 0.9, 0.0)):
        later = int(COMMIT_SECONDS / cycle_seconds(plates))
        rates = [rate] * plates + [stray]
        seen = commits(count, rates, rate, later, seed=9, stray=True)
        names = ("billed", "doubted", "undecided", "unsettled", "held", "waits")
        yield f"{plates} at {rate}, stray {stray}", *(f"{seen[name]:.4f}" for name in names)


TABLES = (
    (
        missed,
        "1. Plates laid down together: the chance that a tray settles without one, exactly, the"
        " worst of 1 to 12 plates; the run lengths for 1 to 12 plates seen",
        ("rate", "wanted", "run lengths", "chance", "at plates", "least", "kept"),
    ),
    (
        simulated,
        "2. The same by simulation at a wanted chance of 0.001, with its 95 % interval",
        ("plates", "exact", "simulated", "from", "to", "agrees"),
    ),
    (
        worn,
        "3a. One worn plate among plates at 0.95, wanted 1e-6: chance of a wrong total, cycles and"
        " seconds to settle (half, 95 % of the trays)",
        ("plates", "station knows", "wrong", "p50 cycles", "p95 cycles", "p50 s", "p95 s"),
    ),
    (
        started,
        "3b. A station that has just started (0.8 assumed) beside one that knows its rate",
        ("plates", "station knows", "wrong", "p50 cycles", "p95 cycles", "p50 s", "p95 s"),
    ),
    (
        beside,
        "4a. Plates laid one by one over 3 s. wrong: settled without a plate though all had lain"
        " there for all the cycles the verdict rests on, per million trays (95 % interval);"
        " in passing: share of trays that were settled while a plate had just come and was not yet"
        " read; ms: how long such a total stood, a tray; seconds from the last plate to settled",
        ("rule", "plates", "wrong/million", "in passing", "ms", "p50 s", "p95 s"),
    ),
    (
        added,
        "4b. One plate added to a tray that has settled: the chance that it stays unread for a"
        " whole run, and the run length that would keep the wanted chance for it. At 1e-6 none up"
        " to 0.99 is worse than 0.9733, and none at all than 0.9921",
        ("rate", "wanted", "run lengths", "chance", "run needed"),
    ),
    (
        strays,
        "5. A neighbour's chip in reach, exactly: what it is at a commit so many cycles after"
        " settling (0: at once; else 2 s); unsettled: it has just come or gone",
        ("tray", "cycles later", "billed", "doubted", "undecided", "unsettled", "<= 1e-4"),
    ),
    (
        clean,
        "6. Clean trays, exactly: held (a plate doubted; 1 % allowed) and waiting (undecided; 3 %)"
        " at a commit",
        ("tray", "station knows", "cycles later", "held", "waits", "kept"),
    ),
    (
        real,
        "7. The real rule at a commit 2 s after settling, by simulation; held and waits are of the"
        " tray's own plates",
        ("tray", "billed", "doubted", "undecided", "unsettled", "held", "waits"),
    ),
)


def main(trays: int, *, short: bool) -> int:
    """Print every table, or all but the slow one; 1 where a promise is broken."""
    chosen = [each for each in TABLES if not (short and each[0] is strays)]
    good = [table(caption, head, rows(trays)) for rows, caption, head in chosen]
    return int(not all(good))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trays", type=int, default=1_000_000)
    parser.add_argument("--short", action="store_true", help="leave out section 5")
    chosen = parser.parse_args()
    raise SystemExit(main(chosen.trays, short=chosen.short))
