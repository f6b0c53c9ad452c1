"""The rules of the house that no linter knows: sizes, places, names, who uses what."""

import ast
import configparser
import re
import sys
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import pytest
from support import house

from pos.schema import metadata

ALL_CODE = (*house.PACKAGES, *house.TOOLS)

# A migration is history: once released it is neither split nor shortened.
HISTORY = "pos/migrations/versions/*"

MONEY_MODULES = (
    "canteen/money.py",
    "accounts/ledger.py",
    "pos/pricing.py",
    "pos/checkout.py",
    "pos/shifts.py",
)

# Rules that know nothing of rows.
PURE_MODULES = (
    "canteen/money.py",
    "canteen/measures.py",
    "nutrition/amounts.py",
    "nutrition/foods.py",
    "nutrition/recipes.py",
    "nutrition/targets.py",
    "menus/menu.py",
    "menus/meals.py",
    "pos/pricing.py",
    "pos/tray.py",
    "pos/state.py",
)

# Library -> the only places that may import it.
PLACES = {
    "PySide6": ("pos/ui/*",),
    "reportlab": ("receipts/pdf/*",),
    "serial": ("readers/transport.py", "readers/drivers/*", "receipts/printers.py"),
    "smartcard": ("readers/drivers/*",),
    "ortools": ("menus/solver.py",),
    "pysqlite3": ("canteen/db.py",),
    "psycopg": (),
    "alembic": ("pos/migrations/*",),
}

# Tests -> why no module of that name is beside them.
WITHOUT_A_MODULE = {
    "test_house.py": "the tree itself",
    "test_imports.py": "what importing does",
    "test_messages.py": "the English catalogue beside every message of the source",
    "test_escpos_decoder.py": "tests support/escpos_decoder.py, which other tests rely on",
    "acceptance/test_*.py": "whole walks, as those who use the till see them",
    "foreign/test_*.py": "tests foreign/*.py, firmware and cards by another hand",
    "nutrition/test_purity.py": "what a whole package brings in",
    "pos/migrations/test_history.py": "the revisions as one history",
    "pos/ui/test_geometry.py": "the QML of every state, laid out",
    "pos/ui/test_staff_touches.py": "the QML of the staff's sheets, touched",
    "pos/ui/test_staff_walk.py": "whole walks of staff over the real station",
    "readers/protocols/test_fuzzing.py": "everything that takes a reader's bytes, under the fuzzer",
    "readers/protocols/test_stream_laws.py": "what holds for a stream of any protocol",
    "readers/test_vectors.py": "published frames through every codec",
    "readers/drivers/test_table.py": "the table of drivers in the package's own __init__",
}

SAY_NOTHING = {"common", "core", "handlers", "helper", "helpers", "lib", "manager", "misc", "utils"}


