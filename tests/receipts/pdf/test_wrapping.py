from hypothesis import given, settings
from hypothesis import strategies as st

from receipts.pdf.pen import clean_text
from receipts.pdf.typeface import text_width
from receipts.pdf.wrapping import shrunk, wrap

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


def test_a_mark_that_closes_never_begins_a_line():
    assert wrap("清炒鸡毛菜，少油。", "Regular", 10, 50) == ("清炒鸡毛", "菜，少油。")


def test_a_figure_stays_with_the_word_before_it():
    assert wrap("白砂糖 2.0、饮用水 125", "Regular", 10, 95) == ("白砂糖 2.0、饮用", "水 125")


def test_line_ends_are_kept():
    assert wrap("红烧肉\n每份 114 克", "Bold", 8, 400) == ("红烧肉", "每份 114 克")
    assert wrap("", "Bold", 8, 400) == ("",)


def test_a_text_for_one_line_shrinks_until_it_fits():
    size = shrunk("十五天午餐营养分析", "Bold", 20, 100)
    assert 99 < text_width("十五天午餐营养分析", "Bold", size) < 101
    assert shrunk("汤", "Bold", 20, 100) == 20
