from __future__ import annotations

from typing import Any

import pytest

from readers.errors import UnknownProtocol
from readers.protocols import decode_json, feig

EMPTY = {"command": "B0", "status": "01", "address": "00", "tags": [], "more": False, "ok": True}


def test_an_inventory_reply_is_told_in_full() -> None:
    assert decode_json("feig", "reply", "11 00 B0 00 01 03 00 E0 16 80 FF 08 00 50 24 80 75") == [
        {
            "ok": True,
            "command": "B0",
            "status": "00",
            "address": "00",
            "tags": ["E01680FF08005024"],
            "more": False,
        }
    ]


def test_every_captured_frame_is_told_with_and_without_its_direction(
    feig_vectors: list[dict[str, Any]],
) -> None:
    for vector in feig_vectors:
        (told,) = decode_json("feig", vector["direction"], vector["hex"])
        assert told["ok"]
        assert (told["status"] is None) == (vector["direction"] == "request")
        assert decode_json("feig", None, vector["hex"]) == [told]


def test_every_flipped_bit_is_told_as_one_error(feig_vectors: list[dict[str, Any]]) -> None:
    for vector in feig_vectors:
        raw = bytes.fromhex(vector["hex"])
        for bit in range(len(raw) * 8):
            flipped = bytearray(raw)
            flipped[bit // 8] ^= 1 << bit % 8
            (told,) = decode_json("feig", vector["direction"], flipped.hex())
            assert not told["ok"]
            assert told["error"] in {"crc", "length"}


def test_a_request_for_more_says_so() -> None:
    assert decode_json("feig", "request", "07ffb0018014d2")[0]["more"]


def test_a_page_before_the_last_says_more() -> None:
    page = feig.encode_reply(feig.ISO_HOST, feig.MORE_DATA, b"\0")
    assert decode_json("feig", None, page.hex())[0]["more"]


def test_frames_in_a_row_are_told_each() -> None:
    assert decode_json("feig", "reply", "0600b0015c63" * 2) == [EMPTY, EMPTY]


def test_a_bad_frame_before_a_good_one_hides_it_not() -> None:
    assert decode_json("feig", "reply", "0600b0015c64" + "0600b0015c63") == [
        {"ok": False, "error": "crc"},
        EMPTY,
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [("", "length"), ("0600b0015c", "length"), ("0600b0015c64", "crc"), ("xyz", "hex")],
)
def test_what_is_no_frame_is_told_as_an_error(text: str, error: str) -> None:
    assert decode_json("feig", "reply", text) == [{"ok": False, "error": error}]


def test_advanced_frames_are_told_as_standard_ones_are() -> None:
    for more in (False, True):
        standard = decode_json("feig", None, feig.inventory_request(more=more).hex())
        advanced = feig.inventory_request(more=more, advanced=True).hex()
        assert decode_json("feig", None, advanced) == standard
        assert standard[0]["status"] is None
    reply = feig.encode_reply(feig.ISO_HOST, feig.NO_TRANSPONDER, advanced=True)
    for way in ("reply", None):
        assert decode_json("feig", way, reply.hex() * 2) == [EMPTY, EMPTY]


def test_an_advanced_frame_cut_short_is_told_as_an_error() -> None:
    for text in ("02", "0200", "020008", "02000800b000"):
        assert decode_json("feig", "reply", text) == [{"ok": False, "error": "length"}]


def test_an_unknown_kind_of_chip_is_told_as_an_error() -> None:
    raw = feig.encode_reply(feig.ISO_HOST, 0, bytes.fromhex("0109e01680ff08005024"))
    assert decode_json("feig", "reply", raw.hex()) == [{"ok": False, "error": "unknown-type"}]


def test_an_unknown_protocol_names_the_known_ones() -> None:
    with pytest.raises(UnknownProtocol, match="feig"):
        decode_json("nothing", None, "00")
