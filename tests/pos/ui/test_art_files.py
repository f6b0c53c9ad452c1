"""Every dish has a drawing of its own that lies inside its plate."""

import csv
from importlib import resources

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from menus import Category
from pos.drawings import FOODS, names
from pos.ui.art_files import ART

BOX = 96
"""Units of a drawing's side; drawn here at one pixel a unit."""
INNER = 33.0
"""Radius of what every category's plate leaves free inside its rim."""
HEAVIEST = 4096
APART = 24
"""Pixels of the 9216 that must differ clearly between two drawings."""

PLATES = ["ring", "unknown", *(f"empty-{category.value}" for category in Category)]


def wanted() -> set[str]:
    """The drawings that the dishes of the catalogue ask for."""
    folder = resources.files("menus").joinpath("data", "catalogue")
    found = set()
    for category in Category:
        text = folder.joinpath(f"{category.value}.csv").read_text("utf-8-sig")
        found |= {row["drawing"] for row in csv.DictReader(text.splitlines())}
    return found


def drawn(name: str) -> bytes:
    """What the renderer makes of a file, four bytes a pixel."""
    renderer = QSvgRenderer(str(ART / f"{name}.svg"))
    assert renderer.isValid(), name
    image = QImage(BOX, BOX, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, BOX, BOX))
    painter.end()
    return bytes(image.constBits())


def painted(picture: bytes) -> list[float]:
    """How far from the middle the pixels are that hold any colour."""
    middle = (BOX - 1) / 2
    return [
        ((index % BOX - middle) ** 2 + (index // BOX - middle) ** 2) ** 0.5
        for index, alpha in enumerate(picture[3::4])
        if alpha
    ]


def test_every_dish_of_the_catalogue_has_a_drawing(qapp: object) -> None:
    assert wanted() - names(FOODS) == set()


def test_every_drawing_lies_inside_the_plate(qapp: object) -> None:
    for name in sorted(names(FOODS)):
        far = painted(drawn(f"foods/{name}"))
        assert far, name
        assert max(far) <= INNER, name
        assert (ART / "foods" / f"{name}.svg").stat().st_size <= HEAVIEST, name


def test_no_two_drawings_look_alike(qapp: object) -> None:
    pictures = {name: drawn(f"foods/{name}") for name in sorted(names(FOODS))}
    made = list(pictures)
    for index, one in enumerate(made):
        for other in made[index + 1 :]:
            assert apart(pictures[one], pictures[other]) >= APART, (one, other)


def apart(one: bytes, other: bytes) -> int:
    """How many pixels differ by more than a shade, counted up to what is asked for."""
    count = 0
    for at in range(0, len(one), 4):
        if one[at : at + 4] != other[at : at + 4] and clearly(one, other, at):
            count += 1
            if count == APART:
                break
    return count


def clearly(one: bytes, other: bytes, at: int) -> bool:
    return any(abs(one[at + part] - other[at + part]) > 40 for part in range(4))


@pytest.mark.parametrize("name", PLATES)
def test_every_whole_plate_is_drawn(qapp: object, name: str) -> None:
    assert painted(drawn(f"plates/{name}"))


def test_no_plate_file_is_left_over(qapp: object) -> None:
    assert sorted(each.stem for each in (ART / "plates").iterdir()) == sorted(PLATES)
