import json
import os
import tty
from pathlib import Path

import pytest
from foreign.feig_firmware import FeigFirmware
from support.commands import call

from readers.errors import LibraryMissing, ReaderError, ServiceAway

UIDS = [f"E0040150CABD51{number:02X}" for number in range(12)]


@pytest.mark.parametrize("plates", [1, 5, 12])
def test_every_plate_is_reported_in_every_cycle(
    plates: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with FeigFirmware(timing=plates == 5) as reader:
        reader.place(*UIDS[:plates])
        url = f"feig:{reader.path}?parity=N"
        end = call(capsys, "readers", "watch", "--reader", url, "--cycles", 20, "--json")
    assert (end.status, end.err) == (0, "")
    assert [row["cycle"] for row in end.rows] == list(range(1, 21))
    for row in end.rows:
        assert row["complete"]
        assert row["faults"] == []
        assert {tag["uid"] for tag in row["tags"]} == set(UIDS[:plates])
        assert 0 <= row["started"] <= row["ended"]
    tag = end.rows[0]["tags"][0]
    assert set(tag) == {"uid", "kind", "antenna", "rssi"}
    assert tag["kind"] == "iso15693"


def test_a_cycle_that_fails_is_told_with_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    with FeigFirmware(timing=False) as reader:
        reader.place(*UIDS[:2])
        reader.status(0x83)
        url = f"feig:{reader.path}?parity=N"
        end = call(capsys, "readers", "watch", "--reader", url, "--cycles", 2, "--json")
    first, second = end.rows
    assert not first["complete"]
    assert [fault["code"] for fault in first["faults"]] == ["E-RDR-033"]
    assert second["complete"]


def test_a_reader_that_is_not_there_ends_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "record.jsonl"
    url = f"feig:{tmp_path / 'nothing'}?parity=N"
    end = call(
        capsys, "readers", "watch", "--reader", url, "--wait", 0.1, "--record", record, "--json"
    )
    assert end.status == 3
    assert end.complaint.startswith("E-RDR-001 ")
    assert list(tmp_path.iterdir()) == []


def test_watching_ends_after_the_seconds_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with FeigFirmware(timing=False) as reader:
        url = f"feig:{reader.path}?parity=N"
        end = call(capsys, "readers", "watch", "--reader", url, "--seconds", 0.2)
    assert end.status == 0
    assert end.out.startswith("#1 ")


def test_a_recording_of_bytes_is_watched_again_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "record.jsonl"
    with FeigFirmware(timing=False) as reader:
        reader.place(*UIDS[:2])
        reader.badcrc(1)
        url = f"feig:{reader.path}?parity=N"
        argv = ("--cycles", 4, "--record", record, "--json")
        seen = call(capsys, "readers", "watch", "--reader", url, *argv)
    lines = [json.loads(line) for line in record.read_text("utf-8").splitlines()]
    assert lines[0]["driver"] == "feig"
    assert [line for line in lines if "started" in line] == seen.rows
    assert any(line.get("sent") for line in lines)
    copy = tmp_path / "copy.jsonl"
    argv = ("--cycles", 4, "--record", copy, "--json")
    again = call(capsys, "readers", "watch", "--reader", f"replay:{record}", *argv)
    assert again.rows == seen.rows
    # A replay has no line of its own, so its recording is of cycles alone.
    assert [json.loads(line) for line in copy.read_text("utf-8").splitlines()] == seen.rows
    third = call(capsys, "readers", "watch", "--reader", f"replay:{copy}", "--cycles", 4, "--json")
    assert third.rows == seen.rows


def test_list_names_drivers_and_what_is_not_touched(
    capsys: pytest.CaptureFixture[str], card_readers: list[str]
) -> None:
    end = call(capsys, "readers", "list", "--no-probe", "--port", "/dev/nothing", "--json")
    assert (end.status, end.err) == (0, "")
    assert {"driver": "feig"} in end.rows
    assert {"port": "/dev/nothing", "description": ""} in end.rows
    assert not any("state" in row for row in end.rows)
    text = call(capsys, "readers", "list", "--no-probe", "--port", "/dev/nothing").out
    assert "feig" in text
    assert "/dev/nothing" in text


def test_list_names_the_card_readers(
    capsys: pytest.CaptureFixture[str], card_readers: list[str]
) -> None:
    card_readers.append("ACR1552 00")
    end = call(capsys, "readers", "list", "--no-probe", "--json")
    assert {"pcsc": "ACR1552 00", "reader": "pcsc:ACR1552 00"} in end.rows


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (ServiceAway(), "E-RDR-007 系统的读卡服务 pcscd 没有运行"),
        (LibraryMissing(driver="pcsc", library="pyscard"), "E-RDR-014 "),
    ],
)
def test_list_says_why_it_names_no_card_reader(
    trouble: ReaderError,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> list[str]:
        raise trouble

    monkeypatch.setattr("readers.drivers.pcsc.list_readers", refuse)
    end = call(capsys, "readers", "list", "--no-probe", "--json")
    assert end.status == 0
    assert end.err.startswith(said)
    assert end.err.count("\n") == 1
    assert {"driver": "pcsc"} in end.rows
    assert not any("pcsc" in row for row in end.rows)


def test_list_finds_a_reader_and_says_its_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], only_named_ports: None
) -> None:
    with FeigFirmware(timing=False) as reader:
        port = str(reader.path)
        end = call(capsys, "readers", "list", "--port", port, "--port", port, "--json")
        text = call(capsys, "readers", "list", "--port", port).out
    found = {"port": port, "description": "", "state": "reader"}
    assert [row for row in end.rows if "port" in row] == [
        {**found, "reader": f"feig:{port}?parity=N"}
    ]
    assert f"feig:{port}?parity=N" in text


def test_list_leaves_the_printer_alone_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], only_named_ports: None
) -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    os.set_blocking(ours, False)
    port = os.ttyname(theirs)
    config = tmp_path / "canteen.toml"
    config.write_text(f'[pos]\nprinter = "serial:{port}?baud=9600"\n', "utf-8")
    end = call(capsys, "readers", "list", "--port", port, "--config", config, "--json")
    text = call(capsys, "readers", "list", "--port", port, "--config", config).out
    (row,) = [row for row in end.rows if "port" in row]
    assert (row["state"], row["why"], row["reader"]) == ("skipped", "printer", None)
    assert "打印机" in text
    with pytest.raises(BlockingIOError):
        os.read(ours, 1)
    os.close(ours)
    os.close(theirs)


def test_list_tells_of_a_port_that_is_not_there(
    capsys: pytest.CaptureFixture[str], only_named_ports: None
) -> None:
    end = call(capsys, "readers", "list", "--port", "/dev/nothing", "--json")
    assert [row["state"] for row in end.rows if "port" in row] == ["absent"]
    assert end.status == 0


@pytest.fixture
def card_readers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The card readers of a machine whose service runs."""
    names: list[str] = []
    monkeypatch.setattr("readers.drivers.pcsc.list_readers", lambda: names)
    return names


@pytest.fixture
def only_named_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """What hangs on the machine that runs the tests is nobody's business."""
    monkeypatch.setattr("serial.tools.list_ports.comports", list)
