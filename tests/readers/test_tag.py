from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.errors import BadUid
from readers.tag import TagUid

raws = st.binary(min_size=4, max_size=16)


@given(raws)
def test_every_spelling_of_a_uid_is_the_same_uid(raw: bytes) -> None:
    uid = TagUid.parse(raw.hex())
    assert uid == TagUid.parse(f" {raw.hex().upper()}\n") == TagUid.of(raw)
    assert str(uid) == uid.text == raw.hex().upper()
    assert uid.raw == raw


@given(st.lists(raws.map(TagUid.of)))
def test_uids_sort_by_their_text(uids: list[TagUid]) -> None:
    assert [uid.text for uid in sorted(uids)] == sorted(uid.text for uid in uids)


@pytest.mark.parametrize(
    "text", ["", "E0", "E0040150CABD51B", "E0040150CABD51BG", "0" * 34, "１２３４５６７８"]
)
def test_what_is_no_uid_is_refused_with_a_code(text: str) -> None:
    with pytest.raises(BadUid, match="E-RDR-015"):
        TagUid.parse(text)


@given(st.binary(min_size=7, max_size=7).filter(lambda raw: raw[-1] != 0xE0))
def test_iso15693_reads_the_same_from_either_end(tail: bytes) -> None:
    raw = b"\xe0" + tail
    assert TagUid.iso15693(raw[::-1]) == TagUid.iso15693(raw) == TagUid.of(raw)


def test_iso15693_captured_lsb_first_becomes_canonical() -> None:
    assert TagUid.iso15693(bytes.fromhex("b951bdca500104e0")).text == "E0040150CABD51B9"


def test_a_number_without_e0_is_kept_as_it_came() -> None:
    assert TagUid.iso15693(bytes.fromhex("0102030405060708")).text == "0102030405060708"
