from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support.logs import logged

from canteen.clock import ManualClock, SystemClock
from readers import open_reader
from readers.cycle import Cycle
from readers.emulation import FeigEmulator
from readers.errors import PortNotFound, ReaderError
from readers.playback import Playback
from readers.reader import Reader, Transport
from readers.recording import cycle_json, read_recording
from readers.tag import TagRead, TagUid
from readers.transport import SerialSettings
from readers.tray_recorder import AWAY_CYCLES, EMPTY_CYCLES, QUIET_SECONDS, TrayRecorder
from readers.url import ReaderUrl

STILL = int(QUIET_SECONDS * 8)
"""Cycles of `replaying` until a tray lies still, after the one that brought its last chip."""
GONE = [0] * EMPTY_CYCLES
UIDS = [f"E0040150CABD51{number:02X}" for number in range(8)]
TAG = TagRead(TagUid.parse(UIDS[0]))
WHEN = datetime(2026, 11, 23, 3, 30, 5, 120000, tzinfo=UTC)


def replaying(path: Path, *trays: int | tuple[int, ...]) -> ReaderUrl:
    """A reader without bytes on which so many chips lie, or these, cycle by cycle, 8 a second."""
    lying = [range(tray) if isinstance(tray, int) else tray for tray in trays]
    tags = [TagRead(TagUid.parse(uid)) for uid in UIDS]
    cycles = [
        Cycle.whole(tuple(tags[each] for each in tray), n / 8, n / 8 + 0.0625)
        for n, tray in enumerate(lying)
    ]
    rows = [json.dumps(cycle_json(n, cycle)) for n, cycle in enumerate(cycles, start=1)]
    path.write_text("\n".join(rows), encoding="utf-8")
    return ReaderUrl("replay", str(path))


