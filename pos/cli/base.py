"""What every command shares: options, JSON lines, and one line for each error."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TextIO

from accounts.chain import Chain
from canteen.clock import SystemClock
from canteen.db import Database
from pos.bootstrap import default_url, make_clock, open_chain, open_database, use_language
from pos.settings import Settings, load_settings

DONE: Final = 0
FOUND: Final = 1
BAD_INPUT: Final = 2
OUT_OF_REACH: Final = 3

Command = Callable[[argparse.Namespace], int]


def add_common(parser: argparse.ArgumentParser, *, database: bool = True) -> None:
    """Add `--json`, `--config` and, where rows are read, `--db`."""
    parser.add_argument("--json", action="store_true", help="每行一个 JSON 对象")
    parser.add_argument("--config", metavar="FILE", help="设置文件（TOML）")
    if database:
        parser.add_argument("--db", metavar="URL", help="sqlite:///文件 或 postgresql://…")


def settings_of(args: argparse.Namespace) -> Settings:
    """The settings of a call; the language in them is put in force."""
    settings = load_settings(Path(args.config) if getattr(args, "config", None) else None)
    use_language(settings)
    return settings


def with_devices(settings: Settings, *, reader: str | None, printer: str | None) -> Settings:
    """The settings with devices named on the command line over those of the file."""
    pos = settings.pos
    return replace(
        settings,
        pos=replace(
            pos,
            reader=pos.reader if reader is None else reader,
            printer=pos.printer if printer is None else printer,
        ),
    )


class Desk:
    """An open database with its settings and its clock, for one command."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.settings = settings_of(args)
        self.clock: SystemClock = make_clock()
        self.database: Database = open_database(args.db or default_url())

    @property
    def chain(self) -> Chain:
        """This terminal's chain; raises where the key is missing."""
        return open_chain(self.database, self.settings)


@contextmanager
def desk(args: argparse.Namespace) -> Iterator[Desk]:
    """Open what a command needs and close it afterwards."""
    opened = Desk(args)
    try:
        yield opened
    finally:
        opened.database.close()


def emit(value: object, stream: TextIO | None = None) -> None:
    """One JSON line on stdout, flushed."""
    out = stream or sys.stdout
    out.write(json.dumps(value, ensure_ascii=False) + "\n")
    out.flush()


def say(text: str) -> None:
    """A message for a person, on stderr."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def show_rows(args: argparse.Namespace, rows: Iterable[dict[str, Any]], line: str) -> None:
    """Each row as JSON, or as one line of text by the format `line`."""
    for row in rows:
        if args.json:
            emit(row)
        else:
            sys.stdout.write(line.format(**row) + "\n")
