import io
from dataclasses import replace
from decimal import Decimal

import openpyxl

from menus.demo import DemoCanteen
from menus.workbook_sheets import DISHES, LINES
from menus.workbook_writing import workbook_bytes


def test_a_text_like_a_formula_stays_a_text(demo: DemoCanteen) -> None:
    each = demo.catalogue[0]
    odd = replace(each, recipe=replace(each.recipe, yield_reason="=1+1"))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes([odd], demo.foods)))
    cells = {cell.value: cell.data_type for cell in book[DISHES][2]}
    assert cells["=1+1"] == "s"


def test_an_amount_that_a_spreadsheet_would_round_is_written_as_text(demo: DemoCanteen) -> None:
    each = demo.catalogue[0]
    third = Decimal("33.33333333333333333333")
    line = replace(each.recipe.recipe.lines[0], grams=third)
    recipe = replace(each.recipe.recipe, lines=(line,))
    fine = replace(each, recipe=replace(each.recipe, recipe=recipe))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes([fine], demo.foods)))
    assert book[LINES].cell(2, 4).value == str(third)
