"""What a person gets wrong at the start: an exit status, one line, no file, no trace."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from acceptance.program import Site, uid
from foreign.feig_firmware import FeigFirmware

from canteen.db import Database


def refused(site: Site, *words: str) -> tuple[int, str]:
    """The status of a command that must not start, and its one line."""
    done = site.run(*words)
    assert done.rows == []
    assert done.said.count("\n") == 1, done.said
    return done.status, done.said


def test_a_wrong_port_is_waited_for_and_then_named(site: Site) -> None:
    site.reader = "feig:/dev/ttyNothing?parity=N"
    started = time.monotonic()
    status, said = refused(site, *site.till_words("--wait", "0.5"))
    assert 0.5 <= time.monotonic() - started < 3
    assert (status, said.split()[0]) == (3, "E-RDR-001")
    assert "/dev/ttyNothing" in said


def test_a_signal_ends_the_waiting_for_a_reader(site: Site) -> None:
    site.reader = "feig:/dev/ttyNothing?parity=N"
    till = site.till("--wait", "30")
    time.sleep(0.8)
    started = time.monotonic()
    assert till.end() == 0
    assert time.monotonic() - started < 2


def test_a_reader_of_another_make_does_not_answer(site: Site, firmware: FeigFirmware) -> None:
    firmware.mute(30)
    status, said = refused(site, *site.till_words("--wait", "0.5"))
    assert (status, said.split()[0]) == (3, "E-RDR-005")


def test_a_busy_port_is_said_to_be_busy(site: Site, firmware: FeigFirmware) -> None:
    first = site.till("--seconds", "6")
    firmware.place(uid(1))
    first.until("tray")
    status, said = refused(site, *site.till_words("--wait", "0.5"))
    assert (status, said.split()[0]) == (3, "E-RDR-003")
    assert first.end() == 0


def test_a_port_without_permission(site: Site, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may open every port")
    locked = tmp_path / "port"
    locked.touch(mode=0)
    site.reader = f"feig:{locked}?parity=N"
    assert refused(site, *site.till_words("--wait", "0.2"))[0] == 3


def test_a_file_is_no_reader(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    site.reader = f"feig:{tmp_path / 'file'}?parity=N"
    status, said = refused(site, *site.till_words("--wait", "0.2"))
    assert (status, said.split()[0]) == (2, "E-RDR-004")


@pytest.mark.parametrize(
    ("reader", "code"),
    [
        ("feig", "E-RDR-010"),
        ("feig:", "E-RDR-010"),
        ("feig:/dev/null?baud=fast", "E-RDR-010"),
        ("feig:/dev/null?bod=9600", "E-RDR-011"),
        ("fieg:/dev/null", "E-RDR-012"),
        ("", "E-POS-060"),
    ],
)
def test_a_reader_address_that_cannot_be(site: Site, reader: str, code: str) -> None:
    site.reader = reader
    status, said = refused(site, *site.till_words("--wait", "0.2"))
    assert (status, said.split()[0]) == (2, code)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--pay", "card:E004010000000001"), "E-POS-031"),
        (("--pay", "gold"), "E-POS-062"),
        (("--printer", "fax:7"), "E-PRN"),
        (("--db", "mysql://host/base"), "E-DB-002"),
    ],
)
def test_a_value_that_cannot_be(site: Site, words: tuple[str, ...], code: str) -> None:
    site.reader = "feig:/dev/ttyNothing?parity=N"
    status, said = refused(site, *site.till_words("--wait", "0.2", *words))
    assert (status, said.startswith(code)) == (2, True)


@pytest.mark.parametrize("words", [("--trays", "many"), ("--seconds", "x"), ("--no-such", "1")])
def test_an_option_that_cannot_be_read(site: Site, words: tuple[str, ...]) -> None:
    done = site.run(*site.till_words(*words))
    assert (done.status, done.rows) == (2, [])
    assert words[0] in done.said


@pytest.mark.parametrize(
    "words",
    [
        ("--speed", "0"),
        ("--speed", "-1"),
        ("--trays", "-1"),
        ("--seconds", "nan"),
        ("--wait", "-1"),
    ],
)
def test_a_number_out_of_range(site: Site, words: tuple[str, ...]) -> None:
    site.reader = "feig:/dev/ttyNothing?parity=N"
    done = site.run(*site.till_words("--wait", "0.2", *words))
    assert (done.status, done.rows) == (2, []), done.said


def test_till_without_headless(site: Site) -> None:
    assert refused(site, "till")[0] == 2


def test_a_time_that_cannot_be_read(site: Site) -> None:
    site.now, site.reader = "noon", "feig:/dev/ttyNothing?parity=N"
    status, said = refused(site, *site.till_words("--wait", "0.2"))
    assert (status, said.split()[0]) == (2, "E-POS-050")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[pos]\nterminl = "T2"\n', "pos.terminal"),
        ('[poss]\nterminal = "T2"\n', "pos"),
        ('[pos]\nleast_free_mb = "much"\n', "least_free_mb"),
        ('[pos]\nterminal = "收银一"\n', "terminal"),
        ("[pos\n", "canteen.toml"),
    ],
)
def test_a_mistake_in_the_settings_is_named(site: Site, text: str, named: str) -> None:
    file = site.folder / "canteen.toml"
    file.write_text(text, "utf-8")
    status, said = refused(site, *site.till_words("--config", str(file)))
    assert (status, said.startswith("E-CFG")) == (2, True)
    assert named in said


def test_settings_that_are_not_there(site: Site) -> None:
    status, said = refused(site, *site.till_words("--config", "/nowhere/canteen.toml"))
    assert (status, "/nowhere/canteen.toml" in said) == (2, True)


@pytest.mark.parametrize("command", ["till", "sales", "audit", "bind"])
def test_no_database_names_init_and_makes_no_file(site: Site, command: str) -> None:
    shutil.rmtree(site.database.parent)
    site.reader = "feig:/dev/ttyNothing?parity=N"
    words = {
        "till": site.till_words(),
        "sales": ("sales", "list", "--json"),
        "audit": ("audit", "--json"),
        "bind": ("plates", "bind", "--dish", "ermifan", "--uid", uid(1)),
    }
    status, said = refused(site, *words[command])
    assert (status, "canteen init" in said) == (2, True)
    assert not site.database.parent.exists()


@pytest.mark.parametrize("found", ["9999", ""])
def test_a_database_of_another_release_is_left_alone(site: Site, found: str) -> None:
    database = Database.open(f"sqlite:///{site.database}")
    with database.write() as session:
        if found:
            session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        else:
            session.execute(sa.text("DROP TABLE alembic_version"))
    database.close()
    site.reader = "feig:/dev/ttyNothing?parity=N"
    status, said = refused(site, *site.till_words())
    assert status == 2
    assert said.startswith("E-DB-005" if found else "E-DB-00")


def test_a_file_that_is_no_database(site: Site) -> None:
    site.database.write_bytes(b"no database at all" * 400)
    site.reader = "feig:/dev/ttyNothing?parity=N"
    status, said = refused(site, *site.till_words())
    assert status in (2, 3)
    assert said.startswith("E-DB")


def test_a_database_without_its_key_does_not_sell(site: Site, firmware: FeigFirmware) -> None:
    Path(f"{site.database}.key").unlink()
    status, said = refused(site, *site.till_words())
    assert status == 2
    assert "key" in said
