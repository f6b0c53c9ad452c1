from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from readers.protocols import anyid, anyid_json
from readers.tag import TagUid

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "anyid_vectors.json").read_text("utf-8")
)
INVENTORY = {
    "ok": True,
    "command": "11",
    "status": "00",
    "address": "0001",
    "tags": ["E0040150CABD51B9"],
    "more": False,
}


def told(raw: bytes) -> list[dict[str, Any]]:
    return anyid_json.describe(raw, None)


def test_an_inventory_reply_is_told_in_full() -> None:
    assert told(bytes.fromhex(VECTORS[3]["hex"])) == [INVENTORY]


def test_every_captured_frame_is_told_with_and_without_its_direction() -> None:
    for vector in VECTORS:
        raw = bytes.fromhex(vector["hex"])
        (one,) = anyid_json.describe(raw, vector["direction"])
        assert one["ok"]
        assert one["status"] == (None if vector["direction"] == "request" else "00")
        assert one["address"] == (
            "FFFF" if one["command"] == "F7" and not one["status"] else "0001"
        )
        assert told(raw) == [one]


def test_every_flipped_bit_is_told_as_one_error() -> None:
    for vector in VECTORS:
        raw = bytes.fromhex(vector["hex"])
        for bit in range(len(raw) * 8):
            flipped = bytearray(raw)
            flipped[bit // 8] ^= 1 << bit % 8
            (one,) = told(bytes(flipped))
            assert not one["ok"]
            assert one["error"] in {"crc", "length"}


def test_a_page_with_chips_remaining_says_more() -> None:
    page = anyid.encode_reply(anyid.INVENTORY, anyid.inventory_parameters((), 3))
    assert told(page)[0]["more"]


def test_a_report_of_the_reader_names_its_chip() -> None:
    uid = TagUid.parse("E0040150CABD51B9")
    report = anyid.Frame(7, anyid.HOST, anyid.TAG_ENTERED, anyid.upload_parameters(uid))
    (one,) = told(anyid.encode(report))
    assert one["tags"] == [uid.text]
    assert (one["address"], one["status"]) == ("0007", None)


def test_frames_in_a_row_are_told_each_and_a_bad_one_hides_none() -> None:
    good = bytes.fromhex(VECTORS[3]["hex"])
    bad = bytes((*good[:-1], good[-1] ^ 1))
    assert told(good + good) == [INVENTORY, INVENTORY]
    assert told(bad + good) == [{"ok": False, "error": "crc"}, INVENTORY]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "length"),
        ("7e", "length"),
        ("0600b0015c63", "length"),
        ("7e5514010000001f11", "length"),
        ("7e55000100", "length"),
    ],
)
def test_what_is_no_frame_is_told_as_an_error(text: str, error: str) -> None:
    assert told(bytes.fromhex(text)) == [{"ok": False, "error": error}]


def test_chips_that_are_not_parted_by_aa_are_told_as_an_error() -> None:
    page = anyid.encode_reply(anyid.INVENTORY, bytes.fromhex("b951bdca500104e0ab0000"))
    assert told(page) == [{"ok": False, "error": "unknown-type"}]
