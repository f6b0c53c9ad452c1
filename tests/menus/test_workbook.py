import io
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menus.catalogue_files import CatalogueDish
from menus.demo import DemoCanteen, demo_canteen
from menus.editing import differences
from menus.errors import WorkbookUnusable
from menus.workbook import WorkbookReading, read_workbook
from menus.workbook_sheets import DISHES, LINES
from menus.workbook_writing import workbook_bytes
from nutrition.results import Reason


@pytest.fixture
def book(demo: DemoCanteen) -> openpyxl.Workbook:
    data = workbook_bytes(demo.catalogue[:3], demo.foods)
    return openpyxl.load_workbook(io.BytesIO(data))


def read(book: openpyxl.Workbook, tmp_path: Path, demo: DemoCanteen) -> WorkbookReading:
    book.save(tmp_path / "book.xlsx")
    return read_workbook(tmp_path / "book.xlsx", demo.foods, {})


def test_everything_comes_back_as_it_was_written(tmp_path: Path, demo: DemoCanteen) -> None:
    file = tmp_path / "all.xlsx"
    file.write_bytes(workbook_bytes(demo.catalogue, demo.foods))
    reading = read_workbook(file, demo.foods, {})
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
        read_workbook(tmp_path / "book.xlsx", demo.foods, {})


def test_a_slip_is_told_by_the_heading_of_its_column(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook
) -> None:
    heads = [cell.value for cell in book[DISHES][1]]
    book[DISHES].cell(2, heads.index("价格（分）") + 1).value = "12 元"
    (found,) = read(book, tmp_path, demo).problems
    assert "「价格（分）」" in found.error.said


def test_a_measure_without_a_weight_stays_one(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook
) -> None:
    lines = book[LINES]
    dish = lines.cell(2, 1).value
    lines.cell(2, 4).value = "少许"
    lines.cell(3, 4).value = "1.5 kg"
    reading = read(book, tmp_path, demo)
    assert reading.problems == []
    (first, second, *_rest) = next(
        each.recipe.recipe.lines for each in reading.dishes if each.dish.code == dish
    )
    assert (first.measure, first.unweighed, first.grams) == ("少许", Reason.NO_PIECE_WEIGHT, 0)
    assert (second.measure, second.unweighed, second.grams) == ("", None, 1500)
    again = openpyxl.load_workbook(io.BytesIO(workbook_bytes(reading.dishes, demo.foods)))
    assert [again[LINES].cell(row, 4).value for row in (2, 3)] == ["少许", 1500]


def moist(each: CatalogueDish, per_cent: str) -> CatalogueDish:
    recipe = replace(each.recipe.recipe, moisture_change_pct=Decimal(per_cent))
    return replace(each, recipe=replace(each.recipe, recipe=recipe))


def test_the_change_of_moisture_goes_out_and_comes_back(tmp_path: Path, demo: DemoCanteen) -> None:
    wet = moist(demo.catalogue[0], "-12.5")
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes([wet], demo.foods)))
    (found,) = read(book, tmp_path, demo).dishes
    assert differences(wet, found) == ()


def test_a_workbook_without_that_column_leaves_it_as_it_is(
    tmp_path: Path, demo: DemoCanteen
) -> None:
    wet = moist(demo.catalogue[0], "5")
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes([wet], demo.foods)))
    heads = [cell.value for cell in book[DISHES][1]]
    book[DISHES].delete_cols(heads.index("水分变化（%）") + 1)
    book.save(tmp_path / "book.xlsx")
    reading = read_workbook(tmp_path / "book.xlsx", demo.foods, {wet.dish.code: wet})
    assert differences(wet, reading.dishes[0]) == ()


def at(book: openpyxl.Workbook, heading: str) -> int:
    """The column of the sheet of dishes with this heading."""
    return 1 + [cell.value for cell in book[DISHES][1]].index(heading)


@pytest.mark.parametrize("lines_too", [False, True])
@pytest.mark.parametrize("code", ["Big Dish!", "新菜", "a/1", "x" * 41, "-a", None])
def test_a_code_that_no_address_takes_is_the_only_thing_told(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook, code: str | None, lines_too: bool
) -> None:
    before = book[DISHES].cell(2, at(book, "编码")).value
    book[DISHES].cell(2, at(book, "编码")).value = code
    if lines_too and code:
        for row in book[LINES].iter_rows(min_row=2, max_col=1):
            row[0].value = code if row[0].value == before else row[0].value
    reading = read(book, tmp_path, demo)
    assert [(each.sheet, each.row, each.error.code) for each in reading.problems] == [
        (DISHES, 2, "E-NUT-004")
    ]
    assert "「编码」" in reading.problems[0].error.said
    assert len(reading.dishes) == 2


def test_lines_of_a_dish_that_is_nowhere_are_told_once(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook
) -> None:
    book[DISHES].delete_rows(2)
    (found,) = read(book, tmp_path, demo).problems
    assert (found.sheet, found.row, found.error.code) == (LINES, 2, "E-MNU-002")


