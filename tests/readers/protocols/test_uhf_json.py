from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from readers.protocols import decode_json, uhf

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "uhf_vectors.json").read_text(encoding="utf-8")
)
CORRUPT = "1500010301010c0000000000000000000003136bb1a6"
BEAT = "560000000000"


def test_an_inventory_reply_is_told_in_full() -> None:
    raw = "13 00 01 03 01 0C 00 00 00 00 00 00 00 00 00 00 03 13 3F 39"
    assert decode_json("uhf18", "reply", raw) == [
        {
            "ok": True,
            "command": "01",
            "status": "03",
            "address": "00",
            "tags": ["000000000000000000000313"],
            "more": True,
        }
    ]


def test_every_captured_frame_is_told_with_and_without_its_direction() -> None:
    for vector in VECTORS:
        (told,) = decode_json(vector["decoder"], "reply", vector["hex"])
        assert told["ok"] == (vector["hex"] != CORRUPT)
        assert decode_json(vector["decoder"], None, vector["hex"]) == [told]


def test_the_deliberately_corrupt_frame_is_an_error() -> None:
    assert decode_json("uhf18", "reply", CORRUPT) == [{"ok": False, "error": "crc"}]


def test_a_report_names_its_chip() -> None:
    (told,) = decode_json("uhf18", "reply", "1100ee002000708c2b380b2d00000000e056")
    assert (told["command"], told["status"]) == ("EE", "00")
    assert told["tags"] == ["2000708C2B380B2D00000000"]
    assert not told["more"]


def test_a_heartbeat_is_a_frame_without_a_command() -> None:
    (told,) = decode_json("uhf18", "reply", BEAT)
    assert told == {
        "ok": True,
        "command": None,
        "status": None,
        "address": None,
        "tags": [],
        "more": False,
    }


def test_frames_in_a_row_are_told_each() -> None:
    kept = [v["hex"] for v in VECTORS if v["decoder"] == "uhf288"]
    told = decode_json("uhf288", "reply", BEAT + "".join(kept))
    assert len(told) == 1 + len(kept)
    assert all(frame["ok"] for frame in told)


def test_a_bad_frame_before_a_good_one_hides_it_not() -> None:
    told = decode_json("uhf288", "reply", CORRUPT + "0700010101001e4b")
    assert told[0] == {"ok": False, "error": "crc"}
    assert told[1]["status"] == "01"


def test_every_flipped_bit_is_told_as_one_error() -> None:
    for vector in VECTORS:
        if vector["hex"] in {CORRUPT, BEAT}:
            continue
        raw = bytes.fromhex(vector["hex"])
        for bit in range(len(raw) * 8):
            flipped = bytearray(raw)
            flipped[bit // 8] ^= 1 << bit % 8
            (told,) = decode_json(vector["decoder"], "reply", flipped.hex())
            assert told["error"] in {"crc", "length"}


def test_requests_are_told_apart_from_replies() -> None:
    for request in (uhf.inventory_request_18(), uhf.inventory_request_18(address=0)):
        (told,) = decode_json("uhf18", None, request.hex())
        assert told["status"] is None
        assert told["command"] == "01"
    (told,) = decode_json("uhf288", None, uhf.inventory_request_288(2).hex())
    assert (told["address"], told["status"], told["tags"]) == ("FF", None, [])


@pytest.mark.parametrize(
    ("text", "error"),
    [("", "length"), ("0700010101001e", "length"), ("03aabb", "length"), ("xyz", "hex")],
)
def test_what_is_no_frame_is_told_as_an_error(text: str, error: str) -> None:
    assert decode_json("uhf18", "reply", text) == [{"ok": False, "error": error}]


def test_a_chip_without_a_number_is_told_as_an_error() -> None:
    raw = uhf.encode_reply(uhf.INVENTORY, uhf.FINISHED, b"\x01" + uhf.epc_18(bytes(20)))
    assert decode_json("uhf18", "reply", raw.hex()) == [{"ok": False, "error": "unknown-type"}]


def test_what_is_no_inventory_names_no_chip() -> None:
    raw = uhf.encode_reply(uhf.READER_INFORMATION, uhf.OK, bytes(8))
    (told,) = decode_json("uhf18", "reply", raw.hex())
    assert (told["command"], told["tags"]) == ("21", [])
