"""The source tree as the tests of the house read it: files, sizes, imports."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("canteen", "readers", "nutrition", "menus", "accounts", "receipts", "pos")
TOOLS = ("benchmarks", "deploy", "tests")


@cache
def modules(*folders: str) -> tuple[str, ...]:
    """Every Python file under `folders`, as a path from the root."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(sorted(path.relative_to(ROOT).as_posix() for path in found))


def text(path: str) -> str:
    """What a file of the tree says."""
    return (ROOT / path).read_text(encoding="utf-8")


def lines(path: str) -> int:
    """How many lines a file has."""
    return len(text(path).splitlines())


@cache
def syntax(path: str) -> ast.Module:
    """A Python file, parsed."""
    return ast.parse(text(path), path)


def functions(path: str) -> Iterator[tuple[str, int]]:
    """Each function's place and its length in lines, from `def` to its last line."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert node.end_lineno is not None
            yield f"{path}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def imported(path: str) -> Iterator[str]:
    """The full names a file imports, also where it does so inside a function."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(library: str, *folders: str) -> set[str]:
    """The files under `folders` that import `library` or a part of it."""
    return {
        path
        for path in modules(*folders)
        if any(name == library or name.startswith(f"{library}.") for name in imported(path))
    }


def fenced_list(document: str, heading: str) -> list[str]:
    """The first word of each line of the first fenced block under `heading`."""
    _, _, below = text(document).partition(f"\n{heading}\n")
    _, _, block = below.partition("\n```\n")
    return [line.split()[0] for line in block.partition("\n```")[0].splitlines() if line]


def table_column(document: str, column: int = 0) -> list[str]:
    """One column of every Markdown table of a document, without the headings."""
    cells: list[str] = []
    rule_seen = False
    for line in text(document).splitlines():
        row = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            rule_seen = False
        elif set(line) <= set("|-: "):
            rule_seen = True
        elif rule_seen:
            cells.append(row[column])
    return cells
