import io
import json
import shutil
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from support.commands import Outcome, call
from support.databases import SqliteStores

FIGURES = {"energy_kcal", "protein_g", "fat_g", "carbohydrate_g", "salt_g", "sodium_mg"}
SHIPPED = Path(str(resources.files("menus").joinpath("data", "catalogue")))
RECIPE = {
    "name": "鱼香肉丝",
    "cooked_total_g": 820,
    "portions": 4,
    "lines": [
        {"food": "pork-loin", "grams": 300},
        {
            "name": "bamboo",
            "grams": 120,
            "edible_pct": 100,
            "per_100g": {"energy_kcal": 27, "protein_g": 2.6, "fat_g": 0.3, "carbohydrate_g": 5.2},
        },
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "dishes"))


def test_dishes_come_with_price_slot_and_figures(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "dishes", "list", "--db", url, "--json")
    assert (end.status, end.err) == (0, "")
    slots = sorted(row["slot"] for row in end.rows if row["slot"] is not None)
    assert slots == list(range(1, 25))
    pork = next(row for row in end.rows if row["code"] == "hongshaorou")
    assert (pork["name"], pork["category"], pork["price_fen"]) == ("红烧肉", "big", 1200)
    for row in end.rows:
        assert set(row["per_portion"]) == FIGURES
        salt, sodium = row["per_portion"]["salt_g"], row["per_portion"]["sodium_mg"]
        assert (salt is None) == (sodium is None)
        assert salt is None or salt == pytest.approx(sodium * 2.5 / 1000)


def test_a_dish_tells_what_half_a_portion_costs_and_holds(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "dishes", "list", "--db", url, "--json")
    of = {row["code"]: row for row in end.rows}
    assert "half_portion" not in of["ermifan"]
    dish, half = of["hongshaorou"], of["hongshaorou"]["half_portion"]
    assert half["price_fen"] == 650
    assert half["portion_g"] * 2 == pytest.approx(dish["portion_g"])
    for code, figure in dish["per_portion"].items():
        assert half["per_portion"][code] * 2 == pytest.approx(figure)


