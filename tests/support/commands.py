"""The command line as a test calls it: in this process, or as a program of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from pos.cli import main


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[Any]:
        """The JSON lines on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaint(self) -> str:
        """The one line of a refusal; nothing else was said."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert self.out == ""
        return lines[0]


def call(capsys: pytest.CaptureFixture[str], *argv: object) -> Outcome:
    """Run one command in this process."""
    capsys.readouterr()
    try:
        status = main([str(each) for each in argv])
    except SystemExit as end:
        status = int(str(end.code))
    said = capsys.readouterr()
    return Outcome(status, said.out, said.err)


def start(argv: Sequence[object], **environment: str) -> "subprocess.Popen[str]":
    """Start one command as a program with pipes; the caller ends it."""
    return subprocess.Popen(
        [sys.executable, "-m", "pos", *map(str, argv)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **environment},
        # A shell's background job ignores Ctrl-C and hands that down; a person's terminal does not.
        preexec_fn=_hear_interrupts,  # noqa: PLW1509 - it sets one handler and takes no lock
    )


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
