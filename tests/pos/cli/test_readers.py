import contextlib
import io
import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from foreign.feig_firmware import FeigFirmware
from support.commands import call, start
from support.pcscd import READER, Pcscd, in_a_room

UIDS = [f"E0040150CABD51{number:02X}" for number in range(12)]
INVENTORY_REPLY = "1100b000010300e01680ff080050248075"


def test_plates_taken_away_disappear_and_a_pulled_cable_gives_faults_until_it_is_back(
    tmp_path: Path,
) -> None:
    with FeigFirmware(timing=False, link=tmp_path / "reader") as reader:
        reader.place(*UIDS[:3])
        with watching(f"feig:{reader.path}?parity=N") as cycles:
            until(cycles, lambda row: len(row["tags"]) == 3)
            reader.take(UIDS[0])
            until(cycles, lambda row: row["complete"] and len(row["tags"]) == 2)
            reader.unplug()
            lost = until(cycles, lambda row: bool(row["faults"]))
            assert not lost["complete"]
            assert lost["faults"][0]["code"].startswith("E-RDR-")
            assert lost["faults"][0]["message"]
            until(cycles, lambda row: bool(row["faults"]))
            reader.plug()
            back = until(cycles, lambda row: row["complete"])
            assert {tag["uid"] for tag in back["tags"]} == set(UIDS[1:3])
            assert back["cycle"] > lost["cycle"]


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["watch"], "E-POS-072"),
        (["watch", "--reader", "feig"], "E-RDR-010"),
        (["watch", "--reader", "nosuch:/dev/x"], "E-RDR-012"),
        (["watch", "--reader", "feig:/dev/x?speed=1"], "E-RDR-011"),
        (["watch", "--reader", "replay:/no/such/file"], "E-RDR-016"),
        (["watch", "--reader", "feig:/dev/x", "--record", "/no/such/folder/x"], "E-POS-071"),
        (["decode", "nosuch", "00"], "E-RDR-018"),
        (["decode", "nosuch"], "E-RDR-018"),
        (["emulate", "nosuch"], "E-RDR-018"),
        (["emulate", "feig", "--script", "/no/such/file"], "E-POS-070"),
        (["emulate", "pcsc", "--script", "/no/such/file"], "E-POS-070"),
        (["emulate", "pcsc", "--link", "reader.link"], "E-POS-076"),
        (["emulate", "pcsc", "--baud", "9600"], "E-POS-076"),
        (["list", "--config", "/no/such/file"], "E-CFG-001"),
    ],
)
def test_bad_input_is_one_coded_line(
    argv: list[str],
    code: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    end = call(capsys, "readers", *argv)
    assert end.status == 2
    assert end.complaint.startswith(f"{code} ")


@pytest.mark.parametrize("option", ["--cycles", "--seconds", "--wait"])
@pytest.mark.parametrize("value", ["-1", "nan", "inf", "x", ""])
def test_numbers_that_are_none_are_refused(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "readers", "watch", "--reader", "feig:/dev/x", f"{option}={value}")
    assert (end.status, end.out) == (2, "")
    assert option in end.err
    assert "Traceback" not in end.err


def test_decode_tells_one_object_a_frame(capsys: pytest.CaptureFixture[str]) -> None:
    end = call(capsys, "readers", "decode", "feig", "--direction", "reply", INVENTORY_REPLY)
    expected = {"command": "B0", "status": "00", "address": "00", "tags": ["E01680FF08005024"]}
    assert (end.status, end.rows) == (0, [{"ok": True, **expected, "more": False}])
    octets = bytes.fromhex(INVENTORY_REPLY).hex(" ")
    for argv in (
        [INVENTORY_REPLY.upper(), "--direction", "reply", "--json"],
        [octets],
        octets.split(),
    ):
        assert call(capsys, "readers", "decode", "feig", *argv).rows == end.rows
    before = call(capsys, "readers", "decode", "--direction", "request", "feig", INVENTORY_REPLY)
    assert [(row["status"], row["tags"]) for row in before.rows] == [(None, [])]


@pytest.mark.parametrize("protocol", ["feig", "rr", "uhf18", "uhf288", "anyid"])
def test_every_protocol_can_be_decoded(protocol: str, capsys: pytest.CaptureFixture[str]) -> None:
    end = call(capsys, "readers", "decode", protocol, "00")
    assert (end.status, [row["ok"] for row in end.rows]) == (1, [False])
    assert protocol in call(capsys, "readers", "decode", "nosuch", "00").complaint


def test_decode_reads_lines_and_ends_with_1_where_a_frame_is_bad(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = f"{INVENTORY_REPLY}\n\n{INVENTORY_REPLY[:-1]}0\nno hex\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    end = call(capsys, "readers", "decode", "feig")
    assert end.status == 1
    assert [row["ok"] for row in end.rows] == [True, False, False]
    assert [row.get("error") for row in end.rows] == [None, "crc", "hex"]


def test_lines_that_are_no_text_are_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n"), "utf-8"))
    end = call(capsys, "readers", "decode", "feig")
    assert end.status == 2
    assert end.complaint.startswith("E-POS-070 ")


def test_an_emulator_obeys_its_lines_through_unplug_and_plug(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = tmp_path / "reader"
    with start(["readers", "emulate", "feig", "--script", "-", "--link", link]) as emulator:
        assert emulator.stdin
        assert emulator.stdout
        assert emulator.stdout.readline() == f"{link}\n"
        with watching(f"feig:{link}?parity=N") as cycles:
            for line, wanted in (
                (f"place {UIDS[0]} {UIDS[1]}", lambda row: len(row["tags"]) == 2),
                (f"take {UIDS[0]}", lambda row: len(row["tags"]) == 1),
                ("unplug", lambda row: bool(row["faults"])),
                ("plug", lambda row: row["complete"] and len(row["tags"]) == 1),
            ):
                emulator.stdin.write(line + "\n")
                emulator.stdin.flush()
                until(cycles, wanted)
        _, errors = emulator.communicate(timeout=20)
    assert (emulator.returncode, errors) == (0, "")
    assert not link.is_symlink()


def test_an_emulator_told_to_end_takes_its_link_away(tmp_path: Path) -> None:
    link = tmp_path / "reader"
    with start(["readers", "emulate", "feig", "--link", link]) as emulator:
        assert emulator.stdout
        assert emulator.stdout.readline() == f"{link}\n"
        emulator.send_signal(signal.SIGTERM)
        assert emulator.wait(timeout=20) == 0
    assert not link.is_symlink()


def test_a_script_is_checked_whole_before_its_first_line_is_obeyed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "script"
    script.write_text(f"place {UIDS[0]}\nfly away\n", "utf-8")
    end = call(capsys, "readers", "emulate", "feig", "--script", script)
    assert end.status == 2
    assert end.complaint.startswith("E-RDR-017 ")
    script.write_text(f"place {UIDS[0]}\nat 0.05\n", "utf-8")
    end = call(capsys, "readers", "emulate", "feig", "--script", script)
    assert (end.status, end.err) == (0, "")
    assert end.out.startswith("/dev/")


def test_cards_on_the_virtual_card_reader_obey_lines_too() -> None:
    card, plate = "04A1B2C3D4E5F6", UIDS[0]

    def shows(*uids: str) -> Any:
        return lambda row: row["complete"] and [tag["uid"] for tag in row["tags"]] == [*uids]

    def work() -> list[Any]:
        with Pcscd(), start(["readers", "emulate", "pcsc"]) as emulator:
            assert emulator.stdin
            assert emulator.stdout
            name = emulator.stdout.readline()
            with watching(f"pcsc:{name.rstrip()}") as cycles:
                for line, wanted in (
                    (f"place {plate} {card}", shows(plate)),
                    (f"take {plate}", shows(card)),
                    ("unplug", shows()),
                    ("plug", shows(card)),
                    (f"take {card}", shows()),
                ):
                    emulator.stdin.write(line + "\n")
                    emulator.stdin.flush()
                    until(cycles, wanted)
            _, errors = emulator.communicate(timeout=20)
            return [name, emulator.returncode, errors]

    assert in_a_room(work) == [f"{READER}\n", 0, ""]


def test_without_the_virtual_card_reader_no_card_is_emulated() -> None:
    def work() -> list[Any]:
        with Pcscd() as pcscd:
            pcscd.kill()
            pcscd.disconnect_reader()
            pcscd.start()
            emulator = start(["readers", "emulate", "pcsc"])
            out, errors = emulator.communicate(timeout=30)
            return [emulator.returncode, out, *errors.splitlines()]

    status, out, complaint = in_a_room(work)
    assert (status, out) == (3, "")
    assert complaint.startswith("E-POS-075 ")


def test_a_reader_of_the_output_that_leaves_is_no_trouble() -> None:
    with FeigFirmware(timing=False) as reader:
        argv = ["readers", "watch", "--reader", f"feig:{reader.path}?parity=N", "--json"]
        with start(argv) as watch:
            assert watch.stdout
            watch.stdout.readline()
            watch.stdout.close()
            assert watch.wait(timeout=20) == 0
            assert watch.stderr
            assert watch.stderr.read() == ""


@contextlib.contextmanager
def watching(url: str) -> Iterator[Iterator[Any]]:
    """The cycles of a watch that runs on its own; ended like with Ctrl-C."""
    with start(["readers", "watch", "--reader", url, "--json"]) as watch:
        assert watch.stdout
        yield (json.loads(line) for line in watch.stdout)
        watch.send_signal(signal.SIGINT)
        assert watch.wait(timeout=20) == 0


def until(cycles: Iterator[Any], wanted: Any) -> Any:
    """The first cycle that is `wanted`, among the next few hundred."""
    for _, row in zip(range(500), cycles, strict=False):
        if wanted(row):
            return row
    raise AssertionError("it never came")
