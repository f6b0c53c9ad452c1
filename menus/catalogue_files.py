"""The dish catalogue as files: two CSV files a category, dishes and their recipe lines.

`data/catalogue/` is typed by this project: dishes as a Shanghai canteen cooks them, each for a
batch of 20 portions. Nothing in it was weighed; where a cooked weight comes from stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

from menus import dish_facts as f
from menus import rows
from menus.dish_facts import DishFacts
from menus.dishes import Category, Dish, check_names, portion_of
from menus.errors import UnknownReference
from nutrition import Food, RecipeLine, RecipeVersion
from nutrition.errors import nearest
from nutrition.sheets import SheetRow, read_sheet

FOLDER: Final = "menus/data/catalogue"
FILES: Final = tuple(f"{each.value}{end}.csv" for each in Category for end in ("", "_lines"))
COLUMNS: Final = (
    "code",
    "name_zh",
    "name_en",
    "price_fen",
    "half_price_fen",
    "drawing",
    "main",
    "group",
    "method",
    "equipment",
    "flavour",
    "colour",
    "iddsi",
    "bones",
    "seasons",
    "prep_min",
    "popularity",
    "portions",
    "cooked_total_g",
    "yield_source",
    "yield_reason",
    "unsalted",
    "variant_of",
    "salt_note",
    "oil_note",
    "energy_note",
    "steps",
)
MOST_POPULAR: Final = 100


@dataclass(frozen=True, slots=True)
class CatalogueDish:
    """A dish with everything that is known of it."""

    dish: Dish
    facts: DishFacts
    recipe: RecipeVersion


def shipped_catalogue(foods: Mapping[str, Food]) -> tuple[CatalogueDish, ...]:
    """The catalogue that comes with the program, by category; raises as `read_catalogue`."""
    folder = resources.files("menus").joinpath("data", "catalogue")
    return read_catalogue({name: folder.joinpath(name).read_text("utf-8") for name in FILES}, foods)


def read_catalogue(
    texts: Mapping[str, str], foods: Mapping[str, Food]
) -> tuple[CatalogueDish, ...]:
    """Dishes from the texts of `FILES`, those of categories that are absent left out.

    Raises `FoodTableError`, `NameTooLong`, `UnknownReference` or `BadRecipe` with file and line.
    """
    found: list[CatalogueDish] = []
    heads: list[SheetRow] = []
    for category in Category:
        name, lines_name = f"{category.value}.csv", f"{category.value}_lines.csv"
        if name in texts:
            dish_rows = read_sheet(texts[name], name, COLUMNS)
            lines = _lines(texts.get(lines_name, ""), lines_name, dish_rows, foods)
            found += [read_dish(row, category, lines[row.text("code")], foods) for row in dish_rows]
            heads += dish_rows
    rows.check_unique(heads)
    _check_variants(found, heads)
    return tuple(found)


def _lines(
    text: str, file: str, dish_rows: list[SheetRow], foods: Mapping[str, Food]
) -> dict[str, list[RecipeLine]]:
    lines: dict[str, list[RecipeLine]] = {row.text("code"): [] for row in dish_rows}
    for row in read_sheet(text, file, rows.LINE_COLUMNS):
        rows.refer(row, "food", foods)
        lines[rows.refer(row, "recipe", lines)].append(rows.recipe_line(row))
    return lines


def read_dish(
    row: SheetRow, category: Category, lines: list[RecipeLine], foods: Mapping[str, Food]
) -> CatalogueDish:
    """A dish from its row and the lines of its recipe.

    Raises `FoodTableError`, `NameTooLong`, `UnknownReference`, `BadRecipe`.
    """
    check_names(row.text("name_zh"), row.text("name_en"), file=row.file, line=row.line)
    recipe = rows.recipe_version(row, row.text("name_zh"), row.text("steps"), lines)
    dish = Dish(
        code=row.text("code"),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        category=category,
        price=rows.price(row),
        drawing=row.text("drawing"),
        recipe_id=recipe.id,
        portion=portion_of(recipe, foods),
        half_price=rows.price(row, "half_price_fen") if row.optional("half_price_fen") else None,
    )
    return CatalogueDish(dish, read_facts(row, foods), recipe)


def read_facts(row: SheetRow, foods: Mapping[str, Food]) -> DishFacts:
    """The facts of a dish from its row; raises `BadCell` and `UnknownReference`."""
    popularity = rows.whole(row, "popularity")
    if popularity > MOST_POPULAR:
        raise row.bad("popularity", f"0–{MOST_POPULAR}")
    return DishFacts(
        main=rows.refer(row, "main", foods),
        group=row.choice("group", tuple(f.GROUPS)),
        method=row.choice("method", tuple(f.METHODS)),
        equipment=row.choice("equipment", tuple(f.EQUIPMENT)),
        flavour=row.choice("flavour", tuple(f.FLAVOURS)),
        colour=row.choice("colour", tuple(f.COLOURS)),
        texture=row.choice("iddsi", tuple(f.TEXTURES)),
        bones=row.choice("bones", tuple(f.BONES)),
        seasons=_seasons(row),
        prep_minutes=rows.whole(row, "prep_min"),
        popularity=popularity,
        variant_of=row.optional("variant_of"),
        salt_note=row.optional("salt_note"),
        oil_note=row.optional("oil_note"),
        energy_note=row.optional("energy_note"),
    )


def _seasons(row: SheetRow) -> tuple[str, ...]:
    words = row.text("seasons").split()
    if any(word not in f.SEASONS for word in words):
        raise row.bad("seasons", " ".join(f.SEASONS))
    return tuple(season for season in f.SEASONS if season in words)


def _check_variants(found: list[CatalogueDish], heads: list[SheetRow]) -> None:
    """A variant names a dish of its own category."""
    known = {(each.dish.category, each.dish.code) for each in found}
    for each, row in zip(found, heads, strict=True):
        wanted = each.facts.variant_of
        if wanted and (each.dish.category, wanted) not in known:
            codes = [code for category, code in known if category is each.dish.category]
            hint = nearest(wanted, codes)
            raise UnknownReference(
                file=row.file, line=row.line, column="variant_of", wanted=wanted, hint=hint
            )
