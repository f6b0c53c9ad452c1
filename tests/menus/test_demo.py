from datetime import date
from decimal import Decimal
from importlib import resources

import pytest

from canteen import i18n
from canteen.errors import CanteenError
from menus.demo import FILES, DemoCanteen, read_canteen
from menus.dishes import PER_DAY, Category, Dish
from menus.errors import BadMenu, NameTooLong, UnknownReference
from nutrition import Grade
from nutrition.errors import BadCell, BadRecipe, DuplicateCode, UnknownColumn
from nutrition.targets import JUDGED


@pytest.fixture
def texts() -> dict[str, str]:
    folder = resources.files("menus").joinpath("data", "demo")
    return {name: folder.joinpath(name).read_text("utf-8") for name in FILES}


def dish(demo: DemoCanteen, code: str) -> Dish:
    return next(each for each in demo.dishes if each.code == code)


def figure(demo: DemoCanteen, code: str, nutrient: str) -> Decimal:
    value = dish(demo, code).per_portion[nutrient]
    assert value is not None
    return value


def test_the_menu_has_its_24_dishes_by_category(demo: DemoCanteen) -> None:
    menu = demo.menu(date(2026, 11, 23))
    assert [item.slot for item in menu.items] == list(range(1, 25))
    assert {category: len(menu.of(category)) for category in Category} == PER_DAY
    assert len({item.dish.drawing for item in menu.items}) == 24
    assert not any(item.sold_out for item in menu.items)


def test_every_dish_states_the_five_figures_of_the_screen(demo: DemoCanteen) -> None:
    for each in demo.dishes:
        assert [code for code in JUDGED if each.per_portion[code] is None] == []


def test_a_cooked_weight_that_was_not_weighed_is_never_graded_a(demo: DemoCanteen) -> None:
    assert {each.portion.grade for each in demo.dishes} == {Grade.B}
    assert all(
        version.yield_reason
        for version in [*(each.recipe for each in demo.catalogue), *demo.sundry_recipes]
    )


# A cook's expectation of one canteen portion, not a computed figure.
@pytest.mark.parametrize(
    ("code", "low", "high"),
    [
        ("hongshaorou", 300, 500),
        ("qingzhengluyu", 120, 220),
        ("baizhanji", 180, 300),
        ("fanqiechaodan", 120, 220),
        ("mapodoufu", 150, 280),
        ("qingchaojimaocai", 60, 120),
        ("hongshaodonggua", 40, 120),
        ("jicaidoufugeng", 50, 120),
        ("ermifan", 160, 240),
        ("congyoubanmian", 350, 500),
        ("xianggucaibao", 120, 220),
    ],
)
def test_a_portion_holds_what_a_cook_expects(
    demo: DemoCanteen, code: str, low: int, high: int
) -> None:
    assert low <= figure(demo, code, "energy_kcal") <= high


def test_a_salted_dish_has_salt_and_plain_rice_has_none(demo: DemoCanteen) -> None:
    for each in demo.dishes:
        salt = figure(demo, each.code, "salt_g")
        unsalted = each.code in ("ermifan", "hongzaofagao")
        assert salt < Decimal("0.05") if unsalted else Decimal("0.2") < salt < 2


def test_allergens_follow_from_the_ingredients(demo: DemoCanteen) -> None:
    assert dish(demo, "qingzhengluyu").allergens == ("gluten", "fish", "soy")
    assert dish(demo, "youbaoxia").allergens == ("gluten", "crustacean", "soy")
    assert dish(demo, "ermifan").allergens == ()


def test_things_without_plates_are_food_or_not(demo: DemoCanteen) -> None:
    rice, soymilk, box = demo.sundries
    energy = rice.per_portion["energy_kcal"]
    assert energy is not None
    assert 220 <= energy <= 240
    assert soymilk.is_food
    assert not box.is_food
    assert box.per_portion["energy_kcal"] is None
    assert box.recipe_id is None


def test_every_line_of_a_recipe_names_its_source(demo: DemoCanteen) -> None:
    for version in [*(each.recipe for each in demo.catalogue), *demo.sundry_recipes]:
        assert all(line.source for line in version.recipe.lines)


def test_names_follow_the_language(demo: DemoCanteen) -> None:
    first = dish(demo, "hongshaorou")
    assert first.name == "红烧肉"
    before = i18n.language()
    try:
        i18n._Current.language = "en"
        assert first.name == "Braised pork belly"
    finally:
        i18n._Current.language = before


@pytest.mark.parametrize(
    ("file", "old", "new", "error", "said"),
    [
        ("menu.csv", "1,hongshaorou", "25,hongshaorou", BadCell, "slot"),
        ("menu.csv", "1,hongshaorou", "2,hongshaorou", BadMenu, "第 3 行"),
        ("menu.csv", "1,hongshaorou", "1,qingzhengluyu", BadMenu, "第 3 行"),
        ("menu.csv", "1,hongshaorou", "1,mapodoufu", BadMenu, "第"),
        ("menu.csv", "1,hongshaorou", "1,hongshaoro", UnknownReference, "第 2 行"),
        ("menu.csv", "slot,dish", "slot,dishh", UnknownColumn, "dish"),
        ("sundries.csv", "50,no", "50,maybe", BadCell, "is_food"),
        ("sundries.csv", "白米饭", "白米饭白米饭白米饭", NameTooLong, "第 2 行"),
        ("sundries.csv", "doujiang,豆浆", "baimifan,豆浆", DuplicateCode, "第 2 行"),
        ("sundry_recipes.csv", "baimifan,20", "baimifan,0", BadRecipe, "portions"),
        ("sundry_lines.csv", "baimifan,rice", "baimifan,ryce", UnknownReference, "rice"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused_with_its_place(
    texts: dict[str, str],
    demo: DemoCanteen,
    file: str,
    old: str,
    new: str,
    error: type[CanteenError],
    said: str,
) -> None:
    assert old in texts[file]
    texts[file] = texts[file].replace(old, new, 1)
    with pytest.raises(error) as caught:
        read_canteen(texts, demo.foods, demo.catalogue)
    assert said in str(caught.value)


def test_the_menu_wants_its_count_of_every_category(
    texts: dict[str, str], demo: DemoCanteen
) -> None:
    texts["menu.csv"] = texts["menu.csv"].replace("24,hongzaofagao\n", "")
    with pytest.raises(BadMenu, match="点心有 1 道"):
        read_canteen(texts, demo.foods, demo.catalogue)


def test_an_unknown_reference_names_the_nearest_code(
    texts: dict[str, str], demo: DemoCanteen
) -> None:
    texts["menu.csv"] = texts["menu.csv"].replace("hongshaorou", "hongshaorouu", 1)
    with pytest.raises(UnknownReference) as caught:
        read_canteen(texts, demo.foods, demo.catalogue)
    assert "「hongshaorou」" in caught.value.todo
