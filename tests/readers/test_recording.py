from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.cycle import Cycle, Fault
from readers.errors import BadRecording
from readers.recording import cycle_from_json, cycle_json, parse_recording, read_recording
from readers.tag import TagRead, TagUid

TAG = TagRead(TagUid.parse("E0040150CABD51B9"))
GIVEN = (
    Cycle.whole((TAG,), 0.0, 0.125),
    Cycle.broken((), (Fault("E-RDR-030", "没有应答"),), 0.25, 1.5),
    Cycle.whole((), 1.5, 1.625),
)
HEAD = {"tape": 1, "driver": "feig", "url": "feig:/dev/x", "epoch": 3_000_000, "dropped": 0}
times = st.integers(0, 10**10).map(lambda micros: micros / 1e6)
cycles = st.builds(
    Cycle,
    st.lists(
        st.builds(
            TagRead,
            st.binary(min_size=8, max_size=8).map(TagUid.of),
            st.sampled_from(["iso15693", "iso14443a"]),
            st.integers(1, 4),
            st.none() | st.integers(-90, 255),
        )
    ).map(tuple),
    st.booleans(),
    st.lists(st.builds(Fault, st.text(), st.text())).map(tuple),
    times,
    times,
)


def lines(*objects: object) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)


def written(path: Path, *more: object) -> Path:
    rows = [cycle_json(number, cycle) for number, cycle in enumerate(GIVEN, start=1)]
    path.write_text(lines(*rows, *more), encoding="utf-8")
    return path


def test_a_cycle_has_the_shape_others_rely_on() -> None:
    uid = TagUid.parse("e0040150cabd51b9")
    cycle = Cycle.broken((TagRead(uid),), (Fault("E-RDR-031", "坏了"),), 100.013, 100.101)
    assert cycle_json(1, cycle, 100.0) == {
        "cycle": 1,
        "started": 0.013,
        "ended": 0.101,
        "complete": False,
        "tags": [
            {"uid": "E0040150CABD51B9", "kind": "iso15693", "antenna": 1, "rssi": None},
        ],
        "faults": [{"code": "E-RDR-031", "message": "坏了"}],
    }


@given(cycles)
def test_a_cycle_comes_back_from_its_json(cycle: Cycle) -> None:
    assert cycle_from_json(json.loads(json.dumps(cycle_json(7, cycle)))) == cycle


@given(st.lists(cycles, max_size=6))
def test_cycles_alone_are_a_recording(given: list[Cycle]) -> None:
    text = lines(*[cycle_json(number, cycle) for number, cycle in enumerate(given)])
    recording = parse_recording(text, Path("x"))
    assert recording.url is None
    assert recording.cycles == tuple(given)
    assert all(not step.events and not step.opening for step in recording.steps)


def test_events_belong_to_the_cycle_behind_them() -> None:
    row = cycle_json(1, GIVEN[0])
    text = lines(
        HEAD,
        {"opening": True},
        {"line": "/dev/x", "baud": 9600, "parity": "N"},
        {"opening": True},
        {"line": "/dev/x", "baud": 38400, "parity": "N"},
        {"opened": True},
        {"sent": "05FF"},
        {"got": "0600", "need": 6, "now": [1_500_000, 2_000_000]},
        {"end": True, "clock": [250_000]},
        row,
        {"sent": "05FE"},
        row,
        {"sent": "never ended"[:0]},
    )
    recording = parse_recording(text, Path("x"))
    first, second = recording.steps
    assert str(recording.url) == "feig:/dev/x"
    assert [event.what for event in first.opening] == ["line", "opened"]
    assert [(event.what, event.data) for event in first.events] == [
        ("sent", b"\x05\xff"),
        ("got", b"\x06\x00"),
        ("end", b""),
    ]
    assert first.events[1].now == (1.5, 2.0)
    assert first.events[2].clock == (0.25,)
    assert (first.cycle.started, first.cycle.ended) == (3.0, 3.125)
    assert [event.data for event in second.events] == [b"\x05\xfe"]
    assert second.opening == ()


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "{}",
        "[1]",
        "5",
        '"tape"',
        '{"tags": [{"uid": "x"}]}',
        '{"tape": 2, "url": "feig:/dev/x", "epoch": 0}',
        '{"tape": 1, "url": "/dev/x", "epoch": 0}',
        '{"sent": "0"}',
        '{"got": 5}',
        '{"got": "", "now": 5}',
        '{"end": true, "clock": ["x"]}',
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = written(tmp_path / "day.jsonl")
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n" + line + "\n")
    with pytest.raises(BadRecording, match="E-RDR-016") as caught:
        read_recording(path)
    assert caught.value.facts["line"] == 5


def test_a_recorder_that_was_cut_off_leaves_a_recording(tmp_path: Path) -> None:
    path = written(tmp_path / "day.jsonl")
    with path.open("a", encoding="utf-8") as stream:
        stream.write('{"sent": "05FF"}\n{"got": "06')
    assert read_recording(path).cycles == GIVEN


def test_line_ends_of_other_alphabets_end_no_line(tmp_path: Path) -> None:
    odd = Cycle.broken((), (Fault("E-RDR-031", "a\u2028b\x1cc"),), 2.0, 2.5)
    path = written(tmp_path / "day.jsonl", cycle_json(4, odd))
    assert read_recording(path).cycles == (*GIVEN, odd)


def test_an_absent_recording_is_our_error(tmp_path: Path) -> None:
    with pytest.raises(BadRecording):
        read_recording(tmp_path / "nothing.jsonl")
