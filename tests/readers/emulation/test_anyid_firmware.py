from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.emulation.anyid_firmware import RESET_SECONDS, AnyIdFirmware
from readers.emulation.field import TagField
from readers.protocols import anyid

UIDS = [f"E00401{number:010X}" for number in range(60)]
NEW = anyid.encode_request(anyid.INVENTORY, b"\0")
AGAIN = anyid.encode_request(anyid.INVENTORY, b"\1")
RESET = anyid.encode_request(anyid.RF_CONTROL, b"\2\0")
Page = tuple[list[str], int, int]


class Bench:
    """A firmware and the time of day, requests a second apart."""

    def __init__(self, plates: int = 0, *, silences: bool = False, reports: bool = False) -> None:
        self.field = TagField(seed=1)
        self.field.place(*UIDS[:plates])
        self.firmware = AnyIdFirmware(self.field, silences=silences, reports=reports)
        self.now = 0.0
        self.seconds = 0.0

    def ask(self, request: bytes, after: float = 1.0) -> anyid.Frame | None:
        self.now += after
        answer = self.firmware.hear(request, self.now)
        if not answer:
            return None
        self.seconds = answer[0].seconds
        return anyid.open_frame(answer[0].frame)

    def page(self, request: bytes) -> Page:
        frame = self.ask(request)
        assert frame is not None
        page = anyid.parse_inventory(frame)
        return [tag.uid.text for tag in page.tags], page.remaining, page.status


def test_twenty_five_chips_fill_a_page() -> None:
    bench = Bench(plates=60)
    assert bench.page(NEW) == (UIDS[:25], 35, 0)
    assert bench.seconds > 0.2
    assert bench.page(NEW) == (UIDS[25:50], 10, 0)
    assert bench.seconds < 0.01
    assert bench.page(NEW) == (UIDS[50:], 0, 0)


def test_the_last_page_is_repeated_on_request() -> None:
    bench = Bench(plates=30)
    first = bench.page(NEW)
    assert bench.page(AGAIN) == bench.page(AGAIN) == first
    assert bench.page(NEW) == (UIDS[25:30], 0, 0)


def test_before_the_first_inventory_there_is_nothing_to_repeat() -> None:
    assert Bench(plates=2).page(AGAIN) == ([], 0, 0)


def test_chips_are_named_in_every_inventory_unless_they_are_silenced() -> None:
    assert [Bench(plates=2).page(NEW)[0] for _ in range(2)] == [UIDS[:2]] * 2
    bench = Bench(plates=2, silences=True)
    assert [bench.page(NEW)[0] for _ in range(2)] == [UIDS[:2], []]
    bench.ask(RESET)
    assert bench.seconds == RESET_SECONDS
    assert bench.page(NEW)[0] == UIDS[:2]


def test_a_field_that_is_off_names_nobody() -> None:
    bench = Bench(plates=2)
    bench.ask(anyid.encode_request(anyid.RF_CONTROL, b"\0\0"))
    assert bench.page(NEW)[0] == []
    bench.ask(anyid.encode_request(anyid.RF_CONTROL, b"\1\0"))
    assert bench.page(NEW)[0] == UIDS[:2]


def test_a_failed_anticollision_is_told_and_chips_are_missing() -> None:
    bench = Bench(plates=3)
    bench.field.collide(1.0)
    assert bench.page(NEW) == (UIDS[:2], 0, anyid.FAILED)
    bench.field.take(*UIDS[1:3])
    assert bench.page(NEW) == (UIDS[:1], 0, 0)


@pytest.mark.parametrize("silences", [True, False])
def test_the_configuration_says_whether_chips_are_silenced(silences: bool) -> None:
    reply = Bench(silences=silences).ask(anyid.encode_request(anyid.READ_CONFIGURATION, b"\0"))
    assert reply is not None
    assert anyid.silences_tags(reply) == silences


def test_a_request_within_fifty_milliseconds_of_a_reply_or_a_request_is_ignored() -> None:
    bench = Bench()
    bench.firmware.rested(0.0)
    assert bench.ask(NEW, after=0.049) is None
    assert bench.ask(NEW, after=0.049) is None
    assert bench.ask(NEW, after=0.051) is not None


def test_a_request_in_pieces_and_behind_noise_is_heard() -> None:
    bench = Bench()
    assert bench.ask(b"\x7e" + NEW[:5]) is None
    assert bench.ask(NEW[5:], after=0.03) is not None


def test_a_damaged_request_one_to_another_address_and_one_never_finished_get_no_answer() -> None:
    bench = Bench()
    assert bench.ask(NEW[:-1] + b"\0") is None
    assert bench.ask(anyid.encode_request(anyid.VERSION, target=9)) is None
    assert bench.ask(NEW[:4]) is None
    assert bench.ask(anyid.encode_request(anyid.VERSION, target=anyid.READER)) is not None


@pytest.mark.parametrize(
    ("command", "status"), [(anyid.VERSION, 0), (anyid.RF_CONTROL, 0), (0x42, 1)]
)
def test_commands_get_the_status_of_the_manual(command: int, status: int) -> None:
    reply = Bench().ask(anyid.encode_request(command))
    assert reply is not None
    assert (reply.command, reply.status, reply.source) == (command, status, anyid.READER)


def test_chips_that_enter_are_reported_until_they_are_acknowledged() -> None:
    assert math.isinf(Bench(plates=1).firmware.next_push())
    bench = Bench(plates=1, reports=True)
    assert bench.firmware.next_push() <= bench.now
    report = anyid.open_frame(bench.firmware.push(bench.now)[0].frame)
    assert anyid.parse_upload(report).uid.text == UIDS[0]
    assert bench.firmware.next_push() == bench.now + 0.2
    assert bench.firmware.push(bench.now)
    acknowledgement = anyid.encode_reply(anyid.TAG_ENTERED, bytes(2), anyid.HOST, 1)
    assert bench.ask(acknowledgement) is bench.ask(acknowledgement) is None
    assert bench.firmware.acknowledged == 1
    assert bench.now < bench.firmware.next_push() < math.inf
    assert bench.firmware.push(bench.now) == ()


@given(st.lists(st.tuples(st.binary(max_size=300), st.floats(0, 1)), max_size=20))
def test_no_bytes_break_it(chunks: list[tuple[bytes, float]]) -> None:
    bench = Bench(plates=3)
    for data, pause in chunks:
        bench.ask(data, after=pause)
    assert bench.ask(RESET) is not None
