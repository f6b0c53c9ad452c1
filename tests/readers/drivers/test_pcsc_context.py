from __future__ import annotations

import pytest

from readers.drivers import pcsc_context
from readers.drivers.pcsc_context import ReaderState
from readers.errors import CardLeft, ReaderGone, ReaderRefused, ServiceAway

COMMAND = bytes.fromhex("FFCA000000")


def failure(code: int, command: bytes = b""):
    with pytest.raises(Exception) as failed:  # noqa: PT011 - which one is what is asked
        pcsc_context._require(code, "A", command)
    return failed.value


@pytest.mark.parametrize("code", [0x8010001D, 0x8010001E, 0x80100003, 0x80100014])
@pytest.mark.parametrize("command", [b"", COMMAND])
def test_codes_of_a_service_that_ended(code: int, command: bytes) -> None:
    assert isinstance(failure(code, command), ServiceAway)


@pytest.mark.parametrize("code", [0x80100009, 0x80100017, 0x8010002E])
@pytest.mark.parametrize("command", [b"", COMMAND])
def test_codes_of_a_reader_that_was_pulled_out(code: int, command: bytes) -> None:
    gone = failure(code, command)
    assert isinstance(gone, ReaderGone)
    assert "A" in gone.said


@pytest.mark.parametrize("code", [0x80100069, 0x80100066, 0x8010000C, 0x80100016, 0x80100013])
def test_codes_of_a_card_that_left(code: int) -> None:
    assert isinstance(failure(code, COMMAND), CardLeft)


def test_any_other_code_of_a_card_is_told() -> None:
    refused = failure(0x8010000B, COMMAND)
    assert isinstance(refused, ReaderRefused)
    assert refused.facts == {"command": "FFCA", "status": "8010000B"}


def test_any_other_code_without_a_card_means_a_new_connection() -> None:
    assert isinstance(failure(0x80100006), ServiceAway)


def test_signed_codes_are_the_same_codes() -> None:
    assert isinstance(failure(0x80100069 - 2**32, COMMAND), CardLeft)


def test_success_is_no_failure() -> None:
    pcsc_context._require(0, "A")


def test_the_count_of_comings_and_goings_stands_above_the_flags() -> None:
    lying = ReaderState(0x0003_0020)
    assert (lying.present, lying.events, lying.mute, lying.gone) == (True, 3, False, False)
