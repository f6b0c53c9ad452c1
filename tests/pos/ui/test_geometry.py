"""Every state in both sizes: nothing cut, nothing overlapping, all of it on the screen."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from support.screens import Stage, Word, contrast, ground_of, targets, window_over, words

from canteen import i18n
from pos.errors import NotPayable, NotSure, SaleConflict
from pos.ui.scenes import SCENES, with_longest_names
from pos.ui.screen import Screen
from pos.ui.sheet import tray_sheet

SIZES = [(1920, 1080), (1280, 800)]
TRAYS = ("filling", "settled", "held", "paying", "paid")
TRAYS += ("held-weak", "held-stale", "tap-filling", "tap-settled", "tap-held", "attendant-weak")
TRAYS += ("attendant", "reason", "cash", "by-hand", "choose", "lifting")
TRAYS += ("settled-partly", "settled-at-least", "filling-partly", "settled-diner", "basis")
PLATES = (0, 1, 4, 7, 12, 13, 15, 16, 24, 30)
LEAST = {1920: 24, 1280: 22}
STAFF_LEAST = 18
FINGER = 60
DINERS = ("filling", "settled", "held", "paid")
# In the two columns of the small screen the longest names give way by a pixel or two.
NAME_LEAST = {1920: 32, 1280: 26}
TOTAL_LEAST = {1920: 72, 1280: 72}
CASES = [(name, None) for name in SCENES] + [(name, count) for name in TRAYS for count in PLATES]


NAMES = {("idle", 1920): 32, ("idle", 1280): 24, ("tap-idle", 1920): 32, ("tap-idle", 1280): 24}
NAMES |= {("choose", 1920): 30, ("choose", 1280): 24, ("by-hand", 1920): 30, ("by-hand", 1280): 24}
ENGLISH = [(name, None) for name in SCENES]
ENGLISH += [(name, n) for name in (*DINERS, "held-weak", "cash") for n in (1, 7, 12, 15, 24)]
ENGLISH += [
    (name, n) for name in ("settled-partly", "settled-at-least", "basis") for n in (4, 8, 12, 15)
]
# A few lines of the staff's pages give way to a long word.
ENGLISH_LEAST = {1920: 20, 1280: 16}


@pytest.fixture(scope="module", params=SIZES, ids=["large", "small"])
def stage(request):
    screen = Screen(SCENES["idle"](None))
    with window_over(screen, request.param) as window:
        yield Stage(screen, window)


@pytest.fixture(scope="module", params=SIZES, ids=["large", "small"])
def english(request):
    i18n.choose("en")
    screen = Screen(SCENES["idle"](None))
    with window_over(screen, request.param) as window:
        yield Stage(screen, window)
    i18n.choose("zh_CN")


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
    said = {word.text for word in words(stage.part("panel"))}
    assert said & {"呼叫工作人员", "已呼叫，请稍等"}


def test_a_called_button_says_so(stage):
    inputs = SCENES["idle"](None)
    stage.show(replace(inputs, called_at=inputs.monotonic))
    assert "已呼叫，请稍等" in [word.text for word in words(stage.part("panel"))]


@pytest.mark.parametrize("size", [(1366, 768), (1680, 1050), (1920, 1200), (2560, 1440)])
def test_any_window_shows_the_whole_stage(size):
    screen = Screen(SCENES["settled"](None))
    with window_over(screen, size) as window:
        assert faults(words(window.contentItem()), size, 0) == []


@pytest.mark.parametrize("error", [NotPayable(), NotSure(), SaleConflict()])
@pytest.mark.parametrize("state", ["idle", *TRAYS, "all-paid", "clearing", "cash-short"])
@pytest.mark.parametrize("plates", [1, 6, 12, 24])
def test_a_notice_has_its_room_on_every_screen(stage, error, state, plates):
    inputs = SCENES[state](plates)
    told = replace(inputs, state=replace(inputs.state, notice=error))
    assert wrong_on(stage, told) == []


@pytest.mark.parametrize("state", [name for name in SCENES if SCENES[name](None).overlay is None])
def test_every_line_ends_within_its_column(stage, state):
    stage.show(with_longest_names(SCENES[state](None)))
    width = size_of(stage)[0]
    column = {1920: 1864, 1280: 1244}[width]
    # Seven characters of the largest sentence are four pixels longer, and their ink is not.
    over = [word for word in words(stage.part("panel")) if word.ink.right() > column + 4]
    assert [str(word) for word in over] == []


@pytest.mark.parametrize(("state", "plates"), ENGLISH)
def test_english_has_its_own_room_too(english, state, plates):
    size = size_of(english)
    inputs = SCENES[state](plates)
    least = ENGLISH_LEAST[size[0]] if inputs.overlay is not None else LEAST[size[0]]
    assert faults(words(english.show(inputs)), size, least) == []


@pytest.mark.parametrize("state", [name for name in SCENES if SCENES[name](None).overlay is None])
def test_english_lines_end_within_their_column(english, state):
    english.show(SCENES[state](None))
    column = {1920: 1864, 1280: 1244}[size_of(english)[0]]
    over = [word for word in words(english.part("panel")) if word.ink.right() > column + 1]
    assert [str(word) for word in over] == []


@pytest.mark.parametrize("state", ["idle", "tap-idle", "choose", "by-hand"])
def test_english_names_of_a_menu_have_one_size(english, state):
    inputs = SCENES[state](None)
    names = {entry.item.name_en for entry in inputs.menu}
    parts = {part for name in names for part in halves(name)}
    english.show(inputs)
    part = english.part("sheet" if inputs.overlay is None else "above")
    edge = size_of(english)[0] * 0.66
    found = [word for word in words(part) if word.text in parts and word.ink.right() < edge]
    said = {word.text for word in found}
    assert {word.size for word in found} == {NAMES[state, size_of(english)[0]]}
    assert [name for name in names if not said & set(halves(name))] == []


def halves(name: str) -> list[str]:
    """A name, and what stands before and after each of its spaces."""
    spaces = [place for place, sign in enumerate(name) if sign == " "]
    return [name, *(name[:at] for at in spaces), *(name[at + 1 :] for at in spaces)]


@pytest.mark.parametrize("plates", [6, 12])
def test_an_english_verdict_is_a_word_and_not_a_colour_alone(english, plates):
    inputs = SCENES["cash"](plates)
    english.show(inputs)
    said = [word.text for word in words(english.part("sheet"))]
    judged = [bar.verdict for bar in tray_sheet(inputs, inputs.state.phase).bars]
    assert len(judged) == 5
    assert [word for word in judged if word not in said] == []
