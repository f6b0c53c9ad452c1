"""Drawings are found by name, in one place for screens, paper and workbooks."""

import pytest

from menus import Category
from pos.drawings import FOODS, PLATES, names, svg


@pytest.mark.parametrize("folder", [FOODS, PLATES])
def test_every_name_has_its_drawing(folder: str) -> None:
    assert names(folder)
    assert all(svg(folder, name).lstrip().startswith("<svg") for name in names(folder))


def test_every_category_has_an_empty_plate() -> None:
    assert {f"empty-{category.value}" for category in Category} <= names(PLATES)


def test_a_name_that_nobody_drew_is_empty() -> None:
    assert svg(FOODS, "no-such-food") == ""
