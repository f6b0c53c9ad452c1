import json
import logging

import pytest

from canteen import log


def entries(folder):
    return [json.loads(line) for line in (folder / "canteen.log").read_text("utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path):
    """A folder that is written to while the test runs."""
    handler = log.configure(tmp_path / "log", level=logging.DEBUG)
    yield tmp_path / "log"
    put_away(handler)


def put_away(handler):
    root = logging.getLogger("kangle")
    root.removeHandler(handler)
    root.setLevel(logging.NOTSET)
    root.propagate = True
    handler.close()


def test_one_event_is_one_line_of_json(folder):
    log.get_logger("pos.checkout").info("sold", receipt="T1-20261123-000001", dish="红烧肉\n㸆")
    (entry,) = entries(folder)
    assert entry.pop("timestamp").endswith("Z")
    assert entry == {
        "event": "sold",
        "level": "info",
        "logger_name": "pos.checkout",
        "receipt": "T1-20261123-000001",
        "dish": "红烧肉\n㸆",
    }
    assert "红烧肉" in (folder / "canteen.log").read_text("utf-8")


@pytest.mark.parametrize("name", ["pin", "password", "key", "phone", "auth_code"])
def test_a_secret_never_reaches_the_file(folder, name):
    log.get_logger("accounts").warning("tried", **{name: "2580-canary"}, staff="07")
    (entry,) = entries(folder)
    assert entry[name] == log.REDACTED
    assert entry["staff"] == "07"
    assert "2580-canary" not in (folder / "canteen.log").read_text("utf-8")


def test_an_exception_brings_its_trace_in_the_same_line(folder):
    try:
        (folder / "none").read_bytes()
    except FileNotFoundError:
        log.get_logger("readers").exception("reader-lost")
    (entry,) = entries(folder)
    assert entry["level"] == "error"
    assert "FileNotFoundError: " in entry["exception"]


def test_a_value_json_does_not_know_is_written_all_the_same(folder):
    log.get_logger("pos").info("odd", value={1, 2})
    assert "1, 2" in entries(folder)[0]["value"]


def test_events_below_the_level_are_not_written(tmp_path):
    handler = log.configure(tmp_path)
    try:
        log.get_logger("pos").debug("detail")
        log.get_logger("pos").info("fact")
    finally:
        put_away(handler)
    assert [entry["event"] for entry in entries(tmp_path)] == ["fact"]


def test_the_files_are_bounded_in_size_and_number(tmp_path, monkeypatch):
    monkeypatch.setattr(log, "MAX_BYTES", 1_000)
    monkeypatch.setattr(log, "KEPT_FILES", 3)
    handler = log.configure(tmp_path)
    try:
        for number in range(200):
            log.get_logger("readers").info("no-answer", number=number)
    finally:
        put_away(handler)
    files = list(tmp_path.iterdir())
    assert len(files) == 4
    assert all(file.stat().st_size <= 1_000 for file in files)
    assert entries(tmp_path)[-1]["number"] == 199


def test_nothing_is_written_before_a_folder_is_named(capfd):
    log.get_logger("pos").error("unheard")
    assert capfd.readouterr() == ("", "")


def test_a_folder_that_cannot_be_made_is_an_error_of_the_system(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        log.configure(tmp_path / "file" / "log")
