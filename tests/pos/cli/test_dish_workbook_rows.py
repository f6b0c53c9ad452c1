"""Whatever a workbook holds: all of its rows are written or none, and each bad one is told."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import openpyxl
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import chain as chains
from accounts import staff
from canteen.db import Database
from menus.catalogue_store import add_dishes
from menus.demo import demo_canteen
from menus.workbook_sheets import DISH_HEADINGS, DISHES, LINE_HEADINGS, LINES
from menus.workbook_writing import workbook_bytes
from nutrition.result_store import refresh
from nutrition.store import add_foods
from pos.cli import main
from pos.schema import metadata

NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
DEMO = demo_canteen()
CODES = ("hongshaorou", "fanqiechaodan", "yangchunmian")
STORED = tuple(each for each in DEMO.catalogue if each.dish.code in CODES)
FOODS = {line.food for each in STORED for line in each.recipe.recipe.lines} | {
    each.facts.main for each in STORED
}
TABLES = ("dishes", "dish_facts", "dish_prices", "recipes", "recipe_lines", "audit_events")
PIN = "4826"
LATE = ("E-CAN", "E-DB")
"""What an import must never end with: the unforeseen, and the database's own refusal."""


@dataclass
class Place:
    """A small canteen and a folder for workbooks."""

    url: str
    database: Database
    folder: Path

    def rows(self) -> dict[str, list[Any]]:
        with self.database.read() as session:
            return {
                name: sorted(map(str, session.execute(sa.select(metadata.tables[name]))))
                for name in TABLES
            }

    def take(self, *words: str) -> tuple[int, list[dict[str, Any]], str]:
        """Run the import; its status, its verdicts, what it complained of."""
        out, complaint = io.StringIO(), io.StringIO()
        book = str(self.folder / "book.xlsx")
        argv = ["dishes", "import", book, "--by", "07", "--db", self.url, "--json", *words]
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(complaint),
            mock.patch("sys.stdin", io.StringIO(PIN)),
        ):
            status = main(argv)
        verdicts = [json.loads(line) for line in out.getvalue().splitlines()]
        return status, verdicts, complaint.getvalue()


def stocked(database: Database) -> None:
    key = chains.load_key(database)
    with database.write() as session:
        for number, role, pin in (("07", "dietitian", None), ("01", "manager", PIN)):
            staff.add(session, id=number, name=number, role=role, pin=pin, key=key, now=NOW)
        add_foods(session, [DEMO.foods[code] for code in sorted(FOODS)])
        add_dishes(session, STORED)
        refresh(session)


