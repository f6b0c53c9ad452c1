"""`shift open|close|report`."""

from __future__ import annotations

import argparse
from typing import Any

from canteen.i18n import _
from pos.cli import base


def add(subparsers: Any) -> None:
    """Add this module's commands."""
    shift = subparsers.add_parser("shift", help="开班、交班、班次报告")
    shift.set_defaults(parser=shift)
    verbs = shift.add_subparsers(metavar="动作")
    opening = verbs.add_parser("open", help="开班")
    opening.add_argument("--staff", required=True, metavar="S")
    opening.add_argument("--float-fen", required=True, type=int, metavar="N")
    closing = verbs.add_parser("close", help="交班：先数钱，再看差额")
    closing.add_argument("--counted-fen", required=True, type=int, metavar="N")
    report = verbs.add_parser("report", help="这一班的收款")
    for parser, run in ((opening, run_open), (closing, run_close), (report, run_report)):
        base.add_common(parser)
        parser.set_defaults(run=run)


def run_open(args: argparse.Namespace) -> int:
    """Open a shift at this terminal."""
    from accounts.errors import NotAllowed
    from accounts.staff import Action, require
    from canteen.money import Money
    from menus import business_date
    from pos import shifts

    with base.desk(args) as desk:
        chain, now = desk.chain, desk.clock.now()
        drawer = Money(_not_negative(args.float_fen))
        with desk.database.write() as session:
            person = require(session, args.staff)
            if not person.may(Action.SHIFT):
                raise NotAllowed(staff=person.id)
            day = business_date(now, desk.settings.meals)
            shift = shifts.open_shift(session, chain, person, drawer, day, now)
    return _answer(args, shift, [])


def run_close(args: argparse.Namespace) -> int:
    """Close the open shift with a blind count."""
    from canteen.money import Money
    from pos import shifts

    with base.desk(args) as desk:
        chain, now = desk.chain, desk.clock.now()
        counted = Money(_not_negative(args.counted_fen))
        with desk.database.write() as session:
            shift = shifts.close_shift(session, chain, counted, now)
            takings = shifts.takings(session, shift)
    return _answer(args, shift, takings)


def run_report(args: argparse.Namespace) -> int:
    """What the newest shift of this terminal took."""
    from pos import shifts
    from pos.errors import NoShift

    with base.desk(args) as desk, desk.database.read() as session:
        shift = shifts.latest(session, desk.settings.pos.terminal)
        if shift is None:
            raise NoShift
        takings = shifts.takings(session, shift)
    return _answer(args, shift, takings)


def _not_negative(fen: int) -> int:
    from canteen.errors import BadInput

    if fen < 0:
        raise BadInput(what=f"{fen} 分")
    return fen


def _answer(args: argparse.Namespace, shift: Any, takings: list[Any]) -> int:
    fen = {
        name: None if value is None else value.fen
        for name, value in (
            ("expected", shift.expected),
            ("counted", shift.counted),
            ("difference", shift.difference),
        )
    }
    row = {
        "shift": str(shift.id),
        "terminal": shift.terminal,
        "staff": shift.staff_id,
        "opened_at": shift.opened_at.isoformat(),
        "closed_at": shift.closed_at.isoformat() if shift.closed_at else None,
        "float_fen": shift.float.fen,
        "expected_fen": fen["expected"],
        "counted_fen": fen["counted"],
        "difference_fen": fen["difference"],
        "tenders": [{"kind": kind, "sales": n, "fen": sum_.fen} for kind, n, sum_ in takings],
    }
    if args.json:
        base.emit(row)
    else:
        base.show_rows(
            args, [row], "{terminal} {staff} {opened_at} 备用金 {float_fen} 分 {tenders}"
        )
    return base.DONE


def _words(shift: Any, takings: list[Any]) -> str:
    lines = [
        _("结算台 {terminal}，{staff}，备用金 {float} 元").format(
            terminal=shift.terminal, staff=shift.staff_id, float=shift.float
        )
    ]
    lines += [
        _("{kind} {n} 笔，{sum} 元").format(kind=kind, n=n, sum=sum_) for kind, n, sum_ in takings
    ]
    if shift.closed_at is not None:
        lines.append(
            _("应有 {expected} 元，点到 {counted} 元，差额 {difference} 元").format(
                expected=shift.expected, counted=shift.counted, difference=shift.difference
            )
        )
    return "\n".join(lines) + "\n"
