"""`dishes import|export`: the catalogue as a workbook."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from canteen.errors import BadInput
from canteen.i18n import N_, _
from pos.cli import base, signing

if TYPE_CHECKING:
    from menus.catalogue_files import CatalogueDish
    from menus.editing import Signature
    from menus.workbook import WorkbookReading
    from nutrition import Food


class PriceOfThePast(BadInput):
    """A price that would begin before today: slips were made by another; facts: day, today."""

    code = "E-POS-078"
    sentence = N_("价格不能从过去的日子 {day} 起，什么都没有写入。")
    mend = N_("写今天（{today}）或以后，或者不写 --from。")


class SavedMeanwhile(BadInput):
    """A dish was saved by somebody while the workbook was compared with it; facts: dish."""

    code = "E-POS-082"
    sentence = N_("「{dish}」刚才被别人存过，和比对时不一样了，一行都没有写入。")
    mend = N_("再运行一次，看看每一行的结论，再写入。")
    exit_status = 1


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
    take.add_argument(
        "--approved-by", default="", metavar="STAFF", help="新价格由谁批准；PIN 从标准输入读"
    )
    take.add_argument("--from", dest="from_date", metavar="DATE", help="新价格从哪天起；不写是今天")
    take.add_argument("--note", default="", help="为什么改")
    base.add_common(take)
    take.set_defaults(run=run_import)


def run_export(args: argparse.Namespace) -> int:
    """Write every dish and its recipe into a workbook."""
    from menus import business_date
    from menus.editing import stored_dishes
    from menus.workbook_writing import workbook_bytes
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
    from menus.workbook import read_workbook
    from menus.workbook_check import checked
    from pos.drawings import FOODS, names

    with base.desk(args) as desk:
        today = business_date(desk.clock.now(), desk.settings.meals)
        with desk.database.read() as session:
            signature = _signature(session, args, today)
            at = _catalogue(session, today)
        reading = read_workbook(_file(args.file), at.foods, at.dishes)
        pictures = names(FOODS)
        reading = checked(reading, at.dishes, at.taken, pictures, signed=signature is not None)
        changed = _tell(args, reading, at)
        if reading.problems or args.dry_run or not changed:
            return base.FOUND if reading.problems else base.DONE
        if signature is not None and _is_priced(changed):
            signing.sign(desk, signature.approved_by)
        _write(
            desk,
            args,
            [each for each in reading.dishes if each.dish.code in changed],
            at,
            signature,
        )
    base.say(_("写入了 {count} 道菜。").format(count=len(changed)))
    return base.DONE


@dataclass(frozen=True)
class _Catalogue:
    """What a workbook is held against: the dishes and foods of a day, and codes that are taken."""

    today: date
    dishes: Mapping[str, CatalogueDish]
    foods: Mapping[str, Food]
    taken: frozenset[str]


def _catalogue(session: Any, today: date) -> _Catalogue:
    from menus.editing import stored_dishes, taken_codes
    from nutrition.parts import with_parts
    from nutrition.store import read_foods, read_recipes

    dishes = stored_dishes(session, today)
    made = [each.recipe.recipe for each in dishes.values()]
    foods = with_parts(read_foods(session), read_recipes(session), made)
    return _Catalogue(today, dishes, foods, taken_codes(session))


def _signature(session: Any, args: argparse.Namespace, today: date) -> Signature | None:
    """Who answers for new prices, None where nobody does; raises before a row is looked at."""
    from menus.editing import Signature
    from pos.catalogue.desk import APPROVERS, EDITORS

    if not args.dry_run or args.by:
        what = _("改菜品要营养师、主管或经理")
        signing.require(session, args.by, lambda who: who.role in EDITORS, what)
    from_date = _day(args.from_date) or today
    if from_date < today:
        raise PriceOfThePast(day=from_date, today=today)
    if not args.approved_by:
        return None
    what = _("批准价格要主管或经理")
    signing.require(session, args.approved_by, lambda who: who.role in APPROVERS, what)
    return Signature(args.by, args.approved_by, from_date)


def _write(
    desk: base.Desk,
    args: argparse.Namespace,
    new: list[CatalogueDish],
    at: _Catalogue,
    signature: Signature | None,
) -> None:
    """All of `new` in one transaction, if nobody saved one of them since they were compared."""
    from menus.editing import hold, stored_dishes
    from pos.catalogue.saving import save_signed

    chain, now = desk.chain, desk.clock.now()
    codes = [each.dish.code for each in new]
    with desk.database.write() as session:
        hold(session, codes)
        stored = stored_dishes(session, at.today, codes)
        for code in codes:
            if stored.get(code) != at.dishes.get(code):
                raise SavedMeanwhile(dish=code)
        save_signed(
            session, chain, new, stored, by=args.by, now=now, signature=signature, note=args.note
        )


def _file(name: str) -> Path:
    from pos.cli.files import FileNotRead

    path = Path(name)
    if not path.is_file():
        raise FileNotRead(file=name, reason=_("没有这个文件"))
    return path


def _is_priced(changed: Mapping[str, Collection[str]]) -> bool:
    """Whether any of the changes names a price."""
    from menus.editing import PRICED

    return any(PRICED & set(what) for what in changed.values())


def _tell(
    args: argparse.Namespace, reading: WorkbookReading, at: _Catalogue
) -> dict[str, tuple[str, ...]]:
    """Print a line a row; what changes in the dishes that would be written, by code."""
    from menus.editing import differences

    changed = {}
    for problem in reading.problems:
        where = f"{problem.sheet} {problem.row}"
        row = {"row": where, "dish": problem.dish, "verdict": "bad", "code": problem.error.code}
        _line(args, row | {"sentence": problem.error.said, "mend": problem.error.todo})
    for each in reading.dishes:
        what = differences(at.dishes.get(each.dish.code), each)
        if what:
            changed[each.dish.code] = what
        place = reading.places[each.dish.code]
        _line(args, _verdict(each, place, what, at.foods))
    return changed


def _verdict(
    each: CatalogueDish, place: int, what: Collection[str], foods: Mapping[str, Food]
) -> dict[str, Any]:
    """What is said of a good row; figures out of the usual are `cautions`, which stop nothing."""
    from menus.catalogue_check import dish_problems
    from menus.editing import CHANGES
    from menus.workbook_sheets import DISHES
    from nutrition import compute

    cautions = list[str]()
    if what:
        cautions += dish_problems(each, compute(each.recipe.recipe, foods), foods)
    return {
        "row": f"{DISHES} {place}",
        "dish": each.dish.code,
        "verdict": "same" if not what else "new" if "new" in what else "changed",
        "changes": list(what),
        "sentence": _("、").join(_(CHANGES[key]) for key in what) or _("没有变化"),
        "cautions": cautions,
    }


def _line(args: argparse.Namespace, row: dict[str, Any]) -> None:
    if args.json:
        base.emit(row)
    elif row["verdict"] != "same":
        print(f"{row['row']}  {row['dish']}  {row['sentence']}{row.get('mend', '')}")
        for caution in row.get("cautions", ()):
            print("  " + _("留意：{what}。").format(what=caution))


def _day(text: str | None) -> date | None:
    from pos.cli.sales import day_of

    return day_of(text) if text else None
