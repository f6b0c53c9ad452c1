from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.emulation.air import FIELD_RESET_SECONDS, inventory_seconds
from readers.emulation.field import TagField
from readers.emulation.firmware import Piece
from readers.emulation.rr_firmware import RrFirmware
from readers.protocols import rr
from readers.protocols.len_adr_cmd import RR, Frame, encode_request, open_frame
from readers.tag import TagUid

UIDS = [f"E00401{number:010X}" for number in range(24)]
INFO = rr.reader_request(rr.INFORMATION)
MODE = rr.reader_request(rr.MODE_15693)
QUICK = rr.reader_request(rr.SET_SCAN_TIME, b"\x03")
OFF = rr.reader_request(rr.CLOSE_FIELD)
ON = rr.reader_request(rr.OPEN_FIELD)
NEW = rr.inventory_request()
MORE = rr.inventory_request(more=True)
SINGLE = encode_request(RR, rr.INVENTORY, bytes((rr.SINGLE,)))


class Bench:
    """A firmware and the time of day, requests a second apart."""

    def __init__(self, plates: int = 0, *, set_up: bool = True, **options: bool | int) -> None:
        self.field = TagField(seed=1)
        self.field.place(*UIDS[:plates])
        self.firmware = RrFirmware(self.field, **options)  # type: ignore[arg-type]
        self.now = 0.0
        if set_up:
            self.ask(MODE)
            self.ask(QUICK)

    def pieces(self, request: bytes, after: float = 1.0) -> tuple[Piece, ...]:
        self.now += after
        return self.firmware.hear(request, self.now)

    def ask(self, request: bytes, after: float = 1.0) -> Frame | None:
        answer = self.pieces(request, after)
        return open_frame(answer[0].frame, RR, "reply") if answer else None

    def status(self, request: bytes) -> int | None:
        frame = self.ask(request)
        assert frame is not None
        return frame.status

    def page(self, request: bytes) -> tuple[int, list[str]]:
        frame = self.ask(request)
        assert frame is not None
        page = rr.parse_inventory(frame)
        return page.status, [tag.uid.text for tag in page.tags]

    def seconds(self, request: bytes) -> float:
        (piece,) = self.pieces(request)
        return piece.seconds


def test_as_shipped_it_waits_for_its_mode() -> None:
    bench = Bench(plates=1, set_up=False)
    assert bench.status(NEW) == rr.WRONG_MODE
    assert bench.status(MODE) == rr.OK
    assert bench.page(NEW) == (rr.OK, UIDS[:1])


def test_a_loss_of_power_brings_back_mode_and_scan_time() -> None:
    bench = Bench(plates=1)
    bench.firmware.power_up()
    frame = bench.ask(INFO)
    assert frame is not None
    assert rr.scan_time(frame) == rr.SCAN_TIME_SHIPPED
    assert bench.status(NEW) == rr.WRONG_MODE


def test_ten_chips_fill_a_frame() -> None:
    bench = Bench(plates=12)
    assert bench.page(NEW) == (rr.PARTIAL, UIDS[:10])
    assert bench.page(MORE) == (rr.OK, UIDS[10:12])
    assert bench.page(MORE) == (rr.NO_TAG, [])
    assert len(bench.pieces(NEW)[0].frame) <= 96


def test_smaller_pages_hold_every_chip_once() -> None:
    bench = Bench(plates=10, page_tags=4)
    assert bench.page(NEW) == (rr.PARTIAL, UIDS[:4])
    assert bench.page(MORE) == (rr.PARTIAL, UIDS[4:8])
    assert bench.page(MORE) == (rr.OK, UIDS[8:10])


def test_a_new_scan_names_all_again_and_a_continued_one_only_what_is_new() -> None:
    bench = Bench(plates=2)
    assert bench.page(NEW) == bench.page(NEW) == (rr.OK, UIDS[:2])
    bench.field.place(UIDS[5])
    assert bench.page(MORE) == (rr.OK, UIDS[5:6])


def test_a_chip_that_left_the_field_is_new_when_it_returns() -> None:
    bench = Bench(plates=1)
    bench.page(NEW)
    bench.field.take(UIDS[0])
    bench.field.place(UIDS[0])
    assert bench.page(MORE) == (rr.OK, UIDS[:1])


def test_single_scans_go_through_the_chips() -> None:
    bench = Bench(plates=2)
    assert bench.page(SINGLE) == (rr.OK, UIDS[:1])
    assert bench.page(SINGLE) == (rr.OK, UIDS[1:2])
    assert bench.page(SINGLE) == (rr.NO_TAG, [])


def test_without_a_field_there_is_no_scan_and_silenced_chips_forget_it() -> None:
    bench = Bench(plates=1)
    bench.page(NEW)
    assert bench.status(OFF) == rr.OK
    assert bench.status(NEW) == rr.FIELD_OFF
    assert bench.status(ON) == rr.OK
    assert bench.page(MORE) == (rr.OK, UIDS[:1])


