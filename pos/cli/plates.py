"""`plates …`: binding plates, giving them slots, releasing them, listing them."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from typing import Any

from canteen.errors import BadInput
from canteen.i18n import N_, _
from canteen.measures import named
from pos.cli import base

SLOTS = range(1, 25)


class BadSlot(BadInput):
    """A slot that no menu has."""

    code = "E-POS-063"
    sentence = N_("格位「{slot}」不在 1 到 24 之间，什么都没有改。")
    mend = N_("换一个格位再试。")


def add(subparsers: Any) -> None:
    """Add this module's commands."""
    plates = subparsers.add_parser("plates", help="绑盘、格位、释放")
    plates.set_defaults(parser=plates)
    verbs = plates.add_subparsers(metavar="动作")
    bind = _verb(verbs, "bind", "把菜绑到盘上", run_bind)
    bind.add_argument("--dish", required=True, metavar="CODE")
    bind.add_argument("--meal", choices=("breakfast", "lunch", "dinner"))
    bind.add_argument("--until", metavar="TIME")
    slot = _verb(verbs, "slot", "给盘一个固定格位", run_slot)
    slot.add_argument("--slot", required=True, type=int, metavar="1..24")
    for each in (bind, slot):
        each.add_argument("--replace", action="store_true", help="盘上还有没卖出的也换")
        each.add_argument("--half", action="store_true", help="盘上是半份")
    _verb(verbs, "release", "让盘可以再用", run_release)
    listing = verbs.add_parser("list", help="列出全部盘")
    base.add_common(listing)
    listing.set_defaults(run=run_list)


def _verb(verbs: Any, name: str, text: str, run: base.Command) -> Any:
    parser = verbs.add_parser(name, help=text)
    parser.add_argument("--uid", required=True, nargs="+", metavar="UID")
    base.add_common(parser)
    parser.set_defaults(run=run)
    return parser


def run_bind(args: argparse.Namespace) -> int:
    """Bind plates to a dish, all or none."""
    from menus import Meal, business_date, meal_at
    from menus.catalogue import dishes
    from menus.meals import business_day
    from pos.bindings import bind_dish, half_of
    from pos.desk import item_of
    from pos.state import Occasion

    with base.desk(args) as desk:
        now, hours = desk.clock.now(), desk.settings.meals
        meal = Meal(args.meal) if args.meal else meal_at(now, hours)
        occasion = Occasion(business_date(now, hours), meal)
        until = _time(args.until) if args.until else business_day(occasion.business_date, hours)[1]
        uids = _uids(args)
        chain = desk.chain
        with desk.database.write() as session:
            known = {dish.code: dish for dish in dishes(session, occasion.business_date)}
            item = item_of(_dish(known, args.dish))
            results = _or_refuse(
                args,
                lambda: bind_dish(
                    session,
                    uids,
                    half_of(item) if args.half else item,
                    occasion,
                    until=until,
                    by=None,
                    now=now,
                    replace=args.replace,
                ),
            )
            _record(session, chain, "bind", results, now)
    _answer(results)
    return base.DONE


def run_slot(args: argparse.Namespace) -> int:
    """Give plates a menu slot for good."""
    from menus.catalogue import todays_menu
    from pos.bindings import bind_slot
    from pos.desk import occasion_at

    if args.slot not in SLOTS:
        raise BadSlot(slot=args.slot)
    with base.desk(args) as desk:
        now = desk.clock.now()
        occasion = occasion_at(now, desk.settings)
        uids = _uids(args)
        chain = desk.chain
        with desk.database.write() as session:
            results = _or_refuse(
                args,
                lambda: bind_slot(
                    session,
                    uids,
                    args.slot,
                    occasion,
                    by=None,
                    now=now,
                    replace=args.replace,
                    half=args.half,
                ),
            )
            _record(session, chain, "slot", results, now)
            menu = todays_menu(session, occasion.business_date)
    _answer(results)
    if args.half:
        _warn_without_half(menu.at(args.slot))
    return base.DONE


def _warn_without_half(today: Any) -> None:
    """Say that half plates of a slot are held today where its dish is not sold by halves."""
    if today is not None and today.dish.half_price is None:
        said = _(
            "格位 {slot} 今天是{dish}，不卖半份：这些盘今天结不了账，"
            "要等有半份价格的菜，或者换整份的盘。"
        )
        base.say(said.format(slot=today.slot, dish=today.dish.name))


def run_release(args: argparse.Namespace) -> int:
    """Take plates back into use."""
    from pos.bindings import release

    with base.desk(args) as desk:
        now = desk.clock.now()
        uids = _uids(args)
        chain = desk.chain
        with desk.database.write() as session:
            results = _or_refuse(args, lambda: release(session, uids, now))
            _record(session, chain, "release", results, now)
    _answer(results)
    return base.DONE


def run_list(args: argparse.Namespace) -> int:
    """Every enrolled plate."""
    from pos.bindings import list_plates

    with base.desk(args) as desk, desk.database.read() as session:
        rows = list_plates(session)
    if not args.json:
        rows = [
            {**row, "dish": named(row["dish"] or "", half=True)} if "half" in row else row
            for row in rows
        ]
    base.show_rows(args, rows, "{uid}  格位 {slot}  {dish}  {serving}")
    return base.DONE


def _uids(args: argparse.Namespace) -> list[Any]:
    from readers import TagUid

    return [TagUid.parse(text) for text in args.uid]


def _time(text: str) -> datetime:
    from menus.meals import SHANGHAI
    from pos.errors import BadTime

    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadTime(text=text) from None
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def _dish(known: dict[str, Any], code: str) -> Any:
    import difflib

    from pos.errors import DishUnknown

    if code not in known:
        near = difflib.get_close_matches(code, known, n=1)
        hint = _("最接近的是 {near}，").format(near=near[0]) if near else ""
        raise DishUnknown(dish=code, hint=hint)
    return known[code]


def _or_refuse(args: argparse.Namespace, work: Any) -> Any:
    """Run `work`; when a plate is refused, say so for each plate before the error goes on."""
    from pos.errors import NoHalfPrice, PlateRefused, PlateUnknown

    try:
        return work()
    except (NoHalfPrice, PlateRefused, PlateUnknown):
        for uid in _uids(args):
            base.emit({"uid": uid.text, "result": "refused", "dish": None, "slot": None})
        raise


def _record(session: Any, chain: Any, action: str, results: Any, now: datetime) -> None:
    from pos.audit_trail import record

    subject = ",".join(result.uid.text for result in results)
    first = results[0]
    detail = {"uids": subject, "dish": first.dish or "", "slot": str(first.slot or "")}
    if first.half:
        detail["half"] = "yes"
    record(session, chain, None, action, f"{len(results)}", detail, now)


def _answer(results: Any) -> None:
    from pos.bindings import half_key

    for result in results:
        base.emit(
            {
                "uid": result.uid.text,
                "result": result.result.value,
                "dish": result.dish,
                "slot": result.slot,
                **half_key(half=result.half),
            }
        )
    sys.stdout.flush()
