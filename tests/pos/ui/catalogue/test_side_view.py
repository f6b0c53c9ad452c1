"""The figures beside an edit and in a comparison say what is not wholly known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pos.ui.catalogue.compare_view import compare_page
from pos.ui.catalogue.scene_parts import does, edited
from pos.ui.catalogue.side_view import side
from pos.ui.catalogue.state import DRAFT, ComparePage, DeskState

TOMATO, SCALLION = 1, 5
"""Lines of the dish: half of its mass, and a trace."""


def without(line: int) -> DeskState:
    """The dish while nobody knows anything of the food of one line."""
    state = edited()
    food = state.draft.now.lines[line].food
    bare = replace(state.book.foods[food], values={})
    foods = {**state.book.foods, food: bare}
    return does(replace(state, book=replace(state.book, foods=foods)), [("=portions", "25")])


@pytest.mark.parametrize(("line", "sign"), [(TOMATO, "◐ "), (SCALLION, "≥ ")])
def test_a_figure_of_which_something_is_unknown_bears_its_sign(line, sign):
    figures = side(without(line)).figures
    assert not any(each.sure for each in figures)
    energy = figures[0].cells
    assert all(cell.startswith(sign) and cell.removeprefix(sign).isdigit() for cell in energy)


def test_a_whole_figure_bears_none():
    figures = side(edited()).figures
    assert all(each.sure for each in figures)
    assert all(cell[0].isdigit() for each in figures for cell in each.cells)


@pytest.mark.parametrize(("line", "sign"), [(TOMATO, "◐ "), (SCALLION, "≥ ")])
def test_a_comparison_shows_the_known_part_of_either_side(line, sign):
    state = without(line)
    shown = compare_page(state, ComparePage(left=DRAFT, right=DRAFT))
    energy = shown.figures[0]
    assert energy.left.startswith(sign)
    assert (energy.left, energy.mark) == (energy.right, "")
