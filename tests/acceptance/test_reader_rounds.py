"""Readers that are pulled out again and again, and a day of trays: nothing is lost and nothing
is left behind. The full figures run with `-m soak`; `-s` shows what was measured.
"""

from __future__ import annotations

import gc
import random
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from benchmarks.exact_line import ExactLine
from canteen.clock import SystemClock
from readers import (
    CycleRead,
    Presence,
    ReaderEvent,
    ReaderLoop,
    ReaderLost,
    ReaderUrl,
    TrayRecorder,
    open_reader,
)
from readers.emulation import TagField, make_emulator
from readers.emulation.feig import BAUD, BITS
from readers.emulation.feig_firmware import FeigFirmware
from readers.tray_recorder import EMPTY_CYCLES

SPEED = 4.0
BACK_SECONDS = 2.0
PATIENCE = 30.0
POOL = [f"E00401{number * 0x9E3779B9 % (1 << 32):08X}{number:02X}" for number in range(1, 13)]
LONGEST_USE = 0.4
LONGEST_AWAY = 0.6
KEPT = 50
PLATES = 400
LOOKS = 10
HOST_SECONDS = 0.0005
MEGABYTE = 1 << 20

Plates = frozenset[str]


class Rounds:
    """A loop on an emulated reader that is unplugged; judges every event as it comes.

    `trays` holds what lay there in each period between two losses, `back` the seconds of the
    emulated clock from plugging in to the end of the first complete cycle.
    """

    def __init__(self, family: str, folder: Path, seed: int) -> None:
        self.clock = SystemClock(speed=SPEED)
        self.emulator = make_emulator(family, self.clock, link=folder / "reader")
        self.dice = random.Random(seed)  # noqa: S311 - moments of a test
        self.trays: list[Plates] = []
        self.wrong: list[str] = []
        self.back: list[float] = []
        self.cycles = 0
        self._period = 0
        self._known: Plates = frozenset()
        self._due = 0.0
        self._shown, self._settled = threading.Event(), threading.Event()
        url = f"{family}:{self.emulator.path}?parity=N"
        self.loop = ReaderLoop(
            lambda: open_reader(url, self.clock), Presence(), self.clock, self._judge
        )

    def begin(self) -> None:
        """Plug in for the first time."""
        self._lay()
        self._plug_in(self.loop.start)

    def one_more(self, *, settle: bool) -> None:
        """Use it for a moment, pull it out in the middle of whatever it does, put it back."""
        self.clock.sleep(self.dice.random() * LONGEST_USE)
        self.emulator.unplug()
        self._lay()
        self.clock.sleep(self.dice.random() * LONGEST_AWAY)
        self._plug_in()
        assert not settle or self._settled.wait(PATIENCE), self.wrong

    def end(self) -> None:
        """Stop the loop, then take the reader away."""
        self.loop.stop()
        self.emulator.unplug()

    def _lay(self) -> None:
        """Change the tray, or leave it, while the reader is away."""
        tray = frozenset(self.dice.sample(POOL, self.dice.randint(0, len(POOL))))
        if self.trays and self.dice.random() < 0.5:
            tray = self.trays[-1]
        self.trays.append(tray)
        self.emulator.field.clear()
        self.emulator.field.place(*sorted(tray))

    def _plug_in(self, then: Callable[[], None] = lambda: None) -> None:
        self._shown.clear()
        self._settled.clear()
        self._due = self.clock.monotonic()
        self.emulator.plug()
        then()
        assert self._shown.wait(PATIENCE), self.wrong

    def _judge(self, event: ReaderEvent) -> None:
        if isinstance(event, ReaderLost):
            self._period += event.attempt == 1
            self._expect("a settled loss", not event.sighting.settled)
        if isinstance(event, CycleRead):
            self.cycles += 1
            self._judge_cycle(event, self.trays[self._period])
        if isinstance(event, ReaderLost | CycleRead):
            self._known = frozenset(uid.text for uid in event.sighting.plates)

    def _judge_cycle(self, event: CycleRead, lying: Plates) -> None:
        seen = {uid.text for uid in event.cycle.uids}
        plates = {uid.text for uid in event.sighting.plates}
        self._expect("a chip that is not there", seen <= lying)
        self._expect("a plate that is not there", plates - self._known <= lying)
        # Money is taken for what is settled, but not for what may lie elsewhere.
        doubted = {*event.sighting.doubtful, *event.sighting.undecided}
        sure = plates - {uid.text for uid in doubted}
        self._expect("a wrong tray", not event.sighting.settled or sure <= lying <= plates)
        if self._period < len(self.trays) - 1:
            return  # the last of it before it was pulled out
        if event.cycle.complete:
            self._expect("an overlooked chip", seen == lying)
            if not self._shown.is_set():
                self.back.append(event.cycle.ended - self._due)
                self._shown.set()
        # An empty field has nothing that could settle; what lay there before must be gone.
        if plates == lying and (event.sighting.settled or not lying):
            self._settled.set()

    def _expect(self, what: str, well: bool) -> None:
        if not well:
            self.wrong.append(f"{what} in period {self._period}")


