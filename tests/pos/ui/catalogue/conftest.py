"""The dietitian's place for a test, and the same with a dish open before her."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.databases import DEMO_DAY
from support.dish_desk import CHEN_PIN, DISH, Place, desk_over, hire

from canteen.clock import ManualClock
from canteen.db import Database


@pytest.fixture
def place(sqlite_demo: Database) -> Iterator[Place]:
    hire(sqlite_demo)
    with desk_over(sqlite_demo, ManualClock(DEMO_DAY)) as made:
        yield made


@pytest.fixture
def at_work(place: Place) -> Place:
    """Logged in, with the dish open."""
    place.pin(CHEN_PIN)
    place.write("query", "fqcd")
    place.click(place.part("dishes").childItems()[0].childItems()[0])
    assert place.screen.state.key == DISH
    return place
