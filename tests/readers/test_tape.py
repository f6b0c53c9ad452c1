from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.clock import ManualClock
from readers.errors import PortNotFound, ReaderGone
from readers.recording import Event
from readers.tape import Tape, TapedClock, head
from readers.transport import SerialSettings
from readers.url import ReaderUrl

SETTINGS = SerialSettings("/dev/ttyUSB0", 38400, "E")
URL = ReaderUrl.parse("feig:/dev/ttyUSB0")
WHEN = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)


class Line:
    """A line that says what it is told to and is lost at the first `None`."""

    def __init__(self, *says: bytes | None) -> None:
        self._says = iter(says)
        self._time = 0.0

    def read(self, need: int, seconds: float) -> bytes:
        said = next(self._says)
        if said is None:
            raise ReaderGone(port="x")
        return said

    def write(self, data: bytes) -> None:
        self.read(0, 0.0)

    def now(self) -> float:
        self._time += 0.00000149
        return self._time

    def close(self) -> None:
        return


def test_what_passes_over_the_line_is_noted_in_its_order() -> None:
    tape = Tape(lambda _settings: Line(b"", b"\x06\x00", b"", None))
    line = tape.open_line(SETTINGS)
    line.write(b"\x05\xff")
    assert line.now() == 0.000001
    assert line.now() == 0.000003
    assert line.read(6, 0.5) == b"\x06\x00"
    assert line.read(6, 0.5) == b""
    with pytest.raises(ReaderGone):
        line.read(4, 0.5)
    line.close()
    assert tape.take() == [
        {"line": "/dev/ttyUSB0", "baud": 38400, "parity": "E"},
        {"sent": "05FF"},
        {"got": "0600", "need": 6, "now": [1, 3]},
        {"got": "", "need": 6},
        {"gone": 4},
        {"closed": True},
    ]
    assert tape.take() == []


def test_bytes_that_did_not_leave_are_noted_as_such() -> None:
    tape = Tape(lambda _settings: Line(None))
    line = tape.open_line(SETTINGS)
    with pytest.raises(ReaderGone):
        line.write(b"\x05\xff")
    assert tape.take()[1:] == [{"unsent": "05FF"}]


def test_a_port_that_refuses_is_noted_with_its_code(tmp_path: Path) -> None:
    tape = Tape()
    settings = SerialSettings(str(tmp_path / "nothing"), 9600)
    with pytest.raises(PortNotFound):
        tape.open_line(settings)
    (event,) = tape.take()
    assert event["refused"] == "E-RDR-001"


def test_readings_after_the_last_event_are_not_lost() -> None:
    tape, clock = Tape(), ManualClock(WHEN)
    clock.advance(1.5)
    taped = TapedClock(clock, tape)
    assert taped.monotonic() == 1.5
    taped.sleep(0.25)
    assert taped.monotonic() == 1.75
    assert taped.now() == clock.now()
    assert tape.take() == [{"end": True, "clock": [1_500_000, 1_750_000]}]


@given(st.floats(0, 1e8))
def test_a_reading_is_what_the_tape_will_say(seconds: float) -> None:
    tape = Tape()
    given = tape.reading("clock", seconds)
    (event,) = tape.take()
    assert Event.of(event).clock == (given,)
    assert abs(given - seconds) <= 0.6e-6


def test_the_head_says_what_was_recorded_and_when() -> None:
    assert head(URL, ManualClock(WHEN), 2.5, dropped=3) == {
        "tape": 1,
        "driver": "feig",
        "url": "feig:/dev/ttyUSB0",
        "when": "2026-11-23T03:30:00+00:00",
        "epoch": 2_500_000,
        "dropped": 3,
    }
