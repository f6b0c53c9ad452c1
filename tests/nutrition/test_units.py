from decimal import Decimal

import pytest

from nutrition import Food
from nutrition.foods import FoodValue, Status, read_pieces, write_pieces
from nutrition.results import Reason
from nutrition.units import grams, read_amount


def food(density: str | None = None, pieces: str = "") -> Food:
    return Food(
        code="x",
        name_zh="甲",
        name_en="x",
        group="egg",
        edible_pct=Decimal(100),
        edible_source="",
        allergens=(),
        carb_basis="total",
        values={"fat_g": FoodValue(Decimal(1), Status.LABEL, "")},
        density=Decimal(density) if density else None,
        pieces=read_pieces(pieces),
    )


@pytest.mark.parametrize(
    ("quantity", "unit", "weight"),
    [("2", "g", 2), ("1.5", "kg", 1500), ("2", "斤", 1000), ("3", "两", 150), ("1", " 克 ", 1)],
)
def test_weights_are_weights_of_anything(quantity: str, unit: str, weight: int) -> None:
    assert grams(food(), Decimal(quantity), unit) == weight


def test_a_volume_needs_a_density() -> None:
    assert grams(food("0.92"), Decimal(100), "ml") == 92
    assert grams(food("0.92"), Decimal(1), "L") == 920
    assert grams(food(), Decimal(100), "毫升") is Reason.NO_DENSITY


def test_a_piece_needs_a_weight() -> None:
    assert grams(food(pieces="个=55;勺=10.5"), Decimal(2), "勺") == 21
    assert grams(food(pieces="个=55"), Decimal(2), "把") is Reason.NO_PIECE_WEIGHT


def test_pieces_are_written_as_they_are_read() -> None:
    assert write_pieces(read_pieces("个=55;勺=10.5")) == "个=55;勺=10.5"
    for text in ("个", "个=", "=5", "个=x", "个=0", "个=-1", "个=1e3"):
        with pytest.raises(ValueError, match=text):
            read_pieces(text)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("120", "120"),
        ("1.5 kg", "1500"),
        ("3两", "150"),
        ("半斤", "250"),
        ("一两", "50"),
        ("两个", "110"),
        ("2 个", "110"),
        (" 7 克 ", "7"),
        ("0", "0"),
    ],
)
def test_an_amount_is_read_as_a_cook_writes_it(text: str, weight: str) -> None:
    assert read_amount(food(pieces="个=55"), text) == Decimal(weight)


@pytest.mark.parametrize(
    "text", ["少许", "适量", "2 箩", "三勺", "a pinch", "2 spoons", "Some", "to taste"]
)
def test_a_measure_without_a_weight_is_a_measure(text: str) -> None:
    assert read_amount(food(pieces="个=55"), text) is Reason.NO_PIECE_WEIGHT


def test_a_volume_without_a_density_is_a_measure() -> None:
    assert read_amount(food(), "100 ml") is Reason.NO_DENSITY


@pytest.mark.parametrize(
    "text", ["", " ", "12a", "abc", "24oo", "-5", "1e3", "1,5", "1.2.3", "5" * 10, "字" * 40]
)
def test_a_slip_of_the_finger_is_no_amount(text: str) -> None:
    assert read_amount(food(), text) is None
