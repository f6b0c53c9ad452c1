"""What importing does: nothing but define; and who brings in Qt: only the screens."""

import argparse
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from support import house

from pos.cli import build_parser, screens

# Runs each command in turn; after each says its status and which parts of Qt are loaded by then.
RUN_COMMANDS = """
import contextlib, io, json, sys
from pos.cli import main
for argv in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            status = main(argv)
        except SystemExit as done:
            status = done.code
    qt = [name for name in sys.modules if name.partition(".")[0] in ("PySide6", "shiboken6")]
    print(json.dumps([argv, status, sorted(qt)]))
"""

# Imports each module in turn and says what it did besides defining things.
IMPORT_MODULES = """
import gc, importlib, json, os, sys, threading
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
DEEDS = (
    "_thread.start_new_thread", "os.fork", "os.forkpty", "os.mkdir", "os.posix_spawn", "os.remove",
    "os.rename", "os.system", "socket.bind", "socket.connect", "subprocess.Popen",
)
did, now = [], ""
def watch(event, args):
    if event in DEEDS or (event == "open" and args[2] & WRITING):
        did.append([now, event, str(args[0])])
names = json.loads(sys.argv[1])
sys.addaudithook(watch)
for now in names:
    importlib.import_module(now)
engines = sys.modules["sqlalchemy.engine"].Engine if "sqlalchemy.engine" in sys.modules else ()
did += [["", "engine", str(made)] for made in gc.get_objects() if isinstance(made, engines)]
did += [["", "thread", str(made)] for made in threading.enumerate()[1:]]
qt = sys.modules.get("PySide6.QtCore")
did += [["", "application", ""]] if qt and qt.QCoreApplication.instance() else []
print(json.dumps([len(names), did]))
"""

# These two are run rather than imported.
ENTRIES = {"pos.__main__", "pos.migrations.env"}


def test_only_screens_bring_in_qt_for_their_help() -> None:
    commands = list(_commands(build_parser()))
    assert len(commands) > 10
    ran = _run_commands([[], ["--help"], *([*command, "--help"] for command in commands)])
    assert [(argv, qt) for argv, _, qt in ran if qt] == []
    assert {status for argv, status, _ in ran if argv} == {0}


def test_desk_commands_leave_qt_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    database = ["--db", f"sqlite:///{tmp_path / 'canteen.db'}"]
    commands = [
        ["init", "--demo"],
        ["dishes", "list"],
        ["menus", "today"],
        ["plates", "list"],
        ["sales", "list"],
        ["audit"],
        ["doctor"],
    ]
    ran = _run_commands([[*command, *database] for command in commands])
    ran += _run_commands([["readers", "list"], ["readers", "decode", "feig", "00"]])
    assert [(argv, qt) for argv, _, qt in ran if qt] == []
    # A doctor finds no reader here, and 00 is no frame.
    assert [status for _, status, _ in ran if status not in {0, 1, 2, 3}] == []
    assert [argv[0] for argv, status, _ in ran if status == 0][:6] == [
        "init",
        "dishes",
        "menus",
        "plates",
        "sales",
        "audit",
    ]


def test_qt_would_be_seen() -> None:
    program = f"import PySide6.QtCore\n{RUN_COMMANDS}"
    ((_, _, qt),) = _lines(program, [["--help"]])
    assert "PySide6.QtCore" in qt


def test_importing_does_no_work() -> None:
    names = [
        info.name
        for package in house.PACKAGES
        for info in pkgutil.walk_packages([str(house.ROOT / package)], f"{package}.")
        if info.name not in ENTRIES
    ]
    ((count, did),) = _lines(IMPORT_MODULES, [*house.PACKAGES, *names])
    assert count > 100
    assert did == []


@pytest.mark.parametrize(
    ("deed", "work"),
    [
        ("open", "open('made', 'w').close()"),
        ("os.mkdir", "import os; os.mkdir('made')"),
        (
            "thread",
            "from threading import *; Thread(target=Event().wait, daemon=True).start()",
        ),
        ("engine", "import sqlalchemy as sa; e = sa.create_engine('postgresql+psycopg://')"),
        ("subprocess.Popen", "import subprocess; subprocess.run(['true'])"),
    ],
)
def test_work_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str, work: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "probe.py").write_text(work, "utf-8")
    ((_, did),) = _lines(IMPORT_MODULES, ["probe"])
    assert deed in {event for _, event, _ in did}


def test_imports_follow_the_drawing() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=house.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    counts = re.search(
        r"Analyzed (\d+) files.*Contracts: (\d+) kept, 0 broken", done.stdout, re.DOTALL
    )
    assert counts is not None, done.stdout
    assert int(counts[1]) > 100
    assert int(counts[2]) >= 4


def _commands(parser: argparse.ArgumentParser) -> Iterator[list[str]]:
    """Every command of the grammar but those that open a window."""
    windows = argparse.ArgumentParser()
    screens.add(windows.add_subparsers())
    yield from (path for path in _paths(parser) if path[:1] not in list(_paths(windows)))


def _paths(parser: argparse.ArgumentParser) -> Iterator[list[str]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield [name]
                yield from ([name, *rest] for rest in _paths(below))


def _run_commands(argvs: Sequence[list[str]]) -> list[list]:
    return _lines(RUN_COMMANDS, argvs)


def _lines(program: str, argument: object) -> list[list]:
    """Run `program` in an interpreter of its own and read the JSON lines it prints."""
    done = subprocess.run(
        # -B: compiling what is imported is not the module's own work.
        [sys.executable, "-B", "-c", program, json.dumps(argument)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
