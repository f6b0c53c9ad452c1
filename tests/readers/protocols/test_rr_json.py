from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.protocols import decode_json, rr
from readers.tag import TagUid

UIDS = [TagUid.parse(f"E00401{number:010X}") for number in range(3)]


def page(status: int, *, lsb_first: bool = True) -> str:
    return rr.reply(status, b"".join(rr.element(uid, lsb_first=lsb_first) for uid in UIDS)).hex()


def told(command: str | None, status: str | None, address: str = "00") -> dict[str, Any]:
    return {
        "ok": True,
        "command": command,
        "status": status,
        "address": address,
        "tags": [],
        "more": False,
    }


@pytest.mark.parametrize("direction", ["reply", None])
@pytest.mark.parametrize("lsb_first", [True, False])
def test_a_page_is_told_with_its_chips(direction: Any, lsb_first: bool) -> None:
    tags = [uid.text for uid in UIDS]
    wanted = told(None, "00") | {"tags": tags}
    assert decode_json("rr", direction, page(rr.OK, lsb_first=lsb_first)) == [wanted]


def test_a_number_with_e0_at_both_ends_is_read_as_the_others_of_its_page_are() -> None:
    either = bytes.fromhex("00e0040150cabd51e0")
    (alone,) = decode_json("rr", "reply", rr.reply(rr.OK, either).hex())
    assert alone["tags"] == ["E051BDCA500104E0"]
    other = rr.element(UIDS[1], lsb_first=False)
    (beside,) = decode_json("rr", "reply", rr.reply(rr.OK, either + other).hex())
    assert beside["tags"] == ["E0040150CABD51E0", UIDS[1].text]


def test_a_partial_page_says_more() -> None:
    (frame,) = decode_json("rr", None, page(rr.PARTIAL))
    assert frame["more"]
    assert len(frame["tags"]) == 3


def test_an_empty_field_is_told() -> None:
    assert decode_json("rr", None, rr.reply(rr.NO_TAG).hex()) == [told(None, "0E")]


@pytest.mark.parametrize(
    ("text", "command", "address"),
    [("05000000766d", "00", "00"), ("050001069811", "01", "00"), ("05ff01066bd7", "01", "FF")],
)
def test_requests_are_known_by_their_shape(text: str, command: str, address: str) -> None:
    wanted = [told(command, None, address)]
    assert decode_json("rr", None, text) == wanted
    assert decode_json("rr", "request", text) == wanted


def test_a_request_for_more_says_so() -> None:
    (frame,) = decode_json("rr", "request", rr.inventory_request(more=True).hex())
    assert frame["more"]


@pytest.mark.parametrize(("status", "word"), [(0x0F, "0F"), (0x10, "10"), (0x11, "11")])
def test_a_status_with_a_code_is_a_reply(status: int, word: str) -> None:
    assert decode_json("rr", None, rr.reply(status, b"\x01").hex()) == [told(None, word)]


def test_reader_information_names_no_chip() -> None:
    text = rr.reply(rr.OK, bytes.fromhex("0108000036000703")).hex()
    assert decode_json("rr", None, text) == [told(None, "00")]


def test_a_partial_page_of_another_size_is_told_as_an_error() -> None:
    text = rr.reply(rr.PARTIAL, bytes(10)).hex()
    assert decode_json("rr", "reply", text) == [{"ok": False, "error": "length"}]


def test_frames_in_a_row_are_told_each_and_a_bad_one_hides_none() -> None:
    good = rr.reply(rr.NO_TAG).hex()
    bad = good[:-2] + "00"
    assert decode_json("rr", "reply", good + bad + good) == [
        told(None, "0E"),
        {"ok": False, "error": "crc"},
        told(None, "0E"),
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [("", "length"), ("04000e", "length"), ("0300ffff", "length"), ("xyz", "hex")],
)
def test_what_is_no_frame_is_told_as_an_error(text: str, error: str) -> None:
    assert decode_json("rr", "reply", text) == [{"ok": False, "error": error}]


def test_every_flipped_bit_is_told_as_one_error() -> None:
    raw = bytes.fromhex(page(rr.OK))
    for bit in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        (frame,) = decode_json("rr", "reply", flipped.hex())
        assert frame["error"] in {"crc", "length"}


@given(st.binary(max_size=60), st.sampled_from([None, "request", "reply"]))
def test_any_bytes_are_told(raw: bytes, direction: Any) -> None:
    assert decode_json("rr", direction, raw.hex())
