"""`dishes import|export` and `menus sold-out`: the catalogue as a workbook, and what ran out."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from canteen.errors import BadInput
from canteen.i18n import N_, _
from pos.cli import base

if TYPE_CHECKING:
    from menus.catalogue_files import CatalogueDish
    from menus.workbook import WorkbookReading

APPROVERS = ("manager", "supervisor")


class NotTheirs(BadInput):
    """A member of staff who is unknown or may not do this; facts: staff, what."""

    code = "E-POS-077"
    sentence = N_("工号「{staff}」不能做这件事（{what}），什么都没有写入。")
    mend = N_("核对工号；改价要经理或主管批准。")


def add(dishes: Any) -> None:
    """Add `import` and `export` to the verbs of `dishes`."""
    export = dishes.add_parser("export", help="把全部菜品和配方存成 XLSX")
    export.add_argument("file", metavar="FILE.xlsx")
    base.add_common(export)
    export.set_defaults(run=run_export)
    take = dishes.add_parser("import", help="从 XLSX 读入菜品：先逐行检查，再全部写入或全部不写")
    take.add_argument("file", metavar="FILE.xlsx")
    take.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    take.add_argument("--by", default="", metavar="STAFF", help="谁改的")
    take.add_argument("--approved-by", default="", metavar="STAFF", help="价格有变时由谁批准")
    take.add_argument("--from", dest="from_date", metavar="DATE", help="新价格从哪天起；不写是今天")
    take.add_argument("--note", default="", help="为什么改")
    base.add_common(take)
    take.set_defaults(run=run_import)


def run_export(args: argparse.Namespace) -> int:
    """Write every dish and its recipe into a workbook."""
    from menus import business_date
    from menus.editing import stored_dishes
    from menus.workbook import workbook_bytes
    from nutrition.store import read_foods
    from pos.cli.files import write_whole

    with base.desk(args) as desk, desk.database.read() as session:
        today = business_date(desk.clock.now(), desk.settings.meals)
        dishes = stored_dishes(session, today)
        foods = read_foods(session)
    write_whole(Path(args.file), workbook_bytes(dishes.values(), foods))
    base.say(_("{count} 道菜写进了 {file}。").format(count=len(dishes), file=args.file))
    return base.DONE


def run_import(args: argparse.Namespace) -> int:
    """Tell the verdict of every row, then write all of them or none; exit 1 where a row is bad."""
    from menus import business_date
    from menus.editing import Signature, save_dishes, stored_dishes
    from menus.workbook import read_workbook
    from nutrition.store import read_foods

    with base.desk(args) as desk:
        today = business_date(desk.clock.now(), desk.settings.meals)
        with desk.database.read() as session:
            if not args.dry_run:
                _require(session, args.by, None)
            foods, old = read_foods(session), stored_dishes(session, today)
        reading = read_workbook(_file(args.file), foods)
        changes = _tell(args, reading, old)
        if reading.problems or args.dry_run or not changes:
            return base.FOUND if reading.problems else base.DONE
        now = desk.clock.now()
        with desk.database.write() as session:
            signature = None
            if args.approved_by:
                _require(session, args.approved_by, APPROVERS)
                from_date = _day(args.from_date) or today
                signature = Signature(args.by, args.approved_by, from_date)
            save_dishes(
                session,
                reading.dishes,
                old,
                by=args.by,
                now=now,
                signature=signature,
                note=args.note,
            )
    base.say(_("写入了 {count} 道菜。").format(count=changes))
    return base.DONE


def _file(name: str) -> Path:
    from pos.cli.files import FileNotRead

    path = Path(name)
    if not path.is_file():
        raise FileNotRead(file=name, reason=_("没有这个文件"))
    return path


def _tell(
    args: argparse.Namespace, reading: WorkbookReading, old: Mapping[str, CatalogueDish]
) -> int:
    """Print a line a row; how many dishes would be written."""
    from menus.editing import CHANGES, differences

    changed = 0
    for problem in reading.problems:
        where = f"{problem.sheet} {problem.row}"
        row = {"row": where, "dish": problem.dish, "verdict": "bad", "code": problem.error.code}
        _line(args, row | {"sentence": problem.error.said, "mend": problem.error.todo})
    for each in reading.dishes:
        what = differences(old.get(each.dish.code), each)
        changed += bool(what)
        verdict = "same" if not what else "new" if "new" in what else "changed"
        row = {"row": f"菜品 {reading.places[each.dish.code]}", "dish": each.dish.code}
        words = "、".join(_(CHANGES[key]) for key in what) or _("没有变化")
        _line(args, row | {"verdict": verdict, "changes": list(what), "sentence": words})
    return changed


def _line(args: argparse.Namespace, row: dict[str, Any]) -> None:
    if args.json:
        base.emit(row)
    elif row["verdict"] != "same":
        print(f"{row['row']}  {row['dish']}  {row['sentence']}{row.get('mend', '')}")


def _require(session: Any, staff_id: str, roles: tuple[str, ...] | None) -> None:
    from accounts import staff

    found = staff.find(session, staff_id) if staff_id else None
    if found is None:
        raise NotTheirs(staff=staff_id, what=_("没有这个工号"))
    if roles is not None and found.role not in roles:
        raise NotTheirs(staff=staff_id, what=_("不是经理或主管"))


def _day(text: str | None) -> date | None:
    from pos.cli.sales import day_of

    return day_of(text) if text else None


def run_sold_out(args: argparse.Namespace) -> int:
    """Say that a dish of today ran out, or is there again."""
    from menus import business_date
    from menus.catalogue import todays_menu
    from menus.sold_out import back_again, run_out
    from nutrition.errors import nearest
    from pos.errors import DishUnknown

    with base.desk(args) as desk, desk.database.write() as session:
        now = desk.clock.now()
        today = business_date(now, desk.settings.meals)
        _require(session, args.by, None)
        known = {item.dish.code: item.dish for item in todays_menu(session, today).items}
        if args.dish not in known:
            raise DishUnknown(dish=args.dish, hint=nearest(args.dish, known))
        say = back_again if args.back else run_out
        changed = say(session, today, args.dish, by=args.by, now=now)
    row = {"dish": args.dish, "sold_out": not args.back, "changed": changed}
    base.show_rows(args, [row], "{dish}  {sold_out}")
    return base.DONE
