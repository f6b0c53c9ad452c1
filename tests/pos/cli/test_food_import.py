from pathlib import Path

import openpyxl
import pytest
from support.commands import call

from canteen.db import Database
from nutrition.food_import import STATUSES
from nutrition.foods import Status
from nutrition.store import read_foods
from pos.cli import food_import

ROWS = [
    [
        "食物编码",
        "食物名称",
        "能量(kcal)",
        "蛋白质(g)",
        "脂肪(g)",
        "碳水化合物(g)",
        "咸度",
        "过敏原",
        "类别",
    ],
    ["sugar", "白砂糖", "390", "0", "Tr", "99", "2", "none", "sugar"],
    ["odd", "怪东西", "3900", "0", "0", "99", "—", "none", "sugar"],
]


def energy(url: str, capsys: pytest.CaptureFixture[str]) -> float:
    rows = call(capsys, "dishes", "list", "--db", url, "--json").rows
    found: float = next(r for r in rows if r["code"] == "hongshaorou")["per_portion"]["energy_kcal"]
    return found


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_is_taken_over_and_every_dish_reckoned_anew(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file = tmp_path / f"own.{kind}"
    if kind == "csv":
        file.write_text("\n".join(",".join(row) for row in ROWS), "utf-8")
    else:
        book = openpyxl.Workbook()
        for row in ROWS:
            book.active.append(row)
        book.save(file)
    before = energy(url, capsys)
    words = ("foods", "import", file, "--source", "own", "--map", "咸度=sodium_mg", "--db", url)
    tried = call(capsys, *words, "--dry-run", "--json")
    assert tried.rows[-1] == {"foods": 1, "left_out": 1, "written": 0}
    assert tried.rows[0]["doubtful"]
    assert energy(url, capsys) == before
    done = call(capsys, *words, "--json")
    assert (done.status, done.rows[-1]["written"]) == (1, 1)
    assert energy(url, capsys) > before
    assert call(capsys, "audit", "--db", url, "--json").status == 0


def test_a_row_that_is_left_out_says_what_to_do(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.csv"
    file.write_text("名称,能量(kcal),类别,过敏原\n自制辣酱,15,seasoning,\n", "utf-8")
    words = ("foods", "import", file, "--source", "own", "--db", url)
    told = call(capsys, *words)
    assert told.status == 1
    assert "没有写过敏原" in told.out
    assert "gluten" in told.out
    assert "看不懂" not in told.out
    assert call(capsys, *words, "--json").rows[0]["mend"] in told.out


def test_how_figures_were_come_by_can_be_said(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.csv"
    head = "编码,名称,能量(kcal),蛋白质,脂肪,碳水化合物,类别,过敏原"
    file.write_text(f"{head}\nmyrice,米,346,8,0.8,77,grain,none\n", "utf-8")
    words = ("foods", "import", file, "--source", "own", "--status", "label", "--db", url)
    assert call(capsys, *words).status == 0
    database = Database.open(url)
    with database.read() as session:
        assert read_foods(session)["myrice"].values["fat_g"].status is Status.LABEL
    database.close()


def test_the_ways_offered_are_those_there_are() -> None:
    assert food_import.STATUSES == STATUSES


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--map", "咸度"), "E-POS-079"),
        (("--map", "咸=sodium_mg"), "E-NUT-002"),
    ],
)
def test_a_mapping_that_fits_nothing_is_refused(
    url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: str,
) -> None:
    file = tmp_path / "own.csv"
    file.write_text("\n".join(",".join(row) for row in ROWS), "utf-8")
    end = call(capsys, "foods", "import", file, "--source", "own", *words, "--db", url)
    assert (end.status, end.complaint.split()[0]) == (2, code)


def test_a_file_that_is_no_workbook_is_refused(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.xlsx"
    file.write_text("no workbook", "utf-8")
    end = call(capsys, "foods", "import", file, "--source", "own", "--db", url)
    assert (end.status, end.complaint.split()[0]) == (2, "E-POS-070")
