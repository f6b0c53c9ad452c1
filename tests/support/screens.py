"""A screen drawn for a test, and what can be measured of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Slot
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow

from pos.ui.inputs import Inputs
from pos.ui.screen import Screen
from pos.ui.window import application, draw_without_graphics_card, end, load_window, make_engine

BASELINE_BELOW_CENTRE = 0.436
INK_ABOVE, INK_BELOW = 0.80, 0.10
"""Shares of the size by which ink of the bundled typeface stands above and below its baseline."""


@dataclass(frozen=True)
class Word:
    """A text on the screen: what it says, where its ink lies, and the box it was given."""

    text: str
    size: float
    ink: QRectF
    box: QRectF
    colour: QColor
    truncated: bool

    def __str__(self) -> str:
        x, y, w, h = (round(v) for v in self.ink.getRect())
        return f"{self.text!r} {self.size}px at {x},{y} {w}x{h}"


@contextmanager
def window_over(screen: Screen, size: tuple[int, int]) -> Iterator[QQuickWindow]:
    """The till's window over `screen`, drawn once."""
    draw_without_graphics_card()
    app = application()
    engine = make_engine(moves=False)
    window = load_window(engine, "Main", {"kiosk": screen}, size)
    window.show()
    app.processEvents()
    try:
        yield window
    finally:
        end(engine)


class Stage:
    """One window in which state after state is shown, as on a till."""

    def __init__(self, screen: Screen, window: QQuickWindow) -> None:
        self._screen = screen
        self.window = window

    def show(self, inputs: Inputs) -> QQuickItem:
        """Show `inputs`; gives what a person looks at: the page of staff where one is up."""
        self._screen.show(inputs)
        application().processEvents()
        # Rows are laid out with the next frame, which on a busy machine is yet to come.
        for item in items(self.window.contentItem()):
            if item.inherits("QQuickBasePositioner"):
                item.ensurePolished()
        return self.part("above") if inputs.overlay is not None else self.window.contentItem()

    def part(self, name: str) -> QQuickItem:
        """One of header, sheet, panel, above."""
        found = self.window.findChild(QQuickItem, name)
        assert found is not None, name
        return found


class Heard(Screen):
    """A screen that remembers what was touched."""

    def __init__(self, inputs: Inputs) -> None:
        super().__init__(inputs)
        self.touches: list[tuple[str, str]] = []

    @Slot(str, str)
    def press(self, what: str, value: str) -> None:
        """Keep a touch."""
        self.touches.append((what, value))


def items(root: QQuickItem) -> Iterator[QQuickItem]:
    """`root` and everything visible in it."""
    if not root.isVisible():
        return
    yield root
    for child in root.childItems():
        yield from items(child)


def words(root: QQuickItem) -> list[Word]:
    """Every text that can be read in `root`; what lies under a scrim is not meant to be."""
    found: list[Word] = []
    for item in items(root):
        if item.objectName() == "scrim":
            found.clear()
        if item.inherits("QQuickText") and item.property("text"):
            found.append(_word(item))
    return found


def targets(root: QQuickItem) -> list[tuple[str, QRectF]]:
    """Every place in `root` that takes a touch."""
    found: list[tuple[str, QRectF]] = []
    for item in items(root):
        if item.objectName() == "scrim":
            found.clear()
        if item.inherits("QQuickMouseArea") and item.isEnabled():
            found.append((item.parentItem().objectName() or _label(item), _in_scene(item)))
    return found


def _label(item: QObject) -> str:
    parent = item.parent()
    return str(parent.property("label") or parent) if parent is not None else "?"


def _in_scene(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _number(item: QQuickItem, name: str) -> float:
    return float(item.property(name))


def _word(item: QQuickItem) -> Word:
    size = _number(item, "drawnSize")
    lines = int(_number(item, "lineCount"))
    pitch = _number(item, "lineHeight")
    width = _number(item, "contentWidth")
    height = item.height()
    first = pitch / 2 if _aligned(item, 0x20) else height / 2 - (lines - 1) * pitch / 2
    baseline = first + BASELINE_BELOW_CENTRE * size
    left = 0.0
    if _across(item, 0x2):
        left = item.width() - width
    elif _across(item, 0x4):
        left = (item.width() - width) / 2
    top = baseline - INK_ABOVE * size
    bottom = baseline + (lines - 1) * pitch + INK_BELOW * size
    ink = item.mapRectToScene(QRectF(left, top, width, bottom - top))
    return Word(
        text=str(item.property("text")),
        size=size,
        ink=ink,
        box=_in_scene(item),
        colour=QColor(item.property("color")),
        truncated=bool(item.property("truncated")),
    )


def _aligned(item: QQuickItem, flag: int) -> bool:
    return int(_number(item, "down")) == flag


def _across(item: QQuickItem, flag: int) -> bool:
    return int(_number(item, "across")) == flag


def ground_of(image: QImage, word: Word) -> QColor:
    """The colour most pixels around the ink of `word` have, its own colour aside."""
    box = word.ink.toAlignedRect().intersected(image.rect())
    counts: dict[int, int] = {}
    own = word.colour.rgb()
    for y in range(box.top(), box.bottom() + 1, 2):
        for x in range(box.left(), box.right() + 1, 2):
            pixel = image.pixel(x, y)
            if pixel != own:
                counts[pixel] = counts.get(pixel, 0) + 1
    return QColor(max(counts, key=lambda pixel: counts[pixel], default=own))


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of WCAG 2.x."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(v) for v in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
