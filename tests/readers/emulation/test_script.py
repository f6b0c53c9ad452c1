from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.clock import ManualClock
from readers.emulation.field import TagField
from readers.emulation.script import parse_line, run_script
from readers.errors import BadScript

A, B = "E0040150CABD51B9", "E0040150CABD51BA"


class Diary:
    """Notes what a script does to a reader, and when."""

    def __init__(self) -> None:
        self.clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
        self.field = TagField()
        self.notes: list[tuple[float, str, float]] = []

    def _note(self, word: str, value: float = 0.0) -> None:
        self.notes.append((self.clock.monotonic(), word, value))

    def plug(self) -> None:
        self._note("plug")

    def unplug(self) -> None:
        self._note("unplug")

    def garble(self, share: float) -> None:
        self._note("garble", share)

    def mute(self, seconds: float) -> None:
        self._note("mute", seconds)

    def run(self, *lines: str) -> list[str]:
        run_script(self, lines, self.clock)
        return [tag.uid.text for tag in self.field.tags()]


def test_lines_are_obeyed_in_order_at_their_times() -> None:
    diary = Diary()
    left = diary.run(
        "# a tray", "", "garble 0.01", "at 0.5 unplug", "at 1.5 plug", "mute 1.5", "at 3"
    )
    assert left == []
    assert diary.notes == [
        (0.0, "garble", 0.01),
        (0.5, "unplug", 0.0),
        (1.5, "plug", 0.0),
        (1.5, "mute", 1.5),
    ]
    assert diary.clock.monotonic() == 3.0


def test_plates_are_placed_and_taken() -> None:
    assert Diary().run(f"at 0.5 place {A.lower()} {B}", f"at 2 take {A}") == [B]


def test_a_rate_is_set() -> None:
    diary = Diary()
    diary.run(f"rate {A} 0", f"place {A}")
    assert diary.field.answering() == ()


def test_a_time_already_past_is_now() -> None:
    diary = Diary()
    diary.run("at 2 plug", "at 1 unplug")
    assert [note[0] for note in diary.notes] == [2.0, 2.0]


def test_a_stopped_script_does_no_more() -> None:
    diary, stop = Diary(), threading.Event()
    stop.set()
    run_script(diary, ["plug", "at 1 plug"], diary.clock, stop)
    assert diary.notes == []


@pytest.mark.parametrize(
    "line",
    [
        "fly",
        "at",
        "at soon place " + A,
        "at -1 plug",
        "at nan plug",
        "place",
        "take",
        "place plate",
        f"rate {A}",
        f"rate {A} 1.5",
        "rate 0.5",
        "rate",
        "garble",
        "garble 2",
        "mute 1 2",
        "plug now",
        "at 1 at 2",
    ],
)
def test_a_line_that_cannot_be_obeyed_is_named(line: str) -> None:
    with pytest.raises(BadScript, match="E-RDR-017") as caught:
        Diary().run("", line)
    assert caught.value.facts["line"] == 2


@given(st.text())
def test_no_text_raises_anything_else(line: str) -> None:
    try:
        parse_line(1, line)
    except BadScript as error:
        assert str(error)  # noqa: PT017 - what matters is that nothing else is raised
