from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.emulation.feig_firmware import FeigFirmware, Form
from readers.emulation.field import TagField
from readers.protocols import feig

UIDS = [f"E00401{number:010X}" for number in range(12)]
RESET = feig.encode_request(feig.RF_RESET)
NEW = feig.inventory_request()
MORE = feig.inventory_request(more=True)


class Bench:
    """A firmware and the time of day, requests a second apart."""

    def __init__(
        self,
        plates: int = 0,
        capacity: int | None = None,
        form: Form = "both",
        *,
        refuses: bool = False,
    ) -> None:
        self.field = TagField(seed=1)
        self.field.place(*UIDS[:plates])
        self.firmware = FeigFirmware(self.field, capacity=capacity, form=form, refuses=refuses)
        self.now = 0.0

    def ask(self, request: bytes, after: float = 1.0) -> feig.Frame | None:
        self.now += after
        answer = self.firmware.hear(request, self.now)
        return feig.open_frame(answer[0].frame, "reply") if answer else None

    def page(self, request: bytes) -> tuple[int, list[str]]:
        frame = self.ask(request)
        assert frame is not None
        page = feig.parse_inventory(frame)
        return page.status, [tag.uid.text for tag in page.tags]


def test_four_chips_fill_a_page() -> None:
    bench = Bench(plates=10)
    assert bench.page(NEW) == (feig.MORE_DATA, UIDS[0:4])
    assert bench.page(MORE) == (feig.MORE_DATA, UIDS[4:8])
    assert bench.page(MORE) == (feig.OK, UIDS[8:10])
    assert bench.page(MORE) == (feig.NO_TRANSPONDER, [])


def test_a_chip_is_reported_once_until_the_field_is_reset() -> None:
    bench = Bench(plates=2)
    assert bench.page(NEW) == (feig.OK, UIDS[:2])
    assert bench.page(NEW) == (feig.NO_TRANSPONDER, [])
    assert bench.ask(RESET) is not None
    assert bench.page(NEW) == (feig.OK, UIDS[:2])


def test_a_chip_that_left_the_field_is_new_when_it_returns() -> None:
    bench = Bench(plates=1)
    bench.page(NEW)
    bench.field.take(UIDS[0])
    bench.field.place(UIDS[0])
    assert bench.page(NEW) == (feig.OK, UIDS[:1])


def test_a_loss_of_power_forgets_what_was_silenced() -> None:
    bench = Bench(plates=1)
    bench.page(NEW)
    bench.firmware.power_up()
    assert bench.page(NEW) == (feig.OK, UIDS[:1])


def test_the_captured_configuration_turns_only_new_off() -> None:
    bench = Bench(plates=1)
    bench.ask(bytes.fromhex("14ff818500000000000000000000000000009ba0"))
    assert bench.page(NEW) == bench.page(NEW) == (feig.OK, UIDS[:1])


def test_more_chips_than_it_holds_overflow() -> None:
    status, chips = Bench(plates=9, capacity=8).page(NEW)
    assert status == feig.OVERFLOW
    assert chips == UIDS[:4]


def test_a_failed_anticollision_is_told_with_what_was_found() -> None:
    bench = Bench(plates=5)
    bench.field.collide(1.0)
    assert bench.page(NEW) == (feig.RF_ERROR, UIDS[:3])
    assert bench.page(MORE) == (feig.NO_TRANSPONDER, [])
    bench.field.collide(0.0)
    bench.ask(RESET)
    assert bench.page(NEW) == (feig.MORE_DATA, UIDS[:4])


def test_two_chips_that_collide_hide_each_other_and_one_alone_does_not() -> None:
    bench = Bench(plates=2)
    bench.field.collide(1.0)
    assert bench.page(NEW) == (feig.RF_ERROR, [])
    bench.field.take(UIDS[0])
    assert bench.page(NEW) == (feig.OK, UIDS[1:2])


def test_it_answers_in_the_form_it_was_asked_in() -> None:
    bench = Bench(plates=3)
    for advanced in (False, True, False):
        bench.ask(RESET)
        frame = bench.ask(feig.inventory_request(advanced=advanced))
        assert frame is not None
        assert frame.advanced == advanced
        assert len(feig.parse_inventory(frame).tags) == 3


@pytest.mark.parametrize(("form", "other"), [("standard", True), ("advanced", False)])
def test_a_form_it_does_not_speak_is_not_answered_or_refused(form: Form, other: bool) -> None:
    request = feig.encode_request(feig.RF_RESET, advanced=other)
    assert Bench(form=form).ask(request) is None
    frame = Bench(form=form, refuses=True).ask(request)
    assert frame == feig.Frame(0, feig.RF_RESET, b"", feig.LENGTH_ERROR, advanced=other)
    assert Bench(form=form).ask(feig.encode_request(feig.RF_RESET, advanced=not other)) is not None


def test_an_advanced_request_in_pieces_is_heard() -> None:
    bench = Bench()
    request = feig.encode_request(feig.RF_RESET, advanced=True)
    for byte in request[:-1]:
        assert bench.ask(bytes((byte,)), after=0.002 if bench.now else 1.0) is None
    assert bench.ask(request[-1:], after=0.002) is not None


def test_a_request_too_soon_after_a_reply_is_not_heard() -> None:
    bench = Bench()
    bench.firmware.rested(0.0)
    assert bench.ask(RESET, after=0.004) is None
    assert bench.ask(RESET, after=0.005) is not None


def test_a_request_with_a_pause_inside_is_dropped() -> None:
    bench = Bench()
    assert bench.ask(RESET[:3]) is None
    assert bench.ask(RESET[3:], after=0.013) is None
    assert bench.ask(RESET) is not None


def test_a_request_in_pieces_is_heard() -> None:
    bench = Bench()
    assert bench.ask(RESET[:3]) is None
    assert bench.ask(RESET[3:], after=0.011) is not None


def test_a_damaged_request_and_one_to_another_address_get_no_answer() -> None:
    bench = Bench()
    assert bench.ask(RESET[:-1] + b"\0") is None
    assert bench.ask(feig.encode_request(feig.RF_RESET, address=7)) is None
    assert bench.ask(feig.encode_request(feig.RF_RESET, address=0)) is not None


@pytest.mark.parametrize(
    ("command", "data", "status"),
    [
        (feig.BAUD_DETECTION, b"\0", feig.OK),
        (feig.SOFTWARE_VERSION, b"", feig.OK),
        (0x42, b"", feig.UNKNOWN_COMMAND),
        (feig.ISO_HOST, b"\x23", feig.UNKNOWN_COMMAND),
        (feig.ISO_HOST, b"\x01", feig.LENGTH_ERROR),
        (feig.WRITE_CONFIGURATION, b"\x85", feig.LENGTH_ERROR),
    ],
)
def test_commands_get_the_status_of_the_manual(command: int, data: bytes, status: int) -> None:
    frame = Bench().ask(feig.encode_request(command, data))
    assert frame is not None
    assert (frame.command, frame.status) == (command, status)


@given(st.lists(st.tuples(st.binary(max_size=300), st.floats(0, 1)), max_size=20))
def test_no_bytes_break_it(chunks: list[tuple[bytes, float]]) -> None:
    bench = Bench(plates=3)
    for data, pause in chunks:
        bench.ask(data, after=pause)
    bench.now += 1
    assert bench.ask(RESET) is not None
