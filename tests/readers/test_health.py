"""What a line is judged by: its last minutes, and never by a frame or two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.health import (
    LEAST_SPOILT,
    MARK_SECONDS,
    SPOILT_SHARE,
    WINDOW_SECONDS,
    LineHealth,
    LineWindow,
)

PAUSE = 100.0
"""The longest between two looks here, by which a window may be longer too."""


def total(frames: int, crc_errors: int = 0) -> LineHealth:
    resyncs, noise = 2 * crc_errors, 3 * crc_errors
    return LineHealth(frames, crc_errors, resyncs, noise, frames // 7, float(frames))


def test_what_came_since_takes_the_earlier_counts_off() -> None:
    assert total(100, 7).since(total(30, 2)) == LineHealth(70, 5, 10, 15, 10, 100.0)


@given(*(st.integers(0, 10**6) for _ in range(4)))
def test_together_and_since_are_each_others_opposite(
    frames: int, crc_errors: int, more: int, worse: int
) -> None:
    earlier, later = total(frames, crc_errors), total(more, worse)
    assert (earlier + later).since(earlier) == later


def test_everything_counts_at_first() -> None:
    assert LineWindow().take(total(40, 3), 1000.0) == total(40, 3)


def test_a_bad_morning_is_forgotten_and_a_bad_minute_is_not_diluted() -> None:
    window = LineWindow()
    window.take(LineHealth(), 0.0)
    assert window.take(total(100, 50), MARK_SECONDS).is_spoilt
    seconds = MARK_SECONDS
    while seconds < MARK_SECONDS + WINDOW_SECONDS:
        seconds += 1.0
        recent = window.take(total(100 + 20 * int(seconds), 50), seconds)
    assert (recent.crc_errors, recent.is_spoilt) == (0, False)
    frames = 10**7
    window.take(total(frames, 50), seconds + WINDOW_SECONDS)
    recent = window.take(total(frames + 100, 90), seconds + WINDOW_SECONDS + 5.0)
    assert recent.crc_errors == 40
    for quiet in range(1, 40):
        at = seconds + WINDOW_SECONDS * 2 + 10.0 * quiet
        recent = window.take(total(frames + 100 + quiet, 90), at)
    assert recent.crc_errors == 0


@given(st.lists(st.tuples(st.floats(0.05, PAUSE), st.integers(0, 30)), min_size=1, max_size=60))
def test_a_window_is_never_shorter_than_it_says_and_little_longer(
    steps: list[tuple[float, int]],
) -> None:
    window, at, frames = LineWindow(), 0.0, 0
    history = [(0.0, 0)]
    window.take(LineHealth(), 0.0)

    def since(seconds: float) -> int:
        return frames - max(count for when, count in history if at - when >= seconds or not when)

    for pause, more in steps:
        at, frames = at + pause, frames + more
        history.append((at, frames))
        recent = window.take(total(frames), at).frames
        assert since(WINDOW_SECONDS) <= recent <= since(WINDOW_SECONDS + MARK_SECONDS + PAUSE)


def test_a_count_that_begins_anew_is_not_taken_off_another() -> None:
    window = LineWindow()
    window.take(total(500, 5), 0.0)
    window.take(total(700, 6), MARK_SECONDS)
    assert window.take(total(3, 1), MARK_SECONDS + 1) == total(3, 1)


@pytest.mark.parametrize(
    ("frames", "crc_errors", "spoilt"),
    [
        (0, 0, False),
        (10, 9, False),
        (30, LEAST_SPOILT - 1, False),
        (30, LEAST_SPOILT, True),
        (1000 - 9, 9, False),
        (1000 - 10, 10, True),
        (5000, 4900, True),
    ],
)
def test_from_when_on_a_line_is_unwell(frames: int, crc_errors: int, spoilt: bool) -> None:
    line = LineHealth(frames, crc_errors)
    assert line.is_spoilt is spoilt
    if spoilt:
        assert crc_errors / (frames + crc_errors) >= SPOILT_SHARE
