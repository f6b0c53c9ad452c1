"""What breaks while the till runs: it says so once, sells nothing wrong, and goes on."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from acceptance.program import Site, uid
from foreign.feig_firmware import FeigFirmware

A, B, C, D = (uid(number) for number in range(1, 5))
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="mounts a small disk")


def test_a_printer_that_is_off_undoes_no_sale(site: Site, firmware: FeigFirmware) -> None:
    site.bind("ermifan", A, B)
    till = site.till("--trays", "2", printer="serial:/dev/ttyNothing")
    firmware.place(A)
    till.until("paid")
    fault = till.until("fault")
    assert (fault["code"], "打" in fault["message"]) == ("E-POS-042", True)
    firmware.take(A)
    till.until("cleared")
    firmware.place(B)
    till.until("paid")
    assert till.wait() == 0
    assert len(site.sales()) == 2
    site.audit()
    later = site.till("--seconds", "1")
    assert later.wait() == 0
    assert later.of("fault") == []


def test_a_reader_unplugged_and_back_sells_on(site: Site, firmware: FeigFirmware) -> None:
    site.bind("ermifan", A, B)
    till = site.till()
    firmware.place(A)
    till.until("paid")
    firmware.unplug()
    fault = till.until("fault")
    assert fault["code"] in {"E-RDR-006", "E-RDR-001"}
    assert till.until("fault")["code"] == "E-RDR-001"
    firmware.take(A)
    firmware.place(B)
    firmware.plug()
    back = time.monotonic()
    assert till.until("paid", seconds=5)["total_fen"] == 100
    assert time.monotonic() - back < 3.0
    assert till.end() == 0
    assert [[line["uid"] for line in sale["lines"]] for sale in site.sales()] == [[A], [B]]


def test_a_reader_lost_in_the_middle_of_a_tray_settles_nothing(
    site: Site, firmware: FeigFirmware
) -> None:
    site.bind("ermifan", A, B)
    firmware.timing = True
    till = site.till()
    firmware.place(A, B)
    till.until("tray", state="filling")
    firmware.unplug()
    till.until("fault")
    told = len(till.of("paid"))
    till.none_for(1.0, "paid")
    firmware.take(B)
    firmware.plug()
    if not told:
        assert till.until("paid")["total_fen"] == 100
    assert till.end() == 0
    (sale,) = site.sales()
    assert told or [line["uid"] for line in sale["lines"]] == [A]


@pytest.mark.parametrize("code", [0x83, 0x93])
def test_an_incomplete_reading_holds_the_tray(
    site: Site, firmware: FeigFirmware, code: int
) -> None:
    site.bind("ermifan", A, B)
    firmware.status(code, None)
    till = site.till()
    firmware.place(A, B)
    held = till.until("tray", state="held")
    assert held["reasons"] == ["incomplete"]
    till.none_for(1.0, "paid")
    firmware.status(None)
    assert till.until("paid")["total_fen"] == 200
    assert till.end() == 0


def test_damaged_replies_change_no_bill(site: Site, firmware: FeigFirmware) -> None:
    site.bind("ermifan", A, B)
    till = site.till()
    firmware.place(A, B)
    for _ in range(6):
        firmware.badcrc(2)
        time.sleep(0.1)
    assert till.until("paid")["total_fen"] == 200
    assert till.end() == 0
    (sale,) = site.sales()
    assert len(sale["lines"]) == 2


def test_a_mute_reader_is_told_and_comes_back(site: Site, firmware: FeigFirmware) -> None:
    site.bind("ermifan", A)
    till = site.till()
    firmware.place(A)
    till.until("paid")
    firmware.take(A)
    till.until("cleared")
    firmware.mute(5)
    assert till.until("fault", seconds=8)["code"] == "E-RDR-030"
    firmware.place(A)
    assert till.until("tray", state="settled")["total_fen"] == 0
    assert till.end() == 0


def test_little_free_disk_refuses_before_money_is_taken(site: Site, firmware: FeigFirmware) -> None:
    site.extra["CANTEEN_POS_LEAST_FREE_MB"] = str(10**9)
    site.bind("ermifan", A)
    firmware.place(A)
    till = site.till()
    assert till.until("fault")["code"] == "E-POS-041"
    till.none_for(2.0, "paid")
    assert till.end() == 0
    assert site.sales() == []
    del site.extra["CANTEEN_POS_LEAST_FREE_MB"]
    again = site.till("--trays", "1")
    again.until("paid")
    assert again.wait() == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB: the demo with its catalogue takes about 4."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "none", disk], check=True)
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@AS_ROOT
def test_a_full_disk_takes_nothing_by_halves(
    site: Site, firmware: FeigFirmware, small_disk: Path
) -> None:
    site.extra["CANTEEN_POS_LEAST_FREE_MB"] = "0"
    site.bind("ermifan", A, B, C, D)
    before = site.database.parent
    for file in before.iterdir():
        if file.is_file():
            (small_disk / file.name).write_bytes(file.read_bytes())
    place = f"sqlite:///{small_disk / 'canteen.db'}"
    till = site.till("--db", place)
    firmware.place(A)
    till.until("paid")
    firmware.take(A)
    till.until("cleared")
    with (small_disk / "filler").open("wb") as filler:
        _fill(filler.fileno())
    firmware.place(B)
    told = till.until("fault")
    assert told["code"] in {"E-DB-006", "E-DB-001"}
    till.none_for(1.5, "paid")
    (small_disk / "filler").unlink()
    assert till.until("paid")["total_fen"] == 100
    assert till.end() == 0
    done = site.run("sales", "list", "--json", "--db", place)
    assert [sale["seq"] for sale in done.rows] == [1, 2]
    assert site.run("audit", "--json", "--db", place).status == 0


def _fill(handle: int) -> None:
    """Write until the disk takes not one byte more."""
    for size in (1 << 16, 1):
        try:
            while True:
                os.write(handle, bytes(size))
        except OSError:
            continue


@AS_ROOT
def test_a_database_on_a_read_only_disk_does_not_sell(site: Site, firmware: FeigFirmware) -> None:
    folder = site.database.parent
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        done = site.run(*site.till_words())
        # SQLite cannot even open the log of such a file, so it is out of reach, not refused.
        assert (done.status, done.rows) == (3, [])
        assert done.said.startswith("E-DB-008")
        assert done.said.count("\n") == 1
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
