"""Cells of the dish files: codes, prices, words and recipe lines."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from canteen.i18n import _
from canteen.money import Money
from menus.errors import UnknownReference
from nutrition import Recipe, RecipeLine, RecipeVersion, YieldSource
from nutrition.errors import DuplicateCode, nearest
from nutrition.sheets import SheetRow

LINE_COLUMNS = ("recipe", "food", "grams", "edible_pct", "consumed_fraction", "source", "note")


def refer(row: SheetRow, column: str, known: Collection[str]) -> str:
    """The code in `column`, which must be one of `known`; raises `UnknownReference`."""
    code = row.text(column)
    if code not in known:
        raise UnknownReference(
            file=row.file, line=row.line, column=column, wanted=code, hint=nearest(code, known)
        )
    return code


def whole(row: SheetRow, column: str) -> int:
    """A whole number from 0; raises `BadCell`."""
    text = row.text(column)
    if not (text.isascii() and text.isdigit()):
        raise row.bad(column, _("整数"))
    return int(text)


def price(row: SheetRow, column: str = "price_fen") -> Money:
    """An amount in whole fen; raises `BadCell`."""
    text = row.text(column)
    if not (text.isascii() and text.isdigit()):
        raise row.bad(column, _("整数，以分计"))
    return Money(int(text))


def yes(row: SheetRow, column: str) -> bool:
    """A cell that says yes or no; raises `BadCell`."""
    return row.choice(column, ("yes", "no")) == "yes"


def check_unique(rows: Collection[SheetRow], column: str = "code") -> None:
    """Raise `DuplicateCode` where two rows hold the same in `column`."""
    lines: dict[str, int] = {}
    for row in rows:
        code = row.text(column)
        if code in lines:
            raise DuplicateCode(file=row.file, line=row.line, food=code, first=lines[code])
        lines[code] = row.line


def recipe_line(row: SheetRow) -> RecipeLine:
    """One line of `LINE_COLUMNS`; raises `BadCell`."""
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


def recipe_version(row: SheetRow, name: str, steps: str, lines: list[RecipeLine]) -> RecipeVersion:
    """The first version of the recipe that `row` describes; raises `BadCell` and `BadRecipe`."""
    recipe = Recipe(
        name=name,
        lines=tuple(lines),
        cooked_total_g=row.number("cooked_total_g"),
        portions=row.number("portions"),
        yield_source=YieldSource(row.choice("yield_source", [each.value for each in YieldSource])),
        unsalted=yes(row, "unsalted"),
    )
    return RecipeVersion(row.text("code"), 1, recipe, row.text("yield_reason"), steps)
