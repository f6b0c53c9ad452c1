"""Dates in words."""

from datetime import date, timedelta

import pytest

from canteen import i18n
from pos.ui.dates import day_words

MONDAY = date(2026, 11, 23)


def test_a_day_is_named_with_its_weekday():
    assert day_words(MONDAY) == "11月23日 星期一"
    assert day_words(MONDAY + timedelta(days=6)) == "11月29日 星期日"


@pytest.fixture
def _english():
    i18n.choose("en")
    yield
    i18n.choose("zh_CN")


@pytest.mark.usefixtures("_english")
def test_english_writes_the_month_as_a_word():
    assert day_words(MONDAY) == "Mon 23 Nov"
    assert day_words(date(2027, 1, 2)) == "Sat 2 Jan"
