"""`foods import`: a canteen's own food table, CSV or XLSX, with a report of every row left out."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from canteen.errors import BadInput
from canteen.i18n import N_, _
from pos.cli import base

if TYPE_CHECKING:
    from nutrition.food_import import RowTrouble


STATUSES: Final = ("measured", "calculated", "label", "estimated")
"""`nutrition.food_import.STATUSES`, named here so that `--help` need not read them."""


class BadMapping(BadInput):
    """A mapping of headings that cannot be read; facts: text."""

    code = "E-POS-079"
    sentence = N_("列的对应「{text}」看不懂，什么都没有做。")
    mend = N_("写成 --map 他们的表头=我们的列名，例如 --map 钠(mg)=sodium_mg。")


def add(foods: Any) -> None:
    """Add `import` to the verbs of `foods`."""
    take = foods.add_parser("import", help="读入自己的食物成分表（CSV 或 XLSX）")
    take.add_argument("file", metavar="FILE")
    take.add_argument("--source", required=True, help="数据的出处，写进每一个数值")
    take.add_argument(
        "--status", choices=STATUSES, default=STATUSES[-1], help="数值怎么来的，默认 estimated"
    )
    take.add_argument("--map", action="append", default=[], metavar="表头=列名")
    take.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    base.add_common(take)
    take.set_defaults(run=run_import)


def run_import(args: argparse.Namespace) -> int:
    """Tell every row that is left out, write the others; exit 1 where a row is left out."""
    from nutrition.food_import import read_import
    from nutrition.foods import Status
    from nutrition.result_store import refresh
    from nutrition.store import put_foods, read_foods

    with base.desk(args) as desk:
        with desk.database.read() as session:
            known = read_foods(session)
        path = Path(args.file)
        status = Status(args.status)
        table, mapping = _rows(path), _mapping(args.map)
        reading = read_import(table, path.name, args.source, mapping, known, status)
        base.show_rows(args, map(_told, reading.troubles), "{line}  {name}  {sentence}{mend}")
        written = 0
        if not args.dry_run and reading.foods:
            with desk.database.write() as session:
                written = put_foods(session, reading.foods.values())
                refresh(session, missing_only=False)
    done = {"foods": len(reading.foods), "left_out": len(reading.troubles), "written": written}
    base.show_rows(args, [done], _("{foods} 种可用，{left_out} 行没有采用，写入 {written} 种"))
    return base.FOUND if reading.troubles else base.DONE


def _told(trouble: RowTrouble) -> dict[str, Any]:
    """A row that is left out, why, and what to do about it."""
    return {
        "line": trouble.line,
        "name": trouble.name,
        "doubtful": trouble.doubtful,
        "code": trouble.error.code,
        "sentence": trouble.error.said,
        "mend": trouble.error.todo,
    }


def _mapping(texts: Sequence[str]) -> dict[str, str]:
    found = {}
    for text in texts:
        theirs, equals, ours = text.rpartition("=")
        if not equals or not theirs or not ours:
            raise BadMapping(text=text)
        found[theirs.strip()] = ours.strip()
    return found


def _rows(path: Path) -> Iterator[Sequence[str]]:
    from pos.cli.files import FileNotRead, read_text

    if path.suffix.lower() != ".xlsx":
        yield from csv.reader(read_text(str(path)).removeprefix("\ufeff").splitlines())
        return
    import zipfile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    except OSError as error:
        raise FileNotRead(file=path, reason=error.strerror or error) from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise FileNotRead(file=path, reason=_("不是 XLSX 表格")) from error
    for cells in book.worksheets[0].iter_rows(values_only=True):
        yield ["" if cell is None else str(cell) for cell in cells]
    book.close()
