from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from canteen.clock import ManualClock
from readers import open_reader
from readers.cycle import Cycle, Fault
from readers.errors import BadRecording, BadUrl
from readers.recording import RecordingReader, read_recording
from readers.tag import TagRead, TagUid

TAG = TagRead(TagUid.parse("E0040150CABD51B9"))
GIVEN = [
    Cycle.whole((TAG,), 5.0, 5.125),
    Cycle.broken((), (Fault("E-RDR-030", "没有应答"),), 5.25, 6.5),
    Cycle.whole((), 6.5, 6.625),
]


class Scripted:
    def __init__(self) -> None:
        self._cycles = iter(GIVEN)
        self.closed = False

    def cycle(self) -> Cycle:
        return next(self._cycles)

    def close(self) -> None:
        self.closed = True


def record(path: Path) -> Scripted:
    stream = io.StringIO()
    inner = Scripted()
    reader = RecordingReader(inner, stream)
    assert [reader.cycle() for _ in GIVEN] == GIVEN
    reader.close()
    path.write_text(stream.getvalue(), encoding="utf-8")
    return inner


def test_recording_passes_cycles_on_and_closes_the_reader(tmp_path: Path) -> None:
    assert record(tmp_path / "day.jsonl").closed


def test_a_replay_gives_the_same_cycles_at_the_same_pace(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    record(path)
    clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
    clock.advance(5.0)
    reader = open_reader(f"replay:{path}", clock)
    ends = []
    for given in GIVEN:
        assert reader.cycle() == given
        ends.append(clock.monotonic())
    assert ends == [given.ended for given in GIVEN]


def test_after_its_end_a_replay_gives_empty_complete_cycles(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    path.write_text("", encoding="utf-8")
    clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
    reader = open_reader(f"replay:{path}", clock)
    first, second = reader.cycle(), reader.cycle()
    assert first.complete
    assert first.tags == second.tags == ()
    assert second.started == first.ended > first.started
    reader.close()


@pytest.mark.parametrize("line", ["{", "{}", "[1]", '{"tags": [{"uid": "x"}]}'])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "day.jsonl"
    record(path)
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n" + line + "\n")
    with pytest.raises(BadRecording, match="E-RDR-016") as caught:
        read_recording(path)
    assert caught.value.facts["line"] == 5


def test_an_absent_recording_is_our_error(tmp_path: Path) -> None:
    with pytest.raises(BadRecording):
        read_recording(tmp_path / "nothing.jsonl")


def test_an_address_without_a_file_is_refused() -> None:
    with pytest.raises(BadUrl):
        open_reader("replay:", ManualClock(datetime(2026, 11, 23, tzinfo=UTC)))
