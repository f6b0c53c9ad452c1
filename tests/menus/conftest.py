from collections.abc import Iterator
from pathlib import Path

import pytest

from canteen.db import Database, metadata
from menus import tables as m
from menus.demo import DemoCanteen, demo_canteen
from nutrition import tables as n


@pytest.fixture(scope="session")
def demo() -> DemoCanteen:
    return demo_canteen()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(f"sqlite:///{tmp_path / 'menus.sqlite'}", create=True)
    ours = [n.foods, n.food_values, n.recipes, n.recipe_lines]
    ours += [m.dishes, m.sundries, m.menu_cycles, m.menu_items]
    metadata.create_all(opened.engine, tables=ours)
    yield opened
    opened.close()
