from __future__ import annotations

from datetime import UTC, datetime

import pytest

from canteen.clock import ManualClock
from readers.drivers.uhf_line import UhfLine
from readers.errors import BadFrame, Timeout
from readers.protocols import len_adr_cmd, uhf
from readers.transport import SerialSettings

MORE = uhf.encode_reply(uhf.INVENTORY, uhf.MORE_FOLLOWS, b"\0")
LAST = uhf.encode_reply(uhf.INVENTORY, uhf.FINISHED, b"\0")
PUSH = uhf.encode_reply(len_adr_cmd.PUSH_COMMAND, uhf.OK, bytes(12))
BEAT = len_adr_cmd.HEARTBEAT
REQUEST = uhf.inventory_request_18()
Said = tuple[float, bytes]


class Line:
    """Says its script by a time of its own: each piece so many seconds after the last."""

    def __init__(self, *said: Said) -> None:
        self._said = [*said]
        self._ready = b""
        self._now = 0.0
        self.sent = 0

    def read(self, need: int, seconds: float) -> bytes:
        if not self._ready and self._said and self.sent and self._said[0][0] <= seconds:
            pause, self._ready = self._said.pop(0)
            self._now += pause
        elif not self._ready:
            if self._said and self.sent:
                self._said[0] = (self._said[0][0] - seconds, self._said[0][1])
            self._now += seconds
        data, self._ready = self._ready[:need], self._ready[need:]
        return data

    def write(self, data: bytes) -> None:
        self.sent += 1

    def now(self) -> float:
        return self._now

    def close(self) -> None:
        raise AssertionError


def line(*said: Said) -> tuple[UhfLine, Line]:
    wire = Line(*said)
    clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
    return UhfLine(wire, SerialSettings("/dev/ttyUSB0", 57600), clock), wire


def statuses(uhf_line: UhfLine) -> list[int | None]:
    return [frame.status for frame in uhf_line.inventory(REQUEST, 0.4)]


def test_each_frame_may_take_as_long_as_the_first() -> None:
    uhf_line, _wire = line((0.39, MORE), (0.39, MORE), (0.39, LAST))
    assert statuses(uhf_line) == [uhf.MORE_FOLLOWS, uhf.MORE_FOLLOWS, uhf.FINISHED]


def test_what_is_said_unasked_does_not_prolong_the_wait() -> None:
    uhf_line, wire = line(*[(0.3, PUSH), (0.3, BEAT)] * 20)
    with pytest.raises(Timeout):
        statuses(uhf_line)
    assert wire.now() < 1.0
    with pytest.raises(Timeout):
        uhf_line.ask(uhf.READER_INFORMATION, b"", 0.4)


def test_noise_among_the_frames_is_told_after_the_last() -> None:
    uhf_line, _wire = line((0.1, MORE), (0.0, b"\x01"), (0.0, LAST))
    heard = uhf_line.inventory(REQUEST, 0.4)
    assert [next(heard).status, next(heard).status] == [uhf.MORE_FOLLOWS, uhf.FINISHED]
    with pytest.raises(BadFrame):
        next(heard)
    assert uhf_line.health.noise == 1


def test_the_rest_of_an_inventory_ends_with_its_last_frame() -> None:
    uhf_line, wire = line((0.2, b"\x05\x07"), (0.1, MORE + PUSH), (0.1, LAST), (0.1, MORE))
    wire.write(REQUEST)
    assert [frame.status for frame in uhf_line.rest_of_inventory(0.5)] == [
        uhf.MORE_FOLLOWS,
        uhf.FINISHED,
    ]
    assert wire.now() == pytest.approx(0.4)


def test_the_rest_of_an_inventory_is_not_waited_for_without_end() -> None:
    uhf_line, wire = line((0.2, MORE), (3.0, LAST))
    wire.write(REQUEST)
    assert [frame.status for frame in uhf_line.rest_of_inventory(0.5)] == [uhf.MORE_FOLLOWS]
    assert wire.now() == pytest.approx(0.5)


def test_a_silent_line_is_written_to_at_once() -> None:
    uhf_line, wire = line((0.1, LAST), (0.1, LAST))
    assert [statuses(uhf_line), statuses(uhf_line)] == [[uhf.FINISHED], [uhf.FINISHED]]
    assert wire.now() == pytest.approx(0.2)


def test_what_is_being_said_unasked_is_heard_out_first() -> None:
    uhf_line, wire = line((0.0, PUSH[:5]), (0.001, PUSH[5:]), (0.1, LAST))
    wire.write(b"")
    assert statuses(uhf_line) == [uhf.FINISHED]
    assert uhf_line.health.noise == 0