def test_one_dish_comes_with_its_recipe(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    end = call(capsys, "dishes", "show", "hongshaorou", "--db", url, "--json")
    (row,) = end.rows
    assert row["slot"] == 1
    assert {key: row["recipe"]["lines"][0][key] for key in ("food", "grams")} == {
        "food": "pork-belly-lean",
        "grams": 2200.0,
    }
    assert "红烧肉" in call(capsys, "dishes", "show", "hongshaorou", "--db", url).out


def test_a_mistyped_dish_is_refused_with_the_nearest(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "dishes", "show", "hongshaoru", "--db", url)
    assert end.status == 2
    assert end.complaint.startswith("E-POS-003 ")
    assert "hongshaorou" in end.complaint


@pytest.mark.parametrize("more", [[], ["--date", "2031-02-28"], ["--date", "1999-12-31"]])
def test_every_date_has_24_dishes(
    more: list[str], url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "menus", "today", "--db", url, "--json", *more)
    assert end.status == 0
    assert [row["slot"] for row in end.rows] == list(range(1, 25))
    for row in end.rows:
        assert set(row) == {"slot", "dish", "name", "portions_left", "sold_out"}
        assert row["portions_left"] is None
        assert row["sold_out"] is False


def test_a_canteen_without_a_menu_says_so(
    sqlite_stores: SqliteStores, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "menus", "today", "--db", sqlite_stores.copy("bare"), "--json")
    assert (end.status, end.out) == (0, "")
    assert "没有菜单" in end.err


@pytest.mark.parametrize(
    "argv", [["dishes", "list"], ["dishes", "show", "hongshaorou"], ["menus", "today"]]
)
def test_without_a_database_nothing_is_made(
    argv: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, *argv, "--db", f"sqlite:///{tmp_path / 'none.db'}")
    assert end.status == 2
    assert "canteen init" in end.complaint
    assert list(tmp_path.iterdir()) == []


def test_a_date_that_is_none_is_refused(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    end = call(capsys, "menus", "today", "--db", url, "--date", "2026-02-30")
    assert (end.status, end.complaint.split()[0]) == (2, "E-POS-050")


def compute(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str
) -> Outcome:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    return call(capsys, "nutrition", "compute", "-", "--json")


def test_a_recipe_is_computed_from_stdin_or_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = json.dumps(RECIPE, ensure_ascii=False)
    (row,) = compute(capsys, monkeypatch, text).rows
    assert row["portion_g"] == 205
    assert row["per_100g"]["energy_kj"] == pytest.approx(row["per_100g"]["energy_kcal"] * 4.184)
    assert row["per_100g"]["sodium_mg"] is None
    assert row["known_share"]["energy_kcal"] == 1.0
    assert {"per_portion", "at_least", "grade", "missing"} <= set(row)
    file = tmp_path / "recipe.json"
    file.write_text(text, "utf-8")
    assert call(capsys, "nutrition", "compute", file, "--json").rows == [row]
    assert json.loads(call(capsys, "nutrition", "compute", file).out) == row


def changed(**changes: Any) -> str:
    return json.dumps(RECIPE | changes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E-POS-074"),
        ("{", "E-POS-074"),
        ("[" * 100_000, "E-POS-074"),
        ('{"name": "\\ud800"}', "E-POS-074"),
        (changed(cooked_total_g=1e-308), "E-POS-074"),
        ("[]", "E-NUT-011"),
        (changed(cooked_total_g=float("inf")), "E-NUT-011"),
        (changed(lines=[]), "E-NUT-011"),
        (changed(lines=[{"food": "pork-lion", "grams": 1}]), "E-NUT-010"),
        (changed(lines=[{"food": "pork-loin", "grams": -1}]), "E-NUT-011"),
        (changed(portion=3), "E-NUT-011"),
        ("9" * 5000, "E-POS-074"),
    ],
)
def test_a_recipe_that_cannot_be_used_is_one_coded_line(
    text: str, code: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    end = compute(capsys, monkeypatch, text)
    assert end.status == 2
    assert end.complaint.startswith(f"{code} ")


@pytest.mark.parametrize("name", ["nothing.json", "."])
def test_a_file_that_cannot_be_read_is_one_coded_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "nutrition", "compute", tmp_path / name)
    assert (end.status, end.complaint.split()[0]) == (2, "E-POS-070")


def test_foods_are_found_by_code_and_both_names(capsys: pytest.CaptureFixture[str]) -> None:
    for word in ("里脊", "pork-loin", "LOIN"):
        rows = call(capsys, "foods", "find", word, "--json").rows
        assert "pork-loin" in [row["code"] for row in rows]
        assert rows[0]["per_100g"]["energy_kcal"] > 0
    nothing = call(capsys, "foods", "find", "没有这种食材", "--json")
    assert (nothing.status, nothing.out) == (0, "")
    assert "没有这种食材" in nothing.err


def test_the_canteens_own_foods_are_found_and_reckoned_with(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "own.csv"
    head = "编码,名称,能量(kcal),蛋白质,脂肪,碳水化合物,类别,过敏原,可食部"
    table.write_text(f"{head}\nlajiang,自制辣酱,150,3,10,12,seasoning,soy,100\n", "utf-8")
    assert call(capsys, "foods", "import", table, "--source", "own", "--db", url).status == 0
    recipe = tmp_path / "recipe.json"
    recipe.write_text(json.dumps({"lines": [{"food": "lajiang", "grams": 100}]}), "utf-8")
    (found,) = call(capsys, "foods", "find", "自制辣酱", "--db", url, "--json").rows
    assert found["code"] == "lajiang"
    compute, label = ("nutrition", "compute", recipe), ("nutrition", "label", recipe)
    (row,) = call(capsys, *compute, "--db", url, "--json").rows
    assert row["per_100g"]["energy_kcal"] == 150
    assert row["allergens"] == ["soy"]
    assert call(capsys, *label, "--db", url, "--json").status == 0
    assert call(capsys, *compute, "--json").complaint.startswith("E-NUT-010 ")
    assert "食堂自己的食物表" in call(capsys, *compute, "--db", url).err


def test_a_configured_database_is_used_where_it_was_made(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANTEEN_DB", url)
    assert "食堂自己的" in call(capsys, "foods", "find", "egg").err
    monkeypatch.setenv("CANTEEN_DB", f"sqlite:///{tmp_path / 'none.db'}")
    assert "随程序带来的" in call(capsys, "foods", "find", "egg").err
    assert call(capsys, "foods", "find", "egg", "--json").err == ""
    named = call(capsys, "foods", "find", "egg", "--db", f"sqlite:///{tmp_path / 'none.db'}")
    assert "canteen init" in named.complaint
    assert list(tmp_path.iterdir()) == []


def test_a_caution_is_said_to_a_person_and_stands_in_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = tmp_path / "recipe.json"
    recipe.write_text(changed(cooked_total_g=8200), "utf-8")
    end = call(capsys, "nutrition", "compute", recipe, "--json")
    (caution,) = end.rows[0]["cautions"]
    assert (end.err, end.rows[0]["grade"]) == ("", "B")
    assert caution in call(capsys, "nutrition", "compute", recipe).err


def test_the_shipped_dishes_have_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    end = call(capsys, "dishes", "check", "--json")
    assert (end.status, len(end.rows)) == (0, 1)
    (row,) = end.rows
    assert row["ok"]
    assert row["dishes"] >= 540
    counts = row["counts"]
    assert all(counts[category]["all"] >= 130 for category in ("big", "half", "veg"))
    assert all(counts[category]["all"] >= 45 for category in ("soup", "staple", "snack"))


def swap(file: Path, old: str, new: str) -> int:
    """Replace the only `old` of a file; the line it stood on."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_every_problem_is_told_with_its_line_and_no_follow_up(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        (
            "big.csv",
            swap(folder / "big.csv", "Braised pork belly,1200,", "Braised pork belly,12.00,"),
        ),
        ("big.csv", swap(folder / "big.csv", ",清蒸鲈鱼,", ",清蒸鲈鱼配葱姜蒜蓉豉油,")),
        (
            "big_lines.csv",
            swap(folder / "big_lines.csv", "hongshaorou,sugar,90", "hongshaorou,suger,90"),
        ),
    ]
    end = call(capsys, "dishes", "check", folder, "--json")
    assert end.status == 1
    assert sorted((Path(row["file"]).name, row["line"]) for row in end.rows) == sorted(lines)
    assert {row["code"] for row in end.rows} == {"E-NUT-004", "E-MNU-001", "E-MNU-002"}
    assert all(str(folder) in row["sentence"] and row["mend"] for row in end.rows)
    told = call(capsys, "dishes", "check", folder)
    assert len(told.out.splitlines()) == 3


def test_what_only_the_whole_shows_is_told_beside_the_counts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    swap(folder / "big_lines.csv", "hongshaorou,sugar,90", "hongshaorou,salt,90")
    end = call(capsys, "dishes", "check", folder, "--json")
    assert end.status == 1
    *problems, last = end.rows
    assert {(row["code"], row["dish"]) for row in problems} == {("E-MNU-010", "hongshaorou")}
    assert not last["ok"]


def test_some_categories_can_be_checked_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in folder.glob("*.csv"):
        if not file.name.startswith("snack"):
            file.unlink()
    end = call(capsys, "dishes", "check", folder, "--json")
    assert {row.get("dish") for row in end.rows[:-1]} == {""}
    assert end.rows[-1]["counts"]["snack"]["all"] >= 45


def test_a_mistyped_heading_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    swap(folder / "big.csv", ",price_fen,", ",price_fn,")
    end = call(capsys, "dishes", "check", folder, "--json")
    assert [(row["code"], row["line"]) for row in end.rows] == [("E-NUT-002", 1)]


def test_foods_of_the_folder_are_checked_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foods = Path(str(resources.files("nutrition").joinpath("data", "foods.csv")))
    header, first, *_ = foods.read_text("utf-8").splitlines(keepends=True)
    (folder / "foods.csv").write_text(header + first + first, "utf-8")
    end = call(capsys, "dishes", "check", folder, "--json")
    assert [(row["code"], row["line"]) for row in end.rows] == [("E-NUT-003", 3)]


def test_a_figure_beyond_reckoning_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    swap(folder / "big_lines.csv", "hongshaorou,sugar,90,", "hongshaorou,sugar,9e999999,")
    end = call(capsys, "dishes", "check", folder, "--json")
    assert [row["code"] for row in end.rows] == ["E-POS-073"]


def test_a_folder_without_the_files_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "dishes", "check", tmp_path)
    assert (end.status, end.complaint.split()[0]) == (2, "E-POS-070")
