"""Every device there can be, with the largest figures, beside a notice: all of it can be read."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from support.counter import chip
from support.screens import Stage, window_over, words

from canteen import i18n
from pos.returns import ReturnReader
from pos.ui.devices import ReadFigures, devices
from pos.ui.scenes import SCENES
from pos.ui.screen import Screen
from readers import LineHealth, ReadCount, ReaderHealth

LEAST_PIXELS = 18
WORN = tuple(chip(number) for number in range(1, 6))
FIGURES = ReadFigures(
    {number: ReadCount(1000, 900 + number) for number in range(1, 9)},
    WORN,
    tuple((uid, ReadCount(10**5, 10**5 - 1)) for uid in WORN),
)
LINE = "最近应答：46 分钟前，校验错误 9.1%，重新对齐 99+ 次，重连 99+ 次"
RETURN_LINE = "最近应答：46 分钟前，校验错误 9.1%，重连 99+ 次，E-RDR-006"


@pytest.fixture(params=[(1920, 1080), (1280, 800)], ids=["large", "small"])
def stage(request):
    screen = Screen(SCENES["idle"](None))
    with window_over(screen, request.param) as window:
        yield Stage(screen, window)


def with_every_device(state):
    inputs = SCENES[state](None)
    line = LineHealth(9 * 10**5, 9 * 10**4, 10**5, last_good=inputs.monotonic - 46 * 60)
    health = ReaderHealth(line, 10**4, connected=True, recent=line)
    returns = ReturnReader(health, "E-RDR-006")
    now = inputs.monotonic
    found = devices(inputs.state, health, FIGURES, now, prints=True, sold=312, returns=returns)
    return replace(inputs, devices=found)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("state", ["attendant", "attendant-empty", "attendant-leaving"])
def test_nothing_is_cut_or_lies_over_another(stage, state, language):
    i18n.choose(language)
    found = words(stage.show(with_every_device(state)))
    i18n.choose("zh_CN")
    assert [word.text for word in found if word.truncated or word.size < LEAST_PIXELS] == []
    met = [
        (one.text, other.text)
        for one, other in combinations(found, 2)
        if (shared := one.ink.intersected(other.ink)).width() > 1 and shared.height() > 1
    ]
    assert met == []


def test_details_make_room_for_a_notice_from_the_last_one_up(stage):
    calm = [word.text for word in words(stage.show(with_every_device("attendant")))]
    assert {LINE, RETURN_LINE} <= set(calm)
    assert sum(text.startswith("读出率最低") for text in calm) == 1
    noticed = [word.text for word in words(stage.show(with_every_device("attendant-leaving")))]
    assert LINE in noticed
    assert not any(text.startswith("读出率最低") for text in noticed)
    assert {"读盘器", "回收处读盘器", "餐盘", "小票打印机", "账本"} <= set(noticed)
