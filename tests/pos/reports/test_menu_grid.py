from support.report_books import FIRST, book

from pos.reports.menu_grid import grid_sections, repeats
from receipts.report_documents import Table


def grid(section):
    return [block for block in section.blocks if isinstance(block, Table)]


def test_fifteen_days_of_24_dishes_stand_in_one_grid():
    (section,) = grid_sections(book(days=15, per_day=4))
    (table,) = grid(section)
    assert section.note == "没有重样的菜"
    assert len(table.columns) == 16
    assert len(table.rows) == 24
    assert [cell.text for cell in table.rows[0]][:3] == ["大荤", "菜big0-0", "菜big1-0"]


def test_a_dish_that_comes_again_is_marked_and_listed():
    made = book(days=3, same=True)
    assert repeats(made.days)["big0-0"] == tuple(day.on for day in made.days)
    section, listed = grid_sections(made)
    (table,) = grid(section)
    assert all(cell.text.startswith("▲") and cell.wash for cell in table.rows[0][1:])
    (row,) = grid(listed)[0].rows
    assert [cell.text for cell in row][:2] == ["11-23、11-24、11-25", "3"]


def test_without_repeats_nothing_is_marked():
    assert repeats(book(days=3).days) == {}


def test_more_days_go_on_in_a_second_grid_of_like_columns():
    sections = grid_sections(book(days=20))
    (first,), (second,) = map(grid, sections)
    assert all(section.new_page for section in sections)
    assert len(first.columns) == len(second.columns) == 16
    assert [column.head for column in second.columns[4:]] == ["11五", "12六", *[""] * 10]
    assert FIRST.isoweekday() == 1


def test_english_names_have_wider_columns(english):
    (first,), (second,) = map(grid, grid_sections(book(days=15)))
    assert len(first.columns) == len(second.columns) == 9
    assert first.rows[0][1].text == "Dish big0-0"


def test_a_category_with_fewer_dishes_leaves_a_dash():
    few, many = book(days=1).days[0], book(days=1, per_day=2).days[0]
    made = book(days=1, per_day=2)
    section = grid_sections(type(made)((many, few)))[0]
    assert grid(section)[0].rows[1][2].text == "—"
