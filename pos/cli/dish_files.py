"""`dishes check`: every problem of a canteen's CSV files, not only the loader's first."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from canteen.errors import BadInput
from canteen.i18n import N_, _
from pos.cli import base
from pos.cli.foods_used import foods_used

if TYPE_CHECKING:
    from menus.catalogue_files import CatalogueDish
    from nutrition import Food

FOODS_FILE: Final = "foods.csv"
HEADER: Final = 1
CODE_COLUMN: Final = "code"
NOT_FIT: Final = "E-MNU-010"
"""The code of what no single row shows: yields, salt, likeness, too few dishes."""

Read = Callable[[Mapping[str, str]], object]
"""Reads the texts of files by name; raises a `BadInput` whose facts name `file` and `line`."""


class FigureTooLarge(BadInput):
    """A figure with which nobody can calculate; facts: file."""

    code = "E-POS-073"
    sentence = N_("{file} 里有大得没法算的数字。")
    mend = N_("找出位数特别多的那一格，改好再试。")


def run_check(args: argparse.Namespace) -> int:
    """Read the shipped or the given CSV files, print every problem, then the counts.

    Exit 1 where there is a problem.
    """
    from menus.catalogue_files import FILES, read_catalogue
    from nutrition.food_table import read_foods
    from pos.cli.files import read_text

    base.settings_of(args)
    folder = Path(args.folder) if args.folder else _shipped()
    texts = {name: read_text(str(folder / name)) for name in _wanted(folder, FILES)}
    problems = []
    foods, said = foods_used(args)
    if (folder / FOODS_FILE).exists():
        own = {FOODS_FILE: read_text(str(folder / FOODS_FILE))}
        problems = sift(lambda found: read_foods(found[FOODS_FILE], FOODS_FILE), own)
        foods = foods if problems else read_foods(own[FOODS_FILE], FOODS_FILE)
    problems += sift(lambda found: read_catalogue(found, foods), texts)
    if not args.json and not (folder / FOODS_FILE).exists():
        base.say(said)
    for problem in problems:
        _show_problem(args, problem, folder)
    if problems:
        return base.FOUND
    return _judge(args, read_catalogue(texts, foods), foods)


def _wanted(folder: Path, files: Sequence[str]) -> list[str]:
    """The files of `folder` to read; all where none is there, so that the first is missed."""
    found = [name for name in files if (folder / name).exists()]
    pairs = {name.removesuffix(".csv").removesuffix("_lines") for name in found}
    return [
        name
        for name in files
        if not pairs or name.removesuffix(".csv").removesuffix("_lines") in pairs
    ]


def _judge(
    args: argparse.Namespace, dishes: Sequence[CatalogueDish], foods: Mapping[str, Food]
) -> int:
    """What only the whole catalogue shows, and how many dishes there are of each kind."""
    from menus.catalogue_check import check_catalogue, counts

    problems = check_catalogue(dishes, foods)
    for problem in problems:
        sentence = _("{dish}：{what}。").format(
            dish=problem.dish or _("全部菜品"), what=problem.what
        )
        if args.json:
            base.emit({"code": NOT_FIT, "ok": False, "dish": problem.dish, "sentence": sentence})
        else:
            print(NOT_FIT, sentence)
    table = counts(dishes)
    if args.json:
        base.emit({"ok": not problems, "dishes": len(dishes), "counts": table})
    else:
        for category, row in table.items():
            print(category, "  ".join(f"{word} {count}" for word, count in row.items()))
        base.say(
            _("{count} 道菜，{problems} 个问题。").format(count=len(dishes), problems=len(problems))
        )
    return base.FOUND if problems else base.DONE


def sift(read: Read, texts: Mapping[str, str]) -> list[BadInput]:
    """What `read` refuses in `texts`, row by row: each refused row is blanked and the rest tried.

    What only follows from a blanked row, such as a reference to it, is not reported.
    """
    left, problems = dict(texts), list[BadInput]()
    gone: set[str] = set()
    while True:
        error = _first(read, left)
        if error is None:
            return problems
        name, line = Path(str(error.facts.get("file", ""))).name, error.facts.get("line")
        of_a_row = name in left and isinstance(line, int) and line > HEADER
        # Blanked rows are missed where dishes are counted; a column nobody knows is no such gap.
        missed = not of_a_row and left != dict(texts) and "column" not in error.facts
        if not missed and str(error.facts.get("wanted", "")) not in gone:
            problems.append(error)
        if not of_a_row or not isinstance(line, int):
            return problems
        left[name], code = _blank(left[name], line)
        # The first bearer of a code that stands twice is still there.
        if code and "first" not in error.facts:
            gone.add(code)


def _first(read: Read, texts: Mapping[str, str]) -> BadInput | None:
    try:
        read(texts)
    except BadInput as error:
        return error
    except (ArithmeticError, csv.Error):
        return FigureTooLarge(file=" ".join(texts))
    return None


def _blank(text: str, line: int) -> tuple[str, str]:
    """`text` without the row that ends on `line`, other rows where they were; the row's code."""
    reader = csv.reader(io.StringIO(text))
    header = [cell.strip() for cell in next(reader, [])]
    before, cells = reader.line_num, next(reader, [])
    while reader.line_num < line:
        before, cells = reader.line_num, next(reader)
    lines = io.StringIO(text).readlines()
    lines[before:line] = ["\n"] * (line - before)
    row = dict(zip(header, cells, strict=False))
    return "".join(lines), row.get(CODE_COLUMN, "").strip()


def _shipped() -> Path:
    from importlib import resources

    # An installed wheel is unpacked, so its data are real files.
    return Path(str(resources.files("menus").joinpath("data", "catalogue")))


def _show_problem(args: argparse.Namespace, problem: BadInput, folder: Path) -> None:
    name = Path(str(problem.facts.get("file", "")))
    problem.facts["file"] = folder / name.name
    if not args.json:
        print(problem)
        return
    row = {"code": problem.code, "ok": False, "file": str(folder / name.name)}
    row |= {"line": problem.facts.get("line"), "sentence": problem.said, "mend": problem.todo}
    base.emit(row)
