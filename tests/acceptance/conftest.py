"""The real program against a reader's firmware that shares no code with it.

Every test starts `pos` as processes on a demo canteen of its own, lays plates on a FEIG reader on a
pseudo terminal, and judges by what comes out: JSON lines, exit statuses, rows, bytes on paper.
Trays and their events: test_selling, test_slot_plates. Paper: test_slips. Wrong words, ports,
files: test_bad_input. What breaks under way: test_trouble. `kill -9`: test_kills (more of it with
`-m soak`). `python -m pos` without a warm interpreter: test_cold_start.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from acceptance.program import Site
from acceptance.warm import Warm
from foreign.feig_firmware import FeigFirmware


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    interpreter = Warm()
    yield interpreter
    interpreter.close()


@pytest.fixture(scope="session")
def demo_folder(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder after `init --demo`."""
    folder = tmp_path_factory.mktemp("demo")
    site = Site(warm, folder)
    assert site.run("init", "--demo").status == 0
    return folder


@pytest.fixture
def site(warm: Warm, demo_folder: Path, tmp_path: Path) -> Iterator[Site]:
    """A demo canteen without a reader."""
    folder = tmp_path / "site"
    shutil.copytree(demo_folder, folder)
    made = Site(warm, folder)
    yield made
    made.close()


@pytest.fixture
def firmware(site: Site, tmp_path: Path) -> Iterator[FeigFirmware]:
    """The canteen's reader, plugged in; air and wire take no time."""
    with FeigFirmware(timing=False, link=tmp_path / "reader") as reader:
        site.reader = f"feig:{reader.path}?baud=38400&parity=N"
        yield reader
        for program in site.programs:  # before the reader goes
            if not program.ended:
                program.kill()
                program.wait()
