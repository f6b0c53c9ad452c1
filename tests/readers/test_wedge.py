"""Card numbers typed by a reader, and what a person types."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from readers.tag import TagUid
from readers.wedge import FORMATS, GAP_SECONDS, LATE_SECONDS, WedgeDecoder, format_named

# Of the published kinds of output of 09A-EMID (zgznk.com) and of seabreezerfid.com.
PUBLISHED = [
    ("dec10", "0040856634", "026F6C3A"),
    ("dec8", "07302202", "006F6C3A"),
    ("dec10", "0013961168", "00D507D0"),
    ("hex8", "12345678", "12345678"),
]
ORDERS = [
    ("hex8-reversed", "78563412", "12345678"),
    ("dec10-reversed", "2018915346", "12345678"),
    ("dec10", "0305419896", "12345678"),
    ("dec8-reversed", "07892790", "00366F78"),
    ("hex14", "04A2B3C4D5E680", "04A2B3C4D5E680"),
    ("hex14-reversed", "80E6D5C4B3A204", "04A2B3C4D5E680"),
    ("hex16", "E0040150CABD51B9", "E0040150CABD51B9"),
    ("hex16-reversed", "B951BDCA500104E0", "E0040150CABD51B9"),
]
FAST = st.floats(0.0005, GAP_SECONDS * 0.98)
SLOW = st.floats(GAP_SECONDS * 1.02, 3.0)
names = st.sampled_from(sorted(FORMATS))
widths = st.sampled_from([str, str.lower, lambda text: "".join(chr(ord(c) + 0xFEE0) for c in text)])


def uids_of(name: str) -> st.SearchStrategy[TagUid]:
    """Numbers that a device of this format can type."""
    if name.startswith("hex16"):
        return st.binary(min_size=7, max_size=7).map(lambda raw: TagUid.of(b"\xe0" + raw))
    if name.startswith("dec8"):
        return st.binary(min_size=3, max_size=3).map(lambda raw: TagUid.of(b"\0" + raw))
    size = FORMATS[name].size
    return st.binary(min_size=size, max_size=size).map(TagUid.of)


cards = names.flatmap(lambda name: st.tuples(st.just(name), uids_of(name)))


class Desk:
    """A decoder as a screen uses it: what came out, and what reached the page."""

    def __init__(self, name: str, gap: float = GAP_SECONDS) -> None:
        self.decoder = WedgeDecoder(FORMATS[name], gap)
        self.at = 100.0
        self.numbers: list[str] = []
        self.page = ""
        self._held = ""

    def press(self, text: str, after: float) -> None:
        self.wait(after)
        if self.decoder.swallows(text, self.at):
            self._held += text
        else:
            self.page += text
        self._came(self.decoder.key(text, self.at))

    def wait(self, seconds: float) -> None:
        self.at += seconds
        if self.decoder.running(self.at):
            return
        if self.decoder.by_hand(self.at):
            self.page += self._held
        self._came(self.decoder.flush(self.at))
        self._held = ""

    def type(self, text: str, pace: float | list[float], first: float = 1.0) -> None:
        gaps = pace if isinstance(pace, list) else [pace] * len(text)
        for number, (character, gap) in enumerate(zip(text, gaps, strict=True)):
            self.press(character, gap if number else first)

    def _came(self, number: TagUid | None) -> None:
        if number is not None:
            self.numbers.append(number.text)


@pytest.mark.parametrize(("name", "typed", "number"), PUBLISHED + ORDERS)
def test_what_devices_type_is_read_and_written(name: str, typed: str, number: str) -> None:
    assert FORMATS[name].read(typed) == TagUid(number)
    assert FORMATS[name].write(TagUid(number)) == typed


@pytest.mark.parametrize("name", ["dec8", "dec10"])
def test_decimal_numbers_beyond_the_bytes_are_none(name: str) -> None:
    form = FORMATS[name]
    last = 256**form.size - 1
    assert form.read(str(last).rjust(form.digits, "0")) is not None
    assert form.read(str(last + 1).rjust(form.digits, "0")) is None


def test_a_number_that_does_not_fit_a_format_cannot_be_typed_in_it() -> None:
    with pytest.raises(ValueError, match="no such form"):
        FORMATS["hex8"].write(TagUid("E0040150CABD51B9"))
    with pytest.raises(ValueError, match="no such form"):
        FORMATS["dec8"].write(TagUid("12345678"))


def test_an_unknown_format_names_the_known_ones() -> None:
    assert format_named("hex14") is FORMATS["hex14"]
    with pytest.raises(ValueError, match=r"hex12.*hex8, .*dec10"):
        format_named("hex12")


def test_a_gap_of_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="gap_seconds"):
        WedgeDecoder(FORMATS["hex8"], 0.0)


@given(cards, st.data(), st.sampled_from(["\r", "\n", "\t", ""]), widths)
def test_every_number_comes_out_of_every_format_and_no_key_reaches_the_page(
    card: tuple[str, TagUid], data: st.DataObject, end: str, width: type[str]
) -> None:
    name, uid = card
    text = width(FORMATS[name].write(uid)) + end
    desk = Desk(name)
    desk.type(text, data.draw(st.lists(FAST, min_size=len(text), max_size=len(text))))
    desk.wait(0.2)
    assert desk.numbers == [uid.text]
    assert desk.page == ""


@given(names, st.text("0123456789abcdefABCDEF.\r\t", max_size=40), st.data())
def test_a_person_never_yields_a_number_and_loses_no_key(
    name: str, text: str, data: st.DataObject
) -> None:
    desk = Desk(name)
    desk.type(text, data.draw(st.lists(SLOW, min_size=len(text), max_size=len(text))))
    desk.wait(1)
    assert desk.numbers == []
    assert desk.page == text


@given(names, st.lists(st.tuples(st.text("0123456789AF\r", min_size=1, max_size=1), FAST | SLOW)))
def test_a_number_needs_as_many_quick_keys_in_a_row(
    name: str, keys: list[tuple[str, float]]
) -> None:
    desk, quick = Desk(name), 0
    for text, gap in keys:
        before = len(desk.numbers)
        desk.press(text, gap)
        if len(desk.numbers) > before:
            assert quick == FORMATS[name].digits
        quick = 0 if text == "\r" else quick + 1 if gap < GAP_SECONDS else 1


@given(
    names,
    st.text("0123456789abcdefABCDEFg .,:", min_size=3, max_size=30),
    FAST,
    st.sampled_from(["\r", ""]),
)
def test_a_burst_that_is_no_number_is_dropped_whole(
    name: str, text: str, pace: float, end: str
) -> None:
    assume(FORMATS[name].read(text.upper()) is None)
    desk = Desk(name)
    desk.type(text + end, pace)
    desk.wait(1)
    assert desk.numbers == []
    assert desk.page == ""


@given(cards, st.data(), FAST)
def test_a_foreign_character_anywhere_spoils_the_number(
    card: tuple[str, TagUid], data: st.DataObject, pace: float
) -> None:
    name, uid = card
    text = FORMATS[name].write(uid)
    spot = data.draw(st.integers(0, len(text)))
    junk = data.draw(st.sampled_from([",", "G", " ", ":", "；", "\b", "12", "٣"]))
    desk = Desk(name)
    for number, key in enumerate([*text[:spot], junk, *text[spot:], "\r"]):
        desk.press(key, pace if number else 1.0)
    assert desk.numbers == []
    assert desk.page == ""


@given(cards, st.data(), FAST, st.floats(0.001, 2.0))
def test_two_cards_after_another_are_two_numbers(
    card: tuple[str, TagUid], data: st.DataObject, pace: float, between: float
) -> None:
    name, uid = card
    other = data.draw(uids_of(name))
    desk = Desk(name)
    desk.type(FORMATS[name].write(uid) + "\r", pace)
    desk.type(FORMATS[name].write(other) + "\r", pace, first=between)
    assert desk.numbers == [uid.text, other.text]
    assert desk.page == ""


@given(cards, FAST, SLOW, st.text("0123456789", min_size=1, max_size=2))
def test_a_card_after_a_persons_keys_takes_none_of_them(
    card: tuple[str, TagUid], pace: float, thinking: float, typed: str
) -> None:
    name, uid = card
    desk = Desk(name)
    desk.type(typed, 0.2)
    desk.type(FORMATS[name].write(uid) + "\r", pace, first=thinking)
    assert desk.numbers == [uid.text]
    assert desk.page == typed


def test_a_number_of_the_wrong_length_is_dropped_and_the_next_one_read() -> None:
    desk = Desk("dec10")
    desk.type("004085663\r00408566344\r", 0.01)
    desk.type("0040856634\r", 0.01)
    assert desk.numbers == ["026F6C3A"]


def test_cards_without_a_terminator_run_into_each_other_unless_there_is_silence() -> None:
    desk = Desk("hex8")
    desk.type("1234567812345678", 0.01)
    desk.type("12345678", 0.01)
    desk.wait(0.1)
    assert desk.numbers == ["12345678"]


def test_the_silence_must_be_over_before_it_ends_a_number() -> None:
    decoder = WedgeDecoder(FORMATS["hex8"])
    for number, character in enumerate("12345678"):
        assert decoder.key(character, number / 100) is None
    assert decoder.flush(0.07 + GAP_SECONDS * 0.9) is None
    assert decoder.flush(0.07 + GAP_SECONDS) == TagUid("12345678")
    assert decoder.flush(9.0) is None


def test_a_run_that_nobody_flushed_is_dropped_by_the_next_key() -> None:
    decoder = WedgeDecoder(FORMATS["hex8"])
    for number, character in enumerate("12345678"):
        decoder.key(character, number / 100)
    assert decoder.key("\r", 1.0) is None
    assert decoder.flush(2.0) is None


def test_an_enter_that_comes_late_or_twice_presses_no_button() -> None:
    desk = Desk("hex8")
    desk.type("12345678", 0.01)
    desk.press("\r", 0.3)
    desk.press("\n", 0.01)
    assert desk.numbers == ["12345678"]
    assert desk.page == ""
    desk.press("\r", LATE_SECONDS)
    assert desk.page == "\r"


def test_the_torn_end_of_a_card_reaches_no_page() -> None:
    desk = Desk("hex8")
    desk.type("123456", 0.01)
    desk.type("78\r", 0.01, first=0.2)
    desk.type("123456", 0.01)
    desk.type("7", 0.01, first=0.2)
    desk.wait(1)
    assert (desk.numbers, desk.page) == ([], "")


def test_two_keys_of_two_hands_are_a_persons() -> None:
    desk = Desk("hex8")
    desk.type("12", 0.02)
    desk.press("\r", 0.2)
    assert desk.page == "12\r"


def test_a_clock_that_jumps_back_ends_the_run() -> None:
    decoder = WedgeDecoder(FORMATS["hex8"])
    for character in "1234":
        decoder.key(character, 5.0)
    for character in "5678":
        decoder.key(character, 1.0)
    assert decoder.key("\r", 1.01) is None


def test_a_key_without_a_text_is_none_of_our_business() -> None:
    decoder = WedgeDecoder(FORMATS["hex8"])
    for character in ["1", "", "2", "", "3", "4", "5", "6", "7", "8"]:
        assert decoder.swallows(character, 1.0) == bool(character)
        decoder.key(character, 1.0)
    assert decoder.key("\t", 1.0) == TagUid("12345678")


def test_a_slow_device_can_be_given_a_longer_gap() -> None:
    desk = Desk("hex8", 0.15)
    desk.type("12345678\r", 0.1)
    assert desk.numbers == ["12345678"]
