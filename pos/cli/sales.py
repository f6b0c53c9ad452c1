"""`sales list` and `sales show`."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import Any
from uuid import UUID

from canteen.errors import CanteenError
from pos.cli import base


def add(subparsers: Any) -> None:
    """Add this module's commands."""
    sales = subparsers.add_parser("sales", help="已完成的销售")
    sales.set_defaults(parser=sales)
    verbs = sales.add_subparsers(metavar="动作")
    listing = verbs.add_parser("list", help="列出销售")
    listing.add_argument("--date", metavar="D")
    base.add_common(listing)
    listing.set_defaults(run=run_list)
    show = verbs.add_parser("show", help="看一笔，或补打它的小票")
    show.add_argument("sale", metavar="SALE")
    show.add_argument("--reprint", action="store_true")
    show.add_argument("--printer", metavar="file:PATH|tcp:HOST:PORT|serial:DEV|none")
    base.add_common(show)
    show.set_defaults(run=run_show)


def day_of(text: str | None) -> date | None:
    """A date of the command line; raises `BadTime`."""
    from pos.errors import BadTime

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadTime(text=text) from None


def run_list(args: argparse.Namespace) -> int:
    """Every sale, or those of one business date."""
    from pos.history import list_sales

    day = day_of(args.date)
    with base.desk(args) as desk, desk.database.read() as session:
        base.show_rows(
            args, list_sales(session, day), "{receipt_no}  {due_fen:>7} 分  {status}  {sale}"
        )
    return base.DONE


def run_show(args: argparse.Namespace) -> int:
    """One sale; with `--reprint` its slip once more, marked."""
    from pos.history import find_sale, show_sale

    with base.desk(args) as desk:
        with desk.database.read() as session:
            sale = find_sale(session, args.sale)
            shown = show_sale(session, sale)
        if args.json:
            base.emit(shown)
        else:
            sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
        if args.reprint:
            _reprint(args, desk, sale)
    return base.DONE


def _reprint(args: argparse.Namespace, desk: base.Desk, sale: UUID) -> None:
    from pos import printing
    from pos.audit_trail import record
    from pos.errors import NoPrinterSet
    from receipts.printers import open_printer
    from receipts.spool import Spool

    settings = base.with_devices(desk.settings, reader=None, printer=args.printer)
    address = settings.pos.printer
    if address == "none":
        raise NoPrinterSet
    open_printer(address).close()
    chain = desk.chain
    now = desk.clock.now()
    with desk.database.write() as session:
        again = printing.queue_reprint(session, sale, settings.pos.terminal, now)
        record(session, chain, None, "reprint", str(sale), {}, now)
    failures: list[CanteenError] = []

    def paper(_job: UUID, error: CanteenError | None) -> None:
        if error is not None:
            failures.append(error)

    slips = printing.SlipPrinter(
        desk.database,
        desk.clock,
        lambda report: Spool(lambda: open_printer(address), desk.clock, report),
        paper,
    )
    slips.print(again.job, again.document)
    slips.close(10.0)
    if failures:
        raise failures[0]
    base.say("已补打。")
