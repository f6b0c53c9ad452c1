from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.money import Money
from menus.costs import PortionCost, portion_cost
from menus.demo import DemoCanteen
from nutrition import Food, Recipe, RecipeLine, RecipeVersion
from nutrition.results import Reason


@pytest.fixture(scope="module")
def pork(demo: DemoCanteen) -> Food:
    return replace(demo.foods["pork-loin"], price_kg=Money(3000))


def recipe(*lines: RecipeLine, portions: int | None = 10, cooked: int | None = None) -> Recipe:
    return Recipe(
        "试",
        lines,
        portions=None if portions is None else Decimal(portions),
        cooked_total_g=None if cooked is None else Decimal(cooked),
    )


def line(food: str, grams: int, **facts: object) -> RecipeLine:
    return RecipeLine(food, Decimal(grams), **facts)  # type: ignore[arg-type]


def test_what_was_bought_is_paid_whole(pork: Food) -> None:
    half_eaten = line("pork", 1000, edible_pct=Decimal(50), consumed_fraction=Decimal("0.5"))
    assert portion_cost(recipe(half_eaten), {"pork": pork}) == PortionCost(Money(300))


def test_it_is_rounded_half_up_once(pork: Food) -> None:
    lines = (line("pork", 1), line("pork", 1), line("pork", 3))  # 3 + 3 + 9 fen over ten portions
    cost = portion_cost(recipe(*lines), {"pork": pork})
    assert cost is not None
    assert cost.whole == Money(2)


def test_a_food_without_a_price_makes_it_at_least(pork: Food) -> None:
    foods = {"pork": pork, "herb": replace(pork, price_kg=None)}
    lines = (line("pork", 1000), line("herb", 5), line("herb", 1), line("ghost", 1))
    cost = portion_cost(recipe(*lines), foods)
    assert cost == PortionCost(Money(300), ("herb", "ghost"))
    assert cost.whole is None


def test_what_was_not_weighed_has_no_cost(pork: Food) -> None:
    some = line("pork", 0, unweighed=Reason.NO_PIECE_WEIGHT)
    cost = portion_cost(recipe(some), {"pork": pork})
    assert cost == PortionCost(Money(0), ("pork",))


def test_without_portions_there_is_no_cost(pork: Food) -> None:
    assert portion_cost(recipe(line("pork", 1), portions=None), {"pork": pork}) is None


def test_a_part_costs_its_share_of_the_batch(pork: Food) -> None:
    stock = RecipeVersion("stock", 1, recipe(line("pork", 1000), cooked=2000))
    dish = recipe(line("@stock/1", 500))
    parts = {"stock/1": stock}
    assert portion_cost(dish, {"pork": pork}, parts) == PortionCost(Money(75))
    assert portion_cost(dish, {"pork": pork}) == PortionCost(Money(0), ("@stock/1",))
    unweighed = {"stock/1": replace(stock, recipe=recipe(line("pork", 1000)))}
    assert portion_cost(dish, {"pork": pork}, unweighed) == PortionCost(Money(0), ("@stock/1",))


def test_a_part_within_itself_has_no_cost(pork: Food) -> None:
    own = RecipeVersion("stock", 1, recipe(line("pork", 1000), line("@stock/1", 10), cooked=1000))
    cost = portion_cost(recipe(line("@stock/1", 100)), {"pork": pork}, {"stock/1": own})
    assert cost == PortionCost(Money(30), ("@stock/1",))


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=6), st.integers(1, 40))
def test_it_is_the_batch_over_the_portions(grams: list[int], portions: int) -> None:
    food = Food("pork", "猪", "pork", "meat", None, "", (), "total", {}, price_kg=Money(1000))
    lines = (line("pork", each) for each in grams)
    cost = portion_cost(recipe(*lines, portions=portions), {"pork": food})
    assert cost is not None
    assert abs(cost.known.fen * portions - sum(grams)) * 2 <= portions


def test_every_shipped_dish_has_a_whole_cost_below_its_price(demo: DemoCanteen) -> None:
    for each in demo.catalogue:
        cost = portion_cost(each.recipe.recipe, demo.foods)
        assert cost is not None
        assert cost.whole is not None
        assert Money(0) < cost.whole < each.dish.price
