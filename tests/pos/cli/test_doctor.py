import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from foreign.feig_firmware import FeigFirmware
from support.commands import Outcome, call
from support.databases import SqliteStores
from support.hand_sales import sell_by_hand

from canteen.clock import SystemClock
from canteen.db import Database
from pos.reader_state import RETURN, TILL, write_health
from readers import LineHealth, ReaderHealth, open_reader

ORDER = [
    "environment",
    "pcsc",
    "reader",
    "database",
    "reading",
    "fonts",
    "printer",
    "sound",
    "clock",
    "disk",
]


@pytest.fixture(autouse=True)
def fresh_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who never ran the program."""
    for name in os.environ:
        if name.startswith("CANTEEN_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def url(sqlite_stores: SqliteStores) -> Iterator[str]:
    made = sqlite_stores.copy("demo")
    yield made
    sqlite_stores.drop(made)


def examine(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[Outcome, dict[str, Any]]:
    end = call(capsys, "doctor", "--json", *argv)
    return end, {row["code"]: row for row in end.rows}


def settings(folder: Path, **pos: object) -> Path:
    file = folder / "settings.toml"
    lines = [f"{key} = {value!r}" for key, value in pos.items()]
    file.write_text("[pos]\n" + "\n".join(lines) + "\n", "utf-8")
    return file


def test_a_fresh_machine_is_well_and_stays_untouched(
    fresh_user: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end, rows = examine(capsys)
    assert (end.status, end.err) == (0, "")
    assert [row["code"] for row in end.rows] == ORDER
    for row in end.rows:
        assert set(row) == {"code", "ok", "sentence", "mend"}
        assert row["ok"] is True
        assert row["sentence"].endswith("。")
    assert "canteen init" in rows["database"]["sentence"]
    assert not fresh_user.exists()


def test_a_founded_canteen_is_well(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    end, rows = examine(capsys, "--db", url)
    assert end.status == 0
    assert "完好" in rows["database"]["sentence"]
    told = call(capsys, "doctor", "--db", url)
    assert [line[0] for line in told.out.splitlines()] == ["✓"] * len(ORDER)


def test_a_named_database_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end, rows = examine(capsys, "--db", f"sqlite:///{tmp_path / 'none.db'}")
    assert end.status == 1
    assert not rows["database"]["ok"]
    assert "canteen init" in rows["database"]["mend"]
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "canteen.db"
    before = b"no database at all " * 500
    file.write_bytes(before)
    end, rows = examine(capsys, "--db", f"sqlite:///{file}")
    assert end.status == 1
    assert "not a database" in rows["database"]["sentence"]
    assert file.read_bytes() == before


def test_damaged_pages_are_told(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    pages = bytearray(file.read_bytes())
    pages[8 * 4096 : 40 * 4096] = b"\xa5" * (32 * 4096)
    file.write_bytes(pages)
    end, rows = examine(capsys, "--db", url)
    assert end.status == 1
    assert "坏了" in rows["database"]["sentence"]


def test_a_lost_key_is_told(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(url.removeprefix("sqlite:///") + ".key").unlink()
    end, rows = examine(capsys, "--db", url)
    assert end.status == 1
    assert rows["database"]["sentence"].startswith("E-ACC-")


def test_a_password_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    end, rows = examine(capsys, "--db", "postgresql://till:hunter2@127.0.0.1:1/canteen")
    assert end.status == 1
    assert rows["database"]["sentence"].startswith("E-DB-008 ")
    assert "hunter2" not in end.out


def test_a_dish_name_without_a_glyph_is_told(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database.open(url)
    with database.write() as session:
        session.exec_driver_sql("UPDATE dishes SET name_zh = '𰻝𰻝面' WHERE code = 'hongshaorou'")
    database.close()
    end, rows = examine(capsys, "--db", url)
    assert end.status == 1
    assert "𰻝（U+30EDD）" in rows["fonts"]["sentence"]
    assert "𰻝𰻝面" in rows["fonts"]["sentence"]


def test_a_clock_before_2020_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANTEEN_NOW", "1970-01-01T08:00:00+08:00")
    end, rows = examine(capsys)
    assert end.status == 1
    assert [code for code, row in rows.items() if not row["ok"]] == ["clock"]


def test_a_clock_behind_the_newest_sale_is_told(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
    for sold_at in (newest - timedelta(minutes=30), newest):
        sell_by_hand(url, sold_at)
    monkeypatch.setenv("CANTEEN_NOW", "2026-11-23T11:45:00+08:00")
    end, rows = examine(capsys, "--db", url)
    assert end.status == 1
    assert [code for code, row in rows.items() if not row["ok"]] == ["clock"]
    assert "2026-11-23 12:00:00" in rows["clock"]["sentence"]
    monkeypatch.setenv("CANTEEN_NOW", "2026-11-23T12:00:01+08:00")
    assert examine(capsys, "--db", url)[0].status == 0


def test_too_little_disk_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    end, rows = examine(capsys, "--config", settings(tmp_path, least_free_mb=10**9))
    assert end.status == 1
    assert not rows["disk"]["ok"]


def test_a_reader_that_answers_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with FeigFirmware(timing=False) as reader:
        url = f"feig:{reader.path}?parity=N"
        end, rows = examine(capsys, "--config", settings(tmp_path, reader=url))
        assert end.status == 0
        assert url in rows["reader"]["sentence"]


@pytest.mark.parametrize(
    ("key", "row", "place"),
    [("reader", "reader", TILL), ("return_reader", "return-reader", RETURN)],
)
def test_a_reader_that_a_till_uses_is_told_by_what_the_till_wrote_down(
    key: str,
    row: str,
    place: str,
    url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    line = LineHealth(frames=5000, crc_errors=1, resyncs=3, last_good=-0.2)
    health = ReaderHealth(line, reconnects=2, connected=True, recent=line)
    with FeigFirmware(timing=False) as reader:
        address = f"feig:{reader.path}?parity=N"
        config = settings(tmp_path, **{key: address})
        with contextlib.closing(open_reader(address, SystemClock())):
            end, rows = examine(capsys, "--config", config, "--db", url)
            assert end.status == 1
            assert rows[row]["sentence"].startswith("E-RDR-003 ")
            with contextlib.closing(Database.open(url)) as database, database.write() as session:
                write_health(session, "T1", health, datetime.now(UTC), 0.0, place)
            end, rows = examine(capsys, "--config", config, "--db", url)
    assert end.status == 0
    assert set(rows[row]) == {"code", "ok", "sentence", "mend"}
    for said in ("运行中的结算台", "应答 0.2 秒前", "（<0.1 %）", "重新对齐 3 次", "重连 2 次"):
        assert said in rows[row]["sentence"]


@pytest.mark.parametrize(
    ("key", "address", "row", "code"),
    [
        ("reader", "feig:/dev/no-such-port", "reader", "E-RDR-001"),
        ("reader", "feig", "reader", "E-RDR-010"),
        ("reader", "nosuch:x", "reader", "E-RDR-012"),
        ("return_reader", "feig:/dev/no-such-port", "return-reader", "E-RDR-001"),
        ("printer", "fax:123", "printer", "E-PRN-003"),
        ("printer", "file:/no/such/folder/slips", "printer", ""),
        ("printer", "file:/dev/no-such-printer", "printer", ""),
        ("printer", "file:/tmp", "printer", ""),
        ("printer", "serial:/dev/no-such-printer", "printer", ""),
    ],
)
def test_a_device_that_is_not_there_is_told(
    key: str,
    address: str,
    row: str,
    code: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    end, rows = examine(capsys, "--config", settings(tmp_path, **{key: address}))
    assert end.status == 1
    assert [name for name, each in rows.items() if not each["ok"]] == [row]
    assert rows[row]["sentence"].startswith(code)
    assert rows[row]["mend"]


def test_a_printer_that_is_there_is_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slips = tmp_path / "slips"
    for _ in range(2):
        assert (
            examine(capsys, "--config", settings(tmp_path, printer=f"file:{slips}"))[0].status == 0
        )
        slips.touch()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        config = settings(tmp_path, printer=f"tcp:127.0.0.1:{port}")
        assert examine(capsys, "--config", config)[0].status == 0
    assert examine(capsys, "--config", config)[0].status == 1


def test_a_bad_settings_file_is_one_coded_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "doctor", "--config", settings(tmp_path, readr="x"))
    assert end.status == 2
    assert end.complaint.startswith("E-CFG-002 ")


def test_the_doctor_loads_no_qt(tmp_path: Path) -> None:
    program = "import sys, pos.cli; pos.cli.main(['doctor']); sys.exit('PySide6' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