def test_a_dish_without_lines_says_so(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook
) -> None:
    code = book[DISHES].cell(4, at(book, "编码")).value
    rows = [row[0].row for row in book[LINES].iter_rows(min_row=2) if row[0].value == code]
    book[LINES].delete_rows(rows[0], len(rows))
    (found,) = read(book, tmp_path, demo).problems
    assert (found.row, found.error.code) == (4, "E-MNU-007")


@pytest.mark.parametrize("heading", ["份数", "准备（分钟）"])
def test_a_figure_that_was_emptied_is_told(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook, heading: str
) -> None:
    book[DISHES].cell(2, at(book, heading)).value = None
    (found,) = read(book, tmp_path, demo).problems
    assert (found.row, found.error.code) == (2, "E-NUT-004")
    assert f"「{heading}」" in found.error.said


def test_a_formula_that_nobody_reckoned_is_no_empty_cell(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook
) -> None:
    book[DISHES].cell(2, at(book, "熟重（克）")).value = "=100*20"
    book[LINES].cell(book[LINES].max_row, 4).value = "=1+1"
    found = {each.sheet: each.error for each in read(book, tmp_path, demo).problems}
    assert {each.code for each in found.values()} == {"E-MNU-008"}
    assert "「熟重（克）」是公式 =100*20" in found[DISHES].said
    assert "「毛重（克）」是公式 =1+1" in found[LINES].said


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("sheet", "没有「配方」这一页"),
        ("unknown", "「菜品」的表头「编马」不认得"),
        ("twice", "「菜品」的表头「编码」有两列"),
        ("text", "不是 XLSX 文件"),
        ("folder", "读不出来"),
        ("inside", "内容坏了"),
    ],
)
def test_why_a_file_is_refused_is_said_in_words(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook, damage: str, words: str
) -> None:
    file = tmp_path / "book.xlsx"
    match damage:
        case "sheet":
            del book[LINES]
        case "unknown":
            book[DISHES].cell(1, at(book, "编码")).value = "编马"
        case "twice":
            book[DISHES].cell(1, at(book, "中文名")).value = "编码"
    if damage == "folder":
        file.mkdir()
    elif damage == "text":
        file.write_text("no workbook", "utf-8")
    elif damage == "inside":
        with zipfile.ZipFile(file, "w") as empty:
            empty.writestr("note.txt", "no workbook")
    else:
        book.save(file)
    with pytest.raises(WorkbookUnusable) as refused:
        read_workbook(file, demo.foods, {})
    assert words in refused.value.said
    assert not set("（）?") & set(refused.value.said)


def test_a_list_to_choose_from_is_left_out_without_a_word(
    tmp_path: Path, demo: DemoCanteen, book: openpyxl.Workbook
) -> None:
    """As spreadsheet programs write it, in a part that openpyxl warns of."""
    book.save(tmp_path / "plain.xlsx")
    more = b"<extLst><ext uri='{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}'/></extLst></worksheet>"
    with (
        zipfile.ZipFile(tmp_path / "plain.xlsx") as plain,
        zipfile.ZipFile(tmp_path / "book.xlsx", "w") as file,
    ):
        for name in plain.namelist():
            file.writestr(name, plain.read(name).replace(b"</worksheet>", more))
    assert len(read_workbook(tmp_path / "book.xlsx", demo.foods, {}).dishes) == 3


DEMO = demo_canteen()
WHOLE = workbook_bytes(DEMO.catalogue[:2], DEMO.foods)
PARTS = {
    name: zipfile.ZipFile(io.BytesIO(WHOLE)).read(name)
    for name in zipfile.ZipFile(io.BytesIO(WHOLE)).namelist()
}
SHIPPED = {each.dish.code for each in DEMO.catalogue[:2]}


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=6))
@settings(deadline=None, max_examples=150)
def test_a_damaged_file_is_read_or_refused_with_its_code(damage: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in damage:
        data[place] = value
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "book.xlsx"
        file.write_bytes(data)
        with suppress(WorkbookUnusable):
            # The zip's check sums find most of it; what passes them is read row by row.
            assert set(read_workbook(file, DEMO.foods, {}).places) <= SHIPPED


@given(st.sampled_from(sorted(PARTS)), st.floats(0, 1), st.integers(0, 40), st.binary(max_size=8))
@settings(deadline=None, max_examples=150)
def test_a_part_that_is_damaged_inside_is_read_or_refused_with_its_code(
    name: str, where: float, less: int, more: bytes
) -> None:
    start = int(where * len(PARTS[name]))
    odd = PARTS[name][:start] + more + PARTS[name][start + less :]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "book.xlsx"
        with zipfile.ZipFile(file, "w") as book:
            for each, data in (PARTS | {name: odd}).items():
                book.writestr(each, data)
        with suppress(WorkbookUnusable):
            reading = read_workbook(file, DEMO.foods, {})
            assert len(reading.dishes) <= len(SHIPPED)
