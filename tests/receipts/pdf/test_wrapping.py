from hypothesis import given, settings
from hypothesis import strategies as st

from receipts.pdf.pen import clean_text
from receipts.pdf.typeface import text_width
from receipts.pdf.wrapping import balanced, longest_word, shrunk, wrap

CHINESE = st.text(st.sampled_from("红烧肉，。（）、12.5abc 克≥—"), max_size=60)


def bare(text):
    return "".join(clean_text(text).split())


@given(st.one_of(CHINESE, st.text(max_size=60)), st.integers(1, 300))
@settings(deadline=None)
def test_nothing_is_lost_and_nothing_is_too_wide(text, wide):
    lines = wrap(text, "Regular", 9, wide)
    assert bare("".join(lines)) == bare(text)
    for line in lines:
        assert len(line) <= 1 or text_width(line, "Regular", 9) <= wide + 0.01
    even = balanced(text, "Regular", 9, wide)
    assert len(even) == len(lines)
    assert bare("".join(even)) == bare(text)
    assert all(len(line) <= 1 or text_width(line, "Regular", 9) <= wide + 0.01 for line in even)


def test_a_mark_that_closes_never_begins_a_line():
    assert wrap("清炒鸡毛菜，少油。", "Regular", 10, 50) == ("清炒鸡毛", "菜，少油。")


def test_a_figure_stays_with_the_word_before_it():
    assert wrap("清炒，饮用水 125", "Regular", 10, 75) == ("清炒，饮用", "水 125")


def test_a_list_breaks_between_its_items():
    assert wrap("白砂糖 2.0、饮用水 125", "Regular", 10, 95) == ("白砂糖 2.0、", "饮用水 125")
    # An item that leaves too much of the line empty is broken all the same.
    assert wrap("盐、很长很长的一种调料", "Regular", 10, 85)[0] == "盐、很长很长的一"
    # In a sentence lines are filled further.
    assert wrap("加黄酒、少许生抽、淀粉抓匀。", "Regular", 10, 120)[0] == "加黄酒、少许生抽、淀粉抓"


def test_a_name_of_two_lines_leaves_no_orphan():
    assert wrap("豆腐蒸肉圆", "Regular", 8, 33) == ("豆腐蒸肉", "圆")
    assert balanced("豆腐蒸肉圆", "Regular", 8, 33) == ("豆腐蒸", "肉圆")


def test_a_word_breaks_at_its_hyphen():
    assert wrap("Salt-pepper pork strips", "Regular", 8, 40)[0] == "Salt-"
    assert wrap("1-2 days", "Regular", 8, 12)[0] != "1-"


def test_the_longest_word_is_what_no_line_should_break():
    whole = text_width("mushrooms", "Bold", 8)
    assert abs(longest_word("Two mushrooms, braised", "Bold", 8) - whole) < 3
    assert longest_word("豆腐蒸肉圆", "Bold", 8) == 8
    assert longest_word("", "Bold", 8) == 0


def test_line_ends_are_kept():
    assert wrap("红烧肉\n每份 114 克", "Bold", 8, 400) == ("红烧肉", "每份 114 克")
    assert wrap("", "Bold", 8, 400) == ("",)


def test_a_text_for_one_line_shrinks_until_it_fits():
    size = shrunk("十五天午餐营养分析", "Bold", 20, 100)
    assert 99 < text_width("十五天午餐营养分析", "Bold", size) < 101
    assert shrunk("汤", "Bold", 20, 100) == 20
