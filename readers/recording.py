"""Recordings: what a reader gave, cycle by cycle, with its clock, as JSON lines.

A recording has the shape of `canteen readers watch --json`, so either can be replayed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from canteen.i18n import _
from readers.cycle import Cycle
from readers.errors import BadRecording, BadUid
from readers.health import LineHealth
from readers.reader import Reader
from readers.watch import cycle_from_json, cycle_json


class RecordingReader:
    """A reader that also writes every cycle to `stream`, which stays the caller's to close."""

    def __init__(self, reader: Reader, stream: TextIO) -> None:
        self._reader = reader
        self._stream = stream
        self._number = 0
        self._epoch = 0.0

    def cycle(self) -> Cycle:
        cycle = self._reader.cycle()
        self._number += 1
        if self._number == 1:
            self._epoch = cycle.started
        line = json.dumps(cycle_json(self._number, cycle, self._epoch), ensure_ascii=False)
        self._stream.write(line + "\n")
        self._stream.flush()
        return cycle

    @property
    def health(self) -> LineHealth:
        return self._reader.health

    def close(self) -> None:
        self._reader.close()


def read_recording(path: Path) -> list[Cycle]:
    """The cycles of a recording, times as recorded; raises `BadRecording`."""
    try:
        with path.open(encoding="utf-8") as lines:
            return list(_cycles(path, lines))
    except (OSError, UnicodeDecodeError) as trouble:
        raise BadRecording(file=path, line=0, what=_("文件打不开")) from trouble


def _cycles(path: Path, lines: Iterable[str]) -> Iterator[Cycle]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield cycle_from_json(json.loads(line))
        except (KeyError, TypeError, ValueError, BadUid) as trouble:
            raise BadRecording(
                file=path, line=number, what=_("这一行不是一轮读取的记录")
            ) from trouble
