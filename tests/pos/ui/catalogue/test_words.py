"""Times and names as the desk writes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from canteen import i18n
from pos.catalogue.edit import EditState
from pos.ui.catalogue.words import dish_name, when

NOW = datetime(2026, 11, 23, 3, 26, tzinfo=UTC)  # 11:26 in Shanghai


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 23, 3, 26, tzinfo=UTC), "今天 11:26"),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), "今天 00:00"),
        (datetime(2026, 11, 22, 15, 59, tzinfo=UTC), "昨天 23:59"),
        (datetime(2026, 11, 22, 8, 20, tzinfo=UTC), "昨天 16:20"),
        (datetime(2026, 11, 18, 8, 20, tzinfo=UTC), "2026-11-18 16:20"),
        (datetime(2026, 11, 24, 8, 20, tzinfo=UTC), "2026-11-24 16:20"),
    ],
)
def test_a_time_is_told_by_the_day_in_shanghai(at, words):
    assert when(at, NOW) == words


def test_a_dish_is_called_in_the_language_in_force_where_it_has_a_name_in_it():
    both, one = EditState(name_zh="番茄炒蛋", name_en="Tomato and egg"), EditState(name_zh="甲")
    assert [dish_name(both), dish_name(one)] == ["番茄炒蛋", "甲"]
    i18n.choose("en")
    try:
        assert [dish_name(both), dish_name(one)] == ["Tomato and egg", "甲"]
    finally:
        i18n.choose("zh_CN")
