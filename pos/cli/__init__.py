"""The command line: `canteen …`, or `python -m pos …`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NoReturn

from canteen.errors import BadInput, CanteenError
from canteen.i18n import LANGUAGES, N_, choose

COMMANDS: Final = (
    "founding",
    "menu",
    "readers",
    "plates",
    "till",
    "sales",
    "shifts",
    "checks",
    "doctor",
    "reports",
    "screens",
)
"""Modules of this package; each has `add(subparsers)` and imports what it needs when it runs."""

BAD_INPUT: Final = 2
LANGUAGE_VARIABLE: Final = "CANTEEN_POS_LANGUAGE"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; a person never sees a traceback."""
    _reconfigure()
    with _unhurt_by_signals(sys.argv[1:] if argv is None else argv):
        return _main(argv)


class BadWords(BadInput):
    """Words that the grammar of the command line does not have."""

    code = "E-POS-059"
    sentence = N_("命令「{command}」这样写看不懂（{why}），什么都没有做。")
    mend = N_("用 {command} --help 看写法。")


class Grammar(argparse.ArgumentParser):
    """argparse, with its complaints as one coded line."""

    def error(self, message: str) -> NoReturn:
        raise BadWords(command=self.prog, why=message)


def _main(argv: Sequence[str] | None) -> int:
    # Settings choose the language later; complaints about the words themselves come before.
    wanted = os.environ.get(LANGUAGE_VARIABLE, "")
    if wanted in LANGUAGES:
        choose(wanted)
    try:
        args = build_parser().parse_args(argv)
        if not hasattr(args, "run"):
            args.parser.print_help(sys.stderr)
            return BAD_INPUT
        status: int = args.run(args)
    except CanteenError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    except BrokenPipeError:
        # Whoever read us has left; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 0
    except Exception:  # noqa: BLE001 - the last resort of a program that people use
        # A defect of ours: the person gets a coded line, the log gets the whole of it.
        _log_defect()
        unforeseen = CanteenError()
        sys.stderr.write(f"{unforeseen}\n")
        return unforeseen.exit_status
    return status


def _log_defect() -> None:
    from canteen.log import get_logger
    from pos.bootstrap import keep_log

    keep_log()
    get_logger("pos.cli").exception("defect")


def build_parser() -> argparse.ArgumentParser:
    """The whole grammar of the command line."""
    from importlib import import_module

    parser = Grammar(prog="canteen", description="社区食堂结算台、厨房台和排菜")
    parser.set_defaults(parser=parser)
    subparsers = parser.add_subparsers(title="命令", metavar="命令")
    for name in COMMANDS:
        import_module(f"pos.cli.{name}").add(subparsers)
    return parser


@contextmanager
def _unhurt_by_signals(words: Sequence[str]) -> Iterator[None]:
    """A till that is asked to end before it has opened anything has nothing to finish: status 0.

    Importing takes most of its start; later it puts its own handlers in the place of these.
    """
    wanted = (signal.SIGINT, signal.SIGTERM) if list(words[:1]) == ["till"] else ()
    before = [signal.signal(number, lambda *_args: os._exit(0)) for number in wanted]
    try:
        yield
    finally:
        for number, handler in zip(wanted, before, strict=True):
            signal.signal(number, handler)


def _reconfigure() -> None:
    """UTF-8 whatever the locale says; the contract of `--json`."""
    for stream, errors in (
        (sys.stdin, "strict"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)
