"""The demo canteen: one day's 24 dishes and the things sold without plates, with their recipes.

Recipes are demo cards for 20 portions. What was not weighed says so: the source of the cooked
weight is `factor` or `assumed` with its reason, and shares are marked estimated.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Final, TypeVar

from canteen.i18n import _
from canteen.money import Money
from menus.dishes import PER_DAY, Category, Dish, Sundry, check_names, portion_of
from menus.errors import BadMenu, UnknownReference
from menus.menu import SLOTS, Menu, MenuItem, menu_version
from nutrition import Food, Recipe, RecipeLine, RecipeVersion, YieldSource, load_foods
from nutrition.errors import DuplicateCode, nearest
from nutrition.sheets import SheetRow, read_sheet

T = TypeVar("T")

CYCLE: Final = "demo"
FOLDER: Final = "menus/data/demo"
FILES: Final = ("recipes.csv", "recipe_lines.csv", "dishes.csv", "sundries.csv")

_RECIPES: Final = (
    "code",
    "portions",
    "cooked_total_g",
    "yield_source",
    "yield_reason",
    "unsalted",
    "method",
)
_LINES: Final = ("recipe", "food", "grams", "edible_pct", "consumed_fraction", "source", "note")
_DISHES: Final = (
    "slot",
    "code",
    "name_zh",
    "name_en",
    "category",
    "price_fen",
    "drawing",
    "recipe",
)
_SUNDRIES: Final = ("code", "name_zh", "name_en", "price_fen", "is_food", "recipe")


@dataclass(frozen=True, slots=True)
class DemoCanteen:
    """Everything of the demo, as values; `slots` maps menu places to dish codes."""

    foods: Mapping[str, Food]
    recipes: tuple[RecipeVersion, ...]
    dishes: tuple[Dish, ...]
    sundries: tuple[Sundry, ...]
    slots: Mapping[int, str]

    def menu(self, day: date) -> Menu:
        """The menu, the same on every date."""
        by_code = {dish.code: dish for dish in self.dishes}
        items = tuple(MenuItem(slot, by_code[code]) for slot, code in sorted(self.slots.items()))
        return Menu(day, menu_version(CYCLE, 1), items)


def demo_canteen() -> DemoCanteen:
    """The demo that comes with the program."""
    folder = resources.files("menus").joinpath("data", "demo")
    texts = {name: folder.joinpath(name).read_text("utf-8") for name in FILES}
    return read_canteen(texts, load_foods())


def read_canteen(texts: Mapping[str, str], foods: Mapping[str, Food]) -> DemoCanteen:
    """A canteen from the texts of the four `FILES`.

    Raises `FoodTableError`, `NameTooLong`, `UnknownReference` or `BadMenu` with file and line.
    """
    names: dict[str, str] = {}
    dish_rows = _sheet(texts, "dishes.csv", _DISHES)
    sundry_rows = _sheet(texts, "sundries.csv", _SUNDRIES)
    for row in (*dish_rows, *sundry_rows):
        names.setdefault(row.optional("recipe"), row.text("name_zh"))
    recipes = _recipes(texts, foods, names)
    dishes = _unique(dish_rows, [_dish(row, recipes, foods) for row in dish_rows])
    sundries = _unique(sundry_rows, [_sundry(row, recipes, foods) for row in sundry_rows])
    return DemoCanteen(
        foods=foods,
        recipes=tuple(recipes.values()),
        dishes=dishes,
        sundries=sundries,
        slots=_slots(dish_rows, dishes),
    )


def _sheet(texts: Mapping[str, str], name: str, columns: tuple[str, ...]) -> list[SheetRow]:
    return read_sheet(texts[name], f"{FOLDER}/{name}", columns)


def _recipes(
    texts: Mapping[str, str], foods: Mapping[str, Food], names: Mapping[str, str]
) -> dict[str, RecipeVersion]:
    rows = _sheet(texts, "recipes.csv", _RECIPES)
    codes = [row.text("code") for row in rows]
    lines: dict[str, list[RecipeLine]] = {code: [] for code in codes}
    for row in _sheet(texts, "recipe_lines.csv", _LINES):
        _refer(row, "recipe", codes)
        _refer(row, "food", foods)
        lines[row.text("recipe")].append(_line(row))
    return {code: _recipe(row, names, lines[code]) for code, row in zip(codes, rows, strict=True)}


def _recipe(row: SheetRow, names: Mapping[str, str], lines: list[RecipeLine]) -> RecipeVersion:
    code = row.text("code")
    recipe = Recipe(
        name=names.get(code, code),
        lines=tuple(lines),
        cooked_total_g=row.number("cooked_total_g"),
        portions=row.number("portions"),
        yield_source=YieldSource(row.choice("yield_source", [each.value for each in YieldSource])),
        unsalted=_yes(row, "unsalted"),
    )
    return RecipeVersion(code, 1, recipe, row.text("yield_reason"), row.text("method"))


def _line(row: SheetRow) -> RecipeLine:
    grams = row.number("grams")
    fraction = row.number("consumed_fraction")
    if grams is None:
        raise row.bad("grams", _("数字，不能空着"))
    return RecipeLine(
        food=row.text("food"),
        grams=grams,
        edible_pct=row.number("edible_pct"),
        consumed_fraction=Decimal(1) if fraction is None else fraction,
        source=row.text("source"),
        note=row.optional("note"),
    )


def _dish(row: SheetRow, recipes: Mapping[str, RecipeVersion], foods: Mapping[str, Food]) -> Dish:
    check_names(row.text("name_zh"), row.text("name_en"), file=row.file, line=row.line)
    version = recipes[_refer(row, "recipe", recipes)]
    return Dish(
        code=row.text("code"),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        category=Category(row.choice("category", [each.value for each in Category])),
        price=_price(row),
        drawing=row.text("drawing"),
        recipe_id=version.id,
        portion=portion_of(version, foods),
    )


def _sundry(
    row: SheetRow, recipes: Mapping[str, RecipeVersion], foods: Mapping[str, Food]
) -> Sundry:
    check_names(row.text("name_zh"), row.text("name_en"), file=row.file, line=row.line)
    code = row.optional("recipe")
    version = recipes[_refer(row, "recipe", recipes)] if code else None
    return Sundry(
        code=row.text("code"),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        price=_price(row),
        is_food=_yes(row, "is_food"),
        recipe_id=version.id if version else None,
        portion=portion_of(version, foods),
    )


def _slots(rows: list[SheetRow], dishes: tuple[Dish, ...]) -> dict[int, str]:
    slots: dict[int, str] = {}
    for row, dish in zip(rows, dishes, strict=True):
        slot = int(row.choice("slot", [str(number) for number in range(1, SLOTS + 1)]))
        if slot in slots:
            what = _("位置 {slot} 排了两道菜").format(slot=slot)
            raise BadMenu(file=row.file, line=row.line, what=what)
        slots[slot] = dish.code
    for category, wanted in PER_DAY.items():
        found = sum(dish.category is category for dish in dishes)
        if found != wanted:
            what = _("{category}有 {found} 道").format(category=category.word, found=found)
            raise BadMenu(file=f"{FOLDER}/dishes.csv", line=1, what=what)
    return slots


def _unique(rows: list[SheetRow], made: list[T]) -> tuple[T, ...]:
    lines: dict[str, int] = {}
    for row in rows:
        code = row.text("code")
        if code in lines:
            raise DuplicateCode(file=row.file, line=row.line, food=code, first=lines[code])
        lines[code] = row.line
    return tuple(made)


def _refer(row: SheetRow, column: str, known: Collection[str]) -> str:
    """The code in `column`, which must be one of `known`."""
    code = row.text(column)
    if code not in known:
        raise UnknownReference(
            file=row.file, line=row.line, column=column, wanted=code, hint=nearest(code, known)
        )
    return code


def _price(row: SheetRow) -> Money:
    text = row.text("price_fen")
    if not (text.isascii() and text.isdigit()):
        raise row.bad("price_fen", _("整数，以分计"))
    return Money(int(text))


def _yes(row: SheetRow, column: str) -> bool:
    return row.choice(column, ("yes", "no")) == "yes"
