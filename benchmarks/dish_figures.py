"""How fast figures follow: every dish reckoned anew, and one edit at the dietitian's desk.

    python benchmarks/dish_figures.py [--rounds 5] [--keys 60]

First 540 dishes of the shipped catalogue, from recipes and foods in memory to figures per 100 g and
per portion. Beside it stands the least that this needs, in the same run: the same sums over plain
floats, without what is unknown and where it comes from. Floor: 1 s, the median.

Then the desk's own window without a display, over the demo canteen's database: digits are typed
into the grams of an ingredient, and the time of each runs from the key to the end of the frame that
shows the new figures. Beside it a frame of the same window that changes nothing. Floor: 50 ms, the
95th percentile.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from payment_commit import NOW, percentile
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from accounts import chain as chains
from accounts import staff
from accounts.chain import Chain
from canteen.clock import SystemClock
from menus.catalogue_files import shipped_catalogue
from nutrition import Food, Recipe, compute, load_foods
from nutrition import nutrients as n
from nutrition.recipes import eaten_grams
from pos.catalogue.desk import CatalogueDesk
from pos.founding import add_demo, found
from pos.settings import Settings
from pos.ui.catalogue.boot import desk_window
from pos.ui.catalogue.screen import CatalogueScreen
from pos.ui.catalogue.state import DeskState
from pos.ui.window import application, end, make_engine

DISHES = 540
RECKON_SECONDS = 1.0
KEY_SECONDS = 0.050
DISH, FIELD = "fanqiechaodan", "line.0.amount"
PIN = "4826"
GRAMS = ("185", "240", "96")
REST_MS = 60
FRAME_MS = 2_000
"""A frame that does not come within this never comes."""

PlainDish = Sequence[tuple[float, Sequence[float]]]
"""Eaten grams of each line and its figures per 100 g."""


def plain(recipe: Recipe, foods: Mapping[str, Food]) -> PlainDish:
    """The recipe without anything but its numbers; what is unknown is left out."""
    lines = []
    for line in recipe.lines:
        food = foods[line.food]
        grams = float(eaten_grams(line, food) or 0)
        lines.append((grams, [float(food.per_100g(code) or 0) for code in n.REPORTED]))
    return lines


def plain_sums(dishes: Sequence[PlainDish]) -> float:
    """The sums of every nutrient of every dish; added up, so that none is left out."""
    total = 0.0
    for lines in dishes:
        for code in range(len(n.REPORTED)):
            total += sum(grams * figures[code] / 100 for grams, figures in lines)
    return total


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def reckon(rounds: int) -> bool:
    """Every dish anew, beside the plain sums; whether the floor is held."""
    foods = load_foods()
    recipes = [each.recipe.recipe for each in shipped_catalogue(foods)[:DISHES]]
    assert len(recipes) == DISHES, len(recipes)
    bare = [plain(recipe, foods) for recipe in recipes]
    times, baseline = [], []
    for _round in range(rounds):
        times.append(seconds(lambda: [compute(recipe, foods) for recipe in recipes]))
        baseline.append(seconds(lambda: plain_sums(bare)))
    median, least = percentile(times, 0.5), percentile(baseline, 0.5)
    print(
        f"{DISHES} dishes reckoned anew: {median * 1000:.0f} ms (floor"
        f" {RECKON_SECONDS * 1000:.0f} ms), {median / least:.1f} x plain sums of floats"
        f" ({least * 1000:.1f} ms)"
    )
    return median <= RECKON_SECONDS


def drawn(root: QQuickItem) -> Iterator[QQuickItem]:
    """`root` and everything visible in it."""
    if root.isVisible():
        yield root
        for child in root.childItems():
            yield from drawn(child)


class Typist:
    """Types into the desk's window, and takes the time until the frame is drawn."""

    def __init__(self, screen: CatalogueScreen, window: QQuickWindow) -> None:
        self.screen = screen
        self.window = window
        self.missed = 0
        self._qt = application()
        self.field: Any = None
        self._loop = QEventLoop()
        window.frameSwapped.connect(self._loop.quit)

    def open_field(self) -> None:
        """Sign in, open the dish, and stand in the field."""
        self.screen.begin()
        for digit in PIN:
            self.screen.press("digit", digit)
        self.screen.press("confirm", "")
        self.screen.press("open", DISH)
        self.rest()
        items = drawn(self.window.contentItem())
        self.field = next(each for each in items if each.objectName() == FIELD)
        self.field.forceActiveFocus()

    def rest(self) -> None:
        """Let whatever is still to be drawn be drawn."""
        quiet = QEventLoop()
        QTimer.singleShot(REST_MS, quiet.quit)
        quiet.exec()

    def still_frame(self) -> float:
        """Seconds of a frame that changes nothing."""
        self.rest()
        self.window.update()
        return seconds(self._await_frame)

    def key(self, sign: str) -> float:
        """Seconds from a key to the end of the frame that shows the figures it made."""
        self.rest()
        before = self.screen.props.side.figures
        started = time.perf_counter()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign)
            self._qt.sendEvent(self.window, event)
        self._await_frame()
        taken = time.perf_counter() - started
        figures = self.screen.props.side.figures
        shown = {str(each.property("text")) for each in drawn(self.window.contentItem())}
        assert figures != before, sign
        assert {cell for figure in figures for cell in figure.cells} <= shown, sign
        return taken

    def _await_frame(self) -> None:
        late = QTimer()
        late.setSingleShot(True)
        late.timeout.connect(self._give_up)
        late.start(FRAME_MS)
        self._loop.exec()
        late.stop()

    def _give_up(self) -> None:
        self.missed += 1
        self._loop.quit()


@contextmanager
def desk() -> Iterator[Typist]:
    """The desk's window over a database of its own, and somebody who may change dishes."""
    with tempfile.TemporaryDirectory() as name:
        database = found(f"sqlite:///{Path(name) / 'canteen.db'}")
        add_demo(database, NOW)
        key = chains.load_key(database)
        with database.write() as session:
            staff.add(
                session, id="21", name="陈营养师", role="dietitian", pin=PIN, key=key, now=NOW
            )
        clock = SystemClock(NOW)
        work = CatalogueDesk(database, Chain(key, "T1"), Settings(), clock)
        application()
        engine = make_engine(moves=True)
        screen = CatalogueScreen(DeskState(now=NOW), work, clock=clock)
        window = desk_window(engine, screen, (1920, 1080))
        window.show()
        try:
            yield Typist(screen, window)
        finally:
            end(engine)
            database.close()


def edit(keys: int) -> bool:
    """Digits typed into the grams of an ingredient; whether the floor is held."""
    times: list[float] = []
    frames: list[float] = []
    with desk() as typist:
        typist.open_field()
        while len(times) < keys:
            frames.append(typist.still_frame())
            typist.field.selectAll()
            grams = GRAMS[len(frames) % len(GRAMS)]
            times += [typist.key(sign) for sign in grams]
    p50, p95, frame = percentile(times, 0.5), percentile(times, 0.95), percentile(frames, 0.5)
    late = f", {typist.missed} frames never came" if typist.missed else ""
    print(
        f"a key at the dietitian's desk: p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms over"
        f" {len(times)} keys (floor {KEY_SECONDS * 1000:.0f} ms), {p50 / frame:.1f} x a frame"
        f" that changes nothing ({frame * 1000:.1f} ms){late}"
    )
    return p95 <= KEY_SECONDS and not typist.missed


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keys", type=int, default=60)
    args = parser.parse_args()
    held = [reckon(args.rounds), edit(args.keys)]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
