from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readers.protocols.crc import mcrf4xx, x25


def test_both_have_the_check_values_of_the_catalogue() -> None:
    assert mcrf4xx(b"123456789") == 0x6F91
    assert x25(b"123456789") == 0x906E


@given(st.binary(max_size=300))
def test_they_are_the_bitwise_definition(data: bytes) -> None:
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _bit in range(8):
            crc = crc >> 1 ^ (0x8408 if crc & 1 else 0)
    assert mcrf4xx(data) == crc
    assert x25(data) == crc ^ 0xFFFF


@given(st.binary(max_size=300))
def test_over_a_message_and_its_sum_they_are_constant(data: bytes) -> None:
    assert mcrf4xx(data + mcrf4xx(data).to_bytes(2, "little")) == 0
    assert x25(data + x25(data).to_bytes(2, "little")) == 0x0F47


def test_a_frame_captured_from_an_anyid_reader_has_its_sum() -> None:
    raw = bytes.fromhex("7e5514010000001f1100b951bdca500104e0aa0000ce2b")
    assert x25(raw[2:-2]).to_bytes(2, "little") == raw[-2:]
