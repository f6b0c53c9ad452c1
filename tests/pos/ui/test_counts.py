"""Counts in words, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen import i18n
from pos.ui.checkout import derive_props
from pos.ui.counts import counted, parted, portions
from pos.ui.scenes import SCENES, demo_menu

RED = demo_menu()[0].item


@pytest.fixture
def _english():
    i18n.choose("en")
    yield
    i18n.choose("zh_CN")


@given(st.integers(0, 200))
def test_a_figure_stands_between_its_words(count):
    text = counted(count, "共 1 盘", "共 {count} 盘")
    assert parted(text, count) == ("共", str(count), "盘")


@pytest.mark.usefixtures("_english")
@pytest.mark.parametrize(("plates", "word"), [(1, "plate"), (2, "plates")])
def test_english_knows_one_from_many(plates, word):
    for state in ("filling", "settled", "all-paid"):
        panel = derive_props(SCENES[state](plates)).panel
        assert (panel.before, panel.number, panel.after) == ("", str(plates), word)
    assert derive_props(SCENES["held"](plates + 1)).sheet.held.count == f"{plates} {word} counted"
    stale = SCENES["held-stale"](3 if plates == 1 else 4)
    assert derive_props(stale).panel.sentence.startswith(f"{plates} {word} to check")


@pytest.mark.usefixtures("_english")
def test_only_the_name_as_shipped_is_english_on_english_screens():
    idle = SCENES["idle"](None)
    assert derive_props(idle).header.name == "Kangle Canteen"
    assert derive_props(replace(idle, canteen_name="静安食堂")).header.name == "静安食堂"


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ((), "0"),
        ((RED, RED), "2"),
        ((RED, RED.halved()), "1.5"),
        ((RED.halved(), RED.halved()), "1"),
        ((RED.halved(),) * 20, "10"),
    ],
)
def test_half_a_portion_counts_as_half(items, text):
    assert str(portions(items)) == text
    assert counted(portions(items), "一份", "{count} 份") == (
        "一份" if text == "1" else f"{text} 份"
    )
