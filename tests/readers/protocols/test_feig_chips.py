from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.protocols.feig_chips import next_chip
from readers.protocols.framing import UnreadableData


@pytest.mark.parametrize(
    ("data", "uid", "kind"),
    [
        ("03 00 E01680FF08005024", "E01680FF08005024", "iso15693"),
        ("04 00 00 04A1B2C3D4E5F6", "04A1B2C3D4E5F6", "iso14443a"),
        ("04 04 00 04A1B2C3D4E5F6A7B8C9", "04A1B2C3D4E5F6A7B8C9", "iso14443a"),
        ("05 81 00000000A1B2C3D4", "00000000A1B2C3D4", "iso14443b"),
        ("06 30112233445566778899AABB", "30112233445566778899AABB", "epc"),
        ("06 4011223344556677", "4011223344556677", "epc"),
        ("84 00 0C E2801160600002084C9E1234", "E2801160600002084C9E1234", "epc"),
        ("84 01 0E 3000 E2801160600002084C9E1234", "E2801160600002084C9E1234", "epc"),
        ("80 00 08 E004000012345678", "E004000012345678", "epc"),
    ],
)
def test_each_type_is_read_by_its_own_layout(data: str, uid: str, kind: str) -> None:
    raw = bytes.fromhex(data)
    tag, size = next_chip(raw + bytes.fromhex("0300"))
    assert (tag.uid.text, tag.kind, size) == (uid, kind, len(raw))


@pytest.mark.parametrize("kind", [0x00, 0x01, 0x02, 0x07, 0x09, 0x7F, 0x40, 0xC0, 0xFF])
def test_an_unknown_type_stops_there(kind: int) -> None:
    with pytest.raises(UnreadableData, match="unknown-type"):
        next_chip(bytes((kind,)) + bytes(30))


@pytest.mark.parametrize(
    "data",
    [
        "84 00 00",
        "84 00 02 1234",
        "84 00 11" + "22" * 17,
        "84 00 42" + "22" * 66,
        "84 00 FF" + "22" * 255,
    ],
)
def test_an_epc_that_can_be_no_number_stops_too(data: str) -> None:
    with pytest.raises(UnreadableData, match="unknown-type"):
        next_chip(bytes.fromhex(data))


@given(st.sampled_from([0x03, 0x04, 0x05, 0x06, 0x84]), st.binary(max_size=3))
def test_what_is_cut_off_is_told(kind: int, rest: bytes) -> None:
    with pytest.raises(UnreadableData):
        next_chip(bytes((kind,)) + rest)


@given(st.binary(max_size=40) | st.binary(max_size=253).map(lambda raw: b"\x84\0\xfd" + raw))
def test_no_bytes_raise_anything_else_or_take_more_than_there_are(data: bytes) -> None:
    with contextlib.suppress(UnreadableData):
        _tag, size = next_chip(data)
        assert 0 < size <= len(data)
