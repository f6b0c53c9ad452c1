"""Every published frame through the command that decodes, and back to the very same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from support.commands import call

from readers.drivers.feig import GREETINGS as FEIG_GREETINGS
from readers.protocols import anyid, atr, decode_json, feig, len_adr_cmd, uhf

Direction = Literal["request", "reply"]

FOLDER = Path(__file__).parent / "data"
SPOILT = "1500010301010c0000000000000000000003136bb1a6"
HEARTBEAT = "560000000000"
EPC_313, EPC_314 = "000000000000000000000313", "000000000000000000000314"

# hex -> command, status, address, chips, whether more follows
SAID: dict[str, tuple[str | None, str | None, str | None, list[str], bool]] = {
    "07ffb001001c56": ("B0", None, "FF", [], False),
    "1100b000010300e01680ff080050248075": ("B0", "00", "00", ["E01680FF08005024"], False),
    "0600b08154e7": ("B0", "81", "00", [], False),
    "06ff52000f6e": ("52", None, "FF", [], False),
    "05ff63d3ae": ("63", None, "FF", [], False),
    "06008100afdd": ("81", "00", "00", [], False),
    "14ff81830008000000000600000000000000af28": ("81", None, "FF", [], False),
    "14ff818500000000000000000000000000009ba0": ("81", None, "FF", [], False),
    "14ff818702202c010d00000000000000000092fc": ("81", None, "FF", [], False),
    "13000103010c0000000000000000000003133f39": ("01", "03", "00", [EPC_313], True),
    "20000103020c0000000000000000000003130c0000000000000000000003149ac9": (
        *("01", "03", "00"),
        [EPC_313, EPC_314],
        True,
    ),
    "1100ee002000708c2b380b2d00000000e056": (
        *("EE", "00", "00"),
        ["2000708C2B380B2D00000000"],
        False,
    ),
    HEARTBEAT: (None, None, None, [], False),
    "1500010301010c0000000000000000000003136bb1a5": ("01", "03", "00", [EPC_313], True),
    "1500010304010c49440000000000000a0003346425c0": (
        *("01", "03", "00"),
        ["49440000000000000A000334"],
        True,
    ),
    "0700010101001e4b": ("01", "01", "00", [], False),
    "13000103010c49440000000000000a000334a5fb": (
        *("01", "03", "00"),
        ["49440000000000000A000334"],
        True,
    ),
    "1500010301010c3039606303c74380001a055940f93e": (
        *("01", "03", "00"),
        ["3039606303C74380001A0559"],
        True,
    ),
    "0d000103010104003230386da3d2": ("01", "03", "00", ["00323038"], True),
    "2300010301020c0000000000000000000003136b0c0000000000000000000003146c70f2": (
        *("01", "03", "00"),
        [EPC_313, EPC_314],
        True,
    ),
    "7e55080000fffff700bd60": ("F7", None, "FFFF", [], False),
    "7e553d010000001ff70052333231472032313034323130302031353035303300000080b5fef789fe01bd0248016831"
    "f00401016070470000002012010000b111": ("F7", "00", "0001", [], False),
    "7e5509000001001100007dfb": ("11", None, "0001", [], False),
    "7e5514010000001f1100b951bdca500104e0aa0000ce2b": (
        *("11", "00", "0001"),
        ["E0040150CABD51B9"],
        False,
    ),
    "7e551e000001002300b951bdca500104e000030102030401020304f1f1f1f1f848": (
        *("23", None, "0001"),
        [],
        False,
    ),
    "7e550b010000001f23000000e747": ("23", "00", "0001", [], False),
    "7e5512000001002200b951bdca500104e000031f4c": ("22", None, "0001", [], False),
    "7e5517010000001f22000102030401020304f1f1f1f1000056d2": ("22", "00", "0001", [], False),
}

# What a host sends, put together by the functions that the drivers use.
SENT = {
    "07ffb001001c56": feig.inventory_request(),
    "06ff52000f6e": feig.encode_request(*FEIG_GREETINGS[0]),
    "05ff63d3ae": feig.encode_request(feig.CPU_RESET),
    "14ff81830008000000000600000000000000af28": feig.encode_request(
        feig.WRITE_CONFIGURATION, bytes.fromhex("830008000000000600000000000000")
    ),
    "14ff818500000000000000000000000000009ba0": feig.encode_request(
        feig.WRITE_CONFIGURATION, bytes.fromhex("85") + bytes(14)
    ),
    "14ff818702202c010d00000000000000000092fc": feig.encode_request(
        feig.WRITE_CONFIGURATION, bytes.fromhex("8702202c010d000000000000000000")
    ),
    "7e55080000fffff700bd60": anyid.encode_request(anyid.VERSION),
    "7e5509000001001100007dfb": anyid.encode_request(
        anyid.INVENTORY, bytes((anyid.MODE_NORMAL,)), anyid.READER
    ),
    "7e551e000001002300b951bdca500104e000030102030401020304f1f1f1f1f848": anyid.encode_request(
        0x23, bytes.fromhex("b951bdca500104e000030102030401020304f1f1f1f1"), anyid.READER
    ),
    "7e5512000001002200b951bdca500104e000031f4c": anyid.encode_request(
        0x22, bytes.fromhex("b951bdca500104e00003"), anyid.READER
    ),
}


@dataclass(frozen=True)
class Vector:
    """One published frame and how it is decoded."""

    protocol: str
    direction: Direction | None
    hex: str

    @property
    def raw(self) -> bytes:
        return bytes.fromhex(self.hex)


def _vectors() -> Iterator[Vector]:
    for name in ("feig", "uhf", "anyid"):
        rows: list[dict[str, Any]] = json.loads(
            (FOLDER / f"{name}_vectors.json").read_text("utf-8")
        )
        for row in rows:
            assert row["source"]
            yield Vector(row.get("decoder", name), row.get("direction"), row["hex"])


VECTORS = tuple(_vectors())
SOUND = [vector for vector in VECTORS if vector.hex not in {SPOILT, HEARTBEAT}]
ATRS: list[dict[str, str]] = json.loads((FOLDER / "atr_vectors.json").read_text("utf-8"))


def test_there_are_all_of_them() -> None:
    assert {vector.hex for vector in VECTORS} == {*SAID, SPOILT}
    assert len(VECTORS) == len(SAID) + 1 == 29
    assert {vector.hex for vector in VECTORS if vector.direction == "request"} == set(SENT)


@pytest.mark.parametrize("vector", [each for each in VECTORS if each.hex != SPOILT], ids=str)
def test_the_command_says_what_a_frame_says(
    vector: Vector, capsys: pytest.CaptureFixture[str]
) -> None:
    way = ["--direction", vector.direction] if vector.direction else []
    done = call(capsys, "readers", "decode", vector.protocol, *way, vector.hex)
    command, status, address, tags, more = SAID[vector.hex]
    assert done.rows == [
        {
            "ok": True,
            "command": command,
            "status": status,
            "address": address,
            "tags": tags,
            "more": more,
        }
    ]
    assert (done.status, done.err) == (0, "")
    # Without being told the direction it comes to the same.
    assert decode_json(vector.protocol, None, vector.hex) == done.rows


def test_the_frame_that_was_published_as_spoilt_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    done = call(capsys, "readers", "decode", "uhf18", SPOILT)
    assert (done.status, done.rows) == (1, [{"ok": False, "error": "crc"}])


@pytest.mark.parametrize("text", SENT)
def test_what_a_host_sends_is_made_byte_for_byte(text: str) -> None:
    assert SENT[text].hex() == text


@pytest.mark.parametrize("vector", [each for each in SOUND if each.hex not in SENT], ids=str)
def test_what_a_reader_sends_is_made_byte_for_byte(vector: Vector) -> None:
    assert _again(vector).hex() == vector.hex


def _again(vector: Vector) -> bytes:
    """The frame put together from what was read out of it."""
    if vector.protocol == "feig":
        frame = feig.open_frame(vector.raw, "reply")
        return feig.encode_reply(frame.command, frame.status or 0, frame.data, frame.address)
    if vector.protocol == "anyid":
        return anyid.encode(anyid.open_frame(vector.raw))
    said: len_adr_cmd.Frame = uhf.open_frame(vector.raw, "reply")
    return uhf.encode_reply(said.command or 0, said.status or 0, said.data, said.address)


@pytest.mark.parametrize("vector", SOUND, ids=str)
@pytest.mark.parametrize("direction", [None, "request", "reply"])
def test_every_single_flipped_bit_is_refused(vector: Vector, direction: Direction | None) -> None:
    for bit in range(8 * len(vector.raw)):
        flipped = bytearray(vector.raw)
        flipped[bit // 8] ^= 1 << bit % 8
        said = decode_json(vector.protocol, direction, flipped.hex())
        assert said, bit
        assert not any(each["ok"] for each in said), (bit, said)


@pytest.mark.parametrize("vector", ATRS, ids=lambda vector: vector["hex"])
def test_an_answer_to_reset_says_what_its_card_is(vector: dict[str, str]) -> None:
    raw = bytes.fromhex(vector["hex"])
    card = atr.storage_card(raw)
    assert card is not None
    assert (card.name, card.kind, card.sound) == (vector["meaning"], "iso14443a", True)
    assert atr.encode_storage_card(card) == raw
    for bit in range(8, 8 * len(raw)):  # its check byte is over all bytes but the first
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        read = atr.storage_card(bytes(flipped))
        assert read is None or not read.sound, bit