def test_a_collision_leaves_two_chips_for_the_next_scan() -> None:
    bench = Bench(plates=4)
    bench.field.collide(1.0)
    assert bench.page(NEW) == (rr.PARTIAL, UIDS[:2])
    assert bench.page(MORE) == (rr.PARTIAL, [])
    bench.field.collide(0.0)
    assert bench.page(MORE) == (rr.OK, UIDS[2:4])


def test_a_chip_alone_does_not_collide() -> None:
    bench = Bench(plates=1)
    bench.field.collide(1.0)
    assert bench.page(NEW) == (rr.OK, UIDS[:1])


def test_a_card_of_another_kind_does_not_answer() -> None:
    bench = Bench(plates=1)
    bench.field.place("04A1B2C3D4E5F6")
    assert bench.page(NEW) == (rr.OK, UIDS[:1])


@pytest.mark.parametrize("lsb_first", [True, False])
def test_the_order_of_the_bytes(lsb_first: bool) -> None:
    (piece,) = Bench(plates=1, lsb_first=lsb_first).pieces(NEW)
    raw = piece.frame[4:12]
    assert (raw[::-1] if lsb_first else raw).hex().upper() == UIDS[0]


def test_a_scan_takes_its_air_time() -> None:
    bench = Bench(plates=8)
    air = inventory_seconds(TagUid.parse(uid) for uid in UIDS[:8])
    assert bench.seconds(NEW) == pytest.approx(FIELD_RESET_SECONDS + air)
    assert bench.seconds(MORE) == pytest.approx(inventory_seconds([]))


def test_a_partial_scan_takes_its_scan_time() -> None:
    bench = Bench(plates=12)
    assert bench.seconds(NEW) == pytest.approx(FIELD_RESET_SECONDS + 0.3)


def test_a_full_scan_always_takes_its_scan_time() -> None:
    bench = Bench(plates=1, full_scan=True)
    assert bench.seconds(MORE) == pytest.approx(0.3)


def test_chips_that_do_not_fit_the_scan_time_are_left_for_the_next() -> None:
    bench = Bench(plates=0, page_tags=27)
    # Numbers that differ in their first digits alone collide round after round.
    crowd = [f"E004{number:02X}0000000000" for number in range(27)]
    bench.field.place(*crowd)
    status, named = bench.page(NEW)
    assert status == rr.PARTIAL
    assert 0 < len(named) < 27
    assert inventory_seconds(TagUid.parse(uid) for uid in named) <= 0.3


@pytest.mark.parametrize(
    ("command", "data", "status"),
    [
        (rr.READER, "0000", rr.OPERAND_LENGTH),
        (rr.READER, "04", rr.OPERAND_LENGTH),
        (rr.READER, "0402", rr.OPERAND_RANGE),
        (rr.READER, "04ff", rr.OK),
        (rr.READER, "07", rr.UNSUPPORTED),
        (rr.INVENTORY, "0600", rr.OPERAND_LENGTH),
        (rr.INVENTORY, "05", rr.UNSUPPORTED),
        (0x20, "00", rr.UNSUPPORTED),
    ],
)
def test_commands_get_the_status_of_the_table(command: int, data: str, status: int) -> None:
    assert Bench().status(encode_request(RR, command, bytes.fromhex(data))) == status


def test_a_new_address_is_signed_with_from_the_next_command_on() -> None:
    bench = Bench()
    first = bench.ask(rr.reader_request(rr.WRITE_ADDRESS, b"\x07"))
    second = bench.ask(INFO)
    assert first is not None
    assert second is not None
    assert (first.address, second.address) == (0, 7)
    assert bench.ask(rr.reader_request(rr.INFORMATION, address=0)) is None


def test_a_request_with_a_pause_inside_is_dropped() -> None:
    bench = Bench()
    assert bench.ask(INFO[:3]) is None
    assert bench.ask(INFO[3:], after=0.016) is None
    assert bench.ask(INFO) is not None


def test_a_request_in_pieces_is_heard() -> None:
    bench = Bench()
    assert bench.ask(INFO[:3]) is None
    assert bench.ask(INFO[3:], after=0.014) is not None


@pytest.mark.parametrize("noise", ["00", "01ff", "05ff000000", "05ff00000000"])
def test_after_noise_nothing_is_heard_until_the_line_was_silent(noise: str) -> None:
    bench = Bench()
    assert bench.ask(bytes.fromhex(noise)) is None
    assert bench.ask(INFO, after=0.01) is None
    assert bench.ask(INFO, after=0.02) is not None


def test_what_is_said_while_it_works_is_lost() -> None:
    bench = Bench()
    bench.ask(INFO[:3])
    bench.firmware.rested(bench.now)
    assert bench.ask(INFO, after=0.001) is not None


@given(st.lists(st.tuples(st.binary(max_size=300), st.floats(0, 1)), max_size=20))
def test_no_bytes_break_it(chunks: list[tuple[bytes, float]]) -> None:
    bench = Bench(plates=3)
    for data, pause in chunks:
        bench.ask(data, after=pause)
    bench.now += 1
    assert bench.ask(rr.reader_request(rr.INFORMATION)) is not None
