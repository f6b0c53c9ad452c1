from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from support.commands import call
from support.databases import SqliteStores


@pytest.fixture
def url(sqlite_stores: SqliteStores, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("CANTEEN_NOW", "2026-11-23T11:30:00+08:00")
    made = sqlite_stores.copy("demo")
    yield made
    sqlite_stores.drop(made)


@pytest.fixture
def book(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    file = tmp_path / "dishes.xlsx"
    assert call(capsys, "dishes", "export", file, "--db", url).status == 0
    return file


def change(file: Path, dish: str, heading: str, value: object) -> None:
    book = openpyxl.load_workbook(file)
    sheet = book["菜品"]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[heads.index("编码")].value == dish:
            row[heads.index(heading)].value = value
    book.save(file)


def dish(
    url: str, capsys: pytest.CaptureFixture[str], code: str = "hongshaorou"
) -> dict[str, object]:
    found: dict[str, object] = call(capsys, "dishes", "show", code, "--db", url, "--json").rows[0]
    return found


def test_what_was_exported_changes_nothing(
    url: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "dishes", "import", book, "--by", "07", "--db", url, "--json")
    assert end.status == 0
    assert {row["verdict"] for row in end.rows} == {"same"}


def test_a_change_is_told_and_written(
    url: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(book, "hongshaorou", "步骤", "慢慢炖烂。")
    tried = call(capsys, "dishes", "import", book, "--dry-run", "--db", url, "--json")
    assert [row["changes"] for row in tried.rows if row["verdict"] != "same"] == [["recipe"]]
    assert dish(url, capsys)["recipe"]["id"] == "hongshaorou/1"  # type: ignore[index]
    assert call(capsys, "dishes", "import", book, "--by", "07", "--db", url).status == 0
    recipe = dish(url, capsys)["recipe"]
    assert (recipe["id"], recipe["method"]) == ("hongshaorou/2", "慢慢炖烂。")  # type: ignore[index]


def test_one_bad_row_and_nothing_is_written(
    url: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(book, "hongshaorou", "步骤", "慢慢炖烂。")
    change(book, "baizhanji", "做法", "飞")
    end = call(capsys, "dishes", "import", book, "--by", "07", "--db", url, "--json")
    assert end.status == 1
    (bad,) = [row for row in end.rows if row["verdict"] == "bad"]
    assert (bad["dish"], bad["code"]) == ("baizhanji", "E-NUT-004")
    assert dish(url, capsys)["recipe"]["id"] == "hongshaorou/1"  # type: ignore[index]


def test_a_price_wants_a_manager(url: str, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(book, "hongshaorou", "价格（分）", 1300)
    words = ("dishes", "import", book, "--by", "07", "--db", url)
    refused = call(capsys, *words)
    assert (refused.status, refused.err.split()[0]) == (2, "E-MNU-004")
    wrong = call(capsys, *words, "--approved-by", "07")
    assert (wrong.status, wrong.err.split()[0]) == (2, "E-POS-077")
    assert dish(url, capsys)["price_fen"] == 1200
    assert call(capsys, *words, "--approved-by", "01").status == 0
    listed = call(capsys, "dishes", "list", "--db", url, "--json").rows
    assert [row["price_fen"] for row in listed if row["code"] == "hongshaorou"] == [1300]


def test_who_changes_must_be_known(
    url: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(book, "hongshaorou", "步骤", "慢慢炖烂。")
    end = call(capsys, "dishes", "import", book, "--by", "99", "--db", url)
    assert (end.status, end.complaint.split()[0]) == (2, "E-POS-077")


def test_a_file_that_is_not_there_is_refused(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "dishes", "import", tmp_path / "no.xlsx", "--by", "07", "--db", url)
    assert (end.status, end.complaint.split()[0]) == (2, "E-POS-070")


def test_a_dish_runs_out_and_is_back(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("menus", "sold-out", "hongshaorou", "--by", "07", "--db", url, "--json")
    assert call(capsys, *words).rows == [{"dish": "hongshaorou", "sold_out": True, "changed": True}]
    today = call(capsys, "menus", "today", "--db", url, "--json").rows
    assert [row["dish"] for row in today if row["sold_out"]] == ["hongshaorou"]
    assert call(capsys, *words).rows[0]["changed"] is False
    assert call(capsys, *words, "--back").rows[0]["changed"] is True
    unknown = call(capsys, "menus", "sold-out", "nothing", "--by", "07", "--db", url)
    assert unknown.status == 2
