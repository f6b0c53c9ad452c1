from decimal import Decimal

import pytest

from canteen.errors import CanteenError
from nutrition.errors import (
    BadCell,
    DuplicateCode,
    EnergyImplausible,
    FoodTableError,
    MassBalance,
    UnknownColumn,
)
from nutrition.food_table import read_foods
from nutrition.foods import Food, FoodValue, Status

HEAD = (
    "code,name_zh,name_en,group,edible_pct,edible_source,allergens,carb_basis,status,source,"
    "energy_kcal,protein_g,fat_g,carbohydrate_g,sodium_mg,water_g,ash_g"
)
EGG = (
    "egg,鸡蛋,egg,egg,88,NDB 01123,egg,total,measured,NDB 01123,143,12.56,9.51,0.72,142,76.15,1.06"
)


def read(*lines: str, head: str = HEAD) -> dict[str, Food]:
    return read_foods("\n".join([head, *lines]), "foods.csv")


def changed(column: str, value: str) -> str:
    cells = EGG.split(",")
    cells[HEAD.split(",").index(column)] = value
    return ",".join(cells)


def test_every_figure_of_the_table_says_where_it_comes_from(foods: dict[str, Food]) -> None:
    for food in foods.values():
        assert food.edible_source
        for value in food.values.values():
            assert "USDA SR28 NDB" in value.source or value.source.startswith(
                ("estimated: ", "calculated: ")
            )
            assert (value.status is Status.MEASURED) <= value.source.startswith("USDA SR28 NDB")


def test_a_food_from_proxies_is_never_called_measured(foods: dict[str, Food]) -> None:
    proxied = [food for food in foods.values() if "proxy" in food.values["protein_g"].source]
    assert "water-bamboo" in [food.code for food in proxied]
    for food in proxied:
        known = [v.status for v in food.values.values() if v.value is not None]
        assert Status.MEASURED not in known


def test_figures_are_those_of_the_cited_row(foods: dict[str, Food]) -> None:
    egg = foods["egg"]
    assert egg.values["energy_kcal"] == FoodValue(
        Decimal(143), Status.CALCULATED, "USDA SR28 NDB 01123"
    )
    assert egg.edible_pct == 88
    assert egg.allergens == ("egg",)
    assert foods["salt"].per_100g("sodium_mg") == 38758


def test_an_empty_cell_is_unknown_and_a_trace_is_zero() -> None:
    empty = read(changed("sodium_mg", ""))["egg"].values["sodium_mg"]
    trace = read(changed("sodium_mg", "Tr"))["egg"].values["sodium_mg"]
    assert (empty.value, empty.status) == (None, Status.MISSING)
    assert (trace.value, trace.status) == (Decimal(0), Status.TRACE)


def test_salt_and_kilojoules_follow_from_what_is_stored(foods: dict[str, Food]) -> None:
    assert foods["egg"].per_100g("salt_g") == Decimal("0.355")
    assert foods["egg"].per_100g("energy_kj") == Decimal("598.312")


def test_stored_kilojoules_win_over_the_factor() -> None:
    food = read(EGG + ",600", head=HEAD + ",energy_kj")["egg"]
    assert food.per_100g("energy_kj") == 600


def test_kilocalories_follow_from_kilojoules_where_only_those_are_known() -> None:
    food = read(changed("energy_kcal", "") + ",418.4", head=HEAD + ",energy_kj")["egg"]
    assert food.per_100g("energy_kcal") == 100


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (changed("fat_g", "95.1"), MassBalance),
        (changed("water_g", "7.615"), MassBalance),
        (changed("energy_kcal", "598"), EnergyImplausible),
        (changed("energy_kcal", "14.3"), EnergyImplausible),
        (changed("fat_g", "-1"), BadCell),
        (changed("fat_g", "NaN"), BadCell),
        (changed("fat_g", "9,5"), FoodTableError),
        (changed("fat_g", "much"), BadCell),
        (changed("edible_pct", "0"), BadCell),
        (changed("edible_pct", "101"), BadCell),
        (changed("allergens", ""), BadCell),
        (changed("allergens", "eggs"), BadCell),
        (changed("status", "guessed"), BadCell),
        (changed("source", ""), BadCell),
        (changed("group", "thing"), BadCell),
        (changed("carb_basis", ""), BadCell),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_line(
    row: str, error: type[CanteenError]
) -> None:
    with pytest.raises(error) as caught:
        read(EGG.replace("egg,", "hen,", 1), row)
    assert "foods.csv 第 3 行" in str(caught.value)


def test_a_code_twice_names_both_lines() -> None:
    with pytest.raises(DuplicateCode) as caught:
        read(EGG, EGG)
    assert "第 3 行" in str(caught.value)
    assert "第 2 行" in str(caught.value)


def test_an_unknown_column_names_the_nearest() -> None:
    with pytest.raises(UnknownColumn) as caught:
        read(EGG, head=HEAD.replace("protein_g", "proteins_g"))
    assert "protein_g" in caught.value.todo


def test_a_column_that_is_needed_must_be_there() -> None:
    with pytest.raises(UnknownColumn) as caught:
        read_foods("code,name_zh\negg,鸡蛋\n", "foods.csv")
    assert caught.value.facts["column"] == "name_en"


def test_a_byte_order_mark_and_blank_lines_do_no_harm() -> None:
    assert list(read(EGG, "", head="\ufeff" + HEAD)) == ["egg"]


def test_a_figure_is_none_exactly_when_missing() -> None:
    with pytest.raises(ValueError, match="exactly"):
        FoodValue(None, Status.MEASURED, "x")
    with pytest.raises(ValueError, match="exactly"):
        FoodValue(Decimal(1), Status.MISSING, "x")