def kept(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def chips(file: Path) -> list[tuple[int, ...]]:
    """What lies there in a recording, each change once."""
    cycles = read_recording(file).cycles
    seen = [tuple(UIDS.index(uid.text) for uid in cycle.uids) for cycle in cycles]
    return [tray for tray, _same in itertools.groupby(seen)]


def run(reader: Reader, count: int) -> list[Cycle]:
    return [reader.cycle() for _ in range(count)]


def test_a_tray_is_written_when_the_field_is_empty_again(tmp_path: Path) -> None:
    clock = ManualClock(WHEN)
    recorder = TrayRecorder(tmp_path / "trays" / "T1", 50, clock)
    reader = recorder.open(replaying(tmp_path / "day", 0, 0, 1, 2, 2, 0, 1, 0, 0, 0, 0, 0))
    seen = run(reader, 11)
    assert kept(tmp_path / "trays" / "T1") == []
    seen += run(reader, 1)
    (file,) = kept(tmp_path / "trays" / "T1")
    assert file.name == "tray-20261123-033006-557500.jsonl"
    recording = read_recording(file)
    assert [len(cycle.tags) for cycle in recording.cycles] == [1, 2, 2, 0, 1, 0, 0, 0, 0, 0]
    assert recording.cycles[0].started == pytest.approx(seen[2].started)
    again = open_reader(f"replay:{file}", ManualClock(WHEN))
    assert [again.cycle().uids for _ in range(10)] == [cycle.uids for cycle in seen[2:]]


def test_a_tray_that_lies_still_is_on_the_disk_long_before_it_is_gone(tmp_path: Path) -> None:
    recorder = TrayRecorder(tmp_path / "trays", 50, ManualClock(WHEN))
    reader = recorder.open(replaying(tmp_path / "day", 1, *[2] * 441, *GONE))
    run(reader, 1 + STILL)
    assert kept(tmp_path / "trays") == []
    run(reader, 1)
    (file,) = kept(tmp_path / "trays")
    assert chips(file) == [(0,), (0, 1)]
    written = file.stat().st_mtime_ns
    run(reader, 400)
    assert file.stat().st_mtime_ns == written
    run(reader, len(GONE))
    assert kept(tmp_path / "trays") == [file]
    assert chips(file) == [(0,), (0, 1), ()]
    assert len(read_recording(file).cycles) == 442 + len(GONE)


def test_what_is_laid_to_a_still_tray_goes_into_its_file(tmp_path: Path) -> None:
    recorder = TrayRecorder(tmp_path / "trays", 50, ManualClock(WHEN))
    lying = [*[1] * (STILL + 10), *[2] * (STILL + 10)]
    reader = recorder.open(replaying(tmp_path / "day", *lying))
    run(reader, STILL + 10)
    (file,) = kept(tmp_path / "trays")
    written = file.stat().st_mtime_ns
    run(reader, STILL)
    assert file.stat().st_mtime_ns == written
    run(reader, 10)
    assert kept(tmp_path / "trays") == [file]
    assert chips(file) == [(0,), (0, 1)]
    recorder.finish()
    assert len(read_recording(file).cycles) == 2 * (STILL + 10)


def test_a_forgotten_plate_does_not_make_the_trays_of_many_guests_one(tmp_path: Path) -> None:
    guests = [(0, 1, 2), (0, 3), (0, 4, 5)]
    lying = [each for guest in guests for each in [*[guest] * (STILL + 2), *[(0,)] * 60]]
    recorder = TrayRecorder(tmp_path / "trays", 50, ManualClock(WHEN))
    run(recorder.open(replaying(tmp_path / "day", *lying, *GONE)), len(lying) + len(GONE))
    told = [chips(file) for file in kept(tmp_path / "trays")]
    assert told == [[guests[0], (0,)], [guests[1], (0,)], [guests[2], (0,), ()]]


@pytest.mark.parametrize(
    "lying",
    [
        [*[(0, 1)] * 3, *[(0,)] * 30] * 10,
        [*[(0, 1)] * 60, (0,), *[(0, 1, 2)] * 60],
        [*[(0, 1)] * 3, *[(1,)] * 20, *[(1, 2)] * 60],
    ],
    ids=["comes and goes", "missed once", "covered while it is laid"],
)
def test_a_plate_that_is_read_badly_makes_no_tray_two(
    lying: list[tuple[int, ...]], tmp_path: Path
) -> None:
    recorder = TrayRecorder(tmp_path / "trays", 50, ManualClock(WHEN))
    run(recorder.open(replaying(tmp_path / "day", *lying, *GONE)), len(lying) + len(GONE))
    (file,) = kept(tmp_path / "trays")
    assert len(read_recording(file).cycles) == len(lying) + len(GONE)


def test_no_plate_has_gone_because_the_reader_reads_badly(tmp_path: Path) -> None:
    recorder = TrayRecorder(tmp_path / "trays", 50, ManualClock(WHEN))
    recorder.open(replaying(tmp_path / "day"))
    recorder.note(Cycle.whole((TAG,), 0.0, 0.1))
    for second in range(10):
        recorder.note(Cycle.broken((), (), second, second + 1))
    (file,) = kept(tmp_path / "trays")
    recorder.note(Cycle.whole((TAG, TagRead(TagUid.parse(UIDS[1]))), 10.0, 11.0))
    recorder.finish()
    assert kept(tmp_path / "trays") == [file]
    assert chips(file) == [(0,), (), (0, 1)]


def test_a_tray_is_written_too_when_the_reader_reads_nothing_more(tmp_path: Path) -> None:
    recorder = TrayRecorder(tmp_path / "trays", 50, ManualClock(WHEN))
    recorder.open(replaying(tmp_path / "day"))
    recorder.note(Cycle.whole((TAG,), 0.0, 0.1))
    recorder.note(Cycle.broken((), (), 0.1, 5.0))
    assert kept(tmp_path / "trays") == []
    recorder.note(Cycle.broken((), (), 5.0, 5.1))
    assert len(kept(tmp_path / "trays")) == 1


def test_each_tray_has_its_file_and_only_the_last_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "trays"
    folder.mkdir()
    (folder / "tray-20200101-000000-000000.jsonl").touch()
    (folder / "notes.txt").touch()
    recorder = TrayRecorder(folder, 3, ManualClock(WHEN))
    reader = recorder.open(replaying(tmp_path / "day", *[1, 0, 0, 0, 0, 0] * 5))
    counts = []
    for _ in range(5):
        run(reader, 6)
        counts.append(len(list(folder.glob("tray-*.jsonl"))))
    assert counts == [2, 3, 3, 3, 3]
    names = [file.name for file in kept(folder)]
    assert names[0] == "notes.txt"
    assert all(name.startswith("tray-20261123-") for name in names[1:])


def test_two_trays_of_one_instant_are_two_files(tmp_path: Path) -> None:
    recorder = TrayRecorder(tmp_path / "trays", 50, ManualClock(WHEN))
    for _ in range(2):
        recorder.open(replaying(tmp_path / "day"))
        recorder.note(Cycle.whole((TAG,), 0.0, 0.1))
        recorder.finish()
        recorder.finish()
    names = sorted(file.stem for file in kept(tmp_path / "trays"))
    assert names == ["tray-20261123-033005-120000", "tray-20261123-033005-120000-2"]


@pytest.mark.parametrize("keep", [0, 50])
def test_serial_readers_get_the_line_they_are_given(tmp_path: Path, keep: int) -> None:
    class TakenError(Exception):
        pass

    def open_line(settings: SerialSettings) -> Transport:
        raise TakenError(settings.port)

    recorder = TrayRecorder(tmp_path / "trays", keep, ManualClock(WHEN), open_line=open_line)
    with pytest.raises(TakenError, match="nowhere"):
        recorder.open(ReaderUrl.parse("feig:nowhere"))


def test_nothing_is_recorded_where_nothing_is_to_be_kept(tmp_path: Path) -> None:
    recorder = TrayRecorder(tmp_path / "trays", 0, ManualClock(WHEN))
    run(recorder.open(replaying(tmp_path / "day", 1, 0, 0, 0, 0, 0)), 6)
    assert kept(tmp_path / "trays") == []


def test_a_disk_that_takes_nothing_is_told_of_once_and_disturbs_no_reading(
    tmp_path: Path, warnings: list[dict[str, Any]]
) -> None:
    (tmp_path / "trays").touch()
    recorder = TrayRecorder(tmp_path / "trays", 50, ManualClock(WHEN))
    reader = recorder.open(replaying(tmp_path / "day", *[1, 0, 0, 0, 0, 0] * 3))
    assert [len(cycle.tags) for cycle in run(reader, 12)] == [1, 0, 0, 0, 0, 0] * 2
    assert [each["code"] for each in warnings] == ["E-RDR-020"]
    (tmp_path / "trays").unlink()
    run(reader, 6)
    assert len(kept(tmp_path / "trays")) == 1


def test_a_still_tray_that_found_no_room_is_tried_again_at_its_end(
    tmp_path: Path, warnings: list[dict[str, Any]]
) -> None:
    (tmp_path / "trays").touch()
    recorder = TrayRecorder(tmp_path / "trays", 50, ManualClock(WHEN))
    reader = recorder.open(replaying(tmp_path / "day", *[1] * 100, *GONE))
    run(reader, 100)
    (tmp_path / "trays").unlink()
    run(reader, len(GONE))
    assert [each["code"] for each in warnings] == ["E-RDR-020"]
    (file,) = kept(tmp_path / "trays")
    assert chips(file) == [(0,), ()]


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, warnings: list[dict[str, Any]]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    folder = tmp_path / "trays"
    folder.mkdir()
    (folder / "tray-20261123-033005-120000.part").symlink_to("/dev/full")
    recorder = TrayRecorder(folder, 50, ManualClock(WHEN))
    recorder.open(replaying(tmp_path / "day"))
    recorder.note(Cycle.whole((TAG,), 0.0, 0.1))
    recorder.finish()
    assert [each["code"] for each in warnings] == ["E-RDR-020"]
    assert kept(folder) == []


def test_a_tray_that_lies_for_hours_keeps_how_it_came_and_how_it_went(tmp_path: Path) -> None:
    folder, lying = tmp_path / "trays", [1, *[3] * 3000, *GONE]
    recorder = TrayRecorder(folder, 50, ManualClock(WHEN), most_bytes=40_000)
    run(recorder.open(replaying(tmp_path / "day", *lying)), len(lying))
    (file,) = kept(folder)
    cycles = read_recording(file).cycles
    assert json.loads(file.read_text("utf-8").splitlines()[0])["dropped"] == 3006 - len(cycles)
    assert 20_000 < file.stat().st_size < 42_000
    assert chips(file) == [(0,), (0, 1, 2), ()]
    pauses = [after.started - before.started for before, after in itertools.pairwise(cycles)]
    (gap,) = [place for place, pause in enumerate(pauses) if pause > 1]
    assert gap == STILL + 1


def test_a_tray_without_room_for_its_coming_loses_its_beginning_and_says_so(tmp_path: Path) -> None:
    recorder = TrayRecorder(tmp_path / "trays", 50, ManualClock(WHEN), most_bytes=2000)
    run(recorder.open(replaying(tmp_path / "day", *[3] * 40, *[0] * EMPTY_CYCLES)), 45)
    (file,) = kept(tmp_path / "trays")
    head = json.loads(file.read_text("utf-8").splitlines()[0])
    cycles = read_recording(file).cycles
    assert head["dropped"] + len(cycles) == 45
    assert 5 < len(cycles) < 40
    assert file.stat().st_size < 3000


def test_the_last_of_a_coming_without_room_stays_while_the_tray_lies_there(tmp_path: Path) -> None:
    recorder = TrayRecorder(tmp_path / "trays", 50, ManualClock(WHEN), most_bytes=6000)
    run(recorder.open(replaying(tmp_path / "day", *[3] * 400, *GONE)), 400 + len(GONE))
    (file,) = kept(tmp_path / "trays")
    places = [round(cycle.started * 8) for cycle in read_recording(file).cycles]
    assert 0 < places[0] < STILL
    assert STILL in places
    assert STILL + 1 not in places
    assert places[-1] == 400 + len(GONE) - 1
    assert file.stat().st_size < 7000


def test_a_tray_is_not_waited_for_when_the_reader_stays_away(tmp_path: Path) -> None:
    recorder = TrayRecorder(tmp_path / "trays", 50, ManualClock(WHEN))
    run(recorder.open(replaying(tmp_path / "day", 1)), 1)
    for failures in range(AWAY_CYCLES + 3):
        assert len(kept(tmp_path / "trays")) == (failures >= AWAY_CYCLES)
        with pytest.raises(PortNotFound):
            recorder.open(ReaderUrl("feig", str(tmp_path / "nothing")))
    (file,) = kept(tmp_path / "trays")
    codes = {fault.code for cycle in read_recording(file).cycles for fault in cycle.faults}
    assert codes == {"E-RDR-001"}


def test_the_bytes_of_a_tray_give_its_cycles_again_also_through_a_pulled_cable(
    tmp_path: Path, nothing_leaks: Callable[[], None]
) -> None:
    clock = SystemClock(speed=10)
    recorder = TrayRecorder(tmp_path / "trays", 50, clock)
    with FeigEmulator(clock=clock, link=tmp_path / "reader", seed=3) as emulator:
        url = ReaderUrl.parse(f"feig:{emulator.path}?parity=N")
        seen = list(walk(recorder, url, emulator))
    (file,) = kept(tmp_path / "trays")
    recording = read_recording(file)
    playback = Playback(recording, clock)
    told = [playback.cycle(step) for step in recording.steps]
    first = next(n for n, cycle in enumerate(seen) if cycle is not None and cycle.tags)
    assert [cycle.uids for cycle in told] == [cycle.uids if cycle else () for cycle in seen[first:]]
    for cycle, live in zip(told, seen[first:], strict=True):
        assert live is None or cycle == live
    assert [fault.code for cycle in told for fault in cycle.faults] == ["E-RDR-006", "E-RDR-001"]
    assert sum(bool(step.opening) for step in recording.steps) == 2


@pytest.mark.parametrize(("before", "after"), [(90, 10), (20, 90)])
def test_the_bytes_give_the_cycles_again_also_behind_those_that_found_no_room(
    before: int, after: int, tmp_path: Path, nothing_leaks: Callable[[], None]
) -> None:
    clock, folder = SystemClock(speed=20), tmp_path / "trays"
    recorder = TrayRecorder(folder, 50, clock, most_bytes=80_000)
    with FeigEmulator(clock=clock, link=tmp_path / "reader", seed=3) as emulator:
        lie(recorder, emulator, folder, before, after)
    (file,) = kept(folder)
    recording = read_recording(file)
    playback = Playback(recording, clock)
    for step in recording.steps:
        told = playback.cycle(step)
        assert told == replace(step.cycle, started=told.started, ended=told.ended)
    lost = {fault.code for cycle in recording.cycles for fault in cycle.faults}
    assert lost >= {"E-RDR-006", "E-RDR-001"}
    assert json.loads(file.read_text("utf-8").splitlines()[0])["dropped"] > 20
    opened = [number for number, step in enumerate(recording.steps) if step.opening]
    assert len(opened) == 3
    assert [len(recording.cycles[number].tags) for number in opened][0::2] == [3, 2]


def lie(
    recorder: TrayRecorder, emulator: FeigEmulator, folder: Path, before: int, after: int
) -> None:
    """A tray that lies there for long, soon with less on it, before and after a pulled cable."""
    url = ReaderUrl.parse(f"feig:{emulator.path}?parity=N")
    emulator.field.place(*UIDS[:3])
    reader = recorder.open(url)
    while not kept(folder):
        reader.cycle()
    emulator.field.take(UIDS[2])
    run(reader, before)
    emulator.unplug()
    for attempt in (reader.cycle, lambda: recorder.open(url)):
        with pytest.raises(ReaderError):
            attempt()
    reader.close()
    emulator.plug()
    reader = recorder.open(url)
    run(reader, after)
    emulator.field.take(*UIDS[:2])
    run(reader, EMPTY_CYCLES)
    reader.close()


def walk(recorder: TrayRecorder, url: ReaderUrl, emulator: FeigEmulator) -> Iterator[Cycle | None]:
    """What a loop sees of a tray whose reader is pulled out once; `None` where it is away."""
    reader = recorder.open(url)
    yield from run(reader, 2)
    emulator.field.place(*UIDS[:3])
    yield from run(reader, 3)
    emulator.unplug()
    for attempt in (reader.cycle, lambda: recorder.open(url)):
        with pytest.raises(ReaderError):
            attempt()
        yield None
    reader.close()
    emulator.plug()
    reader = recorder.open(url)
    yield from run(reader, 2)
    emulator.field.take(*UIDS[:3])
    yield from run(reader, EMPTY_CYCLES)
    reader.close()


@pytest.fixture
def warnings() -> Iterator[list[dict[str, Any]]]:
    """What is logged."""
    with logged("kangle.readers.trays") as lines:
        yield lines
