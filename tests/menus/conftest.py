from collections.abc import Iterator
from pathlib import Path

import pytest

from canteen.db import Database, metadata
from menus import tables as m
from menus.catalogue_store import load_demo
from menus.demo import DemoCanteen, demo_canteen
from nutrition import tables as n


@pytest.fixture(scope="session")
def demo() -> DemoCanteen:
    return demo_canteen()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(f"sqlite:///{tmp_path / 'menus.sqlite'}", create=True)
    ours = [n.foods, n.food_values, n.recipes, n.recipe_lines, n.recipe_results]
    ours += [m.dishes, m.dish_facts, m.dish_prices, m.sold_out]
    ours += [m.sundries, m.menu_cycles, m.menu_items]
    metadata.create_all(opened.engine, tables=ours)
    yield opened
    opened.close()


@pytest.fixture
def stocked(database: Database) -> Database:
    with database.write() as session:
        load_demo(session)
    return database
