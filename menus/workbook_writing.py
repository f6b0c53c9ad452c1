"""The catalogue into a workbook that `menus.workbook.read_workbook` takes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from menus.catalogue_files import CatalogueDish
from menus.workbook_cells import cell_of
from menus.workbook_sheets import DISH_HEADINGS, DISHES, LINE_HEADINGS, LINES
from nutrition import Food, RecipeLine

PLAIN: Final = Font()
BOLD: Final = Font(bold=True)


def workbook_bytes(dishes: Iterable[CatalogueDish], foods: Mapping[str, Food]) -> bytes:
    """The bytes of a workbook with these dishes."""
    book = openpyxl.Workbook(write_only=True)
    sheet, lines = book.create_sheet(DISHES), book.create_sheet(LINES)
    # Of a sheet that is written as it comes, this must be said first.
    sheet.freeze_panes, lines.freeze_panes = "D2", "C2"
    _append(sheet, list(DISH_HEADINGS.values()), bold=True)
    _append(lines, list(LINE_HEADINGS.values()), bold=True)
    for each in dishes:
        _append(sheet, [_dish_cells(each)[column] for column in DISH_HEADINGS])
        for line in each.recipe.recipe.lines:
            _append(lines, list(_line_cells(each.dish.code, line, foods)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _append(sheet: Any, values: Sequence[object], *, bold: bool = False) -> None:
    cells = [WriteOnlyCell(sheet, cell_of(value)) for value in values]
    for cell in cells:
        cell.font = BOLD if bold else PLAIN
        # A text that begins like a formula is still a text.
        if cell.data_type == "f":
            cell.data_type = "s"
    sheet.append(cells)


def _dish_cells(each: CatalogueDish) -> dict[str, object]:
    dish, facts, version = each.dish, each.facts, each.recipe
    moisture = version.recipe.moisture_change_pct
    return {
        "category": dish.category.value,
        "code": dish.code,
        "name_zh": dish.name_zh,
        "name_en": dish.name_en,
        "price_fen": dish.price.fen,
        "half_price_fen": "" if dish.half_price is None else dish.half_price.fen,
        "drawing": dish.drawing,
        "main": facts.main,
        "group": facts.group,
        "method": facts.method,
        "equipment": facts.equipment,
        "flavour": facts.flavour,
        "colour": facts.colour,
        "iddsi": facts.texture,
        "bones": facts.bones,
        "seasons": " ".join(facts.seasons),
        "prep_min": facts.prep_minutes,
        "popularity": facts.popularity,
        "portions": version.recipe.portions or "",
        "cooked_total_g": version.recipe.cooked_total_g or "",
        "moisture": "" if moisture is None else moisture,
        "yield_source": version.recipe.yield_source.value,
        "yield_reason": version.yield_reason,
        "unsalted": "yes" if version.recipe.unsalted else "no",
        "variant_of": facts.variant_of,
        "salt_note": facts.salt_note,
        "oil_note": facts.oil_note,
        "energy_note": facts.energy_note,
        "steps": version.method,
    }


def _line_cells(dish: str, line: RecipeLine, foods: Mapping[str, Food]) -> Iterable[object]:
    name = foods[line.food].name_zh if line.food in foods else ""
    yield from (dish, line.food, name, line.measure if line.unweighed else line.grams)
    yield "" if line.edible_pct is None else line.edible_pct
    yield from (line.consumed_fraction, line.source, line.note)
