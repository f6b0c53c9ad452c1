import io
from pathlib import Path

import openpyxl
import pytest
from support.commands import call

from menus.demo import demo_canteen
from menus.workbook_writing import workbook_bytes


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook of two dishes as they are stored."""
    demo = demo_canteen()
    wanted = [each for each in demo.catalogue if each.dish.code in {"hongshaorou", "baizhanji"}]
    file = tmp_path / "dishes.xlsx"
    file.write_bytes(workbook_bytes(wanted, demo.foods))
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
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "all.xlsx"
    assert call(capsys, "dishes", "export", file, "--db", url).status == 0
    end = call(capsys, "dishes", "import", file, "--by", "01", "--db", url, "--json")
    assert len(end.rows) > 500
    assert end.status == 0
    assert {row["verdict"] for row in end.rows} == {"same"}


def test_a_change_is_told_and_written(
    url: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(book, "hongshaorou", "步骤", "慢慢炖烂。")
    tried = call(capsys, "dishes", "import", book, "--dry-run", "--db", url, "--json")
    assert [row["changes"] for row in tried.rows if row["verdict"] != "same"] == [["recipe"]]
    assert dish(url, capsys)["recipe"]["id"] == "hongshaorou/1"  # type: ignore[index]
    assert call(capsys, "dishes", "import", book, "--by", "01", "--db", url).status == 0
    recipe = dish(url, capsys)["recipe"]
    assert (recipe["id"], recipe["method"]) == ("hongshaorou/2", "慢慢炖烂。")  # type: ignore[index]


def test_one_bad_row_and_nothing_is_written(
    url: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(book, "hongshaorou", "步骤", "慢慢炖烂。")
    change(book, "baizhanji", "做法", "飞")
    end = call(capsys, "dishes", "import", book, "--by", "01", "--db", url, "--json")
    assert end.status == 1
    (bad,) = [row for row in end.rows if row["verdict"] == "bad"]
    assert (bad["dish"], bad["code"]) == ("baizhanji", "E-NUT-004")
    assert dish(url, capsys)["recipe"]["id"] == "hongshaorou/1"  # type: ignore[index]


def test_a_price_wants_a_manager_and_the_pin_of_that_one(
    url: str, book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(book, "hongshaorou", "价格（分）", 1300)
    words = ("dishes", "import", book, "--by", "01", "--db", url)
    refused = call(capsys, *words, "--json")
    (bad,) = [row for row in refused.rows if row["verdict"] == "bad"]
    assert (refused.status, bad["dish"], bad["code"]) == (1, "hongshaorou", "E-MNU-004")
    wrong = call(capsys, *words, "--approved-by", "07")
    assert (wrong.status, wrong.err.split()[0]) == (2, "E-POS-077")
    # None at all, one that nobody has, and the cashier's own.
    for typed, said in (("", "没有读到"), ("9999\n", "还可以试 4 次"), ("2580\n", "「01」")):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        end = call(capsys, *words, "--approved-by", "01")
        assert (end.status, end.err.splitlines()[-1].split()[0]) == (2, "E-POS-083")
        assert said in end.err.splitlines()[-1]
    assert dish(url, capsys)["price_fen"] == 1200
    monkeypatch.setattr("sys.stdin", io.StringIO("1379\n"))
    assert call(capsys, *words, "--approved-by", "01").status == 0
    listed = call(capsys, "dishes", "list", "--db", url, "--json").rows
    assert [row["price_fen"] for row in listed if row["code"] == "hongshaorou"] == [1300]


def test_five_wrong_pins_lock_as_at_the_till(
    url: str, book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(book, "hongshaorou", "价格（分）", 1300)
    words = ("dishes", "import", book, "--by", "01", "--approved-by", "01", "--db", url)
    for typed in (*["9999"] * 5, "1379"):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        end = call(capsys, *words)
        assert end.status == 2
    assert "分钟后再试" in end.err
    assert dish(url, capsys)["price_fen"] == 1200


def test_a_recipe_alone_wants_no_pin(
    url: str, book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(book, "hongshaorou", "步骤", "慢慢炖烂。")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    words = ("dishes", "import", book, "--by", "01", "--approved-by", "01", "--db", url)
    assert call(capsys, *words).status == 0


def test_a_cashier_changes_no_dish(
    url: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(book, "hongshaorou", "步骤", "慢慢炖烂。")
    end = call(capsys, "dishes", "import", book, "--by", "07", "--db", url)
    assert (end.status, end.complaint.split()[0]) == (2, "E-POS-077")
    assert "营养师" in end.complaint


def test_figures_out_of_the_usual_are_told_and_stop_nothing(
    url: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(book, "hongshaorou", "熟重（克）", None)
    words = ("dishes", "import", book, "--by", "01", "--db", url)
    tried = call(capsys, *words, "--dry-run", "--json").rows
    assert [row["cautions"] for row in tried if row["verdict"] == "changed"] == [["没有熟重"]]
    end = call(capsys, *words)
    assert (end.status, "留意：没有熟重。" in end.out) == (0, True)


def test_who_changes_must_be_known(
    url: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(book, "hongshaorou", "步骤", "慢慢炖烂。")
    end = call(capsys, "dishes", "import", book, "--by", "99", "--db", url)
    assert (end.status, end.complaint.split()[0]) == (2, "E-POS-077")


def test_a_file_that_is_not_there_is_refused(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "dishes", "import", tmp_path / "no.xlsx", "--by", "01", "--db", url)
    assert (end.status, end.complaint.split()[0]) == (2, "E-POS-070")
