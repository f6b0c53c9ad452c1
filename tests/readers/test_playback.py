"""A driver over a tape: the same cycles as over the line, and no harm where it asks otherwise."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canteen.clock import ManualClock, SystemClock
from readers.cycle import Cycle
from readers.drivers.feig import FeigReader
from readers.emulation import EMULATORS, make_emulator
from readers.errors import PortBusy, ReaderGone
from readers.playback import Playback, Player, TapeClock
from readers.protocols import feig
from readers.recording import Recording, Step, cycle_json, parse_recording
from readers.tag import TagUid
from readers.tape import Tape, TapedClock, head
from readers.transport import SerialSettings
from readers.url import ReaderUrl
from readers.watch import Watch

UIDS = [f"E0040150CABD51{number:02X}" for number in range(8)]
LINE = SerialSettings("/dev/ttyUSB0", 38400, "E")
WHEN = datetime(2026, 11, 23, tzinfo=UTC)
UHF = {"uhf18", "uhf288"}


def parsed(objects: list[dict[str, Any]]) -> Recording:
    return parse_recording("\n".join(map(json.dumps, objects)), Path("x"))


def recorded(watch: Watch, tape: Tape, count: int) -> Iterator[tuple[Cycle, list[dict[str, Any]]]]:
    """Cycles of a watch, each with the lines a recording gets for it."""
    for number, cycle in zip(range(1, count + 1), watch, strict=False):
        yield cycle, [*tape.take(), cycle_json(number, cycle, watch.epoch)]


@pytest.mark.parametrize("family", sorted(set(EMULATORS) - {"pcsc"}))
def test_every_family_does_again_what_it_did(family: str, tmp_path: Path) -> None:
    clock, dice, tape = SystemClock(speed=8), random.Random(7), Tape()  # noqa: S311 - where plates lie, no secret
    lives: list[Cycle] = []
    with make_emulator(family, clock, link=tmp_path / "reader") as emulator:
        url = ReaderUrl.parse(f"{family}:{emulator.path}?parity=N")
        watch = Watch(url, clock, 2.0, tape)
        lines = [head(url, clock, watch.epoch)]
        for live, more in recorded(watch, tape, 11):
            lives.append(live)
            lines += more
            trouble(emulator, dice, len(lives))
        watch.close()
    again = Playback(parsed(lines), clock)
    for live, step in zip(lives, parsed(lines).steps, strict=True):
        told = again.cycle(step)
        assert told == (replace(live, started=told.started, ended=told.ended))
        assert told.started == pytest.approx(live.started, abs=1e-6)
        assert told.ended == pytest.approx(live.ended, abs=1e-6)
        if live.complete:
            assert told == live
    assert {live.complete for live in lives} == {True, False}
    assert any(live.tags for live in lives)


def trouble(emulator: Any, dice: random.Random, number: int) -> None:
    if number == 1:
        emulator.field.place(*dice.sample(UIDS, 3))
    elif number == 2:
        emulator.garble(0.6)
    elif number == 4:
        emulator.garble(0.0)
        emulator.field.collide(0.5)
    elif number == 6:
        emulator.field.collide(0.0)
        emulator.mute(1.0)
    elif number == 7:
        emulator.field.take(*UIDS[:4])
        emulator.unplug()
    elif number == 9:
        emulator.plug()


class Moody:
    """A line with a will of its own; its time is no real time."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._time = 0.0

    def read(self, need: int, seconds: float) -> bytes:
        self._time += seconds * self._dice.random() + 1e-5
        mood = self._dice.random()
        if mood < 0.02:
            raise ReaderGone(port="x")
        if mood < 0.3:
            self._time += seconds
            return b""
        sets = [feig.data_set(TagUid.parse(uid)) for uid in self._dice.sample(UIDS, 3)]
        status = self._dice.choice([feig.OK, feig.MORE_DATA, feig.OVERFLOW])
        page = feig.encode_reply(feig.ISO_HOST, status, bytes((3,)) + b"".join(sets))
        reply = self._dice.choice([page, feig.encode_reply(feig.RF_RESET, feig.OK), b"\x07\x00"])
        return reply[:need]

    def write(self, data: bytes) -> None:
        if self._dice.random() < 0.02:
            raise ReaderGone(port="x")

    def now(self) -> float:
        self._time += 1e-6
        return self._time

    def close(self) -> None:
        return


def moody_tape(seed: int) -> tuple[list[Cycle], list[dict[str, Any]]]:
    """Cycles of a FEIG driver on a moody line until it is lost, and their tape."""
    dice, clock = random.Random(seed), ManualClock(WHEN)  # noqa: S311 - as above
    tape = Tape(lambda _settings: Moody(dice))
    taped = TapedClock(clock, tape)
    reader = FeigReader(tape.open_line(LINE), LINE, taped)
    tape.note("opened")
    cycles: list[Cycle] = []
    lines: list[dict[str, Any]] = [head(ReaderUrl("feig", "x"), clock, 0.0)]
    for number in range(6):
        clock.advance(dice.random())
        try:
            cycles.append(reader.cycle())
        except ReaderGone:
            reader.close()
            cycles.append(Cycle.broken((), (), 0.0, 0.0))
        lines += [*tape.take(), cycle_json(number, cycles[-1])]
        if not cycles[-1].faults and not cycles[-1].complete:
            break
    return cycles, lines


