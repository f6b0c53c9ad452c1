from __future__ import annotations

from functools import reduce
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.protocols import atr

# Gemalto Prox-DU and Prox-SU PC/SC guide DOC119811A, page 101.
CLASSIC_1K = bytes.fromhex("3b8f8001804f0ca000000306030001000000006a")
# islog/liblogicalaccess, plugins/logicalaccess/plugins/readers/pcsc, its table of known answers.
PLUS_SL1_2K = bytes.fromhex("3B8F8001804F0CA000000306030036000000005D")
# A processor card of ISO 14443-4, from the same table.
PLUS_S = bytes.fromhex("3B878001C1052F2F0035C730")

CARDS = st.builds(
    atr.StorageCard,
    st.integers(0, 0xFF),
    st.integers(0, 0xFFFF),
    sound=st.booleans(),
)


def test_a_published_answer_is_told_apart() -> None:
    card = atr.storage_card(CLASSIC_1K)
    assert card == atr.StorageCard(atr.ISO14443A_3, atr.MIFARE_CLASSIC_1K)
    assert (card.kind, card.name, card.sound) == ("iso14443a", "MIFARE Classic 1K", True)


def test_another_published_answer_is_told_apart() -> None:
    card = atr.storage_card(PLUS_SL1_2K)
    assert card is not None
    assert (card.kind, card.name, card.sound) == ("iso14443a", "MIFARE Plus SL1 2K", True)


@pytest.mark.parametrize("answer", [CLASSIC_1K, PLUS_SL1_2K])
def test_published_answers_are_made_up_alike(answer: bytes) -> None:
    card = atr.storage_card(answer)
    assert card is not None
    assert atr.encode_storage_card(card) == answer


@pytest.mark.parametrize(
    ("standard", "kind"),
    [
        (0x00, "unknown"),
        (0x03, "iso14443a"),
        (0x07, "iso14443b"),
        (0x0B, "iso15693"),
        (0x0D, "unknown"),
        (0x11, "felica"),
    ],
)
def test_the_standard_says_the_kind(standard: int, kind: str) -> None:
    assert atr.card_kind(atr.encode_storage_card(atr.StorageCard(standard, 0))) == kind


def test_a_name_that_is_not_known_is_a_number() -> None:
    assert atr.StorageCard(atr.ISO15693_3, 0x1234).name == "1234"


def test_a_processor_card_is_no_storage_card() -> None:
    assert atr.storage_card(PLUS_S) is None
    assert atr.card_kind(PLUS_S) == "iso14443"


@pytest.mark.parametrize("answer", ["", "3b", "3b0214 50", "3b8f80", "3b8f8101"])
def test_other_answers_have_no_kind(answer: str) -> None:
    assert atr.card_kind(bytes.fromhex(answer)) == "unknown"


@given(CARDS)
def test_what_is_made_up_is_read_back(card: atr.StorageCard) -> None:
    assert atr.storage_card(atr.encode_storage_card(card)) == card


@given(CARDS.filter(lambda card: card.sound))
def test_a_sound_answer_sums_up_to_nothing(card: atr.StorageCard) -> None:
    assert reduce(xor, atr.encode_storage_card(card)[1:]) == 0


@given(CARDS.filter(lambda card: card.sound), st.integers(8, 20 * 8 - 1))
def test_a_flipped_bit_is_never_sound(card: atr.StorageCard, bit: int) -> None:
    spoilt = bytearray(atr.encode_storage_card(card))
    spoilt[bit // 8] ^= 1 << bit % 8
    read = atr.storage_card(bytes(spoilt))
    assert read is None or not read.sound


@given(st.binary(max_size=33))
def test_anything_has_a_kind(answer: bytes) -> None:
    assert atr.card_kind(answer)
