"""How sure a reading is, in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.ui.sureness import diner_words, staff_words

SHARES = {"百万": 1e-6, "十万": 1e-5, "万": 1e-4, "千": 1e-3, "百": 1e-2}


@given(st.floats(0.0, 1.0))
def test_the_round_words_never_promise_too_much(miss):
    said = staff_words(1.0 - miss)
    if not said:
        assert miss > 0.0099
        return
    share = SHARES[said.strip("（）").rpartition("漏盘不超过")[2].removesuffix("分之一")]
    assert miss <= share * 1.00001
    assert said.startswith("读得很稳") == (share <= 1e-4)


@pytest.mark.parametrize("share", SHARES.values())
def test_a_chance_just_at_a_limit_is_said_by_it(share):
    word = next(word for word, each in SHARES.items() if each == share)
    assert f"漏盘不超过{word}分之一" in staff_words(1.0 - share)


@given(st.floats(0.0, 1e-6))
def test_the_words_stay_still_while_the_reading_gets_surer(miss):
    assert staff_words(1.0 - miss) == "读得很稳（漏盘不超过百万分之一）"
    assert diner_words(1.0 - miss, 6) == "6 盘都反复读过"


@given(st.floats(0.0, 1.0), st.integers(1, 24))
def test_no_diner_reads_of_misses(miss, plates):
    said = diner_words(1.0 - miss, plates)
    assert "漏" not in said
    assert bool(said) == bool(staff_words(1.0 - miss))


def test_one_plate_has_its_own_words_and_few_words_do_where_there_is_no_room():
    assert diner_words(1.0, 1) == "1 盘，反复读过"
    assert staff_words(1.0, short=True) == "读得很稳"
    assert staff_words(0.99, short=True) == "漏盘不超过百分之一"


def test_nothing_is_said_where_nothing_can_be_stated():
    assert (
        staff_words(None) == diner_words(None, 6) == staff_words(0.5) == diner_words(0.5, 6) == ""
    )
