"""Recordings: what a reader gave, cycle by cycle, as JSON lines.

The lines have the shape of `canteen readers watch --json`, so either can be replayed. Before them
may stand the head of a tape, and between them its events (`readers.tape`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from canteen.i18n import _
from readers.cycle import Cycle, Fault
from readers.errors import BadRecording, BadUid, BadUrl
from readers.tag import TagRead, TagUid
from readers.url import ReaderUrl

FORMAT: Final = 1
"""The tapes that are written, and the only ones there are to read."""
MICRO: Final = 1_000_000
"""A tape's clocks count microseconds."""

JsonObject = dict[str, Any]


def cycle_json(number: int, cycle: Cycle, epoch: float = 0.0) -> JsonObject:
    """One cycle; times are seconds since `epoch`, a reading of the cycle's own clock."""
    return {
        "cycle": number,
        "started": round(cycle.started - epoch, 6),
        "ended": round(cycle.ended - epoch, 6),
        "complete": cycle.complete,
        "tags": [
            {"uid": tag.uid.text, "kind": tag.kind, "antenna": tag.antenna, "rssi": tag.rssi}
            for tag in cycle.tags
        ],
        "faults": [{"code": fault.code, "message": fault.message} for fault in cycle.faults],
    }


def cycle_from_json(record: JsonObject, epoch: float = 0.0) -> Cycle:
    """The reverse; raises `KeyError`, `TypeError`, `ValueError` or `BadUid` for another shape."""
    return Cycle(
        tags=tuple(
            TagRead(TagUid.parse(tag["uid"]), str(tag["kind"]), int(tag["antenna"]), tag["rssi"])
            for tag in record["tags"]
        ),
        complete=bool(record["complete"]),
        faults=tuple(Fault(str(each["code"]), str(each["message"])) for each in record["faults"]),
        started=epoch + float(record["started"]),
        ended=epoch + float(record["ended"]),
    )


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a tape: its word, its value (bytes for traffic), its readings in seconds."""

    what: str
    data: bytes
    refused: str
    now: tuple[float, ...]
    clock: tuple[float, ...]

    @classmethod
    def of(cls, record: JsonObject) -> Event:
        """From its line; raises `KeyError`, `TypeError` or `ValueError` for another shape."""
        what = next(word for word in _WORDS if word in record)
        data = bytes.fromhex(record[what]) if what in _TRAFFIC else b""
        now, clock = (
            tuple(int(reading) / MICRO for reading in record.get(which, ()))
            for which in ("now", "clock")
        )
        return cls(what, data, str(record.get("refused", "")), now, clock)


_TRAFFIC: Final = frozenset({"sent", "got", "unsent"})
_WORDS: Final = ("sent", "got", "unsent", "gone", "line", "opening", "opened", "closed", "end")


@dataclass(frozen=True, slots=True)
class Step:
    """One cycle of a recording with the events that led to it, where there are any.

    `opening` is what it took to open the reader, if that was done for this cycle.
    """

    opening: tuple[Event, ...]
    events: tuple[Event, ...]
    cycle: Cycle


@dataclass(frozen=True, slots=True)
class Recording:
    """The steps as recorded, times too. `url` is the reader's, `None` for cycles alone.

    `epoch` is the reading of the recorded clock from which the times in the file count.
    """

    url: ReaderUrl | None
    epoch: float
    steps: tuple[Step, ...]

    @property
    def cycles(self) -> tuple[Cycle, ...]:
        """What the reader gave."""
        return tuple(step.cycle for step in self.steps)


def read_recording(path: Path) -> Recording:
    """A recording from its file; raises `BadRecording`.

    Events without a cycle behind them are dropped, and so is a last line that was not finished:
    what a recorder leaves that was cut off.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        raise BadRecording(file=path, line=0, what=_("文件打不开")) from trouble
    return parse_recording(text, path)


def parse_recording(text: str, file: Path) -> Recording:
    """A recording from the text of `file`; raises `BadRecording`."""
    whole = text[: text.rfind("\n") + 1] if _is_cut(text) else text
    return _Lines(file).read(whole)


def _is_cut(text: str) -> bool:
    last = text[text.rfind("\n") + 1 :]
    return "\n" in text and last.startswith("{") and not last.rstrip().endswith("}")


class _Lines:
    """Reads the lines of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._url: ReaderUrl | None = None
        self._epoch = 0.0

    def read(self, text: str) -> Recording:
        steps = tuple(self._steps(text))
        return Recording(self._url, self._epoch, steps)

    def _steps(self, text: str) -> Iterator[Step]:
        opening: tuple[Event, ...] = ()
        events: list[Event] = []
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip():
                continue
            record = self._parse(number, line)
            if isinstance(record, Cycle):
                yield Step(opening, tuple(events), record)
                opening, events = (), []
            elif record is not None:
                events = [] if record.what == "opening" else [*events, record]
                if record.what == "opened":
                    opening, events = tuple(events), []

    def _parse(self, number: int, line: str) -> Cycle | Event | None:
        try:
            record = json.loads(line)
            if "tape" in record:
                self._take_head(record)
                return None
            if "started" in record:
                return cycle_from_json(record, self._epoch)
            return Event.of(record)
        except (KeyError, TypeError, ValueError, StopIteration, BadUid, BadUrl) as trouble:
            raise BadRecording(
                file=self._path, line=number, what=_("这一行不是一轮读取的记录")
            ) from trouble

    def _take_head(self, head: JsonObject) -> None:
        if head["tape"] != FORMAT:
            raise ValueError(head["tape"])
        self._url = ReaderUrl.parse(head["url"])
        self._epoch = int(head["epoch"]) / MICRO
