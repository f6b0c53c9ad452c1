"""The command line: `canteen …`, or `python -m pos …`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Final

from canteen.errors import CanteenError

COMMANDS: Final = (
    "founding",
    "menu",
    "readers",
    "plates",
    "till",
    "sales",
    "shifts",
    "checks",
    "reports",
    "screens",
)
"""Modules of this package; each has `add(subparsers)` and imports what it needs when it runs."""

BAD_INPUT: Final = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; a person never sees a traceback."""
    _reconfigure()
    parser = build_parser()
    args = parser.parse_args(argv)
    if not hasattr(args, "run"):
        args.parser.print_help(sys.stderr)
        return BAD_INPUT
    try:
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
    return status


def build_parser() -> argparse.ArgumentParser:
    """The whole grammar of the command line."""
    from importlib import import_module

    parser = argparse.ArgumentParser(prog="canteen", description="社区食堂结算台、厨房台和排菜")
    parser.set_defaults(parser=parser)
    subparsers = parser.add_subparsers(title="命令", metavar="命令")
    for name in COMMANDS:
        import_module(f"pos.cli.{name}").add(subparsers)
    return parser


def _reconfigure() -> None:
    """UTF-8 whatever the locale says; the contract of `--json`."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
