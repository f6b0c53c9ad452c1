"""A canteen in a folder, its programs as processes, and what they say."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from acceptance.warm import Warm

NOON = "2026-11-23T11:30:00+08:00"
NEXT_NOON = "2026-11-24T11:30:00+08:00"
PATIENCE = 12.0
UNFORESEEN = "E-CAN-000"
Event = dict[str, Any]


def uid(number: int) -> str:
    """The chip of plate `number`."""
    return f"E0040100{number:08X}"


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    status: int
    rows: list[Event]
    said: str


class Program:
    """One running process: its JSON lines as they come, its stderr, its end."""

    def __init__(self, out: int, err: int, nurse: int) -> None:
        self.events: list[Event] = []
        self.times: list[float] = []
        self._told = 0
        self._came = threading.Condition()
        self._said: list[str] = []
        self._nurse = os.fdopen(nurse)
        self.pid = int(self._nurse.readline())
        self._threads = [
            threading.Thread(target=work, args=(stream,), daemon=True)
            for work, stream in ((self._listen, out), (self._overhear, err))
        ]
        for thread in self._threads:
            thread.start()

    def until(self, event: str, seconds: float = PATIENCE, **wanted: Any) -> Event:
        """The next event of this kind and content, after the last that was asked for."""
        return self.wait_for(
            lambda each: (
                each["event"] == event and all(each[key] == value for key, value in wanted.items())
            ),
            seconds,
        )

    def wait_for(self, fits: Callable[[Event], bool], seconds: float = PATIENCE) -> Event:
        """The next event that fits; fails with everything that was said instead."""
        deadline = time.monotonic() + seconds
        with self._came:
            while True:
                while self._told < len(self.events):
                    self._told += 1
                    if fits(self.events[self._told - 1]):
                        return self.events[self._told - 1]
                left = deadline - time.monotonic()
                if left <= 0 or not self._came.wait(left):
                    raise AssertionError(f"not told: {self.events} {self.said}")

    def none_for(self, seconds: float, event: str) -> None:
        """Let time pass in which no event of this kind may come."""
        time.sleep(seconds)
        with self._came:
            new, self._told = self.events[self._told :], len(self.events)
        assert [each for each in new if each["event"] == event] == []

    def of(self, event: str) -> list[Event]:
        """All events of a kind so far."""
        return [each for each in self.events if each["event"] == event]

    @property
    def said(self) -> str:
        return "".join(self._said)

    def kill(self, number: int = signal.SIGKILL) -> None:
        os.kill(self.pid, number)

    def wait(self) -> int:
        """The exit status, negative for a signal; every line has been heard by then."""
        status = self._nurse.readline()
        for thread in self._threads:
            thread.join(PATIENCE)
        self._nurse.close()
        return int(status)

    def end(self, number: int = signal.SIGTERM) -> int:
        """Ask it to end, and wait."""
        self.kill(number)
        return self.wait()

    @property
    def ended(self) -> bool:
        return self._nurse.closed

    def done(self) -> Done:
        """Wait for a command's own end."""
        return Done(self.wait(), self.events, self.said)

    def _listen(self, stream: int) -> None:
        with os.fdopen(stream, encoding="utf-8") as lines:
            for line in lines:
                with self._came:
                    self.events.append(json.loads(line))
                    self.times.append(time.monotonic())
                    self._came.notify_all()

    def _overhear(self, stream: int) -> None:
        with os.fdopen(stream, encoding="utf-8") as lines:
            self._said.extend(lines)


@dataclass
class Site:
    """One canteen: its data folder, its clock, its reader, and every program it has started."""

    warm: Warm
    folder: Path
    reader: str = ""
    now: str = NOON
    extra: dict[str, str] = field(default_factory=dict)
    programs: list[Program] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.folder / "kangle-canteen" / "canteen.db"

    @property
    def paper(self) -> Path:
        """What the file printer has printed."""
        return self.folder / "paper.bin"

    @property
    def env(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {"XDG_DATA_HOME": str(self.folder), "CANTEEN_NOW": self.now} | self.extra

    def start(self, *words: str) -> Program:
        """Start a program and go on."""
        program = Program(*self.warm.start(words, self.env))
        self.programs.append(program)
        return program

    def run(self, *words: str) -> Done:
        """Run a command to its end."""
        return self.start(*words).done()

    def till(self, *words: str, printer: str | None = None) -> Program:
        """Start the till with cash, JSON and the file printer."""
        return self.start(*self.till_words(*words, printer=printer))

    def till_words(self, *words: str, printer: str | None = None) -> tuple[str, ...]:
        paper = printer or f"file:{self.paper}"
        start = ("till", "--headless", "--reader", self.reader, "--pay", "cash")
        return (*start, "--printer", paper, "--json", *words)

    def bind(self, dish: str, *uids: str) -> None:
        """Bind plates to a dish."""
        done = self.run("plates", "bind", "--dish", dish, "--json", "--uid", *uids)
        assert done.status == 0, done.said

    def sales(self) -> list[Event]:
        """Every sale, as the command lists it."""
        done = self.run("sales", "list", "--json")
        assert done.status == 0, done.said
        return done.rows

    def audit(self) -> Event:
        """The audit's finding; it must be well."""
        done = self.run("audit", "--json")
        assert done.status == 0, done.rows
        return done.rows[0]

    def close(self) -> None:
        """End what still runs. No program may have shown a trace or met a defect of ours."""
        for program in self.programs:
            if not program.ended:
                program.kill()
                program.wait()
            assert "Traceback" not in program.said, program.said
            told = [event.get("code") for event in program.events]
            assert UNFORESEEN not in (*told, program.said.partition(" ")[0]), program.said
        for log in (self.database.parent / "log").glob("canteen.log*"):
            assert "Traceback" not in log.read_text("utf-8"), log.read_text("utf-8")