def p95(sizes: Sequence[int]) -> int:
    """The 95th percentile by nearest rank."""
    return sorted(sizes)[max(0, -(-95 * len(sizes) // 100) - 1)]


def test_modules_stay_short() -> None:
    sizes = {
        path: house.lines(path)
        for path in house.modules(*house.PACKAGES, "benchmarks", "deploy")
        if not fnmatch(path, HISTORY)
    }
    assert len(sizes) > 100
    assert {path: size for path, size in sizes.items() if size > 400} == {}
    assert p95(list(sizes.values())) <= 250


def test_functions_stay_short() -> None:
    sizes = {
        place: size
        for path in house.modules(*house.PACKAGES, "benchmarks", "deploy")
        if not fnmatch(path, HISTORY)
        for place, size in house.functions(path)
    }
    assert len(sizes) > 500
    assert {place: size for place, size in sizes.items() if size > 60} == {}
    assert p95(list(sizes.values())) <= 30


def test_qml_files_stay_short() -> None:
    found = [path.relative_to(house.ROOT).as_posix() for path in house.ROOT.glob("pos/**/*.qml")]
    assert len(found) > 5
    assert {path: house.lines(path) for path in found if house.lines(path) > 300} == {}


def test_test_files_stay_short() -> None:
    found = house.modules("tests")
    assert len(found) > 40
    assert {path: house.lines(path) for path in found if house.lines(path) > 400} == {}


def test_test_folders_are_no_packages() -> None:
    # Two packages named like the product's would hide the product.
    assert [path for path in house.modules("tests") if path.endswith("__init__.py")] == []


def test_every_test_stands_where_its_module_does() -> None:
    lost, mirrored = set(), 0
    for path in house.modules("tests"):
        place = PurePosixPath(path).relative_to("tests")
        if not place.name.startswith("test_"):
            continue
        if _has_a_module(place):
            mirrored += 1
        else:
            lost.add(str(place))
    assert mirrored > 30
    assert {path for path in lost if not any(fnmatch(path, e) for e in WITHOUT_A_MODULE)} == set()
    assert {e for e in WITHOUT_A_MODULE if not any(fnmatch(path, e) for path in lost)} == set()


def _has_a_module(test: PurePosixPath) -> bool:
    """`canteen/test_db.py` and `canteen/test_db_faults.py` both test `canteen/db.py`."""
    words = test.stem.split("_")[1:]
    names = ["_".join(words[:end]) for end in range(len(words), 0, -1)]
    folder = house.ROOT / test.parent
    return any((folder / f"{name}.py").is_file() or (folder / name).is_dir() for name in names)


@pytest.mark.parametrize("path", MONEY_MODULES)
def test_money_is_never_a_float(path: str) -> None:
    nodes = list(ast.walk(house.syntax(path)))
    assert len(nodes) > 50
    assert [f"{path}:{line} {what}" for line, what in map(_float_in, nodes) if what] == []


def _float_in(node: ast.AST) -> tuple[int, str]:
    line = getattr(node, "lineno", 0)
    match node:
        case ast.Constant(value=float()):
            return line, "float literal"
        case ast.Call(func=ast.Name(id="float")):
            return line, "float()"
        case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            return line, "true division"
        case _:
            return line, ""


@pytest.mark.parametrize("source", ["a = 0.5", "a = float(b)", "a = b / c", "a /= b"])
def test_a_float_would_be_found(source: str) -> None:
    assert any(_float_in(node)[1] for node in ast.walk(ast.parse(source)))


def test_there_is_one_sqlite() -> None:
    assert house.importers("sqlite3", *ALL_CODE) == set()
    assert house.importers("pysqlite3", *house.PACKAGES) != set()


@pytest.mark.parametrize("library", PLACES)
def test_a_library_stays_in_its_place(library: str) -> None:
    strays = {
        path
        for path in house.importers(library, *house.PACKAGES)
        if not any(fnmatch(path, place) for place in PLACES[library])
    }
    assert strays == set()


def test_the_places_are_in_use() -> None:
    idle = {library for library in PLACES if not house.importers(library, *house.PACKAGES)}
    # SQLAlchemy loads psycopg by name; the others are to come.
    assert idle <= {"psycopg", "smartcard", "ortools"}


def test_rows_stay_out_of_rules_and_screens() -> None:
    users = house.importers("sqlalchemy", *house.PACKAGES)
    assert len(users) > 10
    kernel = {path for path in users if path.startswith("canteen/")}
    assert kernel == {"canteen/db.py", "canteen/prepared.py"}
    closed = ("readers/*", "receipts/*", "pos/ui/*", *PURE_MODULES)
    assert {path for path in users if any(fnmatch(path, place) for place in closed)} == set()
    assert [path for path in PURE_MODULES if not (house.ROOT / path).is_file()] == []


def test_only_the_command_line_prints() -> None:
    calls = [
        (path, node.func.id)
        for path in house.modules(*house.PACKAGES)
        for node in ast.walk(house.syntax(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert len(calls) > 1000
    printing = {path for path, name in calls if name == "print"}
    assert {path for path in printing if not path.startswith("pos/cli/")} == set()


def test_module_names_say_what_is_inside() -> None:
    names = {
        name
        for path in house.modules(*house.PACKAGES)
        for name in PurePosixPath(path).with_suffix("").parts
        if not name.startswith("__")
    }
    assert len(names) > 50
    assert names & SAY_NOTHING == set()
    assert names & sys.stdlib_module_names == set()


def test_the_architecture_lists_every_table() -> None:
    listed = house.fenced_list("docs/architecture.md", "## Tables")
    assert len(listed) > 10
    assert sorted(listed) == sorted(metadata.tables)


def test_every_dependency_is_accounted_for() -> None:
    setup = configparser.ConfigParser(interpolation=None)
    setup.read(house.ROOT / "setup.cfg", encoding="utf-8")
    extras = setup["options.extras_require"].values()
    asked = {
        re.split(r"[^A-Za-z0-9_-]", line)[0]
        for block in (setup["options"]["install_requires"], *extras)
        for line in block.split()
    }
    assert len(asked) > 10
    explained = house.table_column("docs/dependencies.md")
    assert sorted(asked) == sorted(set(explained) - {"swig"})
    assert len(explained) == len(set(explained))
    reasons = house.table_column("docs/dependencies.md", 3)
    assert [package for package, why in zip(explained, reasons, strict=True) if not why] == []


def test_every_dependency_is_pinned_with_hashes() -> None:
    packages = [name.lower() for name in house.table_column("docs/dependencies.md")]
    locked = house.text("requirements.lock") + house.text("requirements-pcsc.lock")
    pins = set(re.findall(r"^([a-z0-9-]+)==\S+ \\\n    --hash=sha256:", locked, re.MULTILINE))
    assert len(pins) >= len(packages)
    assert [name for name in packages if name not in pins] == []


def test_locks_name_no_place_to_download_from() -> None:
    for lock in ("requirements.lock", "requirements-pcsc.lock"):
        assert re.findall(r"://|--\w*index|--find-links", house.text(lock)) == []


def test_data_of_the_packages_is_installed_with_them() -> None:
    setup = configparser.ConfigParser(interpolation=None)
    setup.read(house.ROOT / "setup.cfg", encoding="utf-8")
    patterns = {
        package: [part.strip() for part in globs.split(",")]
        for package, globs in setup["options.package_data"].items()
    }
    found = [path for path in _data_files() if path.name != "py.typed"]
    assert len(found) > 10
    left_out = [
        str(path)
        for path in found
        if not any(_matches(path, glob) for glob in patterns.get(path.parts[0], []))
    ]
    assert left_out == []


def _data_files() -> list[Path]:
    return [
        path.relative_to(house.ROOT)
        for package in house.PACKAGES
        for path in (house.ROOT / package).rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and (path.suffix != ".py" or fnmatch(path.as_posix(), f"*/{HISTORY}"))
    ]


def _matches(path: Path, glob: str) -> bool:
    inside = house.ROOT / path.parts[0]
    return house.ROOT / path in set(inside.glob(glob))