def show(text: str) -> None:
    """For `-s`: what was measured."""
    sys.stdout.write(f"\n{text}\n")


@pytest.mark.parametrize("family", ["feig", "rr"])
@pytest.mark.parametrize(
    "count",
    [40, pytest.param(1000, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])],
)
def test_a_reader_pulled_out_at_any_moment_is_back_in_two_seconds(
    family: str, count: int, tmp_path: Path
) -> None:
    process = psutil.Process()
    before = (process.num_fds(), threading.active_count())
    rounds = Rounds(family, tmp_path, seed=count)
    held = set()
    rounds.begin()
    for number in range(count):
        rounds.one_more(settle=number % 8 == 0)
        held.add((process.num_fds(), threading.active_count()))
    reconnects = rounds.loop.health.reconnects
    rounds.end()
    back = sorted(rounds.back)
    show(
        f"{family}: {count} rounds, {rounds.cycles} cycles, back after {back[len(back) // 2]:.2f} s"
        f" in the median, {back[-1]:.2f} s at most"
    )
    assert rounds.wrong == []
    assert (len(back), reconnects) == (count + 1, count)
    assert back[-1] <= BACK_SECONDS
    assert len(held) == 1
    assert (process.num_fds(), threading.active_count()) == before


class Day:
    """Trays one after another on a FEIG reader whose time passes without anyone waiting.

    Real are driver, presence rule, loop, recorder and the firmware; the line is an `ExactLine`, on
    which a day takes as long as its computing. A tray is lifted when it is settled, the next one
    comes when it is gone and its recording is written. `sizes`: bytes of memory after each share.
    """

    def __init__(self, folder: Path, trays: int, warming: int) -> None:
        self.field = TagField(1)
        self.done = 0
        self.wrong: list[str] = []
        self.sizes: list[int] = []
        self.ended = threading.Event()
        self._dice = random.Random(2)  # noqa: S311 - trays of a test
        self._last = warming + trays
        self._looks = {warming + share * trays // LOOKS for share in range(LOOKS + 1)}
        self._chips = [f"E00401{self._dice.getrandbits(40):010X}" for _plate in range(PLATES)]
        for chip in self._chips:
            self.field.rate(chip, 0.98)
        self._tray: Plates = frozenset()
        self._empty = EMPTY_CYCLES
        line = ExactLine(FeigFirmware(self.field), BAUD, BITS, HOST_SECONDS)
        recorder = TrayRecorder(folder, KEPT, line.clock, open_line=lambda _settings: line)
        url = ReaderUrl.parse("feig:exact?parity=E")
        self.loop = ReaderLoop(lambda: recorder.open(url), Presence(), line.clock, self._move)

    def _move(self, event: ReaderEvent) -> None:
        if not isinstance(event, CycleRead):
            if isinstance(event, ReaderLost):
                self.wrong.append(event.fault.message)
                self.ended.set()
            return
        seen = frozenset(uid.text for uid in event.sighting.plates)
        self._empty = 0 if event.cycle.tags else self._empty + 1
        if self._tray and event.sighting.settled:
            if seen != self._tray:
                self.wrong.append(f"tray {self.done}")
            self._lift()
        elif not self._tray and not seen and self._empty >= EMPTY_CYCLES:
            self._lay()

    def _lift(self) -> None:
        self._tray = frozenset()
        self.field.clear()
        self.done += 1
        if self.done in self._looks:
            gc.collect()
            self.sizes.append(psutil.Process().memory_info().rss)

    def _lay(self) -> None:
        if self.done == self._last:
            self.ended.set()
            return
        self._tray = frozenset(self._dice.sample(self._chips, self._dice.randint(1, 12)))
        self.field.place(*self._tray)


@pytest.mark.parametrize(
    ("trays", "most"),
    [
        (300, 1.0),
        pytest.param(20_000, 20.0, marks=[pytest.mark.soak, pytest.mark.timeout(3600)]),
    ],
)
def test_a_day_of_trays_leaves_next_to_nothing_behind(
    trays: int, most: float, tmp_path: Path
) -> None:
    day = Day(tmp_path / "trays", trays, warming=100)
    day.loop.start()
    day.ended.wait()
    day.loop.stop()
    grown = [(size - day.sizes[0]) / MEGABYTE for size in day.sizes]
    show(f"{trays} trays: MB grown {', '.join(f'{each:.2f}' for each in grown)}")
    assert day.wrong == []
    assert day.done == trays + 100
    assert len(list((tmp_path / "trays").iterdir())) == KEPT
    assert len(grown) == LOOKS + 1
    assert max(grown) < most
