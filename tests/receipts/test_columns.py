import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipts.columns import Cell, centred, clean, left, pair, right, row, width, wrap

texts = st.text(st.one_of(st.characters(), st.sampled_from("ab 12.，（）￥《红烧肉 \t\x1b")))
columns = st.integers(2, 60)


@given(texts, columns)
def test_wrapping_loses_nothing_and_keeps_the_width(text, wide):
    lines = wrap(text, wide)
    assert "".join(lines) == clean(text)
    assert all(width(line) <= wide for line in lines)


@given(texts)
def test_cleaned_text_carries_no_command_and_no_half_width_yen(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert "\u00a5" not in cleaned
    assert all(char >= " " and char != "\x7f" for char in cleaned)


def test_yen_sign_becomes_the_full_width_one():
    assert clean("¥12") == "￥12"


def test_marks_join_their_letters_and_joiners_go():
    assert clean("e\u0301\u200b⚠\ufe0f") == "é⚠"


@given(texts, texts, columns)
def test_a_pair_keeps_both_texts_and_the_width(start, end, wide):
    lines = pair(start, end, wide)
    assert all(width(line) <= wide for line in lines)
    joined = "".join(lines).replace(" ", "")
    assert joined == (clean(start) + clean(end)).replace(" ", "")


def test_a_pair_that_fits_stands_on_one_line():
    assert pair("长者 9 折", "-3.25", 20) == ["长者 9 折      -3.25"]


def test_a_pair_that_does_not_fit_puts_the_end_below_at_the_right():
    assert pair("堂食补贴（满 15 元）", "-2.00", 20) == ["堂食补贴（满 15 元）", " " * 15 + "-2.00"]


@given(st.lists(st.tuples(texts, st.integers(2, 20)), min_size=1, max_size=4))
def test_a_table_row_never_loses_a_letter(cells):
    lines = row([Cell(text, wide) for text, wide in cells])
    total = sum(wide for _, wide in cells) + len(cells) - 1
    assert all(width(line) <= total for line in lines)
    kept = sorted("".join(lines).replace(" ", ""))
    assert kept == sorted("".join(clean(text) for text, _ in cells).replace(" ", ""))


@given(st.text(alphabet="红烧肉ab", max_size=8), st.integers(16, 40))
def test_filling_reaches_the_exact_width(text, wide):
    assert width(left(text, wide)) == width(right(text, wide)) == wide


def test_centred_lines_stand_in_the_middle():
    assert centred("午餐", 10) == ["   午餐"]


def test_no_closing_mark_begins_a_line_and_no_opening_mark_ends_one():
    assert wrap("红烧肉，好吃", 6) == ["红烧", "肉，好", "吃"]
    assert wrap("红烧（肉）", 6) == ["红烧", "（肉）"]


def test_words_are_kept_whole_where_they_fit():
    assert wrap("Braised pork belly", 8) == ["Braised ", "pork ", "belly"]


def test_a_column_narrower_than_one_letter_is_refused():
    with pytest.raises(ValueError, match="at least 2"):
        wrap("红", 1)
