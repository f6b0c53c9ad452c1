"""`till --headless`: the same station without a window."""

from __future__ import annotations

import argparse
import math
import threading
from typing import Any

from canteen.errors import BadInput
from canteen.i18n import N_
from pos.cli import base
from pos.cli.events import emitter


class NeedsHeadless(BadInput):
    """`till` without `--headless`."""

    code = "E-POS-061"
    sentence = N_("till 命令只有不开窗口的方式。")
    mend = N_("加上 --headless；要看画面请用 canteen kiosk。")


class BadPay(BadInput):
    """A way to pay that does not exist."""

    code = "E-POS-062"
    sentence = N_("付款方式「{pay}」没有。")
    mend = N_("用 --pay cash 或 --pay auto。")


class BadEnding(BadInput):
    """A count, a time or a speed that cannot be."""

    code = "E-POS-067"
    sentence = N_("{option} 的值 {value} 不行，没有启动。")
    mend = N_("写一个大于 0 的数。")


def add(subparsers: Any) -> None:
    """Add this module's command."""
    till = subparsers.add_parser("till", help="结算台（不开窗口）")
    till.add_argument("--headless", action="store_true")
    till.add_argument("--reader", metavar="URL")
    till.add_argument("--pay", default="cash", metavar="cash|auto")
    till.add_argument("--printer", metavar="file:PATH|tcp:HOST:PORT|serial:DEV|none")
    till.add_argument("--trays", type=int, metavar="N")
    till.add_argument("--seconds", type=float, metavar="S")
    till.add_argument("--wait", type=float, default=5.0, metavar="S")
    till.add_argument("--speed", type=float, default=1.0, metavar="N")
    base.add_common(till)
    till.set_defaults(run=run_till)


def run_till(args: argparse.Namespace) -> int:
    """Sell trays until the ending."""
    from pos.errors import NoCards

    if not args.headless:
        raise NeedsHeadless
    if args.pay.startswith("card:"):
        raise NoCards
    if args.pay not in ("cash", "auto"):
        raise BadPay(pay=args.pay)
    _check_numbers(args)
    settings = base.with_devices(base.settings_of(args), reader=args.reader, printer=args.printer)
    return sell(args, settings)


def _check_numbers(args: argparse.Namespace) -> None:
    for name in ("trays", "seconds", "speed", "wait"):
        value = getattr(args, name)
        good = value is None or (value > 0 and math.isfinite(value)) or (name, value) == ("wait", 0)
        if not good:
            raise BadEnding(option=f"--{name}", value=value)


def sell(args: argparse.Namespace, settings: Any) -> int:
    """Build the terminal, wait for its reader, and run it until the ending or a signal."""
    from pos.headless import asked_to_end

    with asked_to_end() as stop:
        return _sell(args, settings, stop)


def _sell(args: argparse.Namespace, settings: Any, stop: threading.Event) -> int:
    import queue
    from collections.abc import Callable

    from pos.bootstrap import build, default_url, keep_log, make_clock, open_database
    from pos.headless import Ending, HeadlessTill, open_shift_by_itself
    from readers import ConnectionTrouble

    clock = make_clock(args.speed)
    database = open_database(args.db or default_url())
    inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    keep_log()
    app = build(settings, database, clock, inbox.put)
    try:
        ending = Ending(args.trays, args.seconds)
        till = HeadlessTill(app, inbox, emitter(args), pay=True, ending=ending, stop=stop)
        open_shift_by_itself(app)
        app.await_reader(args.wait, stop)
        till.run()
    except ConnectionTrouble:
        if not stop.is_set():
            raise
    finally:
        app.close()
    return base.DONE
