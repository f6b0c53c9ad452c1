"""Every error of the house, whatever package it is drawn in."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path
from string import Formatter

import pytest

from canteen.errors import BadInput, CanteenError, OutOfReach

ROOT = Path(__file__).parents[2]
PACKAGES = ("canteen", "readers", "nutrition", "menus", "accounts", "receipts", "pos")
# Scripts that run when they are imported: alembic's entry and the command's.
RUN_ON_IMPORT = ("pos.migrations.env", "pos.__main__")


def module_names() -> list[str]:
    names = list(PACKAGES)
    for package in PACKAGES:
        found = pkgutil.walk_packages([str(ROOT / package)], prefix=f"{package}.")
        names += [module.name for module in found if module.name not in RUN_ON_IMPORT]
    return names


def subclasses(kind: type[CanteenError]) -> set[type[CanteenError]]:
    return {kind}.union(*(subclasses(child) for child in kind.__subclasses__()))


@pytest.fixture(scope="session")
def kinds() -> list[type[CanteenError]]:
    for name in module_names():
        importlib.import_module(name)
    ours = [kind for kind in subclasses(CanteenError) if kind.__module__.split(".")[0] in PACKAGES]
    assert len(ours) > 60
    return sorted(ours, key=lambda kind: kind.code)


def fields(kind: type[CanteenError]) -> set[str]:
    parts = (*Formatter().parse(kind.sentence), *Formatter().parse(kind.mend))
    return {name for _, name, _, _ in parts if name is not None}


def test_no_two_errors_share_a_code(kinds):
    own = [kind for kind in kinds if "code" in vars(kind)]
    codes = [kind.code for kind in own]
    assert sorted(codes) == sorted(set(codes))
    assert all(re.fullmatch(r"E-[A-Z]{2,3}-\d{3}", code) for code in codes)


def test_every_error_says_what_happened_and_what_to_do(kinds):
    for kind in kinds:
        assert kind.sentence.endswith(("。", "？", "！")), kind
        assert kind.mend.endswith(("。", "？", "！")), kind
        assert kind.exit_status in {1, 2, 3}, kind
        assert kind.__doc__, kind


def test_the_facts_fill_the_sentence_and_the_mend(kinds):
    for kind in kinds:
        error = kind(**{name: f"<{name}>" for name in fields(kind)})
        said = str(error)
        assert said == f"{kind.code} {error.said}{error.todo}"
        assert "{" not in said, kind
        assert all(f"<{name}>" in said for name in fields(kind)), kind


def raised(tree: ast.AST, names: set[str]) -> list[tuple[str, set[str] | None, int]]:
    """Each error that is made or raised in `tree`: name, its facts (None: not to be told), line."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", None))
            given = {keyword.arg for keyword in node.keywords}
            if name in names:
                found.append((name, None if None in given else given, node.lineno))
        elif (
            isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name) and node.exc.id in names
        ):
            found.append((node.exc.id, set(), node.lineno))
    return found


def test_whoever_raises_an_error_states_all_its_facts(kinds):
    wanted: dict[str, set[str]] = {}
    for kind in kinds:
        wanted[kind.__name__] = wanted.get(kind.__name__, set()) | fields(kind)
    lacking, seen = [], 0
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            for name, given, line in raised(ast.parse(file.read_text("utf-8")), set(wanted)):
                seen += 1
                if given is not None and wanted[name] - given:
                    lacking.append(f"{file.relative_to(ROOT)}:{line} {name} {wanted[name] - given}")
    assert seen > 60
    assert lacking == []


def test_the_exit_status_tells_bad_input_from_a_silent_device():
    assert BadInput(what="x").exit_status == 2
    assert OutOfReach(what="x").exit_status == 3


def test_an_error_keeps_its_facts_for_whoever_handles_it():
    error = OutOfReach(what="打印机")
    assert error.facts == {"what": "打印机"}
    assert str(error) == "E-CAN-002 打印机没有回应。检查电源和连线再试。"
