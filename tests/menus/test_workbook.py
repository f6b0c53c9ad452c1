import io
from pathlib import Path

import openpyxl
import pytest

from menus.demo import DemoCanteen
from menus.editing import differences
from menus.errors import WorkbookUnusable
from menus.workbook import DISHES, LINES, WorkbookReading, read_workbook, workbook_bytes


@pytest.fixture
def book(demo: DemoCanteen) -> openpyxl.Workbook:
    data = workbook_bytes(demo.catalogue[:3], demo.foods)
    return openpyxl.load_workbook(io.BytesIO(data))


def read(book: openpyxl.Workbook, tmp_path: Path, demo: DemoCanteen) -> WorkbookReading:
    book.save(tmp_path / "book.xlsx")
    return read_workbook(tmp_path / "book.xlsx", demo.foods)


def test_everything_comes_back_as_it_was_written(tmp_path: Path, demo: DemoCanteen) -> None:
    file = tmp_path / "all.xlsx"
    file.write_bytes(workbook_bytes(demo.catalogue, demo.foods))
    reading = read_workbook(file, demo.foods)
    assert reading.problems == []
    assert [each.dish.code for each in reading.dishes] == [e.dish.code for e in demo.catalogue]
    for old, new in zip(demo.catalogue, reading.dishes, strict=True):
        assert differences(old, new) == ()


def test_every_row_that_cannot_be_used_is_told(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook
) -> None:
    dishes, lines = book[DISHES], book[LINES]
    heads = [cell.value for cell in dishes[1]]
    dishes.cell(2, heads.index("价格（分）") + 1).value = "12 元"
    dishes.cell(3, heads.index("做法") + 1).value = "飞"
    lines.cell(lines.max_row, 2).value = "porc"
    last = lines.cell(lines.max_row, 1).value
    reading = read(book, tmp_path, demo)
    assert reading.dishes == []
    assert {(each.sheet, each.row, each.error.code) for each in reading.problems} == {
        (DISHES, 2, "E-NUT-004"),
        (DISHES, 3, "E-NUT-004"),
        (LINES, lines.max_row, "E-MNU-002"),
    }
    assert last in {each.dish for each in reading.problems}


def test_a_code_that_stands_twice_is_told_with_the_first(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook
) -> None:
    sheet = book[DISHES]
    sheet.cell(3, 2).value = sheet.cell(2, 2).value
    reading = read(book, tmp_path, demo)
    assert "E-NUT-003" in {each.error.code for each in reading.problems}


def test_columns_may_be_in_any_order_and_by_their_code(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook
) -> None:
    sheet = book[DISHES]
    sheet.move_range(f"B1:B{sheet.max_row}", cols=40)
    sheet.cell(1, 42).value = "code"
    sheet.delete_cols(2)
    assert len(read(book, tmp_path, demo).dishes) == 3


@pytest.mark.parametrize("damage", ["sheet", "heading", "text"])
def test_a_file_that_is_no_catalogue_is_refused(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook, damage: str
) -> None:
    match damage:
        case "sheet":
            del book[LINES]
        case "heading":
            book[DISHES].cell(1, 3).value = "中文名字"
    book.save(tmp_path / "book.xlsx")
    if damage == "text":
        (tmp_path / "book.xlsx").write_text("no workbook", "utf-8")
    with pytest.raises(WorkbookUnusable):
        read_workbook(tmp_path / "book.xlsx", demo.foods)


def test_a_text_like_a_formula_stays_a_text(demo: DemoCanteen) -> None:
    from dataclasses import replace

    each = demo.catalogue[0]
    odd = replace(each, recipe=replace(each.recipe, yield_reason="=1+1"))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes([odd], demo.foods)))
    cells = {cell.value: cell.data_type for cell in book[DISHES][2]}
    assert cells["=1+1"] == "s"
