"""What a plate holds is read from 80 cm, where a guest stands, without effort.

The rule: a digit is at least 20 minutes of arc high, the middle of the 20 to 22 that ISO 9241-303
calls comfortable for text (16 is its least). At 80 cm that is 2 x 800 mm x tan(10') = 4.65 mm:

- 15.6 inches, 1920 x 1080: a dot is 0.180 mm, so 25.9 dots;
- 12.1 inches, 1280 x 800: a dot is 0.204 mm, so 22.9 dots.

A digit of the typeface is 0.733 of its size high, so the sizes are 36 and 32 (`figure` in
tokens.json). What is measured here is the ink on the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, radians, tan

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem
from support.screens import Stage, items, window_over

from canteen import i18n
from pos.ui.figures import AT_LEAST, PARTLY
from pos.ui.scenes import SCENES
from pos.ui.screen import Screen

DISTANCE_MM = 800.0
LEAST_MINUTES = 20.0
INCH_MM = 25.4


@dataclass(frozen=True)
class Panel:
    """A screen as it is sold: its diagonal and its dots."""

    inches: float
    width: int
    height: int

    @property
    def dot_mm(self) -> float:
        return self.inches * INCH_MM / hypot(self.width, self.height)

    def minutes(self, dots: float) -> float:
        """The angle of so many dots, seen from where a guest stands, in minutes of arc."""
        return dots * self.dot_mm / DISTANCE_MM / tan(radians(1 / 60))


PANELS = [Panel(15.6, 1920, 1080), Panel(12.1, 1280, 800)]
LANGUAGES = ["zh_CN", "en"]


@pytest.fixture(
    scope="module",
    params=[(panel, language) for panel in PANELS for language in LANGUAGES],
    ids=lambda param: f"{param[0].inches}-{param[1]}",
)
def seen(request):
    panel, language = request.param
    i18n.choose(language)
    screen = Screen(SCENES["idle"](None))
    with window_over(screen, (panel.width, panel.height)) as window:
        yield panel, Stage(screen, window)
    i18n.choose("zh_CN")


def figures(stage: Stage) -> list[QQuickItem]:
    """The texts of the figures that the sheet shows."""
    found = [each for each in items(stage.part("sheet")) if each.objectName() == "figure"]
    return [each for each in found if each.property("text")]


def ink_dots(image: QImage, item: QQuickItem) -> int:
    """How many rows of the picture the ink of a text is high."""
    width = float(item.property("contentWidth"))
    box: QRect = item.mapRectToScene(QRectF(0, 0, width, item.height())).toAlignedRect()
    ground = QColor(image.pixel(box.left() - 1, box.center().y())).lightnessF()
    between = (ground + QColor(item.property("color")).lightnessF()) / 2
    inked = [
        y
        for y in range(box.top() + 2, box.bottom() - 1)
        for x in range(box.left(), box.right() + 1)
        if QColor(image.pixel(x, y)).lightnessF() < between
    ]
    return max(inked) - min(inked) + 1


def test_a_panel_shows_twenty_minutes_in_so_many_dots():
    large, small = PANELS
    assert [round(panel.dot_mm, 3) for panel in PANELS] == [0.180, 0.204]
    assert large.minutes(25.8) < LEAST_MINUTES < large.minutes(25.9)
    assert small.minutes(22.8) < LEAST_MINUTES < small.minutes(22.9)


@pytest.mark.parametrize("state", ["filling", "settled"])
@pytest.mark.parametrize("plates", [4, 8, 12])
def test_every_figure_of_a_tray_is_read_from_80_cm(seen, state, plates):
    panel, stage = seen
    stage.show(SCENES[state](plates))
    found = figures(stage)
    image = stage.window.grabWindow()
    assert len(found) == 5 * plates + (5 if state == "settled" else 0)
    small = {
        str(each.property("text")): angle
        for each in found
        if (angle := panel.minutes(ink_dots(image, each))) < LEAST_MINUTES
    }
    assert small == {}


@pytest.mark.parametrize("state", ["filling-partly", "settled-partly", "settled-at-least"])
@pytest.mark.parametrize("plates", [4, 8, 12])
def test_a_figure_keeps_its_size_beside_a_sign(seen, state, plates):
    panel, stage = seen
    stage.show(SCENES[state](plates))
    image = stage.window.grabWindow()
    told = [each for each in figures(stage) if str(each.property("text"))[0].isdigit()]
    assert len(told) >= 5
    assert min(panel.minutes(ink_dots(image, each)) for each in told) >= LEAST_MINUTES


@pytest.mark.parametrize("plates", [4, 12])
def test_a_sign_stands_where_a_figure_is_not_whole(seen, plates):
    _panel, stage = seen
    stage.show(SCENES["settled-partly"](plates))
    said = [str(each.property("text")) for each in items(stage.part("sheet")) if _text(each)]
    assert said.count(AT_LEAST) == 5
    assert said.count(PARTLY) == 5 + 5
    assert said.count("—") == 5


def _text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText")
