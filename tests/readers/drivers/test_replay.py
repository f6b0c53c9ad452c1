from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from canteen.clock import ManualClock
from readers import open_reader
from readers.cycle import Cycle, Fault
from readers.errors import BadUrl
from readers.recording import cycle_json
from readers.tag import TagRead, TagUid

TAG = TagRead(TagUid.parse("E0040150CABD51B9"))
GIVEN = [
    Cycle.whole((TAG,), 5.0, 5.125),
    Cycle.broken((), (Fault("E-RDR-030", "没有应答"),), 5.25, 6.5),
    Cycle.whole((), 6.5, 6.625),
]


def recorded(path: Path, epoch: float) -> str:
    rows = [cycle_json(number, cycle, epoch) for number, cycle in enumerate(GIVEN, start=1)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return f"replay:{path}"


def test_a_replay_gives_the_same_cycles_at_the_same_pace(tmp_path: Path) -> None:
    clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
    clock.advance(5.0)
    reader = open_reader(recorded(tmp_path / "day.jsonl", 5.0), clock)
    ends = []
    for given in GIVEN:
        assert reader.cycle() == given
        ends.append(clock.monotonic())
    assert ends == [given.ended for given in GIVEN]


def test_a_replay_begins_at_once_and_knows_its_time_zero(tmp_path: Path) -> None:
    clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
    clock.advance(100.0)
    reader = open_reader(recorded(tmp_path / "day.jsonl", 3.0), clock)
    assert reader.cycle().started == 100.0
    assert getattr(reader, "epoch", None) == 98.0


def test_after_its_end_a_replay_gives_empty_complete_cycles(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    path.write_text("", encoding="utf-8")
    reader = open_reader(f"replay:{path}", ManualClock(datetime(2026, 11, 23, tzinfo=UTC)))
    first, second = reader.cycle(), reader.cycle()
    assert first.complete
    assert first.tags == second.tags == ()
    assert second.started == first.ended > first.started
    assert reader.health.frames == 0
    reader.close()
    reader.close()


def test_an_address_without_a_file_is_refused() -> None:
    with pytest.raises(BadUrl):
        open_reader("replay:", ManualClock(datetime(2026, 11, 23, tzinfo=UTC)))
