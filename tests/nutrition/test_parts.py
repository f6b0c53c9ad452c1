from decimal import Decimal

import pytest

from nutrition import Food, Recipe, RecipeLine, RecipeVersion, compute
from nutrition import nutrients as n
from nutrition.errors import BadRecipe, UnknownFood
from nutrition.parts import part_ids, with_parts


def version(code: str, *lines: tuple[str, int], cooked: int | None = None) -> RecipeVersion:
    made = tuple(RecipeLine(food, Decimal(grams)) for food, grams in lines)
    total = None if cooked is None else Decimal(cooked)
    return RecipeVersion(code, 1, Recipe(code, made, cooked_total_g=total))


def known(*versions: RecipeVersion) -> dict[str, RecipeVersion]:
    return {each.id: each for each in versions}


def test_a_part_goes_in_by_what_it_makes(foods: dict[str, Food]) -> None:
    sauce = version("sauce", ("sugar", 100), ("salt", 10), cooked=220)
    dish = version("dish", ("egg", 100), ("@sauce/1", 110)).recipe
    assert part_ids(dish) == ("sauce/1",)
    table = with_parts(foods, known(sauce), [dish])
    whole = version("whole", ("egg", 100), ("sugar", 50), ("salt", 5)).recipe
    by_part = compute(dish, table).per_100g
    by_hand = compute(whole, foods)
    assert by_hand.cooked_total_g is not None
    eaten = Decimal(88) + Decimal(110)
    for code in n.CORE:
        expected = by_hand.per_100g[code]
        found = by_part[code]
        assert expected is not None
        assert found is not None
        assert abs(found * eaten - expected * by_hand.cooked_total_g) < Decimal("1e-15")


def test_parts_of_parts_are_found_and_allergens_come_along(foods: dict[str, Food]) -> None:
    inner = version("inner", ("egg", 100), ("salt", 2))
    outer = version("outer", ("@inner/1", 50), ("rice", 50))
    dish = version("dish", ("@outer/1", 100)).recipe
    result = compute(dish, with_parts(foods, known(inner, outer), [dish]))
    assert result.allergens == ("egg",)
    assert result.per_100g.complete(n.PROTEIN)


def test_what_a_part_does_not_know_is_unknown_in_the_dish(foods: dict[str, Food]) -> None:
    plain = version("plain", ("rice", 100))
    dish = version("dish", ("@plain/1", 50), ("salt", 5)).recipe
    result = compute(dish, with_parts(foods, known(plain), [dish]))
    assert not result.per_100g.complete(n.SODIUM)
    assert [entry.line for entry in result.missing if entry.nutrient == n.SODIUM] == [0]


def test_a_recipe_that_holds_itself_is_refused_with_the_way(foods: dict[str, Food]) -> None:
    a, b = version("a", ("@b/1", 10)), version("b", ("@a/1", 10))
    with pytest.raises(BadRecipe, match="a/1 → b/1 → a/1"):
        with_parts(foods, known(a, b), [version("dish", ("@a/1", 10)).recipe])


def test_a_part_nobody_wrote_is_named(foods: dict[str, Food]) -> None:
    dish = version("dish", ("@gone/1", 10)).recipe
    with pytest.raises(UnknownFood, match="gone"):
        compute(dish, with_parts(foods, {}, [dish]))