@pytest.fixture
def place(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("CANTEEN_NOW", NOW.isoformat())
    stocked(database)
    url = database.engine.url.render_as_string(hide_password=False)
    return Place(url.replace("postgresql+psycopg", "postgresql"), database, tmp_path)


ODD = st.sampled_from(
    [
        None,
        "",
        "0",
        0,
        -1,
        1.5,
        1e-7,
        1e300,
        10**15,
        "9" * 30,
        "1e999999",
        "nan",
        "少许",
        "a pinch",
        "2 箩",
        "1.5 kg",
        "fanqiechaodan",
        "hongshaorou",
        "nobody",
        "@hongshaorou/1",
        "新菜",
        "x" * 60,
        "a/b",
        "=1+1",
        "二\n行",
        True,
        NOW.replace(tzinfo=None),
        "veg",
        "spring winter",
        "yes",
    ]
)
CHANGE = st.tuples(
    st.sampled_from(["dish", "line", "copy", "drop", "new"]),
    st.integers(0, 40),
    st.integers(0, 40),
    ODD,
)


def changed(changes: list[tuple[str, int, int, object]]) -> bytes:
    """The workbook of the stored dishes after somebody worked on it."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(STORED, DEMO.foods)))
    for kind, one, other, value in changes:
        sheet, width = (
            (book[LINES], len(LINE_HEADINGS))
            if kind in {"line", "drop"}
            else (book[DISHES], len(DISH_HEADINGS))
        )
        row = 2 + one % max(1, sheet.max_row - 1)
        column = 1 + other % width
        match kind:
            case "dish" | "line":
                sheet.cell(row, column).value = value
            case "drop":
                sheet.delete_rows(row)
            case "copy" | "new":
                cells = [cell.value for cell in sheet[row]]
                if kind == "new":
                    cells[1] = f"xin-{other}"
                    for line in [[c.value for c in each] for each in book[LINES].iter_rows()]:
                        if line[0] == sheet.cell(row, 2).value:
                            book[LINES].append([cells[1], *line[1:]])
                sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def is_whole(verdicts: list[dict[str, Any]], before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether what was written is what the verdicts say: all that differs, and nothing else."""
    wanted = {row["dish"] for row in verdicts if row["verdict"] != "same"}
    written = {name: len(after[name]) - len(before[name]) for name in ("dishes", "audit_events")}
    new = {row["dish"] for row in verdicts if row["verdict"] == "new"}
    return written == {"dishes": len(new), "audit_events": len(wanted)}


@given(st.lists(CHANGE, min_size=1, max_size=4), st.booleans())
@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_all_rows_are_written_or_none(place: Place, changes: Any, signed: bool) -> None:
    (place.folder / "book.xlsx").write_bytes(changed(changes))
    before = place.rows()
    status, verdicts, complaint = place.take(*(["--approved-by", "01"] if signed else []))
    after = place.rows()
    assert not any(code in complaint for code in LATE), complaint
    bad = [row for row in verdicts if row["verdict"] == "bad"]
    if status == 0:
        assert bad == []
        assert is_whole(verdicts, before, after)
    else:
        assert bad or complaint.startswith("E-MNU-005")
        assert after == before


def test_a_variant_of_a_dish_that_is_nowhere_is_told_before_anything(place: Place) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(STORED, DEMO.foods)))
    heads = [cell.value for cell in book[DISHES][1]]
    book[DISHES].cell(2, heads.index("变化自") + 1).value = "nobody"
    book[DISHES].cell(3, heads.index("步骤") + 1).value = "慢慢炖烂。"
    book.save(place.folder / "book.xlsx")
    before = place.rows()
    status, verdicts, _complaint = place.take()
    assert (status, place.rows()) == (1, before)
    (bad,) = (row for row in verdicts if row["verdict"] == "bad")
    assert (bad["row"], bad["code"]) == ("菜品 2", "E-MNU-002")
    assert "「变化自」" in bad["sentence"]


def test_each_written_dish_is_signed_in_the_audit_trail(place: Place) -> None:
    (place.folder / "book.xlsx").write_bytes(changed([("new", 0, 7, None)]))
    status, verdicts, _complaint = place.take("--approved-by", "01", "--note", "试菜")
    assert (status, [row["verdict"] for row in verdicts].count("new")) == (0, 1)
    with place.database.read() as session:
        (event,) = session.execute(sa.select(metadata.tables["audit_events"])).all()
    detail = json.loads(event.detail)
    assert (event.actor, event.action, event.subject) == ("07", "dish-save", "xin-7")
    assert (detail["approved_by"], detail["from"], detail["note"]) == ("01", "2026-11-23", "试菜")


def test_a_price_cannot_begin_in_the_past(place: Place) -> None:
    (place.folder / "book.xlsx").write_bytes(changed([]))
    status, verdicts, complaint = place.take("--from", "2026-11-22")
    assert (status, verdicts, complaint.split()[0]) == (2, [], "E-POS-078")


def test_what_somebody_saved_meanwhile_is_not_overwritten(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pos.cli import dish_workbook

    (place.folder / "book.xlsx").write_bytes(changed([("dish", 0, 27, "慢慢炖烂。")]))
    tell = dish_workbook._tell

    def quicker(*words: Any) -> Any:
        """Somebody else saves the dish between the verdicts and the writing."""
        told = tell(*words)
        with place.database.write() as session:
            session.execute(sa.update(metadata.tables["dishes"]).values(name_zh="别名"))
        return told

    monkeypatch.setattr(dish_workbook, "_tell", quicker)
    status, _verdicts, complaint = place.take()
    assert (status, complaint.split()[0]) == (1, "E-POS-082")
    assert not any("慢慢炖烂" in row for row in place.rows()["recipes"])
