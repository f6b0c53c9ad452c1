from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.emulation.antennas import AntennaField
from readers.emulation.field import TagField
from readers.emulation.uhf_firmware import (
    Chatter,
    Uhf18Firmware,
    Uhf288Firmware,
    UhfFirmware,
)
from readers.protocols import len_adr_cmd, uhf
from readers.tag import TagUid

UIDS = [f"E2003412{number:016X}" for number in range(20)]
INFORMATION = uhf.encode_request(uhf.READER_INFORMATION)
ASK_18 = uhf.inventory_request_18()
ASK_288 = uhf.inventory_request_288(1)
Heard = list[tuple[int, list[str]]]


class Bench:
    """A firmware and the time of day, requests a second apart."""

    def __init__(
        self,
        make: type[UhfFirmware],
        plates: int = 0,
        capacity: int | None = None,
        chatter: Chatter | None = None,
    ) -> None:
        self.field = AntennaField(seed=1)
        self.field.place(*UIDS[:plates])
        self.firmware = make(self.field, capacity=capacity, chatter=chatter, seed=1)
        self.now = 0.0
        self.seconds = 0.0

    def ask(self, request: bytes, after: float = 1.0) -> list[len_adr_cmd.Frame]:
        self.now += after
        answer = self.firmware.hear(request, self.now)
        self.seconds = sum(piece.seconds for piece in answer)
        return [uhf.open_frame(piece.frame, "reply") for piece in answer]

    def scan_time(self) -> int | None:
        return uhf.scan_time(self.ask(INFORMATION)[0])

    def inventory(self, request: bytes) -> Heard:
        parse = uhf.parse_inventory_18
        if isinstance(self.firmware, Uhf288Firmware):
            parse = uhf.parse_inventory_288
        parts = map(parse, self.ask(request))
        return [(part.status, [tag.uid.text for tag in part.tags]) for part in parts]


def test_six_chips_fill_a_frame_and_more_follow_unasked() -> None:
    bench = Bench(Uhf18Firmware, plates=14)
    assert bench.inventory(ASK_18) == [
        (uhf.MORE_FOLLOWS, UIDS[0:6]),
        (uhf.MORE_FOLLOWS, UIDS[6:12]),
        (uhf.FINISHED, UIDS[12:14]),
    ]


def test_a_uhfreader288_sends_each_chip_when_it_was_read() -> None:
    bench = Bench(Uhf288Firmware, plates=3)
    heard = bench.inventory(ASK_288)
    assert heard == [(uhf.MORE_FOLLOWS, [uid]) for uid in UIDS[:3]] + [(uhf.FINISHED, [])]
    assert 0.01 < bench.seconds < 0.1


def test_an_empty_field_is_told_as_each_family_does() -> None:
    assert Bench(Uhf18Firmware).inventory(ASK_18) == [(uhf.NO_TAG, [])]
    assert Bench(Uhf288Firmware).ask(ASK_288) == [
        uhf.open_frame(bytes.fromhex("0700010101001e4b"), "reply")
    ]


def test_more_chips_than_the_memory_holds_are_told() -> None:
    heard = Bench(Uhf18Firmware, plates=9, capacity=8).inventory(ASK_18)
    assert heard == [(uhf.MORE_FOLLOWS, UIDS[:6]), (uhf.MEMORY_FULL, UIDS[6:8])]
    assert Bench(Uhf288Firmware, plates=9, capacity=8).inventory(ASK_288)[-1][0] == uhf.MEMORY_FULL
    assert Bench(Uhf18Firmware, plates=8, capacity=8).inventory(ASK_18)[-1][0] == uhf.FINISHED


def test_chips_that_never_get_apart_use_up_the_scan_time() -> None:
    bench = Bench(Uhf18Firmware, plates=3)
    bench.field.collide(1.0)
    assert bench.inventory(ASK_18) == [(uhf.SCAN_TIME_OVER, UIDS[:2])]
    assert bench.seconds == pytest.approx(1.0)
    other = Bench(Uhf288Firmware, plates=3)
    other.field.collide(1.0)
    assert other.inventory(ASK_288)[-1] == (uhf.SCAN_TIME_OVER, [])
    assert other.seconds == pytest.approx(0.3)


def test_a_scan_time_of_zero_has_no_end_before_all_is_read() -> None:
    bench = Bench(Uhf288Firmware, plates=20)
    heard = bench.inventory(uhf.inventory_request_288(1, scan=0))
    assert heard[-1] == (uhf.FINISHED, [])


def test_a_crowd_that_collides_too_is_read_not_at_all() -> None:
    bench = Bench(Uhf288Firmware)
    bench.field.place(*(f"{number:024X}" for number in range(300)))
    bench.field.collide(1.0)
    assert bench.inventory(ASK_288)[-1] == (uhf.SCAN_TIME_OVER, [])


def test_a_crowd_does_not_fit_into_a_short_scan_time() -> None:
    bench = Bench(Uhf18Firmware)
    bench.field.place(*(f"{number:024X}" for number in range(60)))
    bench.ask(uhf.encode_request(uhf.SET_SCAN_TIME, b"\x03"))
    heard = bench.inventory(ASK_18)
    assert heard[-1][0] == uhf.SCAN_TIME_OVER
    assert sum(len(chips) for _status, chips in heard) < 60


