from dataclasses import replace
from decimal import Decimal

import sqlalchemy as sa

from canteen.db import Database
from menus.demo import DemoCanteen
from menus.dishes import Portion
from menus.portions import PortionCache
from nutrition.result_store import refresh
from nutrition.tables import food_values, recipe_results


def test_portions_are_read_once_and_again_when_reckoned_anew(
    stocked: Database, demo: DemoCanteen
) -> None:
    dish = next(each.dish for each in demo.catalogue if each.dish.code == "hongshaorou")
    cache = PortionCache()
    with stocked.write() as session:
        first = cache.read(session, [dish.recipe_id])[dish.recipe_id]
        assert first == dish.portion
        assert cache.read(session, [dish.recipe_id])[dish.recipe_id] is first
        session.execute(
            sa.update(food_values)
            .where(food_values.c.food_code == "sugar", food_values.c.nutrient == "energy_kcal")
            .values(value=Decimal(1))
        )
        assert refresh(session) == 0  # foods changed; only who changes them asks for all
        assert refresh(session, missing_only=False) > 0
        second = cache.read(session, [dish.recipe_id])[dish.recipe_id]
        assert second != first
        assert second == replace(first, per_portion=second.per_portion)


def test_what_was_never_reckoned_is_unknown(stocked: Database) -> None:
    with stocked.write() as session:
        session.execute(sa.delete(recipe_results))
        assert PortionCache().read(session, ["hongshaorou/1"]) == {"hongshaorou/1": Portion()}
