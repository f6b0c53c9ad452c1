"""How sure a reading is, in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.ui.sureness import exact_words, round_words

SHARES = {"百万": 1e-6, "十万": 1e-5, "万": 1e-4, "千": 1e-3, "百": 1e-2}


@given(st.floats(0.0, 1.0))
def test_the_round_words_never_promise_too_much(miss):
    said = round_words(1.0 - miss)
    if not said:
        assert miss > 0.0099
        return
    share = SHARES[said.removeprefix("漏读可能不超过").removesuffix("分之一")]
    assert miss <= share * 1.00001


@pytest.mark.parametrize("share", SHARES.values())
def test_a_chance_just_at_a_limit_is_said_by_it(share):
    word = next(word for word, each in SHARES.items() if each == share)
    assert round_words(1.0 - share) == f"漏读可能不超过{word}分之一"


@given(st.floats(0.0, 1e-6))
def test_the_words_stay_still_while_the_reading_gets_surer(miss):
    assert round_words(1.0 - miss) == "漏读可能不超过百万分之一"


@pytest.mark.parametrize(
    ("miss", "said"),
    [
        (0.0, "漏读可能：不到百万分之 0.01"),
        (3.2e-7, "漏读可能：百万分之 0.32"),
        (2.5e-5, "漏读可能：百万分之 25"),
    ],
)
def test_staff_see_the_number(miss, said):
    assert exact_words(1.0 - miss) == said


def test_nothing_is_said_where_nothing_can_be_stated():
    assert round_words(None) == exact_words(None) == round_words(0.5) == ""
