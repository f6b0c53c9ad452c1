"""The demo canteen: the catalogue, one day's 24 dishes of it, and what is sold without plates.

Recipes are for 20 portions. What was not weighed says so: the source of the cooked weight is
`factor` or `assumed` with its reason, and shares are marked estimated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Final

from canteen.i18n import _
from menus import rows
from menus.catalogue_files import CatalogueDish, shipped_catalogue
from menus.dishes import PER_DAY, Dish, Sundry, check_names, portion_of
from menus.errors import BadMenu
from menus.menu import SLOTS, Menu, MenuItem, menu_version
from nutrition import Food, RecipeLine, RecipeVersion, load_foods
from nutrition.sheets import SheetRow, read_sheet

CYCLE: Final = "demo"
FOLDER: Final = "menus/data/demo"
FILES: Final = ("menu.csv", "sundries.csv", "sundry_recipes.csv", "sundry_lines.csv")

_MENU: Final = ("slot", "dish")
_SUNDRIES: Final = ("code", "name_zh", "name_en", "price_fen", "is_food", "recipe")
_RECIPES: Final = (
    "code",
    "portions",
    "cooked_total_g",
    "yield_source",
    "yield_reason",
    "unsalted",
    "steps",
)


@dataclass(frozen=True, slots=True)
class DemoCanteen:
    """Everything of the demo, as values; `slots` maps menu places to dish codes."""

    foods: Mapping[str, Food]
    catalogue: tuple[CatalogueDish, ...]
    sundry_recipes: tuple[RecipeVersion, ...]
    sundries: tuple[Sundry, ...]
    slots: Mapping[int, str]

    @property
    def dishes(self) -> tuple[Dish, ...]:
        """The dishes of the demo's day, in the order of their slots."""
        by_code = {each.dish.code: each.dish for each in self.catalogue}
        return tuple(by_code[code] for _slot, code in sorted(self.slots.items()))

    def menu(self, day: date) -> Menu:
        """The menu, the same on every date."""
        items = tuple(
            MenuItem(slot, dish) for slot, dish in zip(sorted(self.slots), self.dishes, strict=True)
        )
        return Menu(day, menu_version(CYCLE, 1), items)


@cache
def demo_canteen() -> DemoCanteen:
    """The demo that comes with the program."""
    folder = resources.files("menus").joinpath("data", "demo")
    texts = {name: folder.joinpath(name).read_text("utf-8") for name in FILES}
    foods = load_foods()
    return read_canteen(texts, foods, shipped_catalogue(foods))


def read_canteen(
    texts: Mapping[str, str], foods: Mapping[str, Food], catalogue: tuple[CatalogueDish, ...]
) -> DemoCanteen:
    """A canteen from the texts of the four `FILES` over a catalogue.

    Raises `FoodTableError`, `NameTooLong`, `UnknownReference` or `BadMenu` with file and line.
    """
    sundry_rows = _sheet(texts, "sundries.csv", _SUNDRIES)
    rows.check_unique(sundry_rows)
    names = {row.optional("recipe"): row.text("name_zh") for row in sundry_rows}
    recipes = _recipes(texts, foods, names)
    return DemoCanteen(
        foods=foods,
        catalogue=catalogue,
        sundry_recipes=tuple(recipes.values()),
        sundries=tuple(_sundry(row, recipes, foods) for row in sundry_rows),
        slots=_slots(_sheet(texts, "menu.csv", _MENU), catalogue),
    )


def _sheet(texts: Mapping[str, str], name: str, columns: tuple[str, ...]) -> list[SheetRow]:
    return read_sheet(texts[name], f"{FOLDER}/{name}", columns)


def _recipes(
    texts: Mapping[str, str], foods: Mapping[str, Food], names: Mapping[str, str]
) -> dict[str, RecipeVersion]:
    heads = _sheet(texts, "sundry_recipes.csv", _RECIPES)
    lines: dict[str, list[RecipeLine]] = {row.text("code"): [] for row in heads}
    for row in _sheet(texts, "sundry_lines.csv", rows.LINE_COLUMNS):
        rows.refer(row, "food", foods)
        lines[rows.refer(row, "recipe", lines)].append(rows.recipe_line(row))
    return {
        code: rows.recipe_version(row, names.get(code, code), row.text("steps"), lines[code])
        for row, code in zip(heads, lines, strict=True)
    }


def _sundry(
    row: SheetRow, recipes: Mapping[str, RecipeVersion], foods: Mapping[str, Food]
) -> Sundry:
    check_names(row.text("name_zh"), row.text("name_en"), file=row.file, line=row.line)
    version = recipes[rows.refer(row, "recipe", recipes)] if row.optional("recipe") else None
    return Sundry(
        code=row.text("code"),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        price=rows.price(row),
        is_food=rows.yes(row, "is_food"),
        recipe_id=version.id if version else None,
        portion=portion_of(version, foods),
    )


def _slots(menu_rows: list[SheetRow], catalogue: tuple[CatalogueDish, ...]) -> dict[int, str]:
    by_code = {each.dish.code: each.dish for each in catalogue}
    slots: dict[int, str] = {}
    for row in menu_rows:
        slot = int(row.choice("slot", [str(number) for number in range(1, SLOTS + 1)]))
        code = rows.refer(row, "dish", by_code)
        if slot in slots or code in slots.values():
            what = _("位置 {slot} 或它的菜排了两次").format(slot=slot)
            raise BadMenu(file=row.file, line=row.line, what=what)
        slots[slot] = code
    for category, wanted in PER_DAY.items():
        found = sum(by_code[code].category is category for code in slots.values())
        if found != wanted:
            what = _("{category}有 {found} 道").format(category=category.word, found=found)
            raise BadMenu(file=f"{FOLDER}/menu.csv", line=1, what=what)
    return slots
