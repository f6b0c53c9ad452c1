"""A till's events: JSON lines for programs, one plain line each for people."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any, Final

from canteen.i18n import N_, _
from canteen.money import Money
from pos.cli import base

_STATES: Final = {
    "filling": N_("正在读"),
    "settled": N_("读好了"),
    "held": N_("要工作人员看一下"),
}


def emitter(args: argparse.Namespace) -> Callable[[dict[str, Any]], None]:
    """How the events of a call are told."""
    return base.emit if args.json else _tell


def event_text(event: dict[str, Any]) -> str:
    """One event in a line a person can read."""
    match event["event"]:
        case "tray":
            names = "、".join(plate["name"] for plate in event["plates"])
            unknown = len(event["unknown"])
            return _("托盘{state}：{names}{unknown}，合计 {total} 元").format(
                state=_(_STATES[event["state"]]),
                names=names,
                unknown=_("，没认出 {n} 盘").format(n=unknown) if unknown else "",
                total=Money(event["total_fen"]),
            )
        case "paid":
            return _("已付 {due} 元，小票 {receipt_no}").format(
                due=Money(event["due_fen"]), receipt_no=event["receipt_no"]
            )
        case "cleared":
            return _("托盘拿走了")
        case _:
            return f"{event['code']} {event['message']}"


def _tell(event: dict[str, Any]) -> None:
    sys.stdout.write(event_text(event) + "\n")
    sys.stdout.flush()