def replayed(recording: Recording) -> list[Cycle]:
    player = Player()
    player.load(recording.steps[0].opening)
    reader = FeigReader(player.open_line(LINE), LINE, TapeClock(player, ManualClock(WHEN)))
    cycles = []
    for step in recording.steps:
        player.load(step.events)
        try:
            cycles.append(reader.cycle())
        except ReaderGone:
            cycles.append(step.cycle)
    return cycles


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_whatever_the_line_does_the_tape_does_too(seed: int) -> None:
    cycles, lines = moody_tape(seed)
    assert replayed(parsed(lines)) == cycles


@given(st.integers(0, 2**32), st.data())
@settings(max_examples=60, deadline=None)
def test_a_tape_that_fits_no_more_ends_and_harms_nobody(seed: int, data: st.DataObject) -> None:
    _cycles, lines = moody_tape(seed)
    events = [line for line in lines if "started" not in line and "tape" not in line]
    kept = data.draw(st.lists(st.sampled_from(events), max_size=40))
    rows = [line for line in lines if "started" in line]
    told = replayed(parsed([lines[0], {"opened": True}, *kept, *rows]))
    assert len(told) == len(rows)
    assert all(cycle.ended >= cycle.started for cycle in told)


calls = st.one_of(
    st.tuples(st.just("read"), st.integers(1, 9), st.sampled_from([0.0, 0.1])),
    st.tuples(st.just("write"), st.binary(min_size=1, max_size=1)),
    st.tuples(st.just("now")),
)
events = st.one_of(
    st.binary(max_size=1).map(lambda data: {"sent": data.hex()}),
    st.binary(max_size=9).map(lambda data: {"got": data.hex(), "need": 9}),
    st.just({"gone": 9}),
    st.lists(st.integers(0, 10**6), max_size=3).map(lambda now: {"end": True, "now": now}),
)


@given(st.lists(events, max_size=12), st.lists(calls, max_size=20))
@settings(max_examples=50, deadline=None)
def test_time_on_a_tape_never_stands_still_and_never_goes_back(
    given_events: list[dict[str, Any]], asked: list[tuple[Any, ...]]
) -> None:
    row = cycle_json(1, Cycle.whole((), 0.0, 0.1))
    player = Player()
    player.load(parsed([*given_events, row]).steps[0].events)
    last = 0.0
    for name, *args in asked:
        try:
            answer = getattr(player, name)(*args)
        except ReaderGone:
            continue
        if name == "now":
            assert answer >= last
            last = answer
        elif name == "read":
            assert len(answer) <= args[0]
    ends = [player.now() for _ in range(50)]
    assert ends == sorted(ends)
    assert ends[-1] > ends[0]


def test_a_driver_that_asks_otherwise_finds_its_place_at_the_next_common_request() -> None:
    row = cycle_json(1, Cycle.whole((), 0.0, 0.1))
    tape = [
        {"sent": "01"},
        {"got": "0a0b0c", "need": 3, "now": [5_000_000]},
        {"sent": "02"},
        {"got": "0d", "need": 3},
        row,
    ]
    player = Player()
    player.load(parsed(tape).steps[0].events)
    player.write(b"\x09")
    assert player.read(3, 0.5) == b""
    player.write(b"\x01")
    assert player.now() == 5.0
    assert player.read(2, 0.5) == b"\x0a\x0b"
    assert player.read(2, 0.5) == b"\x0c"
    player.write(b"\x02")
    assert player.read(3, 0.5) == b"\x0d"
    before = player.now()
    assert player.read(3, 0.5) == b""
    assert player.now() >= before + 0.5


def test_a_port_that_refused_refuses_again() -> None:
    refused = {"line": "/dev/ttyUSB0", "baud": 38400, "parity": "E", "refused": "E-RDR-003"}
    row = cycle_json(1, Cycle.whole((), 0.0, 0.1))
    player = Player()
    player.load(parsed([refused, row]).steps[0].events)
    with pytest.raises(PortBusy):
        player.open_line(LINE)
    assert player.open_line(LINE).read(1, 0.0) == b""


def test_a_wait_on_a_tape_takes_no_time_and_is_believed_in() -> None:
    player, outside = Player(), ManualClock(WHEN)
    clock = TapeClock(player, outside)
    before = clock.monotonic()
    clock.sleep(3.0)
    assert clock.monotonic() >= before + 3.0
    assert (clock.now(), outside.monotonic()) == (WHEN, 0.0)


def test_a_reader_without_bytes_is_played_back_as_it_was_seen() -> None:
    step = Step((), (), Cycle.whole((), 1.0, 2.0))
    playback = Playback(Recording(None, 0.0, (step,)), ManualClock(WHEN))
    assert playback.cycle(step) is step.cycle
    assert playback.health.frames == 0


def test_a_reader_that_cannot_be_opened_again_is_played_back_as_it_was_seen() -> None:
    cycle = Cycle.whole((), 1.0, 2.0)
    lines = [head(ReaderUrl("nosuch", "x"), ManualClock(WHEN), 0.0), {"opened": True}]
    recording = parsed([*lines, {"sent": "01"}, cycle_json(1, cycle)])
    assert Playback(recording, ManualClock(WHEN)).cycle(recording.steps[0]) == cycle
