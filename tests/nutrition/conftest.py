from collections.abc import Iterator
from pathlib import Path

import pytest

from canteen.db import Database, metadata
from nutrition import Food, load_foods
from nutrition import tables as _tables  # registers the rows that `database` creates


@pytest.fixture(scope="session")
def foods() -> dict[str, Food]:
    return load_foods()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(f"sqlite:///{tmp_path / 'foods.sqlite'}", create=True)
    metadata.create_all(
        opened.engine,
        tables=[
            _tables.foods,
            _tables.food_values,
            _tables.recipes,
            _tables.recipe_lines,
            _tables.recipe_results,
        ],
    )
    yield opened
    opened.close()
