"""Every state in both sizes: nothing cut, nothing overlapping, all of it on the screen."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from support.screens import Stage, Word, contrast, ground_of, targets, window_over, words

from pos.ui.scenes import SCENES, with_longest_names
from pos.ui.screen import Screen

SIZES = [(1920, 1080), (1280, 800)]
TRAYS = ("filling", "settled", "held", "paying", "paid")
TRAYS += ("held-weak", "tap-filling", "tap-settled", "tap-held", "attendant-weak")
TRAYS += ("attendant", "reason", "cash", "by-hand", "choose", "lifting")
PLATES = (0, 1, 4, 7, 12, 13, 15, 16, 24, 30)
LEAST = {1920: 24, 1280: 22}
STAFF_LEAST = 18
FINGER = 60
DINERS = ("filling", "settled", "held", "paid")
# In the two columns of the small screen the longest names give way by a pixel or two.
NAME_LEAST = {1920: 32, 1280: 26}
TOTAL_LEAST = {1920: 72, 1280: 72}
CASES = [(name, None) for name in SCENES] + [(name, count) for name in TRAYS for count in PLATES]


@pytest.fixture(scope="module", params=SIZES, ids=["large", "small"])
def stage(request):
    screen = Screen(SCENES["idle"](None))
    with window_over(screen, request.param) as window:
        yield Stage(screen, window)


def size_of(stage: Stage) -> tuple[int, int]:
    return stage.window.width(), stage.window.height()


def faults(found: list[Word], size: tuple[int, int], least: float) -> list[str]:
    wrong = []
    for word in found:
        if word.truncated or word.ink.width() > word.box.width() + 1:
            wrong.append(f"cut: {word}")
        if word.size * 0.9 > word.box.height() + 1:
            wrong.append(f"too high for its box: {word}")
        if word.size < least and word.text != "￥":
            wrong.append(f"too small: {word}")
        ink = word.ink
        if ink.left() < -1 or ink.top() < 0 or ink.right() > size[0] or ink.bottom() > size[1]:
            wrong.append(f"outside: {word}")
    for one, other in combinations(found, 2):
        met = one.ink.intersected(other.ink)
        if met.width() > 1 and met.height() > 1:
            wrong.append(f"overlap: {one} / {other}")
    return wrong


def wrong_on(stage: Stage, inputs) -> list[str]:
    size = size_of(stage)
    least = STAFF_LEAST if inputs.overlay is not None else LEAST[size[0]]
    found = words(stage.show(inputs))
    assert found
    return faults(found, size, least)


@pytest.mark.parametrize(("state", "plates"), CASES)
def test_every_text_has_its_own_room(stage, state, plates):
    assert wrong_on(stage, SCENES[state](plates)) == []


@pytest.mark.parametrize(("state", "plates"), CASES)
def test_longest_names_are_never_cut(stage, state, plates):
    assert wrong_on(stage, with_longest_names(SCENES[state](plates))) == []


@pytest.mark.parametrize(
    ("state", "plates"),
    [(name, None) for name in SCENES]
    + [(name, count) for name in (*DINERS, "paying", "cash") for count in (0, 1, 4, 12, 15)],
)
def test_text_stands_out_from_its_ground(stage, state, plates):
    found = words(stage.show(with_longest_names(SCENES[state](plates))))
    image = stage.window.grabWindow()
    ratios = {str(word): contrast(word.colour, ground_of(image, word)) for word in found}
    assert {text: ratio for text, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("state", DINERS)
@pytest.mark.parametrize("plates", [1, 4, 12, 15])
def test_dishes_and_the_total_are_read_from_where_a_guest_stands(stage, state, plates):
    inputs = with_longest_names(SCENES[state](plates))
    found = words(stage.show(inputs))
    width = size_of(stage)[0]
    names = {plate.item.name for plate in inputs.state.tray.plates}
    sizes = [word.size for word in found if word.text in names]
    assert sizes or not names
    assert all(size >= NAME_LEAST[width] for size in sizes)
    total = str(inputs.state.quote.due)
    totals = [word.size for word in words(stage.part("panel")) if word.text == total]
    assert state != "settled" or max(totals) >= TOTAL_LEAST[width]


@pytest.mark.parametrize("state", SCENES)
def test_what_is_touched_fits_a_finger(stage, state):
    found = targets(stage.show(SCENES[state](None)))
    assert found
    assert [label for label, box in found if min(box.width(), box.height()) < FINGER] == []


@pytest.mark.parametrize("state", [name for name in SCENES if SCENES[name](None).overlay is None])
def test_staff_can_be_called_on_every_screen_of_a_diner(stage, state):
    stage.show(SCENES[state](None))
    assert "呼叫工作人员" in [word.text for word in words(stage.part("panel"))]


def test_a_called_button_says_so(stage):
    inputs = SCENES["idle"](None)
    stage.show(replace(inputs, called_at=inputs.monotonic))
    assert "已呼叫，请稍等" in [word.text for word in words(stage.part("panel"))]


@pytest.mark.parametrize("size", [(1366, 768), (1680, 1050), (1920, 1200), (2560, 1440)])
def test_any_window_shows_the_whole_stage(size):
    screen = Screen(SCENES["settled"](None))
    with window_over(screen, size) as window:
        assert faults(words(window.contentItem()), size, 0) == []
