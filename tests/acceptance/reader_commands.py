"""`canteen readers watch` as a program of its own, and what it saw."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self

from support.commands import start

Cycle = dict[str, Any]
Plates = frozenset[str]
PATIENCE = 20.0
NOTHING: Plates = frozenset()


def plates(cycle: Cycle) -> Plates:
    """The chips that a cycle names; each is named once."""
    uids = [tag["uid"] for tag in cycle["tags"]]
    assert len(set(uids)) == len(uids), cycle
    return frozenset(uids)


def states(cycles: Iterable[Cycle]) -> list[Plates]:
    """What lay there by the complete cycles, one entry for each change."""
    found: list[Plates] = []
    for cycle in cycles:
        if cycle["complete"] and found[-1:] != [plates(cycle)]:
            found.append(plates(cycle))
    return found


def watched(url: str, cycles: int) -> list[Cycle]:
    """What the command says of so many cycles."""
    words = ["readers", "watch", "--reader", url, "--cycles", cycles, "--json"]
    out, said = start(words).communicate(timeout=PATIENCE + 2 * cycles)
    assert said == ""
    return [json.loads(line) for line in out.splitlines()]


class Watching:
    """The command running without end; a `with` ends it as Ctrl-C does."""

    def __init__(self, url: str) -> None:
        self._program = start(["readers", "watch", "--reader", url, "--json"])
        self.cycles: list[Cycle] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._program.send_signal(signal.SIGINT)
        try:
            self._program.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.communicate()
            raise

    def until(self, *uids: str) -> None:
        """Read on to a complete cycle with exactly these chips."""
        self.until_it(lambda cycle: cycle["complete"] and plates(cycle) == set(uids))

    def until_it(self, fits: Callable[[Cycle], bool]) -> None:
        """Read on to a cycle that fits; each is kept."""
        deadline = time.monotonic() + PATIENCE
        assert self._program.stdout is not None
        while True:
            line = self._program.stdout.readline()
            assert line, "it ended"
            self.cycles.append(json.loads(line))
            if fits(self.cycles[-1]):
                return
            assert time.monotonic() < deadline, self.cycles[-5:]
