import re
from decimal import Decimal

import pytest

from canteen.errors import CanteenError
from menus.catalogue_files import (
    COLUMNS,
    FILES,
    CatalogueDish,
    read_catalogue,
    shipped_catalogue,
)
from menus.demo import DemoCanteen
from menus.dishes import Category
from menus.errors import NameTooLong, UnknownReference
from menus.rows import LINE_COLUMNS
from nutrition.errors import BadCell, BadRecipe, DuplicateCode, FoodTableError
from nutrition.recipes import raw_total

PORK = (
    "hongshaorou,红烧肉,Braised pork belly,1200,700,pork-cubes,pork-belly,pork,red-braise,braise,"
    "sweet-savoury,red,6,none,spring winter,40,90,20,2000,assumed,0.9 × raw,no,,,,,慢炖。"
)
LINES = "hongshaorou,pork-belly,2200,,1,card,\nhongshaorou,salt,20,,1,card,"


def texts(*rows: str, lines: str = LINES) -> dict[str, str]:
    return {
        "big.csv": "\n".join([",".join(COLUMNS), *rows]),
        "big_lines.csv": "\n".join([",".join(LINE_COLUMNS), lines]),
    }


def test_a_dish_has_its_facts_its_recipe_and_its_half_portion(demo: DemoCanteen) -> None:
    (each,) = read_catalogue(texts(PORK), demo.foods)
    assert (each.dish.category, each.dish.price.fen) == (Category.BIG, 1200)
    assert each.dish.half_price is not None
    assert each.dish.half_price.fen == 700
    assert each.facts.seasons == ("spring", "winter")
    assert each.facts.soft
    assert each.facts.family == "pork-belly/red-braise"
    assert each.recipe.id == "hongshaorou/1"
    assert each.recipe.method == "慢炖。"
    assert [line.food for line in each.recipe.recipe.lines] == ["pork-belly", "salt"]


@pytest.mark.parametrize(
    ("old", "new", "error", "said"),
    [
        ("红烧肉", "红烧肉红烧肉红烧肉", NameTooLong, "第 2 行"),
        ("Braised pork belly", "Braised pork belly in soy", NameTooLong, "24"),
        (",1200,", ",12.5,", BadCell, "price_fen"),
        (",700,", ",x,", BadCell, "half_price_fen"),
        (",pork-belly,", ",pork-bely,", UnknownReference, "pork-belly"),
        (",red-braise,", ",red-brase,", BadCell, "method"),
        (",spring winter,", ",spring monsoon,", BadCell, "seasons"),
        (",90,20,", ",101,20,", BadCell, "popularity"),
        (",6,none,", ",8,none,", BadCell, "iddsi"),
        (",20,2000,", ",0,2000,", BadRecipe, "portions"),
        (",assumed,", ",guessed,", BadCell, "yield_source"),
        (",no,,,,,", ",no,hongshaoro,,,,", UnknownReference, "hongshaorou"),
        ("慢炖。", "", BadCell, "steps"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_place(
    demo: DemoCanteen, old: str, new: str, error: type[CanteenError], said: str
) -> None:
    assert old in PORK
    with pytest.raises(error) as caught:
        read_catalogue(texts(PORK.replace(old, new, 1)), demo.foods)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        (LINES.replace("salt", "sal"), UnknownReference),
        (LINES.replace("hongshaorou,salt", "hongshao,salt"), UnknownReference),
        (LINES.replace(",20,", ",,"), BadCell),
        (LINES.replace(",,1,", ",,1.5,"), BadRecipe),
        ("", BadRecipe),
    ],
)
def test_lines_are_checked_too(demo: DemoCanteen, lines: str, error: type[CanteenError]) -> None:
    with pytest.raises(error):
        read_catalogue(texts(PORK, lines=lines), demo.foods)


def test_a_code_stands_once_in_the_whole_catalogue(demo: DemoCanteen) -> None:
    both = texts(PORK)
    both |= {name.replace("big", "half"): text for name, text in both.items()}
    with pytest.raises(DuplicateCode, match="第 2 行"):
        read_catalogue(both, demo.foods)


def test_a_file_without_its_head_is_refused(demo: DemoCanteen) -> None:
    with pytest.raises(FoodTableError):
        read_catalogue({"big.csv": ""}, demo.foods)


def test_the_shipped_catalogue_has_every_category(demo: DemoCanteen) -> None:
    def of(category: Category) -> list[CatalogueDish]:
        return [each for each in demo.catalogue if each.dish.category is category]

    assert len(FILES) == 2 * len(Category)
    assert all(len(of(category)) >= 45 for category in Category)
    assert len(demo.catalogue) >= 540


def test_the_factor_in_a_reason_is_that_of_the_weights(demo: DemoCanteen) -> None:
    for each in shipped_catalogue(demo.foods):
        told = re.match(r"吃掉部分的生重 × (\d\.\d\d)；", each.recipe.yield_reason)
        recipe = each.recipe.recipe
        assert told, each.dish.name_zh
        assert recipe.cooked_total_g is not None
        factor = recipe.cooked_total_g / raw_total(recipe, demo.foods)
        assert abs(factor - Decimal(told[1])) <= Decimal("0.01"), each.dish.name_zh
