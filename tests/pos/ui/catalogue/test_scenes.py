"""Every state of the dietitian's desk in both sizes: nothing cut, nothing overlapping."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import Q_ARG, QMetaObject, QRectF
from PySide6.QtQuick import QQuickItem
from support.screens import Word, items, words

from canteen import i18n
from pos.catalogue.search import FILTERS, option_word, options
from pos.ui.catalogue import answers
from pos.ui.catalogue.boot import desk_window, shoot_desk
from pos.ui.catalogue.scene_parts import book, does, listed, past
from pos.ui.catalogue.scenes import SCENES
from pos.ui.catalogue.screen import CatalogueScreen
from pos.ui.catalogue.state import DeskState
from pos.ui.catalogue.steps import pressed
from pos.ui.window import application, draw_without_graphics_card, end, make_engine

SIZES = [(1920, 1080), (1280, 800)]
LEAST = 16
"""Pixels of the smallest text, at both sizes and in both languages."""


BUTTON = 30
"""Pixels a mouse hits."""


class Stage:
    """One window in which state after state is shown."""

    def __init__(self, screen, window) -> None:
        self.screen = screen
        self.window = window

    def show(self, what: str | DeskState) -> QQuickItem:
        self.screen.show(SCENES[what]() if isinstance(what, str) else what)
        application().processEvents()
        return self.window.contentItem()

    def scrolled(self, kind: str, step: int) -> Iterator[QQuickItem]:
        """The longest part of a kind that scrolls, every `step` of its items at the top once."""
        parts = [each for each in items(self.window.contentItem()) if each.inherits(kind)]
        part = max(parts, key=lambda each: int(each.property("count")))
        for place in range(0, int(part.property("count")), step):
            QMetaObject.invokeMethod(part, "positionViewAtIndex", Q_ARG(int, place), Q_ARG(int, 0))
            application().processEvents()
            yield part


@pytest.fixture(scope="module", params=SIZES, ids=["large", "small"])
def size(request):
    return request.param


@pytest.fixture(scope="module", params=i18n.LANGUAGES)
def stage(request, size):
    i18n.choose(request.param)
    draw_without_graphics_card()
    application()
    engine = make_engine(moves=False)
    screen = CatalogueScreen(SCENES["list"]())
    window = desk_window(engine, screen, size)
    window.show()
    try:
        yield Stage(screen, window)
    finally:
        end(engine)
        i18n.choose("zh_CN")


def seen(root: QQuickItem) -> list[Word]:
    """The words that can be read: what is scrolled out of its part is not meant to be."""
    scrolled = {
        id_of(word)
        for part in items(root)
        if part.inherits("QQuickFlickable")
        for word in words(part)
        if not part.mapRectToScene(QRectF(0, 0, part.width(), part.height())).contains(word.box)
    }
    return [word for word in words(root) if id_of(word) not in scrolled]


def label_of(item: QQuickItem) -> str:
    """The word on a button; asking an item for what it has not costs PySide a count of None."""
    has = item.metaObject().indexOfProperty("label") >= 0
    return str(item.property("label")) if has else ""


def id_of(word: Word) -> tuple[str, tuple[float, ...]]:
    return word.text, tuple(word.box.getRect())


def faults(found: list[Word], size: tuple[int, int]) -> list[str]:
    wrong = []
    for word in found:
        ink = word.ink
        if word.truncated or ink.width() > word.box.width() + 1:
            wrong.append(f"cut: {word}")
        if word.size < LEAST:
            wrong.append(f"too small: {word}")
        if ink.left() < -1 or ink.top() < 0 or ink.right() > size[0] or ink.bottom() > size[1]:
            wrong.append(f"outside: {word}")
    for one, other in combinations(found, 2):
        met = one.ink.intersected(other.ink)
        if met.width() > 1 and met.height() > 1:
            wrong.append(f"overlap: {one} / {other}")
    return wrong


@pytest.mark.parametrize("state", SCENES)
def test_every_text_has_its_own_room(stage, size, state):
    found = seen(stage.show(state))
    assert len(found) > 3
    assert faults(found, size) == []


@pytest.mark.parametrize("state", SCENES)
def test_no_part_reaches_over_its_neighbour(stage, state):
    root = stage.show(state)
    fields = [
        each for each in items(root) if each.inherits("QQuickTextInput") and each.objectName()
    ]
    boxes = [
        (each.objectName(), each.mapRectToScene(QRectF(0, 0, each.width(), each.height())))
        for each in fields
        if not each.objectName().startswith("page.")
    ]
    assert [
        (one[0], other[0]) for one, other in combinations(boxes, 2) if one[1].intersects(other[1])
    ] == []


@pytest.mark.parametrize("state", SCENES)
def test_what_is_clicked_can_be_hit(stage, state):
    small = [
        (label_of(each), each.width(), each.height())
        for each in items(stage.show(state))
        if label_of(each) and min(each.width(), each.height()) < BUTTON
    ]
    assert small == []


def foods_of(dish) -> list[str]:
    return [book().foods[line.food].name_en for line in dish.recipe.recipe.lines]


HARD = {
    "longest name": lambda dish: len(dish.dish.name_en),
    "longest food": lambda dish: max(map(len, foods_of(dish))),
    "most words of foods": lambda dish: sum(map(len, foods_of(dish))),
    "most lines": lambda dish: len(dish.recipe.recipe.lines),
    "most allergens": lambda dish: len(dish.dish.allergens),
    "longest code": lambda dish: len(dish.dish.code),
    "longest yield": lambda dish: len(dish.recipe.yield_reason),
    "most energy": lambda dish: dish.dish.per_portion.at_least("energy_kcal"),
}


@pytest.mark.parametrize("how", HARD)
@pytest.mark.parametrize("touch", ["recipe", "facts", "label", "compare", "price"])
def test_the_hardest_dishes_of_the_catalogue_can_be_read(stage, size, how, touch):
    hardest = max(book().dishes.values(), key=HARD[how])
    state = pressed(listed(), "open", hardest.dish.code).state
    state = answers.past_read(state, hardest.dish.code, past()).state
    touches = {
        "recipe": [("tab", "recipe"), ("=line.0.amount", "少许")],
        "facts": [("tab", "facts")],
        "label": [("side", "label")],
        "compare": [("compare", "")],
        "price": [("price", "")],
    }
    found = seen(stage.show(does(state, touches[touch])))
    assert faults(found, size) == []


def test_every_dish_of_the_list_can_be_read(stage, size):
    stage.show("list")
    names = set()
    for part in stage.scrolled("QQuickListView", 5):
        found = [word for word in seen(part) if word.size]
        assert faults(found, size) == []
        names |= {word.text for word in found}
    assert names >= {each.dish.name for each in book().dishes.values()}


@pytest.mark.parametrize("state", ["drawing-choice", "food-choice"])
def test_everything_there_is_to_choose_can_be_read(stage, size, state):
    stage.show(state)
    for part in stage.scrolled("QQuickGridView", 12):
        assert faults(seen(part), size) == []


@pytest.mark.parametrize("text", ["alcohol", "pack", "shelled", "powder", "frozen"])
def test_foods_with_long_names_can_be_read(stage, size, text):
    state = does(SCENES["food-choice"](), [("=page.text", text)])
    found = seen(stage.show(state))
    assert any(text in word.text for word in found) or i18n.language() == "zh_CN"
    assert faults(found, size) == []


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_can_be_read(stage, size, name):
    for code in options(name):
        state = does(listed(), [("filter", name), ("pick", code)])
        found = seen(stage.show(state))
        assert option_word(name, code) in {word.text for word in found}
        assert faults(found, size) == []


def test_a_state_is_drawn_into_a_picture(tmp_path):
    file = tmp_path / "desk.png"
    shoot_desk(file, "edit", (1280, 800), "zh_CN")
    assert file.stat().st_size > 10_000
    with pytest.raises(OSError, match="nowhere"):
        shoot_desk(tmp_path / "nowhere" / "desk.png", "edit", (1280, 800), "zh_CN")