def test_the_scan_time_outlives_a_loss_of_power() -> None:
    bench = Bench(Uhf18Firmware)
    assert bench.scan_time() == 10
    (reply,) = bench.ask(uhf.encode_request(uhf.SET_SCAN_TIME, b"\x03"))
    assert reply.status == uhf.OK
    bench.firmware.power_up()
    assert bench.scan_time() == 3
    bench.ask(uhf.encode_request(uhf.SET_SCAN_TIME, b"\x02"))
    assert bench.scan_time() == 10
    assert Bench(Uhf288Firmware).scan_time() == 20


def test_each_antenna_reads_its_own_chips_with_its_own_strength() -> None:
    bench = Bench(Uhf288Firmware, plates=3)
    bench.field.seen(UIDS[1], {2: 0x50})
    bench.field.seen(TagUid(UIDS[2]), {1: 0x40, 2: 0x60})
    frames = bench.ask(uhf.inventory_request_288(2))
    tags = [tag for frame in frames for tag in uhf.parse_inventory_288(frame).tags]
    assert [(tag.uid.text, tag.antenna, tag.rssi) for tag in tags] == [
        (UIDS[1], 2, 0x50),
        (UIDS[2], 2, 0x60),
    ]


def test_a_plain_field_lies_before_antenna_one() -> None:
    field = TagField()
    field.place(UIDS[0])
    frames = [p.frame for p in Uhf288Firmware(field).hear(ASK_288, 1.0)]
    (tag,) = uhf.parse_inventory_288(uhf.open_frame(frames[0], "reply")).tags
    assert (tag.uid.text, tag.antenna) == (UIDS[0], 1)


@pytest.mark.parametrize(
    ("request_frame", "command", "status"),
    [
        (uhf.encode_request(0x42), 0, uhf.ILLEGAL_COMMAND),
        (INFORMATION[:-1] + b"\0", 0, uhf.ILLEGAL_COMMAND),
        (uhf.encode_request(uhf.READER_INFORMATION, b"\0"), 0x21, uhf.LENGTH_ERROR),
        (uhf.encode_request(uhf.SET_SCAN_TIME), 0x25, uhf.LENGTH_ERROR),
        (uhf.inventory_request_18(), 1, uhf.LENGTH_ERROR),
        (uhf.inventory_request_288(5), 1, uhf.PARAMETER_ERROR),
    ],
)
def test_commands_get_the_status_of_the_manual(
    request_frame: bytes, command: int, status: int
) -> None:
    (frame,) = Bench(Uhf288Firmware).ask(request_frame)
    assert (frame.command, frame.status) == (command, status)


def test_a_uhfreader18_takes_no_parameters() -> None:
    (frame,) = Bench(Uhf18Firmware).ask(ASK_288)
    assert frame.status == uhf.LENGTH_ERROR


def test_a_command_for_another_address_gets_no_answer() -> None:
    bench = Bench(Uhf18Firmware)
    assert bench.ask(uhf.encode_request(uhf.READER_INFORMATION, address=7)) == []
    assert len(bench.ask(uhf.encode_request(uhf.READER_INFORMATION, address=0))) == 1


def test_a_command_with_a_pause_inside_is_dropped() -> None:
    bench = Bench(Uhf18Firmware)
    assert bench.ask(INFORMATION[:3]) == []
    assert bench.ask(INFORMATION[3:], after=0.016) == []
    assert len(bench.ask(INFORMATION)) == 1
    assert bench.ask(INFORMATION[:3]) == []
    assert len(bench.ask(INFORMATION[3:], after=0.014)) == 1


def test_a_command_behind_another_is_lost() -> None:
    bench = Bench(Uhf18Firmware)
    assert len(bench.ask(INFORMATION + INFORMATION)) == 1
    assert len(bench.ask(INFORMATION)) == 1


def test_what_was_heard_while_an_answer_left_is_lost() -> None:
    bench = Bench(Uhf18Firmware)
    bench.ask(INFORMATION[:3])
    bench.firmware.rested(bench.now)
    assert bench.ask(INFORMATION[3:], after=0.001) == []


def test_it_says_nothing_unasked_unless_it_is_to() -> None:
    assert math.isinf(Bench(Uhf18Firmware, plates=2).firmware.next_push())


@pytest.mark.parametrize("make", [Uhf18Firmware, Uhf288Firmware])
def test_reports_and_signs_of_life_come_each_at_its_time(make: type[UhfFirmware]) -> None:
    bench = Bench(make, plates=2, chatter=Chatter(reports=1.0, heartbeats=2.5))
    firmware = bench.firmware
    parse = uhf.parse_push_18 if make is Uhf18Firmware else uhf.parse_push_288
    beats, reports = [], []
    for now in (0.0, 1.0, 2.0, 2.5, 3.0):
        assert firmware.next_push() <= now
        for piece in firmware.push(now):
            frame = uhf.open_frame(piece.frame, "reply")
            if frame.kind == "heartbeat":
                beats.append(now)
            else:
                reports += [tag.uid.text for tag in parse(frame)]
    assert beats == [0.0, 2.5]
    assert reports == UIDS[:2] * 4
    assert firmware.push(3.5) == ()


@given(st.lists(st.tuples(st.binary(max_size=300), st.floats(0, 1)), max_size=20))
def test_no_bytes_break_it(chunks: list[tuple[bytes, float]]) -> None:
    bench = Bench(Uhf288Firmware, plates=3)
    for data, pause in chunks:
        bench.ask(data, after=pause)
    bench.now += 1
    assert len(bench.ask(INFORMATION)) == 1
